// Time that passes without people: warnings, lapses, a worker that dies.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handOver, headOf, liaisonOf, makeFlowWorld, organs, overseer, task } from '../../testing/flow-city.ts'
import { fireTimers } from './timers.ts'

let city: Awaited<ReturnType<typeof makeFlowWorld>>
beforeAll(async () => {
  city = await makeFlowWorld()
})
afterAll(async () => {
  await city.end()
  await city.database.drop()
})

const pass = (date: string) => {
  city.clock.at = new Date(`${date}T04:00:00Z`)
  return fireTimers(city.flow, city.options, city.clock.now())
}

test('warns, turns red, tells the head of the organ that it is overdue, once', async () => {
  const made = await handOver(city)
  await city.flow.act(liaisonOf(organs.lead), { record: task.name, id: made.task, act: 'sign' })
  expect(await pass('2026-03-02')).toBe(0)
  expect(await pass('2026-03-24')).toBeGreaterThan(0)
  const mine = async () => (await city.inbox.list(liaisonOf(organs.lead), { tab: 'todo' })).items.find(item => item.case === made.task)
  expect(await mine()).toMatchObject({ light: 'yellow', workdaysLeft: 5 })
  await pass('2026-03-30')
  expect(await mine()).toMatchObject({ light: 'red' })
  await pass('2026-04-02')
  expect(await pass('2026-04-03')).toBe(0)
  expect(await mine()).toMatchObject({ light: 'overdue', workdaysLeft: -3 })
  const told = (await city.inbox.notices(headOf(organs.lead))).items.filter(item => item.text.includes('已经超期'))
  expect(told).toHaveLength(1)
  expect(told[0]!.text).toBe('《任务0》“牵头办理”已经超期，期限2026年3月31日')
  expect(await city.inbox.counts(liaisonOf(organs.lead))).toMatchObject({ overdue: 1 })
  expect(await city.inbox.readNotices(headOf(organs.lead))).toBeGreaterThan(0)
  expect((await city.inbox.notices(headOf(organs.lead))).unread).toBe(0)
  expect((await city.inbox.detail(overseer, task.name, made.task)).light).toBe('overdue')
})

test('nobody takes the key of a timer before it', async () => {
  city.clock.at = new Date('2026-05-06T04:00:00Z')
  const made = await handOver(city, { dueOn: '2026-05-29' })
  const { rows } = await city.store.asSystemPastAccessRules(tx =>
    sql<{ key: string }>`select key from flow_timer where case_id = ${made.task} and fired_at is null`.execute(tx),
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const { key } of rows)
    await city.flow.act(overseer, { record: task.name, id: made.task, act: 'comment', reason: '请抓紧', key: `timer ${key}` })
  await pass('2026-06-01')
  const reminded = await city.store.asSystemPastAccessRules(tx =>
    sql<{ mark: string }>`select data ->> 'mark' mark from flow_event where case_id = ${made.task} and type = 'reminded'`.execute(tx),
  )
  expect(reminded.rows.map(one => one.mark)).toContain('overdue')
})

test('two workers at once fire each timer once', async () => {
  city.clock.at = new Date('2026-06-01T04:00:00Z')
  const made = await handOver(city, { dueOn: '2026-06-30' }, 10)
  city.clock.at = new Date('2026-07-02T04:00:00Z')
  await Promise.all([1, 2, 3].map(() => fireTimers(city.flow, city.options, city.clock.now())))
  const { rows } = await city.store.asSystemPastAccessRules(tx =>
    sql<{ n: number; most: number }>`
    select count(*) n, max(times) most from (select case_id, data ->> 'place', data ->> 'mark', count(*) times from flow_event where type = 'reminded' and case_id = any (${made.tasks}::uuid[]) group by 1, 2, 3) each`.execute(
      tx,
    ),
  )
  expect(rows[0]).toMatchObject({ most: 1 })
  expect(Number(rows[0]!.n)).toBe(20)
})

test('a timer that fails is kept and tried later', async () => {
  city.clock.at = new Date('2026-08-03T04:00:00Z')
  await handOver(city, { dueOn: '2026-09-30' })
  city.clock.at = new Date('2026-08-10T04:00:00Z')
  const errors: unknown[] = []
  const broken = {
    ...city.flow,
    fire: async () => {
      throw new Error('no power')
    },
  }
  expect(await fireTimers(broken, { ...city.options, onError: error => errors.push(error) }, city.clock.now())).toBe(0)
  expect(errors.length).toBeGreaterThan(0)
  expect(await fireTimers(city.flow, city.options, city.clock.now())).toBe(0)
  city.clock.at = new Date('2026-08-10T04:06:00Z')
  expect(await fireTimers(city.flow, city.options, city.clock.now())).toBe(errors.length)
})
