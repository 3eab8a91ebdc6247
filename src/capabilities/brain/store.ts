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
  if (subjects.length === 0) return new Map()
  const { rows } =
    await sql<SubjectRow>`select ${columns} from watch_subject where watch = ${watch} and subject = any (${[...subjects]}::text[])`.execute(
      tx,
    )
  return new Map(rows.map(row => [row.subject, known(row)]))
}

/** Subjects whose condition held when they were seen last, by watch; at most so many of each. */
export async function readMet(tx: Tx, watches: readonly string[], most: number): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ watch: string; subject: string }>`
    select w.watch, s.subject from unnest(${[...watches]}::text[]) w (watch)
    cross join lateral (select subject from watch_subject where watch = w.watch and met order by subject limit ${most}) s`.execute(tx)
  const met = new Map<string, string[]>()
  for (const { watch, subject } of rows) met.set(watch, [...(met.get(watch) ?? []), subject])
  return met
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

export type Sweep = { readonly id: string; readonly period: string }

/** Takes watches for a whole look in their period, all at once; those that another worker has or has done are not in the answer. Given back when the transaction fails. */
export async function takeSweeps(tx: Tx, sweeps: readonly Sweep[], now: Date): Promise<Set<string>> {
  const ids = sql`${sweeps.map(one => one.id)}::text[]`
  const periods = sql`${sweeps.map(one => one.period)}::text[]`
  await sql`insert into watch_round (watch, looked_at, swept) select unnest(${ids}), ${now}, '' on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ watch: string }>`
    with due as materialized (
      select r.watch, p.period from unnest(${ids}, ${periods}) p (watch, period) join watch_round r on r.watch = p.watch
      where r.swept < p.period order by r.watch for update of r skip locked)
    update watch_round set swept = due.period from due where watch_round.watch = due.watch returning watch_round.watch`.execute(tx)
  return new Set(rows.map(row => row.watch))
}

/** Locked in one order, so that two workers never wait for each other. */
export async function markLooked(tx: Tx, watches: readonly string[], now: Date): Promise<void> {
  await sql`
    with looked as materialized (select watch from watch_round where watch = any (${[...watches]}::text[]) order by watch for update)
    update watch_round set looked_at = greatest(looked_at, ${now}) from looked where watch_round.watch = looked.watch`.execute(tx)
}
