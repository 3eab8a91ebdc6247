// Whether somebody may read few wholes of a record or many: the same question about their parts is put to PostgreSQL in two ways, and each is
// slow where the other is fast. A hint for the plan only; what may be seen does not depend on it.
import { sql } from 'kysely'
import type { AnyRecord } from '#declare'
import { parentOf } from './names.ts'
import { type As, alias, from } from './rows.ts'
import { scopeSql } from './scope.ts'
import { no, yes } from './where.ts'

const most = 200
const keptMs = 60_000
const mostKept = 10_000
type Hint = { readonly few: boolean; readonly until: number }
const kept = new WeakMap<object, Map<string, Hint>>()

/** The same asker, with the hint for queries that go through many rows of a record that is a part. */
export async function withFewWholes(as: As, record: AnyRecord): Promise<As> {
  const { world, tx, subject } = as
  if (subject.kind !== 'person') return as
  const known = kept.get(world) ?? new Map<string, Hint>()
  kept.set(world, known)
  const few = new Set<string>()
  // From the top: what is few there makes the question about the next cheap too.
  for (const whole of wholesOf(record)) {
    const scope = scopeSql({ world, subject, record: whole, alias, few }, 'read')
    if (scope === yes || scope === no) continue
    const key = `${whole.name} ${subject.desks.join('\n')}`
    const now = performance.now()
    let hint = known.get(key)
    if (!hint || hint.until <= now) {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int n from (select 1 from ${from(whole)} where ${scope} limit ${most + 1}) taken`.execute(tx)
      hint = { few: rows[0]!.n <= most, until: now + keptMs }
      if (known.size >= mostKept) known.clear()
      known.set(key, hint)
    }
    if (hint.few) few.add(whole.name)
  }
  return { ...as, few }
}

function wholesOf(record: AnyRecord): AnyRecord[] {
  const whole = parentOf(record)
  return whole ? [...wholesOf(whole), whole] : []
}
