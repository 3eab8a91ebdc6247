import { idcard } from '#declare'
import type { Fixture } from '../fixture.ts'

// The two examples of GB 11643-1999, annex A.
export const fixtures: Fixture = {
  field: idcard({ label: '身份证号' }),
  good: [
    { input: '11010519491231002X', stored: '11010519491231002X', shown: '11010519491231002X' },
    { input: '11010519491231002x', stored: '11010519491231002X', shown: '11010519491231002X' },
    { input: '４４０５２４ １８８００１０１ ００１４', stored: '440524188001010014', shown: '440524188001010014' },
  ],
  bad: [
    { input: '110105194912310021', says: '校验位不对' },
    { input: '110105194902300024', says: '出生日期' },
    { input: '110105202603030024', says: '出生日期' },
    { input: '100105194912310020', says: '地区代码' },
    { input: '130503670401001', says: '15位的旧身份证号码已停用' },
    { input: '1101051949123100', says: '身份证号码为18位' },
    { input: 440524188001010000, says: '请填写18位身份证号码' },
  ],
  masked: [{ stored: '11010519491231002X', seen: '1101**********002X' }],
  filterCases: [
    { op: 'is', value: '11010519491231002X', holds: ['11010519491231002X'], fails: ['440524188001010014'] },
    { op: 'is-not', value: '11010519491231002X', holds: ['440524188001010014'], fails: ['11010519491231002X'] },
    { op: 'in', value: ['11010519491231002X'], holds: ['11010519491231002X'], fails: ['440524188001010014'] },
    { op: 'not-in', value: ['11010519491231002X'], holds: ['440524188001010014'], fails: ['11010519491231002X'] },
    { op: 'contains', value: '1949', holds: ['11010519491231002X'], fails: ['440524188001010014'] },
    { op: 'starts-with', value: '4405', holds: ['440524188001010014'], fails: ['11010519491231002X'] },
  ],
}
