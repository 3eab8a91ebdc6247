// What the warning board counts and where each number leads: the server's own figures, and the conditions they count by.
import { useQueries, useQuery } from '@tanstack/react-query'
import { type Condition, type Indicator, type WarningLevel, warningLevels } from '#declare'
import { get } from '../../../../kit/api.ts'
import { figuresQuery, rowsHref } from '../../../../kit/figures.ts'
import type { Figures } from '../../../../wire/city.ts'
import type { RowBody, RowList } from '../../../../wire/rows.ts'
import * as indicators from '../indicators.ts'

export const declared: ReadonlyMap<string, Indicator> = new Map(Object.values(indicators).map(one => [one.name, one]))
export const levelsDown: readonly WarningLevel[] = warningLevels.toReversed()

export const warningsHref = (of: string, ...conditions: readonly Condition[]): string => rowsHref('warning', of, ...conditions)
export const isOpen: Condition = { op: 'is', field: 'ended', value: false }
export const is = (field: string, value: string): Condition => ({ op: 'is', field, value })

/** Read again with every warning that changes. */
const asked = (name: string, by = '') => figuresQuery({ scene: 'city-brain', name, record: 'warning' }, { by })
export const useFigures = (names: readonly string[]) => useQueries({ queries: names.map(name => asked(name)) })
export const useSplit = (name: string, by: string) => useQuery(asked(name, by))

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
