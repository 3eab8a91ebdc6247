// The whole ledger as lines of JSON that a stranger can check with `bin/verify-ledger.mjs` and nothing else.
import type { Pool } from 'pg'
import { findHead, listEntries, listHeads, listKeys } from './store.ts'

/** A header, the keys, then entries in order with each head right after the last entry it covers, then an end line with the counts. */
export async function* exportLedger(pool: Pool, { origin, content }: { origin: string; content: boolean }): AsyncGenerator<string> {
  const line = (value: object) => `${JSON.stringify(value)}\n`
  const size = (await findHead(pool))?.size ?? 0
  yield line({ type: 'ledger', version: 1, origin, hash: 'SHA-256', content: content ? 'included' : 'omitted' })
  for (const key of await listKeys(pool)) yield line({ type: 'key', id: key.id, publicKey: key.publicKey.toString('base64') })
  const page = 2_000
  let heads = 0
  for (let from = 0; from < size; from += page) {
    const to = Math.min(size, from + page)
    const covering = await listHeads(pool, from + 1, to)
    heads += covering.length
    let lines = ''
    for (const placed of await listEntries(pool, { from, to }, { content, limit: page })) {
      while (covering[0] && covering[0].size <= placed.index!) lines += line({ type: 'head', ...covering.shift() })
      lines += line({ type: 'entry', ...placed })
    }
    for (const head of covering) lines += line({ type: 'head', ...head })
    yield lines
  }
  yield line({ type: 'end', size, heads })
}
