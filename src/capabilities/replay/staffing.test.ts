// Staffing: a story worked out by hand, from events to waiting times; the same answer twice; nothing live is touched.
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { replayNeeds } from '../../server/replay-needs.ts'
import type { ReplayBody } from '../../wire/replay.ts'
import { findDesks, replayStaffing } from './replay-staffing.ts'
import { makeRun } from './run.ts'
import { openPermits, permit, subjectOf } from './testing.ts'

const pair = (told: ReplayBody, table: string, label: string, key: string) =>
  told.tables.find(one => one.name === table)!.rows.find(row => String(row['label'] ?? row['what']).includes(label))![key]

/**
 * Monday 2 March, nine o'clock. Three things come at the window, which one person (of the market bureau) works: the first is done at ten, the
 * second at eleven, the third at a quarter past eleven. The head signs what came at ten at half past ten and what came at eleven at noon.
 */
async function told() {
  const served = await openPermits()
  onTestFinished(() => served.close())
  const { box } = served
  const { story, clock } = box
  const handler = story.as('handler', { line: 'market' })
  const head = story.as('head', { line: 'market' })
  const at = (time: string) => clock.set(new Date(`2026-03-02T${time}:00+08:00`))
  at('09:00')
  const ids = [80, 80, 30].map((area, index) => ({ what: `第${index + 1}件`, area }))
  const made: string[] = []
  for (const one of ids) made.push(await handler.create(permit, one))
  at('10:00')
  await handler.do(permit, made[0]!, 'accept')
  at('10:30')
  await head.do(permit, made[0]!, 'grant')
  at('11:00')
  await handler.do(permit, made[1]!, 'accept')
  at('11:15')
  await handler.do(permit, made[2]!, 'accept')
  at('12:00')
  await head.do(permit, made[1]!, 'grant')
  at('16:00')
  const subject = await subjectOf(box, head.person)
  const needs = replayNeeds(box.platform)
  const ask = (of: { desks?: Record<string, number>; roles?: Record<string, number>; seed?: number }) =>
    replayStaffing(needs, subject, { record: permit.name, desks: {}, roles: {}, seed: 1, ...of }, makeRun())
  return { box, made, ask, subject, needs, clock, handler, head }
}

describe('staffing', () => {
  it('measures service times and waits as worked out by hand, and the simulated past is the past', async () => {
    const { ask } = await told()
    const answer = await ask({})
    expect(answer.cases).toBe(3)
    // Window: service 1 h, 1 h, ¼ h; waits 0, 1 h, 2 h: mean 1 h. Head: ½ h and 1 h, nobody waits.
    expect(pair(answer, 'steps', '窗口受理', 'wait')).toEqual({ real: 1, was: 1, is: 1 })
    expect(pair(answer, 'steps', '窗口受理', 'stay')).toEqual({ real: 1.75, was: 1.75, is: 1.75 })
    expect(pair(answer, 'steps', '负责人审核', 'wait')).toEqual({ real: 0, was: 0, is: 0 })
    expect(pair(answer, 'calibration', '平均等待', 'gap')).toBe(0)
    expect(answer.changed.total).toBe(0)
  }, 60_000)

  it('with a second person at the window', async () => {
    const { ask, made } = await told()
    const answer = await ask({ roles: { handler: 1 } })
    // First and second begin at nine and are done at ten; the third begins at ten. Waits 0, 0, 1 h.
    expect(pair(answer, 'steps', '窗口受理', 'wait')).toEqual({ real: 1, was: 1, is: 0.33 })
    // The head now gets two at ten: signs until half past ten, the second until half past eleven; it has waited half an hour.
    expect(pair(answer, 'steps', '负责人审核', 'wait')).toEqual({ real: 0, was: 0, is: 0.25 })
    const rows = new Map(answer.changed.rows.map(row => [row.id, row]))
    expect(rows.get(made[0]!)).toBeUndefined()
    expect(rows.get(made[1]!)).toMatchObject({
      was: '2026-03-02 12:00完成',
      is: '2026-03-02 11:30完成（提前0.5小时）',
    })
    // 11:15 → 10:15.
    expect(rows.get(made[2]!)!.is).toBe('2026-03-02 10:15完成（提前1小时）')
    expect(await ask({ roles: { handler: 1 } })).toEqual(answer)
  }, 60_000)

  it('names desks, refuses strangers, and touches nothing', async () => {
    const { box, ask, needs, subject } = await told()
    const live = () =>
      box.platform.store.asSystemPastAccessRules(async tx => {
        const rows = async (table: string) =>
          (await sql`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from ${sql.table(table)} t`.execute(tx)).rows
        return [await rows('replay_permit'), await rows('flow_event'), await rows('flow_task'), await rows('notice')]
      })
    const before = await live()
    const { desks, roles } = await findDesks(needs, subject, { record: permit.name })
    expect(desks.map(one => [one.visits, one.people])).toEqual([
      [3, 1],
      [2, 1],
    ])
    expect(roles.map(one => one.role)).toEqual(['handler', 'head'])
    const two = await ask({ desks: { [desks[0]!.desk]: 2 } })
    expect(pair(two, 'steps', '窗口受理', 'wait')).toMatchObject({ is: 0.33 })
    await expect(ask({ desks: { 'o:none:head': 2 } })).rejects.toThrow(/没有这些岗位的办理记录/)
    await expect(ask({ desks: { 'p:somebody': 2 } })).rejects.toThrow(/指定到人/)
    expect(await live()).toEqual(before)
  }, 60_000)

  it('counts from when somebody first looked, and gives what is still open a time by the seed', async () => {
    const { box, ask, handler, clock } = await told()
    const { platform } = box
    clock.set(new Date('2026-03-03T08:30:00+08:00'))
    const id = await handler.create(permit, { what: '第4件', area: 30 })
    clock.set(new Date('2026-03-03T10:00:00+08:00'))
    await platform.store.asSystemPastAccessRules(tx =>
      sql`update flow_task set read_at = ${clock.now()} where case_id = ${id} and kind = 'step'`.execute(tx),
    )
    clock.set(new Date('2026-03-03T10:30:00+08:00'))
    await handler.do(permit, id, 'accept')
    // Waited one and a half hours, worked on for half an hour: (0 + 1 + 2 + 1.5) / 4. Nobody else was there, so the simulated one is begun at once.
    const answer = await ask({})
    expect(pair(answer, 'steps', '窗口受理', 'wait')).toEqual({ real: 1.13, was: 0.75, is: 0.75 })
    expect(pair(answer, 'calibration', '平均等待', 'gap')).toBeLessThan(0)
    await handler.create(permit, { what: '第5件', area: 30 })
    const [one, again, other] = [await ask({ seed: 7 }), await ask({ seed: 7 }), await ask({ seed: 8 })]
    expect(again).toEqual(one)
    expect(other.cases).toBe(5)
  }, 60_000)
})
