// Whose past it is: who may ask, which rows they see, and a copy of these for the length of the transaction.
import { type RawBuilder, sql } from 'kysely'
import { type AnyRecord, type Model, Problem, type RoleId } from '#declare'
import type { Event } from '../flow/port.ts'
import type { Subject } from '../identity/port.ts'
import { columnName, type Tx, tableName } from '../store/port.ts'
import type { Run } from './run.ts'

/** Whoever answers for how a government works: not every handler of a case. */
const mayReplay: readonly RoleId[] = ['leader', 'supervisor', 'supervision-head', 'head', 'data-steward', 'administrator', 'mediation-head']

/** An office, and with it all rows of an organ or a region: whoever sees single cases only would take them for the whole. */
export function demandMay(subject: Subject, record: AnyRecord): void {
  if (!subject.posts.some(post => mayReplay.includes(post.role)))
    throw new Problem('denied', '推演由单位负责人、督查机构和数据管理员使用，您没有这项权限')
  if (!seesScope(subject, record))
    throw new Problem('denied', `推演要用到本单位或本地区全部的“${record.label}”，您只能查看其中与您有关的，不能推演`)
}

/** A part is seen where its whole is seen. */
function seesScope(subject: Subject, record: AnyRecord): boolean {
  const own = record.access.some(
    ({ roles, reach, powers }) =>
      powers.includes('read') &&
      ['all', 'region', 'organ'].includes(reach.kind) &&
      roles !== 'public' &&
      (roles === 'anyone' || subject.posts.some(post => roles.includes(post.role))),
  )
  const whole = record.part?.()
  return own || (whole !== undefined && seesScope(subject, whole))
}

export type Span = { readonly from?: string; readonly to?: string }

const most = 50_000

/** The copy, by a name that can mean nothing else: what is changed in it is never changed in the city. */
export const copyOf = (record: AnyRecord): RawBuilder<unknown> => sql.table(`pg_temp.${tableName(record)}`)

/**
 * A table of this transaction under the record's own name: PostgreSQL looks there first. Row-level security has chosen the rows. Those with
 * a flow count from the day their case was opened, others from the day they were made, in the city's zone. Answers how many there are.
 */
export async function copyRows(
  tx: Tx,
  record: AnyRecord,
  { city, flows }: Pick<Model, 'city' | 'flows'>,
  { from, to }: Span,
): Promise<number> {
  const table = tableName(record)
  const hasFlow = flows.has(record.name)
  const moment = sql.ref(hasFlow ? 'opened_at' : 'created_at')
  const morning = (date: string, later: number) => sql`((${date}::date + ${later}::int)::timestamp at time zone ${city.zone})`
  await sql`create temporary table ${sql.table(table)} on commit drop as select * from ${sql.table(`public.${table}`)}
    where deleted_at is null ${hasFlow ? sql`and state is not null` : sql``}
      ${from === undefined ? sql`` : sql`and ${moment} >= ${morning(from, 0)}`} ${to === undefined ? sql`` : sql`and ${moment} < ${morning(to, 1)}`}`.execute(
    tx,
  )
  // What this connection prepared before there was a copy would go on reading the city's own table.
  await sql`discard plans`.execute(tx)
  const { rows } = await sql<{ cases: string }>`select count(*) cases from ${copyOf(record)}`.execute(tx)
  const cases = Number(rows[0]?.cases ?? 0)
  if (cases > most) throw new Problem('too-large', `一次最多推演${most}件，所选时段有${cases}件，请缩短时段`)
  return cases
}

export type PastCase = {
  readonly id: string
  readonly root: string
  readonly events: readonly Event[]
  /** Column → value, as PostgreSQL gives it; moments as ISO text. */
  readonly columns: { readonly [column: string]: unknown }
}

const batch = 500

/** Every copied case with its events, in order of ids. The transaction must act as the platform: the rows were chosen before. */
export async function eachBatch(
  tx: Tx,
  record: AnyRecord,
  of: { readonly run: Run; readonly cases: number; readonly says: string },
  work: (cases: readonly PastCase[]) => Promise<void> | void,
): Promise<void> {
  let done = 0
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<{ id: string; root: string; events: Event[] | null } & Record<string, unknown>>`
      select c.*, (select jsonb_agg(e.data order by e.seq) from flow_event e where e.root = c.root and e.case_id = c.id) events
      from ${copyOf(record)} c where c.id > ${last} order by c.id limit ${batch}`.execute(tx)
    const end = rows.at(-1)
    if (!end) return
    await work(
      rows.map(({ id, root, events, ...columns }) => ({
        id,
        root,
        events: events ?? [],
        columns: Object.fromEntries(
          Object.entries(columns).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
        ),
      })),
    )
    done += rows.length
    last = end.id
    await of.run.step(done, of.cases, of.says)
  }
}

/** What rows are called, in the order asked for. */
export async function titlesOf(
  tx: Tx,
  record: AnyRecord,
  ids: readonly string[],
): Promise<Map<string, { title: string; number: string | null }>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; title: string | null; number: string | null }>`
    select id, ${sql.ref(columnName(record.title))}::text title, number from ${copyOf(record)} where id = any (${ids}::uuid[])`.execute(tx)
  return new Map(rows.map(row => [row.id, { title: row.title ?? record.label, number: row.number }]))
}
