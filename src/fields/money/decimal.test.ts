import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixtureContext } from '../fixture.ts'
import { compareDecimals, shiftDecimal } from './decimal.ts'
import { moneyKind } from './field.ts'

const cents = fc.bigInt({ min: -999_999_999_999_999_999n, max: 999_999_999_999_999_999n })
const yuan = (of: bigint) =>
  `${of < 0n ? '-' : ''}${String(of < 0n ? -of : of)
    .padStart(3, '0')
    .replace(/(\d\d)$/, '.$1')}`

describe('money', () => {
  it('keeps every cent of eighteen digits, shown and read back', () => {
    fc.assert(
      fc.property(cents, of => {
        const field = { kind: 'money', label: '金额' } as const
        expect(moneyKind.normalise(yuan(of), field, fixtureContext)).toEqual({ ok: true, value: yuan(of) })
        expect(
          moneyKind.normalise(
            moneyKind.show(yuan(of), field, () => undefined),
            field,
            fixtureContext,
          ),
        ).toEqual({ ok: true, value: yuan(of) })
      }),
    )
  })
  it('compares as whole cents do', () => {
    fc.assert(fc.property(cents, cents, (a, b) => void expect(compareDecimals(yuan(a), yuan(b))).toBe(a < b ? -1 : a > b ? 1 : 0)))
    expect(compareDecimals(1e-7, '0.0000001')).toBe(0)
    expect(compareDecimals(1e21, '1000000000000000000000')).toBe(0)
    expect(() => compareDecimals('', '1')).toThrow(RangeError)
  })
  it('moves the point', () => {
    expect(shiftDecimal('1.5', 4)).toBe('15000')
    expect(shiftDecimal('0.00005', 4)).toBe('0.5')
    expect(shiftDecimal('12.', 0)).toBe('12')
  })
})
