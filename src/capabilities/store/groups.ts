// Rows counted by shared values: how many meet a condition for each subject, which is the newest, and in which region they lie.
import { type RawBuilder, sql } from 'kysely'
import type { AnyRecord } from '#declare'
import { hasBlindIndex, isSealed } from './codec.ts'
import { blindColumnName } from './names.ts'
import type { GroupKey, GroupQuery, RowGroup } from './port.ts'
import { type As, alias, from, live } from './rows.ts'
import { scopeSql } from './scope.ts'
import { allOf, column, fieldSql, type Sql, whereSql, yes } from './where.ts'

const mostRows = 50

/** Only groups of at least `atLeast` rows. */
export async function groupRows(as: As, record: AnyRecord, query: GroupQuery): Promise<RowGroup[]> {
  const { world, subject, tx } = as
  const asking = { world, subject, record, alias }
  const keys = query.same.map(name => keySql(as, record, name))
  const moment = fieldSql(asking, query.on)
  const since = query.since ? sql<boolean>`(${moment} >= ${query.since}::timestamptz and ${moment} <= ${query.until}::timestamptz)` : yes
  const shared = keys.map(key => sql<boolean>`(${key} is not null)`)
  const where = allOf([scopeSql(asking, 'read'), live, whereSql(asking, query.when), since, ...shared, keysSql(as, record, query, keys)])
  const named = keys.map((key, index) => sql`${key} as ${sql.ref(`key_${index}`)}`)
  const groups = keys.map((_, index) => sql.ref(`key_${index}`))
  const id = column(alias, 'id')
  const newest = sql`order by ${moment} desc nulls last, ${id} desc`
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join([
      ...named,
      sql`count(*)::int as count`,
      sql`(array_agg(${id}::text ${newest}))[1:${sql.lit(mostRows)}] as rows`,
      sql`min(${column(alias, 'region')}) as first_region`,
      sql`max(${column(alias, 'region')}) as last_region`,
    ])}
    from ${from(record)} where ${where} ${groups.length > 0 ? sql`group by ${sql.join(groups)}` : sql``}
    having count(*) >= ${query.atLeast} limit ${query.most}`.execute(tx)
  return rows.map(row => ({
    key: keys.map((_, index) => String(row[`key_${index}`])),
    count: Number(row['count']),
    rows: row['rows'] as string[],
    regions: [String(row['first_region']), String(row['last_region'])],
  }))
}

/** The keys of the groups these rows belong to now, whether or not they meet the condition, also of rows that are hidden. */
export async function groupKeys(as: As, record: AnyRecord, same: readonly string[], ids: readonly string[]): Promise<GroupKey[]> {
  if (same.length === 0) return [[]]
  const keys = same.map((name, index) => sql`${keySql(as, record, name)} as ${sql.ref(`key_${index}`)}`)
  const { rows } = await sql<
    Record<string, string | null>
  >`select distinct ${sql.join(keys)} from ${from(record)} where ${column(alias, 'id')} = any (${[...ids]}::uuid[])`.execute(as.tx)
  return rows.flatMap(row => {
    const key = same.map((_, index) => row[`key_${index}`] ?? null)
    return key.every(value => value !== null) ? [key] : []
  })
}

/** Protected values are told apart by their blind index and never opened. */
function keySql({ world }: As, record: AnyRecord, name: string): RawBuilder<unknown> {
  const field = record.fields[name]
  if (field && isSealed(field) && hasBlindIndex(field)) return sql`encode(${column(alias, blindColumnName(name))}, 'hex')`
  return sql`${fieldSql({ world, record, alias }, name)}::text`
}

/** Compared in the column's own type, so that its index answers. */
function keysSql(as: As, record: AnyRecord, { same, keys: wanted }: GroupQuery, keys: readonly RawBuilder<unknown>[]): Sql {
  const [only] = keys
  if (!wanted || !only) return yes
  const [name = ''] = same
  if (keys.length === 1) {
    const values = wanted.map(([value]) => value)
    const isUuid = ['id', 'parent'].includes(name) || record.fields[name]?.kind === 'ref'
    return isUuid
      ? sql<boolean>`(${fieldSql({ world: as.world, record, alias }, name)} = any (${values}::uuid[]))`
      : sql<boolean>`(${only} = any (${values}::text[]))`
  }
  return sql<boolean>`(${sql.join([...keys])}) in (select ${sql.join(keys.map((_, index) => sql`wanted.key ->> ${sql.lit(index)}`))} from jsonb_array_elements(${JSON.stringify(wanted)}::jsonb) as wanted(key))`
}
