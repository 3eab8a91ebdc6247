// Writes the SQL that makes a table from its declaration. Pure: migrations by difference are made of the same parts.
import { createHash } from 'node:crypto'
import type { Index, Table } from '#declare'

/** The role under which requests are served; see `server/postgres-roles.ts`. */
export const appRole = 'shuzhi_app'

/** Once per database, before any table. */
export const prologueSql: readonly string[] = [
  `create or replace function shuzhi_append_only() returns trigger language plpgsql as $$
begin
  raise exception '表 % 只可追加，不可修改或删除', tg_table_name using errcode = 'object_not_in_prerequisite_state';
end $$`,
]

/** Everything for many tables that may point at each other: first all shapes, then all foreign keys. */
export const createTablesSql = (tables: readonly Table[]): string[] => [...tables.flatMap(shapeSql), ...tables.flatMap(foreignKeysSql)]

/** Everything for one table, as separate statements in the order to run them in. */
export const createTableSql = (table: Table): string[] => createTablesSql([table])

/** On a Citus cluster, after `createTableSql`. */
export function spreadSql(table: Table): string[] {
  if (table.spread === 'local') return []
  if (table.spread === 'reference') return [`select create_reference_table(${literal(table.name)})`]
  return [`select create_distributed_table(${literal(table.name)}, ${literal(table.spread.by)})`]
}

function shapeSql(table: Table): string[] {
  return [
    tableSql(table),
    ...commentsSql(table),
    ...(table.indexes ?? []).map(index => indexSql(table, index)),
    ...securitySql(table),
    ...appendOnlySql(table),
    ...grantsSql(table),
  ]
}

export function tableSql(table: Table): string {
  checkShape(table)
  const lines = Object.keys(table.columns).map(name => columnSql(table, name))
  lines.push(`constraint ${quoted(nameOf(table.name, 'key'))} primary key (${table.key.map(quoted).join(', ')})`)
  const storage = table.fillfactor === undefined ? '' : ` with (fillfactor = ${table.fillfactor})`
  return `create table ${quoted(table.name)} (\n  ${lines.join(',\n  ')}\n)${storage}`
}

/** One column as it stands in `create table` and after `add column`. */
export function columnSql(table: Table, name: string): string {
  const column = table.columns[name]
  if (!column) throw new Error(`Table ${table.name} has no column ${name}`)
  return [
    `${quoted(name)} ${column.type}`,
    column.optional ? '' : 'not null',
    column.default === undefined ? '' : `default ${column.default}`,
    column.check === undefined ? '' : `constraint ${quoted(nameOf(table.name, name, 'check'))} check (${column.check})`,
  ]
    .filter(Boolean)
    .join(' ')
}

export function indexSql(table: Table, index: Index): string {
  const columns = (names: readonly string[]) => names.map(name => (name in table.columns ? quoted(name) : name)).join(', ')
  return [
    `create ${index.unique ? 'unique ' : ''}index ${quoted(indexName(table, index))} on ${quoted(table.name)}`,
    `using ${index.using ?? 'btree'} (${columns(index.on)})`,
    index.include ? `include (${columns(index.include)})` : '',
    index.where === undefined ? '' : `where ${index.where}`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** Two indexes that differ in anything but their columns get different names. */
export function indexName(table: Table, index: Index): string {
  const rest = [index.using, index.where, index.include?.join()].filter(Boolean).join(' ')
  return nameOf(
    table.name,
    ...index.on.map(name => name.replace(/\W+/g, '_')),
    ...(rest ? [digest(rest)] : []),
    index.unique ? 'unique' : 'index',
  )
}

export function foreignKeysSql(table: Table): string[] {
  return (table.foreignKeys ?? []).map(
    key =>
      `alter table ${quoted(table.name)} add constraint ${quoted(nameOf(table.name, ...key.on, 'fkey'))} ` +
      `foreign key (${key.on.map(quoted).join(', ')}) references ${quoted(key.to)} (${key.columns.map(quoted).join(', ')})`,
  )
}

export function commentsSql(table: Table): string[] {
  const on = quoted(table.name)
  return [
    `comment on table ${on} is ${literal(table.label)}`,
    ...Object.entries(table.columns).map(([name, column]) => `comment on column ${on}.${quoted(name)} is ${literal(column.label)}`),
  ]
}

/** Separate policies for each verb: one for all verbs would widen what may be read. */
export function securitySql(table: Table): string[] {
  if (!table.security) return []
  const { read, write, writersRead } = table.security
  const on = quoted(table.name)
  const policy = (verb: string, condition: string) =>
    `create policy ${quoted(`${verb}_rows`)} on ${on} for ${verb} to ${appRole} ${condition}`
  // An update that names no column is not held to the policy for reading: say it again here.
  const both = writersRead ? write : `(${read}) and (${write})`
  const changes = [policy('update', `using (${both}) with check (${write})`), policy('delete', `using (${both})`)]
  return [
    `alter table ${on} enable row level security`,
    policy('select', `using (${read})`),
    policy('insert', `with check (${write})`),
    ...(table.appendOnly ? [] : changes),
  ]
}

export function appendOnlySql(table: Table): string[] {
  if (!table.appendOnly) return []
  return [
    `create trigger ${quoted(nameOf(table.name, 'append_only'))} before update or delete or truncate on ${quoted(table.name)} ` +
      'for each statement execute function shuzhi_append_only()',
  ]
}

export function grantsSql(table: Table): string[] {
  const verbs = table.appendOnly ? 'select, insert' : 'select, insert, update, delete'
  return [`revoke all on ${quoted(table.name)} from public`, `grant ${verbs} on ${quoted(table.name)} to ${appRole}`]
}

/** Faults of the declaration itself, which are the programmer's. */
function checkShape(table: Table): void {
  const fail = (what: string) => {
    throw new Error(`Table ${table.name}: ${what}`)
  }
  const known = (name: string) => name in table.columns || fail(`no column ${name}`)
  if (!/^[a-z][a-z0-9_]*$/.test(table.name)) fail('a name has small letters, digits and underscores')
  for (const name of Object.keys(table.columns)) if (!/^[a-z][a-z0-9_]*$/.test(name)) fail(`column name ${name}`)
  if (table.key.length === 0) fail('no key')
  table.key.forEach(known)
  for (const name of table.key) if (table.columns[name]?.optional) fail(`key column ${name} is optional`)
  for (const key of table.foreignKeys ?? []) key.on.forEach(known)
  if (typeof table.spread === 'string') return
  const { by } = table.spread
  known(by)
  // Citus can keep a key unique only where all its rows lie on one node.
  if (!table.key.includes(by)) fail(`the key lacks ${by}, by which the table spreads`)
  for (const index of table.indexes ?? []) {
    if (index.unique && !index.on.includes(by)) fail(`the unique index on ${index.on.join()} lacks ${by}, by which the table spreads`)
  }
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** PostgreSQL cuts names after 63 bytes without a word; two cut names could meet. */
export function nameOf(...parts: readonly string[]): string {
  const name = parts.join('_')
  return name.length <= 63 ? name : `${name.slice(0, 54)}_${digest(name)}`
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8)
