// Sessions as a browser sees them: fixation, CSRF, cookie flags, running out, revocation, lock-out, demo mode.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Session } from '../../wire/session.ts'
import { hashPassword } from './passwords.ts'
import { demoPassword } from './seed.ts'
import { cost, type House, openHouse } from './testing.ts'

let house: House
let strict: House
beforeAll(async () => {
  house = await openHouse()
  strict = await openHouse({ demo: false, secure: true, origin: 'https://city.test' })
})
afterAll(() => Promise.all([house.close(), strict.close()]))

const anybody = 'yx-bigdata-liaison'
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

describe('a session', () => {
  test('shows who is logged in, with posts in words, and leaves a trace', async () => {
    const browser = house.newBrowser()
    expect((await browser.fetch('/api/session')).status).toBe(401)
    const session = await browser.logIn(' YX-bigdata-liaison ')
    expect(session).toMatchObject({ person: 'p-990100-bigdata-liaison', name: '陆祥', account: anybody, demo: true, simulatedNow: null })
    expect(session.posts).toEqual([
      {
        role: 'liaison',
        roleLabel: '单位联络员',
        organ: '990100-bigdata',
        organName: '市数据局',
        level: 'city',
        region: '990100',
        regionName: expect.any(String),
        line: 'bigdata',
        onBehalfOf: null,
      },
    ])
    expect(await (await browser.fetch('/api/session')).json()).toEqual(session)
    expect(house.ledger.at(-1)).toMatchObject({
      kind: 'login',
      act: 'log-in',
      actor: session.person,
      content: { how: 'password', address: 'unknown' },
    })
  })

  test('gets a new id at every log-in, and the old one is dead (fixation)', async () => {
    const browser = house.newBrowser()
    browser.cookies.set('shuzhi', 'A'.repeat(43))
    await browser.logIn(anybody)
    const first = browser.cookies.get('shuzhi')!
    expect(first).not.toBe('A'.repeat(43))
    await browser.logIn('yx-gov-leader')
    expect(browser.cookies.get('shuzhi')).not.toBe(first)
    const thief = house.newBrowser()
    thief.cookies.set('shuzhi', first)
    expect((await thief.fetch('/api/session')).status).toBe(401)
  })

  test('lies in the database only as a hash, closed to every transaction but the platform’s own', async () => {
    const browser = house.newBrowser()
    await browser.logIn(anybody)
    const rows = await house.transact(
      async tx => (await sql<{ all: string }>`select row_to_json(s)::text as all from login_session s`.execute(tx)).rows,
    )
    expect(rows.length).toBeGreaterThan(0)
    const token = browser.cookies.get('shuzhi')!
    const hex = Buffer.from(token, 'base64url').toString('hex')
    for (const row of rows) for (const secret of [token, hex]) expect(row.all).not.toContain(secret)
    for (const table of ['login_session', 'person_login', 'oidc_request', 'person_identity', 'login_limit'])
      expect((await sql`select 1 from ${sql.table(table)}`.execute(house.db)).rows).toEqual([])
  })

  test('ends by log-out at once, although it was kept in memory', async () => {
    const browser = house.newBrowser()
    await browser.logIn(anybody)
    const token = browser.cookies.get('shuzhi')!
    const response = await browser.fetch('/api/session', { method: 'DELETE' })
    expect(await response.json()).toEqual({ logOutAddress: null })
    expect(browser.cookies.size).toBe(0)
    browser.cookies.set('shuzhi', token)
    expect((await browser.fetch('/api/session')).status).toBe(401)
    expect(house.ledger.at(-1)).toMatchObject({ act: 'log-out' })
  })

  test('runs out after 30 idle minutes, and after 12 hours however busy', async () => {
    const idle = house.newBrowser()
    const busy = house.newBrowser()
    await idle.logIn(anybody)
    await busy.logIn(anybody)
    house.pass(29)
    expect((await busy.fetch('/api/session')).status).toBe(200)
    house.pass(2)
    expect((await idle.fetch('/api/session')).status).toBe(401)
    for (let passed = 31; passed < 12 * 60; passed += 25) {
      expect((await busy.fetch('/api/session')).status).toBe(200)
      house.pass(25)
    }
    expect((await busy.fetch('/api/session')).status).toBe(401)
    await house.identity.sweep()
    const left = await house.transact(async tx => (await sql`select 1 from login_session`.execute(tx)).rows)
    expect(left).toEqual([])
  })
})

describe('cookies', () => {
  test('are HttpOnly, Lax and for the whole site; over https also Secure and bound to the host', async () => {
    const plain = await house.newBrowser().fetch('/api/session', { method: 'POST', body: { account: anybody, password: demoPassword } })
    expect(plain.headers.get('set-cookie')).toMatch(/^shuzhi=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(plain.headers.get('cache-control')).toBe('no-store')
    const secure = await strict.newBrowser().fetch('/api/session', {
      method: 'POST',
      body: { account: anybody, password: demoPassword },
      headers: { origin: 'https://city.test' },
    })
    expect(secure.headers.get('set-cookie')).toMatch(/^__Host-shuzhi=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })
})

describe('a change', () => {
  const change = { method: 'POST', body: { to: 'p-990100-bigdata-handler', startsOn: '2026-03-11', endsOn: '2026-03-10', reason: '出差' } }

  test('needs the token of this session', async () => {
    const browser = house.newBrowser()
    const other = house.newBrowser()
    await browser.logIn(anybody)
    const { csrf } = await other.logIn('yx-gov-leader')
    expect((await browser.fetch('/api/delegations', change)).status).toBe(422)
    for (const token of ['', 'x', csrf])
      expect((await browser.fetch('/api/delegations', { ...change, headers: { 'x-csrf': token } })).status).toBe(403)
  })

  test('must come from our own pages', async () => {
    const browser = house.newBrowser()
    await browser.logIn(anybody)
    for (const headers of [
      { origin: 'https://evil.test' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      expect((await browser.fetch('/api/delegations', { ...change, headers })).status).toBe(403)
      const logIn = await house
        .newBrowser()
        .fetch('/api/session', { method: 'POST', body: { account: anybody, password: demoPassword }, headers })
      expect(logIn.status).toBe(403)
      expect(logIn.headers.get('set-cookie')).toBeNull()
    }
    const wrongScheme = await strict
      .newBrowser()
      .fetch('/api/session', { method: 'POST', body: { account: anybody, password: demoPassword } })
    expect(wrongScheme.status).toBe(403)
  })
})

describe('guessing', () => {
  const tries = async (account: string, count: number, password = 'wrong password') => {
    const browser = house.newBrowser()
    const answers: string[] = []
    for (let i = 0; i < count; i++)
      answers.push(await (await browser.fetch('/api/session', { method: 'POST', body: { account, password } })).text())
    return answers
  }

  test('locks an account after five failures for 15 minutes, the same for one that does not exist', async () => {
    const known = await tries('yx-market-head', 6)
    const unknown = await tries('nobody-at-all', 6)
    expect(known).toEqual(unknown)
    expect(known.slice(0, 5).every(answer => answer.includes('账号或口令不正确'))).toBe(true)
    expect(known[5]).toContain('15分钟')
    const locks = house.ledger.filter(entry => entry.act === 'locked')
    expect(locks.map(entry => entry.actor)).toEqual(['p-990100-market-head', 'unknown'])
    expect(house.ledger.filter(entry => entry.act === 'refused')).toHaveLength(10)
    expect(
      await codeOf(
        await house.newBrowser().fetch('/api/session', { method: 'POST', body: { account: 'yx-market-head', password: demoPassword } }),
      ),
    ).toBe('too-many')
    expect(JSON.stringify(house.ledger)).not.toContain('nobody-at-all')
    house.pass(16)
    await house.newBrowser().logIn('yx-market-head')
  })

  test('elsewhere locks the guesser’s way in, not the account; from very many places it locks everybody’s', async () => {
    const far = await openHouse({ proxies: 1, addressFailures: 1000 })
    const from = async (address: string, password: string) =>
      (
        await far.newBrowser().fetch('/api/session', {
          method: 'POST',
          body: { account: 'yx-market-head', password },
          headers: { 'x-forwarded-for': address },
        })
      ).status
    for (let n = 0; n < 5; n++) expect(await from('203.0.113.5', 'wrong')).toBe(401)
    expect(await from('203.0.113.5', demoPassword)).toBe(429)
    expect(await from('198.51.100.7', demoPassword)).toBe(200)
    const places = Array.from({ length: 6 }, (_, n) => `192.0.${n}.9`)
    for (const place of places) for (let n = 0; n < 5; n++) expect(await from(place, 'wrong')).toBe(401)
    expect(await from('198.51.100.7', demoPassword)).toBe(429)
    far.pass(16)
    expect(await from('203.0.113.5', demoPassword)).toBe(200)
    await far.close()
  })

  test('at a locked door tires out the network', async () => {
    const few = await openHouse({ addressFailures: 8 })
    const browser = few.newBrowser()
    const knock = (account: string) => browser.fetch('/api/session', { method: 'POST', body: { account, password: 'wrong' } })
    for (let n = 0; n < 8; n++) await knock('yx-market-head')
    expect((await knock('another-account')).status).toBe(429)
    await few.close()
  })

  test('in parallel gets no more tries', async () => {
    const browser = house.newBrowser()
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        browser.fetch('/api/session', { method: 'POST', body: { account: 'yx-market-liaison', password: 'wrong' } }),
      ),
    )
    expect(answers.filter(answer => answer.status === 401)).toHaveLength(5)
    expect(answers.filter(answer => answer.status === 429)).toHaveLength(25)
  })

  test('a success forgets the failures before it', async () => {
    for (let round = 0; round < 3; round++) {
      await tries('yx-market-handler', 4)
      await house.newBrowser().logIn('yx-market-handler')
    }
  })

  test('many accounts from one address locks the address', async () => {
    const few = await openHouse({ addressFailures: 8 })
    const browser = few.newBrowser()
    const statuses: number[] = []
    for (let i = 0; i < 10; i++)
      statuses.push(
        (await browser.fetch('/api/session', { method: 'POST', body: { account: `guess-${i}`, password: demoPassword } })).status,
      )
    expect(statuses).toEqual([...Array(8).fill(401), 429, 429])
    await expect(browser.logIn(anybody)).rejects.toThrow('429')
    few.pass(16)
    await browser.logIn(anybody)
    await few.close()
  })

  test('takes as long for an account that does not exist', async () => {
    // Dear hashes, so that the rest does not matter.
    const dear = await openHouse({ cost: { cost: 14, blockSize: 8, parallel: 1 }, failures: 1000, addressFailures: 1000 })
    const hash = await hashPassword(demoPassword, { cost: 14, blockSize: 8, parallel: 1 })
    await dear.transact(tx => sql`update person_login set password = ${hash}`.execute(tx))
    const browser = dear.newBrowser()
    const time = async (account: string) => {
      const before = performance.now()
      await browser.fetch('/api/session', { method: 'POST', body: { account, password: 'wrong' } })
      return performance.now() - before
    }
    const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!
    const known: number[] = []
    const unknown: number[] = []
    for (let i = 0; i < 15; i++) {
      known.push(await time(anybody))
      unknown.push(await time('nobody'))
    }
    const ratio = median(known) / median(unknown)
    // A missing account that answered without hashing would be a hundred times faster; the bounds leave room for a busy machine.
    expect(ratio).toBeGreaterThan(0.2)
    expect(ratio).toBeLessThan(5)
    await dear.close()
  })
})

describe('a password', () => {
  test('is hashed again at log-in when the parameters were weaker', async () => {
    const stored = () =>
      house.transact(
        async tx =>
          (await sql<{ password: string }>`select password from person_login where person = 'p-990100-gov-liaison'`.execute(tx)).rows[0]!
            .password,
      )
    const weak = await hashPassword(demoPassword, { ...cost, cost: 10 })
    await house.transact(tx => sql`update person_login set password = ${weak} where person = 'p-990100-gov-liaison'`.execute(tx))
    await house.newBrowser().logIn('yx-gov-liaison')
    expect(await stored()).toMatch(/^scrypt\$12\$8\$1\$/)
    await house.newBrowser().logIn('yx-gov-liaison')
  })

  test('is changed with the old one; every other session ends', async () => {
    const here = house.newBrowser()
    const there = house.newBrowser()
    await here.logIn('yx-gov-handler')
    await there.logIn('yx-gov-handler')
    const next = '山阴道上应接不暇-王献之'
    const change = (current: string, wanted: string) =>
      here.fetch('/api/session/password', { method: 'POST', body: { current, next: wanted } })
    expect((await change('wrong', next)).status).toBe(401)
    expect((await change(demoPassword, 'short')).status).toBe(422)
    expect((await change(demoPassword, 'yx-gov-handler-1')).status).toBe(422)
    expect((await change(demoPassword, 'Mailcreated5240')).status).toBe(422)
    const before = here.cookies.get('shuzhi')
    const changed = await change(demoPassword, next)
    expect(changed.status).toBe(200)
    expect(here.cookies.get('shuzhi')).not.toBe(before)
    expect((await here.fetch('/api/session')).status).toBe(200)
    expect((await there.fetch('/api/session')).status).toBe(401)
    await expect(there.logIn('yx-gov-handler')).rejects.toThrow('401')
    await there.logIn('yx-gov-handler', next)
  })
})

describe('one’s other sessions', () => {
  const other = { method: 'POST', body: {} }
  test('are listed, and ended from a session that is fresh', async () => {
    const here = house.newBrowser()
    const there = house.newBrowser()
    await there.logIn('yx-mediation-mediator')
    house.pass(11)
    await here.logIn('yx-mediation-mediator')
    const listed = (await (await here.fetch('/api/sessions')).json()) as { items: { current: boolean; how: string }[] }
    expect(listed.items).toMatchObject([{ current: true, how: 'password' }, { current: false }])
    expect((await there.fetch('/api/sessions/end-others', other)).status).toBe(403)
    expect(await (await here.fetch('/api/sessions/end-others', other)).json()).toEqual({ ended: 1 })
    expect((await there.fetch('/api/session')).status).toBe(401)
    expect((await here.fetch('/api/session')).status).toBe(200)
  })

  test('are ended by the administrator of the region, and by nobody else', async () => {
    const victim = house.newBrowser()
    await victim.logIn('lz-gov-handler')
    const end = async (account: string) => {
      const browser = house.newBrowser()
      await browser.logIn(account)
      return (await browser.fetch('/api/people/p-990102-gov-handler/end-sessions', other)).status
    }
    expect(await end('lz-gov-leader')).toBe(403)
    expect(await end('qs-bigdata-data-steward')).toBe(403)
    expect((await victim.fetch('/api/session')).status).toBe(200)
    expect(await end('lz-bigdata-data-steward')).toBe(200)
    expect((await victim.fetch('/api/session')).status).toBe(401)
    await victim.logIn('lz-gov-handler')
    expect(await end('yx-bigdata-data-steward')).toBe(200)
  })
})

describe('demo mode', () => {
  test('lets one become anybody, found by name, level or organ', async () => {
    const browser = house.newBrowser()
    const found = (await (await browser.fetch('/api/demo/people?q=督查&limit=1')).json()) as {
      items: { person: string; roles: string[]; organName: string; regionName: string }[]
      next: string
    }
    expect(found.items[0]).toMatchObject({
      person: 'p-990100-supervision-supervision-head',
      roles: ['supervision-head', 'head'],
      organName: expect.stringContaining('督查'),
    })
    const second = (await (await browser.fetch(`/api/demo/people?q=督查&limit=1&cursor=${found.next}`)).json()) as typeof found
    expect(second.items[0]!.person).toBe('p-990100-supervision-supervisor')
    const towns = (await (await browser.fetch('/api/demo/people?level=town&role=mediator')).json()) as typeof found
    expect(towns.items.length).toBe(4)
    const response = await browser.fetch('/api/session/demo', { method: 'POST', body: { person: found.items[0]!.person } })
    expect(((await response.json()) as Session).person).toBe(found.items[0]!.person)
    expect(house.ledger.at(-1)).toMatchObject({ act: 'log-in', content: { how: 'demo' } })
  })

  test('has no addresses in earnest', async () => {
    const browser = strict.newBrowser()
    expect((await browser.fetch('/api/demo/people')).status).toBe(404)
    expect(
      (
        await browser.fetch('/api/session/demo', {
          method: 'POST',
          body: { person: 'p-990100-gov-leader' },
          headers: { origin: 'https://city.test' },
        })
      ).status,
    ).toBe(404)
    expect(await (await browser.fetch('/api/session/ways')).json()).toEqual({ password: true, oidc: false, demo: false })
  })

  test('nor passwords, where only the identity provider may vouch', async () => {
    const only = await openHouse({ passwords: false, demo: false })
    const browser = only.newBrowser()
    expect((await browser.fetch('/api/session', { method: 'POST', body: { account: anybody, password: demoPassword } })).status).toBe(404)
    await only.close()
  })
})
