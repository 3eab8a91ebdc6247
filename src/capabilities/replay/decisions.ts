// What a flow and its rules decide by figures that the law may change: rules, choices and conditions of acts that read a parameter. Pure.
import type { Condition, Flow, Operand, Rule, State, States } from '#declare'

export type Decision = {
  readonly name: string
  readonly label: string
  /** Parameters it reads. */
  readonly parameters: readonly string[]
  /** Fields of the record it reads. */
  readonly fields: readonly string[]
} & (
  | { readonly kind: 'rule'; readonly rule: Rule }
  /** `path`: as a `pass` names it: `deciding`, `handling.lead.deciding`. */
  | {
      readonly kind: 'choice'
      readonly path: string
      readonly cases: Extract<State, { kind: 'choice' }>['cases']
      readonly otherwise: string
    }
  | { readonly kind: 'act'; readonly act: string; readonly when: Condition }
)

const known = (value: Operand): { parameter?: string; field?: string } =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as { parameter?: string; field?: string }) : {}

/** The parameters and fields that a condition reads. */
export function readBy(condition: Condition): { readonly parameters: readonly string[]; readonly fields: readonly string[] } {
  const parameters = new Set<string>()
  const fields = new Set<string>()
  const go = (one: Condition): void => {
    switch (one.op) {
      case 'all':
      case 'any':
        for (const part of one.of) go(part)
        return
      case 'not':
        go(one.of)
        return
      case 'always':
      case 'never':
      case 'involved':
        return
      default: {
        fields.add(one.field)
        if (!('value' in one)) return
        const { parameter, field } = known(one.value)
        if (parameter !== undefined) parameters.add(parameter)
        if (field !== undefined) fields.add(field)
      }
    }
  }
  go(condition)
  return { parameters: [...parameters], fields: [...fields] }
}

const readByAll = (conditions: readonly Condition[]) => {
  const read = conditions.map(readBy)
  return { parameters: [...new Set(read.flatMap(one => one.parameters))], fields: [...new Set(read.flatMap(one => one.fields))] }
}

/** Every decision that some parameter can change, of the rules over a record and of its flow. */
export function decisionsOf(flow: Flow | undefined, rules: readonly Rule[]): Decision[] {
  const made: Decision[] = rules.map(rule => ({
    kind: 'rule',
    name: `rule:${rule.name}`,
    label: rule.label,
    rule,
    ...readByAll(Object.values(rule.from).map(version => version.allow)),
  }))
  const walk = (states: States, prefix: string): void => {
    for (const [name, state] of Object.entries(states)) {
      const path = `${prefix}${name}`
      if (state.kind === 'choice')
        made.push({
          kind: 'choice',
          name: `choice:${path}`,
          label: state.label,
          path,
          cases: state.cases,
          otherwise: state.otherwise,
          ...readByAll(state.cases.map(one => one.when)),
        })
      if (state.kind === 'parallel') for (const [branch, of] of Object.entries(state.branches)) walk(of.states, `${path}.${branch}.`)
      if (state.kind !== 'step') continue
      for (const [act, of] of Object.entries(state.on))
        if (of.when && !made.some(one => one.name === `act:${act}`))
          made.push({ kind: 'act', name: `act:${act}`, label: `“${of.label}”的条件`, act, when: of.when, ...readByAll([of.when]) })
    }
  }
  if (flow) walk(flow.states, '')
  return made.filter(one => one.parameters.length > 0)
}
