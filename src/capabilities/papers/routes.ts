// Addresses of papers: a row's papers for those who may read the row, and the open check of one by its id.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { getRecord, type Model, Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { PaperCheck, PaperCopy, PaperList } from '../../wire/papers.ts'
import { fileBytes, json, problem, refuseInvalid } from '../../wire/route.ts'
import type { Store } from '../store/port.ts'
import { findIssued } from './create-papers.ts'
import type { PapersPort } from './port.ts'

export type PaperRoutesOptions = {
  readonly model: Model
  readonly store: Store
  readonly papers: PapersPort
  /** The address people outside reach us at; by default that of the request. */
  readonly origin: string | undefined
}

const rowParams = z.object({ record: z.string().max(60), id: z.uuid() })

/** Where anybody checks a paper, without its id. */
export const checkAddress = (c: Context, origin: string | undefined): string => `${origin ?? new URL(c.req.url).origin}/portal/papers/`

export function paperRoutes({ model, store, papers, origin }: PaperRoutesOptions): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  app.openapi(
    createRoute({
      method: 'get',
      tags: ['papers'],
      path: '/records/{record}/{id}/papers',
      summary: '一行数据的文书',
      request: { params: rowParams },
      responses: { 200: json(PaperList, '文书，按出具时间'), default: problem },
    }),
    async c => {
      const { record, id } = c.req.valid('param')
      const subject = c.get('subject')
      const found = await store.as(subject, async tx => papers.list(tx, await store.get(tx, subject, getRecord(model, record), id)))
      return c.json({ papers: found }, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'get',
      tags: ['papers'],
      path: '/records/{record}/{id}/papers/{paper}',
      summary: '文书的 PDF 或 Word',
      request: { params: rowParams.extend({ paper: z.uuid() }), query: z.object({ format: z.enum(['pdf', 'docx']).default('pdf') }) },
      responses: {
        200: fileBytes('The bytes'),
        default: problem,
      },
    }),
    async c => {
      const { record, id, paper } = c.req.valid('param')
      const { format } = c.req.valid('query')
      const subject = c.get('subject')
      const of = getRecord(model, record)
      // A paper names people in full: whoever may not see the row in the clear may know that it was issued, and no more.
      const unmask = Object.values(of.fields).some(field => field.protect !== undefined)
      const drawn = await store.as(subject, async tx =>
        papers.draw(tx, await store.get(tx, subject, of, id, { unmask }), {
          id: paper,
          format,
          checkAt: checkAddress(c, origin),
        }),
      )
      return sendDrawn(c, drawn) as never
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      tags: ['papers'],
      path: '/records/{record}/{id}/papers/{paper}/copy',
      summary: '交付文书：给当事人扫的地址',
      request: { params: rowParams.extend({ paper: z.uuid() }) },
      responses: { 200: json(PaperCopy, '七天内凭这个地址可以打开文书'), default: problem },
    }),
    async c => {
      const { record, id, paper } = c.req.valid('param')
      const subject = c.get('subject')
      const of = getRecord(model, record)
      const unmask = Object.values(of.fields).some(field => field.protect !== undefined)
      const { code, until } = await store.as(subject, async tx =>
        papers.handOver(tx, subject, await store.get(tx, subject, of, id, { unmask }), paper),
      )
      return c.json({ url: `${checkAddress(c, origin)}${paper}#${code}`, until }, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'get',
      tags: ['papers'],
      path: '/papers/{id}/copy',
      summary: '凭交付的二维码打开文书（公开）',
      request: {
        params: z.object({ id: z.uuid() }),
        headers: z.object({ 'x-paper-code': z.string().max(60).default('') }),
      },
      responses: {
        200: fileBytes('The bytes of the PDF'),
        default: problem,
      },
    }),
    async c => {
      const { id } = c.req.valid('param')
      const code = c.req.valid('header')['x-paper-code']
      const drawn = await store.asSystemPastAccessRules(tx => papers.drawCopy(tx, { id, code, checkAt: checkAddress(c, origin) }))
      return sendDrawn(c, drawn) as never
    },
  )
  app.openapi(
    createRoute({
      method: 'get',
      tags: ['papers'],
      path: '/papers/{id}/check',
      summary: '核验一份文书（公开）',
      request: { params: z.object({ id: z.uuid() }) },
      responses: { 200: json(PaperCheck, '这份文书确由该单位出具'), default: problem },
    }),
    async c => {
      const found = await store.asSystemPastAccessRules(tx => findIssued(tx, c.req.valid('param').id))
      if (!found) throw new Problem('not-found', '没有出具过这份文书，请核对二维码或编号')
      const { id, label, number, issuer, date, digest, entry } = found
      return c.json({ id, label, number, issuer, date, digest, entry }, 200)
    },
  )
  return app
}

/** A drawn paper is shown in the browser (PDF) or kept (docx). */
export function sendDrawn(c: Context, { name, type, bytes }: { name: string; type: string; bytes: Uint8Array }): Response {
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': type,
    'content-length': String(bytes.length),
    'cache-control': 'private, no-store',
    'content-disposition': `${type === 'application/pdf' ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
  })
}
