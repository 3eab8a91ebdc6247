// The whole way through a real OpenID provider on this machine, as a browser walks it.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Session } from '../../wire/session.ts'
import { localPath } from './oidc.ts'
import { type Browser, type House, newBrowser, openHouse } from './testing.ts'

/** What the provider knows of its users, beside their `sub`. */
const users: Record<string, Record<string, unknown>> = {
  'by-account': { preferred_username: 'yx-bigdata-liaison' },
  'by-phone': { preferred_username: 'somebody', phone_number: '', phone_number_verified: true },
  'unproved-phone': { preferred_username: 'somebody', phone_number: '', phone_number_verified: false },
  stranger: { preferred_username: 'stranger' },
}

let server: Server
let issuer: string
let house: House
beforeAll(async () => {
  server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const redirectUri = 'http://city.test/api/oidc/callback'
  const afterLogOut = 'http://city.test/login'
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'shuzhi',
        client_secret: 'a-secret-of-the-test',
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [afterLogOut],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username'], phone: ['phone_number', 'phone_number_verified'] },
    findAccount: async (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...users[id] }) }),
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['test'] },
    pkce: { required: () => true },
  })
  server.on('request', provider.callback())
  house = await openHouse({
    oidc: {
      issuer,
      clientId: 'shuzhi',
      clientSecret: 'a-secret-of-the-test',
      redirectUri,
      scope: 'openid profile phone',
      accountClaim: 'preferred_username',
      linkByPhone: true,
      afterLogOut,
      insecure: true,
    },
  })
  const phone = await house.transact(
    async tx => (await sql<{ phone: string }>`select phone from person where id = 'p-990100-gov-leader'`.execute(tx)).rows[0]!.phone,
  )
  users['by-phone']!['phone_number'] = `+86 ${phone}`
  users['unproved-phone']!['phone_number'] = phone
})
afterAll(async () => {
  await house.close()
  server.closeAllConnections()
  server.close()
})

/** Walks from page to page at the provider, typing `user` where it asks, until it sends the browser back to us. */
async function walk(location: string, user: string): Promise<string> {
  const away = newBrowser(request => fetch(request), issuer)
  let at = new URL(location, issuer).href
  for (let step = 0; step < 12; step++) {
    const response = await away.fetch(at)
    const next = response.headers.get('location')
    if (next) {
      at = new URL(next, at).href
    } else {
      const page = await response.text()
      const action = /action="([^"]+)"/.exec(page)?.[1]
      const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1]
      if (!action || !prompt) throw new Error(`Stuck at ${at}: ${response.status} ${page.slice(0, 400)}`)
      const cookie = [...away.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answered = await fetch(new URL(action, at), {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie },
        body: new URLSearchParams({ prompt, login: user, password: 'any' }),
      })
      at = new URL(answered.headers.get('location')!, at).href
    }
    if (at.startsWith('http://city.test')) return at
  }
  throw new Error('The provider never sent the browser back')
}

const start = async (browser: Browser, back = '/inbox?tab=todo') => {
  const response = await browser.fetch(`/api/oidc/start?back=${encodeURIComponent(back)}`)
  expect(response.status).toBe(302)
  return response.headers.get('location')!
}
const logIn = async (user: string) => {
  const browser = house.newBrowser()
  const callback = await walk(await start(browser), user)
  return { browser, callback, answer: await browser.fetch(callback) }
}

describe('logging in with an identity provider', () => {
  test('asks with PKCE, state and nonce', async () => {
    const browser = house.newBrowser()
    const address = new URL(await start(browser))
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: 'shuzhi',
      response_type: 'code',
      redirect_uri: 'http://city.test/api/oidc/callback',
      scope: 'openid profile phone',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect([...browser.cookies.keys()]).toEqual(['shuzhi-oidc'])
  })

  test('by account: a session, and back to where one wanted to go; the second time by the link', async () => {
    const { browser, answer } = await logIn('by-account')
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('/inbox?tab=todo')
    expect([...browser.cookies.keys()]).toEqual(['shuzhi'])
    expect(((await (await browser.fetch('/api/session')).json()) as Session).person).toBe('p-990100-bigdata-liaison')
    expect(house.ledger.slice(-2)).toMatchObject([
      { act: 'link', content: { by: 'account' } },
      { act: 'log-in', content: { how: 'oidc' } },
    ])
    users['by-account'] = { preferred_username: 'renamed' }
    const again = await logIn('by-account')
    expect(((await (await again.browser.fetch('/api/session')).json()) as Session).person).toBe('p-990100-bigdata-liaison')
    const out = (await (await again.browser.fetch('/api/session', { method: 'DELETE' })).json()) as { logOutAddress: string }
    expect(out.logOutAddress).toMatch(/\/session\/end\?.*post_logout_redirect_uri=http%3A%2F%2Fcity.test%2Flogin/)
    expect((await fetch(out.logOutAddress)).status).toBe(200)
  })

  test('by a telephone number, only when the provider has proved it', async () => {
    const { browser } = await logIn('by-phone')
    expect(((await (await browser.fetch('/api/session')).json()) as Session).person).toBe('p-990100-gov-leader')
    const refused = await logIn('unproved-phone')
    expect(refused.answer.headers.get('location')).toBe('/login?oidc=denied')
  })

  test('a token whose signature, signer or algorithm was changed on the way is refused', async () => {
    const real = globalThis.fetch
    const words = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const forgeries: readonly ((token: string) => string)[] = [
      token => token.replace(/[^.]+$/, signature => (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)),
      token => token.replace(/[^.]+$/, ''),
      token => [words({ alg: 'none' }), token.split('.')[1], ''].join('.'),
      token => {
        const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as object
        return [token.split('.')[0], words({ ...claims, sub: 'stranger' }), token.split('.')[2]].join('.')
      },
    ]
    for (const forge of [undefined, ...forgeries]) {
      const browser = house.newBrowser()
      const callback = await walk(await start(browser), 'by-phone')
      globalThis.fetch = async (input, init) => {
        const answer = await real(input, init)
        if (!forge || !String(input instanceof Request ? input.url : input).endsWith('/token')) return answer
        const body = (await answer.json()) as { id_token: string }
        return Response.json({ ...body, id_token: forge(body.id_token) }, { status: answer.status })
      }
      try {
        const where = (await browser.fetch(callback)).headers.get('location')
        if (forge) expect(where, forge.toString()).toBe('/login?oidc=unauthenticated')
        else expect(where).toBe('/inbox?tab=todo')
      } finally {
        globalThis.fetch = real
      }
    }
  })

  test('begins on our own pages, not by a link of a stranger’s', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const answer = await house.newBrowser().fetch('/api/oidc/start', { headers: { 'sec-fetch-site': site } })
      expect(answer.headers.get('location')).toBe('/login')
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  })

  test('asks for a strength of log-in where one is set, and believes only what the provider vouches for', async () => {
    const strict = await openHouse({ oidc: { ...house.identity.needs.settings.oidc!, acr: ['urn:mfa'] } })
    const browser = strict.newBrowser()
    const location = await start(browser)
    expect(new URL(location).searchParams.get('acr_values')).toBe('urn:mfa')
    const answer = await browser.fetch(await walk(location, 'by-phone'))
    expect(answer.headers.get('location')).toBe('/login?oidc=denied')
    expect(browser.cookies.size).toBe(0)
    await strict.close()
  })

  test('a stranger gets no session', async () => {
    const { browser, answer } = await logIn('stranger')
    expect(answer.headers.get('location')).toBe('/login?oidc=denied')
    expect(browser.cookies.size).toBe(0)
  })

  test('an answer works once, in the browser that asked, with its own state, in time', async () => {
    const outcome = async (browser: Browser, callback: string) => (await browser.fetch(callback)).headers.get('location')
    const failed = '/login?oidc=unauthenticated'
    const { browser, callback } = await logIn('by-phone')
    expect(await outcome(browser, callback)).toBe(failed)

    const asked = house.newBrowser()
    const answer = await walk(await start(asked), 'by-phone')
    expect(await outcome(house.newBrowser(), answer)).toBe(failed)
    const other = house.newBrowser()
    await start(other)
    expect(await outcome(other, answer)).toBe(failed)
    const changed = new URL(answer)
    changed.searchParams.set('state', 'x'.repeat(43))
    expect(await outcome(asked, changed.href)).toBe(failed)
    expect(await outcome(asked, answer)).toBe(failed)

    const slow = house.newBrowser()
    const late = await walk(await start(slow), 'by-phone')
    house.pass(11)
    expect(await outcome(slow, late)).toBe(failed)
    expect(slow.cookies.size).toBe(0)
  })

  test('sends nobody to a stranger’s site', async () => {
    for (const back of [
      'https://evil.test/',
      '//evil.test',
      '/\\evil.test',
      '/\t/evil.test',
      'evil.test',
      'javascript:alert(1)',
      '/ok\r\nset-cookie: x',
    ])
      expect((await house.newBrowser().fetch(`/api/oidc/start?back=${encodeURIComponent(back)}`)).status).toBe(422)
    expect(localPath('/a/../b?c=//d#e')).toBe('/b?c=//d#e')
    expect(() => localPath('/..//evil.test')).toThrow()
  })

  test('a provider that is down is said so, and tried again', async () => {
    const down = await openHouse({
      oidc: {
        issuer: 'http://127.0.0.1:1',
        clientId: 'x',
        redirectUri: 'http://city.test/api/oidc/callback',
        scope: 'openid',
        accountClaim: 'sub',
        linkByPhone: false,
        insecure: true,
      },
    })
    const answer = await down.newBrowser().fetch('/api/oidc/start')
    expect(answer.headers.get('location')).toBe('/login?oidc=unavailable')
    await down.close()
  })
})
