// The one address of the public's door that is for officials: what the parties of a case were told, and when.
// It stands beside the other addresses of cases, outside `/api/portal`.
import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { getRecord, type Model, Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import * as wire from '../../wire/portal.ts'
import { json, problem, refuseInvalid } from '../../wire/route.ts'
import type { Store } from '../store/port.ts'
import type { ServiceDesk } from './port.ts'
import { ofCase } from './route-words.ts'

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
