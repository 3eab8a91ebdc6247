import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { flow, go, here, inRegion, number, record, scene, text, workdays } from '#declare'
import { type Box, openBox } from '../testing/city.ts'
import { silentLog } from './log.ts'
import { makeMetrics } from './observe.ts'
import { runEffect, startWorker } from './worker.ts'

const thing = record('worker-thing', {
  label: '事项',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L1',
  title: 'name',
  access: [inRegion(['supervisor'], ['read', 'create', 'write'])],
  fields: { name: text({ label: '名称', required: true }), count: number({ label: '次数', decimals: 0 }) },
})
const handling = flow(thing, ({ step, end }) => ({
  name: 'worker-handling',
  label: '办理',
  start: 'working',
  basis: '测试',
  marks: { yellow: workdays(1), red: workdays(1) },
  oversight: { by: here('supervisor'), acts: ['urge'], reply: { within: workdays(1), role: 'head' } },
  states: {
    working: step('办理', { by: here('supervisor'), within: workdays(5), on: { finish: go('办结', 'done') } }),
    done: end('已办结', {
      enter: async (city, row) => {
        await city.update(thing, row.id, { count: Number(row['count'] ?? 0) + 1 })
        await city.notify(here('supervisor'), '效果已执行')
      },
    }),
  },
}))
const scenes = [
  scene('worker-scene', { title: '测试', area: 'operation', plan: '', owner: 'gov-office', records: { thing }, flows: { handling } }),
]

async function finished(box: Box): Promise<string> {
  const officer = box.story.as('supervisor', { line: 'supervision' })
  const id = await officer.create(thing, { name: '一件事', count: 0 })
  await officer.do(thing, id, 'finish')
  return id
}

const countOf = async (box: Box, id: string) => (await box.story.as('supervisor', { line: 'supervision' }).get(thing, id))['count']

describe('effects', () => {
  it('wait in the act’s own transaction, run once in effect however often they are asked for', async () => {
    const box = await openBox({ scenes })
    const id = await finished(box)
    expect(await countOf(box, id)).toBe(0)
    const due = await box.platform.store.asSystemPastAccessRules(
      async tx =>
        (
          await sql<{
            root: string
            case_id: string
            key: string
          }>`select root, case_id, key from flow_effect where done_at is null`.execute(tx)
        ).rows,
    )
    expect(due).toHaveLength(1)
    await Promise.all([runEffect(box.platform, due[0]!), runEffect(box.platform, due[0]!)])
    await runEffect(box.platform, due[0]!)
    expect(await countOf(box, id)).toBe(1)
    await box.close()
  })

  it('are carried out by the worker through its queue', async () => {
    const box = await openBox({ scenes })
    const worker = await startWorker(box.platform, { ownerUrl: box.ownerUrl, log: silentLog, metrics: makeMetrics() })
    const ids = await Promise.all([finished(box), finished(box), finished(box)])
    await expect
      .poll(async () => (await Promise.all(ids.map(id => countOf(box, id)))).join(), { timeout: 20_000, interval: 200 })
      .toBe('1,1,1')
    await expect.poll(async () => (await box.platform.sequence()).head?.size ?? 0, { timeout: 20_000 }).toBeGreaterThan(0)
    await worker.stop()
    await box.close()
  }, 40_000)
})
