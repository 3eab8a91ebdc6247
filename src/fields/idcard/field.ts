// A citizen's identity number, GB 11643-1999: 6 digits of region, 8 of birth, 3 of sequence, 1 check character by ISO 7064 MOD 11-2.
// The permanent residence card of foreigners (2023) has the same shape and starts with 9.
import { parseCivilDate } from '../date/civil-date.ts'
import { columnOf, type Kind, right, textual, wrong } from '../kind.ts'
import { plainCode } from '../plain-text.ts'

const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
)

export const idcardKind: Kind<string> = {
  kind: 'idcard',
  column: (field, name) => columnOf(field, 'text', `"${name}" ~ '^[0-9]{17}[0-9X]$'`),
  normalise(input, _field, context) {
    const value = typeof input === 'string' ? plainCode(input)?.toUpperCase() : undefined
    if (value === undefined) return wrong('请填写18位身份证号码')
    if (/^\d{15}$/.test(value)) return wrong('15位的旧身份证号码已停用，请填写18位号码')
    if (!/^\d{17}[\dX]$/.test(value)) return wrong('身份证号码为18位：前17位是数字，末位是数字或X')
    if (!value.startsWith('9') && !provinces.has(value.slice(0, 2))) return wrong('身份证号码的前6位不是有效的地区代码，请核对')
    const birth = parseCivilDate(value.slice(6, 14))
    if (!birth || birth < '1850-01-01' || birth > context.today) return wrong('身份证号码的第7至14位不是有效的出生日期，请核对')
    if (checkCharacter(value) !== value[17]) return wrong('身份证号码的校验位不对，请逐位核对')
    return right(value)
  },
  toSql: value => value,
  fromSql: raw => String(raw),
  show: value => value,
  cell: value => value,
  filters: textual,
  mask: value => `${value.slice(0, 4)}${'*'.repeat(10)}${value.slice(-4)}`,
}

/** ISO 7064 MOD 11-2 over the first 17 digits: weights are 2^(18−i) mod 11. */
export function checkCharacter(digits: string): string {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += Number(digits[i]) * (2 ** (17 - i) % 11)
  return '10X98765432'[sum % 11]!
}
