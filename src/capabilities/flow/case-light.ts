// The light of a whole case, for lists: from the columns of its row and the marks of its flow.
import type { Calendar, Flow } from '#declare'
import type { Light } from '../../wire/cases.ts'
import type { CaseColumns } from '../store/port.ts'
import { instantsOf, lightOf, workdaysLeft } from './clocks.ts'

export function caseLight(flow: Flow, of: CaseColumns, now: Date, calendar: Calendar): { light: Light; workdaysLeft: number | null } {
  if (of.state === null || of.openedAt === null) return { light: 'none', workdaysLeft: null }
  if (of.endedAt) return { light: of.voided ? 'void' : 'ended', workdaysLeft: null }
  const due = of.dueAt?.toISOString() ?? null
  const instants = instantsOf(due === null ? null : { at: due, by: 'until' }, of.openedAt.toISOString(), flow.marks, calendar)
  return { light: lightOf({ ...instants, paused: of.suspendedAt !== null }, now), workdaysLeft: workdaysLeft(due, now, calendar) }
}
