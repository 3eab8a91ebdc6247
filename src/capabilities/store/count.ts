// How many rows a list has. Exact where that is cheap; a page must not wait for a number, so otherwise there is none.
import { sql } from 'kysely'
import type { AnyRecord } from '#declare'
import { type As, from } from './rows.ts'
import { beforeSecondWall } from './transaction.ts'
import type { Sql } from './where.ts'

const countedUpTo = 10_000
/** What the planner calls cheap: some milliseconds. Dearer counts get `patienceMs` and are given up after it. */
const cheap = 10_000
const patienceMs = 25
const keptMs = 60_000
const mostKept = 5_000

type Known = { readonly rows: number; readonly cost: number; tooMany: boolean; readonly until: number }
/** What was found out about a query is kept for a minute: planning it costs as much as a page. */
const kept = new WeakMap<object, Map<string, Known>>()

/** Exact up to 10 000, else null; null also where the planner expects ten times as many, or counting takes too long. */
export async function countRows(as: As, record: AnyRecord, where: Sql): Promise<number | null> {
  const { tx } = as
  const rowsThere = sql`select 1 from ${from(record)} where ${where}`
  const known = await estimate(as, rowsThere)
  if (known.rows > 10 * countedUpTo || known.tooMany) return null
  const count = sql<{ n: number }>`select count(*)::int as n from (${rowsThere} limit ${countedUpTo + 1}) counted`.compile(tx)
  try {
    const [counted] = await beforeSecondWall(tx, [count], known.cost <= cheap ? {} : { patienceMs })
    const { n } = (counted!.rows as { n: number }[])[0]!
    known.tooMany = n > countedUpTo
    return known.tooMany ? null : n
  } catch (error) {
    if ((error as { code?: string }).code !== '57014') throw error
    known.tooMany = true
    return null
  }
}

async function estimate(as: As, rowsThere: ReturnType<typeof sql>): Promise<Known> {
  const { tx } = as
  const plans = kept.get(as.world) ?? new Map<string, Known>()
  kept.set(as.world, plans)
  const { sql: text, parameters } = rowsThere.compile(tx)
  const key = JSON.stringify([text, parameters])
  const now = performance.now()
  const known = plans.get(key)
  if (known && known.until > now) return known
  const [explained] = await beforeSecondWall(tx, [sql`explain (format json) ${rowsThere}`.compile(tx)])
  const [row] = explained!.rows as { 'QUERY PLAN': readonly [{ Plan: { 'Plan Rows': number; 'Total Cost': number } }] }[]
  const plan = row!['QUERY PLAN'][0].Plan
  const found = { rows: plan['Plan Rows'], cost: plan['Total Cost'], tooMany: false, until: now + keptMs }
  if (plans.size >= mostKept) plans.clear()
  plans.set(key, found)
  return found
}
