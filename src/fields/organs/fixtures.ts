import { organs } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: organs({ label: '配合单位', max: 2 }),
  good: [
    { input: ['police', 'big-data', 'police'], stored: ['police', 'big-data'], shown: '市公安局、市大数据局' },
    { input: '市大数据局、越城区公安分局', stored: ['big-data', 'yuecheng-police'], shown: '市大数据局、越城区公安分局' },
  ],
  bad: [
    { input: ['police', '市火星局'], says: '没有单位“市火星局”' },
    { input: ['police', 'big-data', 'yuecheng-police'], says: '最多选择2个单位' },
    { input: 7, says: '请选择单位' },
  ],
  masked: [{ stored: ['police'], seen: '***' }],
  filterCases: [
    { op: 'contains', value: 'police', holds: [['big-data', 'police']], fails: [['big-data']] },
    { op: 'overlaps', value: { context: 'my-organs' }, holds: [['police', 'yuecheng-police']], fails: [['yuecheng-police']] },
  ],
}
