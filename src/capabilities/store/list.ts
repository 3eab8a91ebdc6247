// Lists: filter, words, region, order, pages by key. Access is joined into the query; nothing is filtered afterwards.
import { type RawBuilder, sql } from 'kysely'
import { type AnyRecord, type Condition, Problem } from '#declare'
import { blindOf, isSealed } from './codec.ts'
import { countRows } from './count.ts'
import { type Cursor, readCursor, writeCursor } from './cursor.ts'
import { withFewWholes } from './few-wholes.ts'
import { numbersTyped } from './lookups.ts'
import { blindColumnName, columnName } from './names.ts'
import type { PlacedRow } from './port.ts'
import { type As, alias, columnsSql, from, isId, live, mayColumn, type RawRow, readRows } from './rows.ts'
import { scopeSql } from './scope.ts'
import { searchCondition } from './search-words.ts'
import { isSortable } from './shape.ts'
import { beforeSecondWall } from './transaction.ts'
import { allOf, anyOf, column, no, type Sql, whereSql, withinSql, yes } from './where.ts'
import type { World } from './world.ts'

export type ListQuery = {
  readonly filter?: Condition
  /** Words to look for. */
  readonly q?: string
  /** Only rows in the subtree of this region. */
  readonly region?: string
  /** Only parts of this row. */
  readonly parent?: string
  /** A field or column that can be sorted by; with `-` in front in descending order. Default: newest first. */
  readonly sort?: string
  readonly cursor?: string
  readonly limit?: number
  /** Default: the fields shown in lists. */
  readonly fields?: readonly string[]
  /** Show personal values in the clear, where the person may. */
  readonly unmask?: boolean
  /** Beside `filter`: what else must hold, such as the reach of the right to export. */
  readonly also?: Condition
  /** More rows on a page than a screen may ask for. */
  readonly most?: number
  /** Count the rows: costs time that a further page or an export need not spend. */
  readonly count?: boolean
}

export type Page = {
  readonly rows: PlacedRow[]
  readonly next: string | null /** Exact up to 10 000, else null. */
  readonly total: number | null
}

export const mostOnPage = 200

export async function listRows(asker: As, record: AnyRecord, query: ListQuery): Promise<Page> {
  const as = await withFewWholes(asker, record)
  const where = listWhere(as, record, query)
  if (where === no) return { rows: [], next: null, total: 0 }
  const fields = query.fields ?? listFields(record)
  const limit = Math.min(Math.max(1, query.limit ?? 50), query.most ?? mostOnPage)
  const order = orderOf(as.world, record, query.sort)
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor, order.name)
  const picked = await pick(as, record, { where, order, cursor, most: limit + 1 })
  const page = picked.slice(0, limit)
  const last = page.at(-1)
  const next = picked.length > limit && last ? writeCursor({ sort: order.name, value: last.sort_value, id: last.id }) : null
  const counts = query.count !== false && !cursor
  // Both leave together.
  const [total, rows] = await Promise.all([
    !counts ? null : next === null ? page.length : countRows(as, record, where),
    readPicked(as, record, page, { fields, unmask: query.unmask === true }),
  ])
  return { rows, next, total }
}

type Picked = { readonly id: string; readonly root: string; readonly sort_value: string | null }

/** Which rows come next, by the access rules; those without a value come last. */
async function pick(
  { tx }: As,
  record: AnyRecord,
  of: { where: Sql; order: Order; cursor: Cursor | undefined; most: number },
): Promise<Picked[]> {
  const { where, order, cursor, most } = of
  const id = column(alias, 'id')
  const direction = order.descending ? sql`desc` : sql`asc`
  const beyond = order.descending ? sql`<` : sql`>`
  const fetch = async (condition: Sql, by: RawBuilder<unknown>, most: number) => {
    const query = sql`select ${id}, ${column(alias, 'root')}, ${order.text} as sort_value from ${from(record)} where ${allOf([where, condition])} order by ${by} limit ${most}`
    return (await beforeSecondWall(tx, [query.compile(tx)]))[0]!.rows as Picked[]
  }
  const picked: Picked[] = []
  if (cursor?.value !== null) {
    const after = cursor ? sql<boolean>`(${order.column}, ${id}) ${beyond} (${order.cast(cursor.value)}, ${cursor.id}::uuid)` : yes
    const known = order.optional ? sql<boolean>`${order.column} is not null` : yes
    picked.push(...(await fetch(allOf([after, known]), sql`${order.column} ${direction}, ${id} ${direction}`, most)))
  }
  if (order.optional && picked.length < most) {
    const after = cursor?.value === null ? sql<boolean>`${id} ${beyond} ${cursor.id}::uuid` : yes
    const unknown = sql<boolean>`${order.column} is null`
    picked.push(...(await fetch(allOf([unknown, after]), sql`${id} ${direction}`, most - picked.length)))
  }
  return picked
}

/** What is shown of them, read by the person. */
async function readPicked(
  as: As,
  record: AnyRecord,
  picked: readonly Picked[],
  options: { readonly fields: readonly string[]; readonly unmask: boolean },
): Promise<PlacedRow[]> {
  if (picked.length === 0) return []
  const { fields } = options
  const unmask = options.unmask && fields.some(name => isSealed(record.fields[name]!))
  const columns = columnsSql(as.world, record, { fields })
  const { rows } = await sql<RawRow>`select ${unmask ? sql`${columns}, ${mayColumn(as, record, 'unmask')} as may_unmask` : columns}
    from ${from(record)} where ${column(alias, 'id')} = any (${picked.map(one => one.id)}::uuid[]) and ${column(alias, 'root')} = any (${[...new Set(picked.map(one => one.root))]}::uuid[])`.execute(
    as.tx,
  )
  const byId = new Map(rows.map(row => [String(row['id']), row]))
  const raws = picked.map(({ id }) => byId.get(id)).filter(raw => raw !== undefined)
  return unmask ? readUnmasked(as, record, raws, fields) : readRows(as, record, raws, { unmask: false, fields })
}

/** Rows whose unmasking the person's grants allow come in the clear, the others stay masked. */
async function readUnmasked(as: As, record: AnyRecord, page: readonly RawRow[], fields: readonly string[]): Promise<PlacedRow[]> {
  const open = await readRows(
    as,
    record,
    page.filter(raw => raw['may_unmask'] === true),
    { unmask: true, fields },
  )
  const closed = await readRows(
    as,
    record,
    page.filter(raw => raw['may_unmask'] !== true),
    { unmask: false, fields },
  )
  const byId = new Map([...open, ...closed].map(row => [row.id, row]))
  return page.map(raw => byId.get(String(raw['id']))!)
}

/** `secret` values are never shown in a list. */
export const listFields = (record: AnyRecord): string[] =>
  Object.entries(record.fields)
    .filter(([name, field]) => (field.list === true || name === record.title) && field.protect !== 'secret')
    .map(([name]) => name)

export function listWhere(as: As, record: AnyRecord, query: Pick<ListQuery, 'filter' | 'also' | 'q' | 'region' | 'parent'>): Sql {
  const { world, subject, few } = as
  const asking = { world, subject, record, alias, ...(few && { few }) }
  const conditions: Sql[] = [scopeSql(asking, 'read'), live]
  if (query.parent !== undefined)
    conditions.push(isId(query.parent) ? sql<boolean>`${column(alias, 'parent')} = ${query.parent}::uuid` : no)
  if (query.region !== undefined) conditions.push(withinSql(column(alias, 'region'), query.region))
  for (const condition of [query.filter, query.also]) if (condition) conditions.push(whereSql(asking, condition))
  if (query.q !== undefined && query.q.trim() !== '') conditions.push(wordsSql(as, record, query.q.trim()))
  return allOf(conditions)
}

/** Rows that hold the words, or whose sealed number is exactly what was typed. */
export function wordsSql({ world }: Pick<As, 'world'>, record: AnyRecord, words: string): Sql {
  const exact = numbersTyped(world, record, words).map(
    ([name, value]) => sql<boolean>`${column(alias, blindColumnName(name))} = ${blindOf(world.keyRing, record, name, value)}`,
  )
  const found = searchCondition(column(alias, 'search'), words)
  return anyOf([...(found ? [found] : []), ...exact])
}

type Order = {
  readonly name: string
  readonly descending: boolean
  readonly column: RawBuilder<unknown>
  readonly text: RawBuilder<unknown>
  readonly optional: boolean
  readonly cast: (value: string) => RawBuilder<unknown>
}

const casts: Readonly<Record<string, RawBuilder<unknown>>> = {
  instant: sql`timestamptz`,
  date: sql`date`,
  number: sql`numeric`,
  whole: sql`bigint`,
  text: sql`text`,
}

/** Throws Problem `invalid` for what has no index to be sorted by. */
export function orderOf(world: Pick<World, 'model'>, record: AnyRecord, sort = '-createdAt'): Order {
  const descending = sort.startsWith('-')
  const name = descending ? sort.slice(1) : sort
  const found = sortColumns(world, record).get(name)
  if (!found) throw new Problem('invalid', `“${record.label}”不能按“${name}”排序`)
  const place = column(alias, columnName(name))
  // Instants travel as UTC text: the reader's time zone must not move a page's end.
  const text = found.type === 'instant' ? sql`to_char(${place} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')` : sql`${place}::text`
  const fits = { instant: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/, date: /^\d{4}-\d\d-\d\d$/, number: /^-?\d+(\.\d+)?$/, whole: /^-?\d+$/, text: /^/ }[
    found.type
  ]
  const cast = (value: string) => {
    if (!fits.test(value)) throw new Problem('invalid', '分页位置已失效，请从第一页重新查看')
    return sql`${value}::${casts[found.type]!}`
  }
  return { name: sort, descending, column: place, text, optional: found.optional, cast }
}

type SortColumn = { readonly type: 'instant' | 'date' | 'number' | 'whole' | 'text'; readonly optional: boolean }

export function sortColumns(world: Pick<World, 'model'>, record: AnyRecord): ReadonlyMap<string, SortColumn> {
  const instant: SortColumn = { type: 'instant', optional: true }
  const typeOf = (kind: string, decimals: number | undefined): SortColumn['type'] =>
    kind === 'instant'
      ? 'instant'
      : kind === 'date'
        ? 'date'
        : kind === 'number' && decimals === 0
          ? 'whole'
          : kind === 'number' || kind === 'money'
            ? 'number'
            : 'text'
  return new Map<string, SortColumn>([
    ['createdAt', { type: 'instant', optional: false }],
    ...(record.number ? [['number', { type: 'text', optional: true }] as const] : []),
    ...(world.model.flows.has(record.name) ? (['openedAt', 'endedAt', 'dueAt'] as const).map(name => [name, instant] as const) : []),
    ...Object.entries(record.fields)
      .filter(([, field]) => isSortable(field))
      .map(([name, field]) => [name, { type: typeOf(field.kind, field.decimals), optional: true }] as const),
  ])
}
