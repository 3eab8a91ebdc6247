// Periods of figures: how a row falls into one, and the civil dates at which one begins and ends.
import { type RawBuilder, sql } from 'kysely'
import { type CivilDate, type Indicator, Problem } from '#declare'
import { addMonths, civilDate, dayNumber, findDayNumber } from '../../methods/workday-calendar/civil-date.ts'

type Per = Exclude<Indicator['per'], 'ever'>
const formats: Readonly<Record<Per, string>> = {
  day: 'YYYY-MM-DD',
  week: 'IYYY-"W"IW',
  month: 'YYYY-MM',
  quarter: 'YYYY-"Q"Q',
  year: 'YYYY',
}

/** `2026-03-02`, `2026-W10` (ISO 8601), `2026-03`, `2026-Q1`, `2026`. `isDay`: the column is a civil date, not an instant. */
export function periodSql(column: RawBuilder<unknown>, isDay: boolean, per: Indicator['per'], zone: string): RawBuilder<unknown> {
  if (per === 'ever') return sql`null::text`
  return sql`to_char(${isDay ? column : sql`${column} at time zone ${zone}`}, ${sql.lit(formats[per])})`
}

/** First and last day of a period written as above. */
export function periodEnds(per: Indicator['per'], period: string): { first: CivilDate; last: CivilDate } {
  const found = /^(\d{4})(?:-(?:W(0[1-9]|[1-4]\d|5[0-3])|Q([1-4])|(0[1-9]|1[0-2])(?:-(\d\d))?))?$/.exec(period)
  if (!found) throw new Problem('invalid', `“${period}”不是有效的统计时期`)
  const [, year = '', week, quarter, month, day] = found
  if (per === 'day' && findDayNumber(period) !== undefined) return { first: period, last: period }
  if (per === 'week' && week) {
    // Week 1 is the one with the fourth of January.
    const fourth = dayNumber(`${year}-01-04`)
    const monday = fourth - ((new Date(`${year}-01-04T00:00:00Z`).getUTCDay() + 6) % 7)
    const first = monday + (Number(week) - 1) * 7
    return { first: civilDate(first), last: civilDate(first + 6) }
  }
  const span = (first: CivilDate, months: number) => ({ first, last: civilDate(addMonths(dayNumber(first), months) - 1) })
  if (per === 'month' && month && !day) return span(`${year}-${month}-01`, 1)
  if (per === 'quarter' && quarter) return span(`${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`, 3)
  if (per === 'year' && period === year) return span(`${year}-01-01`, 12)
  throw new Problem('invalid', `“${period}”不是有效的统计时期`)
}
