import { number } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: number({ label: '面积', min: -100, max: 1_000_000, decimals: 2, unit: '平方米' }),
  good: [
    { input: 12.5, stored: 12.5, shown: '12.5平方米' },
    { input: '１，２３４．５０', stored: 1234.5, shown: '1234.5平方米' },
    { input: '500 平方米', stored: 500, shown: '500平方米' },
    { input: '-0', stored: 0, shown: '0平方米' },
    { input: '−3.2', stored: -3.2, shown: '-3.2平方米' },
    { input: '1e3', stored: 1000, shown: '1000平方米' },
  ],
  bad: [
    { input: '许多', says: '请填写数字' },
    { input: '12,34', says: '请填写数字' },
    { input: 1.005, says: '最多保留2位小数' },
    { input: 1_000_001, says: '不能大于1000000平方米' },
    { input: -101, says: '不能小于-100平方米' },
    { input: Number.NaN, says: '请填写数字' },
    { input: 1e300, says: '数值太大' },
    { input: true, says: '请填写数字' },
  ],
  masked: [{ stored: 12, seen: '***' }],
  filterCases: [
    { op: 'is', value: 12.5, holds: [12.5], fails: [12.51] },
    { op: 'is-not', value: 12.5, holds: [12.51], fails: [12.5] },
    { op: 'in', value: [1, 2.5], holds: [1, 2.5], fails: [2] },
    { op: 'not-in', value: [1, 2.5], holds: [2], fails: [1] },
    { op: 'at-most', value: 500, holds: [500, 499.99, -1], fails: [500.01] },
    { op: 'at-least', value: 500, holds: [500, 500.01], fails: [499.99] },
    { op: 'below', value: 500, holds: [499.99], fails: [500] },
    { op: 'above', value: 500, holds: [500.01], fails: [500] },
  ],
}
