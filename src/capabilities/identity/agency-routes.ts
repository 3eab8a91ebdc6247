// The office's addresses of acting for firms. Whether somebody may is asked by the office itself, for each of them.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { FileRef } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { EndAgency, OfficeAgencies } from '../../wire/agencies.ts'
import { fileBytes } from '../../wire/route.ts'
import type { Identity } from './identity.ts'
import { body, json, problem, refuseInvalid } from './route-words.ts'

export type AgencyRoutes = {
  readonly identity: Identity
  readonly sendLetter: (c: Context<AppEnv>, letter: FileRef, inline: boolean) => Promise<Response>
}

export function agencyRoutes({ identity, sendLetter }: AgencyRoutes): OpenAPIHono<AppEnv> {
  const { guard } = identity
  const { office } = identity.public
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  const base = { tags: ['agencies'], middleware: guard.withSubject }
  const params = z.object({ id: z.uuid() })

  app.openapi(
    createRoute({
      ...base,
      method: 'get',
      path: '/agencies',
      request: { query: z.object({ state: z.enum(['waiting', 'active']).default('waiting'), q: z.string().trim().max(50).optional() }) },
      responses: { 200: json(OfficeAgencies, 'Who waits to act for firms, or who acts'), default: problem },
    }),
    async c => c.json(await office.list(c.get('subject'), c.req.valid('query')), 200),
  )
  app.openapi(
    createRoute({
      ...base,
      method: 'get',
      path: '/agencies/{id}/letter',
      request: { params, query: z.object({ inline: z.enum(['1']).optional() }) },
      responses: { 200: fileBytes('The letter of authorisation'), default: problem },
    }),
    async c => {
      const letter = await office.letter(c.get('subject'), c.req.valid('param').id)
      return (await sendLetter(c, letter, c.req.valid('query').inline === '1')) as never
    },
  )
  app.openapi(
    createRoute({
      ...base,
      method: 'post',
      path: '/agencies/{id}/confirm',
      request: { params },
      responses: { 204: { description: 'Admitted' }, default: problem },
    }),
    async c => {
      await office.confirm(c.get('subject'), c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
  for (const deed of ['refuse', 'revoke'] as const)
    app.openapi(
      createRoute({
        ...base,
        method: 'post',
        path: `/agencies/{id}/${deed}`,
        request: { params, body: body(EndAgency) },
        responses: { 204: { description: deed === 'refuse' ? 'Refused' : 'Revoked' }, default: problem },
      }),
      async c => {
        await office[deed](c.get('subject'), c.req.valid('param').id, c.req.valid('json').because)
        return c.body(null, 204)
      },
    )
  return app
}
