// Rows as the rest of the platform sees them, from what lies in the table; masked, unless somebody may see and leaves a trace.
import { type RawBuilder, sql } from 'kysely'
import { type AnyRecord, type Condition, Problem } from '#declare'
import type { Subject } from '../identity/port.ts'
import { accountsIn } from './account-fields.ts'
import { decode, isSealed, maskOf } from './codec.ts'
import { columnName, tableName } from './names.ts'
import type { CaseColumns, GetOptions, PlacedRow, Tx } from './port.ts'
import { scopeSql } from './scope.ts'
import { inOneFlight } from './transaction.ts'
import { allOf, column, type Sql, whereSql } from './where.ts'
import type { World } from './world.ts'

export type RawRow = { readonly [column: string]: unknown }
/** `few`: records of which the person may read few rows, for queries that go through many; see `withFewWholes`. */
export type As = { readonly world: World; readonly tx: Tx; readonly subject: Subject; readonly few?: ReadonlySet<string> }

/** In every query of one record its table has this name. */
export const alias = 'r'
export const from = (record: AnyRecord) => sql`${sql.table(tableName(record))} ${sql.ref(alias)}`

const rowColumnNames = ['root', 'id', 'number', 'parent', 'region', 'organ', 'author', 'created_at', 'updated_at', 'version']
const caseNames = [
  'state',
  'opened_at',
  'ended_at',
  'due_at',
  'voided',
  'suspended_at',
  'urged',
  'supervised',
  'returned',
  'extended',
  'case_version',
]
/** What the flow engine alone asks for. */
const engineNames = ['involved', 'fold']

/** `fields`: only these; a list does not carry long texts. The fold of a case is fetched only for the flow engine. */
export function columnsSql(
  world: World,
  record: AnyRecord,
  options: { fields?: readonly string[]; fold?: boolean } = {},
): RawBuilder<unknown> {
  const fields = options.fields ?? Object.keys(record.fields)
  const names = [
    ...rowColumnNames,
    ...fields.map(columnName),
    ...(world.model.flows.has(record.name) ? [...caseNames, ...(options.fold ? engineNames : [])] : []),
  ]
  return sql.join(names.map(name => column(alias, name)))
}

export async function getRow(as: As, record: AnyRecord, id: string, options: GetOptions = {}): Promise<PlacedRow> {
  const found = isId(id) ? await oneRow(as, record, id, options.lock === true).execute(as.tx) : undefined
  const raw = found?.rows[0]
  if (!raw) throw notFound(record)
  const unmask = options.unmask === true && (await mayUnmask(as, record, id))
  const [row] = await readRows(as, record, [raw], { unmask })
  return row!
}

const oneRow = ({ world, subject }: As, record: AnyRecord, id: string, lock: boolean): RawBuilder<RawRow> =>
  sql`select ${columnsSql(world, record, { fold: true })} from ${from(record)} where ${column(alias, 'id')} = ${id} and ${live} and ${scopeSql({ world, subject, record, alias }, 'read')}${lock ? sql` for update` : sql``}`

/** See `Store.lock`. */
export async function lockRow<R>(
  as: As,
  record: AnyRecord,
  id: string,
  then: RawBuilder<R>,
): Promise<{ row: PlacedRow; read: readonly R[] }> {
  if (!isId(id)) throw notFound(record)
  const { tx } = as
  const [found, read] = await inOneFlight(tx, [oneRow(as, record, id, true).compile(tx), then.compile(tx)])
  const raw = found!.rows[0] as RawRow | undefined
  if (!raw) throw notFound(record)
  const [row] = await readRows(as, record, [raw], { unmask: false })
  return { row: row!, read: read!.rows as readonly R[] }
}

export async function findRows(as: As, record: AnyRecord, when: Condition, most = 1000): Promise<PlacedRow[]> {
  const asking = { world: as.world, subject: as.subject, record, alias }
  return selectRows(as, record, whereSql(asking, when), most)
}

export async function partRows(as: As, record: AnyRecord, parent: string, most = 10_000): Promise<PlacedRow[]> {
  if (!isId(parent)) return []
  return selectRows(as, record, sql<boolean>`${column(alias, 'parent')} = ${parent}`, most)
}

async function selectRows(as: As, record: AnyRecord, when: Sql, most: number): Promise<PlacedRow[]> {
  const { world, tx, subject } = as
  const where = allOf([live, when, scopeSql({ world, subject, record, alias }, 'read')])
  const { rows } =
    await sql<RawRow>`select ${columnsSql(world, record, { fold: true })} from ${from(record)} where ${where} order by ${column(alias, 'created_at')}, ${column(alias, 'id')} limit ${most}`.execute(
      tx,
    )
  return readRows(as, record, rows, { unmask: false })
}

export const live: Sql = sql<boolean>`${column(alias, 'deleted_at')} is null`
/** Whether somebody may do something with a row, as a column of a query. */
export const mayColumn = (as: As, record: AnyRecord, power: 'write' | 'delete' | 'unmask') =>
  sql<boolean>`coalesce(${scopeSql({ world: as.world, subject: as.subject, record, alias }, power)}, false)`

export async function mayUnmask(as: As, record: AnyRecord, id: string): Promise<boolean> {
  const { rows } = await sql<{
    may: boolean
  }>`select ${mayColumn(as, record, 'unmask')} as may from ${from(record)} where ${column(alias, 'id')} = ${id}`.execute(as.tx)
  if (!rows[0]?.may) throw new Problem('denied', `您没有查看“${record.label}”完整个人信息的权限`)
  return true
}

/** `unmask` has been allowed by the caller; whatever is opened leaves its trace here, in the same transaction. */
export async function readRows(
  as: As,
  record: AnyRecord,
  raws: readonly RawRow[],
  options: { unmask: boolean; fields?: readonly string[] },
): Promise<PlacedRow[]> {
  const fields = options.fields ?? Object.keys(record.fields)
  const sealed = fields.filter(name => isSealed(record.fields[name]!))
  const opened = options.unmask ? raws.filter(raw => sealed.some(name => raw[columnName(name)] !== null)) : []
  if (opened.length > 0)
    await as.world.onPersonalRead(as.tx, {
      subject: as.subject,
      record: record.name,
      rows: opened.map(raw => String(raw['id'])),
      fields: sealed,
      at: as.world.clock.now(),
      accounts: Object.fromEntries(opened.map(raw => [String(raw['id']), accountsIn(record, name => raw[columnName(name)])])),
    })
  return raws.map(raw => placeRow(as.world, record, raw, fields, options.unmask))
}

/** Values in the clear, for the platform's own checks; they never leave the store. */
export function openValues(world: World, record: AnyRecord, raw: RawRow): Record<string, unknown> {
  const id = String(raw['id'])
  const decoded = Object.keys(record.fields).map(
    name => [name, decode(world.keyRing, record, name, { id, raw: raw[columnName(name)] })] as const,
  )
  return Object.fromEntries(decoded.filter(([, value]) => value !== undefined))
}

function placeRow(world: World, record: AnyRecord, raw: RawRow, fields: readonly string[], unmask: boolean): PlacedRow {
  const id = String(raw['id'])
  const values: Record<string, unknown> = {}
  for (const name of fields) {
    const field = record.fields[name]!
    const value = decode(world.keyRing, record, name, { id, raw: raw[columnName(name)] })
    if (value !== undefined) values[name] = isSealed(field) && !unmask ? maskOf(field, value) : value
  }
  return {
    ...values,
    id,
    root: String(raw['root']),
    parent: (raw['parent'] as string | null) ?? null,
    number: (raw['number'] as string | null) ?? null,
    version: Number(raw['version']),
    region: String(raw['region']),
    organ: (raw['organ'] as string | null) ?? null,
    author: String(raw['author']),
    createdAt: (raw['created_at'] as Date).toISOString(),
    updatedAt: (raw['updated_at'] as Date).toISOString(),
    case: world.model.flows.has(record.name) ? placeCase(raw) : null,
  }
}

function placeCase(raw: RawRow): CaseColumns {
  const instant = (name: string) => (raw[name] as Date | null) ?? null
  return {
    state: (raw['state'] as string | null) ?? null,
    openedAt: instant('opened_at'),
    endedAt: instant('ended_at'),
    dueAt: instant('due_at'),
    voided: raw['voided'] === true,
    suspendedAt: instant('suspended_at'),
    urged: Number(raw['urged']),
    supervised: Number(raw['supervised']),
    returned: Number(raw['returned']),
    extended: Number(raw['extended']),
    ...(raw['involved'] !== undefined && { involved: raw['involved'] as string[] }),
    fold: raw['fold'] ?? null,
    caseVersion: Number(raw['case_version']),
  }
}

export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
export const notFound = (record: AnyRecord): Problem =>
  new Problem('not-found', `没有找到这条“${record.label}”，它可能已被删除，或您无权查看`)
