import { money } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: money({ label: '金额', min: -1000, max: 900_000_000_000_000 }),
  good: [
    { input: '1,234.50', stored: '1234.50', shown: '1,234.50元' },
    { input: '￥１２３４．５元', stored: '1234.50', shown: '1,234.50元' },
    { input: 12, stored: '12.00', shown: '12.00元' },
    { input: '0.1', stored: '0.10', shown: '0.10元' },
    { input: '-0.00', stored: '0.00', shown: '0.00元' },
    { input: '-12.3', stored: '-12.30', shown: '-12.30元' },
    { input: '3.2万元', stored: '32000.00', shown: '32,000.00元' },
    { input: '1.00000001亿', stored: '100000001.00', shown: '100,000,001.00元' },
    { input: '123456789012345.67', stored: '123456789012345.67', shown: '123,456,789,012,345.67元' },
    { input: '007.100', stored: '7.10', shown: '7.10元' },
  ],
  bad: [
    { input: '1.234', says: '精确到分' },
    { input: 0.1 + 0.2, says: '精确到分' },
    { input: '12,34', says: '请填写金额' },
    { input: '一百', says: '请填写金额' },
    { input: '12345678901234567', says: '金额太大' },
    { input: '-1000.01', says: '不能少于-1000元' },
    { input: '900000000000000.01', says: '不能多于900000000000000元' },
    { input: true, says: '请填写金额' },
  ],
  masked: [{ stored: '12.00', seen: '***' }],
  filterCases: [
    { op: 'is', value: 0.1, holds: ['0.10'], fails: ['0.11'] },
    { op: 'is-not', value: '0.1', holds: ['0.11'], fails: ['0.10'] },
    { op: 'in', value: ['1', '2.50'], holds: ['1.00', '2.50'], fails: ['2.05'] },
    { op: 'not-in', value: ['1', '2.50'], holds: ['2.05'], fails: ['2.50'] },
    { op: 'at-most', value: '123456789012345.66', holds: ['123456789012345.66'], fails: ['123456789012345.67'] },
    { op: 'at-least', value: 500_000, holds: ['500000.00'], fails: ['499999.99'] },
    { op: 'below', value: 0, holds: ['-0.01'], fails: ['0.00'] },
    { op: 'above', value: '9.99', holds: ['10.00'], fails: ['9.99'] },
  ],
}
