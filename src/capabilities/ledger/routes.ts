// The ledger to the outside. Heads, keys and proofs say nothing of anybody and are open; entries are shown to whom the city allows.
import { type Context, Hono } from 'hono'
import type { Pool } from 'pg'
import { Problem } from '#declare'
import { signedNote } from './engine.ts'
import { exportLedger } from './export.ts'
import type { Head, Signer } from './port.ts'
import { findHead, findIndex, listEntries, listKeys, proveConsistency, proveInclusion, type Selection } from './store.ts'

/** `entries`: who did what when; `content`: what it said, personal data perhaps. */
export type LedgerRight = 'entries' | 'content'

export type LedgerRoutesOptions = {
  readonly pool: Pool
  readonly signer: Signer
  readonly origin: string
  /** Deny by default: asked for every request that shows entries. */
  readonly may: (context: Context, right: LedgerRight, selection: Selection) => boolean | Promise<boolean>
}

export function ledgerRoutes({ pool, signer, origin, may }: LedgerRoutesOptions): Hono {
  const app = new Hono()
  // Heads only grow: what was once inside needs no second look.
  let known = 0
  const sizeWithin = async (asked: string | undefined): Promise<number> => {
    const size = asked === undefined ? undefined : count(asked, 'size')
    if (size === undefined || size > known) known = Math.max(known, (await findHead(pool))?.size ?? 0)
    if (size !== undefined && size > known) throw new Problem('not-found', `账本目前只有 ${known} 条，没有大小为 ${size} 的树。`)
    return size ?? known
  }

  app.onError((error, c) => {
    if (!(error instanceof Problem)) throw error
    c.header('content-type', 'application/problem+json')
    return c.body(
      JSON.stringify({ title: error.message, status: error.status, code: error.code, faults: error.faults }),
      error.status as 400,
    )
  })

  app.get('/ledger/key', async c => {
    const keys = await listKeys(pool)
    if (!keys.some(key => key.id === signer.keyId)) keys.push({ id: signer.keyId, publicKey: signer.publicKey })
    return c.json({
      origin,
      hash: 'SHA-256',
      algorithm: 'Ed25519',
      current: signer.keyId,
      keys: keys.map(key => ({ id: key.id, publicKey: key.publicKey.toString('base64') })),
    })
  })

  app.get('/ledger/head', async c => c.json(await getHead(pool, c.req.query('size'))))

  app.get('/ledger/checkpoint', async c => {
    const head = await getHead(pool, c.req.query('size'))
    const key = (await listKeys(pool)).find(({ id }) => id === head.key)
    return c.text(signedNote(origin, head, key?.publicKey ?? signer.publicKey))
  })

  app.get('/ledger/entries', async c => {
    const selection = selectionOf(c)
    if (!(await may(c, 'entries', selection))) throw new Problem('denied', '您无权查看这些账本条目。')
    const content = c.req.query('content') === 'true'
    if (content && !(await may(c, 'content', selection))) throw new Problem('denied', '您无权查看账本条目的内容。')
    const limit = count(c.req.query('limit') ?? '1000', 'limit')
    if (limit < 1 || limit > 10_000) throw new Problem('invalid', '一次可取 1 至 10000 条。', [{ at: 'limit', message: '应为 1 至 10000' }])
    return c.json({ entries: await listEntries(pool, selection, { content, limit }) })
  })

  app.get('/ledger/proof/inclusion', async c => {
    const size = await sizeWithin(c.req.query('size'))
    const entry = c.req.query('entry')
    const index = entry === undefined ? count(c.req.query('index'), 'index') : await findIndex(pool, uuid(entry))
    if (index === undefined) throw new Problem('not-found', '该条目尚未排入账本，请稍后再试；若一分钟后仍如此，请核对编号。')
    if (index >= size) throw new Problem('not-found', `第 ${index} 条不在大小为 ${size} 的树中。`)
    return c.json({ index, size, proof: (await proveInclusion(pool, index, size)).map(hash => hash.toString('hex')) })
  })

  app.get('/ledger/proof/consistency', async c => {
    const second = await sizeWithin(c.req.query('second'))
    const first = count(c.req.query('first'), 'first')
    if (first < 1 || first > second)
      throw new Problem('invalid', `first 应为 1 至 ${second}。`, [{ at: 'first', message: `应为 1 至 ${second}` }])
    return c.json({ first, second, proof: (await proveConsistency(pool, first, second)).map(hash => hash.toString('hex')) })
  })

  app.get('/ledger/export', async c => {
    const content = c.req.query('content') === 'true'
    const whole = { from: 0, to: Number.MAX_SAFE_INTEGER }
    if (!(await may(c, content ? 'content' : 'entries', whole))) throw new Problem('denied', '您无权导出账本。')
    const lines = ReadableStream.from(exportLedger(pool, { origin, content })).pipeThrough(new TextEncoderStream())
    c.header('content-type', 'application/x-ndjson')
    c.header('content-disposition', 'attachment; filename="ledger.ndjson"')
    return c.body(lines)
  })

  return app
}

async function getHead(pool: Pool, size: string | undefined): Promise<Head> {
  const head = await findHead(pool, size === undefined ? undefined : count(size, 'size'))
  if (!head) throw new Problem('not-found', size === undefined ? '账本还没有条目。' : `没有大小为 ${size} 的签名树头。`)
  return head
}

function selectionOf(c: Context): Selection {
  const { case: caseId, subject, from, to } = c.req.query()
  if (caseId !== undefined) return { case: caseId }
  if (subject !== undefined) return { subject }
  const start = count(from ?? '0', 'from')
  return { from: start, to: to === undefined ? Number.MAX_SAFE_INTEGER : count(to, 'to') }
}

function count(text: string | undefined, at: string): number {
  const value = text && /^\d{1,15}$/.test(text) ? Number(text) : undefined
  if (value === undefined) throw new Problem('invalid', `参数 ${at} 应为非负整数。`, [{ at, message: '应为非负整数' }])
  return value
}

function uuid(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
    throw new Problem('invalid', '参数 entry 不是条目编号。', [{ at: 'entry', message: '应为条目编号' }])
  }
  return text
}
