// The second wall: row-level security, generated from the same grants as the filters of the first. It lets through a little more than
// the first (it does not tell one writing power from another), and nothing at all when nobody said who asks.
// A sub-select in a policy is made ready in every statement, needed or not, and a statement on one row costs more by it than by all the
// rest: scalar settings are therefore read in place. Lists, which go by many rows, are still taken apart once for a query.
import type { AnyRecord, Grant, Model, Power } from '#declare'
import { literal, quoted } from './ddl.ts'
import { columnName, parentOf, tableName } from './names.ts'

/** Who asks. Null, and so no row at all, when a transaction forgot to say it. */
export const askingPerson = `nullif(current_setting('shuzhi.person', true), '')`
export const askingSystem = `current_setting('shuzhi.system', true) = 'on'`
export const askingDesks = `array(select unnest(nullif(current_setting('shuzhi.desks', true), '')::text[]))`
/** The same, for a table that is asked by its key. */
export const askingDesksOfOne = `(nullif(current_setting('shuzhi.desks', true), '')::text[])`

/** The accounts for which a resident asks. Officials ask with posts, be they none; residents never do. */
export const askingAccounts = `array(select unnest(nullif(current_setting('shuzhi.accounts', true), '')::text[]))`
const askingOfficial = `nullif(current_setting('shuzhi.posts', true), '') is not null`

/** The case whose row the asker has just read through the access rules; see `openCase`. */
export const askingCase = `nullif(current_setting('shuzhi.case_read', true), '')::uuid`
/** Only the platform itself, in a transaction that says so. */
export const platformOnly = { read: askingSystem, write: askingSystem, writersRead: true } as const

const writing: readonly Power[] = ['write', 'create', 'delete']

export function recordSecurity(model: Pick<Model, 'flows'>, record: AnyRecord): { read: string; write: string; writersRead?: true } {
  const own = tableName(record)
  return {
    read: either([askingSystem, ...reachesSql(model, record, own, ['read']), ...partSql(record, own, () => askingOfficial)]),
    write: either([askingSystem, ...writableSql(model, record, own)]),
    ...(writersRead(record) && { writersRead: true }),
  }
}

function writableSql(model: Pick<Model, 'flows'>, record: AnyRecord, alias: string): string[] {
  return [
    ...reachesSql(model, record, alias, writing),
    ...partSql(record, alias, (parent, name) => either(writableSql(model, parent, name))),
  ]
}

/** Grants of the record itself, and a task in its case. */
function reachesSql(model: Pick<Model, 'flows'>, record: AnyRecord, alias: string, powers: readonly Power[]): string[] {
  return [
    ...new Set(reachesOf(record, powers).map(grant => reachSql(record, grant, alias))),
    ...(model.flows.has(record.name) ? [involvedSql(alias)] : []),
  ]
}

/** Grants with one of these powers; those that reach the same way are one, for every condition of a policy costs time in every statement. */
function reachesOf(record: AnyRecord, powers: readonly Power[]): Grant[] {
  const byReach = new Map<string, Grant>()
  for (const grant of record.access) {
    if (!grant.powers.some(power => powers.includes(power))) continue
    const key = JSON.stringify([grant.reach, grant.roles === 'public'])
    const known = byReach.get(key)
    byReach.set(key, { ...grant, roles: known ? together(known.roles, grant.roles) : grant.roles })
  }
  return [...byReach.values()]
}

function together(some: Grant['roles'], others: Grant['roles']): Grant['roles'] {
  if (some === 'public' || others === 'public') return 'public'
  return some === 'anyone' || others === 'anyone' ? 'anyone' : [...new Set([...some, ...others])]
}

/**
 * Whoever may write a row by one of its grants may read it by the same; involvement and the whole of a part give both alike to officials.
 * A resident does not read the parts of what they wrote, so nothing is taken for granted there.
 */
function writersRead(record: AnyRecord): boolean {
  for (let whole = parentOf(record); whole; whole = parentOf(whole))
    if (reachesOf(whole, writing).some(grant => grant.roles === 'public')) return false
  const readers = new Map(
    reachesOf(record, ['read']).map(({ reach, roles }) => [JSON.stringify([reach, roles === 'public']), roles] as const),
  )
  return reachesOf(record, writing).every(({ reach, roles }) => {
    const read = readers.get(JSON.stringify([reach, roles === 'public']))
    if (read === undefined || roles === 'public') return read === 'public'
    return read === 'anyone' || (roles !== 'anyone' && roles.every(role => read.includes(role)))
  })
}

/** `offset 0` keeps PostgreSQL from reading the whole other table into memory instead of asking for one row by its key. */
function partSql(record: AnyRecord, alias: string, when: (parent: AnyRecord, name: string) => string): string[] {
  const parent = parentOf(record)
  if (!parent) return []
  const name = `${tableName(parent)}_above`
  return [
    `exists (select 1 from ${quoted(tableName(parent))} ${quoted(name)} where ${column(name, 'root')} = ${column(alias, 'root')} and ${column(name, 'id')} = ${column(alias, 'parent')} and (${when(parent, name)}) offset 0)`,
  ]
}

function involvedSql(alias: string): string {
  return `${askingOfficial} and ${column(alias, 'involved')} && ${askingDesksOfOne}`
}

function reachSql(record: AnyRecord, { reach, roles }: Grant, alias: string): string {
  if (reach.kind === 'account') return `${column(alias, columnName(reach.field))} = any (${askingAccounts})`
  if (reach.kind === 'author') return `${column(alias, 'author')} = ${askingPerson}`
  if (reach.kind === 'all') return roles === 'anyone' ? askingOfficial : `cardinality(${postsSql(roles, 'p ->> 0')}) > 0`
  if (reach.kind === 'region') return `${column(alias, 'region')} like any (${postsSql(roles, "(p ->> 1) || '%'")})`
  const place = column(alias, columnName(reach.field))
  const isList = ['organs', 'persons'].includes(record.fields[reach.field]?.kind ?? '')
  if (reach.kind === 'person') return isList ? `${askingPerson} = any (${place})` : `${place} = ${askingPerson}`
  return isList ? `${place} && ${postsSql(roles, 'p ->> 2')}` : `${place} = any (${postsSql(roles, 'p ->> 2')})`
}

/** Of the posts held (`[role, region prefix, organ]` each) those with one of these roles. */
function postsSql(roles: Grant['roles'], pick: string): string {
  const only = typeof roles === 'string' ? '' : ` where p ->> 0 in (${[...roles].map(literal).join(', ')})`
  return `array(select ${pick} from jsonb_array_elements(nullif(current_setting('shuzhi.posts', true), '')::jsonb) p${only})`
}

const column = (alias: string, name: string) => `${quoted(alias)}.${quoted(name)}`
const either = (conditions: readonly string[]) => (conditions.length === 0 ? 'false' : [...new Set(conditions)].join('\n or '))
