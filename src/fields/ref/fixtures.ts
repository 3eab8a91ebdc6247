import { record, ref, text } from '#declare'
import { type Fixture, fixtureRow } from '../fixture.ts'

const other = '0190f3c2-7b1a-7c3d-8e4f-5a6b7c8d9e10'
const plan = record('fixture-plan', {
  label: '督查计划',
  owner: 'government-office',
  share: 'on-request',
  level: 'L1',
  title: 'name',
  access: [],
  fields: { name: text({ label: '名称' }) },
})

export const fixtures: Fixture = {
  field: ref(() => plan, { label: '所属计划' }),
  good: [
    { input: fixtureRow, stored: fixtureRow, shown: '督查计划一' },
    { input: ` ${fixtureRow.toUpperCase()} `, stored: fixtureRow, shown: '督查计划一' },
  ],
  bad: [
    { input: other, says: '请从列表中选择督查计划' },
    { input: '42', says: '请从列表中选择督查计划' },
    { input: 42, says: '请从列表中选择督查计划' },
  ],
  masked: [{ stored: fixtureRow, seen: '***' }],
  filterCases: [
    { op: 'is', value: fixtureRow, holds: [fixtureRow], fails: [other] },
    { op: 'is-not', value: fixtureRow, holds: [other], fails: [fixtureRow] },
    { op: 'in', value: [fixtureRow], holds: [fixtureRow], fails: [other] },
    { op: 'not-in', value: [fixtureRow], holds: [other], fails: [fixtureRow] },
  ],
}
