// The replay over HTTP: who may ask, only their own scope counts, progress line by line, a stop that stops, a workbook.
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import ExcelJS from 'exceljs'
import { expect, it, onTestFinished } from 'vitest'
import type { ReplayBody, ReplayLine, ReplayOptions } from '../../wire/replay.ts'
import { most, openPermits, permit, quick } from './testing.ts'

async function told() {
  const served = await openPermits()
  onTestFinished(() => served.close())
  const { story } = served.box
  const [market, ecology] = ['market', 'ecology'].map(line => story.as('handler', { line }))
  for (const [who, area] of [
    [market, 30],
    [market, 80],
    [ecology, 90],
  ] as const) {
    const id = await who!.create(permit, { what: `面积${area}`, area })
    await market!.do(permit, id, 'accept').catch(() => undefined)
  }
  const head = story.as('head', { line: 'ecology' })
  const supervisor = story.as('supervisor', { line: 'supervision' })
  return { served, story, head, supervisor, handler: market! }
}
const linesOf = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as ReplayLine)

it('is for those who answer for an organ or a region, and counts only what they may see', async () => {
  const { served, head, supervisor, handler } = await told()
  const ask = async (person: string, body: object) =>
    (await served.logIn(person)).ask('/api/replays', { method: 'POST', body: { record: permit.name, ...body } })
  const rules = { kind: 'rules', parameters: { [most.parameter]: 50 } }
  const refused = await ask(handler.person, rules)
  expect(refused.status).toBe(403)
  expect(refused.text).toContain('推演由单位负责人')
  const all = (await ask(supervisor.person, rules)).json<ReplayBody>()
  expect(all.cases).toBe(3)
  expect(all.changed.total).toBe(2)
  const own = (await ask(head.person, rules)).json<ReplayBody>()
  expect(own.cases).toBe(1)
  expect(own.changed.rows.map(one => one.title)).toEqual(['面积90'])
  for (const kind of ['terms', 'staffing']) {
    expect((await ask(head.person, { kind })).json<ReplayBody>().cases, kind).toBe(1)
    expect((await ask(handler.person, { kind })).status, kind).toBe(403)
  }
  // An office, but of this record single cases at most: no scope to speak of.
  const steward = served.box.story.as('administrator', { line: 'bigdata' })
  const few = await ask(steward.person, rules)
  expect(few.status).toBe(403)
  expect(few.text).toContain('只能查看其中与您有关的')
  const visitor = await served.logIn(handler.person)
  for (const path of [`/api/replays/${permit.name}/desks`]) expect((await visitor.ask(path)).status).toBe(403)
  for (const path of ['/api/replays/runs', '/api/replays/export'])
    expect((await visitor.ask(path, { method: 'POST', body: { record: permit.name } })).status).toBe(403)
}, 60_000)

it('counts days as the city does', async () => {
  const { served, supervisor, handler } = await told()
  const { clock } = served.box
  const visitor = await served.logIn(supervisor.person)
  const cases = async (span: object) => {
    const body = { record: permit.name, kind: 'rules', ...span }
    return (await visitor.ask('/api/replays', { method: 'POST', body })).json<ReplayBody>().cases
  }
  // Half past seven in the morning of 3 March is still 2 March in Greenwich.
  clock.set(new Date('2026-03-03T07:30:00+08:00'))
  await handler.create(permit, { what: '早', area: 10 })
  expect(await cases({ from: '2026-03-03' })).toBe(1)
  expect(await cases({ to: '2026-03-02' })).toBe(3)
  expect(await cases({ from: '2026-03-02', to: '2026-03-03' })).toBe(4)
}, 60_000)

it('tells what can be changed', async () => {
  const { served, supervisor } = await told()
  const visitor = await served.logIn(supervisor.person)
  const options = (await visitor.ask(`/api/replays/${permit.name}`)).json<ReplayOptions>()
  expect(options.terms.map(one => one.path)).toEqual(['window', 'review'])
  expect(options.rules.parameters.find(one => one.name === quick.parameter)).toMatchObject({
    value: 50,
    unit: '平方米',
    label: '简易程序上限',
  })
  expect(options.rules.decisions.map(one => one.kind)).toEqual(['rule', 'act', 'choice'])
  expect((await visitor.ask('/api/replays/no-such')).status).toBe(404)
}, 60_000)

it('answers line by line, and the last line is what the plain address answers', async () => {
  const { served, supervisor } = await told()
  const visitor = await served.logIn(supervisor.person)
  const body = { record: permit.name, kind: 'rules', parameters: { [quick.parameter]: 85 } }
  const run = await visitor.ask('/api/replays/runs', { method: 'POST', body })
  expect(run.headers.get('content-type')).toContain('application/x-ndjson')
  const lines = linesOf(run.text)
  const [last] = lines.slice(-1)
  expect(lines.slice(0, -1).every(line => 'progress' in line)).toBe(true)
  expect(last).toEqual({ answer: (await visitor.ask('/api/replays', { method: 'POST', body })).json() })
  const wrong = await visitor.ask('/api/replays/runs', { method: 'POST', body: { ...body, parameters: { none: 1 } } })
  expect(linesOf(wrong.text)).toEqual([{ problem: expect.objectContaining({ status: 422 }) }])
}, 60_000)

it('stops when nobody listens any more', async () => {
  const { makeRun } = await import('./run.ts')
  const { replayRules } = await import('./replay-rules.ts')
  const { replayNeeds } = await import('../../server/replay-needs.ts')
  const { served, supervisor } = await told()
  const { platform } = served.box
  const stop = new AbortController()
  const seen: number[] = []
  const run = makeRun({
    signal: stop.signal,
    tell: ({ done }) => {
      seen.push(done)
      stop.abort()
    },
  })
  const subject = (await platform.identity.findSubject(supervisor.person))!
  const asked = { record: permit.name, parameters: { [quick.parameter]: 85 } }
  await expect(replayRules(replayNeeds(platform), subject, asked, run)).rejects.toThrow('推演已停止')
  expect(seen).toEqual([3])
  // The connection is free again, and the copy of the rows is gone with its transaction.
  expect((await replayRules(replayNeeds(platform), subject, asked, makeRun())).cases).toBe(3)
}, 60_000)

it('stops over a real connection, and does not let more in than it can carry', async () => {
  const { served, supervisor } = await told()
  const visitor = await served.logIn(supervisor.person)
  const server = await new Promise<ReturnType<typeof serve>>(done => {
    const listening = serve({ fetch: served.app.fetch, port: 0, hostname: '127.0.0.1' }, () => done(listening))
  })
  onTestFinished(() => void server.close())
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const post = (path: string, body: object, signal?: AbortSignal) =>
    fetch(`${base}/api/replays${path}`, {
      method: 'POST',
      headers: { ...visitor.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ record: permit.name, ...body }),
      ...(signal && { signal }),
    })
  const runs = await Promise.all(
    [1, 2, 3].map(async () => {
      const stop = new AbortController()
      const reader = (await post('/runs', { kind: 'declared', replay: 'endless' }, stop.signal)).body!.getReader()
      const { value } = await reader.read()
      expect(new TextDecoder().decode(value)).toContain('"progress"')
      return stop
    }),
  )
  const full = await post('', { kind: 'rules' })
  expect([full.status, await full.text()]).toEqual([429, expect.stringContaining('已有3项推演正在进行')])
  for (const stop of runs) stop.abort()
  await expect.poll(async () => (await post('', { kind: 'rules' })).status, { timeout: 10_000 }).toBe(200)
}, 60_000)

it('writes a workbook with every table and every case', async () => {
  const { served, supervisor } = await told()
  const visitor = await served.logIn(supervisor.person)
  const response = await served.app.request('/api/replays/export', {
    method: 'POST',
    headers: { ...visitor.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ record: permit.name, kind: 'rules', parameters: { [quick.parameter]: 85 } }),
  })
  expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('许可办理推演.xlsx'))
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  expect(book.worksheets.map(one => one.name)).toEqual(['说明', '对照', '各项判断', '不同的办件'])
  const text = (name: string) => book.getWorksheet(name)!.getSheetValues().flat().join('|')
  expect(text('说明')).toContain('简易程序上限：85平方米')
  expect(text('不同的办件')).toContain('面积80')
}, 60_000)
