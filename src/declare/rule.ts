// A rule of law: what is allowed from which day on, by which article, and the sentence a person reads when refused.
import type { Condition, Parameter } from './condition.ts'
import type { Fields } from './field.ts'
import { type AnyRecord, type Record_, type Refs, refs } from './record.ts'

export type RuleVersion = { readonly allow: Condition; readonly because: string }
export type Rule = {
  readonly name: string
  readonly label: string
  readonly record: AnyRecord
  readonly basis: string
  readonly from: Readonly<Record<string, RuleVersion>>
  readonly parameters: readonly Parameter[]
  /** The acts of the record's flow at which it is asked; when the case is opened, if not said. A replay asks it there again. */
  readonly at: readonly string[]
}

/** `from` maps a civil date to the version in force from that day on; `because` tells what would be right. */
export function rule<F extends Fields>(
  of: Record_<F>,
  rule: {
    name: string
    label: string
    basis: string
    parameters?: readonly Parameter[]
    at?: readonly string[]
    from: Record<string, { allow: (d: Refs<F>) => Condition; because: string }>
  },
): Rule {
  const d = refs(of)
  const from = Object.fromEntries(
    Object.entries(rule.from).map(([day, version]) => [day, { allow: version.allow(d), because: version.because }]),
  )
  return {
    name: rule.name,
    label: rule.label,
    basis: rule.basis,
    parameters: rule.parameters ?? [],
    at: rule.at ?? [],
    record: of as unknown as AnyRecord,
    from,
  }
}

/** The version in force on a civil date, if the rule was in force at all. */
export function versionOn(of: Rule, date: string): RuleVersion | undefined {
  const day = Object.keys(of.from)
    .filter(from => from <= date)
    .sort()
    .at(-1)
  return day === undefined ? undefined : of.from[day]
}
