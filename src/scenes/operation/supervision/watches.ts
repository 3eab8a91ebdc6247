// What supervision warns of: tasks that stay late although urged or come back from acceptance, and lead units where they pile up.
import { all, here, watchIndicator, watchRows } from '#declare'
import { onTime } from './indicators.ts'
import { task } from './records.ts'

export const lateLead = watchRows(task, {
  name: 'late-lead',
  label: '牵头单位逾期任务集中',
  level: 'yellow',
  when: d => all(d.ended.is(false), d.late.is(true)),
  atLeast: 3,
  same: ['lead'],
  rises: [
    { atLeast: 5, level: 'orange' },
    { atLeast: 8, level: 'red' },
  ],
  says: '{subject}牵头的重点任务有{count}项逾期未办结，达到{bound}项的预警界限，请核实原因，提出整改措施和完成时间。',
  tell: d => d.lead.holds('liaison'),
})

export const lowOnTime = watchIndicator(onTime, {
  name: 'low-on-time',
  label: '牵头单位按期率偏低',
  level: 'blue',
  below: 60,
  by: 'lead',
  least: 3,
  rises: [{ below: 30, level: 'yellow' }],
  says: '{subject}牵头任务的按期率为{value}%，低于{bound}%，请核实情况，决定是否约谈、督办。',
  tell: here('supervisor'),
})

export const stillLate = watchRows(task, {
  name: 'still-late',
  label: '催办后仍逾期',
  level: 'yellow',
  when: d => all(d.ended.is(false), d.late.is(true), d.urged.above(0)),
  says: '重点任务{subject}已经催办，仍逾期未办结，请核实原因，明确整改措施和完成时间。',
  tell: d => d.lead.holds('head'),
})

export const sentBack = watchRows(task, {
  name: 'sent-back',
  label: '验收退回整改',
  level: 'blue',
  when: d => all(d.ended.is(false), d.returned.above(0)),
  says: '重点任务{subject}报结后被退回，请核实退回的原因是否属实，补齐后再报。',
  tell: d => d.lead.holds('liaison'),
})
