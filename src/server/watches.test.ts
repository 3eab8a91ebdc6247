// A warning is told at once: the worker's own rounds raise it, the owner's page is told, the inbox and the notices show it; twice it is
// never raised, though two workers run.
import { describe, expect, it } from 'vitest'
import { here, inRegion, record, refs, scene, text, watchRows } from '#declare'
import brain from '../scenes/base/city-brain/scene.ts'
import { openBox } from '../testing/city.ts'
import type { Change } from './live.ts'
import { silentLog } from './log.ts'
import { makeMetrics } from './observe.ts'
import { makePlatform } from './platform.ts'
import { startWorker } from './worker.ts'

const siren = record('test-siren', {
  label: '警报',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L1',
  title: 'what',
  access: [inRegion(['supervisor'], ['read', 'create', 'write'])],
  fields: { what: text({ label: '情况', required: true }) },
})
const loud = watchRows(siren, {
  name: 'loud',
  label: '警报',
  level: 'red',
  when: d => d.what.contains('火'),
  tell: here('supervisor'),
})
const scenes = [
  brain,
  scene('test-sirens', { title: '警报', area: 'society', plan: '', owner: 'gov-office', records: { siren }, watches: { loud } }),
]

describe('watches in the worker', () => {
  it('raise within a round, tell the owner’s page, and never twice', async () => {
    const box = await openBox({ scenes })
    const told: { change: Change; at: number }[] = []
    const { platform } = box
    const { city, clock, signer } = platform
    const second = await makePlatform({
      city,
      scenes,
      clock,
      signer,
      url: box.url,
      connections: 6,
      data: box.data,
      keyRing: platform.world.keyRing,
      onChange: change => told.push({ change, at: performance.now() }),
    })
    const workers = await Promise.all(
      [second, second].map(one => startWorker(one, { ownerUrl: box.ownerUrl, log: silentLog, metrics: makeMetrics() })),
    )
    const officer = box.story.as('supervisor', { line: 'supervision' })
    await platform.brain.round()
    const ids: string[] = []
    for (const what of ['起火', '演练', '火情']) ids.push(await officer.create(siren, { what }))
    const since = performance.now()
    const subject = (await platform.identity.findSubject(officer.person))!
    await expect
      .poll(async () => (await officer.inbox()).filter(waiting => waiting.record === 'warning').length, { timeout: 20_000, interval: 50 })
      .toBe(2)
    const took = performance.now() - since
    // The machine may be busy; the rounds themselves are 400 ms apart.
    expect(took).toBeLessThan(15_000)
    await expect.poll(() => told.filter(one => one.change.case?.record === 'warning').length, { timeout: 5000 }).toBeGreaterThanOrEqual(2)
    expect(told.every(one => one.change.case?.record !== 'warning' || one.change.desks.some(desk => subject.desks.includes(desk)))).toBe(
      true,
    )
    const { items } = await platform.inbox.notices(subject, {})
    expect(items.filter(notice => notice.text.startsWith('红色预警：')).length).toBe(2)
    const found = await officer.find({ name: 'warning' }, refs(siren).id.isPresent())
    expect(found.map(row => row['row']).sort()).toEqual([ids[0], ids[2]].sort())
    await Promise.all(workers.map(worker => worker.stop()))
    await second.close()
    await box.close()
  }, 60_000)
})
