// The addresses of rows: lists, one row, exports; saved views, drafts of forms, the search over everything.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { type AnyRecord, getRecord, Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { ProblemBody } from '../../wire/problem.ts'
import { Draft, RowBody, RowDetail, RowInput, RowList, SavedView, SearchResult } from '../../wire/rows.ts'
import type { Subject } from '../identity/port.ts'
import { rowDetail } from './detail.ts'
import { findDraft, removeDraft, saveDraft } from './drafts.ts'
import { type ExportOf, exportCsv, exportName, exportXlsx } from './export.ts'
import { type ListQuery, listFields, listRows } from './list.ts'
import type { Store, Tx } from './port.ts'
import { readCondition } from './read-condition.ts'
import { once } from './repeat.ts'
import type { As } from './rows.ts'
import { searchRows } from './search.ts'
import { createView, listViews, removeView, updateView } from './views.ts'
import { namesIn, rowBody } from './wire-rows.ts'
import type { World } from './world.ts'

export type RowChange = { readonly kind: 'create' | 'update' | 'delete' | 'export'; readonly subject: Subject; readonly record: AnyRecord; readonly row: string | null; readonly content: unknown }

export type StoreRoutesOptions = {
  readonly world: World
  readonly store: Store
  /** Starts the flow of a new row, in the same transaction. */
  readonly startFlow: (tx: Tx, subject: Subject, record: AnyRecord, id: string) => Promise<unknown>
  /** A change made by hand leaves its trace, in the same transaction. */
  readonly onChange: (tx: Tx, change: RowChange) => Promise<void>
}

const json = <S extends z.ZodType>(schema: S, description: string) => ({ description, content: { 'application/json': { schema } } })
const body = <S extends z.ZodType>(schema: S) => ({ required: true, content: { 'application/json': { schema } } })
const problem = { description: 'Problem', content: { 'application/problem+json': { schema: ProblemBody } } }
const ofRecord = z.object({ record: z.string().max(100) })
const ofRow = ofRecord.extend({ id: z.string().max(100) })
const flag = z.enum(['true', 'false']).optional().transform(value => value === 'true')
const Filter = z.object({
  filter: z.string().max(20_000).optional().describe('A condition as JSON, or CEL text'),
  q: z.string().max(200).optional(),
  region: z.string().regex(/^\d{6}(\d{3}){0,2}$/).optional().describe('Rows in the subtree of this region'),
  parent: z.uuid().optional(),
  sort: z.string().max(60).optional().describe('A field, with `-` in front for descending order; default `-createdAt`'),
})
const Paged = Filter.extend({ cursor: z.string().max(4000).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), unmask: flag })

/** To be mounted under `/api`, behind the guard that puts the subject into the context. */
export function storeRoutes(options: StoreRoutesOptions): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  exportRoutes(app, options)
  rowRoutes(app, options)
  viewRoutes(app, options)
  draftRoutes(app, options)
  app.openapi(
    createRoute({ tags: ['search'], method: 'get', path: '/search', request: { query: z.object({ q: z.string().trim().min(1).max(100), limit: z.coerce.number().int().min(1).max(100).default(50) }) }, responses: { 200: json(SearchResult, 'Rows, people and organs that hold the words'), default: problem } }),
    async c => {
      const { q, limit } = c.req.valid('query')
      const hits = await run(options, c.get('subject'), as => searchRows(as, q, limit))
      const { lookups } = options.world
      return c.json({ hits, people: [...lookups.findPeople(q, 20)], organs: [...lookups.findOrgans(q, 20)] }, 200)
    },
  )
  return app
}

const run = <T>({ world, store }: Pick<StoreRoutesOptions, 'world' | 'store'>, subject: Subject, work: (as: As) => Promise<T>): Promise<T> => store.as(subject, tx => work({ world, tx, subject }))

function queryOf({ world }: StoreRoutesOptions, record: AnyRecord, query: z.infer<typeof Filter>): ListQuery {
  const { filter, ...rest } = query
  return { ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined && value !== '')), ...(filter && { filter: readCondition(world, record, filter) }) }
}

function rowRoutes(app: OpenAPIHono<AppEnv>, options: StoreRoutesOptions): void {
  const { world, store, startFlow, onChange } = options
  const { model } = world
  const tags = ['rows']

  app.openapi(createRoute({ tags, method: 'get', path: '/records/{record}', request: { params: ofRecord, query: Paged }, responses: { 200: json(RowList, 'A page of rows'), default: problem } }), async c => {
    const record = getRecord(model, c.req.valid('param').record)
    const query = queryOf(options, record, c.req.valid('query'))
    const answer = await run(options, c.get('subject'), async as => {
      const page = await listRows(as, record, query)
      return { rows: page.rows.map(row => rowBody(world, record, row)), names: await namesIn(as, record, page.rows, listFields(record)), next: page.next, total: page.total }
    })
    return c.json(answer, 200)
  })

  app.openapi(createRoute({ tags, method: 'get', path: '/records/{record}/{id}', request: { params: ofRow, query: z.object({ unmask: flag }) }, responses: { 200: json(RowDetail, 'The row; its version is the ETag'), default: problem } }), async c => {
    const { record: name, id } = c.req.valid('param')
    const detail = await run(options, c.get('subject'), as => rowDetail(as, getRecord(model, name), id, c.req.valid('query')))
    c.header('etag', `"${detail.row.version}"`)
    return c.json(detail, 200)
  })

  app.openapi(
    createRoute({ tags, method: 'post', path: '/records/{record}', request: { params: ofRecord, headers: z.object({ 'idempotency-key': z.string().max(200).optional() }), body: body(RowInput) }, responses: { 201: json(RowBody, 'The new row'), default: problem } }),
    async c => {
      const subject = c.get('subject')
      const record = getRecord(model, c.req.valid('param').record)
      const { start, values, ...place } = c.req.valid('json')
      const starts = model.flows.has(record.name) && (start ?? record.part === undefined)
      const answer = await run(options, subject, as =>
        once(as, c.req.valid('header')['idempotency-key'], [record.name, c.req.valid('json')], async () => {
          const made = await store.create(as.tx, subject, record, { values, ...defined(place), draft: model.flows.has(record.name) && !starts })
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
    createRoute({ tags, method: 'patch', path: '/records/{record}/{id}', request: { params: ofRow, headers: z.object({ 'if-match': z.string().max(40).optional() }), body: body(z.object({ values: z.record(z.string(), z.unknown()) }).openapi('RowChange')) }, responses: { 200: json(RowBody, 'The changed row'), default: problem } }),
    async c => {
      const subject = c.get('subject')
      const { record: name, id } = c.req.valid('param')
      const record = getRecord(model, name)
      const expect = versionIn(c.req.valid('header')['if-match'])
      if (expect === undefined) throw new Problem('unversioned', '修改时须注明所依据的版本（If-Match），请刷新页面后再保存')
      const { values } = c.req.valid('json')
      const row = await run(options, subject, async as => {
        const changed = await store.update(as.tx, subject, record, id, values, expect)
        await onChange(as.tx, { kind: 'update', subject, record, row: id, content: { fields: Object.keys(values), version: changed.version } })
        return rowBody(world, record, changed)
      })
      c.header('etag', `"${row.version}"`)
      return c.json(row, 200)
    },
  )

  app.openapi(createRoute({ tags, method: 'delete', path: '/records/{record}/{id}', request: { params: ofRow, headers: z.object({ 'if-match': z.string().max(40).optional() }) }, responses: { 204: { description: 'Removed with its parts' }, default: problem } }), async c => {
    const subject = c.get('subject')
    const { record: name, id } = c.req.valid('param')
    const record = getRecord(model, name)
    await run(options, subject, async as => {
      await store.remove(as.tx, subject, record, id, versionIn(c.req.valid('header')['if-match']))
      await onChange(as.tx, { kind: 'delete', subject, record, row: id, content: {} })
    })
    return c.body(null, 204)
  })
}

function exportRoutes(app: OpenAPIHono<AppEnv>, options: StoreRoutesOptions): void {
  const { world, store, onChange } = options
  const kinds = [['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', exportXlsx], ['csv', 'text/csv; charset=utf-8', exportCsv]] as const
  for (const [kind, type, write] of kinds) {
    const file = { description: 'The list as a file, up to 100 000 rows', content: { [type]: { schema: z.any().openapi({ type: 'string', format: 'binary' }) } } }
    app.openapi(createRoute({ tags: ['rows'], method: 'get', path: `/records/{record}/export.${kind}`, request: { params: ofRecord, query: Filter }, responses: { 200: file, default: problem } }), async c => {
      const subject = c.get('subject')
      const record = getRecord(world.model, c.req.valid('param').record)
      const of: ExportOf = { world, store, subject, record, query: queryOf(options, record, c.req.valid('query')) }
      const stream = await write(of)
      await store.as(subject, tx => onChange(tx, { kind: 'export', subject, record, row: null, content: { kind, query: c.req.valid('query') } }))
      return c.body(stream, 200, { 'content-type': type, 'content-disposition': `attachment; filename="export.${kind}"; filename*=UTF-8''${encodeURIComponent(exportName(world, record, kind))}`, 'cache-control': 'no-store' })
    })
  }
}

function viewRoutes(app: OpenAPIHono<AppEnv>, options: StoreRoutesOptions): void {
  const tags = ['views']
  const byId = z.object({ id: z.string().max(100) })
  const ViewFields = z.object({ name: z.string().trim().min(1).max(60), query: z.record(z.string(), z.unknown()), shared: z.boolean() })
  const ViewInput = ViewFields.extend({ record: z.string().max(100), shared: z.boolean().default(false) }).openapi('SavedViewInput')

  app.openapi(createRoute({ tags, method: 'get', path: '/views', request: { query: z.object({ record: z.string().max(100).optional() }) }, responses: { 200: json(z.object({ views: z.array(SavedView) }), 'Own and shared views'), default: problem } }), async c =>
    c.json({ views: await run(options, c.get('subject'), as => listViews(as, c.req.valid('query').record)) }, 200),
  )
  app.openapi(createRoute({ tags, method: 'post', path: '/views', request: { body: body(ViewInput) }, responses: { 201: json(SavedView, 'The view'), default: problem } }), async c => {
    const view = c.req.valid('json')
    getRecord(options.world.model, view.record)
    return c.json(await run(options, c.get('subject'), as => createView(as, view)), 201)
  })
  app.openapi(createRoute({ tags, method: 'patch', path: '/views/{id}', request: { params: byId, body: body(ViewFields.partial().openapi('SavedViewChange')) }, responses: { 200: json(SavedView, 'The view'), default: problem } }), async c =>
    c.json(await run(options, c.get('subject'), as => updateView(as, c.req.valid('param').id, defined(c.req.valid('json')))), 200),
  )
  app.openapi(createRoute({ tags, method: 'delete', path: '/views/{id}', request: { params: byId }, responses: { 204: { description: 'Removed' }, default: problem } }), async c => {
    await run(options, c.get('subject'), as => removeView(as, c.req.valid('param').id))
    return c.body(null, 204)
  })
}

function draftRoutes(app: OpenAPIHono<AppEnv>, options: StoreRoutesOptions): void {
  const tags = ['drafts']
  const params = ofRecord.extend({ key: z.string().min(1).max(200) })
  app.openapi(createRoute({ tags, method: 'get', path: '/drafts/{record}/{key}', request: { params }, responses: { 200: json(Draft.nullable(), 'The draft, or null'), default: problem } }), async c => {
    const { record, key } = c.req.valid('param')
    return c.json(await run(options, c.get('subject'), as => findDraft(as, record, key)), 200)
  })
  app.openapi(createRoute({ tags, method: 'put', path: '/drafts/{record}/{key}', request: { params, body: body(z.object({ values: z.record(z.string(), z.unknown()) }).openapi('DraftInput')) }, responses: { 200: json(Draft, 'The draft as kept'), default: problem } }), async c => {
    const { record, key } = c.req.valid('param')
    getRecord(options.world.model, record)
    return c.json(await run(options, c.get('subject'), as => saveDraft(as, record, key, c.req.valid('json').values)), 200)
  })
  app.openapi(createRoute({ tags, method: 'delete', path: '/drafts/{record}/{key}', request: { params }, responses: { 204: { description: 'Forgotten' }, default: problem } }), async c => {
    const { record, key } = c.req.valid('param')
    await run(options, c.get('subject'), as => removeDraft(as, record, key))
    return c.body(null, 204)
  })
}

/** `"3"`, `W/"3"` and `3` all name version 3. */
function versionIn(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const found = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())
  if (!found) throw new Problem('invalid', '版本标记（If-Match）不正确，请刷新页面后再保存')
  return Number(found[1])
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }
const defined = <T extends object>(of: T): Defined<T> => Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Defined<T>

function refuseInvalid(result: { success: boolean; error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } }): void {
  if (result.success) return
  throw new Problem('invalid', '提交的内容有误，请检查后重试', (result.error?.issues ?? []).map(issue => ({ at: issue.path.map(String).join('.'), message: issue.message })))
}
