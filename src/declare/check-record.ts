// Checks a record: its names, its fields, and that whoever is granted something can be found in it.
import { type Check, checkLine, demandKind } from './check.ts'
import type { Field, FieldKind, Fields } from './field.ts'
import { conditionFields, isKnownField } from './prove-owner.ts'
import type { AnyRecord } from './record.ts'

export function checkRecord(check: Check, where: string, record: AnyRecord): void {
  const { tell, records } = check
  checkLine(check, where, record.owner, '数据表的责任单位')
  if (!/^[a-z][a-z0-9-]*$/.test(record.name)) tell(where, `数据表名“${record.name}”不合规范`, '用小写字母、数字和连字符，如 plan-task')
  const whole = record.part?.()
  if (whole && !records.has(whole.name))
    tell(where, `它是“${whole.label}”（${whole.name}）的下级数据，但没有场景声明后者`, '在场景的 records 里列入上级数据表')
  if (whole?.name === record.name) tell(where, '数据表不能是自己的下级', '用 ref 字段指向同类数据')
  if (!record.fields[record.title])
    tell(where, `标题字段“${record.title}”不存在`, `改为已有的字段：${Object.keys(record.fields).join('、')}`)
  else if (record.fields[record.title]?.protect) tell(where, '标题字段是个人信息，会出现在待办和列表里', '换一个不含个人信息的字段作标题')
  if (record.number !== undefined && !/\{n:\d\}/.test(record.number))
    tell(where, `编号规则“${record.number}”没有流水号`, '写上 {n:4} 之类的流水号')
  checkFields(check, where, record.fields)
  for (const name of ownOfPlatform)
    if (record.fields[name]) tell(`${where}.${name}`, `字段名“${name}”由平台使用，场景的函数读不到它`, '换一个名字，如 ofCase')
  for (const grant of record.access) {
    const { reach } = grant
    if (reach.kind === 'organ' && reach.field !== 'organ') demandKind(check, where, record, reach.field, ['organ', 'organs'], '授权')
    if (reach.kind === 'account') demandKind(check, where, record, reach.field, ['account'], '对群众的授权')
    if (reach.kind === 'person' && reach.field !== 'author') demandKind(check, where, record, reach.field, ['person', 'persons'], '授权')
  }
  // A part may be read where its whole may be read.
  if (!whole && !record.access.some(grant => grant.powers.includes('read')))
    tell(where, '没有人可以查看这个数据表', '在 access 里写明谁可以 read，如 inRegion([…])')
}

/** What every row carries beside its fields: a field of that name would be hidden by it. */
const ownOfPlatform = [
  'id',
  'root',
  'case',
  'version',
  'author',
  'createdAt',
  'updatedAt',
  'state',
  'openedAt',
  'endedAt',
  'dueAt',
] as const
const personalKinds: readonly FieldKind[] = ['idcard', 'phone']

function checkFields(check: Check, where: string, fields: Fields): void {
  const { tell, records } = check
  for (const [name, field] of Object.entries(fields)) {
    const at = `${where}.${name}`
    if (personalKinds.includes(field.kind) && !field.protect) tell(at, `“${field.label}”是个人信息，没有保护`, "写上 protect: 'personal'")
    if (field.protect === 'secret' && field.list) tell(at, `“${field.label}”是敏感信息，却显示在列表里`, '去掉 list')
    const to = field.to?.()
    if (to && !records.has(to.name)) tell(at, `“${field.label}”指向的“${to.label}”（${to.name}）没有场景声明`, '在场景的 records 里列入它')
    if (field.kind === 'account' && fields[field.phone ?? '']?.kind !== 'phone')
      tell(at, `“${field.label}”按“${field.phone}”关联手机号，但它不是电话字段`, '在 phone 里写同一数据表的电话字段')
    if (field.of && Object.keys(field.of).length === 0) tell(at, `“${field.label}”没有选项`, '在 of 里列出选项')
    if (field.when)
      for (const other of conditionFields(field.when))
        if (!isKnownField(fields, other))
          tell(at, `显示条件所用的字段“${other}”不存在`, `改为已有的字段：${Object.keys(fields).join('、')}`)
    if (field.columns) checkFields(check, at, field.columns as Readonly<Record<string, Field>>)
  }
}
