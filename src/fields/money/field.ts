// Money in yuan, exact to the cent: a decimal string such as `1234.50`, never a floating-point number.
import { columnOf, hidden, type Kind, ordered, right, wrong } from '../kind.ts'
import { plainCode } from '../plain-text.ts'
import { compareDecimals, shiftDecimal } from './decimal.ts'

/** numeric(18,2): sixteen digits of yuan, two of cents. */
const mostDigits = 16

export const moneyKind: Kind<string> = {
  kind: 'money',
  column: field => columnOf(field, 'numeric(18,2)'),
  normalise(input, field) {
    const exact = toDecimal(input)
    if (exact === undefined) return wrong('请填写金额（元），例如 1234.50')
    const [whole = '', cents = ''] = exact.replace(/^-/, '').split('.')
    if (/[1-9]/.test(cents.slice(2))) return wrong('金额最多精确到分，即两位小数')
    if (whole.length > mostDigits) return wrong('金额太大，请核对单位是否为元')
    const digits = `${whole}.${cents.slice(0, 2).padEnd(2, '0')}`
    const value = exact.startsWith('-') && /[1-9]/.test(digits) ? `-${digits}` : digits
    if (field.min !== undefined && compareDecimals(value, field.min) < 0) return wrong(`不能少于${field.min}元`)
    if (field.max !== undefined && compareDecimals(value, field.max) > 0) return wrong(`不能多于${field.max}元`)
    return right(value)
  },
  toSql: value => value,
  fromSql(raw) {
    const [whole, cents = ''] = String(raw).split('.')
    return `${whole}.${cents.padEnd(2, '0')}`
  },
  show: value => `${value.replace(/\B(?=(\d{3})+\.)/g, ',')}元`,
  /** A number as long as a spreadsheet keeps it exactly (15 digits), else text. */
  cell: value => (value.replace(/\D/g, '').length <= 15 ? Number(value) : value),
  filters: ordered,
  mask: () => hidden,
}

/** From `￥1,234.5元`, `１２．５`, `3.2万元`, 12.5 to a plain decimal without leading zeros. */
function toDecimal(input: unknown): string | undefined {
  const text = plainCode(input)
    ?.replace(/^[¥￥]/, '')
    .replace(/元$/, '')
  const found = text?.match(/^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?(万|亿)?$/)
  if (!found) return undefined
  const [, sign, whole = '', cents = '', scale] = found
  const shifted = shiftDecimal(`${whole.replaceAll(',', '')}.${cents}`, scale === '亿' ? 8 : scale === '万' ? 4 : 0)
  return `${sign === '-' ? '-' : ''}${shifted}`
}
