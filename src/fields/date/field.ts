// A civil date, `YYYY-MM-DD`: not an instant, the same day everywhere.
import { civilDateIn } from '../instant/zone.ts'
import { columnOf, type Kind, ordered, right, wrong } from '../kind.ts'
import { plainCode } from '../plain-text.ts'
import { addDays, civilDate, parseCivilDate, two } from './civil-date.ts'

const wanted = '请填写日期，例如 2026-01-02'

export const dateKind: Kind<string> = {
  kind: 'date',
  column: field => columnOf(field, 'date'),
  normalise(input, _field, context) {
    const value = toDate(input, context.zone)
    return value === undefined ? wrong(wanted) : right(value)
  },
  toSql: value => value,
  /** The driver gives text or, by default, a Date at local midnight. */
  fromSql: raw =>
    raw instanceof Date ? `${raw.getFullYear()}-${two(raw.getMonth() + 1)}-${two(raw.getDate())}` : String(raw).slice(0, 10),
  show: value => value,
  cell: value => new Date(`${value}T00:00:00Z`),
  filters: ordered,
  mask: value => `${value.slice(0, 4)}-**-**`,
}

function toDate(input: unknown, zone: string): string | undefined {
  if (input instanceof Date) return fromMoment(input, zone)
  if (typeof input === 'number' && input >= 36_526 && input <= 73_050) return fromSheet(input)
  const text = plainCode(input)
  if (text === undefined) return undefined
  const date = parseCivilDate(text)
  if (date) return date
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text)) return fromMoment(new Date(text), zone)
  return undefined
}

/** A spreadsheet's date arrives as midnight UTC; any other moment is the day it falls on in the city. */
function fromMoment(moment: Date, zone: string): string | undefined {
  if (Number.isNaN(moment.getTime())) return undefined
  if (moment.getTime() % 86_400_000 === 0) return civilDate(moment.getUTCFullYear(), moment.getUTCMonth() + 1, moment.getUTCDate())
  return parseCivilDate(civilDateIn(moment, zone))
}

/** A spreadsheet's serial day of 2000 to 2099 (day 1 is 1900-01-01, with its false leap day). */
const fromSheet = (serial: number): string | undefined => (Number.isInteger(serial) ? addDays('1899-12-30', serial) : undefined)
