// What a watch would have said of the past: its warnings over rows that are known, and, where incidents are known too, how many of
// them were right (precision) and how many incidents had a warning (recall). For choosing bounds and windows before they cost anybody time.
import type { Watch } from '#declare'
import { type EvaluateContext, holds } from '../condition/evaluate.ts'

/** A row as it was at its moment, by field name; `id` tells rows apart. */
export type PastRow = { readonly id: string; readonly [field: string]: unknown }
/** Something that did happen to a subject (`key` in the order of the watch's fields) at an instant. */
export type Incident = { readonly key: readonly string[]; readonly at: string }
export type Replayed = { readonly key: readonly string[]; readonly from: string; readonly until: string | null; readonly most: number }
export type Score = {
  readonly warnings: number
  readonly right: number
  readonly incidents: number
  readonly found: number
  /** Null where nothing was warned, or nothing happened. */
  readonly precision: number | null
  readonly recall: number | null
}

export type ReplayOptions = {
  readonly context: EvaluateContext
  /** Length of the watch's window in milliseconds, from its `within`; without one rows never leave. */
  readonly windowMs?: number
}

/**
 * The warnings of a watch over rows, one for each time that a subject's condition begins to hold. A row counts from its moment (the
 * field `on` of the watch) for the length of the window: from t until just after t + window. Rows without a moment or without a shared
 * value count for nobody.
 */
export function replayWatch(watch: Watch, rows: readonly PastRow[], { context, windowMs }: ReplayOptions): Replayed[] {
  const { over } = watch
  if (over.kind !== 'rows') throw new TypeError(`${watch.name} watches an indicator: replay needs its rows`)
  const fields = over.same.length > 0 || over.atLeast > 1 ? over.same : ['id']
  const groups = new Map<string, { key: readonly string[]; moments: number[] }>()
  for (const row of rows) {
    const at = Date.parse(String(row[over.on] ?? ''))
    const key = fields.map(name => row[name])
    if (Number.isNaN(at) || key.some(value => value === null || value === undefined) || !holds(over.when, row, context)) continue
    const texts = key.map(String)
    const name = JSON.stringify(texts)
    const group = groups.get(name) ?? { key: texts, moments: [] }
    group.moments.push(at)
    groups.set(name, group)
  }
  return [...groups.values()]
    .flatMap(({ key, moments }) => spansOf(moments, over.atLeast, windowMs).map(span => ({ key, ...span })))
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.key.join() < b.key.join() ? -1 : 1))
}

/** When enough moments lie within one window, as spans of time. */
function spansOf(moments: readonly number[], atLeast: number, windowMs: number | undefined): Omit<Replayed, 'key'>[] {
  // At one instant rows come before others leave: the window includes both its ends.
  const changes = moments
    .flatMap(at => [{ at, by: 1 }, ...(windowMs === undefined ? [] : [{ at: at + windowMs, by: -1 }])])
    .toSorted((a, b) => a.at - b.at || b.by - a.by)
  const spans: { from: string; until: string | null; most: number }[] = []
  let count = 0
  for (const { at, by } of changes) {
    count += by
    const open = spans.at(-1)?.until === null ? spans.at(-1) : undefined
    if (open) {
      open.most = Math.max(open.most, count)
      if (count < atLeast) open.until = new Date(at).toISOString()
    } else if (count >= atLeast) spans.push({ from: new Date(at).toISOString(), until: null, most: count })
  }
  return spans
}

/**
 * A warning is right when an incident of its subject happens between its beginning and `horizonMs` later; an incident is found when
 * such a warning exists.
 */
export function scoreWatch(warnings: readonly Replayed[], incidents: readonly Incident[], horizonMs: number): Score {
  const meets = (warning: Replayed, incident: Incident): boolean => {
    const lead = Date.parse(incident.at) - Date.parse(warning.from)
    return JSON.stringify(warning.key) === JSON.stringify(incident.key) && lead >= 0 && lead <= horizonMs
  }
  const right = warnings.filter(warning => incidents.some(incident => meets(warning, incident))).length
  const found = incidents.filter(incident => warnings.some(warning => meets(warning, incident))).length
  return {
    warnings: warnings.length,
    right,
    incidents: incidents.length,
    found,
    precision: warnings.length === 0 ? null : right / warnings.length,
    recall: incidents.length === 0 ? null : found / incidents.length,
  }
}
