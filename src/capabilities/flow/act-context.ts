// In what an act is decided: the row as people know it, the calendar, who answers, and what is still open under the case.
import type { AnyRecord } from '#declare'
import { type Subject, systemSubject } from '../identity/port.ts'
import type { PlacedRow, Tx } from '../store/port.ts'
import { caseRow } from './changes.ts'
import type { Context, OpenPart } from './decide.ts'
import type { FlowOptions } from './flow-options.ts'

/** The platform on behalf of a person: their name stays on what is written, the access rules have been asked before. */
export const asPlatform = (subject: Subject): Subject => ({ ...subject, kind: 'system' })

export type ActContext = {
  readonly contextOf: (record: AnyRecord, subject: Subject, row: PlacedRow, now?: Date) => Context
  readonly openParts: (tx: Tx, record: AnyRecord, row: PlacedRow) => Promise<OpenPart[]>
}

export function makeActContext(options: FlowOptions): ActContext {
  const { model, store, clock, directory } = options

  const contextOf = (record: AnyRecord, subject: Subject, row: PlacedRow, now = clock.now()): Context => ({
    subject,
    now,
    directory,
    row: caseRow(row, now),
    calendar: options.calendar(),
    check: options.check,
    openParts: [],
    holds: (condition, values) => options.holds(condition, values, subject, record),
  })

  const openParts = async (tx: Tx, record: AnyRecord, row: PlacedRow): Promise<OpenPart[]> => {
    const counts = new Map<string, OpenPart>()
    for (const part of model.partsOf.get(record.name) ?? []) {
      if (!model.flows.has(part.name)) continue
      for (const { case: at, organ } of await store.parts(tx, asPlatform(systemSubject(row.region)), part, row.id)) {
        if (!at?.state || at.endedAt) continue
        const key = `${part.name} ${organ}`
        counts.set(key, { label: part.label, organ, count: (counts.get(key)?.count ?? 0) + 1 })
      }
    }
    return [...counts.values()]
  }

  return { contextOf, openParts }
}
