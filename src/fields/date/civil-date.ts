// Civil dates `YYYY-MM-DD`: a day on the calendar, without time and zone.
import type { CivilDate } from '#declare'

const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const leap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Undefined if there is no such day; years 1000 to 9999. */
export function civilDate(year: number, month: number, day: number): CivilDate | undefined {
  if (!(year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return undefined
  const last = month === 2 && leap(year) ? 29 : days[month - 1]!
  return day > last ? undefined : `${year}-${two(month)}-${two(day)}`
}

/** `2026-1-2`, `2026/1/2`, `2026.1.2`, `20260102`, `2026年1月2日`, a midnight `00:00:00` behind it; full-width digits were made plain before. */
export function parseCivilDate(text: string): CivilDate | undefined {
  const found =
    text.match(/^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:T?0?0:00(?::00(?:\.0+)?)?)?$/)?.toSpliced(2, 1) ??
    text.match(/^(\d{4})(\d\d)(\d\d)$/) ??
    text.match(/^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/)
  return found ? civilDate(Number(found[1]), Number(found[2]), Number(found[3])) : undefined
}

export const isCivilDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && parseCivilDate(text) !== undefined

/** The day after (or, negative, before) a date. */
export function addDays(date: CivilDate, count: number): CivilDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
}

export const two = (part: number): string => String(part).padStart(2, '0')
