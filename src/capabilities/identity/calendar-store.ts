// The SQL of the working-day calendar: every version of every year stays.

import { sql } from 'kysely'
import type { CalendarYear } from '#declare'
import type { Tx } from '../store/port.ts'

export type KeptYear = { year: number; version: number; content: CalendarYear; enteredBy: string; enteredAt: Date }

/** The version in force of each year, by year. */
export async function latestCalendarYears(tx: Tx): Promise<KeptYear[]> {
  const { rows } = await sql<KeptYear>`
    select distinct on (year) year, version, content, entered_by as "enteredBy", entered_at as "enteredAt"
    from calendar_year order by year, version desc`.execute(tx)
  return rows.map(row => ({ ...row, content: inOrder(row.content) }))
}

/** The arrangements for `createCalendar`. */
export const loadCalendarYears = async (tx: Tx): Promise<CalendarYear[]> => (await latestCalendarYears(tx)).map(kept => kept.content)

/** Versions by which open cases have not been counted anew yet, oldest first. */
export async function pendingCalendarYears(tx: Tx): Promise<KeptYear[]> {
  const { rows } = await sql<KeptYear>`
    select year, version, content, entered_by as "enteredBy", entered_at as "enteredAt" from calendar_year
    where not exists (select 1 from calendar_applied done where done.year = calendar_year.year and done.version = calendar_year.version)
    order by entered_at, year, version`.execute(tx)
  return rows.map(row => ({ ...row, content: inOrder(row.content) }))
}

/** The arrangements as they stood before a version was entered. */
export async function calendarYearsBefore(tx: Tx, { year, version }: { year: number; version: number }): Promise<CalendarYear[]> {
  const { rows } = await sql<{ content: CalendarYear }>`
    select distinct on (year) content from calendar_year
    where (year <> ${year} and exists (select 1 from calendar_applied done where done.year = calendar_year.year and done.version = calendar_year.version))
      or (year = ${year} and version < ${version})
    order by year, version desc`.execute(tx)
  return rows.map(row => inOrder(row.content))
}

export async function markCalendarApplied(tx: Tx, { year, version }: { year: number; version: number }, at: Date): Promise<void> {
  await sql`insert into calendar_applied (year, version, at) values (${year}, ${version}, ${at}) on conflict do nothing`.execute(tx)
}

export type NewYear = { content: CalendarYear; version: number; enteredBy: string; enteredAt: Date }

/** False when that version exists: somebody was faster. */
export async function writeCalendarYear(tx: Tx, { content, version, enteredBy, enteredAt }: NewYear): Promise<boolean> {
  const { rows } = await sql`insert into calendar_year (year, version, content, entered_by, entered_at)
    values (${content.year}, ${version}, ${JSON.stringify(inOrder(content))}::jsonb, ${enteredBy}, ${enteredAt}) on conflict do nothing returning 1`.execute(
    tx,
  )
  return rows.length > 0
}

/** jsonb forgets the order of keys; comparing texts needs one. */
export const inOrder = ({ year, source, status, holidays, work }: CalendarYear): CalendarYear => ({
  year,
  source,
  status,
  holidays: holidays.map(({ name, days }) => ({ name, days })),
  work,
})
