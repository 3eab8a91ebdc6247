// Three ways meet: what the row held when the form was opened, what was entered on the device, what the row holds now.
// What only one side changed is taken over; what both changed differently is for a person to decide. Lists of equal length are compared by row.
import type { FilledAct } from './filled-act.ts'

export type Difference = {
  readonly field: string
  /** The row of a list, from 0. */
  readonly at?: number
  readonly label: string
  readonly mine: unknown
  readonly theirs: unknown
}
type Row = Readonly<Record<string, unknown>>
type Values = Readonly<Record<string, unknown>>

export type Merged = {
  readonly values: Values
  readonly conflicts: readonly Difference[]
  /** Taken over from others, where this form had not touched it. */
  readonly taken: readonly Difference[]
}

/** `choose` decides a conflict; without it mine stands and the conflict is listed. */
export function mergeFilled(
  of: Pick<FilledAct, 'fields' | 'base' | 'values'>,
  now: Values,
  choose: (one: Difference) => 'mine' | 'theirs' = () => 'mine',
): Merged {
  const conflicts: Difference[] = []
  const taken: Difference[] = []
  const settle = (one: Difference, base: unknown): unknown => {
    if (same(one.mine, one.theirs) || same(base, one.theirs)) return one.mine
    if (same(base, one.mine)) {
      taken.push(one)
      return one.theirs
    }
    conflicts.push(one)
    return choose(one) === 'mine' ? one.mine : one.theirs
  }
  const values = Object.fromEntries(
    Object.entries(of.values).map(([field, mine]) => {
      const view = of.fields.find(one => one.name === field)
      // What is protected comes back masked: it can neither be compared nor sent back, so what was entered here stands.
      if (view?.protect) return [field, mine]
      const label = view?.label ?? field
      const [base, theirs] = [of.base[field], now[field]]
      if (
        view?.kind !== 'table' ||
        !isList(mine) ||
        !isList(theirs) ||
        !isList(base) ||
        mine.length !== theirs.length ||
        base.length !== mine.length
      )
        return [field, settle({ field, label, mine, theirs }, base)]
      return [field, mine.map((row, at) => settle({ field, at, label: `${label}第${at + 1}行`, mine: row, theirs: theirs[at] }, base[at]))]
    }),
  )
  return { values, conflicts, taken }
}

const isList = (value: unknown): value is readonly Row[] => Array.isArray(value)

/** Equal as the server would see it: nothing, an empty text and an empty list are the same; the order of keys means nothing. */
export const same = (one: unknown, other: unknown): boolean => plain(one) === plain(other)
const plain = (value: unknown): string => JSON.stringify(tidy(value)) ?? ''
function tidy(value: unknown): unknown {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return undefined
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value as Row)
      .map(([name, of]) => [name, tidy(of)] as const)
      .filter(([, of]) => of !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}
