// The scene's computations against what we did not make up: the law's own figures, a published benchmark, worked-out sums.
import { type RowValues, type Term, valueOn } from '#declare'
import { departureOf } from '../../../methods/discretion/discretion.ts'
import { createCalendar } from '../../../methods/workday-calendar/create-calendar.ts'
import { examplesOf } from '../../../testing/examples.ts'
import { account } from './account.ts'
import { hasHearingRight, reckonFine } from './assess.ts'
import { courtWindow, enforcementDates, lastDayToPay } from './deadlines.ts'
import { benchmarks } from './demo-benchmarks.ts'
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
    {
      name: '先复议后诉讼，两段都不计',
      given: {
        row: {
          ...owing,
          appeals: [{ appeal: 'review', from: '2026-03-20', to: '2026-04-08', result: 'upheld' }],
          appeal: 'suit',
          appealFrom: '2026-04-10',
        },
        payments: [],
        today: '2026-06-30',
      },
      // 18 and 19 March, and 9 April between the two.
      expected: ['90.00', '1290.00'],
    },
    {
      name: '缴清后决定变更为六百元，应退',
      given: {
        row: { ...owing, fine: '600.00' },
        payments: [{ of: 'fine', amount: '1200', paidOn: '2026-03-10' }],
        today: '2026-05-01',
      },
      expected: ['0.00', '0.00', '400.00'],
    },
  ],
  compute: ({ row, payments, today }) => {
    const { additional, owed, refund } = account(row, payments, today)
    return refund === '0.00' ? [additional, owed] : [additional, owed, refund]
  },
})

// Only weekends and statutory days are off.
const calendar = createCalendar([], 'Asia/Shanghai')
const lastDay = (term: Term, from?: string) => calendar.dateOf(calendar.due(new Date(`${from}T23:59:59+08:00`), term))

examplesOf('缴款期限', {
  source: '《行政处罚法》第六十七条第三款、《民法典》第二百零三条第一款；手算',
  cases: [
    { given: '2026-03-02', expected: '2026-03-17' },
    { name: '末日是星期六，顺延到星期一', given: '2026-03-06', expected: '2026-03-23' },
    { name: '末日是元旦，顺延到假后', given: '2026-12-17', expected: '2027-01-04' },
  ],
  compute: servedOn => lastDayToPay(servedOn, lastDay),
})

const review = { appeal: 'review', appealFrom: '2026-03-20' }
examplesOf<RowValues, string[]>('申请法院强制执行的期间', {
  source:
    '《行政诉讼法》第四十五条（十五日）、第四十六条（六个月），《行政强制法》第五十三条（三个月），《行政处罚法》第七十二条第二款；手算',
  cases: [
    { given: { servedOn: '2026-03-02' }, expected: ['2026-09-02', '2026-12-02'] },
    { name: '末日是星期六', given: { servedOn: '2025-08-31' }, expected: ['2026-03-02', '2026-06-02'] },
    {
      name: '复议维持后还有十五日可以起诉',
      given: { servedOn: '2026-03-02', ...review, appealTo: '2026-11-20', appealResult: 'upheld' },
      expected: ['2026-12-07', '2027-03-08'],
    },
    {
      name: '判决生效后不能再起诉',
      given: { servedOn: '2026-03-02', appeal: 'suit', appealFrom: '2026-03-20', appealTo: '2026-11-20', appealResult: 'upheld' },
      expected: ['2026-11-20', '2027-02-22'],
    },
    {
      name: '撤回复议申请的，六个月内仍可起诉',
      given: { servedOn: '2026-03-02', ...review, appealTo: '2026-04-20', appealResult: 'withdrawn' },
      expected: ['2026-09-02', '2026-12-02'],
    },
    { name: '延期到次年二月', given: { servedOn: '2026-03-02', deferredTo: '2027-02-28' }, expected: ['2027-02-28', '2027-05-28'] },
    { name: '延期先于起诉期限届满', given: { servedOn: '2026-03-02', deferredTo: '2026-05-29' }, expected: ['2026-09-02', '2026-12-02'] },
  ],
  compute: row => {
    const { from, by } = courtWindow(row, lastDay)
    return [from, by]
  },
})

examplesOf<RowValues, string>('加处罚款达到上限的日期', {
  source: '《行政处罚法》第七十二条第一款第一项、第七十三条第三款；手算',
  cases: [
    { given: {}, expected: '2026-04-20' },
    { name: '复议六十日不计', given: { ...review, appealTo: '2026-05-18' }, expected: '2026-06-19' },
    {
      name: '复议六十日、诉讼三十日都不计',
      given: {
        appeals: [{ appeal: 'review', from: '2026-03-20', to: '2026-05-18', result: 'upheld' }],
        appeal: 'suit',
        appealFrom: '2026-06-01',
        appealTo: '2026-06-30',
      },
      expected: '2026-07-19',
    },
  ],
  compute: row =>
    String(enforcementDates({ servedOn: '2026-03-02', payBy: '2026-03-17', ...row }, { today: '2026-07-01', lastDay })['capOn']),
})

const { addWorkdays } = calendar
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
        execution: {
          decidedOn: '2026-03-20',
          servedOn: '2026-03-24',
          payBy: '2026-04-08',
          applyFromOn: '2026-09-24',
          applyByOn: '2026-12-24',
          fine: '1000',
          daysLate: 3,
        },
        publication: { decidedOn: '2026-03-20' },
        today: '2026-04-11',
      },
      expected: ['2028-02-27 kept', '2026-06-01 kept', '2026-03-31 kept', '2026-04-08 missed', '2026-12-24 running', '2026-03-31 missed'],
    },
  ],
  compute: given => termsOf({ ...given, addWorkdays }).map(term => `${term.due} ${term.state}`),
})
