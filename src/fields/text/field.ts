// Text: one line or several, NFC, without control characters. Lengths are counted in characters as people see them in a ruler: code points.
import { columnOf, type Kind, right, textual, wrong } from '../kind.ts'
import { plainText, textCell } from '../plain-text.ts'

export const textKind: Kind<string> = {
  kind: 'text',
  column: (field, name) => columnOf(field, 'text', `"${name}" <> ''`),
  normalise(input, field) {
    if (typeof input !== 'string' && typeof input !== 'number') return wrong('请填写文字')
    const value = plainText(String(input), field.long)
    if (value === '') return wrong('请填写文字')
    const length = [...value].length
    if (field.max !== undefined && length > field.max) return wrong(`不能超过${field.max}个字，现有${length}个字`)
    if (field.min !== undefined && length < field.min) return wrong(`不能少于${field.min}个字，现有${length}个字`)
    if (field.pattern && !new RegExp(`^(?:${field.pattern.source})$`, 'u').test(value)) return wrong(field.pattern.says)
    return right(value)
  },
  toSql: value => value,
  fromSql: raw => String(raw),
  show: value => value,
  cell: textCell,
  filters: textual,
  /** Written for names: 王* , 欧阳** ; of a longer text only the first character stays. */
  mask(value) {
    const characters = [...value]
    if (characters.length === 1) return '*'
    return characters[0] + '*'.repeat(Math.min(characters.length - 1, 3))
  },
}
