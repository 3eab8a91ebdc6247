// Between instants and the wall clock of a time zone, by the zone data of the run time.
import type { CivilDate } from '#declare'

const formats = new Map<string, Intl.DateTimeFormat>()

/** What the wall clock of a zone shows at an instant: `2026-01-02`, `08:30:00`. */
export function wallClock(instant: Date, zone: string): { date: CivilDate; time: string } {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(zone, format)
  }
  const [date = '', time = ''] = format.format(instant).split(' ')
  return { date, time }
}

export const civilDateIn = (instant: Date, zone: string): CivilDate => wallClock(instant, zone).date

/** The instant at which the wall clock of a zone shows this; a time skipped by daylight saving is moved on. */
export function instantOf(date: CivilDate, time: string, zone: string): Date {
  const asUtc = Date.parse(`${date}T${time}Z`)
  const offset = (instant: number) => {
    const shown = wallClock(new Date(instant), zone)
    return Date.parse(`${shown.date}T${shown.time}Z`) - Math.floor(instant / 1000) * 1000
  }
  const first = asUtc - offset(asUtc)
  return new Date(asUtc - offset(first))
}
