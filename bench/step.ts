// A step of a case through HTTP: how many a second at most, and how long one waits while others work too.
import { act, type Mine, officials } from './acts.ts'
import type { BenchCity } from './city.ts'
import type { Line } from './line.ts'
import { loadNow } from './machine.ts'
import { paced, rounds, timed } from './measure.ts'
import { type PeerRun, peerOf } from './peers.ts'

export type StepPeers = { readonly dbos?: PeerRun; readonly directus?: PeerRun }

export async function stepLines({ cast }: BenchCity, mine: readonly Mine[], size: number, peers: StepPeers): Promise<Line[]> {
  const comments = mine.map(
    ({ id, liaison }) =>
      () =>
        act(liaison, id, 'comment'),
  )
  const urges = mine.map(
    ({ id }) =>
      () =>
        act(cast.officer, id, 'urge'),
  )
  await timed(officials, comments.slice(0, 200))
  const fastest = await rounds(3, () => timed(officials, comments))
  const load = loadNow()
  const dbos = peerOf('DBOS 工作流一步', peers.dbos, 'step')
  const directus = peerOf('Directus 改一条', peers.directus, 'update')
  const line = (more: Pick<Line, 'what' | 'ours' | 'aim'> & Partial<Line>): Line => ({ part: 'step', size, load, ...more })
  const all = { perSecond: fastest.perSecond, p50: fastest.p50 }
  const urge = await rounds(3, () => timed(officials, urges))
  const lines = [
    line({ what: `办理一步：${officials} 人同时留言，不停歇`, ours: all, aim: { perSecond: 600 }, ...(dbos && { peer: dbos }) }),
    line({ what: `办理一步，对照改一条数据`, ours: all, aim: {}, ...(directus && { peer: directus }) }),
    line({ what: `办理一步：督查 ${officials} 路同时催办`, ours: { perSecond: urge.perSecond, p50: urge.p50 }, aim: { perSecond: 600 } }),
  ]
  // As people come: a third of the most that was measured, and what is promised if the most lies above it.
  for (const rate of new Set([Math.max(20, Math.floor(fastest.perSecond / 3)), ...(fastest.perSecond > 660 ? [600] : [])])) {
    const waited = await rounds(3, () => paced(rate, comments.slice(0, Math.min(comments.length, rate * 4))))
    lines.push(
      line({ what: `办理一步：每秒来 ${rate} 件时的等待`, ours: { p50: waited.p50, p95: waited.p95 }, aim: { p95: 25 }, load: loadNow() }),
    )
  }
  return lines
}
