// What a kind of value must say of itself: how it is stored, checked, shown, exported, filtered and hidden. One folder per kind,
// one object of this shape per folder; `kinds.ts` lists them all.
import type { CivilDate, Column, Comparison, Field, FieldFault, FieldKind, SqlType } from '#declare'

/** What a kind may ask about the world while it checks a value. Names are accepted beside ids, so that a spreadsheet can be read. */
export type KindContext = {
  readonly today: CivilDate
  /** The city's time zone, an IANA name. */
  readonly zone: string
  organ(idOrName: string): { readonly id: string; readonly level: string } | undefined
  person(idOrName: string): { readonly id: string } | undefined
  region(codeOrName: string): { readonly code: string; readonly level: string } | undefined
  /** Whether a row of a record exists. Left out where a foreign key decides later. */
  row?(record: string, id: string): boolean
  /** Whether a file of this hash was uploaded. Left out where the store decides later. */
  upload?(hash: string): boolean
}

/** `message` is a Chinese sentence that says what would be right; `faults` point into the value: `2.amount` is row 2, column amount. */
export type Normalised<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly faults?: readonly FieldFault[] }

/** id or code → name, for organs, people, regions and referenced rows. */
export type Names = (id: string) => string | undefined

/** What a cell of a spreadsheet may hold. Text never starts like a formula. */
export type Cell = string | number | Date | boolean | null

export type Kind<T = unknown> = {
  readonly kind: FieldKind
  /**
   * The column of a plain value; `name` is the column's SQL name, for the check. Always optional: whether it may be null is the
   * store's to say. A protected field gets no check, because what lies in its column is not the plain value.
   */
  column(field: Field, name: string): Column
  /** From what a form, an API or an import hands in to the stored value. Never called with an empty input: see `isEmptyInput`. */
  normalise(input: unknown, field: Field, context: KindContext): Normalised<T>
  /** To and from what the database driver takes and gives; null and undefined never arrive here. */
  toSql(value: T): unknown
  fromSql(raw: unknown): T
  /** For people: list cell, timeline, document. */
  show(value: T, field: Field, names: Names, zone?: string): string
  cell(value: T, field: Field, names: Names, zone?: string): Cell
  /** The comparisons of a condition that make sense; `empty` and `present` always do. */
  readonly filters: readonly Comparison[]
  /** What somebody without the power `unmask` sees. */
  mask(value: T): string | T
}

export const right = <T>(value: T): Normalised<T> => ({ ok: true, value })
export const wrong = <T>(message: string, faults?: readonly FieldFault[]): Normalised<T> =>
  faults ? { ok: false, message, faults } : { ok: false, message }

/** A column with its structural check. Limits that a law or a declaration may change (min, max, options) are not checked in SQL. */
export function columnOf(field: Field, type: SqlType, check?: string): Column {
  return { type, label: field.label, optional: true, ...(check && !field.protect ? { check } : {}) }
}

export const equality = ['is', 'is-not', 'in', 'not-in'] as const satisfies readonly Comparison[]
export const ordered = [...equality, 'at-most', 'at-least', 'below', 'above'] as const satisfies readonly Comparison[]
export const textual = [...equality, 'contains', 'starts-with'] as const satisfies readonly Comparison[]
export const listed = ['contains', 'overlaps'] as const satisfies readonly Comparison[]

/** The default zone of `show`: all of China keeps one time. */
export const chinaZone = 'Asia/Shanghai'
export const hidden = '***'
