// The addresses of what people keep for themselves: saved views and drafts of forms.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { getRecord } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { Draft, SavedView } from '../../wire/rows.ts'
import { findDraft, removeDraft, saveDraft } from './drafts.ts'
import { body, defined, json, ofRecord, problem, run, type StoreRoutesOptions } from './route-parts.ts'
import { createView, listViews, removeView, updateView } from './views.ts'

export function viewRoutes(app: OpenAPIHono<AppEnv>, options: StoreRoutesOptions): void {
  const tags = ['views']
  const byId = z.object({ id: z.string().max(100) })
  const ViewFields = z.object({ name: z.string().trim().min(1).max(60), query: z.record(z.string(), z.unknown()), shared: z.boolean() })
  const ViewInput = ViewFields.extend({ record: z.string().max(100), shared: z.boolean().default(false) }).openapi('SavedViewInput')

  app.openapi(
    createRoute({
      tags,
      method: 'get',
      path: '/views',
      request: { query: z.object({ record: z.string().max(100).optional() }) },
      responses: { 200: json(z.object({ views: z.array(SavedView) }), 'Own and shared views'), default: problem },
    }),
    async c => c.json({ views: await run(options, c.get('subject'), as => listViews(as, c.req.valid('query').record)) }, 200),
  )
  app.openapi(
    createRoute({
      tags,
      method: 'post',
      path: '/views',
      request: { body: body(ViewInput) },
      responses: { 201: json(SavedView, 'The view'), default: problem },
    }),
    async c => {
      const view = c.req.valid('json')
      getRecord(options.world.model, view.record)
      return c.json(await run(options, c.get('subject'), as => createView(as, view)), 201)
    },
  )
  app.openapi(
    createRoute({
      tags,
      method: 'patch',
      path: '/views/{id}',
      request: { params: byId, body: body(ViewFields.partial().openapi('SavedViewChange')) },
      responses: { 200: json(SavedView, 'The view'), default: problem },
    }),
    async c =>
      c.json(await run(options, c.get('subject'), as => updateView(as, c.req.valid('param').id, defined(c.req.valid('json')))), 200),
  )
  app.openapi(
    createRoute({
      tags,
      method: 'delete',
      path: '/views/{id}',
      request: { params: byId },
      responses: { 204: { description: 'Removed' }, default: problem },
    }),
    async c => {
      await run(options, c.get('subject'), as => removeView(as, c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
}

export function draftRoutes(app: OpenAPIHono<AppEnv>, options: StoreRoutesOptions): void {
  const tags = ['drafts']
  const params = ofRecord.extend({ key: z.string().min(1).max(200) })
  app.openapi(
    createRoute({
      tags,
      method: 'get',
      path: '/drafts/{record}/{key}',
      request: { params },
      responses: { 200: json(Draft.nullable(), 'The draft, or null'), default: problem },
    }),
    async c => {
      const { record, key } = c.req.valid('param')
      return c.json(await run(options, c.get('subject'), as => findDraft(as, record, key)), 200)
    },
  )
  app.openapi(
    createRoute({
      tags,
      method: 'put',
      path: '/drafts/{record}/{key}',
      request: { params, body: body(z.object({ values: z.record(z.string(), z.unknown()) }).openapi('DraftInput')) },
      responses: { 200: json(Draft, 'The draft as kept'), default: problem },
    }),
    async c => {
      const { record, key } = c.req.valid('param')
      getRecord(options.world.model, record)
      return c.json(await run(options, c.get('subject'), as => saveDraft(as, record, key, c.req.valid('json').values)), 200)
    },
  )
  app.openapi(
    createRoute({
      tags,
      method: 'delete',
      path: '/drafts/{record}/{key}',
      request: { params },
      responses: { 204: { description: 'Forgotten' }, default: problem },
    }),
    async c => {
      const { record, key } = c.req.valid('param')
      await run(options, c.get('subject'), as => removeDraft(as, record, key))
      return c.body(null, 204)
    },
  )
}
