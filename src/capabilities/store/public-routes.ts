// The open door: published rows without log-in. Nothing is read here but the rows that are published now and the fields that are named.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { type Condition, type Field, type FileRef, Problem, type Publication } from '#declare'
import { kindOf } from '../../fields/kinds.ts'
import type { AppEnv } from '../../server/context.ts'
import { PublicationList, PublicPage, PublicRow } from '../../wire/public.ts'
import { fileBytes, json, problem, refuseInvalid } from '../../wire/route.ts'
import { systemSubject } from '../identity/port.ts'
import { listRows } from './list.ts'
import type { PlacedRow, Store, Tx } from './port.ts'
import { isId } from './rows.ts'
import type { World } from './world.ts'

export type PublicOptions = {
  readonly world: World
  readonly store: Store
  readonly name: (id: string) => string | undefined
  readonly bytes: (hash: string) => Promise<Uint8Array | undefined>
}

/** The files of a published field; those of a table stand in its rows. */
function filesIn({ kind, columns = {} }: Field, value: unknown): FileRef[] {
  if (kind === 'file') return (value ?? []) as FileRef[]
  if (kind !== 'table') return []
  const rows = (value ?? []) as Readonly<Record<string, unknown>>[]
  return rows.flatMap(row => Object.entries(columns).flatMap(([name, column]) => filesIn(column, row[name])))
}

const byName = z.object({ publication: z.string().max(60) })
const byRow = byName.extend({ id: z.uuid() })

export function publicRoutes({ world, store, name, bytes }: PublicOptions): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  const { publications, city } = world.model

  const getPublication = (asked: string): Publication => {
    const found = publications.get(asked)
    if (!found) throw new Problem('not-found', '没有这项公示')
    return found
  }
  const read = (of: Publication, query: { also?: Condition; cursor?: string; limit?: number }) =>
    store.asSystemPastAccessRules((tx: Tx) =>
      listRows({ world, tx, subject: systemSubject(city.code) }, of.record, {
        filter: query.also ? { op: 'all', of: [of.when, query.also] } : of.when,
        fields: of.fields,
        limit: query.limit ?? 50,
        ...(query.cursor !== undefined && { cursor: query.cursor }),
      }),
    )
  const one = async (of: Publication, id: string): Promise<PlacedRow> => {
    const { rows } = isId(id) ? await read(of, { also: { op: 'is', field: 'id', value: id }, limit: 1 }) : { rows: [] }
    if (!rows[0]) throw new Problem('not-found', '没有这条公示，或已撤下')
    return rows[0]
  }
  const filesOf = (of: Publication, row: PlacedRow): FileRef[] => of.fields.flatMap(field => filesIn(of.record.fields[field]!, row[field]))
  const proofOf = (of: Publication, row: PlacedRow): PublicRow['proof'] => {
    const [file] = of.proof ? ((row[of.proof.field] ?? []) as FileRef[]) : []
    return of.proof && file ? { kind: of.proof.kind, href: `/api/public/${of.name}/${row.id}/files/${file.hash}` } : null
  }
  const shown = (of: Publication, row: PlacedRow): PublicRow => ({
    id: row.id,
    number: row.number,
    values: Object.fromEntries(
      of.fields.flatMap(field => {
        const [declared, value] = [of.record.fields[field]!, row[field]]
        if (declared.kind === 'file' || value === undefined || value === null) return []
        return [[field, kindOf(declared.kind).show(value, declared, id => name(id), city.zone)]]
      }),
    ),
    proof: proofOf(of, row),
    files: filesOf(of, row).map(file => ({
      name: file.name,
      size: file.size,
      href: `/api/public/${of.name}/${row.id}/files/${file.hash}`,
    })),
  })

  app.openapi(
    createRoute({
      method: 'get',
      tags: ['public'],
      path: '/public',
      summary: '公示项目',
      responses: { 200: json(PublicationList, '可以公开查看的公示'), default: problem },
    }),
    c => c.json({ items: [...publications.values()].map(({ name, label, basis }) => ({ name, label, basis })) }, 200),
  )
  app.openapi(
    createRoute({
      method: 'get',
      tags: ['public'],
      path: '/public/{publication}',
      summary: '公示列表',
      request: {
        params: byName,
        query: z.object({
          cursor: z.string().max(500).optional(),
          q: z.string().min(1).max(60).optional(),
          year: z
            .string()
            .regex(/^20\d\d$/)
            .optional(),
        }),
      },
      responses: { 200: json(PublicPage, '正在公示的内容，最新的在前'), default: problem },
    }),
    async c => {
      const of = getPublication(c.req.valid('param').publication)
      const { cursor, q, year } = c.req.valid('query')
      // Only what is published is searched: a search over more would tell what it hides.
      const texts = of.fields.filter(field => ['text', 'credit-code'].includes(of.record.fields[field]!.kind))
      const asked: Condition[] = []
      if (q !== undefined) asked.push({ op: 'any', of: texts.map(field => ({ op: 'contains', field, value: q })) })
      if (year !== undefined && of.on !== undefined)
        asked.push({ op: 'at-least', field: of.on, value: `${year}-01-01` }, { op: 'at-most', field: of.on, value: `${year}-12-31` })
      const page = await read(of, { ...(asked.length > 0 && { also: { op: 'all', of: asked } }), ...(cursor !== undefined && { cursor }) })
      const fields = of.fields.map(field => ({ name: field, label: of.record.fields[field]!.label }))
      return c.json(
        {
          label: of.label,
          basis: of.basis,
          fields,
          byYear: of.on !== undefined,
          rows: page.rows.map(row => shown(of, row)),
          next: page.next,
        },
        200,
      )
    },
  )
  app.openapi(
    createRoute({
      method: 'get',
      tags: ['public'],
      path: '/public/{publication}/{id}',
      summary: '一条公示',
      request: { params: byRow },
      responses: { 200: json(PublicRow, '公示的内容'), default: problem },
    }),
    async c => {
      const { publication, id } = c.req.valid('param')
      const of = getPublication(publication)
      return c.json(shown(of, await one(of, id)), 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'get',
      tags: ['public'],
      path: '/public/{publication}/{id}/files/{hash}',
      summary: '公示的附件',
      request: { params: byRow.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) }) },
      responses: {
        200: fileBytes('The bytes'),
        default: problem,
      },
    }),
    async c => {
      const { publication, id, hash } = c.req.valid('param')
      const of = getPublication(publication)
      const file = filesOf(of, await one(of, id)).find(file => file.hash === hash)
      const found = file && (await bytes(hash))
      if (!file || !found) throw new Problem('not-found', '没有这个附件，或已撤下')
      return c.body(new Uint8Array(found), 200, {
        'content-type': 'application/octet-stream',
        'x-content-type-options': 'nosniff',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name.toWellFormed())}`,
      }) as never
    },
  )
  return app
}
