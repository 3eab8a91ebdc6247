// What the lines about cases share: the officials, the open cases of their organs, an act as a request.

import type { Official } from '../src/testing/http-client.ts'
import { accepted } from '../src/testing/supervision-load.ts'
import type { BenchCity } from './city.ts'

export const officials = 50
export type Mine = { readonly id: string; readonly liaison: Official }

/** Open cases with the liaison of their lead organ, in an order that follows nothing. */
export async function openCases({ admin, cast }: BenchCity, most = 600): Promise<Mine[]> {
  const { rows } = await admin.query<{ id: string; lead: string }>(
    'select id, lead from supervision_task where ended_at is null order by md5(id::text) limit $1',
    [most],
  )
  return rows.flatMap(({ id, lead }) => (cast.liaisons.has(lead) ? [{ id, liaison: cast.liaisons.get(lead)! }] : []))
}

/** Row, event, tasks, timers, parties, ledger and outbox in one durable transaction. */
export const act = (who: Official, id: string, name: 'comment' | 'urge'): Promise<unknown> =>
  who
    .call('POST', `/api/cases/supervision-task/${id}/acts/${name}`, {
      body: { values: {}, reason: '请按月调度，已报送材料清单' },
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    .then(accepted)

export const get = (who: Official, path: string): Promise<unknown> => who.call('GET', path).then(accepted)
