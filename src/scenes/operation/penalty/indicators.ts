// What is counted: how many organs work here, terms kept, hearings, departures, money, reversals; by organ, region, field and month.
import { all, type Indicator, indicator, target } from '#declare'
import { certificate, power } from './benchmark-record.ts'
import { reversals as reversed } from './choices.ts'
import { execution, onSpot, publication } from './execution-records.ts'
import { penaltyCase } from './records.ts'

const by = ['organ', 'region', 'field'] as const
const places = ['organ', 'region'] as const
/** Counted month by month, by the day in this field. */
const monthly = <const On extends string>(on: On) => ({ per: 'month', on }) as const
/** Terms of the law: all of them are to be kept. */
const kept = (basis: string) => ({ better: 'up', goals: [target('2026', 100, basis)] }) as const

export const filed = indicator(penaltyCase, {
  name: 'filed',
  label: '普通程序立案',
  formula: '已立案的行政处罚案件数',
  of: { count: 'all' },
  by: [...by, 'state'],
  ...monthly('filedOn'),
  better: 'up',
  unit: '件',
})
export const onSpotCases = indicator(onSpot, {
  name: 'on-spot',
  label: '当场处罚',
  formula: '按简易程序当场作出的处罚决定数',
  of: { count: 'all' },
  by,
  ...monthly('decidedOn'),
  better: 'up',
  unit: '件',
})
export const inTime = indicator(penaltyCase, {
  name: 'in-time',
  label: '九十日内办结率',
  formula: '自立案起九十日内（扣除中止、移送公安机关期间，加上批准的延期）作出决定的案件数 ÷ 已作出决定的案件数',
  of: { ratio: d => d.inTime.is(true), over: d => d.decidedOn.isPresent() },
  by,
  ...monthly('decidedOn'),
  ...kept('《行政处罚法》第六十条'),
})
export const servedInTime = indicator(execution, {
  name: 'served-in-time',
  label: '七个工作日内送达率',
  formula: '决定后七个工作日内送达的案件数 ÷ 已送达的案件数（含公告送达）',
  of: { ratio: d => d.servedInTime.is(true), over: d => d.served.is(true) },
  by,
  ...monthly('decidedOn'),
  ...kept('《行政处罚法》第六十一条'),
})
export const published = indicator(publication, {
  name: 'published',
  label: '七个工作日内公示率',
  formula: '没有逾期的公示事项数 ÷ 应公示的处罚决定数',
  of: { ratio: d => d.late.is(false), over: d => d.voided.is(false) },
  by: places,
  ...monthly('decidedOn'),
  ...kept('国办发〔2018〕118号'),
})
export const recordedInTime = indicator(onSpot, {
  name: 'recorded-in-time',
  label: '当场处罚按期备案率',
  formula: '两个工作日内备案的当场处罚 ÷ 已备案的当场处罚',
  of: { ratio: d => d.late.is(false), over: d => d.state.is('recorded') },
  by,
  ...monthly('decidedOn'),
  ...kept('《行政处罚法》第五十二条第三款；两个工作日为本市要求'),
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
  ...monthly('decidedOn'),
  better: 'down',
})
export const transfers = indicator(penaltyCase, {
  name: 'transfers',
  label: '移送公安机关',
  formula: '已向公安机关移送的涉嫌犯罪案件数',
  of: { count: d => d.handedAt.isPresent() },
  by,
  ...monthly('filedOn'),
  better: 'up',
  unit: '件',
})
export const fines = indicator(execution, {
  name: 'fines',
  label: '罚款决定额',
  formula: '已作出决定（含当场处罚）的罚款之和',
  of: { sum: 'fine' },
  by,
  ...monthly('decidedOn'),
  better: 'up',
  unit: '元',
})
export const collected = indicator(execution, {
  name: 'collected',
  label: '罚没款已缴额',
  formula: '已登记缴款之和，含加处罚款和没收款',
  of: { sum: 'paid' },
  by,
  ...monthly('decidedOn'),
  better: 'up',
  unit: '元',
})
export const settledRate = indicator(execution, {
  name: 'settled',
  label: '处罚执行到位率',
  formula: '已缴清的执行案件数 ÷ 已送达的执行案件数（决定被撤销、纠正的不计）',
  of: { ratio: d => d.settled.is(true), over: d => all(d.served.is(true), d.annulledOn.isEmpty()) },
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
export const reversals = indicator(execution, {
  name: 'reversals',
  label: '复议、诉讼纠错率',
  formula: '被变更、撤销、确认违法或者无效的案件数 ÷ 复议、诉讼已终结的案件数',
  of: { ratio: d => d.appealResult.in([...reversed]), over: d => d.appealTo.isPresent() },
  by,
  better: 'down',
})
export const officers = indicator(certificate, {
  name: 'officers',
  label: '有效执法证件',
  formula: '在有效期内的行政执法证件数',
  of: { count: d => d.validTo.fromToday() },
  by: places,
  on: 'createdAt',
  better: 'up',
  unit: '件',
})
export const useRate: Indicator = indicator(power, {
  name: 'use-rate',
  label: '统一行政处罚办案系统应用率',
  formula: '已在本系统办理处罚案件的单位数 ÷ 有行政处罚权的单位数',
  of: { ratio: d => d.usedFrom.isPresent() },
  by: ['region', 'body'],
  on: 'createdAt',
  better: 'up',
  goals: [target('2025', 100, '本市数字政府建设方案二(六)18')],
})
/** Summed up over the months and held against all organs with the power, it is the rate of use as it grew. */
export const usedSince = indicator(power, {
  name: 'used-since',
  label: '开始在本系统办案的单位',
  formula: '按开始办案的月份统计的单位数',
  of: { count: d => d.usedFrom.isPresent() },
  by: ['region', 'body'],
  ...monthly('usedFrom'),
  better: 'up',
  unit: '个',
})
