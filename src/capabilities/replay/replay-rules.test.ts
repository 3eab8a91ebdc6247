// Rules asked again: every decision by hand, on the facts as they stood, and not a row touched.
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { replayNeeds } from '../../server/replay-needs.ts'
import { decisionsIn, replayRules } from './replay-rules.ts'
import { makeRun } from './run.ts'
import { free, granted, most, openPermits, permit, quick, subjectOf } from './testing.ts'

async function told() {
  const served = await openPermits()
  onTestFinished(() => served.close())
  const { box } = served
  const { story } = box
  const handler = story.as('handler', { line: 'market' })
  const head = story.as('head', { line: 'market' })
  const make = (what: string, area: number) => handler.create(permit, { what, area })
  // 30: quick. 80: to the head, granted. 300: came as 40, measured as 300 at the window: to the head, refused. 150: granted without a look.
  const ids = [await make('甲', 30), await make('乙', 80), await make('丙', 40), await make('丁', 150)]
  await handler.do(permit, ids[0]!, 'accept')
  await handler.do(permit, ids[1]!, 'accept')
  await handler.do(permit, ids[2]!, 'measure', { values: { area: 300 } })
  await handler.do(permit, ids[2]!, 'accept')
  await handler.do(permit, ids[3]!, 'skip')
  await head.do(permit, ids[1]!, 'grant', { values: { result: 'yes' } })
  await head.do(permit, ids[2]!, 'refuse')
  const subject = await subjectOf(box, head.person)
  const needs = replayNeeds(box.platform)
  const ask = (parameters: Record<string, number>) => replayRules(needs, subject, { record: permit.name, parameters }, makeRun())
  return { served, box, ids, ask, handler, head, needs }
}

const hashOf = (platform: Awaited<ReturnType<typeof told>>['box']['platform']) =>
  platform.store.asSystemPastAccessRules(async tx => {
    const parts = ['replay_permit', 'flow_event', 'flow_task', 'flow_timer', 'notice', 'flow_effect', 'ledger_entry']
    const hashes: string[] = []
    for (const table of parts) {
      const { rows } = await sql<{ hash: string }>`
        select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) hash from ${sql.table(table)} t`.execute(tx)
      hashes.push(`${table} ${rows[0]!.hash}`)
    }
    return hashes
  })

it('finds every decision that reads a figure', async () => {
  const { box } = await told()
  expect(decisionsIn(box.platform.model, permit.name).map(one => [one.name, one.parameters])).toEqual([
    ['rule:replay-acceptable', [most.parameter]],
    ['act:skip', [free.parameter]],
    ['choice:sorting', [quick.parameter]],
  ])
})

it('decides the choice again on the facts of that moment, and leaves what follows open', async () => {
  const { box, ids, ask } = await told()
  const before = await hashOf(box.platform)
  const answer = await ask({ [quick.parameter]: 100 })
  // Three passed the choice; of these 乙 (80) would have been quick. 丙 had 300 by then, not the 40 it came with.
  const row = answer.tables[0]!.rows.find(one => one['label'] === '适用程序')!
  expect(row).toMatchObject({ asked: 3, differs: 1, unclear: 0, ways: '负责人审核 → 已许可 1次' })
  expect(answer.changed).toMatchObject({
    total: 1,
    rows: [{ id: ids[1], title: '乙', was: '适用程序：负责人审核', is: '已许可（去向改变）' }],
  })
  // 3 of 4 were granted; without 乙 2 of 3; with it as nothing or as granted: between 2/4 and 3/4.
  expect(answer.figures.find(one => one.name === granted.name)).toMatchObject({ was: 75, is: 66.6667, least: 50, most: 75 })
  expect(answer.says.join()).toContain('去向改变的1件')
  // The other way: with a limit of 20 甲 would have gone to the head.
  const strict = await ask({ [quick.parameter]: 20 })
  expect(strict.changed.rows.map(one => one.id)).toEqual([ids[0]])
  expect(await hashOf(box.platform)).toEqual(before)
})

it('asks rules when the case was opened, and conditions of acts that were taken', async () => {
  const { ids, ask } = await told()
  const rule = await ask({ [most.parameter]: 79 })
  // As they came: 30, 80, 40, 150. 丙 came with 40.
  expect(rule.changed.rows.map(one => one.id).sort()).toEqual([ids[1], ids[3]].toSorted())
  expect(rule.changed.rows[0]!.is).toContain('不允许')
  const act = await ask({ [free.parameter]: 100 })
  expect(act.changed.rows.map(one => [one.id, one.was])).toEqual([[ids[3], '“免勘验办结”的条件：允许']])
  const nothing = await ask({ [free.parameter]: 200 })
  expect(nothing.changed.total).toBe(0)
  expect(nothing.figures.every(one => one.was === one.is)).toBe(true)
})

it('says where facts were changed outside the story of the case', async () => {
  const { box, ids, ask, handler } = await told()
  // 甲 was quick by its 30; today the row says 500, and no event tells why: its choice can not be found again.
  await handler.update(permit, ids[0]!, { area: 500 })
  const answer = await ask({ [quick.parameter]: 100 })
  expect(answer.tables[0]!.rows.find(one => one['label'] === '适用程序')).toMatchObject({ asked: 3, differs: 1, unclear: 1 })
  expect(answer.says.join()).toMatch(/有1次判断按现有事实重做，得不到当时的去向/)
  expect(answer.says.join()).toMatch(/有1件的内容曾由系统计算写入或在办理过程之外改过/)
  await expect(ask({ 'replay-none': 3 })).rejects.toThrow(/没有用到这些参数/)
  await expect(ask({ [quick.parameter]: 'x' as never })).rejects.toThrow(/应当是数字/)
  expect(box.platform.model.parameters.get(quick.parameter)).toBe(quick)
})
