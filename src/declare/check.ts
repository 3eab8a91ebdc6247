// What every check of scenes is given, and the questions that many of them ask: does this office exist, is this field of that kind, is this a date.
// Each fault says where it is and what would be right.
import type { City } from './city.ts'
import type { Condition } from './condition.ts'
import type { FieldKind } from './field.ts'
import type { Flow } from './flow.ts'
import type { Paper } from './paper.ts'
import { conditionFields, isKnownField } from './prove-owner.ts'
import type { AnyRecord } from './record.ts'
import type { Scene } from './scene.ts'

export type Tell = (where: string, message: string, remedy: string) => void
export type Check = {
  readonly scenes: readonly Scene[]
  readonly city: City
  readonly tell: Tell
  readonly records: ReadonlyMap<string, AnyRecord>
  readonly flows: ReadonlyMap<string, Flow>
  readonly lines: ReadonlySet<string>
  readonly papers: ReadonlySet<Paper>
}

export function checkLine({ tell, lines, city }: Check, where: string, line: string, what: string): void {
  if (lines.has(line)) return
  tell(where, `${what}“${line}”在${city.name}没有对应的单位`, `改为单位已有的职能（line），如${nearest(line, [...lines]).join('、')}`)
}

/** The names that look most alike, for a remedy that can be copied. */
function nearest(name: string, of: readonly string[]): string[] {
  const pairs = (text: string) => new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)))
  const own = pairs(name)
  const score = (other: string) => [...pairs(other)].filter(pair => own.has(pair)).length / (other.length + name.length)
  return of.toSorted((a, b) => score(b) - score(a)).slice(0, 3)
}

export function demandKind(
  { tell }: Check,
  where: string,
  record: AnyRecord,
  field: string,
  kinds: readonly FieldKind[],
  what: string,
): void {
  const kind = record.fields[field]?.kind
  const fitting = Object.entries(record.fields)
    .filter(([, one]) => kinds.includes(one.kind))
    .map(([name]) => name)
  if (kind !== undefined && kinds.includes(kind)) return
  tell(
    where,
    `${what}所用的字段“${field}”${kind === undefined ? '不存在' : '类型不对'}`,
    `应当是${kinds.join('或')}类型的字段${fitting.length > 0 ? `：${fitting.join('、')}` : '，请先声明'}`,
  )
}

export function checkCondition({ tell }: Check, where: string, record: AnyRecord, condition: Condition | undefined): void {
  if (!condition) return
  for (const field of conditionFields(condition))
    if (!isKnownField(record.fields, field))
      tell(where, `条件所用的字段“${field}”不在“${record.label}”里`, `改为已有的字段：${Object.keys(record.fields).join('、')}`)
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)

export function checkDates(tell: Tell, where: string, what: string, from: Readonly<Record<string, unknown>>): void {
  const dates = Object.keys(from)
  if (dates.length === 0) tell(where, `${what}没有写从哪天起生效`, "在 from 里写明，如 { '2024-01-01': … }")
  for (const date of dates) if (!isDate(date)) tell(where, `${what}的生效日期“${date}”不是日期`, '写成 2024-01-01 的样子')
}
