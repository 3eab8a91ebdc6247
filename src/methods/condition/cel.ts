// CEL text of officials, read at run time: parsed by cel-js, understood by cel-parse, checked against the record and its kinds.

import { Environment, ParseError } from '@marcbachmann/cel-js'
import { type Condition, type Field, Problem } from '#declare'
import { civilDateIn } from '../../fields/instant/zone.ts'
import { contextNames, isPlainName } from './cel-names.ts'
import { celProblem, conditionOf } from './cel-parse.ts'
import { checkCondition } from './check.ts'
import { type ConditionFields, sortOf } from './fields.ts'
import { regionPrefix } from './operand.ts'

export { printCel } from './cel-print.ts'

const longest = 10_000

/**
 * Throws Problem('invalid') with the place of the fault; `at` is line:column. Types are checked by `checkCondition`, which knows kinds
 * and options and forgives `area in [1, 2]`; whatever `printCel` writes also passes the type checker of cel-js (see the tests).
 */
export function parseCel(text: string, fields: ConditionFields): Condition {
  if (text.length > longest) throw new Problem('invalid', `条件太长，不能超过${longest}个字`)
  const environment = celEnvironment(fields, { zone: 'UTC' })
  let condition: Condition
  try {
    const parsed = environment.parse(text)
    condition = conditionOf(parsed.ast, fields)
    const faults = checkCondition(condition, fields)
    if (faults.length > 0) throw new Problem('invalid', faults[0]!.message, faults)
  } catch (error) {
    if (error instanceof ParseError) throw celProblem(parseMessage(error), text, error.range?.start ?? 0)
    throw error
  }
  return condition
}

function parseMessage(error: { code: string; message: string }): string {
  if (error.code === 'unexpected_token' && /EOF/.test(error.message)) return '条件没有写完'
  if (error.code === 'unexpected_character' || error.code === 'unexpected_token') return '这里的写法不对，多了或少了符号'
  if (/string|escape/.test(error.code)) return '引号里的文字写法不对，请检查引号和反斜杠'
  if (/number|integer|exponent/.test(error.code)) return '数字的写法不对'
  return '条件的写法不对'
}

/**
 * The language a condition of this record is written in: its fields with their types, and the few functions CEL lacks. An empty
 * field is left out of the variables; reading it is an error that `&&` and `||` absorb, as SQL does with unknown.
 */
export function celEnvironment(fields: ConditionFields, options: { zone: string; parameter?: (name: string) => unknown }): Environment {
  const environment = new Environment({ homogeneousAggregateLiterals: false, limits: { maxDepth: 60, maxListElements: 1000 } })
  environment.registerVariable('row', 'map').registerVariable('involved', 'bool')
  environment
    .registerVariable(contextNames.today, 'string')
    .registerVariable(contextNames.now, 'google.protobuf.Timestamp')
    .registerVariable(contextNames.me, 'string')
  environment.registerVariable(contextNames['my-organs'], 'list<string>').registerVariable(contextNames['my-regions'], 'list<string>')
  for (const [name, field] of fields) if (isPlainName(name)) environment.registerVariable(name, celType(field))
  environment.registerOperator('double == int', (a: number, b: bigint) => a === Number(b))
  const day = (time: unknown) => (time instanceof Date ? civilDateIn(time, options.zone) : String(time))
  for (const [op, test] of Object.entries(orders)) {
    environment.registerOperator(`google.protobuf.Timestamp ${op} string`, (a: unknown, b: unknown) => test(day(a), day(b)))
    if (op !== '==')
      environment.registerOperator(`string ${op} google.protobuf.Timestamp`, (a: unknown, b: unknown) => test(day(a), day(b)))
  }
  const within = (code: string, of: string) => code.startsWith(regionPrefix(of) ?? of)
  environment.registerFunction('string.within(string): bool', within)
  environment.registerFunction('string.within(list<string>): bool', (code: string, many: readonly string[]) =>
    many.some(one => within(code, one)),
  )
  environment.registerFunction('list.overlaps(list): bool', (a: readonly unknown[], b: readonly unknown[]) =>
    a.some(one => b.includes(one)),
  )
  environment.registerFunction('parameter(string): dyn', (name: string) => options.parameter?.(name))
  return environment
}

const orders: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  '==': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function celType(field: Field): string {
  if (field.kind === 'instant') return 'google.protobuf.Timestamp'
  return ({ decimal: 'double', time: 'string', boolean: 'bool', text: 'string', list: 'list<string>', opaque: 'dyn' } as const)[
    sortOf(field)
  ]
}
