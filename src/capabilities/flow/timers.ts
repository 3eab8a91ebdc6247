// What the worker does for cases: fires timers whose moment has come, and runs the effects of states that were entered.
// Both survive a crash at any point: a timer is an act with a key of its own, an effect is ticked off only after it ran.
import { sql } from 'kysely'
import { type Effect, getFlow, getRecord } from '#declare'
import { systemSubject } from '../identity/port.ts'
import type { PlacedRow } from '../store/port.ts'
import type { FlowEngine, FlowOptions } from './create-flow.ts'
import { effectAt } from './declared.ts'

type DueTimer = {
  readonly root: string
  readonly case_id: string
  readonly key: string
  readonly kind: string
  readonly record: string
  readonly at: Date
}
type DueEffect = {
  readonly root: string
  readonly case_id: string
  readonly key: string
  readonly record: string
  readonly path: string
  readonly attempts: number
}
type Options = Pick<FlowOptions, 'store' | 'model'> & {
  onError?(error: unknown, what: { readonly record: string; readonly case: string; readonly key: string }): void
}

/**
 * Fires at most `limit` timers that are due at `now`, in the order of their moments, also those that become due by firing others.
 * Returns how many acts were made. A timer that fails is tried again five minutes later.
 */
export async function fireTimers(flow: FlowEngine, { store, onError }: Options, now: Date, limit = 500): Promise<number> {
  let acts = 0
  const tried = new Set<string>()
  for (let looked = 0; looked < limit; ) {
    const due = await store.asSystemPastAccessRules(async tx => {
      const { rows } =
        await sql<DueTimer>`select root, case_id, key, kind, record, at from flow_timer where fired_at is null and next_at <= ${now} order by next_at, case_id, key limit ${Math.min(100, limit - looked)}`.execute(
          tx,
        )
      return rows.filter(timer => !tried.has(`${timer.case_id} ${timer.key}`))
    })
    if (due.length === 0) break
    looked += due.length
    for (const timer of due) {
      tried.add(`${timer.case_id} ${timer.key}`)
      try {
        if (await flow.fire(timer, now)) acts += 1
        else await settle(store, timer, now)
      } catch (error) {
        onError?.(error, { record: timer.record, case: timer.case_id, key: timer.key })
        await postpone(store, timer, now)
      }
    }
  }
  return acts
}

const settle = (store: Options['store'], { root, case_id, key }: DueTimer, now: Date) =>
  store.asSystemPastAccessRules(
    async tx =>
      void (await sql`update flow_timer set fired_at = ${now} where root = ${root} and case_id = ${case_id} and key = ${key} and fired_at is null`.execute(
        tx,
      )),
  )

const postpone = (store: Options['store'], { root, case_id, key }: DueTimer, now: Date) =>
  store.asSystemPastAccessRules(
    async tx =>
      void (await sql`update flow_timer set next_at = ${new Date(now.getTime() + 300_000)} where root = ${root} and case_id = ${case_id} and key = ${key}`.execute(
        tx,
      )),
  )

/** Runs at most `limit` effects; `run` gives them their door to the city and must be harmless when repeated under the same key. */
export async function runEffects(
  run: (effect: Effect, row: PlacedRow, key: string) => Promise<void>,
  { store, model, onError }: Options,
  now: Date,
  limit = 100,
): Promise<number> {
  const due = await store.asSystemPastAccessRules(
    async tx =>
      (
        await sql<DueEffect>`select root, case_id, key, record, path, attempts from flow_effect where done_at is null and next_at <= ${now} order by next_at, case_id, key limit ${limit}`.execute(
          tx,
        )
      ).rows,
  )
  let done = 0
  for (const one of due) {
    const { root, case_id, key, record, path, attempts } = one
    try {
      const effect = effectAt(getFlow(model, record), path)
      const row = await store.asSystemPastAccessRules(tx =>
        store.get(tx, systemSubject(model.city.code), getRecord(model, record), case_id),
      )
      if (effect) await run(effect, row, `${case_id}.${key}`)
      await store.asSystemPastAccessRules(tx =>
        sql`update flow_effect set done_at = ${now} where root = ${root} and case_id = ${case_id} and key = ${key}`.execute(tx),
      )
      done += 1
    } catch (error) {
      onError?.(error, { record, case: case_id, key })
      const wait = Math.min(24 * 60, 2 ** Math.min(attempts, 20))
      const next = new Date(now.getTime() + wait * 60_000)
      await store.asSystemPastAccessRules(tx =>
        sql`update flow_effect set attempts = attempts + 1, next_at = ${next}, error = ${String(error).slice(0, 2000)} where root = ${root} and case_id = ${case_id} and key = ${key}`.execute(
          tx,
        ),
      )
    }
  }
  return done
}
