// My inbox with its counts, and that it shows my last act at once.
import { act, get, type Mine } from './acts.ts'
import type { Line } from './line.ts'
import { loadNow } from './machine.ts'
import { rounds, timed } from './measure.ts'

export async function inboxLines(mine: readonly Mine[], size: number): Promise<Line[]> {
  const jobs = mine.slice(0, 300).map(
    ({ liaison }) =>
      () =>
        get(liaison, '/api/inbox'),
  )
  await timed(4, jobs.slice(0, 100))
  const times = await rounds(3, () => timed(4, jobs))
  await demandFresh(mine)
  return [
    {
      part: 'inbox',
      what: '我的待办连同各类计数，4 路同时',
      size,
      ours: { perSecond: times.perSecond, p50: times.p50, p95: times.p95 },
      aim: { p95: 15 },
      load: loadNow(),
    },
  ]
}

/** Throws when an inbox lags behind an act that was answered. */
async function demandFresh(mine: readonly Mine[]): Promise<void> {
  for (const { id, liaison } of mine.slice(0, 20)) {
    const before = await versionIn(liaison, id)
    await act(liaison, id, 'comment')
    const after = await versionIn(liaison, id)
    if (before !== undefined && !(after !== undefined && after > before))
      throw new Error(`The case of ${id} is behind: ${before} → ${after}`)
  }
}

async function versionIn(liaison: Mine['liaison'], id: string): Promise<number | undefined> {
  const { body } = await liaison.call('GET', `/api/cases/supervision-task/${id}`)
  return (body as { version?: number }).version
}
