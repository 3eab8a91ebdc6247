// What double-random inspection warns of: results that are not public in time, and trades in which much is found.
import { all, here, watchIndicator, watchRows } from '#declare'
import { troubleRate } from './indicators.ts'
import { visit } from './records.ts'

export const unpublished = watchRows(visit, {
  name: 'unpublished',
  label: '抽查结果逾期未公示',
  level: 'orange',
  when: d => all(d.checkedOn.isPresent(), d.publishedOn.isEmpty(), d.publishBy.beforeToday(), d.ended.is(false)),
  says: '{subject}的检查结果已超过20个工作日没有公示，请核实原因，立即公示。',
  tell: d => d.organ.holds('head'),
})

export const troubledTrade = watchIndicator(troubleRate, {
  name: 'troubled-trade',
  label: '行业问题发现率偏高',
  level: 'yellow',
  above: 40,
  by: 'industry',
  least: 10,
  says: '{subject}行业抽查的问题发现率为{value}%，高于{bound}%，请研判是否开展专项整治。',
  tell: here('head', 'market'),
})
