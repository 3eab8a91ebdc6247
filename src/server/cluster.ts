// What a cluster (Citus) needs of our tables, and whether they obey its rules: keys contain the column a table spreads by, and whatever is
// joined or referred to lies on the same node. Source: Citus documentation, "Determining Application Type" and "SQL Support and Workarounds".
import type { Table } from '#declare'
import { literal } from '../capabilities/store/ddl.ts'

export type ClusterNeed = { readonly table: Table; readonly how: 'distributed' | 'reference' | 'local'; readonly statement: string | null }

const spreadColumn = ({ spread }: Table): string | undefined => (typeof spread === 'object' ? spread.by : undefined)
const spreadType = (table: Table): string | undefined => {
  const by = spreadColumn(table)
  return by === undefined ? undefined : table.columns[by]?.type
}

/** One statement for each table that is not kept on one node, in the order to run them: reference tables first, then by their group. */
export function clusterNeeds(tables: readonly Table[]): ClusterNeed[] {
  // Tables whose columns have one type lie together: equal values are on one node. The first of a type makes the group.
  const leaders = new Map<string, string>()
  const needs = tables.map((table): ClusterNeed => {
    if (table.spread === 'local') return { table, how: 'local', statement: null }
    if (table.spread === 'reference')
      return { table, how: 'reference', statement: `select create_reference_table(${literal(table.name)});` }
    const type = spreadType(table) ?? ''
    const leader = leaders.get(type)
    if (leader === undefined) leaders.set(type, table.name)
    return {
      table,
      how: 'distributed',
      statement: `select create_distributed_table(${literal(table.name)}, ${literal(table.spread.by)}, colocate_with => ${literal(leader ?? 'default')});`,
    }
  })
  const order = ['reference', 'distributed', 'local']
  return needs.toSorted((a, b) => order.indexOf(a.how) - order.indexOf(b.how))
}

/** Every rule of Citus that a declaration breaks, in words; empty when all is well. */
export function clusterFaults(tables: readonly Table[]): string[] {
  const named = new Map(tables.map(table => [table.name, table]))
  return tables.flatMap(table => [...keyFaults(table), ...foreignKeyFaults(table, named), ...policyFaults(table, named)])
}

function keyFaults(table: Table): string[] {
  const by = spreadColumn(table)
  if (by === undefined) return []
  const unique = (table.indexes ?? []).filter(index => index.unique)
  return [
    ...(table.columns[by] ? [] : [`${table.name} has no column ${by}, by which it spreads`]),
    ...(table.columns[by]?.optional ? [`${table.name}.${by} may be null: such a row has no node`] : []),
    ...(table.key.includes(by) ? [] : [`The primary key of ${table.name} lacks ${by}`]),
    ...unique.filter(index => !index.on.includes(by)).map(index => `A unique index of ${table.name} (${index.on.join(', ')}) lacks ${by}`),
    // A default that differs between nodes, or counts on one, cannot be unique.
    ...(/nextval/.test(
      Object.values(table.columns)
        .map(column => column.default ?? '')
        .join(' '),
    )
      ? [`${table.name} uses a sequence`]
      : []),
  ]
}

function foreignKeyFaults(table: Table, named: ReadonlyMap<string, Table>): string[] {
  return (table.foreignKeys ?? []).flatMap(key => {
    const what = `The foreign key of ${table.name} (${key.on.join(', ')})`
    const to = named.get(key.to)
    if (!to) return [`${what} refers to ${key.to}, which is not there`]
    if (to.spread === 'reference') return []
    if (to.spread === 'local') return table.spread === 'local' ? [] : [`${what} refers to ${key.to}, which lies on one node only`]
    const by = spreadColumn(table)
    if (by === undefined) return [`${what} refers to ${key.to}, which is spread, while ${table.name} is not`]
    // Citus wants the two columns at the same place of the key.
    const place = key.on.indexOf(by)
    if (place < 0 || key.columns[place] !== to.spread.by) return [`${what} does not pair ${by} with ${key.to}.${to.spread.by}`]
    return spreadType(table) === spreadType(to)
      ? []
      : [`${what} joins ${spreadType(table)} with ${spreadType(to)}: they do not lie together`]
  })
}

/** Sub-selects of row-level security run on the node of the row. */
function policyFaults(table: Table, named: ReadonlyMap<string, Table>): string[] {
  if (!table.security) return []
  const text = `${table.security.read}\n${table.security.write}`
  const found = [...text.matchAll(/\bfrom "?(\w+)"? "?(\w+)"? where "?\w+"?\."?(\w+)"? = "?\w+"?\."?(\w+)"?/g)]
  const all = new Set([...text.matchAll(/\bfrom "?(\w+)"?/g)].map(match => match[1]!).filter(name => named.has(name)))
  return [...all].flatMap(name => {
    const other = named.get(name)!
    if (other.spread === 'reference') return []
    const by = spreadColumn(table)
    const theirs = spreadColumn(other)
    if (by === undefined || theirs === undefined)
      return table.spread === other.spread ? [] : [`The policy of ${table.name} asks ${name}, which lies elsewhere`]
    const mentions = found.filter(match => match[1] === name)
    const isPaired =
      mentions.length === [...text.matchAll(new RegExp(`\\bfrom "?${name}"?\\b`, 'g'))].length &&
      mentions.every(match => match[3] === theirs && match[4] === by)
    return isPaired && spreadType(table) === spreadType(other)
      ? []
      : [`The policy of ${table.name} asks ${name} without pairing ${by} with ${theirs} first`]
  })
}
