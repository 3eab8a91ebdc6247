import { choices } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: choices({ label: '手段', of: { talk: '谈话', letter: '函告', visit: '走访', both: '电话、短信' } }),
  good: [
    { input: ['visit', 'talk', 'visit'], stored: ['talk', 'visit'], shown: '谈话、走访' },
    { input: '走访，函告', stored: ['letter', 'visit'], shown: '函告、走访' },
    { input: '电话、短信', stored: ['both'], shown: '电话、短信' },
  ],
  bad: [
    { input: ['talk', 'fax'], says: '请从选项中选择' },
    { input: { talk: true }, says: '请从选项中选择' },
    { input: 7, says: '请从选项中选择' },
  ],
  masked: [{ stored: ['talk'], seen: '***' }],
  filterCases: [
    { op: 'contains', value: 'talk', holds: [['talk', 'visit']], fails: [['visit']] },
    { op: 'overlaps', value: ['talk', 'letter'], holds: [['letter', 'visit']], fails: [['visit']] },
  ],
}
