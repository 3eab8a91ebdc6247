// From conditions to SQL, in forms that PostgreSQL can answer by an index also behind row-level security: ranges instead of patterns,
// arrays instead of sub-selects for every row. What a comparison means is said in `methods/condition`.
import { type RawBuilder, sql } from 'kysely'
import { type AnyRecord, type Condition, type Field, Problem, parameterOn, type Scalar } from '#declare'
import { type ConditionFields, conditionFields } from '../../methods/condition/fields.ts'
import { type ConditionContext, regionPrefix, resolveOperand } from '../../methods/condition/operand.ts'
import { conditionSql } from '../../methods/condition/sql.ts'
import type { Subject } from '../identity/port.ts'
import { blindOf, hasBlindIndex, isSealed } from './codec.ts'
import { blindColumnName, columnName } from './names.ts'
import { todayOf, type World } from './world.ts'

export type Sql = RawBuilder<boolean>
/** `alias`: what the record's table is called in the query. `few`: records of which the person may read few rows; see `withFewWholes`. */
export type Asking = {
  readonly world: World
  readonly subject: Subject
  readonly record: AnyRecord
  readonly alias: string
  readonly few?: ReadonlySet<string>
}

export const column = (alias: string, name: string): RawBuilder<unknown> => sql.ref(`${alias}.${name}`)
export const yes: Sql = sql<boolean>`true`
export const no: Sql = sql<boolean>`false`

export function allOf(conditions: readonly Sql[]): Sql {
  const real = conditions.filter(one => one !== yes)
  if (real.includes(no)) return no
  return real.length === 0 ? yes : real.length === 1 ? real[0]! : sql<boolean>`(${sql.join(real, sql` and `)})`
}

export function anyOf(conditions: readonly Sql[]): Sql {
  const real = conditions.filter(one => one !== no)
  if (real.includes(yes)) return yes
  return real.length === 0 ? no : real.length === 1 ? real[0]! : sql<boolean>`(${sql.join(real, sql` or `)})`
}

/** Throws Problem `invalid` when it names what the record does not have, or asks of a field what cannot be asked. */
export function whereSql(asking: Asking, condition: Condition): Sql {
  switch (condition.op) {
    case 'always':
      return yes
    case 'never':
      return no
    case 'all':
      return allOf(condition.of.map(one => whereSql(asking, one)))
    case 'any':
      return anyOf(condition.of.map(one => whereSql(asking, one)))
    case 'not':
      return sql<boolean>`(not ${whereSql(asking, condition.of)})`
    case 'involved':
      return involvedSql(asking)
    default:
      return leafSql(asking, condition)
  }
}

type Leaf = Extract<Condition, { field: string }>

function leafSql(asking: Asking, leaf: Leaf): Sql {
  const context = conditionContext(asking.world, asking.subject, asking.record)
  const field = asking.record.fields[leaf.field]
  if (field && isSealed(field)) return sealedSql(asking, leaf, field, context)
  if (leaf.op === 'within') {
    const resolved = resolveOperand(leaf.value, context)
    const codes = 'many' in resolved ? resolved.many : 'one' in resolved ? [resolved.one] : undefined
    if (codes) return anyOf(codes.map(code => withinSql(fieldSql(asking, leaf.field), String(code))))
  }
  return conditionSql(leaf, { context, column: name => fieldSql(asking, name) })
}

/** Whoever ever had something of the case on their desk. */
function involvedSql({ world, subject, record, alias }: Asking): Sql {
  if (!world.model.flows.has(record.name) || subject.desks.length === 0) return no
  return sql<boolean>`${column(alias, 'involved')} && ${[...subject.desks]}::text[]`
}

/** The column of a field, or of what the platform knows of the row and its case. */
export function fieldSql({ world, record, alias }: Pick<Asking, 'world' | 'record' | 'alias'>, name: string): RawBuilder<unknown> {
  if (Object.hasOwn(record.fields, name)) {
    if (isSealed(record.fields[name]!)) throw new Problem('invalid', `“${record.fields[name]!.label}”已加密保存，不能与其他字段比较`)
    return column(alias, columnName(name))
  }
  const ofCase = !rowFields.includes(name)
  if (ofCase && !world.model.flows.has(record.name)) throw new Problem('invalid', `“${record.label}”没有办理流程，不能按“${name}”筛选`)
  if (name === 'ended') return sql`(${column(alias, 'ended_at')} is not null)`
  if (name === 'late')
    return sql`coalesce(${column(alias, 'due_at')} < coalesce(${column(alias, 'ended_at')}, ${world.clock.now()}::timestamptz), false)`
  return column(alias, columnName(name))
}

const rowFields: readonly string[] = ['id', 'region', 'organ', 'author', 'createdAt', 'updatedAt', 'number', 'parent']
const moreFields: readonly (readonly [string, Field])[] = [
  ['number', { kind: 'text', label: '编号' }],
  ['updatedAt', { kind: 'instant', label: '更新时间' }],
  ['parent', { kind: 'ref', label: '上级数据' }],
]

const known = new WeakMap<AnyRecord, ConditionFields>()

/** What a condition over this record may speak of. */
export function filterFields(world: Pick<World, 'model'>, record: AnyRecord): ConditionFields {
  const fields = known.get(record) ?? makeFilterFields(world, record)
  known.set(record, fields)
  return fields
}

function makeFilterFields(world: Pick<World, 'model'>, record: AnyRecord): ConditionFields {
  const states = world.model.flows.get(record.name)?.states
  const labels = states && Object.fromEntries(Object.entries(states).map(([name, state]) => [name, state.label]))
  return new Map([...moreFields, ...conditionFields(record, labels)])
}

export function conditionContext(world: World, subject: Subject, record: AnyRecord): ConditionContext {
  return {
    fields: filterFields(world, record),
    now: world.clock.now(),
    zone: world.calendar.zone,
    me: subject.person,
    organs: [...new Set(subject.posts.map(post => post.organ))],
    regions: [...new Set(subject.posts.map(post => post.region))],
    parameter: name => parameterValue(world, name),
  }
}

function sealedSql({ world, record, alias }: Asking, leaf: Leaf, field: Field, context: ConditionContext): Sql {
  const place = column(alias, columnName(leaf.field))
  if (leaf.op === 'empty') return sql<boolean>`(${place} is null)`
  if (leaf.op === 'present' || !('value' in leaf)) return sql<boolean>`(${place} is not null)`
  const resolved = resolveOperand(leaf.value, context)
  if (!hasBlindIndex(field) || !['is', 'in'].includes(leaf.op) || 'field' in resolved)
    throw new Problem('invalid', `“${field.label}”已加密保存，只能按完整的值查找`)
  const values = ('many' in resolved ? resolved.many : [resolved.one]).map(one => blindOf(world.keyRing, record, leaf.field, String(one)))
  return sql<boolean>`(${column(alias, blindColumnName(leaf.field))} = any (${values}::bytea[]))`
}

/** The subtree of a region as a range, which an index answers under every collation: digits come in the same order in all. */
export function withinSql(expression: RawBuilder<unknown>, code: string): Sql {
  const prefix = regionPrefix(code)
  if (prefix === undefined) throw new Problem('invalid', `“${code}”不是行政区划代码`)
  const next = String(BigInt(prefix) + 1n).padStart(prefix.length, '0')
  return sql<boolean>`(${expression} >= ${prefix} and ${expression} < ${next})`
}

/** The value in force today of a parameter that a rule, a quota or a replay names. */
function parameterValue(world: World, name: string): Scalar {
  return parameterOn(world.model, name, todayOf(world))
}
