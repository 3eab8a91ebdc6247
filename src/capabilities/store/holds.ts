// Whether a condition holds for values at hand: a form's hidden fields, the right to create a row that is not there yet.
import type { Condition, Operand, RowValues } from '#declare'
import { regionPrefix } from './names.ts'

export type Surroundings = (operand: Extract<Operand, { context: string } | { parameter: string }>) => unknown

/** An empty value compares with nothing; it is only equal to null. `involved` is false: there is no case yet. */
export function holds(condition: Condition, values: RowValues, around: Surroundings): boolean {
  switch (condition.op) {
    case 'always':
      return true
    case 'never':
    case 'involved':
      return false
    case 'all':
      return condition.of.every(one => holds(one, values, around))
    case 'any':
      return condition.of.some(one => holds(one, values, around))
    case 'not':
      return !holds(condition.of, values, around)
    case 'empty':
      return isEmpty(values[condition.field])
    case 'present':
      return !isEmpty(values[condition.field])
    default:
      return compare(condition.op, values[condition.field], valueOf(condition.value, values, around))
  }
}

function compare(op: Exclude<Condition['op'], 'all' | 'any' | 'not' | 'always' | 'never' | 'involved' | 'empty' | 'present'>, left: unknown, right: unknown): boolean {
  const members = Array.isArray(right) ? right : [right]
  if (op === 'is' || op === 'in') return members.some(one => equal(left, one))
  if (op === 'is-not' || op === 'not-in') return !members.some(one => equal(left, one))
  if (isEmpty(left)) return false
  if (op === 'contains') return Array.isArray(left) ? members.every(one => left.includes(one)) : String(left).includes(String(right))
  if (op === 'overlaps') return Array.isArray(left) && members.some(one => left.includes(one))
  if (op === 'starts-with') return String(left).startsWith(String(right))
  if (op === 'within') return members.some(code => String(left).startsWith(regionPrefix(String(code))))
  if (isEmpty(right)) return false
  const order = typeof left === 'number' || typeof right === 'number' ? Number(left) - Number(right) : String(left) < String(right) ? -1 : String(left) > String(right) ? 1 : 0
  return op === 'at-most' ? order <= 0 : op === 'at-least' ? order >= 0 : op === 'below' ? order < 0 : order > 0
}

const isEmpty = (value: unknown) => value === null || value === undefined || (Array.isArray(value) && value.length === 0)
const equal = (left: unknown, right: unknown) => (isEmpty(left) && isEmpty(right)) || left === right

function valueOf(operand: Operand, values: RowValues, around: Surroundings): unknown {
  if (operand === null || typeof operand !== 'object' || Array.isArray(operand)) return operand
  if ('field' in operand) return values[operand.field]
  return around(operand as Extract<Operand, { context: string } | { parameter: string }>)
}
