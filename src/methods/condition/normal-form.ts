// One shape for conditions that say the same on the surface, so that printing and reading back is the identity on it.
import type { Condition, Operand, Scalar } from '#declare'
import { isCivilDate } from '../../fields/date/civil-date.ts'
import { type ConditionFields, sortOf } from './fields.ts'
import { isList } from './operand.ts'

/** Keeps the meaning in all three truth values. Flattens `all` and `any`, turns what has two spellings into one. */
export function normalForm(condition: Condition, fields: ConditionFields): Condition {
  switch (condition.op) {
    case 'all':
    case 'any':
      return group(
        condition.op,
        condition.of.map(part => normalForm(part, fields)),
      )
    case 'not': {
      const inner = normalForm(condition.of, fields)
      if (inner.op === 'in') return { ...inner, op: 'not-in' }
      if (inner.op === 'not-in') return { ...inner, op: 'in' }
      if (inner.op === 'empty' || inner.op === 'present') return { op: inner.op === 'empty' ? 'present' : 'empty', field: inner.field }
      if (inner.op === 'always') return { op: 'never' }
      return inner.op === 'never' ? { op: 'always' } : { op: 'not', of: inner }
    }
    case 'always':
    case 'never':
    case 'involved':
    case 'empty':
    case 'present':
      return condition
    default:
      return comparison(condition, fields)
  }
}

function group(op: 'all' | 'any', parts: readonly Condition[]): Condition {
  const of = parts.flatMap(part => (part.op === op ? part.of : [part]))
  if (of.length === 0) return { op: op === 'all' ? 'always' : 'never' }
  return of.length === 1 ? of[0]! : { op, of }
}

type Compared = Extract<Condition, { value: Operand }>

function comparison(condition: Compared, fields: ConditionFields): Condition {
  const field = fields.get(condition.field)
  if (!field) return condition
  const { op, value } = condition
  if (value === null && (op === 'is' || op === 'is-not')) return { op: op === 'is' ? 'empty' : 'present', field: condition.field }
  if (op === 'within' && isList(value) && value.length === 0) return { op: 'never' }
  if ((op === 'in' || op === 'not-in') && isList(value)) {
    if (value.length === 0) return { op: op === 'in' ? 'never' : 'always' }
    // A list of days means any moment of these days: each is compared by itself.
    if (field.kind === 'instant' || (field.kind === 'date' && !value.every(one => isCivilDate(String(one))))) {
      const parts = value.map(one => comparison({ op: 'is', field: condition.field, value: one }, fields))
      const member = group('any', parts)
      return op === 'in' ? member : { op: 'not', of: member }
    }
  }
  if ((op === 'in' || op === 'not-in') && typeof value === 'object' && value !== null && 'field' in value) {
    const member: Condition = { op: 'contains', field: value.field, value: { field: condition.field } }
    return op === 'in' ? member : { op: 'not', of: member }
  }
  return { ...condition, value: operand(value, one => literal(one, sortOf(field) === 'time', field.kind)) }
}

function operand(value: Operand, each: (one: Scalar) => Scalar): Operand {
  if (isList(value)) return value.map(each)
  return value === null || typeof value !== 'object' ? each(value) : value
}

function literal(value: Scalar, time: boolean, kind: string): Scalar {
  if (kind === 'money' && value !== null) return canonicalMoney(String(value))
  if (kind === 'number' && typeof value === 'string') return Number(value)
  if (time && typeof value === 'string' && !isCivilDate(value)) {
    const moment = new Date(value)
    // What is no moment stays as it was written: `checkCondition` says so.
    return Number.isNaN(moment.getTime()) ? value : moment.toISOString()
  }
  return value
}

/** `1234.5` → `1234.50`; more than two decimals stay. */
function canonicalMoney(text: string): string {
  const found = text.match(/^\+?(-?)0*(\d+)(?:\.(\d*))?$/)
  if (!found) return text
  const [, sign = '', whole = '', cents = ''] = found
  const digits = `${whole}.${cents.replace(/0+$/, '').padEnd(2, '0')}`
  return /[1-9]/.test(digits) ? `${sign}${digits}` : digits
}
