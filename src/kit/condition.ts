// Evaluates a condition over the values of a form, in the browser. The server decides; this only shows and hides fields.
import type { Condition, Operand } from '#declare'

export type Facts = { readonly values: Readonly<Record<string, unknown>>; readonly today: string; readonly me?: string }

/** Three-valued logic is not needed here: what the browser cannot know (parameters, my organs) counts as true. */
export function holds(condition: Condition, facts: Facts): boolean {
  switch (condition.op) {
    case 'always': case 'involved': return true
    case 'never': return false
    case 'not': return !holds(condition.of, facts)
    case 'all': return condition.of.every(one => holds(one, facts))
    case 'any': return condition.of.some(one => holds(one, facts))
    case 'empty': return isEmpty(facts.values[condition.field])
    case 'present': return !isEmpty(facts.values[condition.field])
    default: return compare(condition.op, facts.values[condition.field], resolve(condition.value, facts))
  }
}

const unknown = Symbol('unknown')

function resolve(operand: Operand, facts: Facts): unknown {
  if (operand === null || typeof operand !== 'object' || Array.isArray(operand)) return operand
  if ('field' in operand) return facts.values[operand.field]
  if ('context' in operand) return operand.context === 'today' ? facts.today : operand.context === 'me' ? facts.me : operand.context === 'now' ? new Date().toISOString() : unknown
  return unknown
}

function compare(op: string, left: unknown, right: unknown): boolean {
  if (right === unknown) return true
  if (op === 'is') return same(left, right)
  if (op === 'is-not') return !same(left, right)
  if (isEmpty(left)) return op === 'not-in'
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])
  switch (op) {
    case 'in': return list(right).some(one => same(left, one))
    case 'not-in': return !list(right).some(one => same(left, one))
    case 'contains': return Array.isArray(left) ? left.some(one => same(one, right)) : String(left).includes(String(right))
    case 'starts-with': return String(left).startsWith(String(right))
    case 'overlaps': return list(left).some(one => list(right).some(other => same(one, other)))
    case 'within': return list(right).some(code => String(left).startsWith(String(code).replace(/(00)+$/, '')))
    default: return isEmpty(right) ? false : order(op, left, right)
  }
}

function order(op: string, left: unknown, right: unknown): boolean {
  const [a, b] = Number.isFinite(Number(left)) && Number.isFinite(Number(right)) ? [Number(left), Number(right)] : [String(left), String(right)]
  return op === 'at-most' ? a <= b : op === 'at-least' ? a >= b : op === 'below' ? a < b : a > b
}

const same = (a: unknown, b: unknown) => a === b || (isEmpty(a) && isEmpty(b))
export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
