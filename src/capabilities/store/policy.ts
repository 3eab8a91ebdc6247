// The second wall: row-level security, generated from the same grants as the filters of the first. It lets through a little more than
// the first (it does not tell one writing power from another), and nothing at all when nobody said who asks.
// Settings are read in sub-selects, so that PostgreSQL reads them once for a query and not once for a row.
import type { AnyRecord, Grant, Model, Power } from '#declare'
import { literal, quoted } from './ddl.ts'
import { columnName, parentOf, tableName } from './names.ts'

/** Who asks. Null, and so no row at all, when a transaction forgot to say it. */
export const askingPerson = `(select nullif(current_setting('shuzhi.person', true), ''))`
export const askingSystem = `(select current_setting('shuzhi.system', true)) = 'on'`
export const askingDesks = `array(select unnest(nullif(current_setting('shuzhi.desks', true), '')::text[]))`

/** The accounts for which a resident asks. Officials ask with posts, be they none; residents never do. */
export const askingAccounts = `array(select unnest(nullif(current_setting('shuzhi.accounts', true), '')::text[]))`
const askingOfficial = `(select nullif(current_setting('shuzhi.posts', true), '')) is not null`

/** The case whose row the asker has just read through the access rules; see `openCase`. */
export const askingCase = `(select nullif(current_setting('shuzhi.case_read', true), '')::uuid)`
/** Only the platform itself, in a transaction that says so. */
export const platformOnly = { read: askingSystem, write: askingSystem } as const

const writing: readonly Power[] = ['write', 'create', 'delete']

export function recordSecurity(model: Pick<Model, 'flows'>, record: AnyRecord): { read: string; write: string } {
  const own = tableName(record)
  return {
    read: either([askingSystem, ...reachesSql(model, record, own, ['read']), ...partSql(record, own, () => askingOfficial)]),
    write: either([askingSystem, ...writableSql(model, record, own)]),
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
  const grants = record.access.filter(grant => grant.powers.some(power => powers.includes(power)))
  return [...new Set(grants.map(grant => reachSql(record, grant, alias))), ...(model.flows.has(record.name) ? [involvedSql(alias)] : [])]
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
  return `${askingOfficial} and exists (select 1 from flow_party party where party.root = ${column(alias, 'root')} and party.case_id = ${column(alias, 'id')} and party.desk = any (${askingDesks}) offset 0)`
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
