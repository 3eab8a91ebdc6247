// An address: the region, and what stands behind it on an envelope (road, number, room).
import type { Address, Field } from '#declare'
import { columnOf, type Kind, type Names, right, wrong } from '../kind.ts'
import { plainText, textCell } from '../plain-text.ts'
import { levelLabel } from '../region/field.ts'

const most = 200

export const addressKind: Kind<Address> = {
  kind: 'address',
  column: (field, name) =>
    columnOf(field, 'jsonb', `"${name}" is null or coalesce("${name}" ->> 'region' <> '' and "${name}" ->> 'detail' <> '', false)`),
  normalise(input, field, context) {
    const given = toParts(input)
    const region = given ? context.region(plainText(given.region)) : undefined
    if (!given || !region) return wrong('请先选择地区，再填写详细地址')
    if (field.level && region.level !== field.level) return wrong(`请选择${levelLabel(field.level)}一级的地区`)
    const detail = plainText(given.detail)
    if (detail === '') return wrong('请填写详细地址，例如 胜利东路88号')
    const length = [...detail].length
    if (length > (field.max ?? most)) return wrong(`详细地址不能超过${field.max ?? most}个字，现有${length}个字`)
    return right({ region: region.code, detail })
  },
  toSql: value => JSON.stringify(value),
  fromSql: raw => (typeof raw === 'string' ? JSON.parse(raw) : raw) as Address,
  show,
  cell: (value, field, names) => textCell(show(value, field, names)),
  filters: [],
  mask: value => ({ region: value.region, detail: '****' }),
}

function show(value: Address, _field: Field, names: Names): string {
  return `${names(value.region) ?? value.region}${value.detail}`
}

/** `{ region, detail }`, or text with the region's code or name in front: `330602 胜利东路88号`. */
function toParts(input: unknown): Address | undefined {
  if (typeof input === 'string') {
    const found = plainText(input).match(/^(\S+)\s+(.+)$/)
    return found ? { region: found[1]!, detail: found[2]! } : undefined
  }
  if (typeof input !== 'object' || input === null || !('region' in input) || !('detail' in input)) return undefined
  return typeof input.region === 'string' && typeof input.detail === 'string' ? { region: input.region, detail: input.detail } : undefined
}
