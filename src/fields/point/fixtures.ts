import { point } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: point({ label: '发生地点' }),
  good: [
    { input: '120.5823,30.0312', stored: { lng: 120.5823, lat: 30.0312 }, shown: '120.5823,30.0312' },
    { input: '１２０．５８２３， ３０．０３１２', stored: { lng: 120.5823, lat: 30.0312 }, shown: '120.5823,30.0312' },
    { input: { lng: 120.123456789, lat: '-30' }, stored: { lng: 120.1234568, lat: -30 }, shown: '120.1234568,-30' },
    { input: [120.5823, 30.0312], stored: { lng: 120.5823, lat: 30.0312 }, shown: '120.5823,30.0312' },
    { input: { type: 'Point', coordinates: [120.0000000001, -0.00000001] }, stored: { lng: 120, lat: 0 }, shown: '120,0' },
  ],
  bad: [
    { input: '30.03,120.58', says: '写反了' },
    { input: '181,30', says: '经度应在' },
    { input: '180,-91', says: '纬度应在' },
    { input: '绍兴', says: '请填写“经度,纬度”' },
    { input: { lng: Number.NaN, lat: 1 }, says: '请填写“经度,纬度”' },
    { input: [120], says: '请填写“经度,纬度”' },
  ],
  masked: [{ stored: { lng: 120.5812345, lat: 30.0312345 }, seen: { lng: 120.58, lat: 30.03 } }],
  filterCases: [],
}
