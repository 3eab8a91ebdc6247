// Everything under `/api/portal`: the doors of the public. Nothing here knows the officials' cookie, and nothing else knows that of the public.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { networkOf } from '../capabilities/identity/network.ts'
import { publicRoutes } from '../capabilities/identity/public-routes.ts'
import { checkAddress, sendDrawn } from '../capabilities/papers/routes.ts'
import { serviceRoutes } from '../capabilities/service/routes.ts'
import { FileBody } from '../wire/city.ts'
import { fileBytes, json, problem } from '../wire/route.ts'
import type { AppEnv } from './context.ts'
import { receiveFile, sendFile } from './file-answers.ts'
import type { Platform } from './platform.ts'
import { onInvalid, onNotFound } from './problems.ts'
import { readingRoutes } from './reading-routes.ts'
import { findUpload, uploadedBy } from './uploads.ts'

/** A photo of a form is smaller than this; what is larger comes by other ways. */
export const portalUploadMost = 20 * 2 ** 20

export function portalRoutes(platform: Platform): OpenAPIHono<AppEnv> {
  const { identity, service, model, store, sandbox } = platform
  const { guard, withResident } = identity.public
  const app = new OpenAPIHono<AppEnv>({ defaultHook: onInvalid })
  const today = () => platform.calendar().dateOf(platform.clock.now())
  app.route(
    '/',
    publicRoutes({
      identity,
      kinds: () => platform.lookups.kindContext(today()),
      ...(sandbox && { sandbox }),
      ownFile: async (account, hash) => {
        const subject = await identity.public.findSubject(account)
        return store.as(subject, async tx => (await uploadedBy(tx, subject, [hash])).has(hash))
      },
    }),
  )
  app.route(
    '/',
    serviceRoutes({
      desk: service,
      model,
      withResident,
      fromOurPages: guard.fromOurPages,
      demo: identity.needs.settings.demo,
      addressOf: c => networkOf(guard.visitorOf(c).address),
    }),
  )
  fileRoutes(app, platform)
  paperRoute(app, platform)
  readingRoutes(app, { tags: ['portal'], middleware: withResident }, service.readBefore)
  app.all('*', onNotFound)
  return app
}

/** A paper of one's own case, as it was issued. */
function paperRoute(app: OpenAPIHono<AppEnv>, { service, identity }: Platform): void {
  app.openapi(
    createRoute({
      tags: ['portal'],
      middleware: identity.public.withResident,
      method: 'get',
      path: '/cases/{record}/{id}/papers/{paper}',
      summary: '本人办件的文书',
      request: {
        params: z.object({ record: z.string().max(60), id: z.uuid(), paper: z.uuid() }),
        query: z.object({ format: z.enum(['pdf', 'docx']).default('pdf') }),
      },
      responses: {
        200: fileBytes('The bytes'),
        default: problem,
      },
    }),
    async c => {
      const { record, id, paper } = c.req.valid('param')
      const { format } = c.req.valid('query')
      const checkAt = checkAddress(c, identity.needs.settings.portalOrigin ?? identity.needs.settings.origin)
      return sendDrawn(c, await service.drawPaper(c.get('subject'), record, id, { id: paper, format, checkAt })) as never
    },
  )
}

function fileRoutes(app: OpenAPIHono<AppEnv>, platform: Platform): void {
  const { service, store, identity } = platform
  const own = { tags: ['portal'], middleware: identity.public.withResident }
  const bytes = z.any().openapi({ type: 'string', format: 'binary' })
  app.openapi(
    createRoute({
      ...own,
      method: 'post',
      path: '/files',
      request: { body: { required: true, content: { 'multipart/form-data': { schema: z.object({ file: bytes }) } } } },
      responses: { 201: json(FileBody, 'Stored under the hash of its content'), default: problem },
    }),
    async c => c.json(await receiveFile(platform, c, portalUploadMost), 201),
  )
  app.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/files/{hash}',
      request: {
        params: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
        query: z.object({ record: z.string().max(60).optional(), id: z.uuid().optional(), inline: z.enum(['1']).optional() }),
      },
      responses: { 200: { description: 'The bytes', content: { 'application/octet-stream': { schema: bytes } } }, default: problem },
    }),
    async c => {
      const { hash } = c.req.valid('param')
      const { record, id, inline } = c.req.valid('query')
      const subject = c.get('subject')
      const named = record !== undefined && id !== undefined ? await service.findFile(subject, record, id, hash) : undefined
      const seen = named ?? (await store.as(subject, tx => findUpload(tx, subject, hash)))
      return (await sendFile(platform, c, { hash, seen, inline: inline === '1' })) as never
    },
  )
}
