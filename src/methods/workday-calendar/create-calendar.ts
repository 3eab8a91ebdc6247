// The working-day calendar of a city. Each year is indexed once, so every question is a look-up: it is asked for every case.
//
// Terms, as the law counts them:
// - The day on which a term starts is not counted（《民法典》第二百零一条第一款）.
// - Working-day terms count working days only（如《行政处罚法》第八十五条、《行政许可法》第八十二条）.
// - A day or month term that ends on a day off runs on to the next working day（《民法典》第二百零三条第一款）.
// - A month term ends on the same day number or, without one, on the last day of the month（第二百零二条第二款）.
// - The last day ends at 24:00（第二百零三条第二款）; we write its last second. Hour terms run through nights and days off.
import type { Calendar, CalendarYear, CivilDate, Term } from '#declare'
import { addMonths, civilDate, dayNumber, findDayNumber, firstDayOf, isWeekend } from './civil-date.ts'
import { assumeCalendarYear } from './statutory-days.ts'
import { createZoneClock } from './zone-clock.ts'

/** One year: `before[i]` working days precede day i of the year, `days[k]` is the day of the k-th working day. */
type YearIndex = { first: number; before: Uint16Array; days: Uint16Array }

const earliest = 1900
const latest = 2200

/**
 * `years` are the arrangements that were entered (checked by `checkCalendarYear`); any other year is assumed from the statutory
 * days. Where two notices speak of the same day, the later year's decides. Dates outside 1900–2200 throw RangeError.
 */
export const createCalendar = (years: readonly CalendarYear[], zone: string): Calendar => {
  const clock = createZoneClock(zone)
  const official = new Set(years.filter(year => year.status === 'official').map(year => year.year))
  const entered = new Set(years.map(year => year.year))
  const special = specialDays(years)
  const indexes = new Map<number, YearIndex>()

  const indexOf = (year: number): YearIndex => {
    const kept = indexes.get(year)
    if (kept) return kept
    if (!(year >= earliest && year <= latest)) throw new RangeError(`No calendar for the year ${year}`)
    const index = indexYear(year, special, entered.has(year))
    indexes.set(year, index)
    return index
  }

  /** The date of the `rank`-th working day counted from the start of `year`; ranks run on into other years. */
  const workdayAt = (year: number, rank: number): CivilDate => {
    let index = indexOf(year)
    let at = year
    let left = rank
    while (left < 1) {
      at -= 1
      index = indexOf(at)
      left += index.days.length
    }
    while (left > index.days.length) {
      left -= index.days.length
      at += 1
      index = indexOf(at)
    }
    return civilDate(index.first + index.days[left - 1]!)
  }

  const addWorkdays = (date: CivilDate, count: number): CivilDate => {
    if (!Number.isInteger(count)) throw new RangeError(`Working days are whole, not ${count}`)
    const { day, year, index } = locate(date)
    const reached = index.before[day + 1]!
    const before = index.before[day]!
    if (count > 0) return workdayAt(year, reached + count)
    if (count < 0) return workdayAt(year, before + count + 1)
    return reached > before ? date : workdayAt(year, reached + 1)
  }

  const locate = (date: CivilDate) => {
    const number = dayNumber(date)
    const year = Number(date.slice(0, 4))
    const index = indexOf(year)
    return { day: number - index.first, year, index }
  }

  const workdaysBetween = (from: CivilDate, to: CivilDate): number => {
    if (to < from) return -workdaysBetween(to, from) || 0
    const start = locate(from)
    const end = locate(to)
    let count = end.index.before[end.day + 1]! - start.index.before[start.day + 1]!
    for (let year = start.year; year < end.year; year += 1) count += indexOf(year).days.length
    return count
  }

  const lastDayOf = (start: number, term: Term): number => {
    const date = civilDate(start)
    if (term.unit === 'workday') return dayNumber(addWorkdays(date, term.count))
    const end = term.unit === 'month' ? addMonths(start, term.count) : start + term.count
    return dayNumber(addWorkdays(civilDate(end), 0))
  }

  return {
    zone,
    isKnown: date => findDayNumber(date) !== undefined && official.has(Number(date.slice(0, 4))),
    isWorkday: date => {
      const { day, index } = locate(date)
      return index.before[day + 1]! > index.before[day]!
    },
    dateOf: instant => civilDate(clock.dayOf(instant)),
    addWorkdays,
    workdaysBetween,
    due: (from, term) =>
      term.unit === 'hour' ? new Date(from.getTime() + term.count * 3_600_000) : clock.lastSecondOf(lastDayOf(clock.dayOf(from), term)),
  }
}

/** Day number → works on it, for the days that differ from the plain week. */
const specialDays = (years: readonly CalendarYear[]): Map<number, boolean> => {
  const special = new Map<number, boolean>()
  for (const year of years.toSorted((a, b) => a.year - b.year)) {
    for (const holiday of year.holidays) for (const date of holiday.days) special.set(dayNumber(date), false)
    for (const date of year.work) special.set(dayNumber(date), true)
  }
  return special
}

const indexYear = (year: number, special: ReadonlyMap<number, boolean>, isEntered: boolean): YearIndex => {
  const first = firstDayOf(year)
  const length = firstDayOf(year + 1) - first
  const assumed = isEntered ? undefined : specialDays([assumeCalendarYear(year)])
  const before = new Uint16Array(length + 1)
  const days: number[] = []
  for (let i = 0; i < length; i += 1) {
    const day = first + i
    if (special.get(day) ?? assumed?.get(day) ?? !isWeekend(day)) days.push(i)
    before[i + 1] = days.length
  }
  return { first, before, days: Uint16Array.from(days) }
}
