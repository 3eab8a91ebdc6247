// What a field is compared with, made ready: looked up in the context, read as the field's kind demands.
import { type CivilDate, type Field, type Operand, Problem, type Scalar } from '#declare'
import { isCivilDate } from '../../fields/date/civil-date.ts'
import { civilDateIn } from '../../fields/instant/zone.ts'
import { isDecimal } from '../../fields/money/decimal.ts'
import { type ConditionFields, sortOf } from './fields.ts'

/** Who asks, and when. */
export type ConditionContext = {
  readonly fields: ConditionFields
  readonly now: Date
  /** The city's time zone; `today` is the civil date of `now` in it. */
  readonly zone: string
  readonly me: string | null
  readonly organs: readonly string[]
  readonly regions: readonly string[]
  /** The value of a dated parameter on the day that counts; throws if there is none. */
  readonly parameter?: (name: string) => Scalar
}

export const todayOf = (context: ConditionContext): CivilDate => civilDateIn(context.now, context.zone)

/** One value, several, or another field. */
export type Resolved = { readonly one: Scalar } | { readonly many: readonly Scalar[] } | { readonly field: string }

export function resolveOperand(operand: Operand, context: ConditionContext): Resolved {
  if (operand === null || typeof operand !== 'object') return { one: operand }
  if (isList(operand)) return { many: operand }
  if ('field' in operand) return operand
  if ('parameter' in operand) {
    if (!context.parameter) throw new Problem('broken', `条件用到参数“${operand.parameter}”，但此处没有提供参数`)
    return { one: context.parameter(operand.parameter) }
  }
  switch (operand.context) {
    case 'today':
      return { one: todayOf(context) }
    case 'now':
      return { one: context.now.toISOString() }
    case 'me':
      return { one: context.me }
    case 'my-organs':
      return { many: context.organs }
    case 'my-regions':
      return { many: context.regions }
  }
}

export const isList = (operand: Operand): operand is readonly Scalar[] => Array.isArray(operand)

/** The field of a name; throws when there is none, for conditions are checked when the scenes are loaded or the text is entered. */
export function fieldOf(name: string, fields: ConditionFields): Field {
  const field = fields.get(name)
  if (!field) throw new Problem('invalid', `条件用到的字段“${name}”不存在`)
  return field
}

/** The sentence that says what would be right, if a value cannot be compared with a field. Null fits every field. */
export function literalFault(value: Scalar, field: Field): string | undefined {
  if (value === null) return undefined
  switch (sortOf(field)) {
    case 'decimal':
      return (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && isDecimal(value))
        ? undefined
        : `“${field.label}”应与数字比较`
    case 'time':
      return typeof value === 'string' && (isCivilDate(value) || isMoment(value))
        ? undefined
        : `“${field.label}”应与日期（例如 2026-01-02）或时间比较`
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `“${field.label}”应与“是”或“否”比较`
    default:
      if (typeof value !== 'string') return `“${field.label}”应与文字比较`
      if (value.includes('\0') || !value.isWellFormed()) return `“${field.label}”不能与含有特殊字符的文字比较`
      if (field.kind === 'ref' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return `“${field.label}”应与编号（UUID）比较`
      return undefined
  }
}

/** A literal in the form in which it is compared. Throws Problem('invalid') if it cannot be. */
export function literalOf(value: Scalar, field: Field): Scalar {
  const fault = literalFault(value, field)
  if (fault) throw new Problem('invalid', fault)
  if (typeof value === 'number') return String(value)
  return field.kind === 'ref' && typeof value === 'string' ? value.toLowerCase() : value
}

export const isMoment = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))

/** The beginning that all codes in the subtree of a region share; undefined if it is no region code. */
export function regionPrefix(code: string): string | undefined {
  if (!/^(\d{6}|\d{9}|\d{12})$/.test(code)) return undefined
  if (/^\d{2}0000(000){0,2}$/.test(code)) return code.slice(0, 2)
  if (/^\d{4}00(000){0,2}$/.test(code)) return code.slice(0, 4)
  if (/^\d{6}(000){1,2}$/.test(code)) return code.slice(0, 6)
  return /^\d{9}000$/.test(code) ? code.slice(0, 9) : code
}

export function getRegionPrefix(code: Scalar): string {
  const prefix = typeof code === 'string' ? regionPrefix(code) : undefined
  if (prefix === undefined) throw new Problem('invalid', '“在…范围内”应与6、9或12位的行政区划代码比较')
  return prefix
}
