// The kinds of value a record may hold. A constructor here says what an author may write; how a kind is stored, checked, shown
// and entered lives in `src/fields/<kind>/`.
import type { Condition } from './condition.ts'
import type { AnyRecord } from './record.ts'

/** `personal` and `secret` values are encrypted at rest and masked by level; `secret` is never shown in a list. */
export type Protection = 'personal' | 'secret'

export type FieldOptions = {
  label: string
  required?: boolean
  help?: string
  protect?: Protection
  /** Found by the search box of the list and by the global search. */
  search?: boolean
  /** Shown in the list. */
  list?: boolean
  /** Shown in the form, and kept, only while this holds. */
  when?: Condition
  /** May be written once, when the record is made. */
  fixed?: boolean
  /** Kept by the platform and the scene: entered by nobody, shown in no form, list or detail, found by conditions like any other. */
  hidden?: boolean
}

export type FieldKind =
  | 'text'
  | 'number'
  | 'money'
  | 'yesno'
  | 'choice'
  | 'choices'
  | 'date'
  | 'instant'
  | 'region'
  | 'organ'
  | 'organs'
  | 'person'
  | 'persons'
  | 'idcard'
  | 'credit-code'
  | 'phone'
  | 'point'
  | 'area'
  | 'address'
  | 'file'
  | 'table'
  | 'ref'
  | 'account'
  | 'signature'

declare const holds: unique symbol
export type Field<T = unknown, K extends FieldKind = FieldKind> = FieldOptions & { readonly kind: K; readonly [holds]?: T } & FieldDetails

/** What only some kinds carry; all of it is plain data so that the console can draw from it. */
export type FieldDetails = {
  /** text: several lines. */
  readonly long?: boolean
  readonly max?: number
  readonly min?: number
  /** text: a regular expression the whole value must match, and the sentence that says so. */
  readonly pattern?: { readonly source: string; readonly says: string }
  /** number: decimal places; 0 is a whole number. */
  readonly decimals?: number
  readonly unit?: string
  /** choice, choices. */
  readonly of?: Readonly<Record<string, string>>
  /** region, organ: only of this level. */
  readonly level?: string
  /** ref: the record pointed at. */
  readonly to?: () => AnyRecord
  /** ref: only rows that name, in this field of theirs, the row that is acted on: the goals of this task. */
  readonly same?: string
  /** account: the field of the same record with the telephone number by which the account is found. */
  readonly phone?: string
  /** table: its columns. */
  readonly columns?: Fields
  /** file: accepted media types and the largest size in bytes. */
  readonly accept?: readonly string[]
}

export type Fields = Readonly<Record<string, Field>>

export type Point = { lng: number; lat: number }
/** GeoJSON polygon or multi-polygon, WGS 84 / CGCS2000 degrees. */
export type Area = { type: 'Polygon' | 'MultiPolygon'; coordinates: number[][][] | number[][][][] }
export type Address = { region: string; detail: string }
/** A stored attachment: content hash (SHA-256, hex), name, media type, size in bytes. */
export type FileRef = { hash: string; name: string; type: string; size: number }

/** A signature drawn with a finger or a pen: for each stroke its points `[x, y, milliseconds since the first]` in a box; or the name typed. */
export type Signature =
  | { readonly width: number; readonly height: number; readonly strokes: readonly (readonly (readonly [number, number, number])[])[] }
  | { readonly typed: string; readonly consent: true }

export const text = (
  of: FieldOptions & { long?: boolean; max?: number; min?: number; pattern?: { source: string; says: string } },
): Field<string, 'text'> => ({ kind: 'text', ...of })
export const number = (of: FieldOptions & { min?: number; max?: number; decimals?: number; unit?: string }): Field<number, 'number'> => ({
  kind: 'number',
  ...of,
})
/** Exact to the cent: a decimal string such as `1234.50`, in yuan. */
export const money = (of: FieldOptions & { min?: number; max?: number }): Field<string, 'money'> => ({ kind: 'money', ...of })
export const yesno = (of: FieldOptions): Field<boolean, 'yesno'> => ({ kind: 'yesno', ...of })
export const choice = <const O extends Record<string, string>>(of: FieldOptions & { of: O }): Field<keyof O & string, 'choice'> => ({
  kind: 'choice',
  ...of,
})
export const choices = <const O extends Record<string, string>>(of: FieldOptions & { of: O }): Field<(keyof O & string)[], 'choices'> => ({
  kind: 'choices',
  ...of,
})
/** A civil date, `YYYY-MM-DD`. */
export const date = (of: FieldOptions): Field<string, 'date'> => ({ kind: 'date', ...of })
/** A moment, ISO 8601 with zone. */
export const instant = (of: FieldOptions): Field<string, 'instant'> => ({ kind: 'instant', ...of })
export const region = (of: FieldOptions & { level?: string }): Field<string, 'region'> => ({ kind: 'region', ...of })
export const organ = (of: FieldOptions & { level?: string }): Field<string, 'organ'> => ({ kind: 'organ', ...of })
export const organs = (of: FieldOptions & { level?: string; max?: number }): Field<string[], 'organs'> => ({ kind: 'organs', ...of })
export const person = (of: FieldOptions): Field<string, 'person'> => ({ kind: 'person', ...of })
export const persons = (of: FieldOptions & { max?: number }): Field<string[], 'persons'> => ({ kind: 'persons', ...of })
export const idcard = (of: FieldOptions): Field<string, 'idcard'> => ({ kind: 'idcard', protect: 'personal', ...of })
export const creditCode = (of: FieldOptions): Field<string, 'credit-code'> => ({ kind: 'credit-code', ...of })
export const phone = (of: FieldOptions): Field<string, 'phone'> => ({ kind: 'phone', protect: 'personal', ...of })
export const point = (of: FieldOptions): Field<Point, 'point'> => ({ kind: 'point', ...of })
export const area = (of: FieldOptions): Field<Area, 'area'> => ({ kind: 'area', ...of })
export const address = (of: FieldOptions): Field<Address, 'address'> => ({ kind: 'address', ...of })
export const file = (of: FieldOptions & { max?: number; accept?: readonly string[] }): Field<FileRef[], 'file'> => ({ kind: 'file', ...of })
export const table = <const C extends Fields>(of: FieldOptions & { columns: C; max?: number }): Field<Values<C>[], 'table'> => ({
  kind: 'table',
  ...of,
})
/** A reference to a row of another record, by its id. */
export const ref = (to: () => AnyRecord, of: FieldOptions & { same?: string }): Field<string, 'ref'> => ({ kind: 'ref', to, ...of })

/**
 * The public account of somebody the row is about. Nobody enters it: a row written with a telephone number in `phone` is given the account of
 * that number, which waits for whoever proves that the number is theirs; a service gives it the account of the one who applies.
 */
export const account = (of: Pick<FieldOptions, 'label' | 'help' | 'list'> & { phone: string }): Field<string, 'account'> => ({
  kind: 'account',
  ...of,
})
export const signature = (of: FieldOptions): Field<Signature, 'signature'> => ({ kind: 'signature', protect: 'personal', ...of })

/** The values of some fields; every one may be absent until the form is complete. */
export type Values<F extends Fields> = { [K in keyof F]?: F[K] extends Field<infer T> ? T : never }
