import { date, money, table, text } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: table({
    label: '经费明细',
    max: 2,
    columns: { what: text({ label: '用途', required: true, max: 6 }), amount: money({ label: '金额' }), on: date({ label: '日期' }) },
  }),
  good: [
    {
      input: [{ on: '2026年1月2日', what: '培训', amount: '1,000' }, { what: '', amount: '' }, { what: '差旅' }],
      stored: [{ what: '培训', amount: '1000.00', on: '2026-01-02' }, { what: '差旅' }],
      shown: '用途：培训，金额：1,000.00元，日期：2026-01-02；用途：差旅',
    },
    { input: '[{"what":"会议"}]', stored: [{ what: '会议' }], shown: '用途：会议' },
  ],
  bad: [
    { input: [{ what: '培训' }, { amount: '1' }, { what: '差旅', amount: '一百' }], says: '表格有2处需要修改', at: ['1.what', '2.amount'] },
    { input: [{ what: '培训', color: '红' }], says: '1处', at: ['0.color'] },
    { input: [{ what: '培训' }, { what: '差旅' }, { what: '会议' }], says: '最多填写2行，现有3行' },
    { input: [{ what: '' }], says: '请至少填写一行' },
    { input: ['培训'], says: '请按行填写表格' },
    { input: '培训', says: '请按行填写表格' },
  ],
  masked: [{ stored: [{ what: '培训' }], seen: '***' }],
  filterCases: [],
}
