// The addresses of the session: who is logged in, coming and going, one's other sessions, passwords, and the people of a demo city.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import * as wire from '../../wire/session.ts'
import { describePosts, getCard, getPerson, listDemoPeople } from './directory.ts'
import type { Identity } from './identity.ts'
import { body, json, problem } from './route-words.ts'
import { csrfOf } from './sessions.ts'
import { administers } from './subject.ts'

type App = OpenAPIHono<AppEnv>
const tags = ['session']

export function sessionRoutes(app: App, identity: Identity): void {
  const { guard, logIn, sessions, oidc, needs } = identity
  const { settings, transact } = needs
  const base = { tags, middleware: guard.withSubject }

  app.openapi(
    createRoute({ tags, method: 'get', path: '/session/ways', responses: { 200: json(wire.LogInWays, 'How one may log in here') } }),
    c => c.json({ password: settings.passwords, oidc: oidc !== undefined, demo: settings.demo }, 200),
  )
  app.openapi(
    createRoute({ ...base, method: 'get', path: '/session', responses: { 200: json(wire.Session, 'Who is logged in'), default: problem } }),
    async c => c.json(await describe(c, identity, guard.tokenOf(c)!), 200),
  )
  app.openapi(
    createRoute({ ...base, method: 'delete', path: '/session', responses: { 200: json(wire.LoggedOut, 'Logged out'), default: problem } }),
    async c => {
      const token = guard.tokenOf(c)!
      const how = (await sessions.find(token))?.how
      await logIn.out({ token, person: c.get('subject').person, visitor: guard.visitorOf(c) })
      guard.take(c)
      c.header('cache-control', 'no-store')
      return c.json({ logOutAddress: how === 'oidc' && oidc ? await oidc.logOutAddress() : null }, 200)
    },
  )
  app.openapi(
    createRoute({
      ...base,
      method: 'get',
      path: '/sessions',
      responses: { 200: json(wire.OpenSessions, 'Where I am logged in'), default: problem },
    }),
    async c => {
      const open = await sessions.listOf(c.get('subject').person, guard.tokenOf(c)!)
      const items = open.map(one => ({ ...one, createdAt: one.createdAt.toISOString(), seenAt: one.seenAt.toISOString() }))
      return c.json({ items }, 200)
    },
  )
  app.openapi(
    createRoute({
      ...base,
      method: 'post',
      path: '/sessions/end-others',
      responses: { 200: json(wire.EndedSessions, 'Ended'), default: problem },
    }),
    async c => c.json({ ended: await logIn.endOthers({ token: guard.tokenOf(c)!, visitor: guard.visitorOf(c) }) }, 200),
  )
  app.openapi(
    createRoute({
      ...base,
      method: 'post',
      path: '/people/{id}/end-sessions',
      request: { params: z.object({ id: z.string().max(100) }) },
      responses: { 200: json(wire.EndedSessions, 'Ended, by an administrator of the region'), default: problem },
    }),
    async c => {
      const { id } = c.req.valid('param')
      const found = await identity.findSubject(id)
      const regions = found?.posts.map(post => post.region) ?? []
      const subject = c.get('subject')
      if (!administers(subject, regions.length > 0 ? regions : [needs.city.code]))
        throw new Problem('denied', '只有所在地区的系统管理员可以结束他人的登录')
      await transact(tx => getPerson(tx, id))
      return c.json({ ended: await logIn.endAllOf({ person: id, by: subject.person, visitor: guard.visitorOf(c) }) }, 200)
    },
  )
}

export function passwordRoutes(app: App, identity: Identity): void {
  const { guard, logIn } = identity
  app.openapi(
    createRoute({
      tags,
      middleware: guard.fromOurPages,
      method: 'post',
      path: '/session',
      request: { body: body(wire.LogIn) },
      responses: { 200: json(wire.Session, 'Logged in'), default: problem },
    }),
    async c => {
      const { account, password } = c.req.valid('json')
      const token = await logIn.byPassword({ account, password, visitor: guard.visitorOf(c), before: guard.tokenOf(c) })
      return c.json(await welcome(c, identity, token), 200)
    },
  )
  app.openapi(
    createRoute({
      tags,
      middleware: guard.withSubject,
      method: 'post',
      path: '/session/password',
      request: { body: body(wire.ChangePassword) },
      responses: { 200: json(wire.Session, 'Changed; every other session has ended'), default: problem },
    }),
    async c => {
      const { current, next } = c.req.valid('json')
      const token = await logIn.changePassword({ person: c.get('subject').person, current, next, visitor: guard.visitorOf(c) })
      return c.json(await welcome(c, identity, token), 200)
    },
  )
}

/** Added in demo mode only: elsewhere there are no such addresses. */
export function demoRoutes(app: App, identity: Identity): void {
  const { guard, logIn, needs } = identity
  const base = { tags, middleware: guard.fromOurPages }
  app.openapi(
    createRoute({
      ...base,
      method: 'post',
      path: '/session/demo',
      request: { body: body(wire.BecomeDemoPerson) },
      responses: { 200: json(wire.Session, 'Logged in as one of the synthetic people'), default: problem },
    }),
    async c => {
      const { person } = c.req.valid('json')
      const token = await logIn.asPerson({ person, how: 'demo', visitor: guard.visitorOf(c), before: guard.tokenOf(c) })
      return c.json(await welcome(c, identity, token), 200)
    },
  )
  const word = (most: number) => z.string().max(most).optional()
  const query = z.object({
    q: word(50),
    level: word(20),
    organ: word(100),
    role: word(50),
    cursor: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  })
  app.openapi(
    createRoute({
      ...base,
      method: 'get',
      path: '/demo/people',
      request: { query },
      responses: { 200: json(wire.DemoPeople, 'Whom one may become'), default: problem },
    }),
    async c => {
      const today = needs.dateOf(needs.clock.now())
      return c.json(await needs.transact(tx => listDemoPeople(tx, { ...c.req.valid('query'), today })), 200)
    },
  )
}

async function welcome(c: Context<AppEnv>, identity: Identity, token: string): Promise<wire.Session> {
  identity.guard.give(c, token)
  return describe(c, identity, token)
}

async function describe(c: Context<AppEnv>, { sessions, needs }: Identity, token: string): Promise<wire.Session> {
  const found = await sessions.find(token)
  if (!found) throw new Problem('unauthenticated', '请先登录')
  const { person, posts } = found.subject
  c.header('cache-control', 'no-store')
  return needs.transact(async tx => ({
    person,
    ...(await getCard(tx, person)),
    posts: await describePosts(tx, posts),
    csrf: csrfOf(token),
    demo: needs.settings.demo,
    simulatedNow: needs.simulatedNow?.() ?? null,
  }))
}
