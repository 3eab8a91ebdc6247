// The unified social credit code of legal persons and other organisations, GB 32100-2015: registrar, class, 6 digits of region,
// 9 characters of organisation code (GB 11714, with its own check character), 1 check character.
import { columnOf, type Kind, right, textual, wrong } from '../kind.ts'
import { plainCode } from '../plain-text.ts'

/** Without I, O, S, V, Z. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

export const creditCodeKind: Kind<string> = {
  kind: 'credit-code',
  column: (field, name) => columnOf(field, 'text', `"${name}" ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'`),
  normalise(input) {
    const value = plainCode(input)?.toUpperCase().replaceAll('-', '')
    if (value === undefined || value.length !== 18)
      return wrong(`统一社会信用代码为18位${value === undefined ? '' : `，现有${value.length}位`}`)
    if (![...value].every(character => alphabet.includes(character))) return wrong('统一社会信用代码只含数字和大写字母，不含 I、O、S、V、Z')
    if (!/^\d{6}$/.test(value.slice(2, 8))) return wrong('统一社会信用代码的第3至8位应为数字（登记机关行政区划码），请核对')
    if (creditCheck(value) !== value[17]) return wrong('统一社会信用代码的校验位（第18位）不对，请逐位核对')
    if (organisationCheck(value.slice(8, 16)) !== value[16]) return wrong('其中的组织机构代码（第9至17位）校验位不对，请逐位核对')
    return right(value)
  },
  toSql: value => value,
  fromSql: raw => String(raw),
  show: value => value,
  cell: value => value,
  filters: textual,
  mask: value => `${value.slice(0, 8)}${'*'.repeat(6)}${value.slice(-4)}`,
}

/** GB 32100-2015, 5.2: weights 3^(i−1) mod 31, check 31 − Σ mod 31. */
export function creditCheck(code: string): string {
  let sum = 0
  let weight = 1
  for (let i = 0; i < 17; i++) {
    sum += alphabet.indexOf(code[i]!) * weight
    weight = (weight * 3) % 31
  }
  return alphabet[(31 - (sum % 31)) % 31]!
}

/** GB 11714-1997: letters count from A = 10, weights 3 7 9 10 5 8 4 2, check 11 − Σ mod 11 with 10 → X, 11 → 0. */
export function organisationCheck(code: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, i) => total + Number.parseInt(code[i]!, 36) * weight, 0)
  return '0123456789X'[(11 - (sum % 11)) % 11]!
}
