import { organ } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: organ({ label: '牵头单位', level: 'city' }),
  good: [
    { input: 'police', stored: 'police', shown: '市公安局' },
    { input: '市大数据局', stored: 'big-data', shown: '市大数据局' },
  ],
  bad: [
    { input: '市火星局', says: '没有单位“市火星局”' },
    { input: 'yuecheng-police', says: '请选择市一级的单位' },
    { input: 12, says: '请从列表中选择单位' },
  ],
  masked: [{ stored: 'police', seen: '***' }],
  filterCases: [
    { op: 'is', value: 'police', holds: ['police'], fails: ['big-data'] },
    { op: 'is-not', value: 'police', holds: ['big-data'], fails: ['police'] },
    { op: 'in', value: { context: 'my-organs' }, holds: ['police'], fails: ['yuecheng-police'] },
    { op: 'not-in', value: { context: 'my-organs' }, holds: ['yuecheng-police'], fails: ['police'] },
  ],
}
