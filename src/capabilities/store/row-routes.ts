// The addresses of rows: lists, one row, what is made, changed and removed by hand, and lists as files.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type AnyRecord, getRecord, Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { fileBytes } from '../../wire/route.ts'
import { RowBody, RowDetail, RowInput, RowList } from '../../wire/rows.ts'
import { rowDetail } from './detail.ts'
import { type ExportOf, exportCsv, exportName, exportXlsx } from './export.ts'
import { type ListQuery, listFields, listRows } from './list.ts'
import { noteLookup } from './lookups.ts'
import { readCondition } from './read-condition.ts'
import { once } from './repeat.ts'
import { body, defined, demandEnterable, json, ofRecord, problem, run, type StoreRoutesOptions } from './route-parts.ts'
import { namesIn, rowBody } from './wire-rows.ts'

const ofRow = ofRecord.extend({ id: z.string().max(100) })
const flag = z
  .enum(['true', 'false'])
  .optional()
  .transform(value => value === 'true')
const Filter = z.object({
  filter: z.string().max(20_000).optional().describe('A condition as JSON, or CEL text'),
  q: z.string().max(200).optional(),
  region: z
    .string()
    .regex(/^\d{6}(\d{3}){0,2}$/)
    .optional()
    .describe('Rows in the subtree of this region'),
  parent: z.uuid().optional(),
  sort: z.string().max(60).optional().describe('A field, with `-` in front for descending order; default `-createdAt`'),
})
const Paged = Filter.extend({
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  unmask: flag,
  fields: z.string().max(2000).optional().describe('Further fields beside those shown in lists, separated by commas'),
})

export function rowRoutes(app: OpenAPIHono<AppEnv>, options: StoreRoutesOptions): void {
  const { world, store, startFlow, onChange } = options
  const { model } = world
  const tags = ['rows']

  app.openapi(
    createRoute({
      tags,
      method: 'get',
      path: '/records/{record}',
      request: { params: ofRecord, query: Paged },
      responses: { 200: json(RowList, 'A page of rows'), default: problem },
    }),
    async c => {
      const record = getRecord(model, c.req.valid('param').record)
      const { fields: further, ...asked } = c.req.valid('query')
      const fields = [...new Set([...listFields(record), ...furtherFields(record, further)])]
      const query = { ...queryOf(options, record, asked), fields }
      const answer = await run(options, c.get('subject'), async as => {
        await noteLookup(as, record, query)
        const page = await listRows(as, record, query)
        return {
          rows: page.rows.map(row => rowBody(world, record, row)),
          names: await namesIn(as, record, page.rows, fields),
          next: page.next,
          total: page.total,
        }
      })
      return c.json(answer, 200)
    },
  )

  app.openapi(
    createRoute({
      tags,
      method: 'get',
      path: '/records/{record}/{id}',
      request: { params: ofRow, query: z.object({ unmask: flag }) },
      responses: { 200: json(RowDetail, 'The row; its version is the ETag'), default: problem },
    }),
    async c => {
      const { record: name, id } = c.req.valid('param')
      const detail = await run(options, c.get('subject'), as => rowDetail(as, getRecord(model, name), id, c.req.valid('query')))
      c.header('etag', `"${detail.row.version}"`)
      return c.json(detail, 200)
    },
  )

  app.openapi(
    createRoute({
      tags,
      method: 'post',
      path: '/records/{record}',
      request: { params: ofRecord, headers: z.object({ 'idempotency-key': z.string().max(200).optional() }), body: body(RowInput) },
      responses: { 201: json(RowBody, 'The new row'), default: problem },
    }),
    async c => {
      const subject = c.get('subject')
      const record = getRecord(model, c.req.valid('param').record)
      const { start, values, ...place } = c.req.valid('json')
      demandEnterable(record, values)
      const starts = model.flows.has(record.name) && (start ?? record.part === undefined)
      const answer = await run(options, subject, as =>
        once(as, c.req.valid('header')['idempotency-key'], [record.name, c.req.valid('json')], async () => {
          const made = await store.create(as.tx, subject, record, {
            values,
            ...defined(place),
            draft: model.flows.has(record.name) && !starts,
          })
          await onChange(as.tx, { kind: 'create', subject, record, row: made.id, content: { fields: Object.keys(values) } })
          if (starts) await startFlow(as.tx, subject, record, made.id)
          const row = starts ? await store.get(as.tx, subject, record, made.id).catch(() => made) : made
          return { status: 201, body: rowBody(world, record, row) }
        }),
      )
      const row = answer.body as RowBody
      c.header('etag', `"${row.version}"`)
      c.header('location', `/api/records/${record.name}/${row.id}`)
      if (answer.repeated) c.header('idempotency-replayed', 'true')
      return c.json(row, 201)
    },
  )

  app.openapi(
    createRoute({
      tags,
      method: 'patch',
      path: '/records/{record}/{id}',
      request: {
        params: ofRow,
        headers: z.object({ 'if-match': z.string().max(40).optional() }),
        body: body(z.object({ values: z.record(z.string(), z.unknown()) }).openapi('RowChange')),
      },
      responses: { 200: json(RowBody, 'The changed row'), default: problem },
    }),
    async c => {
      const subject = c.get('subject')
      const { record: name, id } = c.req.valid('param')
      const record = getRecord(model, name)
      const expect = versionIn(c.req.valid('header')['if-match'])
      if (expect === undefined) throw new Problem('unversioned', '修改时须注明所依据的版本（If-Match），请刷新页面后再保存')
      const { values } = c.req.valid('json')
      demandEnterable(record, values)
      const row = await run(options, subject, async as => {
        const changed = await store.update(as.tx, subject, record, id, values, expect)
        await onChange(as.tx, {
          kind: 'update',
          subject,
          record,
          row: id,
          content: { fields: Object.keys(values), version: changed.version },
        })
        return rowBody(world, record, changed)
      })
      c.header('etag', `"${row.version}"`)
      return c.json(row, 200)
    },
  )

  app.openapi(
    createRoute({
      tags,
      method: 'delete',
      path: '/records/{record}/{id}',
      request: { params: ofRow, headers: z.object({ 'if-match': z.string().max(40).optional() }) },
      responses: { 204: { description: 'Removed with its parts' }, default: problem },
    }),
    async c => {
      const subject = c.get('subject')
      const { record: name, id } = c.req.valid('param')
      const record = getRecord(model, name)
      await run(options, subject, async as => {
        await store.remove(as.tx, subject, record, id, versionIn(c.req.valid('header')['if-match']))
        await onChange(as.tx, { kind: 'delete', subject, record, row: id, content: {} })
      })
      return c.body(null, 204)
    },
  )
}

export function exportRoutes(app: OpenAPIHono<AppEnv>, options: StoreRoutesOptions): void {
  const { world, store, onChange } = options
  const kinds = [
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', exportXlsx],
    ['csv', 'text/csv; charset=utf-8', exportCsv],
  ] as const
  for (const [kind, type, write] of kinds) {
    const file = fileBytes('The list as a file, up to 100 000 rows', type)
    app.openapi(
      createRoute({
        tags: ['rows'],
        method: 'get',
        path: `/records/{record}/export.${kind}`,
        request: { params: ofRecord, query: Filter },
        responses: { 200: file, default: problem },
      }),
      async c => {
        const subject = c.get('subject')
        const record = getRecord(world.model, c.req.valid('param').record)
        const of: ExportOf = { world, store, subject, record, query: queryOf(options, record, c.req.valid('query')) }
        await run(options, subject, as => noteLookup(as, record, of.query))
        const stream = await write(of)
        await store.as(subject, tx =>
          onChange(tx, { kind: 'export', subject, record, row: null, content: { kind, query: c.req.valid('query') } }),
        )
        return c.body(stream, 200, {
          'content-type': type,
          'content-disposition': `attachment; filename="export.${kind}"; filename*=UTF-8''${encodeURIComponent(exportName(world, record, kind))}`,
          'cache-control': 'no-store',
        })
      },
    )
  }
}

function queryOf({ world }: StoreRoutesOptions, record: AnyRecord, query: z.infer<typeof Filter>): ListQuery {
  const { filter, ...rest } = query
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined && value !== '')),
    ...(filter && { filter: readCondition(world, record, filter) }),
  }
}

/** Secret fields are read one row at a time. */
const furtherFields = (record: AnyRecord, names = ''): string[] =>
  names.split(',').filter(name => Object.hasOwn(record.fields, name) && record.fields[name]!.protect !== 'secret')

/** `"3"`, `W/"3"` and `3` all name version 3. */
function versionIn(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const found = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())
  if (!found) throw new Problem('invalid', '版本标记（If-Match）不正确，请刷新页面后再保存')
  return Number(found[1])
}
