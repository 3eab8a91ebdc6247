// Gives every committed entry its place: one writer at a time, whichever server holds the lock; a crash leaves a whole batch or none.
import type { Pool, PoolClient } from 'pg'
import { append, type Frontier, frontierPlaces, type HashFunction, rootOfFrontier, sha256 } from '../../methods/merkle/tree.ts'
import { checkpointText, leafOf } from './engine.ts'
import type { Head, Signer } from './port.ts'
import { findHead, listEntries, queryAsPlatform, readNodes } from './store.ts'

export type SequencerOptions = {
  readonly pool: Pool
  readonly signer: Signer
  /** Names this ledger in every signed head: `ledger.sx.gov.cn`. */
  readonly origin: string
  /** Entries per transaction and head. */
  readonly batch?: number
  readonly now?: () => Date
}

/** `busy`: another server is at it now. */
export type Sequenced = { readonly count: number; readonly head: Head | undefined; readonly busy: boolean }

/** Any number, the same on every server. */
const lockKey = 7_236_962_001
const digest: HashFunction = sha256

/** Sequences all that is pending. Call it every 250 ms or less, and whenever somebody wants a proof at once. */
export function sequencer({ pool, signer, origin, batch = 10_000, now = () => new Date() }: SequencerOptions): () => Promise<Sequenced> {
  let frontier: Frontier | undefined
  let keyKnown = false
  let running: Promise<Sequenced> | undefined

  const run = async (): Promise<Sequenced> => {
    let count = 0
    let head: Head | undefined
    for (;;) {
      const step = await inTransaction(pool, sequenceBatch)
      if (step === 'busy') return { count, head: head ?? (await findHead(pool)), busy: true }
      frontier = step.frontier
      head = step.head
      count += step.count
      if (step.count < batch) return { count, head, busy: false }
    }
  }

  const sequenceBatch = async (client: PoolClient) => {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [lockKey])
    if (!rows[0]?.mine) return 'busy'
    const last = await findHead(client)
    const size = last?.size ?? 0
    const state = frontier?.size === size ? frontier : { size, hashes: await readNodes(client, frontierPlaces(size)) }
    // No order of ids is relied on: an entry that commits late is simply taken later.
    const taken = await client.query<{ id: string; hash: Buffer }>({
      name: 'ledger-take',
      text: 'delete from ledger_pending where id in (select id from ledger_pending order by id limit $1) returning id, hash',
      values: [batch],
    })
    if (taken.rows.length === 0) return { count: 0, frontier: state, head: last }
    if (!keyKnown) await registerKey(client, signer)
    taken.rows.sort((a, b) => (a.id < b.id ? -1 : 1))
    const leaves = taken.rows.map(row => row.hash)
    const grown = append(state, leaves, digest)
    await client.query({
      name: 'ledger-leaf',
      text: `insert into ledger_leaf (index, entry, hash)
        select $1::bigint + n - 1, entry, hash from unnest($2::uuid[], $3::bytea[]) with ordinality as t(entry, hash, n)`,
      values: [size, taken.rows.map(row => row.id), leaves],
    })
    await insertNodes(
      client,
      grown.nodes.filter(node => node.level > 0),
    )
    const head = await signHead(grown.frontier, last)
    await client.query({
      name: 'ledger-sign',
      text: 'insert into ledger_head (size, root, at, key, signature) values ($1, $2, $3, $4, $5)',
      values: [head.size, Buffer.from(head.root, 'hex'), head.at, head.key, Buffer.from(head.signature, 'base64')],
    })
    return { count: leaves.length, frontier: grown.frontier, head }
  }

  const signHead = async (state: Frontier, last: Head | undefined): Promise<Head> => {
    // A clock set back must not make heads run backwards.
    const at = new Date(Math.max(now().getTime(), last ? Date.parse(last.at) : 0)).toISOString()
    const unsigned = { size: state.size, root: rootOfFrontier(state, digest).toString('hex'), at }
    const signature = await signer.sign(Buffer.from(checkpointText(origin, unsigned)))
    return { ...unsigned, key: signer.keyId, signature: signature.toString('base64') }
  }

  const registerKey = async (client: PoolClient, { keyId, publicKey }: Signer) => {
    await client.query('insert into ledger_key (id, public_key) values ($1, $2) on conflict do nothing', [keyId, publicKey])
    keyKnown = true
  }

  return () => {
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }
}

/** Entries made in [from, to) that a fault took from the queue although they have no place: puts them back, returns how many. */
export async function requeueForgotten(pool: Pool, { from, to }: { from: Date; to: Date }): Promise<number> {
  const { rows } = await queryAsPlatform<{ id: string }>(
    pool,
    `select e.id from ledger_entry e
     where e.at >= $1 and e.at < $2 and not exists (select 1 from ledger_leaf l where l.entry = e.id)
       and not exists (select 1 from ledger_pending p where p.id = e.id)`,
    [from, to],
  )
  const entries = await listEntries(pool, { ids: rows.map(row => row.id) }, { limit: rows.length })
  await pool.query('insert into ledger_pending (id, hash) select * from unnest($1::uuid[], $2::bytea[]) on conflict do nothing', [
    entries.map(({ entry }) => entry.id),
    entries.map(({ entry }) => leafOf(entry)),
  ])
  return entries.length
}

function insertNodes(client: PoolClient, nodes: readonly { level: number; index: number; hash: Buffer }[]): Promise<unknown> {
  if (nodes.length === 0) return Promise.resolve()
  return client.query({
    name: 'ledger-node',
    text: 'insert into ledger_node (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])',
    values: [nodes.map(node => node.level), nodes.map(node => node.index), nodes.map(node => node.hash)],
  })
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let failure: Error | undefined
  try {
    await client.query('begin isolation level read committed')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    failure = error as Error
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    // A connection on which something failed is not used again: its state is not known.
    client.release(failure)
  }
}
