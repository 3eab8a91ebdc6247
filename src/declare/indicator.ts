// An indicator: a number counted from rows by SQL, never typed in, with the goals it is held against.
import type { Condition } from './condition.ts'
import type { Fields } from './field.ts'
import { type AnyRecord, type Record_, type Refs, refs } from './record.ts'

export type Measure =
  | { readonly kind: 'count'; readonly when?: Condition }
  | { readonly kind: 'ratio'; readonly when: Condition; readonly over?: Condition }
  | { readonly kind: 'sum' | 'average' | 'median' | 'least' | 'most'; readonly field: string; readonly when?: Condition }

/** A goal of a plan: by the end of `by` the indicator shall be at least (or at most) `value`. */
export type Target = { readonly by: string; readonly value: number; readonly basis: string }
export const target = (by: string, value: number, basis: string): Target => ({ by, value, basis })

export type Indicator = {
  readonly name: string
  readonly label: string
  /** How it is worked out, in a sentence for people. */
  readonly formula: string
  readonly record: AnyRecord
  readonly of: Measure
  /** Dimensions: fields of the record, or system columns, that it can be split by. */
  readonly by: readonly string[]
  readonly per: 'day' | 'week' | 'month' | 'quarter' | 'year' | 'ever'
  /** The moment that decides the period of a row. */
  readonly on: string
  readonly better: 'up' | 'down'
  readonly unit: string
  readonly goals: readonly Target[]
}

type MeasureOf<F extends Fields> =
  | { count: (d: Refs<F>) => Condition }
  | { count: 'all' }
  | { ratio: (d: Refs<F>) => Condition; over?: (d: Refs<F>) => Condition }
  | { [K in 'sum' | 'average' | 'median' | 'least' | 'most']: { [P in K]: NumericField<F> } & { when?: (d: Refs<F>) => Condition } }[
      | 'sum'
      | 'average'
      | 'median'
      | 'least'
      | 'most']

type NumericField<F extends Fields> = { [K in keyof F & string]: F[K] extends { kind: 'number' | 'money' } ? K : never }[keyof F & string]

export function indicator<const F extends Fields>(
  record: Record_<F>,
  of: {
    name: string
    label: string
    formula: string
    of: MeasureOf<F>
    by?: readonly ((keyof F & string) | 'region' | 'organ' | 'state' | 'author')[]
    per?: Indicator['per']
    on?: 'createdAt' | 'openedAt' | 'endedAt' | 'dueAt' | (keyof F & string)
    better: 'up' | 'down'
    unit?: string
    goals?: readonly Target[]
  },
): Indicator {
  const measure = makeMeasure(record, of.of)
  return {
    name: of.name,
    label: of.label,
    formula: of.formula,
    record: record as unknown as AnyRecord,
    of: measure,
    by: of.by ?? [],
    per: of.per ?? 'ever',
    on: of.on ?? 'openedAt',
    better: of.better,
    unit: of.unit ?? (measure.kind === 'ratio' ? '%' : ''),
    goals: of.goals ?? [],
  }
}

/** A score sheet: indicators of one kind of subject (organs, regions), each mapped to points; their weighted sum is the score. */
export type ScorePart = {
  readonly indicator: Indicator
  readonly weight: number
  readonly says: string /** value → points 0…100, linear between these, in rising order of value. */
  readonly points: readonly (readonly [number, number])[]
}
export type Scorecard = {
  readonly name: string
  readonly label: string
  readonly subject: 'organ' | 'region'
  readonly by: string
  readonly parts: readonly ScorePart[]
  readonly basis: string
}
export const scorecard = (of: Scorecard): Scorecard => of

function makeMeasure<F extends Fields>(record: Record_<F>, of: MeasureOf<F>): Measure {
  const d = refs(record)
  if ('count' in of) return of.count === 'all' ? { kind: 'count' } : { kind: 'count', when: of.count(d) }
  if ('ratio' in of) return { kind: 'ratio', when: of.ratio(d), ...(of.over && { over: of.over(d) }) }
  for (const kind of ['sum', 'average', 'median', 'least', 'most'] as const) {
    if (kind in of) {
      const { when } = of as { when?: (d: Refs<F>) => Condition }
      return { kind, field: (of as unknown as Record<string, string>)[kind]!, ...(when && { when: when(d) }) }
    }
  }
  throw new TypeError(`An indicator of ${record.name} measures nothing`)
}
