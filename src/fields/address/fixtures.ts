import { address } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: address({ label: '地址' }),
  good: [
    {
      input: { region: '330602', detail: ' 胜利东路88号 ' },
      stored: { region: '330602', detail: '胜利东路88号' },
      shown: '越城区胜利东路88号',
    },
    { input: '越城区 胜利东路88号 3楼', stored: { region: '330602', detail: '胜利东路88号 3楼' }, shown: '越城区胜利东路88号 3楼' },
  ],
  bad: [
    { input: { region: '999999', detail: '胜利东路88号' }, says: '请先选择地区' },
    { input: { region: '330602', detail: '  ' }, says: '请填写详细地址' },
    { input: { region: '330602', detail: '路'.repeat(201) }, says: '不能超过200个字' },
    { input: '胜利东路88号', says: '请先选择地区' },
  ],
  masked: [{ stored: { region: '330602', detail: '胜利东路88号' }, seen: { region: '330602', detail: '****' } }],
  filterCases: [],
}
