import { region } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: region({ label: '所在地区', level: 'county' }),
  good: [
    { input: '330602', stored: '330602', shown: '越城区' },
    { input: ' 越城区 ', stored: '330602', shown: '越城区' },
    { input: 330602, stored: '330602', shown: '越城区' },
  ],
  bad: [
    { input: '330699', says: '请从列表中选择地区' },
    { input: '330600', says: '请选择县（市、区）一级的地区' },
    { input: ['330602'], says: '请从列表中选择地区' },
  ],
  masked: [{ stored: '330602', seen: '***' }],
  filterCases: [
    { op: 'is', value: '330602', holds: ['330602'], fails: ['330602001'] },
    { op: 'is-not', value: '330602', holds: ['330602001'], fails: ['330602'] },
    { op: 'in', value: ['330602', '330603'], holds: ['330603'], fails: ['330604'] },
    { op: 'not-in', value: ['330602', '330603'], holds: ['330604'], fails: ['330603'] },
    { op: 'within', value: '330600', holds: ['330600', '330602', '330602001001'], fails: ['330702', '330000'] },
    { op: 'within', value: '330602001', holds: ['330602001', '330602001001'], fails: ['330602002', '330602'] },
    { op: 'within', value: '330000', holds: ['330600', '330702001'], fails: ['320100'] },
    { op: 'within', value: ['330602', '330683'], holds: ['330602001', '330683'], fails: ['330681'] },
  ],
}
