// What the law of today says of an application, before it is made: each rule with its reason and article. A refusal is an answer. Pure.
import { type RowValues, type Rule, type Service, valueOn, versionOn } from '#declare'
import { type EvaluateContext, evaluate } from '../../methods/condition/evaluate.ts'
import type { VerdictBody } from '../../wire/portal.ts'

/** While something is not filled in its rules are undecided (null) and refuse nothing; when it is handed in (`whole`) they must hold. */
export function verdictOf(
  service: Service,
  values: RowValues,
  of: { context: EvaluateContext; today: string; whole: boolean },
): VerdictBody {
  const rules = service.rules.flatMap(rule => {
    const version = versionOn(rule, of.today)
    if (!version) return []
    const truth = evaluate(version.allow, values, { ...of.context, involved: false, parameter: name => parameterOf(rule, name, of.today) })
    const allowed = truth === null && of.whole ? false : truth
    return [{ name: rule.name, label: rule.label, allowed, because: version.because, basis: rule.basis }]
  })
  const refused = rules.find(rule => rule.allowed === false)
  return { allowed: refused === undefined, because: refused?.because ?? null, basis: refused?.basis ?? null, rules }
}

function parameterOf(rule: Rule, name: string, today: string): string | number | boolean | null {
  const found = rule.parameters.find(one => one.parameter === name)
  return found ? (valueOn(found, today) as string | number | boolean) : null
}
