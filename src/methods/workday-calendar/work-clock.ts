// Time in which people work: instants as milliseconds of working time since a day, and back. Nights, lunch and days off have no length.
import type { Calendar, CivilDate } from '#declare'
import { civilDate, dayNumber } from './civil-date.ts'
import { createZoneClock } from './zone-clock.ts'

/** Parts of a working day, `['08:30', '12:00']`, in order and apart from each other. */
export type OfficeHours = readonly (readonly [from: string, to: string])[]

export type WorkClock = {
  /** Working time from the first day to an instant; instants outside the span count as its ends. */
  workedAt(instant: number): number
  /** The first instant at which so much has been worked; beyond the span, its end. */
  instantAt(worked: number): number
  /** The ends of the working days of the span, as instants. */
  readonly dayEnds: readonly { readonly date: CivilDate; readonly at: number }[]
}

/** `from` and `to`: civil dates, both within. Throws RangeError when the hours are not in order. */
export function createWorkClock(
  calendar: Calendar,
  { from, to, hours }: { from: CivilDate; to: CivilDate; hours: OfficeHours },
): WorkClock {
  const parts = hours.map(([start, end]) => [minutes(start), minutes(end)] as const)
  if (parts.length === 0 || parts.some(([start, end], index) => end <= start || start < (parts[index - 1]?.[1] ?? 0)))
    throw new RangeError('Office hours must follow each other')
  const zone = createZoneClock(calendar.zone)
  const starts: number[] = []
  const ends: number[] = []
  const before: number[] = []
  const dayEnds: { date: CivilDate; at: number }[] = []
  let worked = 0
  for (let day = dayNumber(from); day <= dayNumber(to); day += 1) {
    const date = civilDate(day)
    if (!calendar.isWorkday(date)) continue
    const midnight = zone.lastSecondOf(day - 1).getTime() + 1000
    for (const [start, end] of parts) {
      starts.push(midnight + start * 60_000)
      ends.push(midnight + end * 60_000)
      before.push(worked)
      worked += (end - start) * 60_000
    }
    dayEnds.push({ date, at: ends.at(-1)! })
  }
  return {
    dayEnds,
    workedAt(instant) {
      const index = lastAtMost(starts, instant)
      return index < 0 ? 0 : before[index]! + Math.min(instant, ends[index]!) - starts[index]!
    },
    instantAt(time) {
      // Work that is done exactly at the end of a part is done then, not when the next part begins.
      const index = Math.max(0, lastBelow(before, time))
      return Math.min(starts[index]! + Math.max(0, time - before[index]!), ends[index]!)
    },
  }
}

const minutes = (text: string): number => {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  if (hour === undefined || Number(hour) > 24 || Number(minute) > 59) throw new RangeError(`${text} is no time of day`)
  return Number(hour) * 60 + Number(minute)
}

/** The last index whose value is at most `value`; −1 if none. */
function lastAtMost(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}

function lastBelow(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low - 1
}
