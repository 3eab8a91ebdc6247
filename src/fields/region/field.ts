// An administrative region, by its national code: 6 digits for city and county, 9 for a town, 12 for a village.
import { levels } from '#declare'
import { columnOf, equality, hidden, type Kind, right, wrong } from '../kind.ts'
import { plainText, textCell } from '../plain-text.ts'

/** The Chinese name of a level: 镇（街道）. */
export const levelLabel = (level: string): string => (levels as Readonly<Record<string, string>>)[level] ?? level

export const regionKind: Kind<string> = {
  kind: 'region',
  column: (field, name) => columnOf(field, 'text', `"${name}" ~ '^([0-9]{6}|[0-9]{9}|[0-9]{12})$'`),
  normalise(input, field, context) {
    const found = typeof input === 'string' || typeof input === 'number' ? context.region(plainText(String(input))) : undefined
    if (!found) return wrong('请从列表中选择地区')
    if (field.level && found.level !== field.level) return wrong(`请选择${levelLabel(field.level)}一级的地区`)
    return right(found.code)
  },
  toSql: value => value,
  fromSql: raw => String(raw),
  show: (value, _field, names) => names(value) ?? value,
  cell: (value, _field, names) => textCell(names(value) ?? value),
  filters: [...equality, 'within'],
  mask: () => hidden,
}
