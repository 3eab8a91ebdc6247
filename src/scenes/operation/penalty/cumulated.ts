// The rate of use as it grew: organs that began by the end of each month ÷ all organs with the power to punish. Pure.
import { civilDate, dayNumber } from '../../../methods/workday-calendar/civil-date.ts'

type Month = { readonly key: Readonly<Record<string, string | null>>; readonly value: number | null }

/** Months without a beginning are there too, with the rate of the month before; at most the last twenty-four. */
export function cumulated(rows: readonly Month[], all: number): { month: string; percent: number }[] {
  const began = new Map<string, number>()
  for (const row of rows) {
    const month = Object.values(row.key)[0]?.slice(0, 7)
    if (month !== undefined && row.value !== null) began.set(month, (began.get(month) ?? 0) + row.value)
  }
  const known = [...began.keys()].sort()
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined || all === 0) return []
  const months: { month: string; percent: number }[] = []
  let sum = 0
  for (let month = first; month <= last; month = nextMonth(month)) {
    sum += began.get(month) ?? 0
    months.push({ month, percent: Math.round((sum / all) * 1000) / 10 })
  }
  return months.slice(-24)
}

const nextMonth = (month: string): string => civilDate(dayNumber(`${month}-28`) + 4).slice(0, 7)
