// Addresses by which a resident applies: what is already known, what they had begun, what is handed in.
// What they have handed in is in `case-routes.ts`.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { AppEnv } from '../../server/context.ts'
import * as wire from '../../wire/portal.ts'
import { json, problem } from '../../wire/route.ts'
import { body, keyed, ofService, region, type ServiceRoutes, tags } from './route-words.ts'

export function applyRoutes(app: OpenAPIHono<AppEnv>, { desk, withResident }: ServiceRoutes): void {
  const own = { tags, middleware: withResident }
  app.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/services/{name}/prefill',
      request: { params: ofService, query: z.object({ place: region }) },
      responses: { 200: json(wire.Prefill, 'What is already known'), default: problem },
    }),
    async c => c.json(await desk.prefill(c.get('subject'), c.req.valid('param').name, c.req.valid('query').place), 200),
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'post',
      path: '/services/{name}/apply',
      request: { params: ofService, headers: keyed, ...body(wire.ApplyInput) },
      responses: { 200: json(wire.ApplyResult, 'The case that was made, or why not'), default: problem },
    }),
    async c => {
      const { values, place } = c.req.valid('json')
      const key = c.req.valid('header')['idempotency-key']
      return c.json(
        await desk.apply(c.get('subject'), c.req.valid('param').name, { values, key, ...(place !== undefined && { place }) }),
        200,
      )
    },
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/services/{name}/draft',
      request: { params: ofService },
      responses: { 200: json(wire.PortalDraft, 'What I had begun to fill in, or null'), default: problem },
    }),
    async c => {
      const found = await desk.draft(c.get('subject'), c.req.valid('param').name)
      return c.json(found && { values: found.values, savedAt: found.savedAt }, 200)
    },
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'put',
      path: '/services/{name}/draft',
      request: { params: ofService, ...body(wire.PortalDraftInput) },
      responses: { 200: json(wire.PortalDraft, 'Kept'), default: problem },
    }),
    async c => {
      const kept = await desk.saveDraft(c.get('subject'), c.req.valid('param').name, c.req.valid('json').values)
      return c.json({ values: kept.values, savedAt: kept.savedAt }, 200)
    },
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'delete',
      path: '/services/{name}/draft',
      request: { params: ofService },
      responses: { 204: { description: 'Forgotten' }, default: problem },
    }),
    async c => {
      await desk.removeDraft(c.get('subject'), c.req.valid('param').name)
      return c.body(null, 204)
    },
  )
}
