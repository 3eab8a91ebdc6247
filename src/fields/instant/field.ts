// A moment: ISO 8601 in UTC with milliseconds. What comes without a zone is meant in the city's.
import { parseCivilDate, two } from '../date/civil-date.ts'
import { chinaZone, columnOf, hidden, type Kind, ordered, right, wrong } from '../kind.ts'
import { plainText } from '../plain-text.ts'
import { instantOf, wallClock } from './zone.ts'

export const instantKind: Kind<string> = {
  kind: 'instant',
  column: field => columnOf(field, 'timestamptz'),
  normalise(input, _field, context) {
    const instant = toInstant(input, context.zone)
    if (!instant || Number.isNaN(instant.getTime()) || instant.getUTCFullYear() > 9998 || instant.getUTCFullYear() < 1000)
      return wrong('请填写日期和时间，例如 2026-01-02 08:30')
    return right(instant.toISOString())
  },
  toSql: value => value,
  fromSql: raw => (raw instanceof Date ? raw : new Date(String(raw))).toISOString(),
  show: (value, _field, _names, zone = chinaZone) => {
    const { date, time } = wallClock(new Date(value), zone)
    return `${date} ${time.slice(0, 5)}`
  },
  /** A spreadsheet knows no zone: its cell shows the wall clock of the city. */
  cell: (value, _field, _names, zone = chinaZone) => {
    const { date, time } = wallClock(new Date(value), zone)
    return new Date(`${date}T${time}Z`)
  },
  filters: ordered,
  mask: () => hidden,
}

function toInstant(input: unknown, zone: string): Date | undefined {
  if (input instanceof Date) return input
  if (typeof input !== 'string') return undefined
  const text = plainText(input).normalize('NFKC')
  const zoned = text.match(/^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d{1,9})?\s?(Z|[+-]\d\d(?::?\d\d)?)$/i)
  if (zoned) {
    const [, date = '', minutes = '', seconds = ':00', fraction = '', offset = ''] = zoned
    if (!parseCivilDate(date)) return undefined
    const place = /^z$/i.test(offset)
      ? 'Z'
      : offset.replace(/^([+-]\d\d):?(\d\d)?$/, (_whole, hours: string, rest?: string) => `${hours}:${rest ?? '00'}`)
    return new Date(`${date}T${minutes}${seconds}${fraction.slice(0, 4)}${place}`)
  }
  const local = text.match(/^(.+?)(?:[T\s]\s*|(?<=[日号]))(\d{1,2})(?::|时|点)(\d{1,2})?(?:(?::|分)(\d{1,2})?秒?|分)?$/)
  const date = parseCivilDate((local?.[1] ?? text).trim())
  if (!date) return undefined
  const [hour, minute, second] = [local?.[2], local?.[3], local?.[4]].map(part => Number(part ?? 0))
  if (hour! > 23 || minute! > 59 || second! > 59) return undefined
  return instantOf(date, `${two(hour!)}:${two(minute!)}:${two(second!)}`, zone)
}
