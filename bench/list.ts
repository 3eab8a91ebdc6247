// A page of a list with a filter: within the reach of one organ, and of the whole city.
import { get, type Mine } from './acts.ts'
import type { BenchCity } from './city.ts'
import type { Line } from './line.ts'
import { loadNow } from './machine.ts'
import { rounds, timed } from './measure.ts'
import { type PeerRun, peerOf } from './peers.ts'

const filter = encodeURIComponent(JSON.stringify({ op: 'is', field: 'state', value: 'handling' }))
const path = `/api/records/supervision-task?filter=${filter}&limit=30`

export async function listLines({ cast }: BenchCity, mine: readonly Mine[], size: number, directus?: PeerRun): Promise<Line[]> {
  const asked = mine.slice(0, 200)
  const peer = peerOf('Directus 列表', directus, 'list')
  const lines: Line[] = []
  for (const [whose, job] of [
    ['本单位范围', ({ liaison }: Mine) => get(liaison, path)],
    ['全市范围', () => get(cast.officer, path)],
  ] as const) {
    const jobs = asked.map(one => () => job(one))
    await timed(4, jobs.slice(0, 100))
    const times = await rounds(3, () => timed(4, jobs))
    lines.push({
      part: 'list',
      what: `列表一页，筛选，${whose}，4 路同时`,
      size,
      ours: { perSecond: times.perSecond, p50: times.p50, p95: times.p95 },
      aim: { p95: 30 },
      load: loadNow(),
      ...(peer && { peer }),
    })
  }
  return lines
}
