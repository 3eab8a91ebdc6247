// The addresses of the public's door, mounted under `/api/portal`; and one for officials, who see that the applicant was told.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { getRecord, lifeEvents, type Model, Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import * as wire from '../../wire/portal.ts'
import { json, problem, refuseInvalid } from '../../wire/route.ts'
import type { Store } from '../store/port.ts'
import type { ServiceDesk } from './port.ts'

export type ServiceRoutes = {
  readonly desk: ServiceDesk
  readonly model: Model
  readonly withResident: MiddlewareHandler<AppEnv>
  readonly fromOurPages: MiddlewareHandler<AppEnv>
  readonly demo: boolean
  readonly addressOf: (c: Parameters<MiddlewareHandler<AppEnv>>[0]) => string
}

const tags = ['portal']
const body = <S extends z.ZodType>(schema: S) => ({ body: { required: true, content: { 'application/json': { schema } } } })
const ofService = z.object({ name: z.string().max(60) })
const ofCase = z.object({ record: z.string().max(60), id: z.uuid() })
const region = z
  .string()
  .regex(/^\d{6,12}$/)
  .optional()
const keyed = z.object({ 'idempotency-key': z.string().min(8).max(200) })
const filled = z.object({ values: z.record(z.string(), z.unknown()).default({}) }).openapi('PortalValues')

export function serviceRoutes(options: ServiceRoutes): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  openRoutes(app, options)
  applyRoutes(app, options)
  caseRoutes(app, options)
  return app
}

function openRoutes(app: OpenAPIHono<AppEnv>, { desk, model, demo, fromOurPages, addressOf }: ServiceRoutes): void {
  const { city } = model
  const open = { tags, middleware: fromOurPages }
  const view = ({ code, name, level, parent }: (typeof city.regions)[number]) => ({ code, name, level, parent })
  const counties = city.regions.filter(one => one.parent === city.code)

  app.openapi(
    createRoute({
      ...open,
      method: 'get',
      path: '/home',
      request: { query: z.object({ at: region }) },
      responses: { 200: json(wire.PortalHome, 'The front page of an edition'), default: problem },
    }),
    c => {
      const { at } = c.req.valid('query')
      const found = city.regions.find(one => one.code === at && (one.code === city.code || one.parent === city.code))
      const services = [...model.services.values()]
      const events = Object.entries(lifeEvents).flatMap(([id, label]) => {
        const offered = services.filter(one => (one.events as readonly string[]).includes(id))
        const firms = ['open', 'licence', 'staff', 'growth', 'closing'].includes(id)
        return offered.length === 0 ? [] : [{ id, label, count: offered.length, for: firms ? ('business' as const) : ('person' as const) }]
      })
      const own = { code: city.code, name: city.name, level: 'city', parent: null }
      return c.json(
        {
          city: { code: city.code, name: city.name, title: city.brand.title, zone: city.zone, synthetic: city.brand.synthetic },
          region: found ? view(found) : own,
          editions: [own, ...counties.map(view)],
          events,
          demo,
        },
        200,
      )
    },
  )
  app.openapi(
    createRoute({
      ...open,
      method: 'get',
      path: '/regions',
      request: { query: z.object({ parent: region }) },
      responses: {
        200: json(z.object({ items: z.array(wire.PortalRegion) }).openapi('PortalRegions'), 'The regions below one'),
        default: problem,
      },
    }),
    c => {
      const parent = c.req.valid('query').parent ?? city.code
      return c.json({ items: city.regions.filter(one => one.parent === parent).map(view) }, 200)
    },
  )
  app.openapi(
    createRoute({
      ...open,
      method: 'get',
      path: '/services',
      request: {
        query: z.object({
          q: z.string().max(60).optional(),
          event: z.string().max(20).optional(),
          for: z.enum(['person', 'business']).optional(),
          at: region,
        }),
      },
      responses: { 200: json(wire.ServiceCards, 'Services, best first'), default: problem },
    }),
    async c => {
      const { q, event, at, for: audience } = c.req.valid('query')
      const items = await desk.search({
        ...(q && { words: q }),
        ...(event && { event }),
        ...(audience && { for: audience }),
        ...(at && { at }),
      })
      return c.json({ items }, 200)
    },
  )
  app.openapi(
    createRoute({
      ...open,
      method: 'get',
      path: '/services/{name}',
      request: { params: ofService, query: z.object({ at: region }) },
      responses: { 200: json(wire.ServiceGuide, 'One service, explained'), default: problem },
    }),
    c => c.json(desk.guide(c.req.valid('param').name, c.req.valid('query').at), 200),
  )
  app.openapi(
    createRoute({
      ...open,
      method: 'post',
      path: '/services/{name}/verdict',
      request: { params: ofService, ...body(filled) },
      responses: { 200: json(wire.VerdictBody, 'What the rules say, before anything is handed in'), default: problem },
    }),
    c => c.json(desk.verdict(undefined, c.req.valid('param').name, c.req.valid('json').values), 200),
  )
  app.openapi(
    createRoute({
      ...open,
      method: 'post',
      path: '/follow',
      request: body(wire.FollowInput),
      responses: { 200: json(wire.FollowView, 'State and dates of a case, of nobody a word'), default: problem },
    }),
    async c => c.json(await desk.follow(c.req.valid('json'), addressOf(c)), 200),
  )
  app.openapi(
    createRoute({
      ...open,
      method: 'get',
      path: '/follow/{token}',
      request: { params: z.object({ token: z.string().max(60) }) },
      responses: { 200: json(wire.FollowView, 'The same by the QR code of the receipt'), default: problem },
    }),
    async c => c.json(await desk.follow({ token: c.req.valid('param').token }, addressOf(c)), 200),
  )
}

function applyRoutes(app: OpenAPIHono<AppEnv>, { desk, withResident }: ServiceRoutes): void {
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

function caseRoutes(app: OpenAPIHono<AppEnv>, { desk, withResident }: ServiceRoutes): void {
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

/** For officials who may see the case: that its parties were told, and of what; no text, for it holds the code. */
export function messageRoutes({ desk, model, store }: { desk: ServiceDesk; model: Model; store: Store }): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  app.openapi(
    createRoute({
      tags: ['cases'],
      method: 'get',
      path: '/cases/{record}/{id}/messages',
      request: { params: ofCase },
      responses: { 200: json(wire.CaseMessages, 'What the parties were told'), default: problem },
    }),
    async c => {
      const subject = c.get('subject')
      const { record: name, id } = c.req.valid('param')
      const record = getRecord(model, name)
      const row = await store.as(subject, tx => store.get(tx, subject, record, id))
      if (!row.case?.state) throw new Problem('not-found', `这条“${record.label}”尚未启动流程`)
      return c.json({ items: await store.asSystemPastAccessRules(tx => desk.messages.of(tx, row)) }, 200)
    },
  )
  return app
}
