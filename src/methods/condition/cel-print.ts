// A condition as CEL text (Common Expression Language, cel-spec), as officials read and write it.
import { type Condition, type Field, type Operand, Problem, type Scalar } from '#declare'
import { isDecimal } from '../../fields/money/decimal.ts'
import { celName, contextNames, quoted } from './cel-names.ts'
import { type ConditionFields, sortOf } from './fields.ts'
import { normalForm } from './normal-form.ts'
import { fieldOf, isList, isMoment } from './operand.ts'

/** The condition should have passed `checkCondition`. */
export const printCel = (condition: Condition, fields: ConditionFields): string => print(normalForm(condition, fields), fields, 0)

/** `tight` is how strongly the surroundings bind: 0 nothing, 1 `||`, 2 `&&`, 3 `!`. */
function print(condition: Condition, fields: ConditionFields, tight: number): string {
  const bracketed = (text: string, own: number) => (own < tight ? `(${text})` : text)
  switch (condition.op) {
    case 'always':
      return 'true'
    case 'never':
      return 'false'
    case 'involved':
      return 'involved'
    case 'all':
      return bracketed(condition.of.map(part => print(part, fields, 2)).join(' && '), 2)
    case 'any':
      return bracketed(condition.of.map(part => print(part, fields, 1)).join(' || '), 1)
    case 'not':
      return `!${print(condition.of, fields, 3)}`
    case 'empty':
      return `!${has(condition.field)}`
    case 'present':
      return has(condition.field)
    default: {
      const text = printComparison(condition, fields)
      return /^[^ ]+ (==|!=|<=|>=|<|>|in) /.test(text) && tight === 3 ? `(${text})` : text
    }
  }
}

/** Standard CEL tests for presence on a selected field only. */
const has = (field: string) => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(field) ? `has(row.${field})` : `has(${celName(field)})`)

const operators = { is: '==', 'is-not': '!=', 'at-most': '<=', 'at-least': '>=', below: '<', above: '>' } as const

function printComparison(condition: Extract<Condition, { value: Operand }>, fields: ConditionFields): string {
  const { op, value } = condition
  const field = fieldOf(condition.field, fields)
  const name = celName(condition.field)
  const operand = printOperand(value, field)
  switch (op) {
    case 'in':
      return `${name} in ${operand}`
    case 'not-in':
      return `!(${name} in ${operand})`
    case 'contains':
      return sortOf(field) === 'list' ? `${operand} in ${name}` : `${name}.contains(${operand})`
    case 'starts-with':
      return `${name}.startsWith(${operand})`
    case 'overlaps':
      return `${name}.overlaps(${operand})`
    case 'within':
      return `${name}.within(${operand})`
    default:
      return `${name} ${operators[op]} ${operand}`
  }
}

function printOperand(value: Operand, field: Field): string {
  if (value === null || typeof value !== 'object') return printScalar(value, field)
  // In a list CEL's types are strict: a decimal field is not looked for among whole numbers.
  if (isList(value))
    return `[${value.map(one => printScalar(one, field).replace(/^-?\d+$/, whole => (sortOf(field) === 'decimal' ? `${whole}.0` : whole))).join(', ')}]`
  if ('field' in value) return celName(value.field)
  if ('parameter' in value) return `parameter(${quoted(value.parameter)})`
  return contextNames[value.context]
}

function printScalar(value: Scalar, field: Field): string {
  if (value === null) throw new Problem('invalid', `“${field.label}”不能与空值作这种比较`)
  if (typeof value === 'boolean') return String(value)
  if (sortOf(field) === 'decimal' && isDecimal(String(value))) return printNumber(String(value))
  if (sortOf(field) === 'time' && typeof value === 'string' && isMoment(value)) return `timestamp(${quoted(value)})`
  return quoted(String(value))
}

/** CEL's whole numbers end at 2^63; a larger one is written as a decimal. */
const printNumber = (text: string): string => (/^-?\d{16,}$/.test(text) ? `${text}.0` : text)
