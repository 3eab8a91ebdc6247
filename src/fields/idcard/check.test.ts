import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditCheck, creditCodeKind, organisationCheck } from '../credit-code/field.ts'
import { fixtureContext } from '../fixture.ts'
import { checkCharacter, idcardKind } from './field.ts'

describe('check characters', () => {
  it('of GB 11643 find every single wrong digit and every swap of neighbours (ISO 7064 MOD 11-2)', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^330602199\d0[1-9]1\d\d{3}$/), fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, at, shift) => {
        const valid = digits + checkCharacter(digits)
        const field = { kind: 'idcard', label: '身份证号' } as const
        expect(idcardKind.normalise(valid, field, fixtureContext)).toEqual({ ok: true, value: valid })
        const wrong = valid.slice(0, at) + ((Number(valid[at]) + shift) % 10) + valid.slice(at + 1)
        expect(idcardKind.normalise(wrong, field, fixtureContext).ok).toBe(false)
        const swapped = valid.slice(0, at) + valid[at + 1] + valid[at] + valid.slice(at + 2)
        if (swapped !== valid) expect(idcardKind.normalise(swapped, field, fixtureContext).ok).toBe(false)
      }),
    )
  })
  it('of GB 32100 accept real codes of companies and public bodies', () => {
    // From public test data and registers: 17 codes, both check characters each.
    const codes =
      '91110108551385082Q 91110000600037341L 91350200776049653A 91350500798359476R 91350503MA31DKY80A 91350200MA31E12PXF 91440101MA5CJQ4N59 913502000728319549 123502001549897397 91350503MA31DNG762 913502115628130384 9135021359498494XQ 91350203MA31NDF85F 91350203MA32AXT97E 91350203MA31XXW31H 91350206MA31LUJ437 91350213678251743X'.split(
        ' ',
      )
    for (const code of codes) {
      expect(creditCheck(code)).toBe(code[17])
      expect(organisationCheck(code.slice(8, 16))).toBe(code[16])
      expect(creditCodeKind.normalise(code, { kind: 'credit-code', label: '代码' }, fixtureContext)).toEqual({ ok: true, value: code })
    }
  })
})
