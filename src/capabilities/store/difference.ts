// The difference between two states of the tables, as SQL. Pure. What would lose or spoil data is not written but refused, with the
// remedy; the operator then says so explicitly.
import type { Column, SqlType, Table } from '#declare'
import {
  appendOnlySql,
  columnSql,
  commentsSql,
  foreignKeysSql,
  grantsSql,
  indexName,
  indexSql,
  literal,
  nameOf,
  quoted,
  securitySql,
  spreadSql,
  tableSql,
} from './ddl.ts'

export type Permissions = {
  /** `table` or `table.column` whose data may go. */
  readonly drops?: readonly string[]
  /** `old=new` or `table.old=table.new`. */
  readonly renames?: readonly string[]
}

export type Difference = { readonly statements: readonly string[]; readonly refusals: readonly string[] }

type Phase = 'rename' | 'unpolicy' | 'unlink' | 'unindex' | 'drop' | 'create' | 'alter' | 'index' | 'spread' | 'link' | 'policy'
const order: readonly Phase[] = ['rename', 'unpolicy', 'unlink', 'unindex', 'drop', 'create', 'alter', 'index', 'spread', 'link', 'policy']

export function differenceOf(before: readonly Table[], after: readonly Table[], permissions: Permissions = {}): Difference {
  const phases = new Map<Phase, string[]>(order.map(phase => [phase, []]))
  const refusals: string[] = []
  const say = (phase: Phase, ...statements: readonly string[]) => phases.get(phase)!.push(...statements)
  const refuse = (what: string) => refusals.push(what)
  const renamed = applyRenames(before, permissions.renames ?? [], say, refuse)
  const drops = new Set(permissions.drops)
  const old = new Map(renamed.map(table => [table.name, table]))
  const next = new Map(after.map(table => [table.name, table]))

  for (const table of renamed) {
    if (next.has(table.name)) continue
    if (drops.has(table.name)) say('drop', `drop table ${quoted(table.name)} cascade`)
    else
      refuse(
        `Table "${table.name}" is no longer declared. Its rows would be lost: export them, then pass --allow-drop ${table.name}; or, if it has a new name, --rename ${table.name}=<new name>.`,
      )
  }
  const pointedAt = new Set(after.flatMap(table => (table.foreignKeys ?? []).map(key => key.to)))
  for (const table of after) {
    const previous = old.get(table.name)
    if (previous) alterTable(previous, table, { drops, pointedAt, say, refuse })
    else createTable(table, say)
  }
  return { statements: order.flatMap(phase => phases.get(phase)!), refusals }
}

type Say = (phase: Phase, ...statements: readonly string[]) => void
type Voice = {
  readonly drops: ReadonlySet<string>
  /** Tables whose key others refer to: it cannot be taken off for a moment. */
  readonly pointedAt: ReadonlySet<string>
  readonly say: Say
  readonly refuse: (what: string) => void
}

function createTable(table: Table, say: Say): void {
  say('create', tableSql(table), ...commentsSql(table), ...appendOnlySql(table), ...grantsSql(table))
  say('index', ...(table.indexes ?? []).map(index => indexSql(table, index)))
  const spread = spreadSql(table).map(statement => statement.replace(/^select /, 'perform '))
  if (spread.length > 0)
    say('spread', `do $$ begin if exists (select from pg_extension where extname = 'citus') then ${spread.join('; ')}; end if; end $$`)
  say('link', ...foreignKeysSql(table))
  say('policy', ...securitySql(table))
}

function alterTable(before: Table, after: Table, voice: Voice): void {
  const { say, refuse } = voice
  const on = `alter table ${quoted(after.name)}`
  const isReordered = same(before.key.toSorted(), after.key.toSorted()) && !voice.pointedAt.has(after.name)
  if (!same(before.key, after.key) && isReordered)
    say(
      'unindex',
      `${on} drop constraint ${quoted(nameOf(after.name, 'key'))}, add constraint ${quoted(nameOf(after.name, 'key'))} primary key (${after.key.map(quoted).join(', ')})`,
    )
  else if (!same(before.key, after.key))
    refuse(
      `The primary key of "${after.name}" changes from (${before.key.join(', ')}) to (${after.key.join(', ')}). Write this migration by hand.`,
    )
  if (!same(before.spread, after.spread))
    refuse(`Table "${after.name}" changes the way it spreads over a cluster. Write this migration by hand.`)
  alterColumns(before, after, voice)

  const indexes = (table: Table) => new Map((table.indexes ?? []).map(index => [indexName(table, index), indexSql(table, index)]))
  const [oldIndexes, newIndexes] = [indexes(before), indexes(after)]
  for (const [name, statement] of oldIndexes) if (newIndexes.get(name) !== statement) say('unindex', `drop index if exists ${quoted(name)}`)
  for (const [name, statement] of newIndexes) if (oldIndexes.get(name) !== statement) say('index', statement)

  const [oldKeys, newKeys] = [foreignKeysSql(before), foreignKeysSql(after)]
  for (const [index, statement] of oldKeys.entries()) {
    if (!newKeys.includes(statement))
      say('unlink', `${on} drop constraint ${quoted(nameOf(after.name, ...before.foreignKeys![index]!.on, 'fkey'))}`)
  }
  say('link', ...newKeys.filter(statement => !oldKeys.includes(statement)))

  if (!same(before.security, after.security)) {
    if (before.security)
      say(
        'unpolicy',
        ...['select', 'insert', 'update', 'delete'].map(verb => `drop policy if exists ${quoted(`${verb}_rows`)} on ${quoted(after.name)}`),
      )
    if (before.security && !after.security) say('policy', `${on} disable row level security`)
    say('policy', ...securitySql(after))
  }
  if (before.appendOnly !== after.appendOnly) {
    if (after.appendOnly) say('alter', ...appendOnlySql(after), ...grantsSql(after))
    else refuse(`Table "${after.name}" would no longer be append-only. Write this migration by hand.`)
  }
  if (before.fillfactor !== after.fillfactor)
    say('alter', `${on} ${after.fillfactor === undefined ? 'reset (fillfactor)' : `set (fillfactor = ${after.fillfactor})`}`)
  if (before.label !== after.label) say('alter', commentsSql(after)[0]!)
}

function alterColumns(before: Table, after: Table, { drops, say, refuse }: Voice): void {
  const on = `alter table ${quoted(after.name)}`
  for (const name of Object.keys(before.columns)) {
    if (name in after.columns) continue
    if (drops.has(`${after.name}.${name}`)) say('drop', `${on} drop column ${quoted(name)}`)
    else
      refuse(
        `Column "${after.name}.${name}" is no longer declared. Its values would be lost: export them, then pass --allow-drop ${after.name}.${name}; or, if it has a new name, --rename ${after.name}.${name}=${after.name}.<new name>.`,
      )
  }
  for (const [name, column] of Object.entries(after.columns)) {
    const previous = before.columns[name]
    const comment = `comment on column ${quoted(after.name)}.${quoted(name)} is ${literal(column.label)}`
    if (!previous) {
      if (!column.optional && column.default === undefined)
        refuse(
          `Column "${after.name}.${name}" is new and must not be null, but the table may hold rows. Give it a default, or make it optional, fill it and require it later.`,
        )
      else say('alter', `${on} add column ${columnSql(after, name)}`, comment)
      continue
    }
    alterColumn(after, name, previous, column, { say, refuse })
    if (previous.label !== column.label) say('alter', comment)
  }
}

function alterColumn(table: Table, name: string, before: Column, after: Column, { say, refuse }: Pick<Voice, 'say' | 'refuse'>): void {
  const alter = `alter table ${quoted(table.name)} alter column ${quoted(name)}`
  if (before.type !== after.type) {
    if (widens(before.type, after.type)) say('alter', `${alter} type ${after.type}`)
    else
      refuse(
        `Column "${table.name}.${name}" changes from ${before.type} to ${after.type}, which may lose or break values. Declare a new column, move the values, then drop the old one.`,
      )
  }
  if (before.optional && !after.optional)
    refuse(`Column "${table.name}.${name}" must no longer be null, but rows may lack it. Fill it first and write this migration by hand.`)
  if (!before.optional && after.optional) say('alter', `${alter} drop not null`)
  if (before.default !== after.default)
    say('alter', after.default === undefined ? `${alter} drop default` : `${alter} set default ${after.default}`)
  if (before.check !== after.check) {
    const constraint = quoted(nameOf(table.name, name, 'check'))
    if (before.check !== undefined) say('alter', `alter table ${quoted(table.name)} drop constraint ${constraint}`)
    if (after.check !== undefined) say('alter', `alter table ${quoted(table.name)} add constraint ${constraint} check (${after.check})`)
  }
}

const whole = ['smallint', 'integer', 'bigint']

/** No value changes and none is refused. */
export function widens(from: SqlType, to: SqlType): boolean {
  if (whole.includes(from) && whole.includes(to)) return whole.indexOf(from) < whole.indexOf(to)
  if (to === 'numeric') return whole.includes(from) || from.startsWith('numeric')
  const [a, b] = [digits(from), digits(to)]
  if (a && b) return b.scale >= a.scale && b.precision - b.scale >= a.precision - a.scale
  return false
}

function digits(type: SqlType): { precision: number; scale: number } | undefined {
  const found = /^numeric\((\d+),(\d+)\)$/.exec(type)
  return found ? { precision: Number(found[1]), scale: Number(found[2]) } : undefined
}

/** Names of keys, checks and indexes are made of those of table and columns, so they are renamed with them. */
function applyRenames(tables: readonly Table[], renames: readonly string[], say: Say, refuse: (what: string) => void): Table[] {
  let now = [...tables]
  for (const hint of renames) {
    const [from, to] = hint.split('=').map(side => side.split('.'))
    const [oldTable, oldColumn] = from ?? []
    const [newTable, newColumn] = to ?? []
    const table = now.find(one => one.name === oldTable)
    if (
      !table ||
      !newTable ||
      (oldColumn === undefined) !== (newColumn === undefined) ||
      (oldColumn !== undefined && (newTable !== oldTable || !(oldColumn in table.columns)))
    ) {
      refuse(`The hint --rename ${hint} names nothing that was there before. Write old=new for a table, table.old=table.new for a column.`)
      continue
    }
    const renamed = oldColumn === undefined ? { ...table, name: newTable } : renameColumn(table, oldColumn, newColumn!)
    say('rename', ...renameStatements(table, renamed, oldColumn, newColumn))
    now = now.map(one =>
      one === table
        ? renamed
        : {
            ...one,
            ...(one.foreignKeys && {
              foreignKeys: one.foreignKeys.map(key => (key.to === table.name ? { ...key, to: renamed.name } : key)),
            }),
          },
    )
  }
  return now
}

function renameColumn(table: Table, from: string, to: string): Table {
  const swap = (names: readonly string[]) => names.map(name => (name === from ? to : name))
  return {
    ...table,
    key: swap(table.key),
    columns: Object.fromEntries(Object.entries(table.columns).map(([name, column]) => [name === from ? to : name, column])),
    ...(table.indexes && { indexes: table.indexes.map(index => ({ ...index, on: swap(index.on) })) }),
    ...(table.foreignKeys && { foreignKeys: table.foreignKeys.map(key => ({ ...key, on: swap(key.on) })) }),
  }
}

function renameStatements(before: Table, after: Table, from: string | undefined, to: string | undefined): string[] {
  const on = `alter table ${quoted(after.name)}`
  const pairs = (before.indexes ?? []).map((index, at) => [indexName(before, index), indexName(after, after.indexes![at]!)] as const)
  const constraints = [
    [nameOf(before.name, 'key'), nameOf(after.name, 'key')] as const,
    ...(before.foreignKeys ?? []).map(
      (key, at) => [nameOf(before.name, ...key.on, 'fkey'), nameOf(after.name, ...after.foreignKeys![at]!.on, 'fkey')] as const,
    ),
    ...Object.entries(before.columns)
      .filter(([, column]) => column.check !== undefined)
      .map(([name]) => [nameOf(before.name, name, 'check'), nameOf(after.name, name === from ? to! : name, 'check')] as const),
  ]
  return [
    from === undefined
      ? `alter table ${quoted(before.name)} rename to ${quoted(after.name)}`
      : `${on} rename column ${quoted(from)} to ${quoted(to!)}`,
    ...pairs.filter(([a, b]) => a !== b).map(([a, b]) => `alter index ${quoted(a)} rename to ${quoted(b)}`),
    ...constraints.filter(([a, b]) => a !== b).map(([a, b]) => `${on} rename constraint ${quoted(a)} to ${quoted(b)}`),
  ]
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
