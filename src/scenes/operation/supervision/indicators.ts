// What the supervision board counts, each number with its formula; the ranking shows the points behind every score.
import { all, any, indicator, not, scorecard } from '#declare'
import { attained } from './figures.ts'
import { goal, task } from './records.ts'

const by = ['lead', 'chapter', 'state', 'region'] as const

export const tasks = indicator(task, {
  name: 'tasks',
  label: '任务总数',
  formula: '已交办、未作废的任务数',
  of: { count: d => all(d.openedAt.isPresent(), d.voided.is(false)) },
  by,
  better: 'up',
  unit: '项',
})
export const closed = indicator(task, {
  name: 'closed',
  label: '已办结',
  formula: '验收通过的任务数',
  of: { count: d => all(d.ended.is(true), d.voided.is(false)) },
  by,
  better: 'up',
  unit: '项',
})
export const late = indicator(task, {
  name: 'late',
  label: '逾期任务',
  formula: '未办结且已过完成时限的任务数',
  of: { count: d => all(d.ended.is(false), d.late.is(true)) },
  by,
  better: 'down',
  unit: '项',
})
export const onTime = indicator(task, {
  name: 'on-time',
  label: '按期率',
  formula: '没有逾期的任务数 ÷ 已交办、未作废的任务数',
  of: { ratio: d => d.late.is(false), over: d => all(d.openedAt.isPresent(), d.voided.is(false)) },
  by,
  better: 'up',
})
export const closingRate = indicator(task, {
  name: 'closing-rate',
  label: '办结率',
  formula: '已办结任务数 ÷ 已交办、未作废的任务数',
  of: { ratio: d => d.ended.is(true), over: d => all(d.openedAt.isPresent(), d.voided.is(false)) },
  by,
  better: 'up',
})
export const progress = indicator(task, {
  name: 'progress',
  label: '平均进度',
  formula: '已交办任务最近一次填报进度的平均值',
  of: { average: 'progress', when: d => all(d.openedAt.isPresent(), d.voided.is(false)) },
  by,
  better: 'up',
  unit: '%',
})
export const supervised = indicator(task, {
  name: 'supervised',
  label: '督办次数',
  formula: '牵头任务被正式督办的次数之和',
  of: { count: d => d.supervised.above(0) },
  by,
  better: 'down',
  unit: '项',
})
export const urged = indicator(task, {
  name: 'urged',
  label: '被催办任务占比',
  formula: '被催办过的任务数 ÷ 已交办任务数',
  of: { ratio: d => d.urged.above(0), over: d => all(d.openedAt.isPresent(), d.voided.is(false)) },
  by,
  better: 'down',
})
export const returned = indicator(task, {
  name: 'returned',
  label: '退回整改占比',
  formula: '验收时被退回过的任务数 ÷ 已交办任务数',
  of: { ratio: d => d.returned.above(0), over: d => all(d.openedAt.isPresent(), d.voided.is(false)) },
  by,
  better: 'down',
})
export const attainment = indicator(goal, {
  name: 'attainment',
  label: '量化目标达成率',
  formula: '当前值达到要求的目标数 ÷ 已有数据的目标数',
  of: { ratio: () => any(...Object.values(attained.met)), over: () => attained.measured },
  better: 'up',
})
export const unmeasured = indicator(goal, {
  name: 'unmeasured',
  label: '尚无数据的目标',
  formula: '还没有填报过当前值的量化目标数',
  of: { count: () => not(attained.measured) },
  better: 'down',
  unit: '项',
})

export const ranking = scorecard({
  name: 'ranking',
  label: '牵头单位督办评价',
  subject: 'organ',
  by: 'lead',
  basis: '《政府督查工作条例》第二十二条；本市评价办法由督查机构设定',
  parts: [
    {
      indicator: onTime,
      weight: 40,
      says: '按期率 100% 得满分，60% 及以下不得分',
      points: [
        [60, 0],
        [100, 100],
      ],
    },
    {
      indicator: progress,
      weight: 25,
      says: '平均进度即得分',
      points: [
        [0, 0],
        [100, 100],
      ],
    },
    {
      indicator: closingRate,
      weight: 15,
      says: '办结率即得分',
      points: [
        [0, 0],
        [100, 100],
      ],
    },
    {
      indicator: urged,
      weight: 10,
      says: '没有任务被催办得满分，半数任务被催办不得分',
      points: [
        [0, 100],
        [50, 0],
      ],
    },
    {
      indicator: returned,
      weight: 10,
      says: '没有任务被退回得满分，半数任务被退回不得分',
      points: [
        [0, 100],
        [50, 0],
      ],
    },
  ],
})
