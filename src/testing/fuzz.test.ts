// Thousands of requests that no screen would send: never our own fault, always a problem in words, in bounded memory.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Document, type Shot, shotsOf } from './hostile.ts'
import { wellShaped } from './hostile-words.ts'
import { application, scenes as portalScenes } from './portal-city.ts'
import type { Served, Visitor } from './served.ts'
import { serveBox } from './served.ts'
import { scenes as wallScenes } from './walls-city.ts'

const scenes = [...wallScenes, ...portalScenes]
let served: Served & { close(): Promise<void> }
const seed = Number(process.env['FUZZ_SEED'] ?? 20260302)
const each = Number(process.env['FUZZ_EACH'] ?? 64)
beforeAll(async () => {
  served = await serveBox({ scenes })
})
afterAll(() => served?.close())

const text =
  '关于印发数据治理工作方案的通知\n一、重点任务\n1. 归集公共数据。归集率达到95%以上。2026年6月底前完成。\n责任单位：市大数据局、市公安局\n2026年3月2日\n'

test('every operation withstands what nobody should send', async () => {
  const { city, model } = served.box.platform
  const who = (role: string, organ: string) =>
    city.people.find(one => one.posts.some(post => post.role === role && post.organ === organ && !post.to))!.id
  const people = [
    who('supervisor', city.organs.find(one => one.line === 'supervision' && one.region === city.code)!.id),
    who('liaison', '330600-bigdata'),
    who('administrator', '330600-bigdata'),
    who('auditor', city.organs.find(one => one.line === 'audit' && one.region === city.code)!.id),
  ]
  const visitors: Visitor[] = [served.stranger]
  for (const person of people) visitors.push(await served.logIn(person))
  const resident = await served.logInByPhone('13905750201')
  const made = await resident.ask('/api/portal/services/permit/apply', {
    method: 'POST',
    body: { values: application },
    headers: { 'idempotency-key': 'fuzz-application' },
  })
  const permit = made.json<{ id: string; token: string }>()
  const supervisor = visitors[1]!
  const { plan } = (
    await supervisor.ask('/api/scenes/supervision/operations/read', { method: 'POST', body: { input: { pasted: text } } })
  ).json<{ plan: string }>()
  await supervisor.ask(`/api/cases/supervision-plan/${plan}/acts/handOver`, { method: 'POST', body: {} })
  const tasks = (await supervisor.ask('/api/records/supervision-task')).json<{ rows: { id: string }[] }>().rows.map(row => row.id)
  await served.box.platform.sequence()
  const document = (await served.stranger.ask('/api/openapi.json')).json<Document>()
  const records = [...model.records.values()]
  const fields = records.flatMap(record => Object.keys(record.fields))
  const shots = shotsOf(
    document,
    {
      ...wellShaped(fields, 400, seed),
      record: [...records.map(record => record.name), ...records.map(record => record.name), 'nothing', '__proto__', 'constructor'],
      id: [plan, permit.id, permit.id, ...tasks, '018f0000-0000-7000-8000-000000000000'],
      case: [...tasks, plan],
      scene: ['supervision', 'wall-visits', 'constructor'],
      act: [
        'sign',
        'report',
        'comment',
        'conclude',
        'urge',
        'extend',
        'transfer',
        'copy',
        'assign',
        'withdraw',
        'drop',
        'answer',
        'toString',
        '__proto__',
        'timer',
      ],
      to: ['330600-police', people[1]!, '__proto__'],
      field: fields,
      token: [permit.token, 'x'],
      phone: ['13905750201', '1', '０'],
      at: ['330600', '330602', '1'],
      name: [
        'permit',
        'ask',
        'permit',
        'ask',
        'read',
        'settle',
        'fill-due',
        'report',
        'ranking',
        ...[...model.indicators.values()].map(one => one.name),
        '__proto__',
      ],
      region: ['330600', '330602', '999999'],
      organ: ['330600-police', 'x'],
      parent: [plan, ...tasks],
      year: ['2026', '1900', '-1'],
      'if-match': ['"1"', 'W/"1"', '"2"', '*', 'x'],
    },
    { each, seed },
  )
  expect(shots.length).toBeGreaterThanOrEqual(3000)

  const before = process.memoryUsage().rss
  let most = before
  const wrong: string[] = []
  const tally = new Map<number, number>()
  for (const [at, shot] of shots.entries()) {
    const isPortal = shot.template.startsWith('/api/portal/')
    const visitor = isPortal && at % 5 !== 0 ? resident : visitors[at % 5 === 0 ? at % visitors.length : 1 + (at % (visitors.length - 1))]!
    const { status, type, body } = await fire(shot, visitor)
    tally.set(status, (tally.get(status) ?? 0) + 1)
    const titled = () => {
      try {
        return (
          /\p{Script=Han}/u.test((JSON.parse(body) as { title: string }).title) &&
          (JSON.parse(body) as { status: number }).status === status
        )
      } catch {
        return false
      }
    }
    if (status >= 500 && !(shot.template === '/health/ready'))
      wrong.push(`${status} ${describe(shot)} ${served.faults.at(-1)?.slice(0, 600)}`)
    else if (status >= 400 && !(type.startsWith('application/problem+json') && titled()))
      wrong.push(`${status} ${type} ${describe(shot)} ${body.slice(0, 200)}`)
    if (status === 401 && visitor !== served.stranger && !isPortal && at % 3 === 0)
      visitors.splice(1, 4, ...(await Promise.all(people.map(person => served.logIn(person)))))
    most = Math.max(most, process.memoryUsage().rss)
  }
  if (process.env['FUZZ_SAY'])
    console.log(Object.fromEntries(tally), `${shots.length} requests, +${Math.round((most - before) / 2 ** 20)} MB`, wrong.length)
  // One of each kind is enough to read.
  const kinds = new Map(wrong.map(one => [(one.match(/Error: .*/) ?? one.match(/^\d+ \w+ \S{0,30}/) ?? [''])[0], one.slice(0, 1500)]))
  expect([...kinds.values()]).toEqual([])
  // Nobody has become an administrator by a prototype.
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  // Requests came through: a fuzz that is refused at the first door proves little.
  expect(tally.get(200) ?? 0).toBeGreaterThan(300)
  expect(tally.get(422) ?? 0).toBeGreaterThan(300)
  expect(most - before).toBeLessThan(800 * 2 ** 20)
}, 300_000)

async function fire(shot: Shot, visitor: Visitor): Promise<{ status: number; type: string; body: string }> {
  let request: Request
  try {
    request = new Request(`http://localhost${shot.path}`, {
      method: shot.verb,
      headers: { ...visitor.headers, ...shot.headers },
      ...(shot.body !== undefined && { body: shot.body as string }),
    })
  } catch {
    return { status: 0, type: '', body: '' } // No client could send this.
  }
  const response = await served.app.request(request)
  const type = response.headers.get('content-type') ?? ''
  if (!type.startsWith('text/event-stream')) return { status: response.status, type, body: await response.text() }
  await response.body?.cancel()
  return { status: response.status, type, body: '' }
}

const describe = (shot: Shot) =>
  `${shot.verb} ${shot.path.slice(0, 200)} ${JSON.stringify(shot.headers).slice(0, 200)} ${typeof shot.body === 'string' ? shot.body.slice(0, 300) : ''}`
