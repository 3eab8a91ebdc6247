// Checks a watch before it runs: somebody holds the desk it tells, its subject can be named, its bounds rise with its levels.
import type { Check } from './check.ts'
import type { FieldKind } from './field.ts'
import { isKnownField, proveOwner } from './prove-owner.ts'
import { warningLabels, warningLevels, warningRecord } from './warning.ts'
import { type OverIndicator, type OverRows, type Watch, watchedRecord } from './watch.ts'

/** Kinds of one plain value, by which rows can be grouped. */
const groupable: readonly FieldKind[] = [
  'text',
  'choice',
  'yesno',
  'date',
  'region',
  'organ',
  'person',
  'account',
  'ref',
  'idcard',
  'credit-code',
  'phone',
]
const ofRow: Readonly<Record<string, FieldKind>> = { region: 'region', organ: 'organ', author: 'person', parent: 'ref' }
const ofCase: readonly string[] = ['createdAt', 'openedAt', 'endedAt', 'dueAt']
const placeholders = ['subject', 'count', 'value', 'bound']

export function checkWatch(check: Check, where: string, watch: Watch): void {
  const { tell, records, flows } = check
  const { over } = watch
  const record = watchedRecord(watch)
  if (!records.has(record.name)) tell(where, `预警所看的“${record.label}”没有场景声明`, '在场景的 records 里列入它')
  if (!flows.has(warningRecord)) tell(where, '没有办理预警的流程，预警无人核实', '在城市的场景里列入城市大脑（city-brain）')
  if (over.kind === 'rows') checkRows(check, where, over)
  else checkIndicator(check, where, over)
  checkOwner(check, where, watch)
  checkRises(check, where, watch)
  for (const [, name] of (watch.says ?? '').matchAll(/\{(\w*)\}/g))
    if (!placeholders.includes(name!))
      tell(where, `预警内容里的“{${name}}”没有对应的数值`, `只能用：${placeholders.map(one => `{${one}}`).join('、')}`)
  if (watch.verify && watch.verify.basis.trim() === '')
    tell(where, '预警自定的核实期限没有写依据', '在 verify.basis 里写明期限出自哪部法规或文件')
  const { opens } = watch
  if (opens && flows.get(opens.flow.record.name) !== opens.flow)
    tell(where, `预警要启动的流程“${opens.flow.label}”没有场景声明`, '在场景的 flows 里列入它')
  if (opens?.flow.record.part) tell(where, `预警要启动的“${opens.flow.record.label}”是下级数据，不能单独建立`, '启动上级数据的流程')
}

function checkRows({ tell }: Check, where: string, over: OverRows): void {
  const { fields, label } = over.record
  if (!Number.isInteger(over.atLeast) || over.atLeast < 1) tell(where, `预警的数量下限是${over.atLeast}`, 'atLeast 写成不小于1的整数')
  for (const name of over.same) {
    const kind = fields[name]?.kind ?? ofRow[name]
    if (kind === undefined) tell(where, `分组所用的字段“${name}”不在“${label}”里`, `改为已有的字段：${Object.keys(fields).join('、')}`)
    else if (!groupable.includes(kind) || (fields[name]?.protect && !['idcard', 'credit-code', 'phone'].includes(kind)))
      tell(where, `不能按“${fields[name]?.label ?? name}”分组`, '改用只有一个值、可以比对的字段，如单位、区划、选项、证件号码')
  }
  const kind = fields[over.on]?.kind
  if (!isKnownField(fields, over.on) || !(ofCase.includes(over.on) || kind === 'date' || kind === 'instant'))
    tell(where, `时间窗口所用的“${over.on}”不是“${label}”的时间`, '改为日期或时间字段，如 createdAt')
}

function checkIndicator({ tell, records }: Check, where: string, over: OverIndicator): void {
  const { indicator, by } = over
  if (!records.has(indicator.record.name)) return
  if (by !== undefined && !indicator.by.includes(by))
    tell(
      where,
      `预警按“${by}”统计，指标“${indicator.label}”没有这个维度`,
      `改为指标已有的维度：${indicator.by.join('、') || '先在指标里声明 by'}`,
    )
  if ((over.below === undefined) === (over.above === undefined))
    tell(where, `预警没有写清指标“${indicator.label}”的界限`, '在 below（低于）和 above（高于）中写一个')
  if (over.least !== undefined && indicator.of.kind !== 'ratio')
    tell(where, `least 只用于比率，指标“${indicator.label}”不是比率`, '去掉 least')
}

/** The owner must be known from the subject alone: a group of rows shares only the fields it is grouped by. */
function checkOwner(check: Check, where: string, watch: Watch): void {
  const { tell, city } = check
  const { tell: owner, over } = watch
  const record = watchedRecord(watch)
  if (owner.kind === 'branch') {
    tell(where, '预警要通知分支单位，但预警不在流程的分支内', '改用 at、here 或字段的 holds')
    return
  }
  proveOwner({ flow: { record }, city, tell: (_, message, remedy) => tell(where, message, remedy) }, '', owner, false, '预警的责任人')
  const one = over.kind === 'rows' && over.same.length === 0 && over.atLeast === 1
  if (one) return
  const known = over.kind === 'rows' ? over.same : over.by === undefined ? [] : [over.by]
  const needed = owner.kind === 'author' ? 'author' : 'field' in owner ? owner.field : undefined
  if (needed !== undefined && !known.includes(needed))
    tell(
      where,
      `预警的责任人由“${record.fields[needed]?.label ?? needed}”决定，但预警的对象里没有它`,
      over.kind === 'rows' ? `在 same 里加上 ${needed}，或改用 at、here` : `按 ${needed} 统计（by），或改用 at、here`,
    )
}

function checkRises({ tell }: Check, where: string, { level, over, rises }: Watch): void {
  const up = over.kind === 'rows' || over.above !== undefined
  const boundOf = (of: { atLeast?: number; below?: number; above?: number }) =>
    over.kind === 'rows' ? of.atLeast : over.above !== undefined ? of.above : of.below
  let last = { level, bound: boundOf(over.kind === 'rows' ? { atLeast: over.atLeast } : over) }
  for (const rise of rises) {
    const bound = boundOf(rise)
    if (bound === undefined)
      tell(where, `升级到${warningLabels[rise.level]}的界限与预警的界限不是同一种`, '用与预警相同的 atLeast、below 或 above')
    else if (
      warningLevels.indexOf(rise.level) <= warningLevels.indexOf(last.level) ||
      (last.bound !== undefined && (up ? bound <= last.bound : bound >= last.bound))
    )
      tell(where, `升级到${warningLabels[rise.level]}的界限${bound}没有比前一级更严重`, '各级依次更严重，级别依次更高：蓝、黄、橙、红')
    last = { level: rise.level, bound }
  }
}
