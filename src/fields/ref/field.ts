// A reference to a row of another record, by its UUID. Whether the row exists and may be seen is decided where rows are.
import { columnOf, equality, hidden, type Kind, right, wrong } from '../kind.ts'
import { plainCode, textCell } from '../plain-text.ts'

export const refKind: Kind<string> = {
  kind: 'ref',
  column: field => columnOf(field, 'uuid'),
  normalise(input, field, context) {
    const record = field.to?.()
    const wanted = `请从列表中选择${record?.label ?? '一条记录'}`
    const id = typeof input === 'string' ? plainCode(input)?.toLowerCase() : undefined
    if (id === undefined || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return wrong(wanted)
    if (record && context.row && !context.row(record.name, id)) return wrong(wanted)
    return right(id)
  },
  toSql: value => value,
  fromSql: raw => String(raw),
  show: (value, _field, names) => names(value) ?? value,
  cell: (value, _field, names) => textCell(names(value) ?? value),
  filters: equality,
  mask: () => hidden,
}
