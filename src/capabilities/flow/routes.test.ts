// The addresses as a screen uses them.
import { OpenAPIHono } from '@hono/zod-openapi'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { handOver, liaisonOf, makeFlowWorld, model, organs, overseer, plan, recordOf, task } from '../../testing/flow-city.ts'
import type { CaseDetail, Inbox, InboxCounts, NoticeList } from '../../wire/cases.ts'
import type { Subject } from '../identity/port.ts'
import { flowRoutes } from './routes.ts'

let city: Awaited<ReturnType<typeof makeFlowWorld>>
let who: Subject = overseer
const app = new OpenAPIHono<AppEnv>()
beforeAll(async () => {
  city = await makeFlowWorld()
  app.use(async (c, next) => {
    c.set('subject', who)
    await next()
  })
  app.onError((error, c) => {
    if (error instanceof Problem) return c.json({ title: error.message, code: error.code, faults: error.faults }, error.status as 400)
    throw error
  })
  app.route('/', flowRoutes({ model, store: city.store, flow: city.flow, inbox: city.inbox }))
})
afterAll(async () => {
  await city.end()
  await city.database.drop()
})

const get = async <T>(path: string): Promise<T> => (await (await app.request(path)).json()) as T
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } })

test('from the inbox through an act to the case page', async () => {
  const made = await handOver(city)
  who = liaisonOf(organs.lead)
  const { items } = await get<Inbox>('/inbox?tab=todo&scene=supervision&limit=5')
  const item = items.find(one => one.case === made.task)!
  const act = await post(
    `/cases/${task.name}/${made.task}/acts/sign`,
    { task: item.task, expect: item.version },
    { 'idempotency-key': 'one' },
  )
  expect([act.status, await act.json()]).toEqual([
    200,
    { case: made.task, version: 2, state: 'handling', stateLabel: '办理中', seq: 2, made: null, repeated: false },
  ])
  const again = await post(
    `/cases/${task.name}/${made.task}/acts/sign`,
    { task: item.task, expect: item.version },
    { 'idempotency-key': 'one' },
  )
  expect(await again.json()).toMatchObject({ repeated: true })
  const late = await post(`/cases/${task.name}/${made.task}/acts/sign`, { task: item.task })
  expect([late.status, await late.json()]).toMatchObject([409, { code: 'conflict', title: expect.stringContaining('本件现处于“办理中”') }])
  const detail = await get<CaseDetail>(`/cases/${task.name}/${made.task}`)
  expect(detail.timeline.map(entry => entry.label)).toEqual(['发起', '签收'])
  expect(detail.timeline.every(entry => entry.ledgerEntry !== null)).toBe(true)
  expect((await get<InboxCounts>('/inbox/counts')).todo).toBeGreaterThan(0)
})

test('the overseer’s forms may come as values; notices are read', async () => {
  const made = await handOver(city)
  who = overseer
  const extended = await post(`/cases/${task.name}/${made.task}/acts/extend`, { values: { date: '2026-04-30' }, reason: '上级调整' })
  expect(extended.status).toBe(200)
  expect((await get<CaseDetail>(`/cases/${task.name}/${made.task}`)).dueAt).toBe('2026-04-30T15:59:59.000Z')
  who = liaisonOf(organs.lead)
  expect((await get<NoticeList>('/notices')).items[0]).toMatchObject({
    case: made.task,
    text: '《任务0》的期限已改为2026年4月30日：上级调整',
  })
  expect(await (await post('/notices/read', {})).json()).toMatchObject({ read: expect.any(Number) })
  expect((await get<NoticeList>('/notices')).unread).toBe(0)
})

test('many at once, each by itself', async () => {
  const made = await handOver(city, {}, 3)
  who = liaisonOf(organs.joint)
  const [first = '', second = '', third = ''] = made.tasks
  await city.flow.act(who, { record: task.name, id: second, act: 'sign' })
  const answer = await post('/cases/acts', { act: 'sign', items: [first, second, third].map(id => ({ case: id })) })
  expect(await answer.json()).toMatchObject({
    results: [
      { case: first, ok: true },
      { case: second, ok: false, problem: expect.stringContaining('此时可以') },
      { case: third, ok: true },
    ],
  })
})

test('a row is started by whoever made it', async () => {
  const draft = await city.store.as(overseer, tx =>
    city.store.create(tx, overseer, recordOf(plan), { values: { title: '新文件', issuer: '市政府' } }),
  )
  who = overseer
  expect(await (await post(`/cases/${plan.name}/${draft.id}/start`, {})).json()).toMatchObject({
    state: 'proofreading',
    stateLabel: '识别校核',
  })
  expect((await post(`/cases/${plan.name}/${draft.id}/start`, {})).status).toBe(409)
})

test('the flow as BPMN; what is wrong with a request', async () => {
  const bpmn = await app.request(`/flows/${task.name}/bpmn`)
  expect(bpmn.headers.get('content-type')).toContain('application/xml')
  expect(await bpmn.text()).toContain('<bpmn:process id="tracking"')
  expect((await app.request('/inbox?tab=nothing')).status).toBe(422)
  expect((await app.request('/flows/nothing/bpmn')).status).toBe(404)
})
