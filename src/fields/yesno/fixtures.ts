import { yesno } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: yesno({ label: '是否紧急' }),
  good: [
    { input: true, stored: true, shown: '是' },
    { input: '否', stored: false, shown: '否' },
    { input: 'Ｙ', stored: true, shown: '是' },
    { input: 0, stored: false, shown: '否' },
    { input: 'FALSE', stored: false, shown: '否' },
  ],
  bad: [
    { input: '也许', says: '请选择“是”或“否”' },
    { input: 2, says: '请选择“是”或“否”' },
    { input: {}, says: '请选择“是”或“否”' },
  ],
  masked: [{ stored: true, seen: '***' }],
  filterCases: [
    { op: 'is', value: true, holds: [true], fails: [false] },
    { op: 'is-not', value: true, holds: [false], fails: [true] },
  ],
}
