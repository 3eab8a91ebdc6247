// What lists of organs and lists of people have in common: several ids, each once, in the order given (the first leads).
import type { Field, FieldKind } from '#declare'
import { columnOf, hidden, type Kind, type KindContext, listed, type Normalised, right, wrong } from './kind.ts'
import { plainText, splitList, textCell } from './plain-text.ts'

export type IdListOptions = {
  kind: FieldKind
  noun: string
  counter: string
  one: (input: unknown, field: Field, context: KindContext) => Normalised<string>
}

export function makeIdList(options: IdListOptions): Kind<string[]> {
  return {
    kind: options.kind,
    column: (field, name) => columnOf(field, 'text[]', `cardinality("${name}") > 0`),
    normalise(input, field, context) {
      const parts = typeof input === 'string' ? splitList(plainText(input, true)) : input
      if (!Array.isArray(parts) || parts.length === 0) return wrong(`请选择${options.noun}`)
      const ids = new Set<string>()
      for (const part of parts) {
        const found = options.one(part, field, context)
        if (!found.ok) return found
        ids.add(found.value)
      }
      if (field.max !== undefined && ids.size > field.max) return wrong(`最多选择${field.max}${options.counter}${options.noun}`)
      return right([...ids])
    },
    toSql: value => value,
    fromSql: raw => (Array.isArray(raw) ? raw.map(String) : []),
    show: (value, _field, names) => value.map(id => names(id) ?? id).join('、'),
    cell: (value, _field, names) => textCell(value.map(id => names(id) ?? id).join('、')),
    filters: listed,
    mask: () => hidden,
  }
}
