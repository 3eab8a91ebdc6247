// A form filled without a network meets a row that others have changed: nothing of either side may disappear unseen.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { FieldView } from '../../wire/manifest.ts'
import { mergeFilled, same } from './merge-filled.ts'

const fields = [
  { name: 'answers', label: '检查表', kind: 'table', columns: [] },
  { name: 'findings', label: '发现的问题', kind: 'text' },
] as unknown as FieldView[]

it('takes over what only others changed, keeps what only I changed, and asks where both did', () => {
  const base = { answers: [{ item: '一' }, { item: '二' }, { item: '三' }], findings: '' }
  const values = { answers: [{ item: '一', answer: 'good' }, { item: '二' }, { item: '三', answer: 'bad' }], findings: '漏水' }
  const now = { answers: [{ item: '一' }, { answer: 'none', item: '二' }, { item: '三', answer: 'good' }], findings: null }
  const { values: merged, conflicts, taken } = mergeFilled({ fields, base, values }, now)
  expect(merged).toEqual({
    answers: [
      { item: '一', answer: 'good' },
      { item: '二', answer: 'none' },
      { item: '三', answer: 'bad' },
    ],
    findings: '漏水',
  })
  expect(conflicts.map(one => one.label)).toEqual(['检查表第3行'])
  expect(taken.map(one => one.label)).toEqual(['检查表第2行'])
  expect(mergeFilled({ fields, base, values }, now, () => 'theirs').values['answers']).toMatchObject([{}, {}, { answer: 'good' }])
})

it('counts an emptied list, a missing value and null as the same, and the order of keys as nothing', () => {
  expect(same({ a: 1, b: null }, { b: undefined, a: 1 })).toBe(true)
  expect(same([], undefined)).toBe(true)
  expect(same([{ x: 1, y: 2 }], [{ y: 2, x: 1 }])).toBe(true)
  expect(same(0, null)).toBe(false)
})

it('never drops a side without listing it', () => {
  const text = fc.constantFrom(null, '', '甲', '乙', '丙')
  const row = fc.record({ item: fc.constant('项'), answer: text })
  const values = fc.record({ findings: text, answers: fc.array(row, { minLength: 2, maxLength: 3 }) })
  fc.assert(
    fc.property(values, values, values, (base, mine, now) => {
      const { values: merged, conflicts, taken } = mergeFilled({ fields, base, values: mine }, now)
      const listed = (field: string, at?: number) => [...conflicts, ...taken].some(one => one.field === field && (one.at ?? at) === at)
      const check = (of: [unknown, unknown, unknown, unknown], field: string, at?: number) => {
        const [was, entered, is, result] = of
        expect(same(result, entered) || same(result, is)).toBe(true)
        // What is lost of mine was untouched by me; what is lost of theirs is no change of theirs, or is listed.
        if (!same(result, entered)) expect(same(was, entered)).toBe(true)
        if (!same(result, is) && !same(was, is)) expect(listed(field, at)).toBe(true)
      }
      check([base.findings, mine.findings, now.findings, merged['findings']], 'findings')
      if (base.answers.length === mine.answers.length && mine.answers.length === now.answers.length)
        for (const at of mine.answers.keys())
          check([base.answers[at], mine.answers[at], now.answers[at], (merged['answers'] as unknown[])[at]], 'answers', at)
    }),
    { numRuns: 500 },
  )
})

it('leaves what is protected as it was entered: what comes back is masked and must not be sent', () => {
  const signer = { name: 'signer', label: '签字人', kind: 'text', protect: 'personal' } as unknown as FieldView
  const merged = mergeFilled({ fields: [signer], base: { signer: null }, values: { signer: '陈掌柜' } }, { signer: '陈**' }, () => 'theirs')
  expect(merged).toEqual({ values: { signer: '陈掌柜' }, conflicts: [], taken: [] })
})
