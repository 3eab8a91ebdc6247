// What the engine is given by the house, and what it is to the house.
import type { Also, AnyRecord, Calendar, Clock, Condition, FieldFault, Fields, Give, Model, Paper } from '#declare'
import type { Subject } from '../identity/port.ts'
import type { EntryInput } from '../ledger/port.ts'
import type { PlacedRow, Store, Tx } from '../store/port.ts'
import type { Context, OpenPart } from './decide.ts'
import type { CalendarChange } from './decide-calendar.ts'
import type { CaseRow } from './desks.ts'
import type { Directory } from './directory.ts'
import type { Values } from './event.ts'
import type { Change } from './plain.ts'
import type { Acted, FlowPort } from './port.ts'
import type { Remembered } from './remember.ts'

export type FlowOptions = {
  readonly model: Model
  readonly store: Store
  readonly clock: Clock
  /** Asked anew for each act: the official arrangement of a year may be entered while the server runs. */
  calendar(): Calendar
  readonly directory: Directory
  holds(condition: Condition, row: CaseRow, subject: Subject, record: AnyRecord): boolean
  /** What an act does besides, in its transaction, with the powers of the platform in the name of the actor. */
  also?(
    tx: Tx,
    subject: Subject,
    work: Also,
    of: { readonly record: AnyRecord; readonly row: PlacedRow; readonly made: PlacedRow | null; readonly given: Values },
  ): Promise<void>
  /** Issues the papers of an act, after everything else it does. */
  issue?(tx: Tx, subject: Subject, papers: readonly Paper[], of: { readonly record: AnyRecord; readonly id: string }): Promise<void>
  /** Gives what an act hands over to the scene that takes it. */
  handOver?(tx: Tx, subject: Subject, give: Give, of: { readonly record: AnyRecord; readonly row: PlacedRow }): Promise<void>
  /** Refuses files in what an act says that the actor did not upload; what the row names already may be named again. */
  ownFiles?(tx: Tx, subject: Subject, values: readonly Values[], row: PlacedRow): Promise<void>
  check(fields: Fields, values: Values): { readonly values: Values; readonly faults: readonly FieldFault[] }
  /** What a change means for the public, in its transaction, which by then writes for the platform. */
  told?(tx: Tx, of: { readonly record: AnyRecord; readonly row: PlacedRow; readonly change: Change }): Promise<void>
  /** Desks and case that an act has changed, in its transaction; pages are told after the commit. */
  changed?(tx: Tx, change: { readonly desks: readonly string[]; readonly case: { readonly record: string; readonly id: string } }): void
  /** The ledger's statements, written with the act's own; by default `recordEntries` of the ledger. */
  remember?(entries: readonly EntryInput[]): Promise<Remembered>
  /** The tables are spread over several nodes (Citus). */
  readonly isCluster?: boolean
}

export type FlowEngine = FlowPort & {
  /** A timer that has come due, as an act of the system; null when the case has moved on. */
  fire(timer: { record: string; root: string; case_id: string; key: string; kind: string; at: Date }, now: Date): Promise<Acted | null>
  /** The terms of an open case counted anew by another arrangement of holidays; its marks follow in any case. `key`: once. */
  reckon(record: string, id: string, change: CalendarChange, key: string): Promise<Acted | null>
  /** What the engine is asked in, for one row: also for showing what may be done. */
  contextOf(record: AnyRecord, subject: Subject, row: PlacedRow, now?: Date): Context
  openParts(tx: Tx, record: AnyRecord, row: PlacedRow): Promise<OpenPart[]>
}
