// What the replay needs of the house: the SQL of indicators, and today's calendar with a few days changed.
import type { Calendar, CalendarYear, CivilDate } from '#declare'
import type { ReplayRoutesOptions } from '../capabilities/replay/routes.ts'
import { figuresOf } from '../capabilities/store/figures.ts'
import { createCalendar } from '../methods/workday-calendar/create-calendar.ts'
import type { Platform } from './platform.ts'

export const replayNeeds = ({ model, store, clock, calendar, city, world }: Platform): ReplayRoutesOptions => ({
  model,
  store,
  clock,
  calendar,
  figure: async (tx, subject, indicator) => (await figuresOf({ world, subject, tx }, indicator)).rows[0]?.value ?? null,
  withDays: change => withDays(city.calendar, calendar(), city.zone, change),
})

/** `years`: those that exist; days in a year that is not known are weekdays and weekends as they fall. */
function withDays(
  years: readonly CalendarYear[],
  now: Calendar,
  zone: string,
  { daysOff, workdays }: { readonly daysOff: readonly CivilDate[]; readonly workdays: readonly CivilDate[] },
): Calendar {
  const changed = [...new Set([...daysOff, ...workdays].map(day => Number(day.slice(0, 4))))]
  const all = [...new Set([...years.map(one => one.year), ...changed])]
  return createCalendar(
    all.map(year => asItIs(year, now, new Set(daysOff), new Set(workdays))),
    zone,
  )
}

/** A year read off a calendar day by day, with the changes. */
function asItIs(year: number, now: Calendar, off: ReadonlySet<CivilDate>, on: ReadonlySet<CivilDate>): CalendarYear {
  const days: CivilDate[] = []
  const work: CivilDate[] = []
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10)
    const isWeekend = [0, 6].includes(new Date(at).getUTCDay())
    const works = on.has(date) || (!off.has(date) && now.isWorkday(date))
    if (works && isWeekend) work.push(date)
    if (!works && !isWeekend) days.push(date)
  }
  return { year, source: null, status: 'assumed', holidays: [{ name: '推演', days }], work }
}
