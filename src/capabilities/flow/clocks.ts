// Terms, marks and lights of a case. All arithmetic is in civil dates of the city's calendar; milliseconds appear only in hour terms.
import type { Calendar, CivilDate, ClockMarks, StepClock, Term } from '#declare'
import { addMonths, civilDate, dayNumber } from '../../methods/workday-calendar/civil-date.ts'
import { createZoneClock, type ZoneClock } from '../../methods/workday-calendar/zone-clock.ts'
import type { Light } from '../../wire/cases.ts'
import type { Due, Task } from './event.ts'

const clocks = new Map<string, ZoneClock>()
function zoneClock(zone: string): ZoneClock {
  const kept = clocks.get(zone)
  if (kept) return kept
  const made = createZoneClock(zone)
  clocks.set(zone, made)
  return made
}

/** The last second of a civil date: a date in a document means that date, working day or not. */
export const endOf = (calendar: Calendar, date: CivilDate): Date => zoneClock(calendar.zone).lastSecondOf(dayNumber(date))
const startOf = (calendar: Calendar, date: CivilDate): Date =>
  new Date(
    zoneClock(calendar.zone)
      .lastSecondOf(dayNumber(date) - 1)
      .getTime() + 1000,
  )

/** When a place that begins now is due. A field without a date gives way to what lies around: `around`. */
export function dueOf(
  clock: StepClock,
  row: { readonly [field: string]: unknown },
  from: Date,
  calendar: Calendar,
  around: Due | null,
): Due | null {
  if (clock.within) return { at: calendar.due(from, clock.within).toISOString(), by: 'within' }
  const date = clock.until === undefined ? undefined : row[clock.until]
  if (typeof date === 'string' && date !== '')
    return { at: (date.length === 10 ? endOf(calendar, date) : new Date(date)).toISOString(), by: 'until', field: clock.until! }
  return around && { ...around, by: 'inherited' }
}

export type Instants = Pick<Task, 'remindAt' | 'yellowAt' | 'redAt' | 'dueAt'>

/**
 * The moments at which a clock warns. A mark that would fall before a step of fixed length begins does not apply to it: two working days
 * never start yellow because the flow's marks say five.
 */
export function instantsOf(due: Due | null, since: string, marks: ClockMarks, calendar: Calendar): Instants {
  if (!due) return { remindAt: null, yellowAt: null, redAt: null, dueAt: null }
  const at = new Date(due.at)
  const openedOn = calendar.dateOf(new Date(since))
  const mark = (term: Term | undefined): string | null => {
    if (!term) return null
    const moment = before(at, term, calendar)
    return due.by === 'within' && (term.unit === 'hour' ? moment <= new Date(since) : calendar.dateOf(moment) <= openedOn)
      ? null
      : moment.toISOString()
  }
  return { remindAt: mark(marks.remind), yellowAt: mark(marks.yellow), redAt: mark(marks.red), dueAt: due.at }
}

/** The beginning of the day that lies a term before a moment. */
function before(at: Date, term: Term, calendar: Calendar): Date {
  if (term.unit === 'hour') return new Date(at.getTime() - term.count * 3_600_000)
  const date = calendar.dateOf(at)
  if (term.unit === 'workday') return startOf(calendar, term.count === 0 ? date : calendar.addWorkdays(date, -term.count))
  const day = dayNumber(date)
  return startOf(calendar, civilDate(term.unit === 'month' ? addMonths(day, -term.count) : day - term.count))
}

/** The same hour of the day so many working days later; a due date on a day off stays where it is for zero days. */
export function shift(due: string, workdays: number, calendar: Calendar): string {
  if (workdays <= 0) return due
  const at = new Date(due)
  const from = calendar.dateOf(at)
  const to = calendar.addWorkdays(from, workdays)
  const sinceStart = at.getTime() - startOf(calendar, from).getTime()
  return new Date(startOf(calendar, to).getTime() + sinceStart).toISOString()
}

/** When a case is due whose clock stood still from `since` until now: later by the working days that passed, as after a suspension. */
export const dueAfterStanding = (due: string, since: string, now: Date, calendar: Calendar): string =>
  shift(due, calendar.workdaysBetween(calendar.dateOf(new Date(since)), calendar.dateOf(now)), calendar)

/** A term in working days counted anew by another arrangement: as many working days from its beginning, the same hour of the day. */
export function reckonAnew(due: string, since: string, before: Calendar, after: Calendar): string {
  const from = before.dateOf(new Date(since))
  const was = before.dateOf(new Date(due))
  const date = after.addWorkdays(from, before.workdaysBetween(from, was))
  if (date === was) return due
  return new Date(startOf(after, date).getTime() + new Date(due).getTime() - startOf(before, was).getTime()).toISOString()
}

export type Clocked = Instants & { readonly paused: boolean }

/** The light of an open task. Case lights add `ended` and `void`. */
export function lightOf({ remindAt, yellowAt, redAt, dueAt, paused }: Clocked, now: Date): Light {
  if (paused) return 'paused'
  if (dueAt === null) return 'none'
  const passed = (at: string | null) => at !== null && new Date(at) <= now
  if (new Date(dueAt) < now) return 'overdue'
  if (passed(redAt)) return 'red'
  if (passed(yellowAt)) return 'yellow'
  if (passed(remindAt)) return 'remind'
  return 'green'
}

export const workdaysLeft = (dueAt: string | null, now: Date, calendar: Calendar): number | null =>
  dueAt === null ? null : calendar.workdaysBetween(calendar.dateOf(now), calendar.dateOf(new Date(dueAt)))

/** What the light of a whole case is worked out from: the columns of its row. */
export type CaseClock = {
  readonly state: string | null
  readonly openedAt: Date | null
  readonly endedAt: Date | null
  readonly dueAt: Date | null
  readonly voided: boolean
  readonly suspendedAt: Date | null
}

/** The light of a case as its row shows it; what the store asks for (`World.caseLight`). */
export function caseLight(calendar: Calendar, marks: ClockMarks, at: CaseClock, now: Date): { light: Light; workdaysLeft: number | null } {
  if (at.state === null || at.openedAt === null) return { light: 'none', workdaysLeft: null }
  if (at.voided) return { light: 'void', workdaysLeft: null }
  if (at.endedAt) return { light: 'ended', workdaysLeft: null }
  const dueAt = at.dueAt?.toISOString() ?? null
  const instants = instantsOf(dueAt === null ? null : { at: dueAt, by: 'within' }, at.openedAt.toISOString(), marks, calendar)
  return { light: lightOf({ ...instants, paused: at.suspendedAt !== null }, now), workdaysLeft: workdaysLeft(dueAt, now, calendar) }
}
