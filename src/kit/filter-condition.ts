// From what stands in the filter bar (and in the address) to a condition the server understands, and to words on a chip.
import { all, type Condition } from '#declare'
import type { FieldView } from '../wire/manifest.ts'
import { shortDate } from './format.ts'
import type { NameMap } from './show-value.tsx'

/** A list of keys, a pair of bounds, a yes/no, or a text: by the kind of the field. */
export type FilterValue = string | boolean | readonly string[] | readonly [string | number | null, string | number | null]
export type Filters = Readonly<Record<string, FilterValue>>
export type FilterKind = 'keys' | 'range' | 'dates' | 'yesno' | 'text' | 'organ' | 'person' | 'region'

export const filterKind = (field: FieldView): FilterKind | null => {
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return 'keys'
    case 'date':
    case 'instant':
      return 'dates'
    case 'number':
    case 'money':
      return 'range'
    case 'yesno':
      return 'yesno'
    case 'organ':
    case 'organs':
      return 'organ'
    case 'person':
    case 'persons':
      return 'person'
    case 'region':
      return 'region'
    case 'text':
    case 'credit-code':
      return 'text'
    default:
      return null
  }
}

export function toCondition(fields: readonly FieldView[], filters: Filters): Condition | undefined {
  const parts = fields.flatMap(field => {
    const value = filters[field.name]
    return value === undefined ? [] : conditionsOf(field, value)
  })
  return parts.length === 0 ? undefined : all(...parts)
}

function conditionsOf(field: FieldView, value: FilterValue): Condition[] {
  const at = field.name
  const bounds = (suffix: (day: string, end: boolean) => string | number) => {
    const [from, to] = value as readonly [string | number | null, string | number | null]
    return [
      ...(from === null ? [] : [{ op: 'at-least', field: at, value: suffix(String(from), false) } as const]),
      ...(to === null ? [] : [{ op: 'at-most', field: at, value: suffix(String(to), true) } as const]),
    ]
  }
  switch (filterKind(field)) {
    case 'keys':
      return [{ op: field.kind === 'choices' ? 'overlaps' : 'in', field: at, value: value as readonly string[] }]
    case 'dates':
      return bounds((day, end) => (field.kind === 'instant' ? `${day}T${end ? '23:59:59.999' : '00:00:00'}+08:00` : day))
    case 'range':
      return bounds(text => (field.kind === 'money' ? text : Number(text)))
    case 'organ':
    case 'person':
      return [{ op: field.kind.endsWith('s') ? 'contains' : 'is', field: at, value: String(value) }]
    case 'region':
      return [{ op: 'within', field: at, value: String(value) }]
    case 'text':
      return [{ op: 'contains', field: at, value: String(value) }]
    default:
      return [{ op: 'is', field: at, value: value as string | boolean }]
  }
}

export function filterWords(field: FieldView, value: FilterValue, names: NameMap): string {
  switch (filterKind(field)) {
    case 'keys': {
      const keys = value as readonly string[]
      return keys.length > 2 ? `${keys.length}项` : keys.map(key => field.of?.[key] ?? key).join('、')
    }
    case 'yesno':
      return value === true ? '是' : '否'
    case 'dates':
    case 'range': {
      const [from, to] = (value as readonly [string | number | null, string | number | null]).map(one =>
        one === null ? null : filterKind(field) === 'dates' ? shortDate(String(one)) : String(one),
      ) as [string | null, string | null]
      return from && to ? `${from} 至 ${to}` : from ? `${from}起` : `至${to ?? ''}`
    }
    case 'organ':
    case 'person':
    case 'region':
      return names[String(value)] ?? '已选'
    default:
      return String(value)
  }
}
