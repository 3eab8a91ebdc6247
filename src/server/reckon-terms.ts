// When a new arrangement of holidays was entered: every open case has its terms counted anew, each under a key of its own. It may stop at
// any point and be begun again, on any server.
import { sql } from 'kysely'
import { createCalendar } from '../methods/workday-calendar/create-calendar.ts'
import type { Platform } from './platform.ts'

const batch = 200

/** Returns how many cases have got another date. A case that fails is told of and tried again with the whole round. */
export async function reckonTerms(
  platform: Platform,
  onError?: (error: unknown, what: { readonly record: string; readonly case: string }) => void,
): Promise<number> {
  const { identity, flow, store, city } = platform
  let moved = 0
  await platform.readCalendar()
  for (let pending = await identity.calendar.pending(); pending; pending = await identity.calendar.pending()) {
    const { year, version, enteredAt } = pending
    const change = {
      before: createCalendar([...pending.before], city.zone),
      after: createCalendar([...pending.after], city.zone),
      enteredAt,
      says: `${year}年放假安排已更新`,
    }
    let failed = false
    for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
      const cases = await store.asSystemPastAccessRules(async tx => {
        const { rows } = await sql<{ case_id: string; record: string }>`
          select distinct case_id, record from flow_task where closed_at is null and kind = 'started' and case_id > ${last} order by case_id limit ${batch}`.execute(
          tx,
        )
        return rows
      })
      for (const one of cases) {
        try {
          if (await flow.reckon(one.record, one.case_id, change, `calendar ${year}/${version}`)) moved += 1
        } catch (error) {
          failed = true
          onError?.(error, { record: one.record, case: one.case_id })
        }
      }
      const end = cases.at(-1)
      if (!end) break
      last = end.case_id
    }
    if (failed) return moved
    await identity.calendar.applied({ year, version })
  }
  return moved
}
