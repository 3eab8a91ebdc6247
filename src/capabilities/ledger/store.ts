// Writing entries and reading the ledger. An act writes its entries in its own transaction and waits for nobody; their place in
// the tree is given afterwards by the sequencer.
import { randomFillSync } from 'node:crypto'
import type { ClientBase, Pool, QueryResultRow } from 'pg'
import { fillProof, type ProofPlan, planConsistency, planInclusion } from '../../methods/merkle/proof.ts'
import type { NodePlace } from '../../methods/merkle/tree.ts'
import { uuidV7 } from '../../methods/uuid/uuid-v7.ts'
import { prepareEntry } from './engine.ts'
import type { Entry, EntryInput, Head, Opening } from './port.ts'

type Queries = Pick<ClientBase, 'query'> | Pool

/** Inside the caller's transaction; takes no lock that another act would wait for. Returns the entries as they stand in the leaf. */
export async function recordEntries(client: ClientBase, inputs: readonly EntryInput[]): Promise<Entry[]> {
  if (inputs.length === 0) return []
  const now = new Date()
  const salts = randomFillSync(Buffer.alloc(16 * inputs.length))
  const prepared = inputs.map((input, i) => prepareEntry(input, { id: uuidV7(), now, salt: salts.subarray(i * 16, i * 16 + 16) }))
  const entries = prepared.map(({ entry }) => entry)
  const ids = entries.map(entry => entry.id)
  const opened = prepared.filter(({ opening }) => opening)
  const column = (name: keyof Entry) => entries.map(entry => entry[name] ?? null)
  // Three statements rather than one: Citus has no writing CTE.
  await client.query({
    name: 'ledger-entry',
    text: `insert into ledger_entry (id, at, kind, actor, subject, scene, record, row_id, case_id, act, commitment)
      select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::text[], $11::bytea[])`,
    values: [
      ids,
      ...(['at', 'kind', 'actor', 'subject', 'scene', 'record', 'row', 'case', 'act'] as const).map(column),
      entries.map(entry => (entry.commitment ? Buffer.from(entry.commitment, 'hex') : null)),
    ],
  })
  await client.query({
    name: 'ledger-pending',
    text: 'insert into ledger_pending (id, hash) select * from unnest($1::uuid[], $2::bytea[])',
    values: [ids, prepared.map(({ leaf }) => leaf)],
  })
  if (opened.length > 0) {
    await client.query({
      name: 'ledger-content',
      text: 'insert into ledger_content (entry, salt, content) select * from unnest($1::uuid[], $2::bytea[], $3::text[])',
      values: [
        opened.map(({ entry }) => entry.id),
        opened.map(({ opening }) => opening!.salt),
        opened.map(({ opening }) => opening!.content),
      ],
    })
  }
  return entries
}

/** In a transaction of the platform. Destroys what entries say, not that they were: the destruction itself becomes an entry for each, naming the authority for it. */
export async function destroyContent(
  client: ClientBase,
  entryIds: readonly string[],
  by: { actor: string; basis: string },
): Promise<number> {
  const { rows } = await client.query<{ entry: string }>('delete from ledger_content where entry = any($1::uuid[]) returning entry', [
    entryIds,
  ])
  await recordEntries(
    client,
    rows.map(({ entry }) => ({ kind: 'destroy', actor: by.actor, record: 'ledger_content', row: entry, act: by.basis })),
  )
  return rows.length
}

const headColumns = `size, encode(root, 'hex') as root, at, key, encode(signature, 'base64') as signature`
type HeadRow = { size: string; root: string; at: Date; key: string; signature: string }
const headOf = (row: HeadRow): Head => ({
  ...row,
  size: Number(row.size),
  at: row.at.toISOString(),
  // PostgreSQL breaks base64 into lines of 76.
  signature: row.signature.replaceAll('\n', ''),
})

/** The newest signed head; undefined while the ledger is empty. */
export async function findHead(client: Queries, size?: number): Promise<Head | undefined> {
  const { rows } = await client.query<HeadRow>({
    name: size === undefined ? 'ledger-head' : 'ledger-head-of',
    text: `select ${headColumns} from ledger_head ${size === undefined ? 'order by size desc' : 'where size = $1'} limit 1`,
    values: size === undefined ? [] : [size],
  })
  return rows[0] && headOf(rows[0])
}

/** The newest head, or the first with at least so many entries, with what a stranger needs to check its signature. */
export async function findSignedHead(
  client: Queries,
  origin: string,
  atLeast?: number,
): Promise<(Omit<Head, 'key'> & { origin: string; publicKey: string }) | null> {
  const { rows } = await client.query<HeadRow & { publicKey: Buffer }>(
    `select size, encode(root, 'hex') as root, ledger_head.at, key, encode(signature, 'base64') as signature, public_key as "publicKey"
     from ledger_head join ledger_key on ledger_key.id = ledger_head.key
     ${atLeast === undefined ? 'order by size desc' : 'where size >= $1 order by size'} limit 1`,
    atLeast === undefined ? [] : [atLeast],
  )
  if (!rows[0]) return null
  const { size, root, at, signature } = headOf(rows[0])
  return { origin, size, root, at, signature, publicKey: rows[0].publicKey.toString('base64') }
}

/** Heads with from ≤ size ≤ to, smallest first. */
export async function listHeads(client: Queries, from: number, to: number): Promise<Head[]> {
  const { rows } = await client.query<HeadRow>(`select ${headColumns} from ledger_head where size between $1 and $2 order by size`, [
    from,
    to,
  ])
  return rows.map(headOf)
}

export async function listKeys(client: Queries): Promise<{ id: string; publicKey: Buffer }[]> {
  const { rows } = await client.query<{ id: string; publicKey: Buffer }>('select id, public_key as "publicKey" from ledger_key order by at')
  return rows
}

/** Reads all nodes of a plan in one query. Throws when one is missing: the stored tree is damaged. */
async function prove(client: Queries, plan: ProofPlan): Promise<Buffer[]> {
  const places = plan.flat()
  if (places.length === 0) return []
  const inner = places.filter(place => place.level > 0)
  const { rows } = await client.query<NodePlaceRow>({
    name: 'ledger-nodes',
    text: `select 0 as level, index, hash from ledger_leaf where index = any($1::bigint[])
      union all
      select level, index, hash from unnest($2::smallint[], $3::bigint[]) as wanted(level, index) join ledger_node using (level, index)`,
    values: [
      places.filter(place => place.level === 0).map(place => place.index),
      inner.map(place => place.level),
      inner.map(place => place.index),
    ],
  })
  const found = new Map(rows.map(row => [`${row.level}/${row.index}`, row.hash]))
  return fillProof(plan, ({ level, index }) => {
    const hash = found.get(`${level}/${index}`)
    if (!hash) throw new Error(`Ledger node ${level}/${index} is missing`)
    return hash
  })
}
type NodePlaceRow = { level: number; index: string; hash: Buffer }

/** The proof that entry `index` is in the tree of `size`, leaf upwards. RangeError when it is not. */
export const proveInclusion = (client: Queries, index: number, size: number): Promise<Buffer[]> => prove(client, planInclusion(index, size))

/** The proof that the tree of `first` is the beginning of the tree of `second`. */
export const proveConsistency = (client: Queries, first: number, second: number): Promise<Buffer[]> =>
  prove(client, planConsistency(first, second))

/** Reads stored subtree roots, for the sequencer to resume from. */
export const readNodes = (client: Queries, places: readonly NodePlace[]): Promise<Buffer[]> =>
  prove(
    client,
    places.map(place => [place]),
  )

export async function findIndex(client: Queries, entryId: string): Promise<number | undefined> {
  const { rows } = await client.query<{ index: string }>({
    name: 'ledger-index',
    text: 'select index from ledger_leaf where entry = $1',
    values: [entryId],
  })
  return rows[0] && Number(rows[0].index)
}

/** `index` is null until the sequencer has given it a place, which is a matter of a quarter of a second. */
export type PlacedEntry = { readonly index: number | null; readonly leaf: string | null; readonly entry: Entry; readonly opening?: Opening }

export type Selection = { from: number; to: number } | { case: string } | { subject: string } | { ids: readonly string[] }

/** Entries in order of index, [from, to), or all of a case or about a person in the order in which they were made. */
export async function listEntries(pool: Pool, selection: Selection, { content = false, limit = 1_000 } = {}): Promise<PlacedEntry[]> {
  if ('from' in selection) {
    const leaves = await pool.query<LeafRow>({
      name: 'ledger-leaves',
      text: 'select index, entry, hash from ledger_leaf where index >= $1 and index < $2 order by index limit $3',
      values: [selection.from, selection.to, limit],
    })
    const rows = await readEntries(pool, 'id = any($1::uuid[])', [leaves.rows.map(leaf => leaf.entry)], content)
    const byId = new Map(rows.map(row => [row.id, row]))
    // An entry that was taken away leaves its leaf behind; the gap shows in the export.
    return leaves.rows.flatMap(leaf => {
      const row = byId.get(leaf.entry)
      return row ? [placed(row, leaf, content)] : []
    })
  }
  const [where, value] = whereOf(selection)
  const rows = await readEntries(pool, `${where} order by id limit $2`, [value, limit], content)
  const leaves = await pool.query<LeafRow>('select index, entry, hash from ledger_leaf where entry = any($1::uuid[])', [
    rows.map(row => row.id),
  ])
  const byEntry = new Map(leaves.rows.map(leaf => [leaf.entry, leaf]))
  return rows.map(row => placed(row, byEntry.get(row.id), content))
}

function whereOf(selection: Exclude<Selection, { from: number }>): [where: string, value: unknown] {
  if ('case' in selection) return ['case_id = $1', selection.case]
  if ('subject' in selection) return ['subject = $1', selection.subject]
  return ['id = any($1::uuid[])', selection.ids]
}

type LeafRow = { index: string; entry: string; hash: Buffer }
type EntryRow = Record<'actor' | 'subject' | 'scene' | 'record' | 'row' | 'case' | 'act', string | null> & {
  id: string
  at: Date
  kind: string
  commitment: string | null
  salt?: Buffer | null
  content?: string | null
}

/** Entries lie behind row-level security: a query that does not say it is the platform's own sees none. */
export async function queryAsPlatform<R extends QueryResultRow>(pool: Pool, text: string, values: unknown[]): Promise<{ rows: R[] }> {
  const client = await pool.connect()
  let failed: Error | undefined
  try {
    await client.query("begin read only; set local shuzhi.system = 'on'")
    const result = await client.query<R>(text, values)
    await client.query('commit')
    return result
  } catch (error) {
    failed = error as Error
    throw error
  } finally {
    client.release(failed)
  }
}

async function readEntries(pool: Pool, where: string, values: unknown[], content: boolean): Promise<EntryRow[]> {
  const { rows } = await queryAsPlatform<EntryRow>(
    pool,
    `select id, at, kind, actor, subject, scene, record, row_id as "row", case_id as "case", act,
       encode(commitment, 'hex') as commitment ${content ? ', salt, content' : ''}
     from ledger_entry ${content ? 'left join ledger_content on ledger_content.entry = ledger_entry.id' : ''} where ${where}`,
    values,
  )
  return rows
}

function placed(row: EntryRow, leaf: LeafRow | undefined, content: boolean): PlacedEntry {
  const { salt, content: text, at, ...rest } = row
  const fields = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null))
  const entry = { v: 1, ...fields, at: at.toISOString() } as unknown as Entry
  const opening =
    content && salt && typeof text === 'string' ? { opening: { salt: salt.toString('hex'), content: JSON.parse(text) as unknown } } : {}
  return { index: leaf ? Number(leaf.index) : null, leaf: leaf?.hash.toString('hex') ?? null, entry, ...opening }
}
