// An area on the map: a GeoJSON polygon or multi-polygon in degrees. Rings are closed, do not cross themselves, and run as RFC 7946 says.
import type { Area } from '#declare'
import { columnOf, hidden, type Kind, right, wrong } from '../kind.ts'
import { degrees } from '../point/field.ts'
import { crossesItself, inside, oriented, type Position, type Ring, signedDouble, squareMetres } from './rings.ts'

const wanted = '请在地图上画出范围，或提供GeoJSON的Polygon、MultiPolygon'
const mostPositions = 10_000

export const areaKind: Kind<Area> = {
  kind: 'area',
  column: (field, name) =>
    columnOf(field, 'jsonb', `"${name}" is null or coalesce("${name}" ->> 'type' in ('Polygon', 'MultiPolygon'), false)`),
  normalise(input) {
    const given = geometryOf(input)
    if (!given) return wrong(wanted)
    const polygons = given.type === 'Polygon' ? [given.coordinates] : given.coordinates
    if (!Array.isArray(polygons) || polygons.length === 0) return wrong(wanted)
    if (polygons.flat(2).length > mostPositions) return wrong(`范围的顶点太多，请简化到${mostPositions}个以内`)
    const checked: Ring[][] = []
    for (const polygon of polygons) {
      const found = toPolygon(polygon)
      if (typeof found === 'string') return wrong(found)
      checked.push(found)
    }
    return right(given.type === 'Polygon' ? { type: 'Polygon', coordinates: checked[0]! } : { type: 'MultiPolygon', coordinates: checked })
  },
  // The driver would turn an object into JSON by itself; text leaves no doubt.
  toSql: value => JSON.stringify(value),
  fromSql: raw => (typeof raw === 'string' ? JSON.parse(raw) : raw) as Area,
  show: value => `约${sizeLabel(polygonsOf(value).reduce((sum, polygon) => sum + squareMetres(polygon), 0))}`,
  cell: value => `约${sizeLabel(polygonsOf(value).reduce((sum, polygon) => sum + squareMetres(polygon), 0))}`,
  filters: [],
  mask: () => hidden,
}

const polygonsOf = (area: Area) => (area.type === 'Polygon' ? [area.coordinates] : area.coordinates) as Ring[][]

function geometryOf(input: unknown): { type: 'Polygon' | 'MultiPolygon'; coordinates: unknown } | undefined {
  let of = input
  if (typeof of === 'string') {
    try {
      of = JSON.parse(of)
    } catch {
      return undefined
    }
  }
  if (typeof of !== 'object' || of === null || !('type' in of)) return undefined
  if (of.type === 'Feature' && 'geometry' in of) return geometryOf(of.geometry)
  if ((of.type !== 'Polygon' && of.type !== 'MultiPolygon') || !('coordinates' in of)) return undefined
  return { type: of.type, coordinates: of.coordinates }
}

/** The rings of a polygon, or the sentence that says what is wrong with them. */
function toPolygon(input: unknown): Ring[] | string {
  if (!Array.isArray(input) || input.length === 0) return wanted
  const rings: Ring[] = []
  for (const [i, positions] of input.entries()) {
    const ring = toRing(positions)
    if (typeof ring === 'string') return ring
    if (i > 0 && !ring.every(position => inside(position, rings[0]!))) return '范围中的空洞应在外边界之内'
    rings.push(oriented(ring, i === 0))
  }
  return rings
}

function toRing(input: unknown): Ring | string {
  if (!Array.isArray(input)) return wanted
  const ring: Ring = []
  for (const position of input) {
    if (!Array.isArray(position) || typeof position[0] !== 'number' || typeof position[1] !== 'number') return wanted
    if (!(Math.abs(position[0]) <= 180 && Math.abs(position[1]) <= 90))
      return '范围的坐标应为“经度,纬度”：经度在 -180 到 180 之间，纬度在 -90 到 90 之间'
    const next: Position = [degrees(position[0]), degrees(position[1])]
    const last = ring.at(-1)
    if (!last || last[0] !== next[0] || last[1] !== next[1]) ring.push(next)
  }
  const [first, last] = [ring[0], ring.at(-1)]
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) ring.push(first)
  if (ring.length < 4) return '范围至少需要三个不同的顶点'
  if (crossesItself(ring) || signedDouble(ring) === 0) return '范围的边界不能自相交，请重新画'
  return ring
}

function sizeLabel(metres: number): string {
  const round = (size: number) => String(Number(size.toPrecision(3)))
  if (metres < 10_000) return `${round(metres)}平方米`
  return metres < 1_000_000 ? `${round(metres / 10_000)}公顷` : `${round(metres / 1_000_000)}平方公里`
}
