// The public account of somebody a row is about, by its id. People never enter it: the store finds it by the telephone number.
import { columnOf, equality, type Kind, right, wrong } from '../kind.ts'
import { plainText } from '../plain-text.ts'

/** `a-` and a UUID's shape; no person of the staff has such an id. */
export const accountShape = /^a-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const accountKind: Kind<string> = {
  kind: 'account',
  column: (field, name) => columnOf(field, 'text', `"${name}" ~ '^a-[0-9a-f-]{36}$'`),
  normalise(input) {
    const text = typeof input === 'string' ? plainText(input) : undefined
    return text !== undefined && accountShape.test(text) ? right(text) : wrong('账号由系统按手机号关联，不需要填写')
  },
  toSql: value => value,
  fromSql: raw => String(raw),
  // Who it is stands in the row's own name and number, masked for whoever may not see them; the account says only that there is one.
  show: () => '已关联当事人账号',
  cell: () => '已关联当事人账号',
  filters: equality,
  mask: () => '***',
}
