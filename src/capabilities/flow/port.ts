// What others may ask of the flow engine: start a case, act on it.
import type { Act, AnyRecord, RowValues } from '#declare'
import type { Subject } from '../identity/port.ts'
import type { Tx } from '../store/port.ts'

// A case told once more: the pure parts of the engine.
export { columnsOf } from './changes.ts'
export { dueAfterStanding, dueOf, shift } from './clocks.ts'
export type { CaseState, Due, Event, Move, Place } from './event.ts'
export { apply } from './fold.ts'
export { actAsPlatform, openCase } from './store.ts'
export { openPlaces } from './tasks.ts'

export type ActRequest = {
  record: string
  id: string
  act: string
  /** The open task that is answered, where several branches offer the same act. */
  task?: string
  /** Or the branch: its name, its organ, or `branch/organ`. */
  branch?: string
  values?: RowValues
  reason?: string
  /** transfer: an organ; assign, copy: people; extend: a civil date. */
  to?: string
  people?: readonly string[]
  date?: string
  /** The case version the person saw. */
  expect?: number
  /** The same key of the same person never acts twice; the second call gets the first answer, or a conflict if it asks for something else. */
  key?: string
}

export type Acted = {
  readonly id: string
  readonly version: number
  readonly state: string
  readonly seq: number
  readonly made: string | null
  readonly repeated: boolean
}

export type FlowPort = {
  /** Starts the flow of a row that exists, in the caller's transaction. */
  start(tx: Tx, subject: Subject, record: AnyRecord, id: string): Promise<Acted>
  /** One act = one transaction { row · event · tasks · ledger · outbox }. */
  act(subject: Subject, request: ActRequest): Promise<Acted>
  /** An act that follows from another case: by the platform in the name of whoever acted there, in the caller's transaction. */
  follow(tx: Tx, subject: Subject, request: ActRequest): Promise<Acted>
  /** After values of a row were changed by other means: titles, organs and persons of open tasks follow. */
  refresh(tx: Tx, record: AnyRecord, id: string): Promise<void>
  /**
   * The platform notes in a case what it found, and sets values of its row; terms that hang on one of them move with it. An ended
   * case is left as it is: `false`.
   */
  note(tx: Tx, record: AnyRecord, id: string, note: Note): Promise<boolean>
}

/** A case in plain words, and what the flow's acts are called. */
export { isReserved } from './acts.ts'
export { fieldView } from './case-detail.ts'
export { type Change, type PlainEvent, plainLabel, wayAhead } from './plain.ts'
export type Note = { readonly text: string; readonly sets: RowValues }

export { type DeskOf, deskNames, desksOfOwner } from './desks.ts'
export type { Directory } from './directory.ts'

export type { Act }
