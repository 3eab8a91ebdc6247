// What people keep for themselves stays theirs: views, drafts, keys of requests, cursors, files, the stream of changes; and what ends, ends.
import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Served, Visitor } from './served.ts'
import { serveBox } from './served.ts'
import { scenes } from './walls-city.ts'

const text = `绍兴市人民政府关于印发数据治理工作方案的通知
绍政测〔2026〕7号
各区、县（市）人民政府，市政府各部门、各单位：
一、重点任务
1. 归集公共数据。归集率达到95%以上。2026年6月底前完成。
责任单位：市大数据局、市公安局
2. 清理闲置接口。闲置接口数量控制在20个以内。2026年6月底前完成。
责任单位：市发改委
绍兴市人民政府
2026年3月2日
`
let served: Served & { close(): Promise<void> }
let supervisor: Visitor
let lead: Visitor
let stranger: Visitor
let task: string
let other: string
beforeAll(async () => {
  served = await serveBox({ scenes })
  const { city } = served.box.platform
  const who = (role: string, organ: string) =>
    served.logIn(city.people.find(one => one.posts.some(post => post.role === role && post.organ === organ && !post.to))!.id)
  supervisor = await who('supervisor', city.organs.find(one => one.line === 'supervision' && one.region === city.code)!.id)
  lead = await who('liaison', '330600-bigdata')
  stranger = await who('liaison', '330600-education')
  const { plan } = (
    await supervisor.ask('/api/scenes/supervision/operations/read', { method: 'POST', body: { input: { pasted: text } } })
  ).json<{ plan: string }>()
  const done = await supervisor.ask(`/api/cases/supervision-plan/${plan}/acts/handOver`, { method: 'POST', body: {} })
  expect(done.text).toContain('running')
  const { rows } = (await supervisor.ask(`/api/records/supervision-task?parent=${plan}&sort=createdAt`)).json<{ rows: { id: string }[] }>()
  ;[task, other] = rows.map(row => row.id) as [string, string]
})
afterAll(() => served?.close())

const upload = async (who: Visitor, words: string) => {
  const form = new FormData()
  form.set('file', new File([words], '材料.txt'))
  const answer = await who.ask('/api/files', { method: 'POST', raw: form })
  expect(answer.status, answer.text).toBe(201)
  return answer.json<{ hash: string; name: string; type: string; size: number }>()
}
const same = (a: { status: number; text: string }, b: { status: number; text: string }) => {
  const plain = (of: { status: number; text: string }) => [of.status, of.text.replace(/"requestId":"[^"]*"/, '')]
  expect(plain(a)).toEqual(plain(b))
}

describe('a saved view', () => {
  test('of somebody else is neither listed, changed nor removed, unless it is shared', async () => {
    const made = await lead.ask('/api/views', {
      method: 'POST',
      body: { record: 'supervision-task', name: '我的私有视图甲', query: { q: '机密词' } },
    })
    const { id } = made.json<{ id: string }>()
    for (const who of [supervisor, stranger]) {
      expect((await who.ask('/api/views')).text).not.toContain('机密词')
      for (const ask of [{ method: 'PATCH', body: { name: '占用' } }, { method: 'DELETE' }])
        same(await who.ask(`/api/views/${id}`, ask), await who.ask(`/api/views/${randomUUID()}`, ask))
    }
    await lead.ask(`/api/views/${id}`, { method: 'PATCH', body: { shared: true } })
    expect((await supervisor.ask('/api/views')).text).toContain('机密词')
    expect((await supervisor.ask(`/api/views/${id}`, { method: 'DELETE' })).status).toBe(404)
  })
})

test('a protected number is looked for whole, one at a time; it is remembered, and nobody tries them out', async () => {
  const { city, store } = served.box.platform
  const person = city.people.find(one => one.posts.some(post => post.role === 'handler' && !post.to))!.id
  const handler = await served.logIn(person)
  const values = { name: '走访困难群众', mobile: '13800001009' }
  expect((await handler.ask('/api/records/wall-visit', { method: 'POST', body: { values } })).status).toBe(201)
  const find = (filter: unknown, path = '/api/records/wall-visit') =>
    handler.ask(`${path}?filter=${encodeURIComponent(typeof filter === 'string' ? filter : JSON.stringify(filter))}`)
  const is = (value: unknown, op = 'is') => ({ op, field: 'mobile', value })
  const many = [
    is(['13800001009', '13800001008'], 'in'),
    { op: 'any', of: [is('13800001009'), is('13800001008')] },
    { op: 'not', of: is('13800001009') },
    is('13800001009', 'is-not'),
    { op: 'all', of: [is('13800001009'), { op: 'is', field: 'card', value: '33060219900101001X' }] },
    'mobile in ["13800001009", "13800001008"]',
    'mobile == "13800001009" || mobile == "13800001008"',
  ]
  for (const filter of many)
    for (const path of ['/api/records/wall-visit', '/api/records/wall-visit/export.csv'])
      expect((await find(filter, path)).status, `${path} ${JSON.stringify(filter)}`).toBe(422)
  const remembered = () =>
    store.asSystemPastAccessRules(async tx => {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int n from ledger_entry where kind = 'read' and record = 'wall-visit' and actor = ${person}`.execute(tx)
      return rows[0]!.n
    })
  expect((await find(is('13800001009'))).json<{ rows: unknown[] }>().rows).toHaveLength(1)
  expect(await remembered()).toBe(1)
  const statuses: number[] = []
  for (let n = 0; n < 125; n++) statuses.push((await find(is(`1380000${1000 + n}`))).status)
  expect(statuses.slice(0, 100).every(status => status === 200)).toBe(true)
  expect(statuses.slice(-3)).toEqual([429, 429, 429])
  expect((await handler.ask('/api/search?q=33060219900101001X')).status).toBe(429)
})

test('a draft is its author’s alone', async () => {
  const path = `/api/drafts/supervision-task/${task}`
  expect((await lead.ask(path, { method: 'PUT', body: { values: { title: '草稿里的话' } } })).status).toBe(200)
  expect((await lead.ask(path)).text).toContain('草稿里的话')
  for (const who of [supervisor, stranger]) {
    expect((await who.ask(path)).json<unknown>()).toBeNull()
    await who.ask(path, { method: 'DELETE' })
  }
  expect((await lead.ask(path)).text).toContain('草稿里的话')
})

test('a key that somebody used does not replay their answer to another', async () => {
  const key = randomUUID()
  const ask = { method: 'POST', body: { values: { title: '新文件甲', issuer: '市政府' } }, headers: { 'idempotency-key': key } }
  const first = await supervisor.ask('/api/records/supervision-plan', ask)
  expect(first.status).toBe(201)
  expect((await supervisor.ask('/api/records/supervision-plan', ask)).headers.get('idempotency-replayed')).toBe('true')
  const theirs = await stranger.ask('/api/records/supervision-plan', ask)
  expect(theirs.status).toBe(403)
  expect(theirs.text).not.toContain(first.json<{ id: string }>().id)
  const act = { method: 'POST', body: { reason: '第一次说明' }, headers: { 'idempotency-key': `act-${key}` } }
  expect((await lead.ask(`/api/cases/supervision-task/${task}/acts/comment`, act)).status).toBe(200)
  // A key is whose it is: theirs is another act.
  expect((await supervisor.ask(`/api/cases/supervision-task/${task}/acts/comment`, act)).json<unknown>()).toMatchObject({ repeated: false })
  expect((await stranger.ask(`/api/cases/supervision-task/${task}/acts/comment`, act)).status).toBe(404)
})

test('a cursor of somebody else’s list, or a made-up one, shows no more than one’s own', async () => {
  const page = (await supervisor.ask('/api/records/supervision-task?limit=1')).json<{ next: string }>()
  const answer = await lead.ask(`/api/records/supervision-task?limit=50&cursor=${page.next}`)
  expect(answer.text).not.toContain(other)
  const inbox = (await supervisor.ask('/api/inbox?limit=1')).json<{ next: string | null }>()
  const forged = Buffer.from(JSON.stringify([null, '1970-01-01T00:00:00.000Z', '00000000-0000-7000-8000-000000000000', ''])).toString(
    'base64url',
  )
  for (const cursor of [inbox.next, forged].filter(one => one !== null))
    expect((await stranger.ask(`/api/inbox?cursor=${cursor}`)).text).toContain('"items":[]')
  const notices = Buffer.from(JSON.stringify(['2999-01-01T00:00:00.000Z', 'ffffffff-ffff-7fff-bfff-ffffffffffff'])).toString('base64url')
  expect((await stranger.ask(`/api/notices?cursor=${notices}`)).text).toContain('"items":[]')
})

describe('a file', () => {
  test('is seen by whoever uploaded it, and by those who may read the row that names it', async () => {
    const file = await upload(lead, `进展佐证${randomUUID()}`)
    expect((await lead.ask(`/api/files/${file.hash}`)).status).toBe(200)
    const nowhere = createHash('sha256').update('nothing').digest('hex')
    for (const who of [supervisor, stranger]) same(await who.ask(`/api/files/${file.hash}`), await who.ask(`/api/files/${nowhere}`))
    await lead.ask(`/api/cases/supervision-task/${task}/acts/sign`, { method: 'POST', body: {} })
    const reported = await lead.ask(`/api/cases/supervision-task/${task}/acts/report`, {
      method: 'POST',
      body: { values: { progressText: '已完成归集', progress: 100, files: [file] } },
    })
    expect(reported.status, reported.text).toBe(200)
    const made = reported.json<{ made: string }>().made
    const at = `/api/files/${file.hash}?record=supervision-report&id=${made}`
    expect((await supervisor.ask(at)).text).toContain('进展佐证')
    expect((await stranger.ask(at)).status).toBe(404)
    // A row one may read does not open a file that it does not name.
    expect((await supervisor.ask(`/api/files/${file.hash}?record=supervision-task&id=${other}`)).status).toBe(404)
  })

  test('cannot be had by naming its hash in one’s own form, act or operation', async () => {
    const file = await upload(supervisor, `内部研究材料${randomUUID()}`)
    const act = await lead.ask(`/api/cases/supervision-task/${task}/acts/conclude`, {
      method: 'POST',
      body: { values: { evidence: [file], summary: '已完成' } },
    })
    expect(act.status, act.text).toBe(422)
    const report = await lead.ask(`/api/cases/supervision-task/${task}/acts/report`, {
      method: 'POST',
      body: { values: { progressText: '再报', progress: 100, files: [file] } },
    })
    expect(report.status).toBe(422)
    expect((await lead.ask(`/api/files/${file.hash}?record=supervision-task&id=${task}`)).status).toBe(404)
    const foreign = await upload(stranger, text)
    const read = await supervisor.ask('/api/scenes/supervision/operations/read', { method: 'POST', body: { input: { source: [foreign] } } })
    expect(read.status).toBe(422)
    const mine = await upload(lead, `归集完成清单${randomUUID()}`)
    const concluded = await lead.ask(`/api/cases/supervision-task/${task}/acts/conclude`, {
      method: 'POST',
      body: { values: { evidence: [mine], summary: '已完成' } },
    })
    expect(concluded.status, concluded.text).toBe(200)
    expect((await supervisor.ask(`/api/files/${mine.hash}?record=supervision-task&id=${task}`)).text).toContain('归集完成清单')
  })
})

test('the stream of changes names no case', async () => {
  const response = await served.app.request('/api/events', { headers: stranger.headers })
  const reader = response.body!.getReader()
  let heard = ''
  const hear = async (words: string) => {
    while (!heard.includes(words)) {
      const { value, done } = await reader.read()
      if (done) throw new Error(`The stream ended: ${heard}`)
      heard += new TextDecoder().decode(value)
    }
  }
  await hear('event: hello')
  served.live.tell({ desks: ['p:somebody'], case: { record: 'supervision-task', id: other } })
  await hear('"mark"')
  await reader.cancel()
  expect(heard).not.toContain(other)
  expect(heard).not.toContain('event: inbox')
})

describe('what ends', () => {
  test('a delegation gives the desk and the rows, and its end takes them', async () => {
    const { city, clock } = { city: served.box.platform.city, clock: served.box.clock }
    const colleague = await served.logIn(
      city.people.find(one => one.posts.some(post => post.role === 'handler' && post.organ === '330600-bigdata'))!.id,
    )
    const inbox = async () => (await colleague.ask('/api/inbox?tab=done')).status
    expect(await inbox()).toBe(200)
    const day = served.box.platform.calendar().dateOf(clock.now())
    const made = await lead.ask('/api/delegations', {
      method: 'POST',
      body: { to: colleague.person, startsOn: day, endsOn: day, reason: '因公出差' },
    })
    expect(made.status, made.text).toBe(201)
    expect((await colleague.ask('/api/session')).text).toContain('联络员')
    expect((await lead.ask(`/api/delegations/${made.json<{ id: string }>().id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await colleague.ask('/api/session')).text).not.toContain('联络员')
    expect((await stranger.ask(`/api/delegations/${made.json<{ id: string }>().id}`, { method: 'DELETE' })).status).toBeGreaterThanOrEqual(
      403,
    )
  })

  test('whoever has left office is out, with the day', async () => {
    const client = new Client({ connectionString: served.box.ownerUrl })
    await client.connect()
    await client.query('update post set to_on = $2 where person = $1', [stranger.person, '2026-03-02'])
    await client.end()
    served.box.clock.set(new Date('2026-03-03T09:00:00+08:00'))
    for (const path of ['/api/inbox', '/api/records/supervision-task', '/api/manifest', '/api/session'])
      expect((await stranger.ask(path)).status, path).toBe(401)
    expect((await lead.ask('/api/inbox')).status).toBe(200)
  })
})
