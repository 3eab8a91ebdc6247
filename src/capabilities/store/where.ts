// From conditions to SQL, in forms that PostgreSQL can answer by an index also behind row-level security: ranges instead of patterns,
// arrays instead of sub-selects for every row.
import { type RawBuilder, sql } from 'kysely'
import { type AnyRecord, type Comparison, type Condition, type Operand, Problem, type Scalar, valueOn } from '#declare'
import { kindOf } from '../../fields/kinds.ts'
import type { Subject } from '../identity/port.ts'
import { blindOf, hasBlindIndex, isSealed } from './codec.ts'
import { blindColumnName, columnName, regionPrefix } from './names.ts'
import { contextValue, todayOf, type World } from './world.ts'

export type Sql = RawBuilder<boolean>
/** `alias`: what the record's table is called in the query. */
export type Asking = { readonly world: World; readonly subject: Subject; readonly record: AnyRecord; readonly alias: string }

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
      return sql<boolean>`(${whereSql(asking, condition.of)}) is not true`
    case 'involved':
      return involvedSql(asking)
    case 'empty':
      return sql<boolean>`${placeOf(asking, condition.field).expression} is null`
    case 'present':
      return sql<boolean>`${placeOf(asking, condition.field).expression} is not null`
    default:
      return comparisonSql(asking, condition.op, condition.field, condition.value)
  }
}

function involvedSql({ world, subject, record, alias }: Asking): Sql {
  if (!world.model.flows.has(record.name) || subject.desks.length === 0) return no
  return sql<boolean>`${column(alias, 'id')} = any (array(select party.case_id from flow_party party where party.desk = any (${[...subject.desks]}::text[])))`
}

type Place = { readonly expression: RawBuilder<unknown>; readonly type: 'text' | 'uuid' | 'instant' | 'date' | 'number' | 'yesno' | 'list' | 'region' | 'opaque'; readonly sealed?: string; readonly encode: (value: Scalar) => unknown }

const plain = (value: Scalar): unknown => value
const systemPlaces: Readonly<Record<string, Place['type']>> = { id: 'uuid', root: 'uuid', parent: 'uuid', number: 'text', region: 'region', organ: 'text', author: 'text', createdAt: 'instant', updatedAt: 'instant', version: 'number' }
const casePlaces: Readonly<Record<string, Place['type']>> = { state: 'text', openedAt: 'instant', endedAt: 'instant', dueAt: 'instant', suspendedAt: 'instant', voided: 'yesno', urged: 'number', supervised: 'number', returned: 'number', extended: 'number' }
const typeOfKind: Readonly<Record<string, Place['type']>> = {
  text: 'text', choice: 'text', organ: 'text', person: 'text', idcard: 'text', 'credit-code': 'text', phone: 'text', region: 'region', ref: 'uuid', number: 'number', money: 'number', yesno: 'yesno', date: 'date', instant: 'instant',
  choices: 'list', organs: 'list', persons: 'list',
}

export function placeOf({ world, record, alias }: Pick<Asking, 'world' | 'record' | 'alias'>, name: string): Place {
  const field = Object.hasOwn(record.fields, name) ? record.fields[name] : undefined
  const expression = column(alias, columnName(name))
  if (field) {
    const type = typeOfKind[field.kind] ?? 'opaque'
    return { expression, type, ...(isSealed(field) ? { sealed: name } : {}), encode: value => (type === 'list' || value === null || typeof value === 'boolean' ? value : kindOf(field.kind).toSql(value)) }
  }
  const system = systemPlaces[name]
  if (system) return { expression, type: system, encode: plain }
  if (world.model.flows.has(record.name)) {
    const ofCase = casePlaces[name]
    if (ofCase) return { expression, type: ofCase, encode: plain }
    if (name === 'ended') return { expression: sql`(${column(alias, 'ended_at')} is not null)`, type: 'yesno', encode: plain }
    if (name === 'late') return { expression: sql`coalesce(${column(alias, 'due_at')} < coalesce(${column(alias, 'ended_at')}, ${world.clock.now()}::timestamptz), false)`, type: 'yesno', encode: plain }
  }
  throw new Problem('invalid', `“${record.label}”没有名为“${name}”的字段，不能用作筛选条件`)
}

function comparisonSql(asking: Asking, op: Comparison, field: string, operand: Operand): Sql {
  const place = placeOf(asking, field)
  if (operand !== null && typeof operand === 'object' && 'field' in operand) return fieldComparison(asking, op, place, placeOf(asking, operand.field))
  const value = resolve(asking, operand)
  if (place.sealed !== undefined) return sealedComparison(asking, op, place, value)
  const list = Array.isArray(value) ? (value as readonly Scalar[]) : undefined
  const one = list ? undefined : (value as Scalar)
  if (place.type === 'opaque') throw cannot(asking, field)
  if (op === 'within') return anyOf((list ?? [one!]).map(code => withinSql(place.expression, String(code))))
  if (place.type === 'list') return listComparison(asking, field, op, place, list ?? [one!])
  if (list || op === 'in' || op === 'not-in') {
    const found = sql<boolean>`${place.expression} = any (${(list ?? [one!]).map(place.encode)})`
    if (op === 'is' || op === 'in') return found
    if (op === 'is-not' || op === 'not-in') return sql<boolean>`(${found}) is not true`
    throw cannot(asking, field)
  }
  if (one === null) return op === 'is' ? sql<boolean>`${place.expression} is null` : op === 'is-not' ? sql<boolean>`${place.expression} is not null` : no
  if (place.type === 'instant' && typeof one === 'string' && /^\d{4}-\d\d-\d\d$/.test(one)) return dayComparison(asking, op, place.expression, one)
  if (op === 'contains') return sql<boolean>`strpos(${place.expression}::text, ${String(one)}) > 0`
  if (op === 'starts-with') return sql<boolean>`starts_with(${place.expression}::text, ${String(one)})`
  if (op === 'overlaps') throw cannot(asking, field)
  return sql<boolean>`${place.expression} ${operators[op]} ${checked(asking, field, place, one!)}`
}

const operators = { is: sql`=`, 'is-not': sql`is distinct from`, 'at-most': sql`<=`, 'at-least': sql`>=`, below: sql`<`, above: sql`>` } as const

/** What PostgreSQL would refuse with an error of its own is refused here in the user's words. */
function checked({ record }: Asking, field: string, place: Place, value: Scalar): unknown {
  const label = record.fields[field]?.label ?? field
  const fits =
    place.type === 'number' ? Number.isFinite(Number(value)) && value !== '' : place.type === 'date' || place.type === 'instant' ? !Number.isNaN(Date.parse(String(value))) : place.type === 'yesno' ? typeof value === 'boolean' : place.type === 'uuid' ? /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(String(value)) : true
  if (!fits) throw new Problem('invalid', `筛选条件中“${label}”的值“${String(value)}”不正确`)
  const encoded = place.encode(value)
  return place.type === 'text' || place.type === 'region' ? String(encoded) : encoded
}

function fieldComparison(asking: Asking, op: Comparison, left: Place, right: Place): Sql {
  if (left.sealed !== undefined || right.sealed !== undefined || !(op in operators)) throw new Problem('invalid', `“${asking.record.label}”的这两个字段不能相互比较`)
  return sql<boolean>`${left.expression} ${operators[op as keyof typeof operators]} ${right.expression}`
}

function sealedComparison({ world, record, alias }: Asking, op: Comparison, place: Place, value: Scalar | readonly Scalar[]): Sql {
  const name = place.sealed!
  const field = record.fields[name]!
  if (!hasBlindIndex(field) || !['is', 'in'].includes(op)) throw new Problem('invalid', `“${field.label}”已加密保存，只能按完整的值查找`)
  const values = (Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar]).map(one => blindOf(world.keyRing, record, name, String(one)))
  return sql<boolean>`${column(alias, blindColumnName(name))} = any (${values}::bytea[])`
}

function listComparison(asking: Asking, field: string, op: Comparison, place: Place, values: readonly Scalar[]): Sql {
  const members = values.map(String)
  if (op === 'contains' || op === 'is') return sql<boolean>`${place.expression} @> ${members}::text[]`
  if (op === 'overlaps' || op === 'in') return sql<boolean>`${place.expression} && ${members}::text[]`
  if (op === 'is-not' || op === 'not-in') return sql<boolean>`(${place.expression} && ${members}::text[]) is not true`
  throw cannot(asking, field)
}

/** A moment compared with a civil date: the day in the city's zone. */
function dayComparison({ world }: Asking, op: Comparison, expression: RawBuilder<unknown>, day: string): Sql {
  const zone = world.calendar.zone
  const start = sql`(${day}::date::timestamp at time zone ${zone})`
  const end = sql`((${day}::date + 1)::timestamp at time zone ${zone})`
  switch (op) {
    case 'below':
      return sql<boolean>`${expression} < ${start}`
    case 'at-least':
      return sql<boolean>`${expression} >= ${start}`
    case 'at-most':
      return sql<boolean>`${expression} < ${end}`
    case 'above':
      return sql<boolean>`${expression} >= ${end}`
    case 'is':
      return sql<boolean>`(${expression} >= ${start} and ${expression} < ${end})`
    default:
      return sql<boolean>`(${expression} >= ${start} and ${expression} < ${end}) is not true`
  }
}

/** The subtree of a region as a range, which an index answers under every collation: digits come in the same order in all. */
export function withinSql(expression: RawBuilder<unknown>, code: string): Sql {
  const prefix = regionPrefix(code)
  if (!/^\d{2,12}$/.test(prefix)) return no
  const next = String(BigInt(prefix) + 1n).padStart(prefix.length, '0')
  return sql<boolean>`(${expression} >= ${prefix} and ${expression} < ${next})`
}

function resolve({ world, subject }: Asking, operand: Exclude<Operand, { field: string }>): Scalar | readonly Scalar[] {
  if (operand === null || typeof operand !== 'object' || Array.isArray(operand)) return operand as Scalar | readonly Scalar[]
  if ('context' in operand) return contextValue(world, subject, operand.context)
  return parameterValue(world, (operand as { parameter: string }).parameter)
}

/** The value in force today of a parameter that some rule names. */
export function parameterValue(world: World, name: string): Scalar {
  const found = world.model.scenes.flatMap(scene => Object.values(scene.rules).flatMap(rule => rule.parameters)).find(one => one.parameter === name)
  if (!found) throw new Problem('invalid', `没有名为“${name}”的参数`)
  return valueOn(found, todayOf(world)) as Scalar
}

const cannot = ({ record }: Asking, field: string) => new Problem('invalid', `“${record.fields[field]?.label ?? field}”不能这样筛选`)
