// What the worker does for cases: fires timers whose moment has come. It may stop at any point: a timer is an act with a key of its own.
import { sql } from 'kysely'
import type { FlowEngine, FlowOptions } from './flow-options.ts'

type DueTimer = {
  readonly root: string
  readonly case_id: string
  readonly key: string
  readonly kind: string
  readonly record: string
  readonly at: Date
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
