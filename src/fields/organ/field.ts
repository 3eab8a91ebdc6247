// An organ of the city, by its id; a spreadsheet may bring its name.
import type { Field } from '#declare'
import { columnOf, equality, hidden, type Kind, type KindContext, type Normalised, right, wrong } from '../kind.ts'
import { plainText, textCell } from '../plain-text.ts'
import { levelLabel } from '../region/field.ts'

export const organKind: Kind<string> = {
  kind: 'organ',
  column: (field, name) => columnOf(field, 'text', `"${name}" <> ''`),
  normalise: normaliseOrgan,
  toSql: value => value,
  fromSql: raw => String(raw),
  show: (value, _field, names) => names(value) ?? value,
  cell: (value, _field, names) => textCell(names(value) ?? value),
  filters: equality,
  mask: () => hidden,
}

export function normaliseOrgan(input: unknown, field: Field, context: KindContext): Normalised<string> {
  const text = typeof input === 'string' ? plainText(input) : undefined
  const found = text === undefined ? undefined : context.organ(text)
  if (!found) return wrong(text && text.length <= 40 ? `没有单位“${text}”，请从列表中选择单位` : '请从列表中选择单位')
  if (field.level && found.level !== field.level) return wrong(`请选择${levelLabel(field.level)}一级的单位`)
  return right(found.id)
}
