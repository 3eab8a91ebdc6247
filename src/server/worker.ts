// What goes on by itself: terms that come due, effects of states, places in the ledger, house-keeping. Each round is harmless when repeated
// and may run on several servers at once.
import { sql } from 'kysely'
import type { Platform } from './platform.ts'

/** Fires every timer that is due; returns how many. A timer that fails is tried again later and does not stop the others. */
export async function fireDue(platform: Platform, now: Date): Promise<number> {
  let fired = 0
  for (;;) {
    const timers = await platform.store.asSystemPastAccessRules(async tx => {
      const { rows } = await sql<{ record: string; root: string; case_id: string; key: string; at: Date }>`
        select record, root, case_id, key, at from flow_timer where at <= ${now} and fired_at is null order by at, root, case_id, key limit 200`.execute(tx)
      return rows
    })
    let progressed = 0
    for (const timer of timers) {
      await platform.flow.fire(timer, now)
      progressed += 1
    }
    fired += progressed
    if (timers.length < 200) return fired
  }
}
