// Yes or no: 是 / 否.
import { columnOf, hidden, type Kind, right, wrong } from '../kind.ts'
import { plainCode } from '../plain-text.ts'

const yes = new Set(['true', '1', '是', 'yes', 'y', '对', '√'])
const no = new Set(['false', '0', '否', 'no', 'n', '错', '×'])

export const yesnoKind: Kind<boolean> = {
  kind: 'yesno',
  column: field => columnOf(field, 'boolean'),
  normalise(input) {
    if (typeof input === 'boolean') return right(input)
    const text = plainCode(input)?.toLowerCase() ?? ''
    if (yes.has(text)) return right(true)
    if (no.has(text)) return right(false)
    return wrong('请选择“是”或“否”')
  },
  toSql: value => value,
  fromSql: raw => raw === true || raw === 't' || raw === 'true',
  show: value => (value ? '是' : '否'),
  cell: value => (value ? '是' : '否'),
  filters: ['is', 'is-not'],
  mask: () => hidden,
}
