import { signature } from '#declare'
import type { Fixture } from '../fixture.ts'

const stroke = Array.from({ length: 20 }, (_, at): [number, number, number] => [10 + at * 8, 60 + (at % 5) * 4, at * 16])
const drawn = { width: 300, height: 150, strokes: [stroke] }

export const fixtures: Fixture = {
  field: signature({ label: '签名' }),
  good: [
    { input: drawn, stored: drawn, shown: '已手写签名' },
    { input: JSON.stringify(drawn), stored: drawn, shown: '已手写签名' },
    { input: { ...drawn, strokes: [stroke.map(([x, y, t]) => [x + 0.2, y - 0.2, t]), []] }, stored: drawn, shown: '已手写签名' },
    { input: { typed: ' 王一 ', consent: true }, stored: { typed: '王一', consent: true }, shown: '已签名（王一，输入姓名确认）' },
  ],
  bad: [
    { input: { width: 300, height: 150, strokes: [] }, says: '请在签名框内签名' },
    { input: { width: 300, height: 150, strokes: [stroke.slice(0, 3)] }, says: '签名太短' },
    {
      input: { width: 300, height: 150, strokes: [Array.from({ length: 40 }, (_, at) => [5, 5, at])] },
      says: '签名太短',
    },
    { input: { width: 300, height: 150, strokes: [[...stroke, [301, 5, 999]]] }, says: '超出了签名框' },
    { input: { width: 300, height: 150, strokes: [[...stroke, [5, 5, 1]]] }, says: '超出了签名框' },
    { input: { width: 300, height: 150, strokes: [[[1, 2]]] }, says: '不完整' },
    { input: { width: 300, height: 150, strokes: Array.from({ length: 201 }, () => []) }, says: '笔画太多' },
    { input: { width: 3e9, height: 150, strokes: [stroke] }, says: '不完整' },
    { input: { typed: '王', consent: true }, says: '完整姓名' },
    { input: { typed: '王一' }, says: '请勾选' },
    { input: '王一', says: '请手写签名' },
  ],
  masked: [{ stored: drawn, seen: '已签名' }],
  filterCases: [],
}
