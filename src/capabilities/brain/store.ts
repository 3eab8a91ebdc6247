// The SQL of what the brain remembers. Everything runs as the platform.
import { sql } from 'kysely'
import type { WarningLevel } from '#declare'
import type { Tx } from '../store/port.ts'
import type { Known } from './engine.ts'

type SubjectRow = {
  readonly subject: string
  readonly met: boolean
  readonly level: WarningLevel | null
  readonly count: number | null
  readonly value: number | null
  readonly rows: readonly string[]
  readonly warning: string | null
  readonly times: number
  readonly seen_at: Date | null
}
const columns = sql`subject, met, level, count, value, rows, warning, times, seen_at`
const known = ({ seen_at, subject: _, ...rest }: SubjectRow): Known => ({ ...rest, seenAt: seen_at })

/** How these subjects were seen last. */
export async function readKnown(tx: Tx, watch: string, subjects: readonly string[]): Promise<Map<string, Known>> {
  const { rows } =
    await sql<SubjectRow>`select ${columns} from watch_subject where watch = ${watch} and subject = any (${[...subjects]}::text[])`.execute(
      tx,
    )
  return new Map(rows.map(row => [row.subject, known(row)]))
}

/** Subjects of a watch whose condition held when they were seen last. */
export async function readMet(tx: Tx, watch: string, most: number): Promise<string[]> {
  const { rows } = await sql<{
    subject: string
  }>`select subject from watch_subject where watch = ${watch} and met order by subject limit ${most}`.execute(tx)
  return rows.map(row => row.subject)
}

/** The subject's line, made if there is none, under lock until the transaction ends. */
export async function lockKnown(tx: Tx, watch: string, subject: string): Promise<Known> {
  await sql`insert into watch_subject (watch, subject) values (${watch}, ${subject}) on conflict do nothing`.execute(tx)
  const { rows } =
    await sql<SubjectRow>`select ${columns} from watch_subject where watch = ${watch} and subject = ${subject} for update`.execute(tx)
  return known(rows[0]!)
}

export async function writeKnown(tx: Tx, watch: string, subject: string, of: Known): Promise<void> {
  await sql`update watch_subject set met = ${of.met}, level = ${of.level}, count = ${of.count}, value = ${of.value}, rows = ${JSON.stringify(of.rows)}::jsonb,
    warning = ${of.warning}, times = ${of.times}, seen_at = ${of.seenAt} where watch = ${watch} and subject = ${subject}`.execute(tx)
}

export type WatchRound = { readonly watch: string; readonly lookedAt: Date; readonly swept: string }

/** When watches were looked at last; a watch that was never looked at is not among them. */
export async function readRounds(tx: Tx, watches: readonly string[]): Promise<Map<string, WatchRound>> {
  const { rows } =
    await sql<WatchRound>`select watch, looked_at as "lookedAt", swept from watch_round where watch = any (${[...watches]}::text[])`.execute(
      tx,
    )
  return new Map(rows.map(row => [row.watch, row]))
}

/** Takes a watch for a whole look in this period: false when another worker has it or has done it. Given back when the transaction fails. */
export async function takeSweep(tx: Tx, watch: string, period: string, now: Date): Promise<boolean> {
  await sql`insert into watch_round (watch, looked_at, swept) values (${watch}, ${now}, '') on conflict do nothing`.execute(tx)
  const { rows } = await sql`select 1 from watch_round where watch = ${watch} and swept < ${period} for update skip locked`.execute(tx)
  if (rows.length === 0) return false
  await sql`update watch_round set swept = ${period} where watch = ${watch}`.execute(tx)
  return true
}

/** One after another, in one order, so that two workers never wait for each other. */
export async function markLooked(tx: Tx, watches: readonly string[], now: Date): Promise<void> {
  for (const watch of watches.toSorted())
    await sql`update watch_round set looked_at = greatest(looked_at, ${now}) where watch = ${watch}`.execute(tx)
}
