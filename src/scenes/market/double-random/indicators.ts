// What the inspection board counts, each number with its formula.
import { all, any, indicator, not } from '#declare'
import { batch, firm, visit } from './records.ts'
import { troubled } from './visiting.ts'

const by = ['industry', 'creditClass', 'region', 'joint', 'state', 'organs'] as const

export const coverage = indicator(visit, {
  name: 'coverage',
  label: '计划完成率',
  formula: '已完成检查的计划抽查户次 ÷ 已抽取、未作废的计划抽查户次',
  of: { ratio: d => d.checkedOn.isPresent(), over: d => all(d.cause.is('planned'), d.voided.is(false)) },
  by,
  better: 'up',
})
export const onTime = indicator(visit, {
  name: 'on-time',
  label: '按期公示率',
  formula: '检查完成后20个工作日内公示的户次 ÷ 已公示的户次',
  of: { ratio: d => d.onTime.is('yes'), over: d => d.publishedOn.isPresent() },
  by,
  better: 'up',
})
export const jointShare = indicator(visit, {
  name: 'joint-share',
  label: '部门联合抽查占比',
  formula: '两个以上部门联合检查的户次 ÷ 计划抽查户次',
  of: { ratio: d => d.joint.is('joint'), over: d => all(d.cause.is('planned'), d.voided.is(false)) },
  by: ['industry', 'creditClass', 'region'],
  better: 'up',
})
export const troubleRate = indicator(visit, {
  name: 'trouble-rate',
  label: '问题发现率',
  formula: '发现问题的户次 ÷ 已完成检查的户次',
  of: { ratio: d => d.result.in(troubled), over: d => all(d.checkedOn.isPresent(), d.voided.is(false)) },
  by,
  better: 'down',
})
export const visits = indicator(visit, {
  name: 'visits',
  label: '入企检查',
  formula: '已抽取或加派、未作废的入企检查户次',
  of: { count: d => d.voided.is(false) },
  by: [...by, 'cause', 'result', 'firm'],
  better: 'down',
  unit: '户次',
})
export const followUps = indicator(visit, {
  name: 'follow-ups',
  label: '问题后续处理率',
  formula: '整改复查通过或移送立案的户次 ÷ 发现问题并已公示的户次',
  of: {
    ratio: d => any(d.recheck.isPresent(), d.handedTo.isPresent(), d.handOver.isPresent()),
    over: d => all(d.result.in(troubled), d.publishedOn.isPresent(), d.voided.is(false)),
  },
  by,
  better: 'up',
})
export const drawnByClass = indicator(visit, {
  name: 'drawn-by-class',
  label: '抽中户次',
  formula: '计划抽查、未作废的户次',
  of: { count: d => all(d.cause.is('planned'), d.voided.is(false)) },
  by: ['creditClass', 'industry', 'region'],
  better: 'up',
  unit: '户次',
})
export const registered = indicator(firm, {
  name: 'registered',
  label: '在册企业',
  formula: '检查对象名录中登记状态为存续的户数',
  of: { count: d => d.status.is('open') },
  by: ['creditClass', 'industry', 'region'],
  better: 'up',
  unit: '户',
})
export const special = indicator(visit, {
  name: 'special',
  label: '专项检查',
  formula: '投诉举报、转办、线索、重点监管加派的未作废户次',
  of: { count: d => all(not(d.cause.is('planned')), d.voided.is(false)) },
  by: ['cause', 'industry', 'region'],
  better: 'down',
  unit: '户次',
})
export const saved = indicator(batch, {
  name: 'saved',
  label: '合并减少入企',
  formula: '各部门原计划户次 − 合并后抽查户次，各任务之和',
  of: { sum: 'saved', when: d => d.voided.is(false) },
  by: ['industry'],
  better: 'up',
  unit: '户次',
})
