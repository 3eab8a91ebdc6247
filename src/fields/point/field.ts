// A place on the earth in degrees, WGS 84 / CGCS 2000, to seven decimals (a centimetre).
import type { Point } from '#declare'
import { columnOf, type Kind, right, wrong } from '../kind.ts'
import { plainCode } from '../plain-text.ts'

const wanted = '请填写“经度,纬度”，例如 120.58,30.03'

export const pointKind: Kind<Point> = {
  kind: 'point',
  column: (field, name) => columnOf(field, 'point', `"${name}"[0] between -180 and 180 and "${name}"[1] between -90 and 90`),
  normalise(input) {
    const pair = toPair(input)
    if (!pair?.every(Number.isFinite)) return wrong(wanted)
    const [lng, lat] = pair
    if (Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lng) <= 90)
      return wrong('经度和纬度似乎写反了，应为“经度,纬度”，例如 120.58,30.03')
    if (Math.abs(lng) > 180) return wrong('经度应在 -180 到 180 之间')
    if (Math.abs(lat) > 90) return wrong('纬度应在 -90 到 90 之间')
    return right({ lng: degrees(lng), lat: degrees(lat) })
  },
  toSql: value => `(${value.lng},${value.lat})`,
  /** The driver gives `{ x, y }` or the text `(x,y)`. */
  fromSql(raw) {
    if (typeof raw === 'object' && raw !== null && 'x' in raw && 'y' in raw) return { lng: Number(raw.x), lat: Number(raw.y) }
    const [lng, lat] = String(raw).replace(/[()]/g, '').split(',').map(Number)
    return { lng: lng!, lat: lat! }
  },
  show: value => `${value.lng},${value.lat}`,
  cell: value => `${value.lng},${value.lat}`.replace(/^-/, "'-"),
  filters: [],
  /** About a kilometre. */
  mask: value => ({ lng: Math.round(value.lng * 100) / 100, lat: Math.round(value.lat * 100) / 100 }),
}

/** Seven decimals; never −0. */
export const degrees = (angle: number): number => {
  const rounded = Math.round(angle * 1e7) / 1e7
  return rounded === 0 ? 0 : rounded
}

function toPair(input: unknown): [number, number] | undefined {
  if (typeof input === 'string') {
    const found = plainCode(input)?.match(/^\(?([+-]?\d+(?:\.\d+)?)[,;]([+-]?\d+(?:\.\d+)?)\)?$/)
    return found ? [Number(found[1]), Number(found[2])] : undefined
  }
  if (Array.isArray(input))
    return input.length === 2 && typeof input[0] === 'number' && typeof input[1] === 'number' ? [input[0], input[1]] : undefined
  if (typeof input !== 'object' || input === null) return undefined
  if ('lng' in input && 'lat' in input)
    return isNumeral(input.lng) && isNumeral(input.lat) ? [Number(input.lng), Number(input.lat)] : undefined
  if ('type' in input && input.type === 'Point' && 'coordinates' in input) return toPair(input.coordinates)
  return undefined
}

const isNumeral = (of: unknown) => typeof of === 'number' || (typeof of === 'string' && /^[+-]?\d+(\.\d+)?$/.test(of))
