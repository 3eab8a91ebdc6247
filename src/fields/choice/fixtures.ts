import { choice } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: choice({ label: '类型', of: { neighbour: '邻里', labour: '劳资', property: '物业' } }),
  good: [
    { input: 'labour', stored: 'labour', shown: '劳资' },
    { input: ' 物业 ', stored: 'property', shown: '物业' },
  ],
  bad: [
    { input: '医患', says: '请从选项中选择：“邻里”、“劳资”、“物业”' },
    { input: 'toString', says: '请从选项中选择' },
    { input: ['labour'], says: '请从选项中选择' },
  ],
  masked: [{ stored: 'labour', seen: '***' }],
  filterCases: [
    { op: 'is', value: 'labour', holds: ['labour'], fails: ['property'] },
    { op: 'is-not', value: 'labour', holds: ['property'], fails: ['labour'] },
    { op: 'in', value: ['labour', 'property'], holds: ['labour'], fails: ['neighbour'] },
    { op: 'not-in', value: ['labour', 'property'], holds: ['neighbour'], fails: ['labour'] },
  ],
}
