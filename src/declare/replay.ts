// A replay: what a scene's own figures would have been with other parameters, worked out from what is recorded. It reads and never writes.
import type { Condition, Parameter } from './condition.ts'
import type { FileRef } from './field.ts'
import type { StoredRow } from './operation.ts'
import type { AnyRecord } from './record.ts'
import type { CivilDate } from './time.ts'

/** The past as the person who asks may see it; there is no way to change anything through it. */
export type Past = {
  readonly today: CivilDate
  find(of: { readonly name: string }, when: Condition, most?: number): Promise<StoredRow[]>
  read(file: FileRef): Promise<Uint8Array>
  /** The short name of an organ, the name of a person or a region. */
  name(id: string): string
  /** Tells how far it is; throws when the person has stopped it. To be called every few hundred rows of work. */
  step(done: number, total: number): Promise<void>
}

/** The value of a parameter on a civil date: as it was, or as it is thought of. */
export type ValueOn = <T>(of: Parameter<T>, date: CivilDate) => T

export type ReplayFigure = {
  readonly name: string
  readonly label: string
  readonly unit: string
  readonly value: number | null
  /** Which way is better; left out where neither is. */
  readonly better?: 'up' | 'down'
}
/** Bars to compare: both sides name the same points. */
export type ReplaySeries = {
  readonly name: string
  readonly label: string
  readonly unit: string
  readonly points: readonly { readonly name: string; readonly value: number }[]
}
/** What became of one row; rows of which the two sides say something else are listed. */
export type ReplayOutcome = { readonly record: string; readonly id: string; readonly title: string; readonly came: string }

export type ReplayTold = {
  readonly figures: readonly ReplayFigure[]
  readonly series: readonly ReplaySeries[]
  readonly outcomes: readonly ReplayOutcome[]
  /** What must be known beside the figures: what was left out, what could not be found again. */
  readonly says: readonly string[]
}

export type Replay = {
  readonly name: string
  readonly label: string
  readonly record: AnyRecord
  /** What may be changed. */
  readonly parameters: readonly Parameter<number>[]
  /** What is held equal, and what the past cannot tell. */
  readonly says: string
  /** Told twice over the same rows, with the values as they were and as they are thought of; the same arguments give the same answer. */
  readonly run: (past: Past, rows: readonly StoredRow[], valueOn: ValueOn) => Promise<ReplayTold>
}

/** `rows` are those of the record that the person may read and whose case was opened in the span asked for. */
export const replay = (of: { readonly name: string }, is: Omit<Replay, 'record'>): Replay => ({ ...is, record: of as AnyRecord })
