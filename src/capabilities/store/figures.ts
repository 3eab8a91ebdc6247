// Indicators, counted from rows by SQL within what the person may read; split by dimensions and periods, held against dated goals.

import type { z } from '@hono/zod-openapi'
import { type RawBuilder, sql } from 'kysely'
import { type AnyRecord, all, type CivilDate, type Condition, type Indicator, type Measure, Problem, type Target } from '#declare'
import { regionPrefix } from '../../methods/condition/operand.ts'
import type { Figures } from '../../wire/city.ts'
import { isSealed } from './codec.ts'
import { withFewWholes } from './few-wholes.ts'
import { type ListQuery, listRows, type Page } from './list.ts'
import { periodEnds, periodSql } from './periods.ts'
import { type As, alias, from, live } from './rows.ts'
import { scopeSql } from './scope.ts'
import { allOf, fieldSql, filterFields, type Sql, whereSql, yes } from './where.ts'
import { todayOf } from './world.ts'

export type FigureQuery = {
  /** Dimensions of the indicator, or `period`. */
  readonly by?: readonly string[]
  /** Civil dates, both inclusive, of the indicator's deciding moment. */
  readonly from?: CivilDate
  readonly to?: CivilDate
  readonly filter?: Condition
  /** Only this subtree; the dimension `region` then shows the level below it. */
  readonly region?: string
}

type FigureRow = z.infer<typeof Figures>['rows'][number]
const mostRows = 2000

export async function figuresOf(as: As, indicator: Indicator, query: FigureQuery = {}): Promise<z.infer<typeof Figures>> {
  const rows = await figureRows(as, indicator, query)
  const goal = goalOn(indicator.goals, todayOf(as.world))
  const whole = query.by?.length ? (await figureRows(as, indicator, { ...query, by: [] }))[0] : rows[0]
  return {
    indicator: indicator.name,
    label: indicator.label,
    formula: indicator.formula,
    unit: indicator.unit,
    rows,
    asOf: as.world.clock.now().toISOString(),
    goal: goal ? { by: goal.by, value: goal.value, basis: goal.basis, attained: attains(indicator, whole?.value ?? null, goal) } : null,
  }
}

/** One row for each combination of the dimensions; exactly one without dimensions. */
export async function figureRows(asker: As, indicator: Indicator, query: FigureQuery): Promise<FigureRow[]> {
  const { record } = indicator
  const as = await withFewWholes(asker, record)
  const { world, subject, tx, few } = as
  const asking = { world, subject, record, alias, ...(few && { few }) }
  const dimensions = (query.by ?? []).map((name, i) => dimensionOf(as, indicator, name, i, query))
  const where = allOf([scopeSql(asking, 'read'), live, whereSql(asking, all(...spanConditions(indicator, query)))])
  const { numerator, denominator } = measureSql(as, record, indicator.of)
  const keys = dimensions.map(one => sql`${one.expression} as ${sql.ref(one.alias)}`)
  const groups = dimensions.map(one => sql.ref(one.alias))
  const joins = dimensions.map(one => one.join)
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join([...keys, sql`${numerator} as numerator`, sql`${denominator} as denominator`])}
    from ${from(record)} ${sql.join(joins, sql` `)} where ${where}
    ${groups.length > 0 ? sql`group by ${sql.join(groups)} order by ${sql.join(groups)}` : sql``} limit ${mostRows}`.execute(tx)
  return rows.map(row => {
    const key = Object.fromEntries(dimensions.map(one => [one.name, row[one.alias] === null ? null : String(row[one.alias])]))
    const labels = dimensions.map(one => one.label(key[one.name] ?? null))
    return {
      key,
      label: labels.length > 0 ? labels.join(' · ') : indicator.label,
      ...measured(indicator, toNumber(row['numerator']), toNumber(row['denominator'])),
    }
  })
}

/** The rows that a figure counts: the same condition, scope and period, as a list. */
export async function rowsBehind(
  as: As,
  indicator: Indicator,
  of: FigureQuery & { key?: Readonly<Record<string, string | null>>; part?: 'numerator' | 'denominator' },
  page: Pick<ListQuery, 'cursor' | 'limit' | 'sort'> = {},
): Promise<Page> {
  const conditions = [...spanConditions(indicator, of), ...measureConditions(indicator.of, of.part ?? 'denominator')]
  for (const [name, value] of Object.entries(of.key ?? {})) conditions.push(keyCondition(as, indicator, name, value, of))
  return listRows(as, indicator.record, { ...page, filter: all(...conditions) })
}

function measureConditions(measure: Measure, part: 'numerator' | 'denominator'): Condition[] {
  const over = measure.kind === 'ratio' ? measure.over : measure.when
  const when = measure.kind === 'ratio' && part === 'numerator' ? measure.when : undefined
  return [over, when].filter(one => one !== undefined)
}

function measureSql(as: As, record: AnyRecord, measure: Measure): { numerator: RawBuilder<unknown>; denominator: RawBuilder<unknown> } {
  const asking = { ...as, record, alias }
  const where = (part: 'numerator' | 'denominator'): Sql => allOf(measureConditions(measure, part).map(one => whereSql(asking, one)))
  const counted = (condition: Sql) => (condition === yes ? sql`count(*)` : sql`count(*) filter (where ${condition})`)
  if (measure.kind === 'count') return { numerator: counted(where('denominator')), denominator: sql`null` }
  if (measure.kind === 'ratio') return { numerator: counted(where('numerator')), denominator: counted(where('denominator')) }
  const field = record.fields[measure.field]
  if (!field || isSealed(field)) throw new Problem('setting', `指标用到的字段“${measure.field}”不能汇总`)
  const condition = where('denominator')
  const value = fieldSql(asking, measure.field)
  if (measure.kind === 'median')
    return { numerator: sql`percentile_cont(0.5) within group (order by ${value}) filter (where ${condition})`, denominator: sql`null` }
  const names = { sum: sql`sum`, average: sql`avg`, least: sql`min`, most: sql`max` } as const
  return { numerator: sql`${names[measure.kind]}(${value}) filter (where ${condition})`, denominator: sql`null` }
}

function measured(
  indicator: Indicator,
  numerator: number | null,
  denominator: number | null,
): Pick<FigureRow, 'value' | 'numerator' | 'denominator'> {
  if (indicator.of.kind !== 'ratio') return { value: numerator, numerator: null, denominator: null }
  const share = denominator ? (numerator ?? 0) / denominator : null
  return { value: share === null ? null : round(indicator.unit === '%' ? share * 100 : share), numerator, denominator }
}

const round = (value: number) => Math.round(value * 1e4) / 1e4
const toNumber = (value: unknown) => (value === null || value === undefined ? null : Number(value))

function spanConditions({ on }: Indicator, { from: first, to, filter, region }: FigureQuery): Condition[] {
  return [
    ...(first ? [{ op: 'at-least', field: on, value: first } as const] : []),
    ...(to ? [{ op: 'at-most', field: on, value: to } as const] : []),
    ...(region ? [{ op: 'within', field: 'region', value: region } as const] : []),
    ...(filter ? [filter] : []),
  ]
}

type Dimension = {
  readonly name: string
  readonly alias: string
  readonly expression: RawBuilder<unknown>
  readonly join: RawBuilder<unknown>
  readonly label: (key: string | null) => string
}

function dimensionOf(as: As, indicator: Indicator, name: string, index: number, query: FigureQuery): Dimension {
  const { world } = as
  const { record } = indicator
  const asking = { world, subject: as.subject, record, alias }
  const base = { name, alias: `by_${index}`, join: sql`` }
  if (name === 'period') {
    if (indicator.per === 'ever') throw new Problem('invalid', `“${indicator.label}”不按时期统计`)
    return {
      ...base,
      expression: periodSql(fieldSql(asking, indicator.on), isDay(as, indicator), indicator.per, world.calendar.zone),
      label: key => key ?? '（无日期）',
    }
  }
  const field = filterFields(world, record).get(name)
  if (!field || isSealed(field)) throw new Problem('invalid', `“${indicator.label}”不能按“${name}”分组`)
  const label = (key: string | null): string => {
    if (key === null) return '（未填）'
    const { lookups } = world
    if (field.kind === 'organ' || field.kind === 'organs') return lookups.organ(key)?.name ?? key
    if (field.kind === 'region') return lookups.region(key)?.name ?? key
    if (field.kind === 'person' || field.kind === 'persons') return lookups.person(key)?.name ?? key
    if (field.kind === 'yesno') return key === 'true' ? '是' : '否'
    return field.of?.[key] ?? key
  }
  const expression = fieldSql(asking, name)
  if (['organs', 'persons', 'choices'].includes(field.kind)) {
    const unnested = `each_${index}`
    return {
      ...base,
      expression: sql.ref(`${unnested}.value`),
      join: sql`left join lateral unnest(${expression}) as ${sql.ref(unnested)}(value) on true`,
      label,
    }
  }
  if (field.kind === 'region') return { ...base, expression: sql`left(${expression}, ${sql.lit(levelBelow(query.region))})`, label }
  return { ...base, expression, label }
}

/** How long the codes of the level below a region are; without one, of counties. */
function levelBelow(region: string | undefined): number {
  const length = region === undefined ? 4 : (regionPrefix(region) ?? region).length
  return length < 6 ? 6 : length < 9 ? 9 : 12
}

function keyCondition(as: As, indicator: Indicator, name: string, value: string | null, query: FigureQuery): Condition {
  if (name === 'period') {
    if (value === null) return { op: 'empty', field: indicator.on }
    const { first, last } = periodEnds(indicator.per, value)
    return all({ op: 'at-least', field: indicator.on, value: first }, { op: 'at-most', field: indicator.on, value: last })
  }
  const field = filterFields(as.world, indicator.record).get(name)
  if (value === null) return { op: 'empty', field: name }
  if (['organs', 'persons', 'choices'].includes(field?.kind ?? '')) return { op: 'contains', field: name, value }
  if (field?.kind === 'yesno') return { op: 'is', field: name, value: value === 'true' }
  // The figure of a whole region stands for its own rows when its counterparts are a level below.
  if (field?.kind === 'region' && (regionPrefix(value) ?? value).length >= levelBelow(query.region))
    return { op: 'within', field: name, value }
  return { op: 'is', field: name, value }
}

const isDay = ({ world }: As, indicator: Indicator) => filterFields(world, indicator.record).get(indicator.on)?.kind === 'date'

/** The next goal that is still ahead; after the last one, that one. */
export function goalOn(goals: readonly Target[], today: CivilDate): Target | undefined {
  const ends = goals
    .map(goal => ({ goal, end: goal.by.length === 4 ? `${goal.by}-12-31` : goal.by }))
    .sort((a, b) => (a.end < b.end ? -1 : 1))
  return (ends.find(({ end }) => end >= today) ?? ends.at(-1))?.goal
}

export const attains = (indicator: Pick<Indicator, 'better'>, value: number | null, goal: Target): boolean | null =>
  value === null ? null : indicator.better === 'up' ? value >= goal.value : value <= goal.value
