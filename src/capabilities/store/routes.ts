// All addresses of the store: rows, exports, saved views, drafts, figures, and the search over everything.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { SearchResult } from '../../wire/rows.ts'
import { figureRoutes } from './figure-routes.ts'
import { json, problem, run, type StoreRoutesOptions } from './route-parts.ts'
import { exportRoutes, rowRoutes } from './row-routes.ts'
import { searchRows } from './search.ts'
import { draftRoutes, viewRoutes } from './view-routes.ts'

export type { RowChange, StoreRoutesOptions } from './route-parts.ts'

/** To be mounted under `/api`, behind the guard that puts the subject into the context. */
export function storeRoutes(options: StoreRoutesOptions): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  exportRoutes(app, options)
  rowRoutes(app, options)
  viewRoutes(app, options)
  draftRoutes(app, options)
  figureRoutes(app, options)
  app.openapi(
    createRoute({
      tags: ['search'],
      method: 'get',
      path: '/search',
      request: { query: z.object({ q: z.string().trim().min(1).max(100), limit: z.coerce.number().int().min(1).max(100).default(50) }) },
      responses: { 200: json(SearchResult, 'Rows, people and organs that hold the words'), default: problem },
    }),
    async c => {
      const { q, limit } = c.req.valid('query')
      const hits = await run(options, c.get('subject'), as => searchRows(as, q, limit))
      const { lookups } = options.world
      return c.json({ hits, people: [...lookups.findPeople(q, 20)], organs: [...lookups.findOrgans(q, 20)] }, 200)
    },
  )
  return app
}

function refuseInvalid(result: {
  success: boolean
  error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }
}): void {
  if (result.success) return
  throw new Problem(
    'invalid',
    '提交的内容有误，请检查后重试',
    (result.error?.issues ?? []).map(issue => ({ at: issue.path.map(String).join('.'), message: issue.message })),
  )
}
