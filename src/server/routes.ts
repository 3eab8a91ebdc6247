// The addresses that belong to no capability: manifest, operations of scenes, attachments, live updates.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import { type Operation, Problem, type RowValues } from '#declare'
import { openCase } from '../capabilities/flow/store.ts'
import type { PlacedRow, Tx } from '../capabilities/store/port.ts'
import { CityMapBody, FileBody } from '../wire/city.ts'
import { Manifest } from '../wire/manifest.ts'
import { fileBytes, problem } from '../wire/route.ts'
import { mapOf } from './city-map.ts'
import { runOperation } from './city-port.ts'
import type { AppEnv } from './context.ts'
import { receiveFile, sendFile } from './file-answers.ts'
import type { Live } from './live.ts'
import type { ManifestMaker } from './manifest.ts'
import type { Platform } from './platform.ts'
import { onInvalid } from './problems.ts'
import { readingRoutes } from './reading-routes.ts'
import { findUpload } from './uploads.ts'

export function serverRoutes(platform: Platform, manifest: ManifestMaker, live: Live): OpenAPIHono<AppEnv> {
  const { door, lookups, model } = platform
  const app = new OpenAPIHono<AppEnv>({ defaultHook: onInvalid })
  const today = () => platform.calendar().dateOf(platform.clock.now())

  app.openapi(
    createRoute({
      tags: ['city'],
      method: 'get',
      path: '/manifest',
      responses: {
        200: { description: 'What the console draws from', content: { 'application/json': { schema: Manifest } } },
        default: problem,
      },
    }),
    c => c.json(manifest(c.get('subject')), 200),
  )

  app.openapi(
    createRoute({
      tags: ['city'],
      method: 'get',
      path: '/map',
      responses: {
        200: {
          description: 'Counties and towns, their places on a schematic map, their borders',
          content: { 'application/json': { schema: CityMapBody } },
        },
        default: problem,
      },
    }),
    c => c.json(mapOf(model.city), 200),
  )

  app.openapi(
    createRoute({
      tags: ['scenes'],
      method: 'post',
      path: '/scenes/{scene}/operations/{name}',
      request: {
        params: z.object({ scene: z.string().max(60), name: z.string().max(60) }),
        headers: z.object({ 'idempotency-key': z.string().max(200).optional() }),
        body: {
          required: true,
          content: { 'application/json': { schema: z.object({ input: z.record(z.string(), z.unknown()) }).openapi('OperationInput') } },
        },
      },
      responses: {
        200: { description: 'The answer of the operation', content: { 'application/json': { schema: z.record(z.string(), z.unknown()) } } },
        default: problem,
      },
    }),
    async c => {
      const { scene, name } = c.req.valid('param')
      const operation = findOperation(model.scenes, scene, name)
      const answer: RowValues = await runOperation(
        door,
        c.get('subject'),
        operation,
        { input: c.req.valid('json').input, key: c.req.valid('header')['idempotency-key'] },
        lookups.kindContext(today()),
      )
      return c.json({ ...answer }, 200)
    },
  )

  app.openapi(
    createRoute({
      tags: ['files'],
      method: 'post',
      path: '/files',
      request: {
        body: {
          required: true,
          content: { 'multipart/form-data': { schema: z.object({ file: z.any().openapi({ type: 'string', format: 'binary' }) }) } },
        },
      },
      responses: {
        201: { description: 'Stored under the hash of its content', content: { 'application/json': { schema: FileBody } } },
        default: problem,
      },
    }),
    async c => {
      const ref = await receiveFile(platform, c, door.uploadMost)
      return c.json(ref, 201)
    },
  )

  // An attachment is seen through the row (or its case) that names it, or by whoever uploaded it.
  app.openapi(
    createRoute({
      tags: ['files'],
      method: 'get',
      path: '/files/{hash}',
      request: {
        params: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
        query: z.object({
          record: z.string().max(60).optional(),
          id: z.uuid().optional(),
          name: z.string().max(200).optional(),
          inline: z.enum(['1']).optional(),
        }),
      },
      responses: {
        200: fileBytes('The bytes'),
        default: problem,
      },
    }),
    async c => {
      const { hash } = c.req.valid('param')
      const { record, id, inline } = c.req.valid('query')
      const seen = await findAttachment(platform, c.get('subject'), hash, record, id)
      return (await sendFile(platform, c, { hash, seen, inline: inline === '1' })) as never
    },
  )

  const events = {
    description:
      'Server-sent events: `hello`, `inbox` (your desks have changed), `case` (a case has changed: its record, and a mark that only who knows the id can recognise), `beat`',
    content: { 'text/event-stream': { schema: z.string() } },
  }
  app.openapi(
    createRoute({ tags: ['city'], method: 'get', path: '/events', responses: { 200: events, default: problem } }),
    c => live.stream(c) as never,
  )
  readingRoutes(app, { tags: ['cases'] }, platform.service.readAtDesk)
  return app
}

function findOperation(scenes: Platform['model']['scenes'], scene: string, name: string): Operation {
  const found = Object.values(scenes.find(one => one.id === scene)?.operations ?? {}).find(one => one.name === name)
  if (!found) throw new Problem('not-found', '没有这个功能，请刷新页面后再试')
  return found
}

type Seen = { name: string; type: string }

async function findAttachment(
  platform: Platform,
  subject: Parameters<Platform['store']['as']>[0],
  hash: string,
  recordName: string | undefined,
  id: string | undefined,
): Promise<Seen | undefined> {
  return await platform.store.as(subject, async tx => {
    const record = recordName === undefined ? undefined : platform.model.records.get(recordName)
    if (record && id !== undefined) {
      const row = await platform.store.get(tx, subject, record, id)
      const named = findRef(row, hash) ?? (await findInEvents(tx, row, hash))
      if (named) return named
    }
    return await findUpload(tx, subject, hash)
  })
}

async function findInEvents(tx: Tx, row: PlacedRow, hash: string): Promise<Seen | undefined> {
  await openCase(tx, row)
  const { rows } = await sql<{
    data: unknown
  }>`select data from flow_event where root = ${row.root} and case_id = ${row.id} and data::text like ${`%${hash}%`}`.execute(tx)
  return rows.map(one => findRef(one.data, hash)).find(one => one !== undefined)
}

/** The reference to a file anywhere in a value. */
function findRef(value: unknown, hash: string): Seen | undefined {
  if (value === null || typeof value !== 'object') return undefined
  const of = value as { hash?: unknown; name?: unknown; type?: unknown }
  if (of.hash === hash && typeof of.name === 'string' && typeof of.type === 'string') return { name: of.name, type: of.type }
  for (const one of Object.values(value)) {
    const found = findRef(one, hash)
    if (found) return found
  }
  return undefined
}
