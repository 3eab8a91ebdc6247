// “政易钉”督查督办: an official plan is read into tasks, confirmed by a person, handed over, reported, reminded, supervised, scored, closed.
// Basis: 《政府督查工作条例》(国务院令第733号, in force since 2021-02-01).
import { scene } from '#declare'
import { doing, intake, tracking } from './flow.ts'
import * as indicators from './indicators.ts'
import { fillDueOperation, readOperation, settleOperation } from './reading.ts'
import { goal, plan, report, subtask, task } from './records.ts'
import { reportOperation } from './report-document.ts'
import * as watches from './watches.ts'

const { ranking, ...counted } = indicators

export default scene('supervision', {
  title: '“政易钉”督查督办',
  area: 'operation',
  plan: '二(六)17',
  owner: 'gov-office',
  records: { plan, task, goal, subtask, report },
  flows: { intake, tracking, doing },
  indicators: counted,
  scorecards: { ranking },
  watches,
  operations: { read: readOperation, settle: settleOperation, fillDue: fillDueOperation, report: reportOperation },
})
