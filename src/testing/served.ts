// A city in a box behind its real web application: requests without a socket, sessions of many people.
import { onTestFinished } from 'vitest'
import { makeApp } from '../server/app.ts'
import { type Live, makeLive } from '../server/live.ts'
import { silentLog } from '../server/log.ts'
import { makeMetrics } from '../server/observe.ts'
import { type Box, type BoxOptions, openBox } from './city.ts'

export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string; json<T>(): T }
export type Ask = {
  readonly method?: string
  readonly body?: unknown
  readonly raw?: Uint8Array | string | FormData | ReadableStream<Uint8Array>
  readonly headers?: Readonly<Record<string, string>>
}

/** Somebody in front of the screen. */
export type Visitor = {
  readonly person: string
  readonly headers: Readonly<Record<string, string>>
  ask(path: string, ask?: Ask): Promise<Answer>
}

export type Served = {
  readonly box: Box
  readonly app: ReturnType<typeof makeApp>
  readonly live: Live
  readonly faults: string[]
  logIn(person: string): Promise<Visitor>
  /** A resident who has logged in by the code sent to this number; `person` is the account. */
  logInByPhone(phone: string): Promise<Visitor>
  readonly stranger: Visitor
}

export async function serveBox(options: BoxOptions = {}): Promise<Served & { close(): Promise<void> }> {
  const box = await openBox(options)
  const faults: string[] = []
  const log = { ...silentLog, error: (what: { error?: string }) => void faults.push(what.error ?? '') } as typeof silentLog
  const live = makeLive({ url: box.url, pool: box.platform.pool, log })
  await live.listen()
  const app = makeApp({
    platform: box.platform,
    live,
    log,
    metrics: makeMetrics(),
    consoleFolder: box.data,
    portalFolder: box.data,
    isStopping: () => false,
    ratePerMinute: 0,
  })
  const visitor = (person: string, headers: Record<string, string>): Visitor => ({
    person,
    headers,
    ask: (path, ask) => request(app, path, headers, ask),
  })
  const stranger = visitor('', {})
  return {
    box,
    app,
    live,
    faults,
    stranger,
    async logIn(person) {
      const response = await app.request('/api/session/demo', {
        method: 'POST',
        body: JSON.stringify({ person }),
        headers: { 'content-type': 'application/json' },
      })
      if (response.status !== 200) throw new Error(`${person}: ${response.status} ${await response.text()}`)
      const cookie = response.headers
        .getSetCookie()
        .map(one => one.split(';')[0]!)
        .join('; ')
      const { csrf } = (await response.json()) as { csrf: string }
      return visitor(person, { cookie, 'x-csrf': csrf })
    },
    async logInByPhone(phone) {
      const post = (path: string, body: object, cookie = '') =>
        app.request(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', cookie } })
      const asked = await post('/api/portal/code', { phone })
      if (asked.status !== 200) throw new Error(`${phone}: ${asked.status} ${await asked.text()}`)
      const messages = (await box.platform.sandbox?.listTo(phone)) ?? []
      const code = /验证码(\d{6})/.exec(messages.findLast(one => one.text.startsWith('验证码'))?.text ?? '')?.[1]
      const response = await post('/api/portal/session', { phone, code }, asked.headers.getSetCookie()[0]?.split(';')[0])
      if (response.status !== 200) throw new Error(`${phone}: ${response.status} ${await response.text()}`)
      const cookie = response.headers
        .getSetCookie()
        .map(one => one.split(';')[0]!)
        .join('; ')
      const { csrf, account } = (await response.json()) as { csrf: string; account: string }
      return visitor(account, { cookie, 'x-csrf': csrf })
    },
    async close() {
      await live.stop()
      await box.close()
    },
  }
}

/** For one test file or one test; put away when it ends. */
export async function servedBox(options: BoxOptions = {}): Promise<Served> {
  const served = await serveBox(options)
  onTestFinished(() => served.close())
  return served
}

async function request(
  app: Served['app'],
  path: string,
  own: Readonly<Record<string, string>>,
  { method = 'GET', body, raw, headers }: Ask = {},
): Promise<Answer> {
  const response = await app.request(path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...own, ...headers },
    ...(body !== undefined ? { body: JSON.stringify(body) } : raw !== undefined ? { body: raw, duplex: 'half' } : {}),
  } as RequestInit)
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: <T>() => JSON.parse(text) as T }
}
