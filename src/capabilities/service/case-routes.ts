// Addresses of a resident's own cases: the list, one of them, acts and a rating; and who read their data.
// Beginning one is in `apply-routes.ts`.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { AppEnv } from '../../server/context.ts'
import * as wire from '../../wire/portal.ts'
import { json, problem } from '../../wire/route.ts'
import { body, keyed, ofCase, type ServiceRoutes, tags } from './route-words.ts'

export function caseRoutes(app: OpenAPIHono<AppEnv>, { desk, withResident }: ServiceRoutes): void {
  const own = { tags, middleware: withResident }
  app.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/cases',
      responses: { 200: json(wire.CaseCards, 'My cases, what waits for me first'), default: problem },
    }),
    async c => c.json({ items: await desk.cases(c.get('subject')) }, 200),
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/cases/{record}/{id}',
      request: { params: ofCase },
      responses: { 200: json(wire.PortalCase, 'One case of mine'), default: problem },
    }),
    async c => {
      const { record, id } = c.req.valid('param')
      return c.json(await desk.case(c.get('subject'), record, id), 200)
    },
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'post',
      path: '/cases/{record}/{id}/acts/{act}',
      request: { params: ofCase.extend({ act: z.string().max(60) }), headers: keyed, ...body(wire.PortalActInput) },
      responses: { 200: json(wire.PortalActResult, 'Done'), default: problem },
    }),
    async c => {
      const { record, id, act } = c.req.valid('param')
      const { task, reason, expect, values } = c.req.valid('json')
      const more = { ...(task !== undefined && { task }), ...(reason !== undefined && { reason }), ...(expect !== undefined && { expect }) }
      return c.json(
        await desk.act(c.get('subject'), { record, id, act, values, key: c.req.valid('header')['idempotency-key'], ...more }),
        200,
      )
    },
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'put',
      path: '/cases/{record}/{id}/rating',
      request: { params: ofCase, ...body(wire.RatingInput) },
      responses: { 200: json(wire.PortalCase, 'The case with its rating'), default: problem },
    }),
    async c => {
      const { record, id } = c.req.valid('param')
      const { words, ...rating } = c.req.valid('json')
      return c.json(await desk.rate(c.get('subject'), record, id, { ...rating, ...(words !== undefined && { words }) }), 200)
    },
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/privacy',
      request: { query: z.object({ before: z.uuid().optional() }) },
      responses: { 200: json(wire.PrivacyReads, 'Who read my data'), default: problem },
    }),
    async c => c.json(await desk.privacy(c.get('subject'), c.req.valid('query').before), 200),
  )
}
