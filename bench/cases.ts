// What officials feel: a step of a case, the inbox, a list, all through HTTP and at a given number of cases.

import type { Official } from '../src/testing/http-client.ts'
import { accepted, handOver } from '../src/testing/supervision-load.ts'
import { fillCases } from './bulk.ts'
import { openCity } from './city.ts'
import type { Line } from './line.ts'
import { median, type Times, timed } from './measure.ts'

const officials = 50
const rounds = 3

export async function benchCases(scales: readonly number[], say: (line: string) => void): Promise<{ lines: Line[]; postgres: string }> {
  const bench = await openCity({ organs: officials })
  const { cast, admin } = bench
  try {
    await Promise.all([0, 1, 2, 3].map(part => handOver(cast, 50, part * 50)))
    const lines: Line[] = []
    for (const scale of scales) {
      say(`loading ${scale.toLocaleString('en')} cases …`)
      const cases = await fillCases(admin, scale)
      const { rows } = await admin.query<{ id: string; lead: string }>(
        'select id, lead from supervision_task where ended_at is null order by md5(id::text) limit 600',
      )
      const mine = rows.flatMap(({ id, lead }) => (cast.liaisons.has(lead) ? [{ id, liaison: cast.liaisons.get(lead)! }] : []))
      const act = (who: Official, id: string, name: string, body: object) =>
        who
          .call('POST', `/api/cases/supervision-task/${id}/acts/${name}`, { body, headers: { 'idempotency-key': crypto.randomUUID() } })
          .then(accepted)
      const get = (who: Official, path: string) => who.call('GET', path).then(accepted)
      const measure = async (
        workers: number,
        job: (one: (typeof mine)[number], n: number) => Promise<unknown>,
        count = mine.length,
      ): Promise<Times> => {
        const jobs = () => mine.slice(0, count).map((one, n) => () => job(one, n))
        await timed(workers, jobs().slice(0, 100))
        const all: Times[] = []
        for (let round = 0; round < rounds; round += 1) all.push(await timed(workers, jobs()))
        return {
          perSecond: median(all.map(one => one.perSecond)),
          p50: median(all.map(one => one.p50)),
          p95: median(all.map(one => one.p95)),
          p99: median(all.map(one => one.p99)),
          count: all.length * count,
        }
      }
      const at = `${cases.toLocaleString('en')} cases`
      const filter = encodeURIComponent(JSON.stringify({ op: 'is', field: 'state', value: 'handling' }))
      const add = (what: string, times: Times, aim: Line['aim']) => {
        lines.push({
          what: `${what}, ${at}`,
          ours: { ...(aim.perSecond !== undefined && { perSecond: times.perSecond }), p50: times.p50, p95: times.p95 },
          aim,
        })
        say(`  ${what}: ${times.perSecond}/s, p50 ${times.p50} ms, p95 ${times.p95} ms`)
      }
      add(
        `case step: comment by ${officials} officials at once`,
        await measure(officials, ({ id, liaison }) => act(liaison, id, 'comment', { values: {}, reason: '已报送材料清单' })),
        { perSecond: 600, p95: 25 },
      )
      add(
        `case step: urge by the overseer, ${officials} at once`,
        await measure(officials, ({ id }) => act(cast.officer, id, 'urge', { values: {}, reason: '请抓紧办理' })),
        { perSecond: 600, p95: 25 },
      )
      add(
        'case step: one after another',
        await measure(1, ({ id, liaison }) => act(liaison, id, 'comment', { values: {}, reason: '已报送材料清单' }), 100),
        { p95: 25 },
      )
      add('my inbox with counts, 4 at once', await measure(4, ({ liaison }) => get(liaison, '/api/inbox'), 300), { p95: 15 })
      add(
        'list, filter and scope of an organ, 4 at once',
        await measure(4, ({ liaison }) => get(liaison, `/api/records/supervision-task?filter=${filter}&limit=30`), 200),
        { p95: 30 },
      )
      add(
        'list, filter and scope of the city, 4 at once',
        await measure(4, () => get(cast.officer, `/api/records/supervision-task?filter=${filter}&limit=30`), 200),
        { p95: 30 },
      )
    }
    return { lines, postgres: bench.version }
  } finally {
    await bench.close()
  }
}
