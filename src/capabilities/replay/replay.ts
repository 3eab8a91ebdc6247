// The past once more, with other terms or another calendar: rows are copied into tables of the transaction, counted anew there, and the same
// SQL that counts the indicators counts them again. No live row is touched; nothing outlives the transaction.
import { sql } from 'kysely'
import {
  type AnyRecord,
  type Calendar,
  type Clock,
  type Flow,
  getFlow,
  getRecord,
  type Indicator,
  type Model,
  Problem,
  type Term,
} from '#declare'
import { actAsPlatform, columnsOf, type Event } from '../flow/port.ts'
import type { Subject } from '../identity/port.ts'
import { columnName, type Store, type Tx, tableName } from '../store/port.ts'
import { type Terms, termsOf, withTerms } from './change-flow.ts'
import { type Recounted, recount } from './recount.ts'

export type ReplayNeeds = {
  readonly model: Model
  readonly store: Store
  readonly clock: Clock
  calendar(): Calendar
  /** The figure of a whole indicator as the person may see it, in this transaction. */
  figure(tx: Tx, subject: Subject, indicator: Indicator): Promise<number | null>
}

export type ReplayAsked = {
  readonly record: string
  readonly terms: Terms
  /** Another calendar; without one, today's. */
  readonly calendar?: Calendar
  /** Cases opened from and to these civil dates, inclusive. */
  readonly from?: string
  readonly to?: string
}

export type StepCount = { readonly term: Term; readonly visits: number; readonly late: number }
export type Replayed = {
  readonly cases: number
  readonly indicators: readonly {
    readonly name: string
    readonly label: string
    readonly unit: string
    readonly better: 'up' | 'down'
    readonly before: number | null
    readonly after: number | null
  }[]
  readonly steps: readonly { readonly path: string; readonly label: string; readonly before: StepCount; readonly after: StepCount }[]
  /** Cases whose punctuality is another one: the first of each kind. */
  readonly changed: readonly { readonly id: string; readonly title: string; readonly number: string | null; readonly late: boolean }[]
  readonly becameLate: number
  readonly becamePunctual: number
}

const most = 50_000
const batch = 500

export async function replay(needs: ReplayNeeds, subject: Subject, asked: ReplayAsked): Promise<Replayed> {
  const { model, store } = needs
  const record = getRecord(model, asked.record)
  const flow = getFlow(model, asked.record)
  const known = new Set(termsOf(flow).map(one => one.path))
  const unknown = Object.keys(asked.terms).filter(path => !known.has(path))
  if (unknown.length > 0) throw new Problem('invalid', `“${flow.label}”里没有这些有期限的环节：${unknown.join('、')}`)
  const was = { flow, calendar: needs.calendar() }
  const as = { flow: withTerms(flow, asked.terms), calendar: asked.calendar ?? was.calendar }
  const indicators = [...model.indicators.values()].filter(one => one.record.name === record.name)

  return store.as(subject, async tx => {
    const table = tableName(record)
    await copyRows(tx, table, asked)
    const count = async () => {
      const values: (number | null)[] = []
      for (const indicator of indicators) values.push(await needs.figure(tx, subject, indicator))
      return values
    }
    const tally = makeTally(flow, as.flow, needs.clock.now())
    // As it is counted today, by the very same path: so that both sides differ by the change alone.
    const before = new Map<string, Recounted>()
    const after = new Map<string, Recounted>()
    await actAsPlatform(tx)
    const { rows } = await sql<{ cases: string }>`select count(*) cases from ${sql.table(table)}`.execute(tx)
    const cases = Number(rows[0]?.cases ?? 0)
    if (cases > most) throw new Problem('too-large', `一次最多推演${most}件，所选时段有${cases}件，请缩短时段`)
    await eachCase(tx, table, record, ({ id, events, values }) => {
      before.set(id, recount(events, was, values))
      after.set(id, recount(events, as, values))
    })
    await writeCounted(tx, table, before)
    const valuesBefore = await count()
    await writeCounted(tx, table, after)
    const valuesAfter = await count()
    const changed: { id: string; late: boolean }[] = []
    for (const [id, one] of before) {
      const other = after.get(id)!
      tally.add(one, other)
      const late = [isLate(one, needs.clock.now()), isLate(other, needs.clock.now())] as const
      if (late[0] !== late[1]) changed.push({ id, late: late[1] })
    }
    return {
      cases,
      indicators: indicators.map(({ name, label, unit, better }, index) => ({
        name,
        label,
        unit,
        better,
        before: valuesBefore[index] ?? null,
        after: valuesAfter[index] ?? null,
      })),
      steps: tally.steps(),
      changed: await named(tx, table, record, changed.slice(0, 50)),
      becameLate: changed.filter(one => one.late).length,
      becamePunctual: changed.filter(one => !one.late).length,
    }
  })
}

const isLate = ({ state }: Recounted, now: Date): boolean => state.due !== null && new Date(state.ended?.at ?? now) > new Date(state.due.at)

/** A table of this transaction under the record's own name: PostgreSQL looks there first. Row-level security has chosen the rows. */
async function copyRows(tx: Tx, table: string, { from, to }: ReplayAsked): Promise<void> {
  await sql`create temporary table ${sql.table(table)} on commit drop as select * from ${sql.table(`public.${table}`)}
    where deleted_at is null and state is not null and opened_at >= ${from ?? '1900-01-01'}::date and opened_at < ${to ?? '9999-12-30'}::date + 1`.execute(
    tx,
  )
}

type Case = { readonly id: string; readonly events: readonly Event[]; readonly values: { readonly [field: string]: unknown } }

async function eachCase(tx: Tx, table: string, record: AnyRecord, work: (one: Case) => void): Promise<void> {
  const dates = Object.entries(record.fields)
    .filter(([, field]) => field.kind === 'date' || field.kind === 'instant')
    .map(([name]) => name)
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<{ id: string; root: string; events: Event[] } & Record<string, unknown>>`
      select c.*, (select jsonb_agg(e.data order by e.seq) from flow_event e where e.root = c.root and e.case_id = c.id) events
      from ${sql.table(table)} c where c.id > ${last} order by c.id limit ${batch}`.execute(tx)
    for (const row of rows) {
      const values = Object.fromEntries(dates.map(name => [name, dateText(row[columnName(name)])]))
      if (row.events) work({ id: row.id, events: row.events, values })
    }
    const end = rows.at(-1)
    if (!end) return
    last = end.id
  }
}

const dateText = (value: unknown) => (value instanceof Date ? value.toISOString() : value)

async function writeCounted(tx: Tx, table: string, counted: ReadonlyMap<string, Recounted>): Promise<void> {
  const rows = [...counted].map(([id, { state }]) => ({ id, due_at: columnsOf(state).dueAt?.toISOString() ?? null }))
  for (let at = 0; at < rows.length; at += 5000)
    await sql`update ${sql.table(table)} c set due_at = n.due_at from jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + 5000))}::jsonb) n(id uuid, due_at timestamptz) where n.id = c.id`.execute(
      tx,
    )
}

async function named(
  tx: Tx,
  table: string,
  record: AnyRecord,
  changed: readonly { id: string; late: boolean }[],
): Promise<Replayed['changed']> {
  if (changed.length === 0) return []
  const { rows } = await sql<{ id: string; title: string | null; number: string | null }>`
    select id, ${sql.ref(columnName(record.title))}::text title, number from ${sql.table(table)} where id = any (${changed.map(one => one.id)}::uuid[])`.execute(
    tx,
  )
  const byId = new Map(rows.map(row => [row.id, row]))
  return changed.map(({ id, late }) => ({ id, late, title: byId.get(id)?.title ?? record.label, number: byId.get(id)?.number ?? null }))
}

function makeTally(before: Flow, after: Flow, now: Date) {
  const sides = [before, after].map(
    flow => new Map(termsOf(flow).map(({ path, label, term }) => [path, { path, label, term, visits: 0, late: 0 }])),
  )
  const add = (side: number, { visits }: Recounted) => {
    for (const { path, left, due } of visits) {
      const step = sides[side]!.get(path)
      if (!step) continue
      step.visits += 1
      if (new Date(left ?? now) > new Date(due)) step.late += 1
    }
  }
  return {
    add(was: Recounted, is: Recounted) {
      add(0, was)
      add(1, is)
    },
    steps: (): Replayed['steps'] =>
      [...sides[0]!.values()].flatMap(({ path, label, ...count }) => {
        const other = sides[1]!.get(path)
        return other ? [{ path, label, before: count, after: { term: other.term, visits: other.visits, late: other.late } }] : []
      }),
  }
}
