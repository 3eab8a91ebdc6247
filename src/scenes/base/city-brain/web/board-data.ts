// What the warning board counts and where each number leads: the server's own figures, and the conditions they count by.
import { useQueries, useQuery } from '@tanstack/react-query'
import { all, type Condition, type Indicator, type WarningLevel, warningLevels } from '#declare'
import { writeSearch } from '../../../../kit/address.ts'
import { get } from '../../../../kit/api.ts'
import type { Figures } from '../../../../wire/city.ts'
import type { RowBody, RowList } from '../../../../wire/rows.ts'
import * as indicators from '../indicators.ts'

export const declared: ReadonlyMap<string, Indicator> = new Map(Object.values(indicators).map(one => [one.name, one]))
export const levelsDown: readonly WarningLevel[] = warningLevels.toReversed()

/** The rows a figure counts, as conditions. */
export function behind({ of }: Indicator): Condition[] {
  const whole = of.kind === 'ratio' ? of.over : of.when
  return [whole, of.kind === 'ratio' ? of.when : undefined].filter(one => one !== undefined)
}
export const warningsHref = (of: string, ...conditions: readonly Condition[]): string =>
  `/records/warning${writeSearch({ filter: all(...conditions), of })}`
export const isOpen: Condition = { op: 'is', field: 'ended', value: false }
export const is = (field: string, value: string): Condition => ({ op: 'is', field, value })

const figuresQuery = (name: string, by: string) => ({
  queryKey: ['rows', 'warning', 'figures', name, by],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Figures>(`/indicators/city-brain/${name}`, by ? { by } : {}, signal),
})
export const useFigures = (names: readonly string[]) => useQueries({ queries: names.map(name => figuresQuery(name, '')) })
export const useSplit = (name: string, by: string) => useQuery(figuresQuery(name, by))

export const mostListed = 200
const fields = 'says,verifyBy,answerer,count,value,record,row'
/** Open warnings, the most urgent first: by level, then by what is due soonest. */
export const useOpenWarnings = () =>
  useQuery({
    queryKey: ['rows', 'warning', 'board'],
    queryFn: async ({ signal }): Promise<RowList> => {
      const list = await get<RowList>('/records/warning', { filter: JSON.stringify(isOpen), limit: mostListed, fields }, signal)
      const rank = (row: RowBody) => warningLevels.indexOf(row.values['level'] as WarningLevel)
      const due = (row: RowBody) => row.case?.dueAt ?? '9999'
      return { ...list, rows: list.rows.toSorted((a, b) => rank(b) - rank(a) || (due(a) < due(b) ? -1 : 1)) }
    },
  })

/** Counts by a dimension, as a look-up. */
export const countsOf = (figures: Figures | undefined, by: string): ReadonlyMap<string, number> =>
  new Map((figures?.rows ?? []).map(row => [row.key[by] ?? '', row.value ?? 0]))
