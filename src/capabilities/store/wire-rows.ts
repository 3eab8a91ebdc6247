// Rows as they travel: title, values, the light of the case, and the names of everything that is named by an id.
import { sql } from 'kysely'
import type { AnyRecord, Field } from '#declare'
import { kindOf } from '../../fields/kinds.ts'
import type { RowBody } from '../../wire/rows.ts'
import { isSealed } from './codec.ts'
import { columnName } from './names.ts'
import type { PlacedRow } from './port.ts'
import { type As, alias, from, isId, live } from './rows.ts'
import { scopeSql } from './scope.ts'
import { allOf, column } from './where.ts'
import type { World } from './world.ts'

export function rowBody(world: World, record: AnyRecord, row: PlacedRow): RowBody {
  const values = Object.fromEntries(Object.keys(record.fields).flatMap(name => (row[name] === undefined ? [] : [[name, row[name]]])))
  const { id, version, number, region, organ, author, createdAt, updatedAt, parent } = row
  return {
    id,
    version,
    number,
    title: titleOf(record, row),
    region,
    organ,
    author,
    createdAt,
    updatedAt,
    parent,
    values,
    case: caseBody(world, record, row),
  }
}

export function titleOf(record: AnyRecord, row: PlacedRow): string {
  const value = row[record.title]
  const field = record.fields[record.title]
  if (value === undefined || value === null || !field) return row.number ?? record.label
  return typeof value === 'string' ? value : kindOf(field.kind).show(value, field, () => undefined)
}

function caseBody(world: World, record: AnyRecord, row: PlacedRow): RowBody['case'] {
  const flow = world.model.flows.get(record.name)
  if (!flow || !row.case || row.case.state === null) return null
  const { state, openedAt, endedAt, dueAt } = row.case
  const stateLabel = flow.states[state]?.label ?? state
  return {
    state,
    stateLabel,
    openedAt: openedAt?.toISOString() ?? row.createdAt,
    endedAt: endedAt?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
    ...world.caseLight(flow, row.case, world.clock.now()),
  }
}

type Wanted = {
  readonly organs: Set<string>
  readonly people: Set<string>
  readonly regions: Set<string>
  readonly rows: Map<string, { record: AnyRecord; ids: Set<string> }>
}

/** Names of organs, people, regions and rows in `rows`; a referenced row that the person may not see keeps its id alone. */
export async function namesIn(
  as: As,
  record: AnyRecord,
  rows: readonly PlacedRow[],
  fields: readonly string[] = Object.keys(record.fields),
): Promise<Record<string, string>> {
  const wanted = nothingYet()
  for (const row of rows) {
    wanted.regions.add(row.region)
    wanted.people.add(row.author)
    if (row.organ) wanted.organs.add(row.organ)
    for (const name of fields) if (!isSealed(record.fields[name]!)) collect(wanted, record.fields[name]!, row[name])
  }
  return namesOf(as, wanted)
}

/** Names of what these values mention, whatever row or event they stand in. */
export function namesInValues(as: As, mentions: readonly (readonly [Field, unknown])[]): Promise<Record<string, string>> {
  const wanted = nothingYet()
  for (const [field, value] of mentions) if (!isSealed(field)) collect(wanted, field, value)
  return namesOf(as, wanted)
}

const nothingYet = (): Wanted => ({ organs: new Set(), people: new Set(), regions: new Set(), rows: new Map() })

async function namesOf(as: As, wanted: Wanted): Promise<Record<string, string>> {
  const { lookups } = as.world
  const names: Record<string, string> = {}
  const add = (id: string, name: string | undefined) => {
    if (name !== undefined) names[id] = name
  }
  for (const id of wanted.organs) add(id, lookups.organ(id)?.name)
  for (const id of wanted.people) add(id, lookups.person(id)?.name)
  for (const code of wanted.regions) add(code, lookups.region(code)?.name)
  for (const { record: to, ids } of wanted.rows.values()) Object.assign(names, await titlesOf(as, to, [...ids]))
  return names
}

function collect(wanted: Wanted, field: Field, value: unknown): void {
  if (value === null || value === undefined) return
  const ids = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
  if (field.kind === 'organ' || field.kind === 'organs') for (const id of ids) wanted.organs.add(id)
  if (field.kind === 'person' || field.kind === 'persons') for (const id of ids) wanted.people.add(id)
  if (field.kind === 'region') for (const id of ids) wanted.regions.add(id)
  if (field.kind === 'address') wanted.regions.add((value as { region: string }).region)
  if (field.kind === 'ref' && field.to) {
    const to = field.to()
    const known = wanted.rows.get(to.name) ?? { record: to, ids: new Set() }
    wanted.rows.set(to.name, known)
    for (const id of ids) known.ids.add(id)
  }
  if (field.kind === 'table')
    for (const row of value as readonly Record<string, unknown>[])
      for (const [name, columnField] of Object.entries(field.columns ?? {})) collect(wanted, columnField, row[name])
}

async function titlesOf({ world, tx, subject }: As, record: AnyRecord, ids: readonly string[]): Promise<Record<string, string>> {
  const title = record.fields[record.title]
  const real = ids.filter(isId)
  if (!title || isSealed(title) || real.length === 0) return {}
  const where = allOf([
    sql<boolean>`${column(alias, 'id')} = any (${real}::uuid[])`,
    live,
    scopeSql({ world, subject, record, alias }, 'read'),
  ])
  const { rows } = await sql<{
    id: string
    title: unknown
  }>`select ${column(alias, 'id')} as id, ${column(alias, columnName(record.title))} as title from ${from(record)} where ${where}`.execute(
    tx,
  )
  return Object.fromEntries(rows.filter(row => row.title !== null).map(row => [row.id, String(row.title)]))
}
