// A small city with identity alone, for the tests beside it: a database of its own, two clocks, browsers with cookies.
import { OpenAPIHono } from '@hono/zod-openapi'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Client, Pool } from 'pg'
import { type City, Problem } from '#declare'
import { lanting } from '../../../cities/lanting/city.ts'
import { civilDate } from '../../methods/workday-calendar/civil-date.ts'
import { createZoneClock } from '../../methods/workday-calendar/zone-clock.ts'
import type { AppEnv } from '../../server/context.ts'
import { cloneDatabase, templateDatabase } from '../../testing/postgres.ts'
import type { Session } from '../../wire/session.ts'
import type { EntryInput } from '../ledger/port.ts'
import type { Message } from '../sms/port.ts'
import { createTablesSql, prologueSql } from '../store/ddl.ts'
import { createKeyRing } from '../store/key-ring.ts'
import { createVault, type Tx } from '../store/port.ts'
import { firmRegisterSandbox } from './firm-register.ts'
import { createIdentity, type Identity } from './identity.ts'
import { identityRoutes } from './routes.ts'
import { demoPassword, seedCity } from './seed.ts'
import { defaultSettings, type IdentitySettings } from './settings.ts'
import { identityTables } from './tables.ts'

type Told = Parameters<Identity['needs']['tell']>[1]

export type House = {
  identity: Identity
  db: Tx
  transact: Identity['needs']['transact']
  ledger: EntryInput[]
  /** Short messages, in the order in which they were sent. */
  sent: Message[]
  /** What accounts of the public were told. */
  told: Told[]
  /** Real time and the law's time; `pass` moves the real one, `setDay` the other. */
  pass(minutes: number): void
  setDay(date: string): void
  newBrowser(): Browser
  close(): Promise<void>
}

export type Browser = {
  cookies: Map<string, string>
  fetch(path: string, init?: { method?: string; body?: unknown; headers?: Record<string, string> }): Promise<Response>
  logIn(account: string, password?: string): Promise<Session>
}

export const cost = { cost: 12, blockSize: 8, parallel: 1 } as const

/** Two doors to the same database, as the app's role: the platform's own transactions, and a plain one. */
export async function openDatabase(
  city: City,
  options: { seeded: boolean },
): Promise<{ db: Tx; transact: House['transact']; close(): Promise<void> }> {
  const template = await templateDatabase(`identity_${city.id}${options.seeded ? '' : '_bare'}`, async url => {
    const owner = new Client({ connectionString: url })
    await owner.connect()
    for (const statement of [...prologueSql, ...createTablesSql(identityTables)]) await owner.query(statement)
    await owner.end()
    if (!options.seeded) return
    const made = connect(url)
    await made.transact(tx => seedCity(tx, city, { now: new Date(), demoLogins: true, cost }))
    await made.close()
  })
  const database = await cloneDatabase(template)
  const opened = connect(database.appUrl)
  return {
    ...opened,
    async close() {
      await opened.close()
      await database.drop()
    },
  }
}

function connect(url: string) {
  const db: Tx = new Kysely<Record<never, never>>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: url, max: 8 }) }) })
  const transact: House['transact'] = work =>
    db.transaction().execute(async tx => {
      await sql`select set_config('shuzhi.system', 'on', true)`.execute(tx)
      return work(tx)
    })
  return { db, transact, close: () => db.destroy() }
}

export async function openHouse(settings: Partial<IdentitySettings> = {}): Promise<House> {
  const { db, transact, close } = await openDatabase(lanting, { seeded: true })
  const ledger: EntryInput[] = []
  const sent: Message[] = []
  const told: Told[] = []
  let now = Date.parse('2026-03-10T01:00:00Z')
  let law = new Date(now)
  const zone = createZoneClock(lanting.zone)
  const identity = createIdentity({
    transact,
    city: lanting,
    record: async (_tx, entry) => ledger.push(entry),
    clock: { now: () => law },
    sessionClock: { now: () => new Date(now) },
    dateOf: instant => civilDate(zone.dayOf(instant)),
    vault: createVault(createKeyRing()),
    sms: { send: async message => void sent.push(message) },
    tell: async (_tx, of) => void told.push(of),
    register: firmRegisterSandbox,
    settings: { ...defaultSettings, demo: true, secure: false, cost, ...settings },
  })
  const app = new OpenAPIHono<AppEnv>()
  app.onError((error, c) => {
    if (!(error instanceof Problem)) throw error
    return c.json({ code: error.code, title: error.message, faults: error.faults }, error.status as 400)
  })
  app.route('/api', identityRoutes(identity))
  return {
    identity,
    db,
    transact,
    ledger,
    sent,
    told,
    close,
    pass: minutes => {
      now += minutes * 60_000
    },
    setDay: date => {
      law = new Date(`${date}T04:00:00Z`)
    },
    newBrowser: () => newBrowser(request => app.request(request)),
  }
}

export function newBrowser(send: (request: Request) => Response | Promise<Response>, base = 'http://city.test'): Browser {
  const cookies = new Map<string, string>()
  let csrf = ''
  const browser: Browser = {
    cookies,
    async fetch(path, { method = 'GET', body, headers = {} } = {}) {
      const address = new URL(path, base)
      const request = new Request(address, {
        method,
        redirect: 'manual',
        headers: {
          host: address.host,
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(method === 'GET' ? {} : { 'x-csrf': csrf, origin: address.origin }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const response = await send(request)
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
        if (/max-age=0/i.test(line)) cookies.delete(name!)
        else cookies.set(name!, value!)
      }
      if (response.ok && path === '/api/session' && method !== 'DELETE') csrf = ((await response.clone().json()) as Session).csrf
      return response
    },
    async logIn(account, password = demoPassword) {
      const response = await browser.fetch('/api/session', { method: 'POST', body: { account, password } })
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
      return (await response.json()) as Session
    },
  }
  return browser
}
