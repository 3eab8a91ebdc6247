// A telephone number in China: mobile (11 digits from 13 to 19), fixed line with area code and perhaps an extension, 400/800 and
// short service numbers. Stored: `13800138000`, `0575-85123456`, `0575-85123456-801`, `400-820-8820`, `12345`.
import { columnOf, type Kind, right, textual, wrong } from '../kind.ts'
import { plainCode } from '../plain-text.ts'

export const phoneKind: Kind<string> = {
  kind: 'phone',
  column: (field, name) => columnOf(field, 'text', `"${name}" ~ '^[0-9]+(-[0-9]+){0,2}$'`),
  normalise(input) {
    const text = plainCode(input)
    if (text === undefined) return wrong('请填写电话号码')
    const local = text
      .replace(/^(\+|00)86-?/, '')
      .replace(/[()（）]/g, '-')
      .replace(/(转|ext\.?|#|\*)/gi, '-')
      .replace(/-+/g, '-')
      .replace(/^-|-$/g, '')
    const digits = local.replaceAll('-', '')
    if (!/^\d+$/.test(digits)) return wrong('电话号码只含数字、区号前的0和连字符')
    if (/^1[3-9]\d{9}$/.test(digits)) return right(digits)
    if (/^861[3-9]\d{9}$/.test(digits)) return right(digits.slice(2))
    if (/^[48]00\d{7}$/.test(digits)) return right(digits.replace(/^(\d{3})(\d{3})/, '$1-$2-'))
    if (/^(1[0-2]\d{1,3}|9[56]\d{3,4})$/.test(local)) return right(local)
    const fixed = fixedLine(local)
    if (fixed) return right(fixed)
    if (/^[2-9]\d{6,7}$/.test(digits)) return wrong('固定电话请加上区号，例如 0575-85123456')
    return wrong('请填写11位手机号码，或带区号的固定电话，例如 0575-85123456')
  },
  toSql: value => value,
  fromSql: raw => String(raw),
  show: value => value,
  cell: value => value,
  filters: textual,
  mask(value) {
    if (/^1\d{10}$/.test(value)) return `${value.slice(0, 3)}****${value.slice(-4)}`
    const [area, line] = value.split('-')
    return line === undefined ? '****' : `${area}-****${line.slice(-4)}`
  },
}

/** Area codes have three digits for 010 and 02x, else four; lines have seven or eight. */
function fixedLine(text: string): string | undefined {
  const found = text.match(/^(010|02\d|0[3-9]\d{2})-?([2-9]\d{6,7})(?:-(\d{1,6}))?$/)
  if (!found) return undefined
  const [, area, line, extension] = found
  return [area, line, extension].filter(part => part !== undefined).join('-')
}
