// Whether a condition holds for one row: true, false, or null for unknown. The same three values as SQL; see README.md.
import { type Comparison, type Condition, type Field, type Operand, Problem, type Scalar } from '#declare'
import { isCivilDate } from '../../fields/date/civil-date.ts'
import { civilDateIn } from '../../fields/instant/zone.ts'
import { compareDecimals } from '../../fields/money/decimal.ts'
import { sortOf } from './fields.ts'
import { type ConditionContext, fieldOf, getRegionPrefix, literalOf, resolveOperand } from './operand.ts'

export type Truth = boolean | null

export type EvaluateContext = ConditionContext & {
  /** Whether the person has or had a task in the case; needed where a condition asks for it. */
  readonly involved?: boolean
}

/** A row as stored: by field name, also `state`, `createdAt` and the other columns of row and case. Dates may be Date objects. */
export type ConditionRow = { readonly [field: string]: unknown }

/** Only what is certainly true holds. */
export const holds = (condition: Condition, row: ConditionRow, context: EvaluateContext): boolean =>
  evaluate(condition, row, context) === true

export function evaluate(condition: Condition, row: ConditionRow, context: EvaluateContext): Truth {
  switch (condition.op) {
    case 'always':
      return true
    case 'never':
      return false
    case 'involved':
      if (context.involved === undefined) throw new Problem('broken', '此处不能使用“本人参与办理过”的条件')
      return context.involved
    case 'all':
      return condition.of.reduce<Truth>((truth, part) => (truth === false ? false : and(truth, evaluate(part, row, context))), true)
    case 'any':
      return not(
        condition.of.reduce<Truth>((truth, part) => (truth === false ? false : and(truth, not(evaluate(part, row, context)))), true),
      )
    case 'not':
      return not(evaluate(condition.of, row, context))
    case 'empty':
    case 'present':
      fieldOf(condition.field, context.fields)
      return (valueIn(row, condition.field) === null) === (condition.op === 'empty')
    default:
      return compare(condition, row, context)
  }
}

const not = (truth: Truth): Truth => (truth === null ? null : !truth)
const and = (a: Truth, b: Truth): Truth => (a === false || b === false ? false : a === null || b === null ? null : true)

function valueIn(row: ConditionRow, name: string): unknown {
  const value = row[name]
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return null
  return value instanceof Date ? value.toISOString() : value
}

function compare(condition: { op: Comparison; field: string; value: Operand }, row: ConditionRow, context: EvaluateContext): Truth {
  const { op } = condition
  const field = fieldOf(condition.field, context.fields)
  const value = valueIn(row, condition.field)
  if (condition.value === null && (op === 'is' || op === 'is-not')) return (value === null) === (op === 'is')
  const operand = operandIn(condition.value, field, row, context)
  const equal = (other: Scalar): Truth => (value === null || other === null ? null : order(value as Scalar, other, field, context) === 0)
  switch (op) {
    case 'is':
    case 'in':
      return 'many' in operand ? member(operand.many, equal) : equal(operand.one)
    case 'is-not':
    case 'not-in':
      return not('many' in operand ? member(operand.many, equal) : equal(operand.one))
    case 'overlaps':
      return value === null || operandIsNull(operand) ? null : manyOf(operand).some(one => (value as readonly unknown[]).includes(one))
    case 'within': {
      const wanted = manyOf(operand).filter(one => one !== null)
      if ('one' in operand && operand.one === null) return null
      if (wanted.length === 0) return false
      return value === null ? null : wanted.some(one => String(value).startsWith(getRegionPrefix(one)))
    }
    default: {
      if ('many' in operand) throw new Problem('invalid', `“${field.label}”的这种比较只能用一个值`)
      return value === null || operand.one === null ? null : compareOne(op, value as Scalar, operand.one, field, context)
    }
  }
}

function compareOne(
  op: 'at-most' | 'at-least' | 'below' | 'above' | 'contains' | 'starts-with',
  value: unknown,
  other: Scalar,
  field: Field,
  context: ConditionContext,
): boolean {
  if (op === 'contains') return Array.isArray(value) ? value.includes(other) : String(value).includes(String(other))
  if (op === 'starts-with') return String(value).startsWith(String(other))
  const sign = order(value as Scalar, other, field, context)
  return op === 'at-most' ? sign <= 0 : op === 'at-least' ? sign >= 0 : op === 'below' ? sign < 0 : sign > 0
}

type ReadyOperand = { readonly one: Scalar } | { readonly many: readonly Scalar[] }
const manyOf = (operand: ReadyOperand): readonly Scalar[] => ('many' in operand ? operand.many : [operand.one])
const operandIsNull = (operand: ReadyOperand) => 'one' in operand && operand.one === null

/** An empty list field is unknown (`one: null`), not a list of nothing. */
function operandIn(operand: Operand, field: Field, row: ConditionRow, context: ConditionContext): ReadyOperand {
  const resolved = resolveOperand(operand, context)
  if ('field' in resolved) {
    fieldOf(resolved.field, context.fields)
    const other = valueIn(row, resolved.field)
    return Array.isArray(other) ? { many: other as Scalar[] } : { one: typeof other === 'number' ? String(other) : (other as Scalar) }
  }
  return 'many' in resolved ? { many: resolved.many.map(one => literalOf(one, field)) } : { one: literalOf(resolved.one, field) }
}

/** SQL's `= any(…)`: false of an empty list, else true on a match, else unknown if anything is unknown. */
function member(many: readonly Scalar[], equal: (other: Scalar) => Truth): Truth {
  let truth: Truth = false
  for (const one of many) {
    const found = equal(one)
    if (found) return true
    if (found === null) truth = null
  }
  return truth
}

/** Negative, zero, positive. Neither side is null. */
function order(value: Scalar, other: Scalar, field: Field, context: ConditionContext): number {
  switch (sortOf(field)) {
    case 'decimal':
      return compareDecimals(String(value), String(other))
    case 'time': {
      const [a, b] = [String(value), String(other)]
      if (!isCivilDate(a) && !isCivilDate(b)) return Math.sign(Date.parse(a) - Date.parse(b))
      const [x, y] = [dayOf(a, context), dayOf(b, context)]
      return x < y ? -1 : x > y ? 1 : 0
    }
    default:
      return value === other ? 0 : 1
  }
}

const dayOf = (time: string, context: ConditionContext): string => (isCivilDate(time) ? time : civilDateIn(new Date(time), context.zone))
