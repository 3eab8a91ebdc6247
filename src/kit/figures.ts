// Figures as the server counts them for this person, and the list of the rows behind one: both hold by the same conditions.
import { queryOptions } from '@tanstack/react-query'
import { all, type Condition, type Indicator } from '#declare'
import type { Figures } from '../wire/city.ts'
import { writeSearch } from './address.ts'
import { get } from './api.ts'

/** An indicator of a scene. With `record` it is read again whenever a case of that record changes. */
export type FigureName = { readonly scene: string; readonly name: string; readonly record?: string }
/** For each value of a dimension (of two: `region,period`); within a region; from a day on; among rows that meet a condition. Empty is not asked. */
export type Asking = {
  readonly by?: string
  readonly region?: string
  readonly from?: string
  readonly filter?: Condition | undefined
}

export const figuresQuery = ({ scene, name, record }: FigureName, { by, region, from, filter }: Asking = {}) => {
  const asked = {
    ...(by && { by }),
    ...(region && { region }),
    ...(from && { from }),
    ...(filter && { filter: JSON.stringify(filter) }),
  }
  return queryOptions({
    queryKey: [...(record === undefined ? [] : ['rows', record]), 'figures', scene, name, asked],
    queryFn: ({ signal }) => get<Figures>(`/indicators/${scene}/${name}`, asked, signal),
  })
}

/** The rows a figure counts, as conditions; of a share those above the line, unless the whole is asked for. */
export function rowsBehind({ of }: Indicator, part: 'numerator' | 'denominator' = 'numerator'): Condition[] {
  const whole = of.kind === 'ratio' ? of.over : of.when
  const above = of.kind === 'ratio' && part === 'numerator' ? of.when : undefined
  return [whole, above].filter(one => one !== undefined)
}

/** The address of the list that shows exactly the rows that meet all of these; `of` says there what they are. */
export const rowsHref = (record: string, of: string, ...conditions: readonly Condition[]): string =>
  `/records/${record}${writeSearch({ filter: all(...conditions), of })}`
