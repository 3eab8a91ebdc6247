import { phone } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: phone({ label: '联系电话' }),
  good: [
    { input: '138 0013 8000', stored: '13800138000', shown: '13800138000' },
    { input: '+86-138-0013-8000', stored: '13800138000', shown: '13800138000' },
    { input: '８６１９９００００１２３４', stored: '19900001234', shown: '19900001234' },
    { input: 13800138000, stored: '13800138000', shown: '13800138000' },
    { input: '(0575)85123456', stored: '0575-85123456', shown: '0575-85123456' },
    { input: '057585123456转801', stored: '0575-85123456-801', shown: '0575-85123456-801' },
    { input: '01062345678', stored: '010-62345678', shown: '010-62345678' },
    { input: '0575-8512345-801', stored: '0575-8512345-801', shown: '0575-8512345-801' },
    { input: '4008208820', stored: '400-820-8820', shown: '400-820-8820' },
    { input: '12345', stored: '12345', shown: '12345' },
  ],
  bad: [
    { input: '85123456', says: '请加上区号' },
    { input: '12800138000', says: '请填写11位手机号码' },
    { input: '1380013800', says: '请填写11位手机号码' },
    { input: '0575-1234567', says: '请填写11位手机号码' },
    { input: '没有电话', says: '只含数字' },
    { input: {}, says: '请填写电话号码' },
  ],
  masked: [
    { stored: '13800138000', seen: '138****8000' },
    { stored: '0575-85123456', seen: '0575-****3456' },
    { stored: '12345', seen: '****' },
  ],
  filterCases: [
    { op: 'is', value: '13800138000', holds: ['13800138000'], fails: ['13800138001'] },
    { op: 'is-not', value: '13800138000', holds: ['13800138001'], fails: ['13800138000'] },
    { op: 'in', value: ['13800138000'], holds: ['13800138000'], fails: ['13800138001'] },
    { op: 'not-in', value: ['13800138000'], holds: ['13800138001'], fails: ['13800138000'] },
    { op: 'contains', value: '8000', holds: ['13800138000'], fails: ['13800138001'] },
    { op: 'starts-with', value: '0575', holds: ['0575-85123456'], fails: ['13800138000'] },
  ],
}
