// The door to PostgreSQL: transactions that know who asks, and rows of records. All SQL of records lies behind it.

import type { Kysely, RawBuilder } from 'kysely'
import type {
  AnyRecord,
  CivilDate,
  Condition,
  Field,
  Indicator,
  Publication,
  PublishedRow,
  Quota,
  RowValues,
  SharedValue,
  StoredRow,
  TakenSlot,
} from '#declare'
import type { Subject } from '../identity/port.ts'
import type { ProtectedPlace } from './sharing.ts'

export { columnName, tableName } from './names.ts'
// Business numbers without a gap, for what is numbered beside rows.
export { takeNumber } from './numbers.ts'
// For the row-level security of other capabilities' tables.
export { askingAccounts, askingCase, askingDesks, askingDesksOfOne, askingPerson, askingSystem, platformOnly } from './policy.ts'
// For what other capabilities keep sealed.
export { changedSince } from './repeat.ts'
export { createVault, type Vault } from './vault.ts'

/** A connection or transaction; queries are written with Kysely's `sql` tag. */
export type Tx = Kysely<Record<never, never>>

/** What the flow engine keeps in the row of a record that has a flow. All null or zero before the flow starts. */
export type CaseColumns = {
  state: string | null
  openedAt: Date | null
  endedAt: Date | null
  dueAt: Date | null
  voided: boolean
  suspendedAt: Date | null
  urged: number
  supervised: number
  returned: number
  extended: number
  /** Every desk that was ever involved: they may go on seeing the case. Read, with `fold`, for the flow engine alone. */
  involved?: readonly string[]
  /** The folded state of the case, as `engine.ts` of flow understands it. */
  fold: unknown
  /** Rises with every event of the case; the row's own `version` rises with every change of its values. */
  caseVersion: number
}

/** A row with its place: `root` is the top-level row it belongs to (itself, if none), by which all its data are spread. */
export type PlacedRow = StoredRow & {
  readonly root: string
  readonly parent: string | null
  readonly number: string | null
  readonly updatedAt: string
  readonly case: CaseColumns | null
  readonly names?: never
}

export type CreateRow = {
  values: RowValues
  region?: string
  organ?: string | null
  parent?: string
  id?: string
  /** Required fields may still be missing; `requireComplete` asks for them when the flow starts. */
  draft?: boolean
  /** Whose row it is, when the platform itself makes it for somebody in an act; heeded only from the system subject. */
  author?: string
  /** Account fields, set by the platform alone: who applies, or nobody. Where a field is left out it follows the telephone number. */
  accounts?: Readonly<Record<string, string | null>>
}

export type RowChanged = { readonly record: string; readonly id: string }

/** The shared values of a group, as text, in the order of `same`; of protected fields their blind index. What is empty is not shared. */
export type GroupKey = readonly string[]
export type GroupQuery = {
  readonly same: readonly string[]
  readonly when: Condition
  readonly atLeast: number
  /** Only rows whose moment `on` lies between these. */
  readonly on: string
  readonly since?: Date
  readonly until: Date
  /** Only these groups. */
  readonly keys?: readonly GroupKey[]
  readonly most: number
}
export type RowGroup = {
  readonly key: GroupKey
  readonly count: number
  /** At most fifty, the newest first. */
  readonly rows: readonly string[]
  /** The first and last region code of the rows: what these have in common, all have. */
  readonly regions: readonly [string, string]
}
export type FigureAsked = {
  readonly by?: string
  readonly keys?: readonly string[]
  readonly from?: CivilDate
}
export type FigureAnswer = { readonly key: string | null; readonly value: number | null; readonly denominator: number | null }

export type GetOptions = { lock?: boolean; unmask?: boolean }

export type Store = {
  /** One transaction as a person: sets what row-level security reads, and retries nothing by itself. */
  as<T>(subject: Subject, work: (tx: Tx) => Promise<T>): Promise<T>
  /** One transaction as the platform itself. Long name, so that it is seen: it goes round the access rules. */
  asSystemPastAccessRules<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Checks every value by its field's kind; throws Problem('invalid') with a fault for each field. */
  create(tx: Tx, subject: Subject, record: AnyRecord, row: CreateRow): Promise<PlacedRow>
  /** `expect`: the version the caller saw; another one → Problem('conflict'). Only the fields given are changed. */
  update(tx: Tx, subject: Subject, record: AnyRecord, id: string, values: RowValues, expect?: number): Promise<PlacedRow>
  /** Throws Problem('not-found') also when the row exists but may not be seen. `lock` takes the row for update. */
  get(tx: Tx, subject: Subject, record: AnyRecord, id: string, options?: GetOptions): Promise<PlacedRow>
  /**
   * The row under lock, as `get` gives it, and what `then` reads once the lock is held, in one way to the database. Rows of `then` come
   * only together with the row: where it may not be seen there is `not-found` and nothing else.
   */
  lock<R>(tx: Tx, subject: Subject, record: AnyRecord, id: string, then: RawBuilder<R>): Promise<{ row: PlacedRow; read: readonly R[] }>
  find(tx: Tx, subject: Subject, record: AnyRecord, when: Condition, most?: number): Promise<PlacedRow[]>
  parts(tx: Tx, subject: Subject, part: AnyRecord, parent: string): Promise<PlacedRow[]>
  /** Names of the organs, people, regions and rows that values mention, by id; a row that the person may not see has none. */
  namesInValues(tx: Tx, subject: Subject, mentions: readonly (readonly [Field, unknown])[]): Promise<Readonly<Record<string, string>>>
  /** Hides the row and all its parts; they stay in the database for the law's term. */
  remove(tx: Tx, subject: Subject, record: AnyRecord, id: string, expect?: number): Promise<void>
  /** Rows counted by shared values, and the groups that rows belong to. */
  groups(tx: Tx, subject: Subject, record: AnyRecord, query: GroupQuery): Promise<RowGroup[]>
  groupKeys(tx: Tx, subject: Subject, record: AnyRecord, same: readonly string[], ids: readonly string[]): Promise<GroupKey[]>
  /** Rows that hold in a protected field the same value as a row (or a part of it) does; among what the subject may read. */
  shared(
    tx: Tx,
    subject: Subject,
    of: { readonly record: AnyRecord; readonly id: string },
    places: readonly ProtectedPlace[],
  ): Promise<SharedValue[]>
  /** An indicator for each value of a dimension, or for all rows. */
  figures(tx: Tx, subject: Subject, indicator: Indicator, asked: FigureAsked): Promise<FigureAnswer[]>
  /** What has changed in watched records since it was taken last; taken again when the transaction fails. */
  takeChanges(tx: Tx, most: number): Promise<RowChanged[]>
  /** Throws Problem('invalid') with a fault for every required field that is still empty: a draft may not start its flow. */
  requireComplete(record: AnyRecord, row: PlacedRow): void
  /** A voided case lives again and takes its slots anew. Throws Problem('conflict') when they are used. */
  takeSlotsAgain(tx: Tx, subject: Subject, record: AnyRecord, row: PlacedRow): Promise<void>
  /** Every slot of a quota that is taken in a year, whichever organ's row has it. */
  takenSlots(tx: Tx, subject: Subject, quota: Quota, year: string): Promise<TakenSlot[]>
  /** Rows as a publication shows them to everybody. */
  published(tx: Tx, subject: Subject, of: Publication, when: Condition, most: number): Promise<PublishedRow[]>
  /** Written by the flow engine alone, in the act's transaction. */
  /** Leaves with the next statement, or with the commit. */
  writeCase(tx: Tx, record: AnyRecord, row: { root: string; id: string }, columns: CaseColumns): void
  /** A write whose result nobody waits for: it leaves together with the next statement of the transaction, at the latest with its commit. */
  defer(tx: Tx, statement: { readonly text: string; readonly values: readonly unknown[] }): void
}
