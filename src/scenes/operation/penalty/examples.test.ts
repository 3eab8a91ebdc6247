// The scene's computations against what we did not make up: the law's own figures, a published benchmark, worked-out sums.
import { valueOn } from '#declare'
import { departureOf } from '../../../methods/discretion/discretion.ts'
import { createCalendar } from '../../../methods/workday-calendar/create-calendar.ts'
import { examplesOf } from '../../../testing/examples.ts'
import { hasHearingRight, reckonFine } from './assess.ts'
import { applyBy, applyFrom } from './deadlines.ts'
import { benchmarks } from './demo-benchmarks.ts'
import { account } from './execute.ts'
import { limitationOf } from './law.ts'
import { onSpotFirm, onSpotPerson } from './parameters.ts'
import { termsOf } from './terms.ts'

const of = (code: string) => benchmarks.find(one => one.code === code)!

examplesOf('处罚时效', {
  source: '《行政处罚法》第三十六条',
  cases: [
    { name: '二年内发现', given: { actTo: '2024-03-02', foundOn: '2026-03-02', grave: false }, expected: false },
    { name: '超过二年', given: { actTo: '2024-03-01', foundOn: '2026-03-02', grave: false }, expected: true },
    { name: '涉及生命健康安全，五年', given: { actTo: '2021-07-20', foundOn: '2026-07-20', grave: true }, expected: false },
    { name: '2021年7月15日前发现的，一律二年', given: { actTo: '2018-01-01', foundOn: '2021-07-14', grave: true }, expected: true },
  ],
  compute: given => limitationOf(given).passed,
})

examplesOf('当场处罚的罚款上限', {
  source: '《行政处罚法》第五十一条（2021年修订前为五十元、一千元）',
  cases: [
    { given: '2021-07-14', expected: [50, 1000] },
    { given: '2021-07-15', expected: [200, 3000] },
  ],
  compute: day => [valueOn(onSpotPerson, day), valueOn(onSpotFirm, day)],
})

examplesOf('裁量阶次和建议罚款', {
  source: '《嘉兴市城市管理行政处罚自由裁量适用标准》第1项；公开的安全生产裁量基准（普通从业人员1—2万元，负责人、特种作业人员2—3万元）',
  cases: [
    { name: '单位占地4平方米', given: { code: '330217-01', measure: 4 }, expected: ['占地5平方米以下', '1000.00'] },
    { name: '单位占地8平方米', given: { code: '330217-01', measure: 8 }, expected: ['占地5—10平方米', '1750.00'] },
    { name: '个人占地10平方米', given: { code: '330217-02', measure: 10 }, expected: ['占地10平方米以上', '800.00'] },
    {
      name: '特种作业人员违反操作规程',
      given: { code: '330225-01', measure: 2 },
      expected: ['主要负责人、安全管理人员、特种作业人员', '25000.00'],
    },
  ],
  compute: ({ code, measure }) => {
    const reckoned = reckonFine(of(code), { measure }, '2026-03-02')!
    return [reckoned.stage, reckoned.amount]
  },
})

examplesOf('情节和拟罚款', {
  source: '《行政处罚法》第三十条至第三十三条；手算：法定5万—10万元，从轻5万—6.5万元',
  cases: [
    { name: '不满十四周岁，不能罚款', given: { facts: ['child'], fine: '50000' }, expected: ['spared', false, 100] },
    { name: '没有主观过错，不能罚款', given: { facts: ['blameless', 'harm'], fine: '50000' }, expected: ['spared', false, 100] },
    { name: '主动消除危害后果，低于法定最低', given: { facts: ['mended'], fine: '40000' }, expected: ['lenient', true, 20] },
    { name: '积极配合，低于法定最低', given: { facts: ['cooperative'], fine: '40000' }, expected: ['lenient', false, 20] },
    {
      name: '已满十四周岁不满十八周岁，三项从重',
      given: { facts: ['minor', 'repeated', 'harm', 'refused'], fine: '65000' },
      expected: ['lenient', true, 0],
    },
    {
      name: '尚未完全丧失辨认能力（可以从轻或者减轻），两项从重',
      given: { facts: ['impaired', 'repeated', 'harm'], fine: '85000' },
      expected: ['heavy', true, 0],
    },
  ],
  compute: ({ facts, fine }) => {
    const reckoned = reckonFine(of('330231-01'), { facts }, '2026-03-02')!
    const { lawful, percent } = departureOf(reckoned, fine)
    return [reckoned.tier, lawful, percent]
  },
})

examplesOf('按倍数、比例计算的罚款', {
  source: '《广告法》第五十五条（三倍以上五倍以下）、《环境影响评价法》第三十一条（百分之一以上百分之五以下）；手算',
  cases: [
    { given: { code: '330231-03', base: '12000' }, expected: ['36000.00', '60000.00', '48000.00'] },
    { given: { code: '330216-03', base: '3000000' }, expected: ['30000.00', '150000.00', '90000.00'] },
  ],
  compute: ({ code, base }) => {
    const { range, amount } = reckonFine(of(code), { base }, '2026-03-02')!
    return [range.least, range.most, amount]
  },
})

examplesOf('听证', {
  source: '《行政处罚法》第六十三条；《市场监督管理行政处罚听证办法》第五条（自然人一万元、法人十万元以上）',
  cases: [
    { given: { field: 'market', partyKind: 'person', proposedFine: '9999.99' }, expected: false },
    { given: { field: 'market', partyKind: 'person', proposedFine: '10000' }, expected: true },
    { given: { field: 'market', partyKind: 'firm', proposedFine: '99999.99' }, expected: false },
    { given: { field: 'market', partyKind: 'firm', proposedFine: '0', confiscated: '100000' }, expected: true },
    { given: { field: 'market', partyKind: 'firm', proposedFine: '0', penalties: ['permit-revoked'] }, expected: true },
    { given: { field: 'market', partyKind: 'firm', proposedFine: '0', penalties: ['warning'] }, expected: false },
  ],
  compute: given => hasHearingRight(given, '2026-03-02'),
})

const owing = { fine: '1000.00', confiscated: '200.00', payBy: '2026-03-17', servedOn: '2026-03-02' }
examplesOf('应缴、加处罚款和尚欠', {
  source: '《行政处罚法》第六十七条、第七十二条、第七十三条第三款；手算',
  cases: [
    { name: '期限内', given: { row: owing, payments: [], today: '2026-03-17' }, expected: ['0.00', '1200.00'] },
    { name: '逾期十日', given: { row: owing, payments: [], today: '2026-03-27' }, expected: ['300.00', '1500.00'] },
    {
      name: '第十日缴清罚款，其后不再加处',
      given: { row: owing, payments: [{ of: 'fine', amount: '1000', paidOn: '2026-03-27' }], today: '2026-05-01' },
      expected: ['300.00', '500.00'],
    },
    {
      name: '诉讼二十日不计',
      given: { row: { ...owing, appealFrom: '2026-03-20', appealTo: '2026-04-08' }, payments: [], today: '2026-04-10' },
      expected: ['120.00', '1320.00'],
    },
  ],
  compute: ({ row, payments, today }) => {
    const { additional, owed } = account(row, payments, today)
    return [additional, owed]
  },
})

examplesOf('申请法院强制执行的期间', {
  source: '《行政诉讼法》第四十六条（六个月）、《行政强制法》第五十三条（三个月）',
  cases: [
    { given: { servedOn: '2026-03-02' }, expected: ['2026-09-02', '2026-12-02'] },
    { given: { servedOn: '2025-08-31' }, expected: ['2026-02-28', '2026-05-28'] },
    { given: { servedOn: '2026-03-02', appealTo: '2026-11-20' }, expected: ['2026-11-20', '2027-02-20'] },
  ],
  compute: row => [applyFrom(row), applyBy(row)],
})

const addWorkdays = createCalendar([], 'Asia/Shanghai').addWorkdays
const lawful = { actTo: '2026-02-27', foundOn: '2026-03-02' }
examplesOf('案件的法定期限', {
  source: '《行政处罚法》第三十六条、第四十五条、第六十条、第六十一条、第六十七条；手算（只计周末）',
  cases: [
    {
      name: '告知后第二日',
      given: { of: { ...lawful, noticedOn: '2026-03-09' }, decideBy: '2026-06-01', today: '2026-03-10' },
      expected: ['2028-02-27 kept', '2026-03-16 running', '2026-06-01 running'],
    },
    {
      name: '超过九十日仍未决定',
      given: { of: { ...lawful, noticedOn: '2026-03-09' }, decideBy: '2026-06-01', today: '2026-06-02' },
      expected: ['2028-02-27 kept', '2026-03-16 kept', '2026-06-01 missed'],
    },
    {
      name: '决定后送达、逾期未缴',
      given: {
        of: { ...lawful, decidedOn: '2026-03-20' },
        decideBy: '2026-06-01',
        execution: { decidedOn: '2026-03-20', servedOn: '2026-03-24', payBy: '2026-04-08', fine: '1000', daysLate: 3 },
        publication: { decidedOn: '2026-03-20' },
        today: '2026-04-11',
      },
      expected: ['2028-02-27 kept', '2026-06-01 kept', '2026-03-31 kept', '2026-04-08 missed', '2026-12-24 running', '2026-03-31 missed'],
    },
  ],
  compute: given => termsOf({ ...given, addWorkdays }).map(term => `${term.due} ${term.state}`),
})
