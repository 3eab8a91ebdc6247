// What the board counts, and the rows behind each number: the server's own figures under the page's region, kind and span, and addresses of lists
// that hold by the same conditions.
import { useQueries, useQuery } from '@tanstack/react-query'
import type { Condition, Indicator } from '#declare'
import { textOf, useAddress } from '../../../../kit/address.ts'
import { figuresQuery, rowsHref as listHref, rowsBehind } from '../../../../kit/figures.ts'
import { addDays, civilDate } from '../../../../kit/format.ts'
import { type RegionValues, useCityMap } from '../../../../kit/region-map.tsx'
import { confirmed, grassroots, masses, onTime, reopened, satisfaction, solved, taken } from '../indicators.ts'
import { kinds } from '../records.ts'

const shown = { grassroots, taken, solved, onTime, reopened, confirmed, satisfaction, masses } as const
export type Name = keyof typeof shown
export const declared = (name: Name): Indicator => shown[name]

export const spans = { '': '全部', '365': '近一年', '90': '近90天', '30': '近30天' } as const
export type Asking = { readonly region: string; readonly kind: string; readonly from: string }

/** Region, kind and span stand in the address: what is seen can be sent on. */
export function useAsking() {
  const [address, change] = useAddress()
  const kind = textOf(address['kind'])
  // A number in an address is read as it stands there: text.
  const span = String(address['span'] ?? '')
  const asking: Asking = {
    region: /^\d{6}$/.test(String(address['region'] ?? '')) ? String(address['region']) : '',
    kind: kind in kinds ? kind : '',
    from: span in spans && span !== '' ? addDays(civilDate(new Date()), -Number(span)) : '',
  }
  return { asking, span, change, dark: textOf(address['view']) === 'cockpit' }
}

const filterOf = ({ kind }: Asking): Condition | undefined => (kind ? { op: 'is', field: 'kind', value: kind } : undefined)

const asked = (name: Name, by: string, asking: Asking) =>
  figuresQuery(
    { scene: 'mediation', name: declared(name).name },
    { by, region: asking.region, from: asking.from, filter: filterOf(asking) },
  )
export const useFigures = (name: Name, by: string, asking: Asking) => useQuery(asked(name, by, asking))

/** An indicator for each county and, within each, for each town. */
export function useRegionValues(name: Name, asking: Asking): { values: RegionValues; error: unknown; retry: () => void } {
  const map = useCityMap()
  const counties = (map.data?.regions ?? []).filter(one => one.level === 'county').map(one => one.code)
  const whole = { ...asking, region: '' }
  const queries = useQueries({
    queries: [asked(name, 'region', whole), ...counties.map(region => asked(name, 'region', { ...whole, region }))],
  })
  const values = new Map(queries.flatMap(one => (one.data?.rows ?? []).map(row => [row.key['region'] ?? '', row.value] as const)))
  return {
    values,
    error: queries.find(one => one.error)?.error ?? null,
    retry: () => {
      for (const one of queries) void one.refetch()
    },
  }
}

/** A number's own rows: of a ratio those it is taken over. */
export function rowsHref(name: Name, label: string, of: Partial<Asking> & { readonly month?: string }): string {
  const indicator = declared(name)
  const { on } = indicator
  const conditions: Condition[] = [
    ...rowsBehind(indicator, 'denominator'),
    ...(of.region ? [{ op: 'within', field: 'region', value: of.region } as const] : []),
    ...(of.kind ? [{ op: 'is', field: 'kind', value: of.kind } as const] : []),
    ...(of.from ? [{ op: 'at-least', field: on, value: of.from } as const] : []),
    ...(of.month ? monthOf(on, of.month) : []),
  ]
  return listHref('dispute', label, ...conditions)
}

function monthOf(field: string, month: string): Condition[] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return [
    { op: 'at-least', field, value: `${month}-01` },
    { op: 'at-most', field, value: `${month}-${last}` },
  ]
}

/** `2026-03` → 3月, in January and for the first of a row with its year. */
export const monthLabel = (month: string, first = false): string => {
  const [year = '', number = ''] = month.split('-')
  return first || number === '01' ? `${year.slice(2)}年${Number(number)}月` : `${Number(number)}月`
}
/** Shades of a rate against the goal of ninety per cent. */
export const rateBounds = [70, 80, 85, 90, 95] as const
