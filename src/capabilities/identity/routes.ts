// The addresses of identity: the session, the ways in, the demo's people, delegations. The directory's are in directory-routes.ts.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { ProblemBody } from '../../wire/problem.ts'
import { BecomeDemoPerson, ChangePassword, Delegation, Delegations, DemoPeople, LoggedOut, LogIn, LogInWays, NewDelegation, Session } from '../../wire/session.ts'
import { describePosts, getCard, listDemoPeople } from './directory.ts'
import { directoryRoutes } from './directory-routes.ts'
import type { Identity } from './identity.ts'
import { csrfOf } from './sessions.ts'

const json = <S extends z.ZodType>(schema: S, description: string) => ({ description, content: { 'application/json': { schema } } })
const body = <S extends z.ZodType>(schema: S) => ({ required: true, content: { 'application/json': { schema } } })
const problem = { description: 'Problem', content: { 'application/problem+json': { schema: ProblemBody } } }

/** To be mounted under `/api`. Every route guards itself: those of logging in are open, the others ask who it is. */
export function identityRoutes(identity: Identity): OpenAPIHono<AppEnv> {
  const { guard, logIn, sessions, delegations, needs } = identity
  const { settings, transact, clock, dateOf } = needs
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  const open = { tags: ['session'], middleware: guard.fromOurPages }
  const closed = { tags: ['session'], middleware: guard.withSubject }

  const describe = async (token: string): Promise<Session> => {
    const found = await sessions.find(token)
    if (!found) throw new Problem('unauthenticated', '请先登录')
    const { subject } = found
    return transact(async tx => ({
      person: subject.person, ...(await getCard(tx, subject.person)), posts: await describePosts(tx, subject.posts), csrf: csrfOf(token), demo: settings.demo, simulatedNow: needs.simulatedNow?.() ?? null,
    }))
  }
  const welcome = async (c: Context<AppEnv>, token: string) => {
    guard.give(c, token)
    c.header('cache-control', 'no-store')
    return describe(token)
  }

  app.openapi(createRoute({ ...open, method: 'get', path: '/session/ways', responses: { 200: json(LogInWays, 'How one may log in here') } }), c =>
    c.json({ password: true, oidc: settings.oidc !== undefined, demo: settings.demo }, 200),
  )
  app.openapi(createRoute({ ...open, method: 'post', path: '/session', request: { body: body(LogIn) }, responses: { 200: json(Session, 'Logged in'), default: problem } }), async c => {
    const { account, password } = c.req.valid('json')
    return c.json(await welcome(c, await logIn.byPassword({ account, password, visitor: guard.visitorOf(c), before: guard.tokenOf(c) })), 200)
  })
  app.openapi(createRoute({ ...closed, method: 'get', path: '/session', responses: { 200: json(Session, 'Who is logged in'), default: problem } }), async c => {
    c.header('cache-control', 'no-store')
    return c.json(await describe(guard.tokenOf(c)!), 200)
  })
  app.openapi(createRoute({ ...closed, method: 'delete', path: '/session', responses: { 200: json(LoggedOut, 'Logged out'), default: problem } }), async c => {
    const token = guard.tokenOf(c)!
    const how = (await sessions.find(token))?.how
    await logIn.out({ token, person: c.get('subject').person, visitor: guard.visitorOf(c) })
    guard.take(c)
    c.header('cache-control', 'no-store')
    return c.json({ logOutAddress: how === 'oidc' && identity.oidc ? await identity.oidc.logOutAddress() : null }, 200)
  })
  app.openapi(createRoute({ ...closed, method: 'post', path: '/session/password', request: { body: body(ChangePassword) }, responses: { 200: json(Session, 'Changed; every other session has ended'), default: problem } }), async c => {
    const { current, next } = c.req.valid('json')
    return c.json(await welcome(c, await logIn.changePassword({ person: c.get('subject').person, current, next, visitor: guard.visitorOf(c) })), 200)
  })

  if (settings.demo) {
    app.openapi(createRoute({ ...open, method: 'post', path: '/session/demo', request: { body: body(BecomeDemoPerson) }, responses: { 200: json(Session, 'Logged in as one of the synthetic people'), default: problem } }), async c =>
      c.json(await welcome(c, await logIn.asPerson({ person: c.req.valid('json').person, how: 'demo', visitor: guard.visitorOf(c), before: guard.tokenOf(c) })), 200),
    )
    const query = z.object({ q: z.string().max(50).optional(), level: z.string().max(20).optional(), organ: z.string().max(100).optional(), role: z.string().max(50).optional(), cursor: z.string().regex(/^\d{1,9}$/).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) })
    app.openapi(createRoute({ ...open, method: 'get', path: '/demo/people', request: { query }, responses: { 200: json(DemoPeople, 'Whom one may become'), default: problem } }), async c => {
      const page = await transact(tx => listDemoPeople(tx, { ...c.req.valid('query'), today: dateOf(clock.now()) }))
      return c.json(page, 200)
    })
  }

  app.openapi(createRoute({ ...closed, method: 'get', path: '/delegations', responses: { 200: json(Delegations, 'Those I have to do with'), default: problem } }), async c =>
    c.json({ items: await delegations.list(c.get('subject')) }, 200),
  )
  app.openapi(createRoute({ ...closed, method: 'post', path: '/delegations', request: { body: body(NewDelegation) }, responses: { 201: json(Delegation, 'Arranged'), default: problem } }), async c =>
    c.json(await delegations.create(c.get('subject'), c.req.valid('json')), 201),
  )
  app.openapi(createRoute({ ...closed, method: 'delete', path: '/delegations/{id}', request: { params: z.object({ id: z.uuid() }) }, responses: { 204: { description: 'Revoked' }, default: problem } }), async c => {
    await delegations.revoke(c.get('subject'), c.req.valid('param').id)
    return c.body(null, 204)
  })

  addOidcRoutes(app, identity)
  directoryRoutes(app, identity)
  return app
}

function addOidcRoutes(app: OpenAPIHono<AppEnv>, { guard, oidc, needs }: Identity): void {
  if (!oidc) return
  const tags = ['session']
  const page = needs.settings.logInPage
  const failed = (c: Context<AppEnv>, error: unknown) => {
    if (!(error instanceof Problem)) throw error
    return c.redirect(`${page}?oidc=${error.code}`, 302)
  }
  app.openapi(createRoute({ tags, method: 'get', path: '/oidc/start', request: { query: z.object({ back: z.string().max(2000).default('/') }) }, responses: { 302: { description: 'To the identity provider' }, default: problem } }), async c => {
    try {
      const { location, token } = await oidc.start(c.req.valid('query').back)
      guard.giveOidc(c, token)
      return c.redirect(location, 302)
    } catch (error) {
      if (error instanceof Problem && error.code === 'invalid') throw error
      return failed(c, error)
    }
  })
  app.openapi(createRoute({ tags, method: 'get', path: '/oidc/callback', responses: { 302: { description: 'Logged in, or back to the log-in page with `?oidc=<code>`' } } }), async c => {
    try {
      const { session, backTo } = await oidc.finish({ token: guard.takeOidc(c), query: new URL(c.req.url).search, visitor: guard.visitorOf(c), before: guard.tokenOf(c) })
      guard.give(c, session)
      c.header('cache-control', 'no-store')
      return c.redirect(backTo, 302)
    } catch (error) {
      return failed(c, error)
    }
  })
}

type Hook = NonNullable<NonNullable<ConstructorParameters<typeof OpenAPIHono<AppEnv>>[0]>['defaultHook']>
/** What does not fit the schema leaves as a Problem like any other fault of the input. */
const refuseInvalid: Hook = result => {
  if (result.success) return
  throw new Problem('invalid', '提交的内容不符合要求，请检查后再试', result.error.issues.map(issue => ({ at: issue.path.join('.'), message: issue.message })))
}
