// Logging in with the province's or the city's identity provider: OpenID Connect, authorization code with PKCE, state and nonce.
import { randomBytes } from 'node:crypto'
import * as client from 'openid-client'
import { Problem } from '#declare'
import type { LogIn } from './log-in.ts'
import { networkOf } from './network.ts'
import { hashToken, type Visitor } from './sessions.ts'
import type { IdentityNeeds, OidcSettings } from './settings.ts'
import { findAccount, findLink, findPersonByPhone, insertLink, insertOidcRequest, takeAttempt, takeOidcRequest } from './store.ts'

export type Oidc = {
  /** Where to send the browser, and the token for the cookie that ties the answer to this browser. */
  start(backTo: string, visitor: Visitor): Promise<{ location: string; token: string }>
  /** `query` is that of our callback address. Throws `denied` for somebody we do not know, `unauthenticated` for a bad answer. */
  finish(of: {
    token: string | undefined
    query: string
    visitor: Visitor
    before?: string | undefined
  }): Promise<{ session: string; backTo: string }>
  /** Where to end the session at the provider too, if it offers that. */
  logOutAddress(): Promise<string | null>
}

const requestMs = 10 * 60_000
const startsOfAddress = 2000

export function createOidc(needs: IdentityNeeds, settings: OidcSettings, logIn: LogIn): Oidc {
  const { transact, record, clock, sessionClock } = needs
  let known: Promise<client.Configuration> | undefined

  /** Read once; after a failure the next log-in tries again. */
  const provider = () => {
    known ??= discover(settings).catch((error: unknown) => {
      known = undefined
      throw caused(new Problem('unavailable', `统一身份认证暂时无法使用，请稍后再试或使用账号口令登录（${reasonOf(error)}）`), error)
    })
    return known
  }

  const exchange = async (query: string, request: { state: string; nonce: string; verifier: string }) => {
    const address = new URL(settings.redirectUri)
    address.search = query
    try {
      return await client.authorizationCodeGrant(await provider(), address, {
        pkceCodeVerifier: request.verifier,
        expectedState: request.state,
        expectedNonce: request.nonce,
        idTokenExpected: true,
      })
    } catch (error) {
      if (error instanceof Problem) throw error
      throw caused(new Problem('unauthenticated', `统一身份认证没有通过，请重新登录（${reasonOf(error)}）`), error)
    }
  }

  /** A start leaves a row behind; who asks for thousands waits. */
  const limitStarts = async ({ address }: Visitor) => {
    const limit = { subject: `oidc:${networkOf(address)}`, now: sessionClock.now(), most: startsOfAddress, lockMs: requestMs }
    if ((await transact(tx => takeAttempt(tx, limit))) === 'locked') throw new Problem('too-many', '登录请求过多，请稍后再试')
  }

  /** The account the provider names, or the only person with the verified number; remembered for the next time. */
  const findOrLink = (issuer: string, claims: Record<string, unknown>) =>
    transact(async tx => {
      const subject = String(claims['sub'])
      const linked = await findLink(tx, issuer, subject)
      if (linked) return linked
      const account = claims[settings.accountClaim]
      const byAccount = typeof account === 'string' ? (await findAccount(tx, { account: account.trim().toLowerCase() }))?.person : undefined
      const phone = settings.linkByPhone && claims['phone_number_verified'] === true ? claims['phone_number'] : undefined
      const person = byAccount ?? (typeof phone === 'string' ? await findPersonByPhone(tx, localNumber(phone)) : undefined)
      if (!person) return undefined
      await insertLink(tx, { issuer, subject, person, at: sessionClock.now() })
      await record(tx, {
        kind: 'login',
        at: clock.now(),
        actor: person,
        act: 'link',
        content: { issuer, by: byAccount ? 'account' : 'phone' },
      })
      return person
    })

  return {
    async start(backTo, visitor) {
      const path = localPath(backTo)
      await limitStarts(visitor)
      const config = await provider()
      const request = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
      const token = randomBytes(32).toString('base64url')
      await transact(tx => insertOidcRequest(tx, hashToken(token), { ...request, backTo: path, createdAt: sessionClock.now() }))
      const location = client.buildAuthorizationUrl(config, {
        redirect_uri: settings.redirectUri,
        scope: settings.scope,
        state: request.state,
        nonce: request.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(request.verifier),
        code_challenge_method: 'S256',
        ...(settings.acr?.length && { acr_values: settings.acr.join(' ') }),
      })
      return { location: location.href, token }
    },
    async finish({ token, query, visitor, before }) {
      const request = token ? await transact(tx => takeOidcRequest(tx, hashToken(token))) : undefined
      if (!request || sessionClock.now().getTime() - request.createdAt.getTime() > requestMs)
        throw new Problem('unauthenticated', '登录请求已过期，请重新登录')
      const answer = await exchange(query, request)
      const claims = answer.claims()
      if (!claims) throw new Problem('unauthenticated', '统一身份认证没有返回身份信息，请重新登录')
      if (settings.acr?.length && !settings.acr.includes(String(claims['acr'])))
        throw new Problem('denied', '这次登录的认证强度不够，请在统一身份认证中以双因素方式重新登录')
      const config = await provider()
      const more = config.serverMetadata().userinfo_endpoint
        ? await client.fetchUserInfo(config, answer.access_token, claims.sub).catch(() => undefined)
        : undefined
      const person = await findOrLink(claims.iss, { ...more, ...claims })
      if (!person) throw new Problem('denied', '您的统一身份尚未与本平台账号关联，请联系本单位管理员')
      const session = await logIn.asPerson({ person, how: 'oidc', visitor, before })
      return { session, backTo: request.backTo }
    },
    async logOutAddress() {
      const config = await provider().catch(() => undefined)
      if (!config?.serverMetadata().end_session_endpoint) return null
      return client.buildEndSessionUrl(config, settings.afterLogOut ? { post_logout_redirect_uri: settings.afterLogOut } : {}).href
    },
  }
}

/** A path of our own: nobody is sent to a stranger's site by a link to us. */
export function localPath(path: string): string {
  const known = 'http://here.invalid'
  const parsed = URL.canParse(path, known) ? new URL(path, known) : undefined
  // Browsers read a backslash as a slash and drop tabs and line breaks.
  if (!path.startsWith('/') || /[\\\s]|\p{Cc}/u.test(path) || parsed?.origin !== known || parsed.pathname.startsWith('//'))
    throw new Problem('invalid', '登录后返回的地址只能是本平台的页面')
  return parsed.pathname + parsed.search + parsed.hash
}

async function discover(settings: OidcSettings): Promise<client.Configuration> {
  return client.discovery(
    new URL(settings.issuer),
    settings.clientId,
    undefined,
    settings.clientSecret ? client.ClientSecretBasic(settings.clientSecret) : client.None(),
    {
      timeout: 10,
      // The library would believe an ID token that came over TLS without looking at its signature.
      execute: [client.enableNonRepudiationChecks, ...(settings.insecure ? [client.allowInsecureRequests] : [])],
    },
  )
}

const localNumber = (phone: string) => phone.replace(/^\+86[ -]?/, '').replace(/[ -]/g, '')

/** The cause is for the log. */
function caused(problem: Problem, cause: unknown): Problem {
  problem.cause = cause
  return problem
}

/** What the provider said, without secrets: an error code or a name. */
const reasonOf = (error: unknown) => {
  if (error instanceof Error)
    return 'error' in error && typeof error.error === 'string'
      ? error.error
      : 'code' in error && typeof error.code === 'string'
        ? error.code
        : error.name
  return 'error'
}
