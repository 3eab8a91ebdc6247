// Between instants and civil days of one time zone. Offsets come from Intl and are kept by half hour, because asking Intl is slow.
const halfHour = 1_800_000
const dayMs = 86_400_000
const most = 20_000

export type ZoneClock = {
  /** Day number of the civil date of an instant. */
  dayOf(instant: Date): number
  /** The last second of a civil day, 23:59:59.000 local time. */
  lastSecondOf(day: number): Date
}

/** `zone` is an IANA name; throws RangeError when it is unknown. */
export const createZoneClock = (zone: string): ZoneClock => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const known = new Map<number, number>()

  const offsetAt = (time: number): number => {
    const bucket = Math.floor(time / halfHour)
    const kept = known.get(bucket)
    if (kept !== undefined) return kept
    const at = bucket * halfHour
    const parts: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(at)) if (type !== 'literal') parts[type] = Number(value)
    const local = Date.UTC(parts['year']!, parts['month']! - 1, parts['day'], parts['hour'], parts['minute'], parts['second'])
    const offset = local - at
    if (known.size >= most) known.clear()
    known.set(bucket, offset)
    return offset
  }

  const instantOf = (local: number): number => {
    const guess = local - offsetAt(local)
    return local - offsetAt(guess)
  }

  return {
    dayOf: instant => Math.floor((instant.getTime() + offsetAt(instant.getTime())) / dayMs),
    lastSecondOf: day => new Date(instantOf((day + 1) * dayMs - 1000)),
  }
}
