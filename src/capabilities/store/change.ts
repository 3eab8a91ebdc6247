// Rows made, changed, hidden. Every change is checked against the grants before it is written and against row-level security while it is.
import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import { type AnyRecord, Problem, type RowValues } from '#declare'
import { holds } from '../../methods/condition/evaluate.ts'
import { uuidV7 } from '../../methods/uuid/uuid-v7.ts'
import { accountsOfChange, accountsOfNew, withoutAccounts } from './account-fields.ts'
import { noteChange } from './changes.ts'
import { encode, isSealed, maskOf } from './codec.ts'
import { columnName, parentOf, tableName } from './names.ts'
import { takeNumber } from './numbers.ts'
import { checkPointers } from './pointers.ts'
import type { CaseColumns, CreateRow, PlacedRow } from './port.ts'
import { takeSlots } from './quotas.ts'
import { type As, alias, columnsSql, from, getRow, isId, live, mayColumn, notFound, openValues, type RawRow, readRows } from './rows.ts'
import { scopeSql } from './scope.ts'
import { searchedFields, searchVector } from './search-words.ts'
import { defer } from './transaction.ts'
import { checkChange, checkNew } from './values.ts'
import { column, conditionContext } from './where.ts'
import { todayOf } from './world.ts'

export async function createRow(as: As, record: AnyRecord, row: CreateRow): Promise<PlacedRow> {
  const { world, tx, subject } = as
  const whole = parentOf(record)
  if (whole && row.parent === undefined) throw new Problem('invalid', `“${record.label}”属于“${whole.label}”，请从其中新建`)
  if (!whole && row.parent !== undefined) throw new Problem('invalid', `“${record.label}”不属于任何上级数据，不能指定上级`)
  const parent = whole && row.parent !== undefined ? await getRow(as, whole, row.parent) : undefined
  const place = placeOf(as, row, parent)
  const values = checkNew({ world, subject, record, values: withoutAccounts(record, row.values), facts: place, draft: row.draft === true })
  Object.assign(values, await accountsOfNew(as, record, values, row.accounts))
  refuseCreate(as, record, { ...values, ...place })
  await checkPointers(as, record, values)

  const id = row.id ?? uuidV7()
  await takeSlots(as, record, { id, values: { ...values, ...place } })
  const now = world.clock.now()
  const number = record.number ? await takeNumber(tx, record.name, record.number, todayOf(world)) : null
  const root = parent?.root ?? id
  const columns: Record<string, unknown> = {
    root,
    id,
    number,
    parent: parent?.id ?? null,
    ...place,
    created_at: now,
    updated_at: now,
    version: 1,
    ...encode(world.keyRing, record, id, values),
    search: searchVector(record, values, number),
  }
  const names = Object.keys(columns)
  await walled(record, () =>
    sql`insert into ${sql.table(tableName(record))} (${sql.join(names.map(name => sql.ref(name)))}) values (${sql.join(names.map(name => columns[name]))})`.execute(
      tx,
    ),
  )
  noteChange(world, tx, record, { root, id })
  // Not fetched back: its author may make what they may not read.
  const raw: RawRow = { ...columns, ...(world.model.flows.has(record.name) ? emptyCase : {}) }
  const [made] = await readRows(as, record, [raw], { unmask: false })
  return made!
}

const emptyCase = {
  state: null,
  opened_at: null,
  ended_at: null,
  due_at: null,
  voided: false,
  suspended_at: null,
  urged: 0,
  supervised: 0,
  returned: 0,
  extended: 0,
  involved: [],
  fold: null,
  case_version: 0,
}

function placeOf(
  { world, subject }: As,
  row: CreateRow,
  parent: PlacedRow | undefined,
): { region: string; organ: string | null; author: string } {
  const region = row.region ?? parent?.region ?? subject.region
  const organ = row.organ === undefined ? (subject.organ ?? parent?.organ ?? null) : row.organ
  if (!world.lookups.region(region)) throw new Problem('invalid', '所属区划不存在，请重新选择', [{ at: 'region', message: '请选择区划' }])
  if (organ !== null && !world.lookups.organ(organ))
    throw new Problem('invalid', '所属单位不存在，请重新选择', [{ at: 'organ', message: '请选择单位' }])
  return { region, organ, author: subject.kind === 'system' && row.author !== undefined ? row.author : subject.person }
}

function refuseCreate({ world, subject }: As, record: AnyRecord, row: RowValues): void {
  if (subject.kind === 'system') return
  const access = world.decide(subject, record, 'create')
  if (access.answer === 'yes') return
  if (access.answer === 'filter' && holds(access.when, row, { ...conditionContext(world, subject, record), involved: false })) return
  throw new Problem('denied', `您没有新建“${record.label}”的权限`)
}

export async function updateRow(as: As, record: AnyRecord, id: string, values: RowValues, expect?: number): Promise<PlacedRow> {
  const { world, subject } = as
  const raw = await lockRow(as, record, id, 'write', expect)
  const before = openValues(world, record, raw)
  const hasFlow = world.model.flows.has(record.name)
  const facts = { ...before, region: raw['region'], organ: raw['organ'], author: raw['author'], state: raw['state'] ?? null }
  const given = withoutAccounts(record, withoutMasks(record, values, before))
  const changed = checkChange({ world, subject, record, values: given, facts, draft: hasFlow && raw['state'] === null }, before)
  Object.assign(changed, await accountsOfChange(as, record, { changed, before, author: String(raw['author']) }))
  if (Object.keys(changed).length === 0) return (await readRows(as, record, [raw], { unmask: false }))[0]!
  await checkPointers(as, record, changed, before)
  const after = { ...before, ...changed }
  await takeSlots(as, record, { id, values: { ...facts, ...after }, before: facts })
  const columns: Record<string, unknown> = {
    ...encode(world.keyRing, record, id, changed),
    updated_at: world.clock.now(),
    version: Number(raw['version']) + 1,
  }
  if (searchedFields(record).some(name => name in changed)) columns['search'] = searchVector(record, after, raw['number'] as string | null)
  await writeColumns(as, record, raw, columns)
  const [row] = await readRows(as, record, [{ ...raw, ...columns }], { unmask: false })
  return row!
}

/** A form that was filled with masked values sends them back as they were: they are no change. */
function withoutMasks(record: AnyRecord, values: RowValues, before: RowValues): RowValues {
  const isMask = (name: string, value: unknown) => {
    const field = record.fields[name]
    return (
      field !== undefined &&
      isSealed(field) &&
      before[name] !== undefined &&
      JSON.stringify(maskOf(field, before[name])) === JSON.stringify(value)
    )
  }
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !isMask(name, value)))
}

/** Hides a row and its parts. Cases that are open are ended first, by people who answer for it. */
export async function removeRow(as: As, record: AnyRecord, id: string, expect?: number): Promise<void> {
  const raw = await lockRow(as, record, id, 'delete', expect)
  await hide(as, record, raw)
}

async function hide(as: As, record: AnyRecord, raw: RawRow): Promise<void> {
  const { world, tx } = as
  if (world.model.flows.has(record.name) && raw['state'] !== null && raw['ended_at'] === null)
    throw new Problem('conflict', `“${record.label}”正在办理，不能删除。请先办结或作废`)
  for (const part of world.model.partsOf.get(record.name) ?? []) {
    const { rows } =
      await sql<RawRow>`select ${columnsSql(world, part)} from ${from(part)} where ${column(alias, 'parent')} = ${raw['id']} and ${column(alias, 'root')} = ${raw['root']} and ${live} for update`.execute(
        tx,
      )
    for (const row of rows) await hide(as, part, row)
  }
  await writeColumns(as, record, raw, { deleted_at: world.clock.now(), version: Number(raw['version']) + 1 })
}

/** The row is locked and the platform may write it: nothing is left that could refuse. */
export function writeCaseColumns(
  { world, tx }: Pick<As, 'world' | 'tx'>,
  record: AnyRecord,
  row: { root: string; id: string },
  columns: CaseColumns,
): void {
  const values = Object.entries(columns).map(([name, value]) => (name === 'fold' && value !== null ? JSON.stringify(value) : value))
  noteChange(world, tx, record, row)
  const settings = Object.keys(columns).map((name, index) => `"${columnName(name)}" = $${index + 1}`)
  defer(
    tx,
    CompiledQuery.raw(
      `update "${tableName(record)}" set ${settings.join(', ')} where root = $${values.length + 1} and id = $${values.length + 2}`,
      [...values, row.root, row.id],
    ),
  )
}

/** The row, locked; not-found when it may not be seen, denied when it may not be changed, conflict when it is another version. */
async function lockRow(as: As, record: AnyRecord, id: string, power: 'write' | 'delete', expect: number | undefined): Promise<RawRow> {
  const { world, tx, subject } = as
  if (!isId(id)) throw notFound(record)
  const query = sql<
    RawRow & { may: boolean }
  >`select ${columnsSql(world, record)}, ${mayColumn(as, record, power)} as may from ${from(record)} where ${column(alias, 'id')} = ${id} and ${live} and ${scopeSql({ world, subject, record, alias }, 'read')}`
  // Row-level security lets only those lock a row who may change it; the others deserve to hear why.
  const raw =
    (await sql<RawRow & { may: boolean }>`${query} for update of ${sql.ref(alias)}`.execute(tx)).rows[0] ??
    (await query.execute(tx)).rows[0]
  if (!raw) throw notFound(record)
  if (!raw.may) throw new Problem('denied', `您没有${power === 'write' ? '修改' : '删除'}这条“${record.label}”的权限`)
  if (expect !== undefined && Number(raw['version']) !== expect)
    throw new Problem('conflict', `这条“${record.label}”刚刚被他人修改，请刷新后在最新内容上重新修改`)
  return raw
}

async function writeColumns(
  { world, tx }: Pick<As, 'world' | 'tx'>,
  record: AnyRecord,
  row: { readonly [column: string]: unknown },
  columns: Readonly<Record<string, unknown>>,
): Promise<void> {
  const settings: RawBuilder<unknown>[] = Object.entries(columns).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  const done = await walled(record, () =>
    sql`update ${sql.table(tableName(record))} set ${sql.join(settings)} where root = ${row['root']} and id = ${row['id']}`.execute(tx),
  )
  if (done.numAffectedRows !== 1n) throw notFound(record)
  noteChange(world, tx, record, { root: String(row['root']), id: String(row['id']) })
}

/** The second wall stood where the first let through: to the user it is the same refusal. */
async function walled<T>(record: AnyRecord, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if ((error as { code?: string }).code === '42501') throw new Problem('denied', `您没有保存这条“${record.label}”的权限`)
    throw error
  }
}
