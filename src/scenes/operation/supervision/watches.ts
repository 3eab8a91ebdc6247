// What supervision warns of: a lead unit whose tasks pile up late, and one whose rate of punctual tasks falls.
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
