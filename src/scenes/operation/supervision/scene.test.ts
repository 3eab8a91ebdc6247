import { describe, expect, it } from 'vitest'
import { openBox } from '../../../testing/city.ts'
import { demo } from './demo.ts'

describe('supervision', () => {
  it('tells its demo year', async () => {
    const box = await openBox()
    const { makeStory } = await import('../../../server/story.ts')
    const story = makeStory(box.platform, box.clock, { ends: '2026-06-20' })
    const started = Date.now()
    await demo(story)
    console.log('demo took', Date.now() - started, 'ms')
    const q = async (t: string) => console.log(t, (await (await import('pg')).default.Client && await new Promise(async r => { const c = new (await import('pg')).default.Client(box.ownerUrl); await c.connect(); const x = await c.query('set row_security=off').then(() => c.query(t)).catch(e => ({rows:[String(e)]})); await c.end(); r(JSON.stringify(x.rows)) })))
    await q('select type, act, count(*) from flow_event group by 1,2 order by 3 desc')
    await q('select record, state, count(*) filter (where closed_at is null) open, count(*) from flow_task group by 1,2')
    await q('select count(*), count(*) filter (where fired_at is null) from flow_timer')
    await q('select number, title, state, progress, urged, supervised, due_on from supervision_task order by number')
    await q('select count(*) from notice')
    const { rows } = await box.platform.pool.query('select 1')
    expect(rows).toHaveLength(1)
    await box.close()
  }, 120_000)
})
