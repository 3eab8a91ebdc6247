// A person of the staff, by id; a spreadsheet may bring the account or a name that only one person bears.
import type { Field } from '#declare'
import { columnOf, equality, type Kind, type KindContext, type Normalised, right, wrong } from '../kind.ts'
import { plainText, textCell } from '../plain-text.ts'

export const personKind: Kind<string> = {
  kind: 'person',
  column: (field, name) => columnOf(field, 'text', `"${name}" <> ''`),
  normalise: normalisePerson,
  toSql: value => value,
  fromSql: raw => String(raw),
  show: (value, _field, names) => names(value) ?? value,
  cell: (value, _field, names) => textCell(names(value) ?? value),
  filters: equality,
  mask: () => '***',
}

export function normalisePerson(input: unknown, _field: Field, context: KindContext): Normalised<string> {
  const text = typeof input === 'string' ? plainText(input) : undefined
  const found = text === undefined ? undefined : context.person(text)
  if (!found) return wrong(text && text.length <= 40 ? `没有找到人员“${text}”，请从列表中选择人员` : '请从列表中选择人员')
  return right(found.id)
}
