import { account } from '#declare'
import type { Fixture } from '../fixture.ts'

const one = 'a-0190f3c2-7b1a-7c3d-8e4f-5a6b7c8d9e0f'
const other = 'a-0190f3c2-7b1a-7c3d-8e4f-5a6b7c8d9e10'

export const fixtures: Fixture = {
  field: account({ label: '当事人账号', phone: 'phone' }),
  good: [
    { input: one, stored: one, shown: '已关联当事人账号' },
    { input: ` ${other} `, stored: other, shown: '已关联当事人账号' },
  ],
  bad: [
    { input: '13800138000', says: '按手机号关联' },
    { input: 'p-wang', says: '按手机号关联' },
    { input: {}, says: '不需要填写' },
  ],
  masked: [{ stored: one, seen: '***' }],
  filterCases: [
    { op: 'is', value: one, holds: [one], fails: [other] },
    { op: 'is-not', value: one, holds: [other], fails: [one] },
    { op: 'in', value: [one], holds: [one], fails: [other] },
    { op: 'not-in', value: [one], holds: [other], fails: [one] },
  ],
}
