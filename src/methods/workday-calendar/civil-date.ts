// Civil dates as day numbers (days since 1970-01-01), so that calendar arithmetic is integer arithmetic and knows no clock.
import type { CivilDate } from '#declare'

const dayMs = 86_400_000
const shape = /^\d{4}-\d{2}-\d{2}$/

/** Every act asks for the same few hundred dates; what was worked out once is kept. */
const mostKept = 20_000
const dates = new Map<number, CivilDate>()
const numbers = new Map<string, number>()

/** Days since 1970-01-01, or undefined when the text is not a date that exists. */
export const findDayNumber = (date: string): number | undefined => {
  const kept = numbers.get(date)
  if (kept !== undefined) return kept
  const day = parseDay(date)
  if (day !== undefined && numbers.size < mostKept) numbers.set(date, day)
  return day
}

const parseDay = (date: string): number | undefined => {
  if (!shape.test(date)) return undefined
  const day = Date.parse(`${date}T00:00:00Z`) / dayMs
  return Number.isNaN(day) || civilDate(day) !== date ? undefined : day
}

/** Days since 1970-01-01; throws RangeError for a date that does not exist (`2026-02-30`). */
export const dayNumber = (date: CivilDate): number => {
  const day = findDayNumber(date)
  if (day === undefined) throw new RangeError(`Not a civil date: ${date}`)
  return day
}

/** The date of a day number, `YYYY-MM-DD`. */
export const civilDate = (day: number): CivilDate => {
  const kept = dates.get(day)
  if (kept !== undefined) return kept
  const date = new Date(day * dayMs).toISOString().slice(0, 10)
  if (dates.size < mostKept) dates.set(day, date)
  return date
}

/** 0 is Sunday, 6 is Saturday. 1970-01-01 was a Thursday. */
export const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7

export const isWeekend = (day: number): boolean => weekday(day) === 0 || weekday(day) === 6

/** 1 January of a year as a day number. */
export const firstDayOf = (year: number): number => Date.UTC(year, 0, 1) / dayMs

/**
 * The date `count` months later with the same day number; where the month has no such day, its last day
 * （《民法典》第二百零二条：到期月的对应日为期间的最后一日；没有对应日的，月末日为期间的最后一日）.
 */
export const addMonths = (day: number, count: number): number => {
  const start = new Date(day * dayMs)
  const year = start.getUTCFullYear()
  const month = start.getUTCMonth() + count
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(start.getUTCDate(), lastOfMonth)) / dayMs
}
