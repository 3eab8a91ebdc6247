// Terms as the law says them: working days, days, hours. Dates are civil dates `YYYY-MM-DD` in the city's time zone.

export type Term = { readonly unit: 'workday' | 'day' | 'hour' | 'month'; readonly count: number }

export const workdays = (count: number): Term => ({ unit: 'workday', count: whole(count) })
export const days = (count: number): Term => ({ unit: 'day', count: whole(count) })
export const hours = (count: number): Term => ({ unit: 'hour', count: whole(count) })
export const months = (count: number): Term => ({ unit: 'month', count: whole(count) })

const unitLabels = { workday: '个工作日', day: '日', hour: '小时', month: '个月' } as const

/** `workdays(3)` → “3个工作日”. */
export const termLabel = (term: Term): string => `${term.count}${unitLabels[term.unit]}`

/** A civil date, `YYYY-MM-DD`. */
export type CivilDate = string

/** What the platform must know of a city's working days. Implemented by `methods/workday-calendar`. */
export type Calendar = {
  /** IANA name, e.g. `Asia/Shanghai`. */
  readonly zone: string
  /** First and last date for which the official arrangement is entered; beyond it Monday–Friday is assumed and `isKnown` is false. */
  isKnown(date: CivilDate): boolean
  isWorkday(date: CivilDate): boolean
  /** The civil date of an instant in the city's zone. */
  dateOf(instant: Date): CivilDate
  /** The date `count` working days after `date` (the day itself is not counted; 0 → the date itself or the next working day). */
  addWorkdays(date: CivilDate, count: number): CivilDate
  /** Working days in (from, to]; negative when `to` lies before `from`. */
  workdaysBetween(from: CivilDate, to: CivilDate): number
  /** When a term that starts at an instant ends: workday, day and month terms end with the last second of their last day. */
  due(from: Date, term: Term): Date
}

/** The only way code learns the time: real on a server, simulated in a test or a dry run. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

function whole(count: number): number {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`A term counts whole units, not ${count}`)
  return count
}
