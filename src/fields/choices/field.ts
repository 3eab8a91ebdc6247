// Several of some options, each once, in the order in which they are declared.
import { optionOf, optionsSentence } from '../choice/field.ts'
import { columnOf, hidden, type Kind, listed, right, wrong } from '../kind.ts'
import { plainText, splitList, textCell } from '../plain-text.ts'

export const choicesKind: Kind<string[]> = {
  kind: 'choices',
  column: (field, name) => columnOf(field, 'text[]', `cardinality("${name}") > 0`),
  normalise(input, field) {
    // A label may itself hold a comma: the whole text is tried first.
    const parts = typeof input === 'string' ? (optionOf(input, field) ? [input] : splitList(plainText(input, true))) : input
    if (!Array.isArray(parts) || parts.length === 0) return wrong(optionsSentence(field))
    const chosen = new Set<string>()
    for (const part of parts) {
      const key = optionOf(part, field)
      if (key === undefined) return wrong(optionsSentence(field))
      chosen.add(key)
    }
    return right(Object.keys(field.of ?? {}).filter(key => chosen.has(key)))
  },
  toSql: value => value,
  fromSql: raw => (Array.isArray(raw) ? raw.map(String) : []),
  show: (value, field) => value.map(key => field.of?.[key] ?? key).join('、'),
  cell: (value, field) => textCell(value.map(key => field.of?.[key] ?? key).join('、')),
  filters: listed,
  mask: () => hidden,
}
