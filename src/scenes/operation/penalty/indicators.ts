// What is counted: cases in time, hearings, departures, fines decided and paid, appeals; by organ, region, field and month.
import { all, indicator, target } from '#declare'
import { certificate, power } from './benchmark-record.ts'
import { execution, onSpot, publication } from './execution-records.ts'
import { penaltyCase } from './records.ts'

const by = ['organ', 'region', 'field'] as const

export const filed = indicator(penaltyCase, {
  name: 'filed',
  label: '普通程序立案',
  formula: '已立案的行政处罚案件数',
  of: { count: 'all' },
  by: [...by, 'state'],
  per: 'month',
  on: 'filedOn',
  better: 'up',
  unit: '件',
})
export const onSpotCases = indicator(onSpot, {
  name: 'on-spot',
  label: '当场处罚',
  formula: '按简易程序当场作出的处罚决定数',
  of: { count: 'all' },
  by,
  per: 'month',
  on: 'decidedOn',
  better: 'up',
  unit: '件',
})
export const inTime = indicator(penaltyCase, {
  name: 'in-time',
  label: '九十日内办结率',
  formula: '自立案起九十日内（扣除中止、加上批准的延期）作出决定的案件数 ÷ 已作出决定的案件数',
  of: { ratio: d => d.inTime.is(true), over: d => d.decidedOn.isPresent() },
  by,
  better: 'up',
  goals: [target('2026', 100, '《行政处罚法》第六十条')],
})
export const hearings = indicator(penaltyCase, {
  name: 'hearings',
  label: '听证率',
  formula: '举行了听证的案件数 ÷ 当事人有权要求听证的案件数',
  of: { ratio: d => d.heard.is(true), over: d => d.hearingRight.is(true) },
  by,
  better: 'up',
})
export const departures = indicator(penaltyCase, {
  name: 'departures',
  label: '偏离裁量基准率',
  formula: '罚款偏离裁量基准的案件数 ÷ 已作出处罚决定的案件数',
  of: { ratio: d => d.departs.is(true), over: d => all(d.state.is('punished')) },
  by,
  better: 'down',
})
export const fines = indicator(execution, {
  name: 'fines',
  label: '罚款决定额',
  formula: '已作出决定（含当场处罚）的罚款之和',
  of: { sum: 'fine' },
  by,
  per: 'month',
  on: 'decidedOn',
  better: 'up',
  unit: '元',
})
export const collected = indicator(execution, {
  name: 'collected',
  label: '罚没款已缴额',
  formula: '已登记缴款之和，含加处罚款和没收款',
  of: { sum: 'paid' },
  by,
  better: 'up',
  unit: '元',
})
export const settledRate = indicator(execution, {
  name: 'settled',
  label: '处罚执行到位率',
  formula: '已缴清的执行案件数 ÷ 已送达的执行案件数',
  of: { ratio: d => d.settled.is(true), over: d => d.served.is(true) },
  by,
  better: 'up',
})
export const appeals = indicator(execution, {
  name: 'appeals',
  label: '复议、诉讼率',
  formula: '当事人申请复议或者提起诉讼的案件数 ÷ 已送达的案件数',
  of: { ratio: d => d.appeal.isPresent(), over: d => d.served.is(true) },
  by,
  better: 'down',
})
export const published = indicator(publication, {
  name: 'published',
  label: '七个工作日内公示率',
  formula: '没有逾期的公示事项数 ÷ 应公示的处罚决定数',
  of: { ratio: d => d.late.is(false), over: d => d.voided.is(false) },
  by: ['organ', 'region'],
  better: 'up',
})
export const officers = indicator(certificate, {
  name: 'officers',
  label: '有效执法证件',
  formula: '在有效期内的行政执法证件数',
  of: { count: d => d.validTo.fromToday() },
  by: ['organ', 'region'],
  on: 'createdAt',
  better: 'up',
  unit: '件',
})
export const useRate = indicator(power, {
  name: 'use-rate',
  label: '统一行政处罚办案系统应用率',
  formula: '已在本系统办理处罚案件的单位数 ÷ 有行政处罚权的单位数',
  of: { ratio: d => d.usedFrom.isPresent() },
  by: ['region', 'body'],
  on: 'createdAt',
  better: 'up',
  goals: [target('2025', 100, '本市数字政府建设方案二(六)18')],
})
