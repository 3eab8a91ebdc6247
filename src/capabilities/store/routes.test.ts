import { OpenAPIHono } from '@hono/zod-openapi'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { cityOrganB, countyA, countyB, makeTestWorld, people, type TestWorld } from '../../testing/store-city.ts'
import type { RowBody, RowList } from '../../wire/rows.ts'
import type { Subject } from '../identity/port.ts'
import { type RowChange, storeRoutes } from './routes.ts'

let city: TestWorld
let app: OpenAPIHono<AppEnv>
let who: Subject = people.overseer
const changes: RowChange[] = []

beforeAll(async () => {
  city = await makeTestWorld()
  app = new OpenAPIHono<AppEnv>()
  app.use(async (c, next) => {
    c.set('subject', who)
    await next()
  })
  app.onError((error, c) =>
    error instanceof Problem
      ? c.json({ code: error.code, title: error.message, faults: error.faults }, error.status as 400)
      : c.json({ code: 'broken', title: String(error.stack) }, 500),
  )
  app.route(
    '/',
    storeRoutes({
      world: city.world,
      store: city.store,
      startFlow: async () => {},
      onChange: async (_tx, change) => void changes.push(change),
    }),
  )
})
afterAll(() => city.end())

const call = async <T>(
  as: Subject,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: T; headers: Headers }> => {
  who = as
  const response = await app.request(path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T, headers: response.headers }
}
const make = async (values: Record<string, unknown>, as: Subject = people.overseer, more: Record<string, unknown> = {}) => {
  const made = await call<RowBody>(as, 'POST', '/records/test-visit', { values, ...more })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body
}
const list = (query: Record<string, string | number>, as: Subject = people.overseer) =>
  call<RowList>(
    as,
    'GET',
    `/records/test-visit?${new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]))}`,
  )

describe('one row', () => {
  test('made, read with its ETag, changed under If-Match, removed', async () => {
    const made = await make({ name: '访问养老院', bureau: cityOrganB.id })
    const read = await call<{ row: RowBody; names: Record<string, string>; can: unknown; parts: unknown }>(
      people.overseer,
      'GET',
      `/records/test-visit/${made.id}`,
    )
    expect(read.headers.get('etag')).toBe('"1"')
    expect(read.body).toMatchObject({
      row: { title: '访问养老院', values: { bureau: cityOrganB.id } },
      names: { [cityOrganB.id]: cityOrganB.name, overseer: '姓名overseer' },
      can: { write: true, delete: true, unmask: true },
      parts: [{ record: 'test-memo', label: '走访记录', count: 0, canCreate: true }],
      parent: null,
    })
    expect((await call(people.overseer, 'PATCH', `/records/test-visit/${made.id}`, { values: { name: 'x' } })).status).toBe(428)
    const changed = await call<RowBody>(
      people.overseer,
      'PATCH',
      `/records/test-visit/${made.id}`,
      { values: { name: '回访养老院' } },
      { 'if-match': '"1"' },
    )
    expect(changed).toMatchObject({ status: 200, body: { version: 2, title: '回访养老院' } })
    expect(
      (await call(people.overseer, 'PATCH', `/records/test-visit/${made.id}`, { values: { name: 'y' } }, { 'if-match': '1' })).status,
    ).toBe(409)
    expect((await call(people.overseer, 'DELETE', `/records/test-visit/${made.id}`, undefined, { 'if-match': '2' })).status).toBe(204)
    expect((await call(people.overseer, 'GET', `/records/test-visit/${made.id}`)).status).toBe(404)
    expect(changes.filter(one => one.row === made.id).map(one => one.kind)).toEqual(['create', 'update', 'delete'])
  })

  test('a request that comes twice acts once', async () => {
    const send = (name: string) =>
      call<RowBody>(people.overseer, 'POST', '/records/test-visit', { values: { name } }, { 'idempotency-key': 'same-key-0001' })
    const [first, second] = await Promise.all([send('只建一次'), send('只建一次')])
    expect(second.body.id).toBe(first.body.id)
    expect((await list({ q: '只建一次' })).body.total).toBe(1)
    expect((await send('另一件事')).status).toBe(409)
    expect((await list({ q: '另一件事' })).body.total).toBe(0)
  })

  test('what the platform keeps is entered by nobody', async () => {
    const forged = await call<{ faults: unknown }>(people.overseer, 'POST', '/records/test-visit', {
      values: { name: '走访', origin: 'a/1' },
    })
    expect(forged).toMatchObject({ status: 422, body: { faults: [{ at: 'origin', message: '“来源标识”由系统填写，不能录入或者修改' }] } })
    const made = await make({ name: '走访' })
    const changed = await call(
      people.overseer,
      'PATCH',
      `/records/test-visit/${made.id}`,
      { values: { origin: 'a/1' } },
      { 'if-match': '1' },
    )
    expect(changed).toMatchObject({ status: 422, body: { faults: [{ at: 'origin' }] } })
  })

  test('faults point at fields', async () => {
    const wrong = await call<{ code: string; faults: unknown }>(people.overseer, 'POST', '/records/test-visit', {
      values: { name: '', members: 'many' },
    })
    expect(wrong).toMatchObject({ status: 422, body: { code: 'invalid', faults: [{ at: 'name' }, { at: 'members' }] } })
    expect((await call(people.overseer, 'GET', '/records/no-such-record')).status).toBe(404)
  })
})

describe('a list', () => {
  beforeAll(async () => {
    for (let i = 0; i < 12; i++) {
      city.clock.at = new Date(city.clock.at.getTime() + 60_000)
      await make(
        {
          name: `慰问困难群众${i}`,
          kind: i % 2 ? 'call' : 'home',
          members: i === 5 ? undefined : i % 4,
          on: i < 3 ? undefined : `2026-01-${String(10 + (i % 5))}`,
          poor: true,
          reason: '病',
          mobile: i === 7 ? '13700001111' : undefined,
        },
        i % 3 === 0 ? people.overseerA : people.overseer,
        { region: i % 3 === 0 ? countyA : countyB },
      )
    }
  })
  const mine = JSON.stringify({ op: 'starts-with', field: 'name', value: '慰问' })

  test('goes through all rows once in every order, empty values last', async () => {
    for (const sort of ['-createdAt', 'createdAt', 'members', '-members', 'on', '-on', 'name', '-number', '-dueAt']) {
      const seen: RowBody[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: { body: RowList } = await list({ filter: mine, sort, limit: 5, ...(cursor && { cursor }) })
        seen.push(...page.body.rows)
        cursor = page.body.next
      }
      expect(new Set(seen.map(row => row.id)).size, sort).toBe(12)
      expect(seen.length, sort).toBe(12)
      const field = sort.replace('-', '')
      const values = seen
        .map(row => (field in row ? (row as Record<string, unknown>)[field] : row.values[field]))
        .map(value => (value === undefined ? null : value)) as (string | number | null)[]
      const filled = values.filter(value => value !== null)
      expect(values.slice(0, filled.length), sort).toEqual(filled)
      const sorted = [...filled].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      expect(filled, sort).toEqual(sort.startsWith('-') ? sorted.reverse() : sorted)
    }
  })

  test('filter as JSON and as CEL, region, words, exact sealed value', async () => {
    expect((await list({ filter: mine })).body.total).toBe(12)
    expect(
      (await list({ filter: 'kind == "home" && members >= 2' })).body.rows.every(
        row => row.values['kind'] === 'home' && Number(row.values['members']) >= 2,
      ),
    ).toBe(true)
    expect((await list({ filter: mine, region: countyA })).body.total).toBe(4)
    expect((await list({ q: '困难群众' })).body.total).toBe(12)
    expect((await list({ q: '群众困难' })).body.total).toBe(0)
    expect((await list({ q: '137 0000 1111' })).body).toMatchObject({ total: 1, rows: [{ values: { name: '慰问困难群众7' } }] })
    for (const filter of [
      '{"op":"is"}',
      '{"op":"is","field":"nope","value":1}',
      '{"op":"at-most","field":"members","value":"x"}',
      'kind ==',
      '{"op":"contains","field":"mobile","value":"137"}',
    ])
      expect((await list({ filter })).status, filter).toBe(422)
    expect((await list({ sort: 'reason' })).status).toBe(422)
    expect((await list({ cursor: 'bm9uc2Vuc2U' })).status).toBe(422)
  })

  test('personal values stay masked, secrets stay out', async () => {
    const found = (await list({ q: '13700001111' })).body.rows[0]!
    expect(found.values).not.toHaveProperty('secret')
    expect(JSON.stringify(found)).not.toContain('13700001111')
  })
})

describe('a file', () => {
  test('CSV: mark, quotes, no formula, same rows as the list', async () => {
    await make({ name: '=HYPERLINK("http://x")', source: '@SUM(1)\n"引号",逗号' })
    who = people.overseer
    const response = await app.request(
      `/records/test-visit/export.csv?${new URLSearchParams({ filter: '{"op":"starts-with","field":"name","value":"=HYP"}' })}`,
    )
    expect(response.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('走访2026-03-02.csv')}`)
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const [header, line] = bytes.subarray(3).toString('utf8').split('\r\n')
    expect(header).toMatch(/^编号,事由,类型,姓名/)
    expect(header).not.toContain('线索')
    expect(line).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(line).toContain(`"'@SUM(1) ""引号"",逗号"`)
    expect(changes.at(-1)).toMatchObject({ kind: 'export', subject: { person: 'overseer' } })
  })

  test('Excel: title, frozen header, typed cells', async () => {
    await make({ name: '=1+1', on: '2026-02-03', income: '12.50' })
    who = people.overseer
    const response = await app.request(
      `/records/test-visit/export.xlsx?${new URLSearchParams({ filter: '{"op":"is","field":"name","value":"=1+1"}' })}`,
    )
    const book = new ExcelJS.Workbook()
    await book.xlsx.load((await response.arrayBuffer()) as unknown as Parameters<typeof book.xlsx.load>[0])
    const sheet = book.worksheets[0]!
    expect(sheet.getCell('A1').value).toBe('走访（2026-03-02）')
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 })
    const header = (sheet.getRow(2).values as string[]).slice(1)
    const cell = (label: string) => sheet.getRow(3).getCell(header.indexOf(label) + 1).value
    expect(cell('事由')).toBe("'=1+1")
    expect(cell('走访日期')).toEqual(new Date('2026-02-03T00:00:00Z'))
    expect(cell('收入')).toBe(12.5)
    expect(sheet.rowCount).toBe(3)
  })

  test('without the right to export there is none', async () => {
    who = people.handlerA
    expect((await app.request('/records/test-visit/export.csv')).status).toBe(403)
  })
})

describe('views, drafts, search', () => {
  test('own views are changed by their owner, shared ones are seen by all who may read the record', async () => {
    const view = (
      await call<{ id: string }>(people.overseer, 'POST', '/views', {
        record: 'test-visit',
        name: '本周',
        query: { q: '慰问' },
        shared: false,
      })
    ).body
    const seen = async (as: Subject) => (await call<{ views: unknown[] }>(as, 'GET', '/views?record=test-visit')).body.views
    expect(await seen(people.overseer)).toEqual([
      { id: view.id, record: 'test-visit', name: '本周', query: { q: '慰问' }, shared: false, mine: true },
    ])
    expect(await seen(people.handlerA)).toEqual([])
    await call(people.overseer, 'PATCH', `/views/${view.id}`, { shared: true })
    expect(await seen(people.handlerA)).toMatchObject([{ id: view.id, mine: false }])
    expect((await call(people.handlerA, 'DELETE', `/views/${view.id}`)).status).toBe(404)
    expect((await call(people.overseer, 'DELETE', `/views/${view.id}`)).status).toBe(204)
  })

  test('a draft waits for the person who typed it', async () => {
    const path = '/drafts/test-visit/new'
    expect((await call(people.handlerA, 'GET', path)).body).toBeNull()
    await call(people.handlerA, 'PUT', path, { values: { name: '写到一半' } })
    expect((await call(people.handlerA, 'GET', path)).body).toMatchObject({
      record: 'test-visit',
      key: 'new',
      values: { name: '写到一半' },
    })
    expect((await call(people.handlerB, 'GET', path)).body).toBeNull()
    expect((await call(people.handlerA, 'DELETE', path)).status).toBe(204)
    expect((await call(people.handlerA, 'GET', path)).body).toBeNull()
  })

  test('the search finds rows, organs, and nothing that is hidden', async () => {
    const made = await make({ name: '秘密专项走访' }, people.overseer, { region: countyB })
    type Found = { hits: { id: string }[]; organs: unknown[] }
    expect((await call<Found>(people.overseer, 'GET', '/search?q=专项走访')).body.hits).toMatchObject([
      { id: made.id, record: 'test-visit', recordLabel: '走访', title: '秘密专项走访', number: made.number },
    ])
    expect((await call<Found>(people.overseerA, 'GET', '/search?q=专项走访')).body.hits).toEqual([])
    expect((await call<Found>(people.overseerA, 'GET', `/search?q=${encodeURIComponent(cityOrganB.name)}`)).body.organs).toContainEqual({
      id: cityOrganB.id,
      name: cityOrganB.name,
    })
  })
})
