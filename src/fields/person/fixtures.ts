import { person } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: person({ label: '承办人' }),
  good: [
    { input: 'p-wang', stored: 'p-wang', shown: '王一' },
    { input: '李二', stored: 'p-li', shown: '李二' },
  ],
  bad: [
    { input: '无名氏', says: '没有找到人员“无名氏”' },
    { input: {}, says: '请从列表中选择人员' },
  ],
  masked: [{ stored: 'p-wang', seen: '***' }],
  filterCases: [
    { op: 'is', value: { context: 'me' }, holds: ['p-wang'], fails: ['p-li'] },
    { op: 'is-not', value: { context: 'me' }, holds: ['p-li'], fails: ['p-wang'] },
    { op: 'in', value: ['p-wang', 'p-zhao'], holds: ['p-wang'], fails: ['p-li'] },
    { op: 'not-in', value: ['p-wang', 'p-zhao'], holds: ['p-li'], fails: ['p-wang'] },
  ],
}
