// The ledger to the outside. Heads, keys and proofs say nothing of anybody and are open; entries are shown to whom the city allows.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Pool } from 'pg'
import { Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { ConsistencyProof, InclusionProof, LedgerEntries, LedgerHead, LedgerKeys } from '../../wire/ledger.ts'
import { json, problem, refuseInvalid, text } from '../../wire/route.ts'
import { signedNote } from './engine.ts'
import { exportLedger } from './export.ts'
import type { Head, Signer } from './port.ts'
import { findHead, findIndex, listEntries, listKeys, proveConsistency, proveInclusion, type Selection } from './store.ts'

/** `entries`: who did what when; `content`: what it said, personal data perhaps; `case`: the acts of one case, as its own people see them. */
export type LedgerRight = 'entries' | 'content' | 'case'

export type LedgerRoutesOptions = {
  readonly pool: Pool
  readonly signer: Signer
  readonly origin: string
  /** Deny by default: asked for every request that shows entries. */
  readonly may: (context: Context<AppEnv>, right: LedgerRight, selection: Selection) => boolean | Promise<boolean>
}

const count = z.string().regex(/^\d{1,15}$/, '应为非负整数')
const optional = count.optional()
const flag = z.enum(['true', 'false']).optional()
const ofSize = { query: z.object({ size: optional.describe('The head of this size; without it the newest') }) }
const Asked = z.object({
  from: optional.describe('First index'),
  to: optional.describe('Behind the last index'),
  case: z.string().max(100).optional(),
  subject: z.string().max(100).optional().describe('The person the entries are about'),
  content: flag,
  limit: optional.describe('1 to 10 000; default 1 000'),
})
const get = <P extends string>(path: P) => ({ method: 'get' as const, tags: ['ledger'], path })

const routes = {
  key: createRoute({ ...get('/ledger/key'), responses: { 200: json(LedgerKeys, 'Every public key ever used'), default: problem } }),
  head: createRoute({ ...get('/ledger/head'), request: ofSize, responses: { 200: json(LedgerHead, 'A signed head'), default: problem } }),
  checkpoint: createRoute({
    ...get('/ledger/checkpoint'),
    request: ofSize,
    responses: { 200: text('The head as a signed note (C2SP)'), default: problem },
  }),
  entries: createRoute({
    ...get('/ledger/entries'),
    request: { query: Asked },
    responses: { 200: json(LedgerEntries, 'Entries, to those who may'), default: problem },
  }),
  inclusion: createRoute({
    ...get('/ledger/proof/inclusion'),
    request: { query: z.object({ entry: z.uuid('应为条目编号').optional(), index: optional, size: optional }) },
    responses: { 200: json(InclusionProof, 'That an entry is in the tree'), default: problem },
  }),
  consistency: createRoute({
    ...get('/ledger/proof/consistency'),
    request: { query: z.object({ first: count, second: optional }) },
    responses: { 200: json(ConsistencyProof, 'That one tree is the beginning of another'), default: problem },
  }),
  export: createRoute({
    ...get('/ledger/export'),
    request: { query: z.object({ content: flag }) },
    responses: { 200: text('The whole ledger as lines of JSON', 'application/x-ndjson'), default: problem },
  }),
}

export function ledgerRoutes({ pool, signer, origin, may }: LedgerRoutesOptions): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  // Heads only grow: what was once inside needs no second look.
  let known = 0
  const sizeWithin = async (asked: string | undefined): Promise<number> => {
    const size = asked === undefined ? undefined : Number(asked)
    if (size === undefined || size > known) known = Math.max(known, (await findHead(pool))?.size ?? 0)
    if (size !== undefined && size > known) throw new Problem('not-found', `账本目前只有 ${known} 条，没有大小为 ${size} 的树。`)
    return size ?? known
  }

  app.openapi(routes.key, async c => {
    const keys = await listKeys(pool)
    if (!keys.some(key => key.id === signer.keyId)) keys.push({ id: signer.keyId, publicKey: signer.publicKey })
    const shown = keys.map(key => ({ id: key.id, publicKey: key.publicKey.toString('base64') }))
    return c.json({ origin, hash: 'SHA-256' as const, algorithm: 'Ed25519' as const, current: signer.keyId, keys: shown }, 200)
  })

  app.openapi(routes.head, async c => c.json(await getHead(pool, c.req.valid('query').size), 200))

  app.openapi(routes.checkpoint, async c => {
    const head = await getHead(pool, c.req.valid('query').size)
    const key = (await listKeys(pool)).find(({ id }) => id === head.key)
    return c.text(signedNote(origin, head, key?.publicKey ?? signer.publicKey), 200)
  })

  app.openapi(routes.entries, async c => {
    const asked = c.req.valid('query')
    const selection = selectionOf(asked)
    const all = await may(c, 'entries', selection)
    if (!all && !('case' in selection && (await may(c, 'case', selection)))) throw new Problem('denied', '您无权查看这些账本条目。')
    const content = asked.content === 'true'
    if (content && !(await may(c, 'content', selection))) throw new Problem('denied', '您无权查看账本条目的内容。')
    const limit = Number(asked.limit ?? 1000)
    if (limit < 1 || limit > 10_000) throw new Problem('invalid', '一次可取 1 至 10000 条。', [{ at: 'limit', message: '应为 1 至 10000' }])
    const entries = await listEntries(pool, selection, { content, limit })
    return c.json({ entries: all ? entries : entries.filter(({ entry }) => entry.kind === 'act') }, 200)
  })

  app.openapi(routes.inclusion, async c => {
    const asked = c.req.valid('query')
    const size = await sizeWithin(asked.size)
    if (asked.entry === undefined && asked.index === undefined)
      throw new Problem('invalid', '请指明条目编号（entry）或序号（index）。', [{ at: 'index', message: '应为非负整数' }])
    const index = asked.entry === undefined ? Number(asked.index) : await findIndex(pool, asked.entry)
    if (index === undefined) throw new Problem('not-found', '该条目尚未排入账本，请稍后再试；若一分钟后仍如此，请核对编号。')
    if (index >= size) throw new Problem('not-found', `第 ${index} 条不在大小为 ${size} 的树中。`)
    return c.json({ index, size, proof: (await proveInclusion(pool, index, size)).map(hash => hash.toString('hex')) }, 200)
  })

  app.openapi(routes.consistency, async c => {
    const asked = c.req.valid('query')
    const second = await sizeWithin(asked.second)
    const first = Number(asked.first)
    if (first < 1 || first > second)
      throw new Problem('invalid', `first 应为 1 至 ${second}。`, [{ at: 'first', message: `应为 1 至 ${second}` }])
    return c.json({ first, second, proof: (await proveConsistency(pool, first, second)).map(hash => hash.toString('hex')) }, 200)
  })

  app.openapi(routes.export, async c => {
    const content = c.req.valid('query').content === 'true'
    const whole = { from: 0, to: Number.MAX_SAFE_INTEGER }
    if (!(await may(c, content ? 'content' : 'entries', whole))) throw new Problem('denied', '您无权导出账本。')
    const lines = ReadableStream.from(exportLedger(pool, { origin, content })).pipeThrough(new TextEncoderStream())
    c.header('content-type', 'application/x-ndjson')
    c.header('content-disposition', 'attachment; filename="ledger.ndjson"')
    return c.body(lines, 200)
  })

  return app
}

async function getHead(pool: Pool, size: string | undefined): Promise<Head> {
  const head = await findHead(pool, size === undefined ? undefined : Number(size))
  if (!head) throw new Problem('not-found', size === undefined ? '账本还没有条目。' : `没有大小为 ${size} 的签名树头。`)
  return head
}

function selectionOf({ case: ofCase, subject, from, to }: z.infer<typeof Asked>): Selection {
  if (ofCase !== undefined) return { case: ofCase }
  if (subject !== undefined) return { subject }
  return { from: Number(from ?? 0), to: to === undefined ? Number.MAX_SAFE_INTEGER : Number(to) }
}
