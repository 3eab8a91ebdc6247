// Nobody sees what they may not see: every address that is read, by many people, against what they may see worked out anew.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roles as posts } from '#declare'
import type { Answer } from './served.ts'
import { secretsOf, type Told, tellWalls } from './walls-city.ts'
import { corpusOf, desksOf, postsOf, type Raw, type Role, roles } from './walls-oracle.ts'

let told: Told
let reads: Set<string>
const asked = new Set<string>()
beforeAll(async () => {
  told = await tellWalls()
  const document = (await told.stranger.ask('/api/openapi.json')).json<{ paths: Record<string, object> }>()
  reads = new Set(Object.entries(document.paths).flatMap(([path, verbs]) => ('get' in verbs ? [path] : [])))
}, 300_000)
afterAll(() => told?.close())

const records = () => [...told.box.platform.model.records.keys()]
/** What the directory and the catalogue tell everybody: organs, their posts, the watches of a scene. */
const publicNames = (() => {
  let known: ReadonlySet<string> | undefined
  return (): ReadonlySet<string> => {
    const { city, model } = told.box.platform
    known ??= new Set([
      ...city.organs.flatMap(organ => [organ.name, organ.fullName, ...Object.values(posts).map(post => `${organ.name}${post.label}`)]),
      ...[...model.watches.values()].map(watch => watch.label),
    ])
    return known
  }
})()
/** Ids and texts of rows outside, unless something inside names them (a task says whose part it is). */
const hiddenFrom = (() => {
  const known = new Map<Role, readonly string[]>()
  return (role: Role): readonly string[] => {
    const made =
      known.get(role) ??
      [...new Set(told.rows.filter(row => !told.allowed(role).has(row.id)).flatMap(row => [row.id, ...row.titles]))].filter(
        text => !corpusOf(told, role).includes(text) && !publicNames().has(text),
      )
    known.set(role, made)
    return made
  }
})()

/** Asks, and sees to it that nothing hidden is in the answer, its headers included. */
async function ask(role: Role, template: string, path: string): Promise<Answer> {
  expect(reads, template).toContain(template)
  asked.add(template)
  const answer = await told.visitors[role].ask(path)
  expect(answer.status, `${role} ${path} ${answer.text.slice(0, 300)}`).toBeLessThan(500)
  const said = `${answer.text}\n${JSON.stringify([...answer.headers])}`
  const leaked = hiddenFrom(role).find(text => said.includes(text) && !path.includes(text))
  expect(leaked, `${role} ${path}`).toBeUndefined()
  return answer
}
const plain = (answer: Answer) => ({
  status: answer.status,
  body: answer.text.replace(/"requestId":"[^"]*"/, ''),
  etag: answer.headers.get('etag'),
})
const inside = (role: Role, record: string): Raw[] => told.rows.filter(row => row.record === record && told.allowed(role).has(row.id))
const outside = (role: Role, record: string): Raw[] => told.rows.filter(row => row.record === record && !told.allowed(role).has(row.id))
type Page = { rows: { id: string; values: Record<string, unknown> }[]; next: string | null; total: number | null }
async function listIds(role: Role, path: string, template = '/api/records/{record}'): Promise<string[]> {
  const ids: string[] = []
  let cursor = ''
  do {
    const answer = await ask(
      role,
      template,
      `${path}${path.includes('?') ? '&' : '?'}limit=150${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    )
    expect(answer.status, `${path} ${answer.text}`).toBe(200)
    const page = answer.json<Page>()
    ids.push(...page.rows.map(row => row.id))
    cursor = page.next ?? ''
  } while (cursor)
  return ids
}
const none = '018f0000-0000-7000-8000-000000000000'
const cel = (text: string) => encodeURIComponent(text)

test('the people of this test differ in what they may see', () => {
  const sizes = Object.fromEntries(roles.map(role => [role, told.allowed(role).size]))
  expect(sizes['supervisor']).toBeGreaterThan(100)
  for (const role of ['lead', 'joint', 'county'] as const)
    expect(sizes[role]! > 0 && sizes[role]! < sizes['supervisor']!, `${role} ${sizes[role]}`).toBe(true)
  expect(told.rows.filter(row => told.allowed('stranger').has(row.id))).toEqual([])
  expect(told.allowed('standIn').size).toBeGreaterThanOrEqual(sizes['lead']!)
  for (const role of ['lead', 'joint', 'stranger', 'village'] as const) expect(hiddenFrom(role).length, role).toBeGreaterThan(100)
})

describe.each(roles)('%s', role => {
  test('lists exactly the rows of the oracle, however filtered, sorted and paged', async () => {
    for (const record of records()) {
      const may = inside(role, record)
        .map(row => row.id)
        .sort()
      expect((await listIds(role, `/api/records/${record}`)).sort(), record).toEqual(may)
      for (const sort of ['createdAt', '-createdAt', 'number', '-dueAt', 'dueOn', 'title', 'name', 'progress']) {
        const answer = await ask(role, '/api/records/{record}', `/api/records/${record}?sort=${sort}&limit=200`)
        if (answer.status === 200) expect(answer.json<Page>().rows.every(row => may.includes(row.id))).toBe(true)
      }
      // A condition that is true of everything, or speaks of what is hidden, widens nothing.
      for (const filter of [
        'id != ""',
        '!(id == "")',
        'createdAt >= timestamp("2000-01-01T00:00:00Z")',
        '{"op":"not","of":{"op":"never"}}',
        '{"op":"any","of":[{"op":"always"},{"op":"involved"}]}',
        '{"op":"not","of":{"op":"involved"}}',
      ]) {
        const answer = await ask(role, '/api/records/{record}', `/api/records/${record}?filter=${cel(filter)}&limit=200`)
        if (answer.status === 200) for (const row of answer.json<Page>().rows) expect(may).toContain(row.id)
      }
      for (const other of outside(role, record).slice(0, 3)) {
        const filter = JSON.stringify({ op: 'is', field: 'id', value: other.id })
        expect(await listIds(role, `/api/records/${record}?filter=${cel(filter)}`)).toEqual([])
        expect((await listIds(role, `/api/records/${record}?parent=${other.id}`)).filter(id => !may.includes(id))).toEqual([])
        const words = other.titles[0]?.slice(0, 20)
        if (words)
          expect((await listIds(role, `/api/records/${record}?q=${encodeURIComponent(words)}`)).filter(id => !may.includes(id))).toEqual([])
      }
    }
  })

  test('opens what is theirs; what is not, and what is nowhere, look the same', async () => {
    const paths = (record: string, id: string): [string, string][] => [
      ['/api/records/{record}/{id}', `/api/records/${record}/${id}`],
      ['/api/records/{record}/{id}', `/api/records/${record}/${id}?unmask=true`],
      ...(told.box.platform.model.flows.has(record)
        ? ([
            ['/api/cases/{record}/{id}', `/api/cases/${record}/${id}`],
            ['/api/cases/{record}/{id}/messages', `/api/cases/${record}/${id}/messages`],
          ] as [string, string][])
        : []),
    ]
    for (const record of records()) {
      for (const row of inside(role, record).slice(0, 4))
        for (const [template, path] of paths(record, row.id).filter(([, one]) => !one.includes('unmask'))) {
          const answer = await ask(role, template, path)
          if (template.includes('records')) expect(answer.status, path).toBe(200)
        }
      for (const row of outside(role, record).slice(0, 4))
        for (const [at, [template, path]] of paths(record, row.id).entries()) {
          const answer = await ask(role, template, path)
          const nowhere = await ask(role, template, paths(record, none)[at]![1])
          expect(plain(answer)).toEqual(plain(nowhere))
          expect(answer.status).toBe(404)
        }
    }
  })

  test('exports, searches, counts and ranks nothing else', async () => {
    for (const record of records()) {
      for (const kind of ['csv', 'xlsx']) await ask(role, `/api/records/{record}/export.${kind}`, `/api/records/${record}/export.${kind}`)
      for (const row of outside(role, record).slice(0, 3))
        if (row.titles[0]) await ask(role, '/api/search', `/api/search?q=${encodeURIComponent(row.titles[0].slice(0, 30))}`)
    }
    const tasks = inside(role, 'supervision-task')
    type Figures = { rows: { key: Record<string, string | null>; value: number | null }[] }
    for (const indicator of told.box.platform.model.indicators.keys()) {
      const [scene, name] = indicator.split('.')
      for (const by of ['', '?by=lead', '?by=region', '?by=chapter', '?by=period']) {
        const answer = await ask(role, '/api/indicators/{scene}/{name}', `/api/indicators/${scene}/${name}${by}`)
        if (name === 'tasks' && by === '')
          expect(answer.json<Figures>().rows[0]!.value).toBe(tasks.filter(row => /"opened_at": ?"/.test(row.all)).length)
        if (by === '?by=lead' && answer.status === 200)
          for (const row of answer.json<Figures>().rows) expect(tasks.map(one => one.lead)).toContain(row.key['lead'])
      }
      const record = told.box.platform.model.indicators.get(indicator)!.record.name
      const behind = await listIds(role, `/api/indicators/${scene}/${name}/rows`, '/api/indicators/{scene}/{name}/rows')
      for (const id of behind) expect(inside(role, record).map(row => row.id)).toContain(id)
    }
    const ranking = (await ask(role, '/api/scorecards/{scene}/{name}', '/api/scorecards/supervision/ranking')).json<{
      rows: { subject: string }[]
    }>()
    for (const row of ranking.rows) expect(tasks.map(one => one.lead)).toContain(row.subject)
  })

  test('has on the desk and in the notices what is addressed to them', async () => {
    const desks = desksOf(postsOf(told, told.people, role), told.people[role])
    for (const tab of ['todo', 'done', 'started', 'supervised', 'copied']) {
      const { items } = (await ask(role, '/api/inbox', `/api/inbox?tab=${tab}&limit=200`)).json<{
        items: { case: string; task: string }[]
      }>()
      const mine = told.beside
        .filter(one => one.table === 'flow_task' && (desks.has(one.seat!) || one.by === told.people[role]))
        .map(one => one.case)
      for (const item of items) expect(mine).toContain(item.case)
    }
    await ask(role, '/api/inbox/counts', '/api/inbox/counts')
    const { items } = (await ask(role, '/api/notices', '/api/notices?limit=100')).json<{ items: { case: string; text: string }[] }>()
    const mine = told.beside.filter(one => one.table === 'notice' && desks.has(one.desk!))
    for (const item of items) expect(mine.map(one => one.case)).toContain(item.case)
    expect(items.length).toBe(Math.min(100, mine.length))
  })

  test('reads masks for personal values, whichever way', async () => {
    const secrets = [0, 1, 2].flatMap(n => Object.values(secretsOf(n)))
    const shows = (answer: Answer) => secrets.filter(secret => answer.text.includes(secret))
    for (const path of [
      '/api/records/wall-visit?limit=200',
      '/api/records/wall-visit?unmask=true&limit=200',
      ...inside(role, 'wall-visit').flatMap(row => [`/api/records/wall-visit/${row.id}`, `/api/records/wall-visit/${row.id}?unmask=true`]),
    ]) {
      const template = path.includes('visit/') ? '/api/records/{record}/{id}' : '/api/records/{record}'
      const answer = await ask(role, template, path)
      const mayUnmask = path.includes('unmask') && postsOf(told, told.people, role).some(post => post.role === 'head' && post.for === null)
      if (!mayUnmask) expect(shows(answer), `${role} ${path}`).toEqual([])
    }
    for (const at of [
      '/api/records/wall-visit/export.csv',
      '/api/search?q=线索机密编号1甲乙丙',
      '/api/search?q=13800001001',
      '/api/inbox',
      '/api/views',
    ])
      expect(
        shows(await told.visitors[role].ask(at)).filter(one => !at.includes(one)),
        at,
      ).toEqual([])
    for (const filter of ['secret.startsWith("线")', 'secret == "线索机密编号1甲乙丙"', 'card.startsWith("33")', 'mobile > "1"']) {
      const answer = await ask(role, '/api/records/{record}', `/api/records/wall-visit?filter=${cel(filter)}`)
      expect(answer.status === 422 || answer.json<Page>().rows.length === 0, `${filter} ${answer.text.slice(0, 200)}`).toBe(true)
    }
    for (const sort of ['card', 'mobile', 'secret'])
      expect((await ask(role, '/api/records/{record}', `/api/records/wall-visit?sort=${sort}`)).status).toBe(422)
  })

  test('is refused every act on a foreign case, one by one, as if it were not there', async () => {
    const foreign = outside(role, 'supervision-task').slice(0, 2)
    if (foreign.length === 0) return
    for (const named of [true, false]) {
      const items = [...foreign.map(row => row.id), none].map(id => ({ case: id, ...(named && { record: 'supervision-task' }) }))
      const answer = await told.visitors[role].ask('/api/cases/acts', { method: 'POST', body: { act: 'comment', reason: '看看', items } })
      const { results } = answer.json<{ results: { ok: boolean; problem: string }[] }>()
      expect(results.map(one => one.ok)).toEqual(items.map(() => false))
      expect(new Set(results.map(one => one.problem)).size).toBe(1)
    }
    for (const act of ['sign', 'comment', 'urge', 'withdraw', 'void', 'nothing']) {
      const [there, nowhere] = await Promise.all(
        [foreign[0]!.id, none].map(id =>
          told.visitors[role].ask(`/api/cases/supervision-task/${id}/acts/${act}`, { method: 'POST', body: { reason: '试', values: {} } }),
        ),
      )
      expect(plain(there!)).toEqual(plain(nowhere!))
    }
    for (const method of ['PATCH', 'DELETE']) {
      const [there, nowhere] = await Promise.all(
        [foreign[0]!.id, none].map(id =>
          told.visitors[role].ask(`/api/records/supervision-task/${id}`, {
            method,
            headers: { 'if-match': '"1"' },
            body: { values: { title: '改' } },
          }),
        ),
      )
      expect(plain(there!)).toEqual(plain(nowhere!))
    }
  })

  test('sees papers only of rows it may read, and asks the past only as its office allows', async () => {
    const [own] = inside(role, 'supervision-task')
    const [foreign] = outside(role, 'supervision-task')
    const papersOf = (id: string) => ask(role, '/api/records/{record}/{id}/papers', `/api/records/supervision-task/${id}/papers`)
    if (own) expect((await papersOf(own.id)).status).toBe(200)
    const nowhere = await papersOf(none)
    expect(nowhere.status).toBe(404)
    if (foreign) expect(plain(await papersOf(foreign.id))).toEqual(plain(nowhere))
    const path = '/api/records/{record}/{id}/papers/{paper}'
    expect((await ask(role, path, `/api/records/supervision-task/${own?.id ?? none}/papers/${none}`)).status).toBe(404)
    expect((await ask(role, '/api/papers/{id}/check', `/api/papers/${none}/check`)).status).toBe(404)
    expect((await ask(role, '/api/papers/{id}/copy', `/api/papers/${none}/copy`)).status).toBe(404)
    const copy = (id: string) => told.visitors[role].ask(`/api/records/supervision-task/${id}/papers/${none}/copy`, { method: 'POST' })
    expect(plain(await copy(own?.id ?? none))).toMatchObject({ status: 404 })
    expect((await ask(role, '/api/replays/{record}', '/api/replays/supervision-task')).status).toBe(200)
    // An office that answers for how a government works, and (by whichever post) all tasks of a region or an organ.
    const held = (roles: readonly string[]) => postsOf(told, told.people, role).some(post => roles.includes(post.role))
    const may =
      held(['leader', 'supervisor', 'supervision-head', 'head', 'data-steward', 'administrator', 'mediation-head']) &&
      held(['leader', 'supervisor', 'supervision-head', 'auditor', 'head', 'liaison', 'handler'])
    expect((await ask(role, '/api/replays/{record}/desks', '/api/replays/supervision-task/desks')).status).toBe(may ? 200 : 403)
    const replayed = await told.visitors[role].ask('/api/replays', { method: 'POST', body: { record: 'supervision-task' } })
    expect(replayed.status).toBe(may ? 200 : 403)
    for (const path of ['/api/replays/runs', '/api/replays/export'])
      if (!may) expect((await told.visitors[role].ask(path, { method: 'POST', body: { record: 'supervision-task' } })).status).toBe(403)
    // No more cases than it may read.
    if (may) expect(replayed.json<{ cases: number }>().cases).toBeLessThanOrEqual(inside(role, 'supervision-task').length)
  })

  test('is shown no paper before an act that reads none, and no claim of a firm without the office', async () => {
    const task = (row: Raw | undefined) => `/api/cases/supervision-task/${row?.id ?? none}/acts/sign/paper`
    for (const row of [inside(role, 'supervision-task')[0], outside(role, 'supervision-task')[0]])
      for (const end of ['', '/file'])
        expect((await ask(role, `/api/cases/{record}/{id}/acts/{act}/paper${end}`, `${task(row)}${end}`)).status).toBe(404)
    const keeps = postsOf(told, told.people, role).some(
      post => post.line === 'services' && post.region === '330600' && post.for === null && ['handler', 'head'].includes(post.role),
    )
    expect((await ask(role, '/api/agencies', '/api/agencies')).status).toBe(keeps ? 200 : 403)
    expect((await ask(role, '/api/agencies/{id}/letter', `/api/agencies/${none}/letter`)).status).toBe(keeps ? 404 : 403)
  })

  test('reads the ledger, the directory and themselves only as far as their office goes', async () => {
    const may = postsOf(told, told.people, role).some(
      post =>
        post.region === '330600' && post.for === null && ['auditor', 'supervisor', 'supervision-head', 'administrator'].includes(post.role),
    )
    for (const path of ['/api/ledger/entries', '/api/ledger/export']) {
      asked.add(path)
      expect((await told.visitors[role].ask(path)).status, path).toBe(may ? 200 : 403)
      if (role !== 'auditor') expect((await told.visitors[role].ask(`${path}?content=true`)).status, path).toBe(403)
    }
    // The acts of a case are open to whoever may read the case, without what they say; of a foreign case to nobody else.
    const [own] = inside(role, 'supervision-task')
    const [foreign] = outside(role, 'supervision-task')
    for (const row of [own, foreign]) {
      if (!row) continue
      const shown = await told.visitors[role].ask(`/api/ledger/entries?case=${row.id}`)
      expect(shown.status).toBe(may || row === own ? 200 : 403)
      if (shown.status === 200) {
        const { entries } = shown.json<{ entries: { entry: { case?: string }; opening?: unknown }[] }>()
        expect(entries.length).toBeGreaterThan(0)
        expect(entries.every(one => one.entry.case === row.id && one.opening === undefined)).toBe(true)
      }
      if (role !== 'auditor') expect((await told.visitors[role].ask(`/api/ledger/entries?case=${row.id}&content=true`)).status).toBe(403)
    }
    if (!may)
      for (const asking of [`subject=${own?.id ?? 'p1'}`, 'from=0&to=10', `case=nothing`, `case=${crypto.randomUUID()}`])
        expect((await told.visitors[role].ask(`/api/ledger/entries?${asking}`)).status, asking).toBe(403)
    for (const path of [
      '/api/ledger/key',
      '/api/ledger/head',
      '/api/ledger/checkpoint',
      '/api/manifest',
      '/api/organs?limit=5',
      '/api/people?limit=5',
      '/api/regions',
      '/api/map',
      '/api/calendar',
      '/api/delegations',
      '/api/session',
      '/api/sessions',
      '/api/session/ways',
      '/api/demo/people',
      '/api/views',
      '/health/live',
      '/health/ready',
      '/metrics',
      '/api/openapi.json',
    ])
      await ask(role, path.split('?')[0]!, path)
    await ask(role, '/api/ledger/proof/inclusion', '/api/ledger/proof/inclusion?index=0')
    await ask(role, '/api/ledger/proof/consistency', '/api/ledger/proof/consistency?first=1')
    const person = told.box.platform.city.people.find(one => one.id === told.people.village)!
    expect((await ask(role, '/api/people/{id}', `/api/people/${person.id}`)).text).not.toContain(person.phone)
    await ask(role, '/api/organs/{id}', `/api/organs/${person.posts[0]!.organ}`)
    await ask(role, '/api/flows/{record}/bpmn', '/api/flows/supervision-task/bpmn')
  })
})

test('every address that is read was asked, but for those of the identity provider', async () => {
  const elsewhere = ['/api/drafts/{record}/{key}', '/api/files/{hash}', '/api/events', '/api/oidc/start', '/api/oidc/callback']
  // Those of the public are asked in portal-walls.test.ts, published rows in the tests of the scenes that publish them.
  const isPublic = (path: string) => /^\/api\/(portal|public)(\/|$)/.test(path)
  expect([...reads].filter(path => !asked.has(path) && !elsewhere.includes(path) && !isPublic(path))).toEqual([])
})
