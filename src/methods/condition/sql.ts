// A condition as a SQL filter for PostgreSQL. Every value is a bound parameter; nothing but column names comes from the declaration.

import { type RawBuilder, sql } from 'kysely'
import { type Comparison, type Condition, type Field, type Operand, Problem, type Scalar } from '#declare'
import { addDays, isCivilDate } from '../../fields/date/civil-date.ts'
import { civilDateIn } from '../../fields/instant/zone.ts'
import { sortOf } from './fields.ts'
import { type ConditionContext, fieldOf, getRegionPrefix, literalOf, type Resolved, resolveOperand } from './operand.ts'

type Sql = RawBuilder<boolean>

export type ConditionSqlOptions = {
  readonly context: ConditionContext
  /** The column (or expression) of a field, by the field's name: `createdAt`, `late`, `dueOn` … */
  readonly column: (field: string) => RawBuilder<unknown>
  /** The filter for rows in whose case the person has or had a task. */
  readonly involved?: () => Sql
  /** Asked first for each comparison with values: a field that is kept in another form (sealed, say) answers by itself. */
  readonly special?: (comparison: {
    readonly op: Comparison
    readonly field: string
    readonly values: readonly Scalar[]
  }) => Sql | undefined
}

/** Agrees with `evaluate` on every row; unknown is SQL's null. */
export function conditionSql(condition: Condition, options: ConditionSqlOptions): Sql {
  switch (condition.op) {
    case 'always':
      return sql<boolean>`true`
    case 'never':
      return sql<boolean>`false`
    case 'involved':
      if (!options.involved) throw new Problem('broken', '此处不能使用“本人参与办理过”的条件')
      return sql<boolean>`(${options.involved()})`
    case 'all':
    case 'any':
      if (condition.of.length === 0) return condition.op === 'all' ? sql<boolean>`true` : sql<boolean>`false`
      return joined(
        condition.of.map(part => conditionSql(part, options)),
        condition.op === 'all' ? 'and' : 'or',
      )
    case 'not':
      return sql<boolean>`(not ${conditionSql(condition.of, options)})`
    case 'empty':
    case 'present':
      return emptiness(condition.field, condition.op === 'empty', options)
    default:
      return compare(condition, options)
  }
}

const unknown = sql<boolean>`null::boolean`
const joined = (parts: readonly Sql[], word: 'and' | 'or'): Sql =>
  sql<boolean>`(${sql.join(parts, word === 'and' ? sql` and ` : sql` or `)})`

function emptiness(name: string, empty: boolean, options: ConditionSqlOptions): Sql {
  fieldOf(name, options.context.fields)
  return empty ? sql<boolean>`(${options.column(name)} is null)` : sql<boolean>`(${options.column(name)} is not null)`
}

const operators = { is: sql`=`, 'is-not': sql`<>`, 'at-most': sql`<=`, 'at-least': sql`>=`, below: sql`<`, above: sql`>` } as const

function compare(condition: { op: Comparison; field: string; value: Operand }, options: ConditionSqlOptions): Sql {
  const { op } = condition
  const field = fieldOf(condition.field, options.context.fields)
  if (condition.value === null && (op === 'is' || op === 'is-not')) return emptiness(condition.field, op === 'is', options)
  const resolved = resolveOperand(condition.value, options.context)
  const column = options.column(condition.field)
  if ('field' in resolved) return compareFields(op, condition.field, resolved.field, options)
  const special = options.special?.({ op, field: condition.field, values: 'many' in resolved ? resolved.many : [resolved.one] })
  if (special) return special
  switch (op) {
    case 'in':
    case 'is':
      return 'many' in resolved ? memberSql(column, field, resolved.many, options) : oneSql('is', column, field, resolved.one, options)
    case 'not-in':
    case 'is-not':
      return 'many' in resolved
        ? sql<boolean>`(not ${memberSql(column, field, resolved.many, options)})`
        : oneSql('is-not', column, field, resolved.one, options)
    case 'overlaps':
      return overlapsSql(column, field, resolved)
    case 'within':
      return withinSql(column, resolved)
    default:
      if ('many' in resolved) throw new Problem('invalid', `“${field.label}”的这种比较只能用一个值`)
      return oneSql(op, column, field, resolved.one, options)
  }
}

function oneSql(
  op: keyof typeof operators | 'contains' | 'starts-with',
  column: RawBuilder<unknown>,
  field: Field,
  one: Scalar,
  options: ConditionSqlOptions,
): Sql {
  const value = literalOf(one, field)
  if (value === null) return unknown
  if (op === 'contains')
    return sortOf(field) === 'list'
      ? sql<boolean>`(${column} @> array[${value}]::text[])`
      : sql<boolean>`(${column} like ${`%${escaped(value)}%`})`
  if (op === 'starts-with') return sql<boolean>`(${column} like ${`${escaped(value)}%`})`
  if (sortOf(field) === 'time') return timeSql(op, column, field, String(value), options.context)
  return sql<boolean>`(${column} ${operators[op]} ${bound(value, field)})`
}

/** A literal with its type. A whole number is compared as bigint, so that the index of a whole-number column serves. */
function bound(value: Scalar, field: Field): RawBuilder<unknown> {
  switch (sortOf(field)) {
    case 'decimal':
      return field.decimals === 0 && Number.isSafeInteger(Number(value)) && !/[.e]/i.test(String(value))
        ? sql`${value}::bigint`
        : sql`${value}::numeric`
    case 'boolean':
      return sql`${value}::boolean`
    default:
      return field.kind === 'ref' ? sql`${value}::uuid` : sql`${value}::text`
  }
}

/** An instant compared with a day is compared with the day's ends, so that the column's index serves. */
function timeSql(op: keyof typeof operators, column: RawBuilder<unknown>, field: Field, value: string, context: ConditionContext): Sql {
  if (field.kind === 'date') return sql<boolean>`(${column} ${operators[op]} ${dayOf(value, context)}::date)`
  if (!isCivilDate(value)) return sql<boolean>`(${column} ${operators[op]} ${new Date(value).toISOString()}::timestamptz)`
  const start = (day: string) => sql`(${day}::timestamp at time zone ${context.zone})`
  const [from, to] = [start(value), start(addDays(value, 1))]
  switch (op) {
    case 'is':
      return sql<boolean>`(${column} >= ${from} and ${column} < ${to})`
    case 'is-not':
      return sql<boolean>`(${column} < ${from} or ${column} >= ${to})`
    case 'at-most':
      return sql<boolean>`(${column} < ${to})`
    case 'above':
      return sql<boolean>`(${column} >= ${to})`
    case 'below':
      return sql<boolean>`(${column} < ${from})`
    case 'at-least':
      return sql<boolean>`(${column} >= ${from})`
  }
}

const dayOf = (time: string, context: ConditionContext): string => (isCivilDate(time) ? time : civilDateIn(new Date(time), context.zone))

function memberSql(column: RawBuilder<unknown>, field: Field, many: readonly Scalar[], options: ConditionSqlOptions): Sql {
  const values = many.map(one => literalOf(one, field))
  if (sortOf(field) === 'time') {
    // Days and instants compare differently, one by one; `or` joins what is unknown as `= any` does.
    return values.length === 0
      ? sql<boolean>`false`
      : joined(
          values.map(one => oneSql('is', column, field, one, options)),
          'or',
        )
  }
  const type =
    sortOf(field) === 'decimal'
      ? sql`numeric[]`
      : sortOf(field) === 'boolean'
        ? sql`boolean[]`
        : field.kind === 'ref'
          ? sql`uuid[]`
          : sql`text[]`
  return sql<boolean>`(${column} = any(${values}::${type}))`
}

function overlapsSql(column: RawBuilder<unknown>, field: Field, resolved: Exclude<Resolved, { field: string }>): Sql {
  if ('one' in resolved && resolved.one === null) return unknown
  const values = ('many' in resolved ? resolved.many : [resolved.one]).map(one => literalOf(one, field)).filter(one => one !== null)
  return sql<boolean>`(${column} && ${values}::text[])`
}

function withinSql(column: RawBuilder<unknown>, resolved: Exclude<Resolved, { field: string }>): Sql {
  if ('one' in resolved && resolved.one === null) return unknown
  const codes = ('many' in resolved ? resolved.many : [resolved.one]).filter(one => one !== null)
  if (codes.length === 0) return sql<boolean>`false`
  return joined(
    codes.map(code => subtreeSql(column, getRegionPrefix(code))),
    'or',
  )
}

/** A range instead of a pattern: an index answers it under every collation, also behind row-level security. */
function subtreeSql(column: RawBuilder<unknown>, prefix: string): Sql {
  const next = String(BigInt(prefix) + 1n)
  if (next.length > prefix.length) return sql<boolean>`starts_with(${column}, ${prefix})`
  return sql<boolean>`(${column} >= ${prefix} and ${column} < ${next})`
}

function compareFields(op: Comparison, name: string, otherName: string, { column, context }: ConditionSqlOptions): Sql {
  const field = fieldOf(name, context.fields)
  const other = fieldOf(otherName, context.fields)
  const [a, b] = [column(name), column(otherName)]
  const many = sortOf(other) === 'list'
  switch (op) {
    case 'in':
    case 'is':
      return many ? sql<boolean>`(${a} = any(${b}))` : equalSql(field, other, a, b, context, 'is')
    case 'not-in':
    case 'is-not':
      return many ? sql<boolean>`(${a} <> all(${b}))` : equalSql(field, other, a, b, context, 'is-not')
    case 'overlaps':
      return many ? sql<boolean>`(${a} && ${b})` : sql<boolean>`(${b} = any(${a}))`
    case 'contains':
      return sortOf(field) === 'list' ? sql<boolean>`(${b} = any(${a}))` : sql<boolean>`(position(${b} in ${a}) > 0)`
    case 'starts-with':
      return sql<boolean>`starts_with(${a}, ${b})`
    case 'within':
      return sql<boolean>`starts_with(${a}, ${prefixSql(b)})`
    default:
      return equalSql(field, other, a, b, context, op)
  }
}

/** Two fields; a date and an instant meet as days. */
function equalSql(
  field: Field,
  other: Field,
  a: RawBuilder<unknown>,
  b: RawBuilder<unknown>,
  context: ConditionContext,
  op: keyof typeof operators,
): Sql {
  const mixed = field.kind !== other.kind && sortOf(field) === 'time'
  const day = (of: Field, from: RawBuilder<unknown>) =>
    mixed && of.kind === 'instant' ? sql`(${from} at time zone ${context.zone})::date` : from
  return sql<boolean>`(${day(field, a)} ${operators[op]} ${day(other, b)})`
}

/** `regionPrefix` of a column. */
const prefixSql = (code: RawBuilder<unknown>) => sql`(case
  when ${code} ~ '^[0-9]{2}0000(000){0,2}$' then left(${code}, 2)
  when ${code} ~ '^[0-9]{4}00(000){0,2}$' then left(${code}, 4)
  when ${code} ~ '^[0-9]{6}(000){1,2}$' then left(${code}, 6)
  when ${code} ~ '^[0-9]{9}000$' then left(${code}, 9)
  else ${code} end)`

/** Text that `like` takes as it stands. */
const escaped = (text: Scalar): string => String(text).replace(/[\\%_]/g, found => `\\${found}`)
