import { area } from '#declare'
import type { Fixture } from '../fixture.ts'

const square = [
  [120, 30],
  [120.01, 30],
  [120.01, 30.01],
  [120, 30.01],
  [120, 30],
]
const hole = [
  [120.002, 30.002],
  [120.002, 30.004],
  [120.004, 30.004],
  [120.004, 30.002],
  [120.002, 30.002],
]

export const fixtures: Fixture = {
  field: area({ label: '范围' }),
  good: [
    { input: { type: 'Polygon', coordinates: [square] }, stored: { type: 'Polygon', coordinates: [square] }, shown: '约1.07平方公里' },
    // Clockwise and not closed: turned and closed.
    {
      input: { type: 'Polygon', coordinates: [square.toReversed().slice(0, -1)] },
      stored: { type: 'Polygon', coordinates: [square] },
      shown: '约1.07平方公里',
    },
    {
      input: JSON.stringify({ type: 'Feature', geometry: { type: 'Polygon', coordinates: [square, hole] } }),
      stored: { type: 'Polygon', coordinates: [square, hole] },
      shown: '约1.03平方公里',
    },
    {
      input: { type: 'MultiPolygon', coordinates: [[square]] },
      stored: { type: 'MultiPolygon', coordinates: [[square]] },
      shown: '约1.07平方公里',
    },
  ],
  bad: [
    {
      input: {
        type: 'Polygon',
        coordinates: [
          [
            [120, 30],
            [120.01, 30.01],
            [120.01, 30],
            [120, 30.01],
            [120, 30],
          ],
        ],
      },
      says: '不能自相交',
    },
    {
      input: {
        type: 'Polygon',
        coordinates: [
          [
            [120, 30],
            [120.01, 30],
            [120.02, 30],
            [120, 30],
          ],
        ],
      },
      says: '不能自相交',
    },
    {
      input: {
        type: 'Polygon',
        coordinates: [
          [
            [120, 30],
            [120.01, 30],
            [120, 30],
          ],
        ],
      },
      says: '至少需要三个',
    },
    {
      input: {
        type: 'Polygon',
        coordinates: [
          [
            [30, 120],
            [30, 121],
            [31, 121],
            [30, 120],
          ],
        ],
      },
      says: '纬度在 -90 到 90 之间',
    },
    {
      input: {
        type: 'Polygon',
        coordinates: [
          square,
          [
            [121, 30],
            [121.1, 30],
            [121.1, 30.1],
            [121, 30],
          ],
        ],
      },
      says: '空洞应在外边界之内',
    },
    { input: { type: 'Polygon', coordinates: [] }, says: '请在地图上画出范围' },
    { input: { type: 'Point', coordinates: [120, 30] }, says: '请在地图上画出范围' },
    { input: '{', says: '请在地图上画出范围' },
  ],
  masked: [{ stored: { type: 'Polygon', coordinates: [square] }, seen: '***' }],
  filterCases: [],
}
