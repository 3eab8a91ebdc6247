// What the brain counts of itself, from the rows of warnings alone: how many, how fast, and how often each watch was right.
import { all, any, indicator } from '#declare'
import { warning } from './records.ts'

const by = ['level', 'watch', 'rule', 'scene', 'region', 'organ', 'state'] as const

export const warnings = indicator(warning, {
  name: 'warnings',
  label: '预警总数',
  formula: '已发出的预警数，不含重复销号和作废的',
  of: { count: d => d.voided.is(false) },
  by,
  per: 'month',
  better: 'down',
  unit: '件',
})
export const open = indicator(warning, {
  name: 'open',
  label: '在办预警',
  formula: '尚未办结的预警数',
  of: { count: d => d.ended.is(false) },
  by,
  per: 'month',
  better: 'down',
  unit: '件',
})
export const unverified = indicator(warning, {
  name: 'unverified',
  label: '待核实',
  formula: '处于待核实、升级核实环节的预警数',
  of: { count: d => d.state.in(['verifying', 'escalated']) },
  by,
  per: 'month',
  better: 'down',
  unit: '件',
})
export const overdue = indicator(warning, {
  name: 'overdue',
  label: '超期未办',
  formula: '未办结，且当前环节已超期或因逾期未核实而升级的预警数',
  of: { count: d => all(d.ended.is(false), any(d.late.is(true), d.state.is('escalated'))) },
  by,
  per: 'month',
  better: 'down',
  unit: '件',
})
export const closed = indicator(warning, {
  name: 'closed',
  label: '已办结',
  formula: '已办结的预警数，含误报销号，不含重复销号和作废的',
  of: { count: d => all(d.ended.is(true), d.voided.is(false)) },
  by,
  per: 'month',
  better: 'up',
  unit: '件',
})
export const closingInTime = indicator(warning, {
  name: 'closing-in-time',
  label: '按期办结率',
  formula: '按期核实且办结时未超期的预警数 ÷ 已办结预警数',
  of: { ratio: d => all(d.punctual.is(true), d.late.is(false)), over: d => all(d.ended.is(true), d.voided.is(false)) },
  by,
  per: 'month',
  better: 'up',
})
export const hitRate = indicator(warning, {
  name: 'hit-rate',
  label: '命中率',
  formula: '核实为属实的预警数 ÷ 核实为属实或误报的预警数',
  of: { ratio: d => d.outcome.is('true'), over: d => d.outcome.in(['true', 'false']) },
  by,
  per: 'month',
  better: 'up',
})
export const verifyHours = indicator(warning, {
  name: 'verify-hours',
  label: '核实用时（中位数）',
  formula: '从发出预警到作出核实结论的小时数的中位数',
  of: { median: 'verifyHours', when: d => d.outcome.isPresent() },
  by,
  per: 'month',
  better: 'down',
  unit: '小时',
})
