// Addresses for anybody, without an account: the front page, services and what the rules say, a case followed by its receipt.
// Nothing here reads a row of somebody's but `follow`, and that says of nobody a word.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { lifeEvents } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import * as wire from '../../wire/portal.ts'
import { json, problem } from '../../wire/route.ts'
import { body, filled, ofService, region, type ServiceRoutes, tags } from './route-words.ts'

export function openRoutes(app: OpenAPIHono<AppEnv>, { desk, model, demo, fromOurPages, addressOf }: ServiceRoutes): void {
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
