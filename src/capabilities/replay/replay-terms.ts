// The past once more, with other terms or another calendar: rows are copied into tables of the transaction, counted anew there, and the same
// SQL that counts the indicators counts them again. No live row is touched; nothing outlives the transaction.
import { sql } from 'kysely'
import { type AnyRecord, type Calendar, type Flow, getFlow, getRecord, Problem, type Term } from '#declare'
import { actAsPlatform, columnsOf } from '../flow/port.ts'
import type { Subject } from '../identity/port.ts'
import { columnName, type Tx } from '../store/port.ts'
import { type Terms, termsOf, withTerms } from './change-flow.ts'
import { type Recounted, recount } from './recount.ts'
import type { RuleNeeds } from './replay-rules.ts'
import { makeRun, type Run } from './run.ts'
import { copyOf, copyRows, demandMay, eachBatch, titlesOf } from './scope.ts'

export type TermsAsked = {
  readonly record: string
  readonly terms: Terms
  /** Another calendar; without one, today's. */
  readonly calendar?: Calendar
  /** Cases opened from and to these civil dates, inclusive. */
  readonly from?: string
  readonly to?: string
  /** How many differing cases are listed. */
  readonly listed?: number
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
  /** Cases whose punctuality is another one: the first of them. */
  readonly changed: readonly { readonly id: string; readonly title: string; readonly number: string | null; readonly late: boolean }[]
  readonly becameLate: number
  readonly becamePunctual: number
}

export async function replayTerms(needs: RuleNeeds, subject: Subject, asked: TermsAsked, run: Run = makeRun()): Promise<Replayed> {
  const { model, store } = needs
  const record = getRecord(model, asked.record)
  const flow = getFlow(model, asked.record)
  demandMay(subject, record)
  const known = new Set(termsOf(flow).map(one => one.path))
  const unknown = Object.keys(asked.terms).filter(path => !known.has(path))
  if (unknown.length > 0) throw new Problem('invalid', `“${flow.label}”里没有这些有期限的环节：${unknown.join('、')}`)
  const was = { flow, calendar: needs.calendar() }
  const as = { flow: withTerms(flow, asked.terms), calendar: asked.calendar ?? was.calendar }
  const indicators = [...model.indicators.values()].filter(one => one.record.name === record.name)

  return store.as(subject, async tx => {
    const cases = await copyRows(tx, record, model, asked)
    const count = async () => {
      const values: (number | null)[] = []
      for (const indicator of indicators) values.push((await needs.figure(tx, subject, indicator)).value)
      return values
    }
    const tally = makeTally(flow, as.flow, needs.clock.now())
    // As it is counted today, by the very same path: so that both sides differ by the change alone.
    const before = new Map<string, Recounted>()
    const after = new Map<string, Recounted>()
    await actAsPlatform(tx)
    const dates = Object.entries(record.fields).filter(([, field]) => field.kind === 'date' || field.kind === 'instant')
    await eachBatch(tx, record, { run, cases, says: '重新计算期限' }, batch => {
      for (const { id, events, columns } of batch) {
        if (events.length === 0) continue
        const values = Object.fromEntries(dates.map(([name]) => [name, columns[columnName(name)]]))
        before.set(id, recount(events, was, values))
        after.set(id, recount(events, as, values))
      }
    })
    await writeCounted(tx, record, before)
    const valuesBefore = await count()
    await writeCounted(tx, record, after)
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
      changed: await named(tx, record, changed.slice(0, asked.listed ?? 200)),
      becameLate: changed.filter(one => one.late).length,
      becamePunctual: changed.filter(one => !one.late).length,
    }
  })
}

const isLate = ({ state }: Recounted, now: Date): boolean => state.due !== null && new Date(state.ended?.at ?? now) > new Date(state.due.at)

async function writeCounted(tx: Tx, record: AnyRecord, counted: ReadonlyMap<string, Recounted>): Promise<void> {
  const rows = [...counted].map(([id, { state }]) => ({ id, due_at: columnsOf(state).dueAt?.toISOString() ?? null }))
  for (let at = 0; at < rows.length; at += 5000)
    await sql`update ${copyOf(record)} c set due_at = n.due_at from jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + 5000))}::jsonb) n(id uuid, due_at timestamptz) where n.id = c.id`.execute(
      tx,
    )
}

async function named(tx: Tx, record: AnyRecord, changed: readonly { id: string; late: boolean }[]): Promise<Replayed['changed']> {
  const titles = await titlesOf(
    tx,
    record,
    changed.map(one => one.id),
  )
  return changed.map(({ id, late }) => ({
    id,
    late,
    title: titles.get(id)?.title ?? record.label,
    number: titles.get(id)?.number ?? null,
  }))
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
