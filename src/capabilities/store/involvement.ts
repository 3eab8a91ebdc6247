// Whether somebody was ever involved in few cases or in many: the same question is put to PostgreSQL in two ways, and each is slow where the
// other is fast. A hint for the plan only; what may be seen does not depend on it.
import { sql } from 'kysely'
import type { As } from './rows.ts'

const few = 500
const keptMs = 60_000
const mostKept = 10_000
const kept = new WeakMap<object, Map<string, { few: boolean; until: number }>>()

/** The same asker, with the hint for queries that go through many rows. */
export async function withInvolvement(as: As): Promise<As> {
  const { world, tx, subject } = as
  if (subject.kind === 'system' || subject.desks.length === 0 || world.model.flows.size === 0) return as
  const known = kept.get(world) ?? new Map<string, { few: boolean; until: number }>()
  kept.set(world, known)
  const key = subject.desks.join('\n')
  const now = performance.now()
  const hint = known.get(key)
  if (hint && hint.until > now) return { ...as, few: hint.few }
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int n from (select 1 from flow_party where desk = any (${[...subject.desks]}::text[]) limit ${few + 1}) taken`.execute(
    tx,
  )
  const isFew = rows[0]!.n <= few
  if (known.size >= mostKept) known.clear()
  known.set(key, { few: isFew, until: now + keptMs })
  return { ...as, few: isFew }
}
