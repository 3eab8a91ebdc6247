// What somebody is asked to sign, before it is signed: on their own telephone, or face to face at an official's desk.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { sendDrawn } from '../capabilities/papers/routes.ts'
import type { ServiceDesk } from '../capabilities/service/port.ts'
import { PaperText } from '../wire/portal.ts'
import { fileBytes, json, problem } from '../wire/route.ts'
import type { AppEnv } from './context.ts'

type Door = { readonly tags: string[]; readonly middleware?: MiddlewareHandler<AppEnv> }

export function readingRoutes(app: OpenAPIHono<AppEnv>, door: Door, read: ServiceDesk['readBefore']): void {
  const params = z.object({ record: z.string().max(60), id: z.uuid(), act: z.string().max(60) })
  app.openapi(
    createRoute({
      ...door,
      method: 'get',
      path: '/cases/{record}/{id}/acts/{act}/paper',
      summary: '签署前阅读的文书',
      request: { params },
      responses: { 200: json(PaperText, '文书全文'), default: problem },
    }),
    async c => {
      const { record, id, act } = c.req.valid('param')
      return c.json((await read(c.get('subject'), record, id, act)).text, 200)
    },
  )
  app.openapi(
    createRoute({
      ...door,
      method: 'get',
      path: '/cases/{record}/{id}/acts/{act}/paper/file',
      summary: '签署前阅读的文书（PDF）',
      request: { params },
      responses: { 200: fileBytes('The bytes'), default: problem },
    }),
    async c => {
      const { record, id, act } = c.req.valid('param')
      return sendDrawn(c, await (await read(c.get('subject'), record, id, act)).draw('pdf')) as never
    },
  )
}
