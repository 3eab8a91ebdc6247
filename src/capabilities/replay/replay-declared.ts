// A scene's own replay, told twice over the same rows: with the values as they were and as they are thought of; the platform puts both side
// by side. What it reads it reads as the person who asks.
import { getRecord, type Parameter, type Past, Problem, type ReplayTold, type StoredRow, type ValueOn, valueOn } from '#declare'
import type { ReplayBody } from '../../wire/replay.ts'
import type { Subject } from '../identity/port.ts'
import type { Tx } from '../store/port.ts'
import { likeDeclared, type RuleNeeds } from './replay-rules.ts'
import type { Run } from './run.ts'
import { demandMay, type Span } from './scope.ts'

export type DeclaredNeeds = RuleNeeds & {
  /** What a scene may read of the past. */
  past(tx: Tx, subject: Subject, run: Run): Past
}

export type DeclaredAsked = Span & {
  readonly record: string
  readonly replay: string
  readonly parameters: Readonly<Record<string, number | string | boolean>>
  readonly listed?: number
}

const mostRows = 10_000

export async function replayDeclared(needs: DeclaredNeeds, subject: Subject, asked: DeclaredAsked, run: Run): Promise<ReplayBody> {
  const { model, store } = needs
  const record = getRecord(model, asked.record)
  demandMay(subject, record)
  const found = (model.replaysOf.get(record.name) ?? []).find(one => one.name === asked.replay)
  if (!found) throw new Problem('not-found', `“${record.label}”没有名为“${asked.replay}”的推演`)
  const own = new Map(found.parameters.map(one => [one.parameter, one]))
  const strange = Object.keys(asked.parameters).filter(name => !own.has(name))
  if (strange.length > 0) throw new Problem('invalid', `“${found.label}”没有这些参数：${strange.join('、')}`)
  const changed = new Map(Object.entries(asked.parameters).map(([name, value]) => [name, likeDeclared(model, name, value)]))
  const is: ValueOn = <T>(of: Parameter<T>, date: string) => (changed.get(of.parameter) as T | undefined) ?? valueOn(of, date)

  return store.as(subject, async tx => {
    const rows = await pastRows(needs, { tx, subject, asked })
    const half = (label: string, offset: number): Run => ({
      step: (done, total, says) => run.step(done + offset * total, total * 2, says || label),
    })
    const before = await found.run(needs.past(tx, subject, half('现行参数', 0)), rows, valueOn)
    const after = await found.run(needs.past(tx, subject, half('拟改参数', 1)), rows, is)
    return sideBySide(before, after, { cases: rows.length, says: found.says, listed: asked.listed ?? 200 })
  })
}

/** Rows that the person may read; of those with a flow, whose case was opened in the span. */
async function pastRows(
  { model, store, calendar, clock }: DeclaredNeeds,
  { tx, subject, asked }: { tx: Tx; subject: Subject; asked: DeclaredAsked },
): Promise<StoredRow[]> {
  const record = getRecord(model, asked.record)
  const rows = await store.find(tx, subject, record, { op: 'always' }, mostRows + 1)
  if (rows.length > mostRows) throw new Problem('too-large', `一次最多推演${mostRows}条，请缩短时段`)
  const dates = calendar()
  return rows
    .flatMap((row): { row: StoredRow; at: string }[] => {
      const { case: of, ...values } = row
      if (!model.flows.has(record.name)) return [{ row: values, at: row.createdAt }]
      if (!of?.openedAt) return []
      const late = of.dueAt !== null && (of.endedAt ?? clock.now()) > of.dueAt
      const at = of.openedAt.toISOString()
      return [{ row: { ...values, state: of.state, openedAt: at, voided: of.voided, ended: of.endedAt !== null, late }, at }]
    })
    .filter(({ at }) => {
      const date = dates.dateOf(new Date(at))
      return date >= (asked.from ?? '') && date <= (asked.to ?? '9999')
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.row.id < b.row.id ? -1 : 1))
    .map(one => one.row)
}

export function sideBySide(
  before: ReplayTold,
  after: ReplayTold,
  of: { readonly cases: number; readonly says: string; readonly listed: number },
): ReplayBody {
  const key = (one: { record: string; id: string }) => `${one.record} ${one.id}`
  const were = new Map(before.outcomes.map(one => [key(one), one]))
  const are = new Map(after.outcomes.map(one => [key(one), one]))
  const changed = [...new Map([...were, ...are]).entries()].flatMap(([name, one]) => {
    const [was, is] = [were.get(name)?.came ?? '—', are.get(name)?.came ?? '—']
    return was === is ? [] : [{ record: one.record, id: one.id, title: one.title, number: null, was, is }]
  })
  return {
    kind: 'declared',
    cases: of.cases,
    says: [of.says, ...new Set([...before.says, ...after.says])],
    figures: before.figures.map(({ name, label, unit, better, value }) => ({
      name,
      label,
      unit,
      better: better ?? null,
      was: value,
      is: after.figures.find(one => one.name === name)?.value ?? null,
    })),
    tables: before.series.map(series => ({
      name: series.name,
      label: series.label,
      columns: [
        { key: 'name', label: '', unit: '', better: null },
        { key: 'value', label: series.label, unit: series.unit, better: null },
      ],
      rows: pointsOf(series.name, before, after).map(({ name, was, is }) => ({ name, value: { was, is } })),
    })),
    charts: before.series.map(series => {
      const points = pointsOf(series.name, before, after)
      return {
        name: series.name,
        label: series.label,
        unit: series.unit,
        kind: 'bars' as const,
        names: points.map(one => one.name),
        series: [
          { name: '现行', values: points.map(one => one.was) },
          { name: '拟改', values: points.map(one => one.is) },
        ],
      }
    }),
    changed: { total: changed.length, rows: changed.slice(0, of.listed) },
  }
}

function pointsOf(series: string, before: ReplayTold, after: ReplayTold) {
  const [was, is] = [before, after].map(
    told => new Map(told.series.find(one => one.name === series)?.points.map(point => [point.name, point.value])),
  )
  return [...new Set([...was!.keys(), ...is!.keys()])].map(name => ({ name, was: was!.get(name) ?? 0, is: is!.get(name) ?? 0 }))
}
