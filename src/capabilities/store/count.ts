// How many rows a list has. Exact where that is cheap; a page must not wait for a number, so otherwise there is none.
import { sql } from 'kysely'
import type { AnyRecord } from '#declare'
import { type As, from } from './rows.ts'
import { inOneFlight } from './transaction.ts'
import type { Sql } from './where.ts'

const countedUpTo = 10_000
/** What the planner calls cheap: some milliseconds. Dearer counts get `patienceMs` and are given up after it. */
const cheap = 50_000
const patienceMs = 25
const keptMs = 60_000
const mostKept = 5_000

type Known = { readonly rows: number; readonly cost: number; tooLong: boolean; readonly until: number }
/** What was found out about a query is kept for a minute: planning it costs as much as a page. */
const kept = new WeakMap<object, Map<string, Known>>()

/** Exact up to 10 000, else null; null also where the planner expects ten times as many, or counting takes too long. */
export async function countRows(as: As, record: AnyRecord, where: Sql): Promise<number | null> {
  const rowsThere = sql`select 1 from ${from(record)} where ${where}`
  const known = await estimate(as, rowsThere)
  if (known.rows > 10 * countedUpTo || known.tooLong) return null
  const count = sql<{ n: number }>`select count(*)::int as n from (${rowsThere} limit ${countedUpTo + 1}) counted`
  const n = known.cost <= cheap ? (await count.execute(as.tx)).rows[0]!.n : await countInTime(as, count)
  if (n === undefined) known.tooLong = true
  return n === undefined || n > countedUpTo ? null : n
}

async function estimate(as: As, rowsThere: ReturnType<typeof sql>): Promise<Known> {
  const plans = kept.get(as.world) ?? new Map<string, Known>()
  kept.set(as.world, plans)
  const { sql: text, parameters } = rowsThere.compile(as.tx)
  // Who asks is part of the plan: row-level security reads it.
  const key = JSON.stringify([as.subject.person, text, parameters])
  const now = performance.now()
  const known = plans.get(key)
  if (known && known.until > now) return known
  const { rows } = await sql<{
    'QUERY PLAN': readonly [{ Plan: { 'Plan Rows': number; 'Total Cost': number } }]
  }>`explain (format json) ${rowsThere}`.execute(as.tx)
  const plan = rows[0]!['QUERY PLAN'][0].Plan
  const found = { rows: plan['Plan Rows'], cost: plan['Total Cost'], tooLong: false, until: now + keptMs }
  if (plans.size >= mostKept) plans.clear()
  plans.set(key, found)
  return found
}

/** Undefined when it took too long; the transaction goes on as before. */
async function countInTime({ tx }: As, count: ReturnType<typeof sql<{ n: number }>>): Promise<number | undefined> {
  await sql`savepoint counting`.execute(tx)
  try {
    const [, counted] = await inOneFlight(tx, [sql.raw(`set local statement_timeout = ${patienceMs}`).compile(tx), count.compile(tx)])
    return (counted!.rows as { n: number }[])[0]!.n
  } catch (error) {
    if ((error as { code?: string }).code !== '57014') throw error
    return undefined
  } finally {
    // Takes the time limit back too.
    await sql`rollback to savepoint counting`.execute(tx)
  }
}
