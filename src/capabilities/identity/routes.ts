// The addresses of identity. Mounted by the server under `/api`. Every route guards itself: the ways in are open, the others ask who it is.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { AppEnv } from '../../server/context.ts'
import { Delegation, Delegations, NewDelegation } from '../../wire/session.ts'
import { directoryRoutes } from './directory-routes.ts'
import type { Identity } from './identity.ts'
import { oidcRoutes } from './oidc-routes.ts'
import { body, json, problem, refuseInvalid } from './route-words.ts'
import { demoRoutes, passwordRoutes, sessionRoutes } from './session-routes.ts'

export function identityRoutes(identity: Identity): OpenAPIHono<AppEnv> {
  const { settings } = identity.needs
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  sessionRoutes(app, identity)
  if (settings.passwords) passwordRoutes(app, identity)
  if (settings.demo) demoRoutes(app, identity)
  oidcRoutes(app, identity)
  delegationRoutes(app, identity)
  directoryRoutes(app, identity)
  return app
}

function delegationRoutes(app: OpenAPIHono<AppEnv>, { guard, delegations }: Identity): void {
  const base = { tags: ['session'], middleware: guard.withSubject }
  app.openapi(
    createRoute({
      ...base,
      method: 'get',
      path: '/delegations',
      responses: { 200: json(Delegations, 'Those I have to do with'), default: problem },
    }),
    async c => c.json({ items: await delegations.list(c.get('subject')) }, 200),
  )
  app.openapi(
    createRoute({
      ...base,
      method: 'post',
      path: '/delegations',
      request: { body: body(NewDelegation) },
      responses: { 201: json(Delegation, 'Arranged'), default: problem },
    }),
    async c => c.json(await delegations.create(c.get('subject'), c.req.valid('json')), 201),
  )
  app.openapi(
    createRoute({
      ...base,
      method: 'delete',
      path: '/delegations/{id}',
      request: { params: z.object({ id: z.uuid() }) },
      responses: { 204: { description: 'Revoked' }, default: problem },
    }),
    async c => {
      await delegations.revoke(c.get('subject'), c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
}
