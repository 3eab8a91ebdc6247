// Number: stored as an exact decimal, held as a JavaScript number. `decimals: 0` is a whole number.
import type { Field } from '#declare'
import { columnOf, hidden, type Kind, ordered, right, wrong } from '../kind.ts'
import { plainCode } from '../plain-text.ts'

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i
const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/

export const numberKind: Kind<number> = {
  kind: 'number',
  column: field =>
    columnOf(
      field,
      field.decimals === undefined ? 'numeric' : field.decimals === 0 ? 'bigint' : `numeric(${16 + field.decimals},${field.decimals})`,
    ),
  normalise(input, field) {
    const value = toNumber(input, field)
    if (value === undefined) return wrong(field.decimals === 0 ? '请填写整数，例如 12' : '请填写数字，例如 12.5')
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return wrong('数值太大，请核对单位')
    if (field.decimals === 0 && !Number.isInteger(value)) return wrong('请填写整数，不带小数')
    if (field.decimals !== undefined && Number(value.toFixed(field.decimals)) !== value) return wrong(`最多保留${field.decimals}位小数`)
    const unit = field.unit ?? ''
    if (field.min !== undefined && value < field.min) return wrong(`不能小于${field.min}${unit}`)
    if (field.max !== undefined && value > field.max) return wrong(`不能大于${field.max}${unit}`)
    return right(value)
  },
  toSql: value => String(value),
  fromSql: raw => Number(raw),
  show: (value, field) => `${plainDecimal(value)}${field.unit ?? ''}`,
  cell: value => value,
  filters: ordered,
  mask: () => hidden,
}

function toNumber(input: unknown, field: Field): number | undefined {
  let text = plainCode(input)
  if (text === undefined) return undefined
  const unit = field.unit ? plainCode(field.unit) : undefined
  if (unit && text.endsWith(unit)) text = text.slice(0, -unit.length)
  if (grouped.test(text)) text = text.replaceAll(',', '')
  if (!decimal.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? (value === 0 ? 0 : value) : undefined
}

/** Without exponent: 1e-7 → 0.0000001. */
function plainDecimal(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '').replace(/\.$/, '') : text
}
