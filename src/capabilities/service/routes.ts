// The addresses of the public's door, mounted under `/api/portal`: for anybody, for whoever applies, for whoever has a case.
// Those for officials are in `message-routes.ts`.
import { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from '../../server/context.ts'
import { refuseInvalid } from '../../wire/route.ts'
import { applyRoutes } from './apply-routes.ts'
import { caseRoutes } from './case-routes.ts'
import { openRoutes } from './open-routes.ts'
import type { ServiceRoutes } from './route-words.ts'

export function serviceRoutes(options: ServiceRoutes): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  openRoutes(app, options)
  applyRoutes(app, options)
  caseRoutes(app, options)
  return app
}
