// What goes on by itself: terms that come due, effects of states, watches, places in the ledger, house-keeping. Each round is harmless when repeated
// and may run on several servers at once.
import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { effectAt } from '../capabilities/flow/declared.ts'
import { fireTimers } from '../capabilities/flow/timers.ts'
import { systemSubject } from '../capabilities/identity/port.ts'
import { requeueForgotten } from '../capabilities/ledger/sequence.ts'
import { forgetAnswers } from '../capabilities/store/repeat.ts'
import { asStored, openDoor } from './city-port.ts'
import type { Log } from './log.ts'
import type { Metrics } from './observe.ts'
import type { Platform } from './platform.ts'
import { reckonTerms } from './reckon-terms.ts'

export type Worker = { stop(): Promise<void> }
type EffectKey = { root: string; case_id: string; key: string }

const batch = 200

/** Fires every timer that is due; returns how many. A timer that fails is tried again later and does not stop the others. */
export async function fireDue(platform: Platform, now: Date, onError?: (error: unknown, what: object) => void): Promise<number> {
  let fired = 0
  for (;;) {
    const more = await fireTimers(platform.flow, { store: platform.store, model: platform.model, ...(onError && { onError }) }, now)
    if (more === 0) return fired
    fired += more
  }
}

/** Runs one effect under its key: done once in effect, however often it is asked for. */
export async function runEffect(platform: Platform, { root, case_id, key }: EffectKey): Promise<void> {
  await platform.store.asSystemPastAccessRules(async tx => {
    const { rows } = await sql<{
      record: string
      path: string
    }>`select record, path from flow_effect where root = ${root} and case_id = ${case_id} and key = ${key} and done_at is null for update`.execute(
      tx,
    )
    const [effect] = rows
    const record = effect && platform.model.records.get(effect.record)
    const work = effect && record && effectAt(platform.model.flows.get(effect.record)!, effect.path)
    if (work && record) {
      const row = await platform.store.get(tx, systemSubject(platform.city.code), record, case_id)
      await work(
        openDoor(platform.door, tx, systemSubject(row.region), { record: record.name, id: case_id }),
        asStored(row, platform.clock.now()),
      )
    }
    await sql`update flow_effect set done_at = ${platform.clock.now()} where root = ${root} and case_id = ${case_id} and key = ${key} and done_at is null`.execute(
      tx,
    )
  })
}

/** Runs every effect that is due, one after another, without a queue: what a story's time does. Returns how many. */
export async function runEffects(platform: Platform): Promise<number> {
  const due = await platform.store.asSystemPastAccessRules(async tx => {
    const { rows } =
      await sql<EffectKey>`select root, case_id, key from flow_effect where done_at is null and next_at <= ${platform.clock.now()} order by next_at limit ${batch}`.execute(
        tx,
      )
    return rows
  })
  for (const effect of due) await runEffect(platform, effect)
  return due.length
}

/** Hands effects that are due to the queue; their rows were written in the act's own transaction, so none is lost and none comes early. */
async function relayEffects(platform: Platform, boss: PgBoss): Promise<number> {
  const now = platform.clock.now()
  const due = await platform.store.asSystemPastAccessRules(async tx => {
    const { rows } =
      await sql<EffectKey>`select root, case_id, key from flow_effect where done_at is null and next_at <= ${now} order by next_at limit ${batch} for update skip locked`.execute(
        tx,
      )
    if (rows.length === 0) return rows
    await boss.insert(
      'effect',
      rows.map(effect => ({ data: effect, singletonKey: `${effect.root}/${effect.case_id}/${effect.key}` })),
    )
    // Should the queue lose it, it is handed over again.
    await sql`update flow_effect set next_at = ${new Date(now.getTime() + 600_000)}, attempts = attempts + 1 where (root, case_id, key) in (select root, case_id, key from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(root uuid, case_id uuid, key text))`.execute(
      tx,
    )
    return rows
  })
  return due.length
}

export async function startWorker(
  platform: Platform,
  { ownerUrl, log, metrics }: { ownerUrl: string; log: Log; metrics: Metrics },
): Promise<Worker> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: 'pgboss', max: 4 })
  boss.on('error', error => log.warn({ error: String(error) }, 'queue'))
  await boss.start()
  await boss.createQueue('effect', { retryLimit: 8, retryBackoff: true, retryDelay: 5, deleteAfterSeconds: 86_400 })
  await boss.createQueue('housekeeping')
  await boss.work<EffectKey>('effect', { batchSize: 10, pollingIntervalSeconds: 1 }, async jobs => {
    for (const job of jobs) await runEffect(platform, job.data)
  })
  await boss.work('housekeeping', async () => {
    await platform.identity.sweep()
    await platform.store.asSystemPastAccessRules(tx => forgetAnswers({ world: platform.world, tx }))
    const now = platform.clock.now()
    await requeueForgotten(platform.pool, { from: new Date(now.getTime() - 3 * 86_400_000), to: now })
  })
  await boss.schedule('housekeeping', '17 * * * *')

  const loops = [
    every(1000, 'timers', () =>
      fireDue(platform, platform.clock.now(), (error, what) => log.error({ ...what, error: String(error) }, 'timer failed')),
    ),
    every(500, 'effects', () => relayEffects(platform, boss)),
    every(2000, 'calendar', () =>
      reckonTerms(platform, (error, what) => log.error({ ...what, error: String(error) }, 'term not counted anew')),
    ),
    every(1000, 'messages', () => platform.service.messages.relay()),
    every(400, 'watches', () => platform.brain.round()),
    every(250, 'ledger', () => platform.sequence()),
  ]
  return {
    async stop() {
      await Promise.all(loops.map(loop => loop.stop()))
      await boss.stop({ graceful: true, timeout: 5000 })
    },
  }

  /** One round after another, never two at once; a failure is logged and the next round comes later. */
  function every(ms: number, job: string, round: () => Promise<unknown>): { stop(): Promise<void> } {
    let stopped = false
    let wake = () => {}
    let failures = 0
    const done = (async () => {
      while (!stopped) {
        const end = metrics.worker.startTimer({ job })
        try {
          await round()
          failures = 0
          end({ ok: 'true' })
        } catch (error) {
          failures += 1
          end({ ok: 'false' })
          log.warn({ job, failures, error: String(error) }, 'background job failed')
        }
        if (!stopped) {
          await new Promise<void>(resolve => {
            wake = resolve
            setTimeout(resolve, Math.min(30_000, ms * 2 ** Math.min(failures, 6))).unref()
          })
        }
      }
    })()
    return {
      async stop() {
        stopped = true
        wake()
        await done
      },
    }
  }
}
