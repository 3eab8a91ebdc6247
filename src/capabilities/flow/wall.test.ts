// The second wall around cases: whatever SQL is run in a person's transaction, it shows no more than what lies on their own desks.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { handOver, liaisonOf, makeFlowWorld, official, organs, overseer, recordOf, task } from '../../testing/flow-city.ts'
import type { Subject } from '../identity/port.ts'
import type { Tx } from '../store/port.ts'
import { openCase } from './store.ts'
import { flowTables } from './tables.ts'

let city: Awaited<ReturnType<typeof makeFlowWorld>>
let mine: string
let foreign: string
const lead = liaisonOf(organs.lead)
const joint = liaisonOf(organs.joint)
const stranger = official('p-990102-bigdata-head')

beforeAll(async () => {
  city = await makeFlowWorld()
  mine = (await handOver(city, { joint: [] })).task
  foreign = (await handOver(city, { lead: organs.joint, joint: [] })).task
  await city.flow.act(lead, { record: task.name, id: mine, act: 'sign' })
  await city.flow.act(overseer, { record: task.name, id: mine, act: 'urge', reason: '请抓紧' })
})
afterAll(async () => {
  await city.end()
  await city.database.drop()
})

type Raw = Record<string, unknown> & { readonly case_id: string }
const all = async (tx: Tx, table: string) => (await sql<Raw>`select * from ${sql.table(table)}`.execute(tx)).rows
const casesSeen = async (who: Subject, table: string) => new Set((await city.store.as(who, tx => all(tx, table))).map(row => row.case_id))

describe('a query that asks for everything', () => {
  test('shows nothing to a connection that did not say who asks', async () => {
    for (const { name } of flowTables) expect((await city.pool.query(`select 1 from ${name}`)).rows, name).toEqual([])
  })

  test('shows tasks and notices of own desks, and of no case its history, timers or effects', async () => {
    expect(await casesSeen(lead, 'flow_task')).toEqual(new Set([mine]))
    expect(await casesSeen(joint, 'flow_task')).toEqual(new Set([foreign]))
    expect(await casesSeen(lead, 'notice')).toEqual(new Set([mine]))
    for (const table of ['flow_event', 'flow_timer', 'flow_effect']) expect(await casesSeen(lead, table), table).toEqual(new Set())
    for (const { name } of flowTables) expect(await casesSeen(stranger, name), name).toEqual(new Set())
    for (const row of await city.store.as(lead, tx => all(tx, 'notice'))) expect(lead.desks).toContain(row['desk'])
    for (const row of await city.store.as(lead, tx => all(tx, 'flow_task')))
      expect(lead.desks.includes(String(row['desk'])) || lead.desks.includes(String(row['seat'])) || row['closed_by'] === lead.person).toBe(
        true,
      )
  })

  test('shows the history of one case once its row was read through the access rules, and of no other', async () => {
    const seen = await city.store.as(lead, async tx => {
      await openCase(tx, await city.store.get(tx, lead, recordOf(task), mine))
      return { events: await all(tx, 'flow_event'), tasks: await all(tx, 'flow_task'), timers: await all(tx, 'flow_timer') }
    })
    expect(new Set(seen.events.map(row => row.case_id))).toEqual(new Set([mine]))
    expect(seen.events).toHaveLength(3)
    expect(new Set(seen.tasks.map(row => row.case_id))).toEqual(new Set([mine]))
    expect(seen.timers).toEqual([])
    const reach = city.store.as(lead, async tx => openCase(tx, await city.store.get(tx, lead, recordOf(task), foreign)))
    await expect(reach).rejects.toMatchObject({ code: 'not-found' })
    // The setting goes with its transaction.
    expect(await casesSeen(lead, 'flow_event')).toEqual(new Set())
  })

  test('shows everything to the platform itself', async () => {
    const cases = await city.store.asSystemPastAccessRules(tx => all(tx, 'flow_event'))
    expect(new Set(cases.map(row => row.case_id)).size).toBeGreaterThanOrEqual(4)
  })

  test('shows a stand-in what lies on the desks they stand in for', async () => {
    const deputy = official('p-990102-bigdata-handler', [lead.person])
    expect(await casesSeen(deputy, 'flow_task')).toEqual(new Set([mine]))
  })
})

describe('a person writes nothing by themselves', () => {
  const attempts = [
    `update flow_task set closed_at = now()`,
    `update flow_task set seat = 'p:somebody'`,
    `delete from flow_task`,
    `update notice set text = 'x'`,
    `delete from notice`,
    `update flow_timer set next_at = now()`,
    `update flow_effect set done_at = now()`,
  ]
  test.each(attempts)('%s changes no row', async text => {
    for (const who of [lead, overseer, stranger])
      expect(await city.store.as(who, async tx => (await sql.raw(text).execute(tx)).numAffectedRows)).toBe(0n)
  })

  test('nobody makes themselves one of those involved in a case they may not see', async () => {
    const text = (who: Subject) => `update supervision_task set involved = involved || array['p:${who.person}'] where id = '${foreign}'`
    for (const who of [lead, stranger])
      expect(await city.store.as(who, async tx => (await sql.raw(text(who)).execute(tx)).numAffectedRows)).toBe(0n)
  })

  const forged = [
    `insert into flow_event (root, case_id, seq, type, at, actor, state, data) values (gen_random_uuid(), gen_random_uuid(), 1, 'x', now(), 'x', 'x', '{}')`,
    `insert into notice (root, case_id, id, desk, record, kind, text, at) values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'p:${lead.person}', 'x', 'x', 'x', now())`,
  ]
  test.each(forged)('%s is refused', async text => {
    await expect(city.store.as(lead, tx => sql.raw(text).execute(tx))).rejects.toMatchObject({ code: '42501' })
  })
})
