// The public's own addresses: a code to the telephone, logging in and out, one's name, the firms one acts for.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { Problem } from '#declare'
import type { KindContext } from '../../fields/kind.ts'
import { kindOf } from '../../fields/kinds.ts'
import type { AppEnv } from '../../server/context.ts'
import * as wire from '../../wire/portal.ts'
import type { SmsSandbox } from '../sms/port.ts'
import type { Identity } from './identity.ts'
import { codeLimits, codeMinutes } from './public-log-in.ts'
import { body, json, problem, refuseInvalid } from './route-words.ts'
import { csrfOf } from './sessions.ts'

/** `sandbox`: in a demo the messages that would have been sent can be read; elsewhere there is no such address. */
export type PublicRoutes = {
  readonly identity: Identity
  readonly kinds: () => KindContext
  readonly sandbox?: SmsSandbox
  /** Refuses a letter that its sender did not upload. */
  readonly ownFile: (account: string, hash: string) => Promise<boolean>
}

const tags = ['portal']

export function publicRoutes({ identity, kinds, sandbox, ownFile }: PublicRoutes): OpenAPIHono<AppEnv> {
  const { guard, logIn, sessions, accounts, agents, withResident } = identity.public
  const { settings, transact } = identity.needs
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  const open = { tags, middleware: guard.fromOurPages }
  const own = { tags, middleware: withResident }

  /** Written any way people write a number; only a mobile one takes a code. */
  const phoneIn = (given: string): string => {
    const found = kindOf('phone').normalise(given, { kind: 'phone', label: '手机号' }, kinds())
    if (!found.ok) throw new Problem('invalid', '请填写11位手机号码', [{ at: 'phone', message: '请填写11位手机号码' }])
    return found.value as string
  }

  const describe = async (c: Context<AppEnv>, token: string): Promise<wire.PortalSession> => {
    const found = await sessions.find(token)
    if (!found) throw new Problem('unauthenticated', '请先登录')
    c.header('cache-control', 'no-store')
    const { person, name, firms = [] } = found.subject
    const card = await transact(tx => accounts.find(tx, person))
    return {
      account: person,
      phone: card?.of ?? '',
      name,
      firms: firms.map(firm => ({ ...firm })),
      csrf: csrfOf(token),
      demo: settings.demo,
    }
  }

  app.openapi(
    createRoute({
      ...open,
      method: 'post',
      path: '/code',
      request: { body: body(wire.CodeInput) },
      responses: { 200: json(wire.CodeSent, 'Sent'), default: problem },
    }),
    async c => {
      guard.giveTie(c, await logIn.sendCode({ phone: phoneIn(c.req.valid('json').phone), visitor: guard.visitorOf(c) }))
      return c.json({ againSeconds: codeLimits.againSeconds, minutes: codeMinutes }, 200)
    },
  )
  app.openapi(
    createRoute({
      ...open,
      method: 'post',
      path: '/session',
      request: { body: body(wire.CodeLogIn) },
      responses: { 200: json(wire.PortalSession, 'Logged in'), default: problem },
    }),
    async c => {
      const { phone, code } = c.req.valid('json')
      const token = await logIn.byCode({
        phone: phoneIn(phone),
        code,
        tie: guard.tieOf(c),
        visitor: guard.visitorOf(c),
        before: guard.tokenOf(c),
      })
      guard.give(c, token)
      guard.dropTie(c)
      return c.json(await describe(c, token), 200)
    },
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/session',
      responses: { 200: json(wire.PortalSession, 'Who is logged in'), default: problem },
    }),
    async c => c.json(await describe(c, guard.tokenOf(c)!), 200),
  )
  app.openapi(
    createRoute({ ...own, method: 'delete', path: '/session', responses: { 204: { description: 'Logged out' }, default: problem } }),
    async c => {
      const subject = c.get('subject')
      await logIn.out({ token: guard.tokenOf(c)!, account: subject.agent ?? subject.person, visitor: guard.visitorOf(c) })
      guard.take(c)
      return c.body(null, 204)
    },
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'post',
      path: '/session/end-all',
      responses: { 204: { description: 'Logged out everywhere' }, default: problem },
    }),
    async c => {
      const subject = c.get('subject')
      await logIn.outEverywhere({ account: subject.agent ?? subject.person, visitor: guard.visitorOf(c) })
      guard.take(c)
      return c.body(null, 204)
    },
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'put',
      path: '/me',
      request: { body: body(wire.MeInput) },
      responses: { 200: json(wire.PortalSession, 'Changed'), default: problem },
    }),
    async c => {
      const subject = c.get('subject')
      const account = subject.agent ?? subject.person
      await transact(tx => accounts.setName(tx, account, c.req.valid('json').name))
      sessions.forget({ person: account })
      return c.json(await describe(c, guard.tokenOf(c)!), 200)
    },
  )

  // Agents are people: whoever acts for a firm is asked as themselves.
  const me = (c: Context<AppEnv>) => c.get('subject').agent ?? c.get('subject').person
  const ofAgency = { params: z.object({ id: z.uuid() }) }
  app.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/agents',
      responses: { 200: json(wire.Agencies, 'Firms I act for, and who asks to'), default: problem },
    }),
    async c => c.json({ items: await agents.list(me(c)) }, 200),
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'post',
      path: '/agents',
      request: { body: body(wire.AgencyInput) },
      responses: { 201: json(wire.AgencyView, 'Asked, or admitted'), default: problem },
    }),
    async c => {
      const { creditCode, letter } = c.req.valid('json')
      const found = kindOf('credit-code').normalise(creditCode, { kind: 'credit-code', label: '统一社会信用代码' }, kinds())
      if (!found.ok) throw new Problem('invalid', found.message, [{ at: 'creditCode', message: found.message }])
      if (!(await ownFile(me(c), letter.hash)))
        throw new Problem('invalid', '请上传授权委托书', [{ at: 'letter', message: '文件还没有上传成功，请重新上传' }])
      return c.json(await agents.claim({ account: me(c), creditCode: found.value as string, letter }), 201)
    },
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'post',
      path: '/agents/{id}/confirm',
      request: ofAgency,
      responses: { 204: { description: 'Admitted' }, default: problem },
    }),
    async c => {
      await agents.confirm(me(c), c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'delete',
      path: '/agents/{id}',
      request: ofAgency,
      responses: { 204: { description: 'Revoked' }, default: problem },
    }),
    async c => {
      await agents.revoke(me(c), c.req.valid('param').id)
      return c.body(null, 204)
    },
  )

  if (settings.demo && sandbox)
    app.openapi(
      createRoute({
        ...open,
        method: 'get',
        path: '/demo/messages',
        request: { query: z.object({ phone: z.string().max(20) }) },
        responses: { 200: json(wire.SandboxMessages, 'What would have been sent to this number'), default: problem },
      }),
      async c => {
        c.header('cache-control', 'no-store')
        const items = await sandbox.listTo(phoneIn(c.req.valid('query').phone))
        return c.json({ items: items.slice(-20).map(({ text, at }) => ({ text, at: at.toISOString() })) }, 200)
      },
    )
  return app
}
