// A publication: rows that anybody may read without logging in, once something holds of them, and of each only the fields named here.
import type { Condition } from './condition.ts'
import type { Field, FieldKind, Fields } from './field.ts'
import { type AnyRecord, type Record_, type Refs, refs } from './record.ts'

export type Publication = {
  /** Stands in the address: `/api/public/<name>`. */
  readonly name: string
  readonly label: string
  readonly record: AnyRecord
  /** Evaluated each time: what is withdrawn is gone at once. */
  readonly when: Condition
  readonly fields: readonly string[]
  /** The law that asks for it. */
  readonly basis: string
  /** The date by which readers look for a year. */
  readonly on?: string
  /** A file among the fields that anybody can check by computing it again, on the page itself. */
  readonly proof?: { readonly field: string; readonly kind: 'draw' }
}

/** Kinds that hold somebody's person: never published. */
export const neverPublished: readonly FieldKind[] = ['idcard', 'phone', 'account', 'signature', 'person', 'persons']

type Open<F extends Fields> = {
  [K in keyof F & string]: F[K] extends Field<unknown, 'idcard' | 'phone' | 'account' | 'signature' | 'person' | 'persons'> ? never : K
}[keyof F & string]

export const publication = <const F extends Fields>(
  record: Record_<F>,
  of: Pick<Publication, 'name' | 'label' | 'basis'> & {
    when: (d: Refs<F>) => Condition
    fields: readonly Open<F>[]
    on?: { [K in keyof F & string]: F[K] extends Field<string, 'date'> ? K : never }[keyof F & string]
    proof?: { readonly field: Open<F>; readonly kind: 'draw' }
  },
): Publication => ({ ...of, record: record as unknown as AnyRecord, when: of.when(refs(record)) })
