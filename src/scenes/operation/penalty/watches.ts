// What penalties warn of: last days that come near, money that no longer grows, a court's door that closes, certificates that ran out.
import { all, any, days, type Refs, watchRows } from '#declare'
import { certificate } from './benchmark-record.ts'
import { execution } from './execution-records.ts'
import { lead, penaltyCase } from './records.ts'

export const limitation = watchRows(lead, {
  name: 'penalty-limitation',
  label: '处罚时效将满',
  level: 'orange',
  when: d => all(d.limitWarnOn.beforeToday(), d.ended.is(false)),
  says: '{subject}的处罚时效将在六十日内届满（《行政处罚法》第三十六条），尚未立案，请立即核查，决定是否立案。',
  tell: d => d.organ.holds('head'),
})

/** With the police the ninety days stand still; a case that was given more time has a term of its own. */
const withOthers = [
  'approvingTransfer',
  'handingOver',
  'withPolice',
  'refusedByPolice',
  'reconsidering',
  'refusedAgain',
  'supervised',
  'handingGoods',
  'prosecuted',
] as const
export const decisionDue = watchRows(penaltyCase, {
  name: 'penalty-decision-due',
  label: '九十日办案期限将满',
  level: 'yellow',
  when: d => all(d.decideWarnOn.beforeToday(), d.ended.is(false), d.extended.is(0), d.state.notIn([...withOthers])),
  says: '{subject}立案后九十日的办案期限只剩十五日（《行政处罚法》第六十条），请抓紧作出决定；确需延长的，提前报批。',
  tell: d => d.organ.holds('head'),
})

const unpaid = (d: Refs<(typeof execution)['fields']>) =>
  all(d.ended.is(false), d.owed.above('0.00'), d.state.in(['overdue', 'reminded', 'applying']))

export const capped = watchRows(execution, {
  name: 'penalty-capped',
  label: '加处罚款已达上限',
  level: 'yellow',
  when: d => all(unpaid(d), d.capOn.beforeToday()),
  says: '{subject}的加处罚款已达到罚款的数额，不再增加（《行政处罚法》第七十二条），请催告，期满申请法院强制执行。',
  tell: d => d.organ.holds('head'),
})
export const windowOpen = watchRows(execution, {
  name: 'penalty-window-open',
  label: '可以申请强制执行',
  level: 'yellow',
  when: d => all(unpaid(d), d.applyFromOn.beforeToday()),
  says: '{subject}的起诉期限已满，当事人仍未履行，请在三个月内申请法院强制执行（《行政强制法》第五十三条）。',
  tell: d => d.officer.self(),
})
export const windowClosing = watchRows(execution, {
  name: 'penalty-window-closing',
  label: '申请强制执行期限将满',
  level: 'red',
  when: d => all(unpaid(d), d.applyWarnOn.beforeToday()),
  says: '{subject}申请法院强制执行的期限只剩三十日（《行政强制法》第五十三条），逾期法院不予受理，请立即催告、申请。',
  tell: d => d.organ.holds('head'),
})

export const instalmentMissed = watchRows(execution, {
  name: 'penalty-instalment-missed',
  label: '分期缴款逾期',
  level: 'yellow',
  when: d => all(d.state.is('deferred'), d.instalmentOn.beforeToday(), d.owed.above('0.00')),
  says: '{subject}有一期罚款到期未缴，请催促当事人缴纳，仍不缴纳的，报告负责人。',
  tell: d => d.officer.self(),
})

export const certificateOver = watchRows(certificate, {
  name: 'penalty-certificate-over',
  label: '行政执法证件到期',
  level: 'blue',
  when: d => any(d.validTo.beforeToday()),
  within: days(30),
  on: 'validTo',
  says: '行政执法证件{subject}已经到期，持证人不能再办理处罚案件（《行政处罚法》第四十二条），请换证登记，或者更换在办案件的执法人员。',
  tell: d => d.body.holds('head'),
})
