// A watch: a condition that raises a warning; a warning is not a light but a task with an owner and a clock.
// A subject is what a warning is about: one row, one group of rows with the same values, one organ, or the whole city.
import type { Condition } from './condition.ts'
import type { Fields } from './field.ts'
import type { Flow } from './flow.ts'
import type { Indicator } from './indicator.ts'
import type { RowValues, StoredRow } from './operation.ts'
import type { Owner } from './owner.ts'
import { type AnyRecord, type Record_, type Refs, refs } from './record.ts'
import type { Term } from './time.ts'
import type { WarningLevel } from './warning.ts'

/** At least `atLeast` rows with the same values of `same` within a window that ends now and moves with the clock. */
export type OverRows = {
  readonly kind: 'rows'
  readonly record: AnyRecord
  readonly when: Condition
  readonly atLeast: number
  /** Fields whose values the rows share. Empty: the row itself is the subject, or with `atLeast` above 1 the whole city. */
  readonly same: readonly string[]
  /** Only rows whose moment `on` lies within this term before now. */
  readonly within?: Term
  readonly on: string
}
export type OverIndicator = {
  readonly kind: 'indicator'
  readonly indicator: Indicator
  readonly below?: number
  readonly above?: number
  /** A dimension of the indicator: each of its values is a subject. */
  readonly by?: string
  /** Only rows whose deciding moment lies within this term before now. */
  readonly within?: Term
  /** A ratio is watched only where it stands on at least so many rows: one out of one is no rate. */
  readonly least?: number
}

/** From this bound on the warning has a higher level. */
export type Rise = { readonly level: WarningLevel; readonly atLeast?: number; readonly below?: number; readonly above?: number }

/** What a function that fills the row of an opened case is told. `row` is the newest row that caused the warning. */
export type Warned = {
  readonly title: string
  readonly says: string
  readonly level: WarningLevel
  readonly region: string
  readonly organ: string | null
  readonly count: number | null
  readonly value: number | null
  readonly row: StoredRow | null
}

export type Watch = {
  readonly name: string
  readonly label: string
  readonly level: WarningLevel
  /** Resolved to desks when the warning is raised; where nobody holds them, it lies with the overseer. */
  readonly tell: Owner
  /** What the owner reads, with `{subject}`, `{count}`, `{value}`, `{bound}`; without it the condition in words. */
  readonly says?: string
  /** How soon it must be verified, when it is not as the level says; with the law or document the term comes from. */
  readonly verify?: { readonly within: Term; readonly basis: string }
  readonly rises: readonly Rise[]
  /** A case of another flow that the warning starts. */
  readonly opens?: { readonly flow: Flow; readonly fill: (warned: Warned) => RowValues }
  readonly over: OverRows | OverIndicator
}

type Common = {
  name: string
  label: string
  level: WarningLevel
  says?: string
  verify?: { within: Term; basis: string }
  opens?: { flow: Flow; fill: (warned: Warned) => RowValues }
}
type Same<F extends Fields> = (keyof F & string) | 'region' | 'organ' | 'author' | 'parent'

const common = ({ name, label, level, says, verify, opens }: Common) => ({
  name,
  label,
  level,
  ...(says !== undefined && { says }),
  ...(verify && { verify }),
  ...(opens && { opens }),
})

/**
 * Warns when at least `atLeast` rows (1, if not said) meet the condition:
 * `watchRows(dispute, { when: d => d.ended.is(false), atLeast: 5, within: days(7), same: ['place'], … })`.
 */
export function watchRows<const F extends Fields>(
  record: Record_<F>,
  of: Common & {
    tell: Owner | ((d: Refs<F>) => Owner)
    when: (d: Refs<F>) => Condition
    atLeast?: number
    same?: readonly Same<F>[]
    within?: Term
    /** The moment that must lie within the term; `createdAt`, if not said. */
    on?: 'createdAt' | 'openedAt' | 'endedAt' | 'dueAt' | (keyof F & string)
    rises?: readonly { atLeast: number; level: WarningLevel }[]
  },
): Watch {
  const d = refs(record)
  return {
    ...common(of),
    tell: typeof of.tell === 'function' ? of.tell(d) : of.tell,
    rises: of.rises ?? [],
    over: {
      kind: 'rows',
      record: record as unknown as AnyRecord,
      when: of.when(d),
      atLeast: of.atLeast ?? 1,
      same: of.same ?? [],
      on: of.on ?? 'createdAt',
      ...(of.within && { within: of.within }),
    },
  }
}

/** Warns when an indicator (for any value of the dimension `by`) falls below or rises above a bound. */
export function watchIndicator(
  indicator: Indicator,
  of: Common & {
    tell: Owner
    below?: number
    above?: number
    by?: string
    within?: Term
    least?: number
    rises?: readonly ({ below: number; level: WarningLevel } | { above: number; level: WarningLevel })[]
  },
): Watch {
  const { below, above, by, within, least } = of
  return {
    ...common(of),
    tell: of.tell,
    rises: of.rises ?? [],
    over: {
      kind: 'indicator',
      indicator,
      ...(below !== undefined && { below }),
      ...(above !== undefined && { above }),
      ...(by !== undefined && { by }),
      ...(within && { within }),
      ...(least !== undefined && { least }),
    },
  }
}

/** The record whose rows a watch looks at. */
export const watchedRecord = ({ over }: Watch): AnyRecord => (over.kind === 'rows' ? over.record : over.indicator.record)

/** Holders of a role at the organ that a dimension of the indicator names: `holdersIn('lead', 'head')`. */
export const holdersIn = (field: string, role: Extract<Owner, { kind: 'organ-in' }>['role']): Owner => ({ kind: 'organ-in', field, role })
