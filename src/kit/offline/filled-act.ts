// An act filled in on the device: what was entered, upon what, and how far it is on its way to the server.
import type { FieldView } from '../../wire/manifest.ts'

export type FilledAct = {
  /** Person, case and act: one form of each at a time. */
  readonly id: string
  readonly person: string
  readonly record: string
  readonly row: string
  readonly title: string
  readonly act: string
  readonly label: string
  readonly task: string | null
  readonly branch: string | null
  readonly fields: readonly FieldView[]
  readonly names: Readonly<Record<string, string>>
  /** What the row held when the form was opened. */
  readonly base: Readonly<Record<string, unknown>>
  readonly values: Readonly<Record<string, unknown>>
  readonly reason: string
  /** The version of the case that the form was filled in upon. */
  readonly expect: number
  /** Idempotency key: however often it is sent, it acts once. */
  readonly key: string
  readonly savedAt: string
  /** `filling`: not yet handed in. `waiting`: handed in, to be sent. `conflict`: the case has changed. `refused`: must be corrected. */
  readonly state: 'filling' | 'waiting' | 'conflict' | 'refused'
  readonly says: string | null
}

export const filledId = (of: Pick<FilledAct, 'person' | 'record' | 'row' | 'act' | 'branch'>): string =>
  [of.person, of.record, of.row, of.act, of.branch ?? ''].join('|')

/** A file that lies on the device until it can be sent has this before its hash. */
export const localMark = 'local-'
export const isLocal = (hash: string): boolean => hash.startsWith(localMark)
