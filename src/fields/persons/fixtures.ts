import { persons } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: persons({ label: '参会人员', max: 2 }),
  good: [
    { input: ['p-li', 'p-wang', 'p-li'], stored: ['p-li', 'p-wang'], shown: '李二、王一' },
    { input: '王一，李二', stored: ['p-wang', 'p-li'], shown: '王一、李二' },
  ],
  bad: [
    { input: ['p-wang', '无名氏'], says: '没有找到人员“无名氏”' },
    { input: 7, says: '请选择人员' },
  ],
  masked: [{ stored: ['p-wang'], seen: '***' }],
  filterCases: [
    { op: 'contains', value: { context: 'me' }, holds: [['p-li', 'p-wang']], fails: [['p-li']] },
    { op: 'overlaps', value: ['p-wang', 'p-zhao'], holds: [['p-wang']], fails: [['p-li']] },
  ],
}
