// What mediation is warned of: many disputes of one kind in one place within a week, and somebody who comes again and again.
import { all, at, days, not, watchIndicator, watchRows } from '#declare'
import { grassroots } from './indicators.ts'
import { dispute } from './records.ts'

/** 群体性风险: five of a kind in one village within seven days. */
export const crowd = watchRows(dispute, {
  name: 'dispute-crowd',
  label: '同一地点同类纠纷集中',
  level: 'orange',
  when: d => all(d.voided.is(false), not(d.state.is('merged'))),
  atLeast: 5,
  within: days(7),
  same: ['region', 'kind'],
  rises: [{ atLeast: 10, level: 'red' }],
  says: '{subject}七日内有{count}件同类纠纷，达到{bound}件的预警界限，可能引发群体性事件，请到场核实，提前介入。',
  tell: at('town', 'mediation-head'),
})

/** 重复申请: the same applicant three times within ninety days. */
export const again = watchRows(dispute, {
  name: 'dispute-again',
  label: '同一申请人反复申请',
  level: 'yellow',
  when: d => all(d.voided.is(false), d.applicant.isPresent()),
  atLeast: 3,
  within: days(90),
  same: ['applicant'],
  says: '同一申请人九十日内申请{count}次，请核实是否同一纠纷，是否需要并案或上门走访。',
  tell: at('county', 'mediation-head'),
})

/** Below the plan's goal, counted over the last ninety days. */
export const belowGoal = watchIndicator(grassroots, {
  name: 'dispute-below-goal',
  label: '基层化解率低于目标',
  level: 'blue',
  below: 90,
  by: 'region',
  within: days(90),
  least: 20,
  says: '{subject}近九十日基层化解率为{value}%，低于{bound}%的目标，请分析上行案件的原因。',
  tell: at('county', 'mediation-head'),
})
