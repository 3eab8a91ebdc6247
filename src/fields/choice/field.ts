// One of some options; stored is the option's key, shown its label. A spreadsheet may bring the label.
import type { Field } from '#declare'
import { columnOf, equality, hidden, type Kind, right, wrong } from '../kind.ts'
import { plainText, textCell } from '../plain-text.ts'

export const choiceKind: Kind<string> = {
  kind: 'choice',
  column: (field, name) => columnOf(field, 'text', `"${name}" <> ''`),
  normalise(input, field) {
    const key = optionOf(input, field)
    return key === undefined ? wrong(optionsSentence(field)) : right(key)
  },
  toSql: value => value,
  fromSql: raw => String(raw),
  show: (value, field) => field.of?.[value] ?? value,
  cell: (value, field) => textCell(field.of?.[value] ?? value),
  filters: equality,
  mask: () => hidden,
}

/** The key of an option, by its key or its label. */
export function optionOf(input: unknown, field: Field): string | undefined {
  if (typeof input !== 'string' && typeof input !== 'number') return undefined
  const text = plainText(String(input))
  const options = field.of ?? {}
  if (Object.hasOwn(options, text)) return text
  return Object.keys(options).find(key => options[key] === text)
}

export function optionsSentence(field: Field): string {
  const labels = Object.values(field.of ?? {})
  const named = labels.slice(0, 8).map(label => `“${label}”`)
  return `请从选项中选择：${named.join('、')}${labels.length > 8 ? '等' : ''}`
}
