// What somebody who means harm would try at the doors of the whole house: each attack once, against the real server behind a real socket.
// Which requirement of ASVS 5.0 each proves stands in docs/security/asvs.md. Attachments: uploads.test.ts; rights: walls.test.ts.
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '#declare'
import { makeApp } from '../server/app.ts'
import type { AppEnv } from '../server/context.ts'
import { makeLive } from '../server/live.ts'
import { silentLog } from '../server/log.ts'
import { makeMetrics, observe } from '../server/observe.ts'
import { makePlatform, type Platform } from '../server/platform.ts'
import { type Answer, type Served, serveBox, type Visitor } from './served.ts'
import { scenes } from './walls-city.ts'

const origin = 'https://city.example.cn'
let served: Served & { close(): Promise<void> }
let supervisor: Visitor
let platform: Platform
let server: ReturnType<typeof serve>
let port: number
/** Everything that was logged. */
const logged: Readonly<Record<string, unknown>>[] = []

beforeAll(async () => {
  served = await serveBox({ scenes })
  const { box } = served
  const { city } = box.platform
  const office = city.organs.find(one => one.line === 'supervision' && one.region === city.code)!.id
  supervisor = await served.logIn(
    city.people.find(one => one.posts.some(post => post.role === 'supervisor' && post.organ === office && !post.to))!.id,
  )
  const web = join(box.data, 'web')
  await mkdir(join(web, 'assets'), { recursive: true })
  await writeFile(join(web, 'index.html'), '<!doctype html><title>页面</title>')
  await writeFile(join(web, 'assets', 'a.js'), 'export {}')
  await writeFile(join(box.data, 'secret.txt'), 'not for the web')
  await writeFile(join(web, '.env'), 'not for the web')
  // As in earnest: https outside, one proxy of ours in front.
  platform = await makePlatform({ ...box.options, identity: { demo: true, secure: true, origin, proxies: 1 } })
  const note = (what: Readonly<Record<string, unknown>>) => void logged.push(what)
  const log = { ...silentLog, info: note, warn: note, error: note } as typeof silentLog
  const app = makeApp({
    platform,
    live: makeLive({ url: box.url, pool: platform.pool, log }),
    log,
    metrics: makeMetrics(),
    consoleFolder: web,
    portalFolder: web,
    isStopping: () => false,
    ratePerMinute: 60,
    metricsToken: 'a-token-of-the-monitor',
  })
  server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  await new Promise(done => server?.close(done))
  await platform?.close()
  await served?.close()
})

/** Bytes as they are, over a socket of its own; what comes back until the server closes, or for two seconds. */
function raw(...lines: string[]): Promise<string> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    let said = ''
    const done = () => {
      socket.destroy()
      resolve(said)
    }
    socket.setTimeout(2000, done)
    socket.on('data', part => {
      said += part.toString()
    })
    socket.on('close', done)
    socket.on('error', done)
    socket.write(lines.join('\r\n'))
  })
}
const ask = (path: string, init: RequestInit = {}, from = `198.51.100.${1 + (logged.length % 250)}`) =>
  fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init, headers: { 'x-forwarded-for': from, ...init.headers } })

describe('every answer', () => {
  test.each([
    '/health/live',
    '/metrics',
    '/',
    '/portal/',
    '/assets/a.js',
    '/nothing.png',
    '/docs',
    '/api/session',
    '/api/nothing',
    '/api/openapi.json',
  ])('%s tells the browser what it may not do with it', async path => {
    const { headers } = await ask(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    for (const word of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(headers.get('content-security-policy'), word).toContain(word)
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe|\*/)
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('x-powered-by') ?? headers.get('server')).toBeNull()
  })

  test('with something personal in it lies in no cache', async () => {
    const form = new FormData()
    form.set('file', new File(['内部材料'], '材料.txt'))
    const { hash } = (await supervisor.ask('/api/files', { method: 'POST', raw: form })).json<{ hash: string }>()
    const resident = await served.logInByPhone('13905750261')
    const asked: readonly (readonly [Visitor, string])[] = [
      ...[
        '/api/session',
        '/api/sessions',
        '/api/manifest',
        '/api/inbox',
        '/api/people?limit=5',
        '/api/records/supervision-plan',
        '/api/views',
      ].map(path => [supervisor, path] as const),
      [supervisor, `/api/files/${hash}`],
      [supervisor, `/api/files/${hash}?inline=1`],
      [supervisor, '/api/records/supervision-plan/export.csv'],
      [resident, '/api/portal/session'],
      [resident, '/api/portal/agents'],
      [served.stranger, '/api/session'],
    ]
    for (const [who, path] of asked) expect((await who.ask(path)).headers.get('cache-control'), path).toBe('no-store')
  })
})

describe('a request that two servers would read differently', () => {
  const head = ['POST /api/session HTTP/1.1', 'Host: city.example.cn', 'Content-Type: application/json']
  const hidden = 'GET /api/hidden-by-smuggling HTTP/1.1\r\nHost: x\r\n\r\n'
  test.each([
    ['two ways to say its length', [...head, 'Content-Length: 4', 'Transfer-Encoding: chunked', '', `0\r\n\r\n${hidden}`]],
    ['two lengths', [...head, 'Content-Length: 0', `Content-Length: ${hidden.length}`, '', hidden]],
    ['a coding in disguise', [...head, 'Transfer-Encoding : chunked', `Content-Length: ${hidden.length}`, '', hidden]],
    ['another coding', [...head, 'Transfer-Encoding: xchunked', '', `0\r\n\r\n${hidden}`]],
    ['a bare line feed in a header', [...head, 'X-A: b\nTransfer-Encoding: chunked', 'Content-Length: 4', '', `0\r\n\r\n${hidden}`]],
    ['a folded header', [...head, 'Transfer-Encoding:', ' chunked', 'Content-Length: 4', '', `0\r\n\r\n${hidden}`]],
  ])('(%s) hides no second one', async (_, lines) => {
    const before = logged.length
    expect(await raw(...lines)).toMatch(/^(HTTP\/1\.1 400|$)/)
    expect(JSON.stringify(logged.slice(before))).not.toContain('hidden-by-smuggling')
  })

  test('TRACE and CONNECT give nothing back', async () => {
    for (const method of ['TRACE', 'TRACK', 'CONNECT'])
      expect(await raw(`${method} / HTTP/1.1`, 'Host: city.example.cn', 'Cookie: secret-of-mine', 'Connection: close', '', '')).not.toMatch(
        /^HTTP\/1\.1 2|secret-of-mine/,
      )
  })
})

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '/assets/../../secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/portal/../../secret.txt',
  '/portal/..%2fsecret.txt',
  '/portal/%2e%2e%2fsecret.txt',
  '/%252e%252e%252fsecret.txt',
  '//../secret.txt',
  '/.env',
  '/portal/.env',
  '/.git/config',
  '/docs/../package.json',
  '/docs/..%2fpackage.json',
  '/secret.txt%00.png',
  '/assets/',
])('%s leads to no file outside, and lists none', async path => {
  expect(await raw(`GET ${path} HTTP/1.1`, 'Host: city.example.cn', 'Connection: close', '', '')).not.toMatch(
    /not for the web|\[core\]|swagger-ui-dist|a\.js/,
  )
})

describe('a page of a stranger', () => {
  const strange = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  test.each([
    ['/api/session', { account: 'x', password: 'y' }],
    ['/api/session/demo', { person: 'x' }],
    ['/api/portal/code', { phone: '13905750201' }],
    ['/api/portal/session', { phone: '13905750201', code: '123456' }],
  ])('cannot log its visitor in by %s', async (path, body) => {
    for (const headers of [strange, { origin: strange.origin }, { 'sec-fetch-site': 'same-site' }])
      for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
        const answer = await ask(path, { method: 'POST', body: JSON.stringify(body), headers: { ...headers, 'content-type': type } })
        expect([403, 415, 422], `${path} ${type}`).toContain(answer.status)
        expect(answer.headers.getSetCookie()).toEqual([])
      }
  })

  test('cannot change anything with its visitor’s cookie, and learns nothing by asking first', async () => {
    const { cookie } = supervisor.headers
    const body = JSON.stringify({ values: { title: '伪造', issuer: '市政府' } })
    for (const type of ['application/json', 'text/plain']) {
      const answer = await served.app.request('/api/records/supervision-plan', {
        method: 'POST',
        body,
        headers: { cookie: cookie!, 'content-type': type, ...strange },
      })
      expect(answer.status).toBe(403)
    }
    const preflight = await ask('/api/records/supervision-plan', {
      method: 'OPTIONS',
      headers: { ...strange, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-csrf' },
    })
    expect([...preflight.headers.keys()].filter(name => name.startsWith('access-control'))).toEqual([])
  })
})

test('cookies are bound to the host, hidden from scripts and sent over https only', async () => {
  const { person } = supervisor
  const answer = await ask('/api/session/demo', {
    method: 'POST',
    body: JSON.stringify({ person }),
    headers: { 'content-type': 'application/json', origin },
  })
  expect(answer.status).toBe(200)
  const [cookie] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/^__Host-shuzhi=[\w-]{43}; /)
  for (const word of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie).toContain(word)
  expect(cookie).not.toMatch(/Domain=/i)
  // The token is told to nothing but the cookie.
  expect(await answer.text()).not.toContain(/=([\w-]{43});/.exec(cookie!)![1]!)
})

describe('an address', () => {
  const many = async (from: (n: number) => string) => {
    const answers = []
    for (let n = 0; n < 90; n++) answers.push((await ask('/api/session/ways', {}, from(n))).status)
    return answers.filter(status => status === 429).length
  }
  test('cannot be changed by naming others in front of the proxy’s own word', async () => {
    expect(await many(n => `10.0.0.${n}, 203.0.113.9`)).toBeGreaterThan(20)
  })
  test('of IPv6 counts with its network', async () => {
    expect(await many(n => `2001:db8:7:7:${n.toString(16)}::1`)).toBeGreaterThan(20)
  })
  test('that behaves is not punished for the others', async () => {
    expect((await ask('/api/session/ways', {}, '203.0.113.10')).status).toBe(200)
  })
})

test('the metrics are for the monitor: not for a stranger, nor for one who comes past our proxy', async () => {
  expect((await ask('/metrics')).status).toBe(403)
  expect((await ask('/metrics', { headers: { authorization: 'Bearer a-token-of-the-monitox' } })).status).toBe(403)
  expect((await ask('/metrics', { headers: { authorization: 'Bearer a-token-of-the-monitor' } })).status).toBe(200)
})

describe('what is sent', () => {
  const plan = '/api/records/supervision-plan'
  const make = (values: unknown) => supervisor.ask(plan, { method: 'POST', body: { values } })

  test('sets no column that the form does not have (mass assignment)', async () => {
    const own = {
      id: '018f0000-0000-7000-8000-00000000abcd',
      root: '018f0000-0000-7000-8000-00000000abcd',
      author: 'somebody-else',
      created_at: '2001-01-01T00:00:00Z',
      createdAt: '2001-01-01T00:00:00Z',
      version: 99,
      state: 'done',
      number: 'X-1',
      deleted_at: '2001-01-01T00:00:00Z',
      ended_at: '2001-01-01T00:00:00Z',
      voided: true,
    }
    const made = await make({ title: '越权赋值', issuer: '市政府', ...own })
    if (made.status !== 201) return void expect(made.status).toBe(422)
    const { row } = (await supervisor.ask(`${plan}/${made.json<{ id: string }>().id}`)).json<{ row: Record<string, unknown> }>()
    for (const [name, value] of Object.entries(own)) expect(row[name], name).not.toBe(value)
    expect(row['author']).toBe(supervisor.person)
  })

  test('reaches no prototype', async () => {
    const body =
      '{"values":{"title":"原型","issuer":"市政府","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},"__proto__":{"polluted":1}}'
    await supervisor.ask(plan, { method: 'POST', raw: body, headers: { 'content-type': 'application/json' } })
    await supervisor.ask('/api/scenes/supervision/operations/read', {
      method: 'POST',
      raw: '{"input":{"__proto__":{"polluted":1},"pasted":"x"}}',
      headers: { 'content-type': 'application/json' },
    })
    for (const query of ['filter={"op":"is","field":"__proto__","value":1}', '__proto__[polluted]=1', 'constructor.prototype.polluted=1'])
      await supervisor.ask(`${plan}?${query}`)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  test('twice is not taken for what suits the sender (parameter pollution)', async () => {
    for (let n = 0; n < 3; n++) await make({ title: `重复参数${n}`, issuer: '市政府' })
    const answer = await supervisor.ask(`${plan}?limit=1&limit=100000`)
    expect([200, 422]).toContain(answer.status)
    if (answer.status === 200) expect(answer.json<{ rows: unknown[] }>().rows.length).toBe(1)
    expect((await supervisor.ask(`${plan}?sort=-createdAt&sort=;drop`)).status).toBeLessThan(500)
  })

  test('of another type than it says, or as deep as a well, is refused in words', async () => {
    const cases: readonly (readonly [string, string, readonly number[]])[] = [
      ['application/json', `${'{"values":'.repeat(20_000)}1${'}'.repeat(20_000)}`, [422]],
      ['application/json', '['.repeat(200_000), [422]],
      ['application/xml', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', [415, 422]],
      ['application/x-www-form-urlencoded', 'values[title]=x', [415, 422]],
    ]
    for (const [type, raw, statuses] of cases) {
      const answer: Answer = await supervisor.ask(plan, { method: 'POST', raw, headers: { 'content-type': type } })
      expect(statuses, `${type} ${answer.text.slice(0, 200)}`).toContain(answer.status)
      expect(answer.text).not.toMatch(/root:|at \w+ \(|node_modules|select |\.ts:/)
    }
  })
})

describe('the log', () => {
  test('knows who was refused what, from where, and none of what they sent', async () => {
    const before = logged.length
    const secret = 'Geheim-und-lang-2026'
    await ask(
      '/api/session',
      {
        method: 'POST',
        body: JSON.stringify({ account: 'somebody', password: secret }),
        headers: { 'content-type': 'application/json', origin },
      },
      '203.0.113.77',
    )
    await ask(
      '/api/people?q=13905750201',
      { headers: { cookie: '__Host-shuzhi=token-of-somebody', authorization: 'Bearer x-y-z' } },
      '203.0.113.78',
    )
    const mine = logged.slice(before)
    expect(mine).toContainEqual(
      expect.objectContaining({
        code: 'unauthenticated',
        method: 'POST',
        path: '/api/session',
        address: '203.0.113.77',
        requestId: expect.any(String),
      }),
    )
    expect(mine).toContainEqual(expect.objectContaining({ code: 'unauthenticated', path: '/api/people', address: '203.0.113.78' }))
    expect(JSON.stringify(mine)).not.toMatch(/Geheim|token-of-somebody|x-y-z|13905750201/)
  })

  test('knows why somebody was sent back to the page for logging in', async () => {
    const noted: Readonly<Record<string, unknown>>[] = []
    const log = { ...silentLog, warn: (what: Readonly<Record<string, unknown>>) => void noted.push(what) } as typeof silentLog
    const app = new Hono<AppEnv>().use(observe(log, makeMetrics())).get('/back', c => {
      const problem = new Problem('unavailable', '统一身份认证暂时无法使用')
      problem.cause = new Error('certificate has expired')
      c.set('failure', problem)
      return c.redirect('/login')
    })
    expect((await app.request('/back')).status).toBe(302)
    expect(noted).toEqual([expect.objectContaining({ path: '/back', cause: 'Error: certificate has expired' })])
  })

  test('does not hold the link by which somebody follows a case', async () => {
    const before = logged.length
    await ask('/api/portal/follow/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG')
    expect(JSON.stringify(logged.slice(before))).toContain('/follow/***')
    expect(JSON.stringify(logged.slice(before))).not.toContain('abcdefghij')
  })

  test('cannot be written into by a line break in an address or a request id', async () => {
    const before = logged.length
    await ask('/api/nothing%0d%0a%7B%22level%22:30,%22msg%22:%22forged%22%7D', { headers: { 'x-request-id': 'forged forged forged' } })
    for (const line of logged.slice(before)) expect(JSON.stringify(line)).not.toMatch(/[\r\n]|"requestId":"forged/)
  })
})

test('on hosts of their own the public’s pages and the officials’ do not meet', async () => {
  const portalOrigin = 'https://portal.example.cn'
  const apart = await makePlatform({ ...served.box.options, identity: { demo: true, secure: true, origin, portalOrigin } })
  const folder = join(served.box.data, 'web')
  const app = makeApp({
    platform: apart,
    live: makeLive({ url: served.box.url, pool: apart.pool, log: silentLog }),
    log: silentLog,
    metrics: makeMetrics(),
    consoleFolder: folder,
    portalFolder: folder,
    isStopping: () => false,
    ratePerMinute: 0,
  })
  const at = async (host: string, path: string, init: RequestInit = {}) =>
    await app.request(path, { ...init, headers: { host, 'content-type': 'application/json', ...init.headers } })
  const [ours, theirs] = ['city.example.cn', 'portal.example.cn']
  for (const path of ['/', '/login', '/docs', '/api/session/ways', '/api/openapi.json', '/metrics', '/assets/a.js']) {
    expect((await at(ours, path)).status, path).not.toBe(404)
    expect((await at(theirs, path)).status, path).toBe(path === '/' ? 302 : 404)
  }
  for (const path of ['/portal', '/portal/services', '/api/portal/services', '/api/portal/session']) {
    expect((await at(ours, path)).status, path).toBe(404)
    expect((await at(theirs, path)).status, path).not.toBe(404)
  }
  // Each host takes changes from its own pages only.
  const code = (from: string) =>
    at(theirs, '/api/portal/code', { method: 'POST', body: '{"phone":"13905750262"}', headers: { origin: from } })
  expect((await code(origin)).status).toBe(403)
  expect((await code(portalOrigin)).status).toBe(200)
  await apart.close()
})

test('one person cannot hold more than twenty open pages that are told', async () => {
  const stop = new AbortController()
  const open = await Promise.all(
    Array.from({ length: 30 }, () => served.app.request('/api/events', { headers: supervisor.headers, signal: stop.signal })),
  )
  expect(open.every(one => one.status === 200)).toBe(true)
  await expect.poll(() => served.live.listeners()).toBeLessThanOrEqual(20)
  stop.abort()
  for (const one of open) await one.body?.cancel().catch(() => {})
})
