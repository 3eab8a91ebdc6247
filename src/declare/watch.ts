// A watch: a condition that raises a warning; a warning is not a light but a task with an owner and a clock.
import type { Condition } from './condition.ts'
import type { Fields } from './field.ts'
import type { Owner } from './flow.ts'
import type { Indicator } from './indicator.ts'
import { type AnyRecord, type Record_, type Refs, refs } from './record.ts'

export type WarningLevel = 'blue' | 'yellow' | 'orange' | 'red'
export const warningLabels: Readonly<Record<WarningLevel, string>> = { blue: '蓝色', yellow: '黄色', orange: '橙色', red: '红色' }

export type Watch = {
  readonly name: string
  readonly label: string
  readonly level: WarningLevel
  readonly tell: Owner
  /** Over rows: the condition; over an indicator: the bound that its value must not pass. */
  readonly over:
    | { readonly kind: 'rows'; readonly record: AnyRecord; readonly when: Condition; readonly atLeast: number }
    | { readonly kind: 'indicator'; readonly indicator: Indicator; readonly below?: number; readonly above?: number; readonly by?: string }
}

type Common = { name: string; label: string; level: WarningLevel; tell: Owner }

/** Warns when at least `atLeast` rows (1, if not said) meet the condition. */
export const watchRows = <F extends Fields>(
  record: Record_<F>,
  of: Common & { when: (d: Refs<F>) => Condition; atLeast?: number },
): Watch => ({
  name: of.name,
  label: of.label,
  level: of.level,
  tell: of.tell,
  over: { kind: 'rows', record: record as unknown as AnyRecord, when: of.when(refs(record)), atLeast: of.atLeast ?? 1 },
})

/** Warns when an indicator (for any value of the dimension `by`) falls below or rises above a bound. */
export const watchIndicator = (indicator: Indicator, of: Common & { below?: number; above?: number; by?: string }): Watch => ({
  name: of.name,
  label: of.label,
  level: of.level,
  tell: of.tell,
  over: {
    kind: 'indicator',
    indicator,
    ...(of.below !== undefined && { below: of.below }),
    ...(of.above !== undefined && { above: of.above }),
    ...(of.by !== undefined && { by: of.by }),
  },
})
