// The doors of the API: who asks (a cookie), whether the request comes from our own pages (CSRF), and the cookies themselves.
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { isCsrf, type Sessions, type Visitor } from './sessions.ts'
import type { IdentitySettings } from './settings.ts'

export type Guard = {
  /** Puts the subject into the context, or answers 401; on a change also asks for the CSRF token and the right origin. */
  readonly withSubject: MiddlewareHandler<AppEnv>
  /** For changes before there is a session: logging in must come from our own page too. */
  readonly fromOurPages: MiddlewareHandler<AppEnv>
  tokenOf(c: Context): string | undefined
  give(c: Context, token: string): void
  take(c: Context): void
  visitorOf(c: Context): Visitor
  /** The short-lived cookie that ties a log-in under way (an OpenID one, a code by message) to this browser. */
  giveTie(c: Context, token: string): void
  tieOf(c: Context): string | undefined
  dropTie(c: Context): void
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** `cookie`: the name of the cookie, so that the doors of officials and of the public know nothing of each other. */
export function createGuard(sessions: Sessions, settings: IdentitySettings, cookie: 'shuzhi' | 'shuzhi-portal' = 'shuzhi'): Guard {
  const { secure } = settings
  const name = secure ? `__Host-${cookie}` : cookie
  const tieName = `${name}-${cookie === 'shuzhi' ? 'oidc' : 'code'}`
  // Lax: a link in a document or message opens the page logged in; changes are held by the token and the origin.
  const flags = { httpOnly: true, secure, sameSite: 'Lax', path: '/' } as const

  const tokenOf = (c: Context) => getCookie(c, name)

  return {
    withSubject: async (c, next) => {
      const token = tokenOf(c)
      const session = token === undefined ? undefined : await sessions.find(token)
      if (token === undefined || !session) throw new Problem('unauthenticated', '请先登录')
      if (!safe.has(c.req.method)) {
        requireOurOrigin(c, settings)
        if (!isCsrf(token, c.req.header('x-csrf'))) throw new Problem('denied', '页面已过期，请刷新后再试')
      }
      c.set('subject', session.subject)
      await next()
    },
    fromOurPages: async (c, next) => {
      if (!safe.has(c.req.method)) requireOurOrigin(c, settings)
      await next()
    },
    tokenOf,
    give: (c, token) => setCookie(c, name, token, flags),
    take: c => void deleteCookie(c, name, flags),
    visitorOf: c => ({ address: addressOf(c, settings.proxies), agent: c.req.header('user-agent') ?? '' }),
    giveTie: (c, token) => setCookie(c, tieName, token, { ...flags, maxAge: 600 }),
    tieOf: c => getCookie(c, tieName),
    dropTie: c => void deleteCookie(c, tieName, flags),
  }
}

/** Browsers say where a request comes from; programs that say nothing carry no cookie that a stranger's page could use. */
function requireOurOrigin(c: Context, settings: IdentitySettings): void {
  const refuse = () => {
    throw new Problem('denied', '请求来自其他网站，已拒绝')
  }
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') refuse()
  const origin = c.req.header('origin')
  if (origin === undefined) return
  if (settings.origin !== undefined) {
    if (origin !== settings.origin) refuse()
  } else if (!URL.canParse(origin) || new URL(origin).host !== c.req.header('host')) refuse()
}

/** The address of the browser: with n proxies of ours the n-th entry from the right, which ours have written. */
function addressOf(c: Context, proxies: number): string {
  if (proxies > 0) {
    const hops = (c.req.header('x-forwarded-for') ?? '')
      .split(',')
      .map(hop => hop.trim())
      .filter(Boolean)
    const address = hops.at(-proxies)
    if (address) return address.slice(0, 60)
  }
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    return 'unknown' // A request that came through no socket, in a test.
  }
}
