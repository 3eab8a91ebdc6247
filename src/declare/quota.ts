// A quota: how many rows of one kind there may be for the same subject in a calendar year, whichever organ makes them, however many at once.
import { type Condition, type Parameter, valueOn } from './condition.ts'
import type { Fields } from './field.ts'
import { type AnyRecord, type Record_, type Refs, refs } from './record.ts'

export type Quota = {
  readonly name: string
  readonly label: string
  readonly record: AnyRecord
  /** Fields whose values together are the subject: the firm. A row in which one is empty takes no slot. */
  readonly per: readonly string[]
  /** The date field that decides the calendar year. */
  readonly on: string
  /** So many a year, by the value of a field where it differs. */
  readonly most: Parameter<number> | { readonly by: string; readonly of: Readonly<Record<string, Parameter<number>>> }
  /** Rows that take a slot; the others are free. Voided cases and deleted rows never do. */
  readonly counts: Condition
  /** What one who is refused should do instead. */
  readonly says: string
  readonly basis: string
}

type DateField<F extends Fields> = { [K in keyof F & string]: F[K] extends { kind: 'date' } ? K : never }[keyof F & string]
type ChoiceField<F extends Fields> = { [K in keyof F & string]: F[K] extends { kind: 'choice' } ? K : never }[keyof F & string]

/** `quota(visit, { per: ['firm'], on: 'plannedOn', most: { by: 'creditClass', of: { A: oneAYear } }, counts: d => d.cause.is('planned'), … })` */
export function quota<const F extends Fields>(
  record: Record_<F>,
  of: Pick<Quota, 'name' | 'label' | 'says' | 'basis'> & {
    per: readonly [keyof F & string, ...(keyof F & string)[]]
    on: DateField<F>
    most: Parameter<number> | { by: ChoiceField<F>; of: Readonly<Record<string, Parameter<number>>> }
    counts: (d: Refs<F>) => Condition
  },
): Quota {
  return { ...of, record: record as unknown as AnyRecord, counts: of.counts(refs(record)) }
}

/** The parameters of a quota. */
export const parametersOf = ({ most }: Quota): readonly Parameter<number>[] => ('parameter' in most ? [most] : Object.values(most.of))

/** How many rows like this one there may be; undefined where the quota says nothing of it. Throws RangeError before the first date. */
export function mostOf({ most, on }: Quota, row: Readonly<Record<string, unknown>>): number | undefined {
  const of = 'parameter' in most ? most : most.of[String(row[most.by] ?? '')]
  return of && valueOn(of, String(row[on]))
}
