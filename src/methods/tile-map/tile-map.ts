// Where the counties of a city, and the towns in them, stand on a schematic map: boxes of a grid as the city declares them, the others packed
// below in rows; in each box as many cells as it has towns. A tile cartogram: place is kept roughly, size stands for the number of towns.

export type MapRegion = { readonly code: string; readonly name: string; readonly level: string; readonly parent: string | null }
/** Cells of the grid, from the north-west corner. */
export type MapPlace = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
export type CountyBox = MapPlace & {
  readonly code: string
  readonly name: string
  /** Cells in a row. */
  readonly columns: number
  readonly towns: readonly { readonly code: string; readonly name: string }[]
}
export type TileMap = { readonly width: number; readonly height: number; readonly counties: readonly CountyBox[] }

/** About so many times wider than high are boxes that nobody placed. */
const breadth = 1.5

export function tileMap(regions: readonly MapRegion[], places: Readonly<Record<string, MapPlace>> = {}): TileMap {
  const towns = Map.groupBy(
    regions.filter(region => region.level === 'town'),
    town => town.parent ?? '',
  )
  const counties = regions.filter(region => region.level === 'county')
  const placed = counties.filter(county => places[county.code])
  const width = Math.max(
    ...placed.map(({ code }) => places[code]!.x + places[code]!.w),
    widthFor(counties.map(({ code }) => towns.get(code)?.length ?? 0)),
  )
  let top = Math.max(0, ...placed.map(({ code }) => places[code]!.y + places[code]!.h))
  let left = 0
  let shelf = 0
  const boxes = counties.map(({ code, name }): CountyBox => {
    const inside = (towns.get(code) ?? []).toSorted((a, b) => a.code.localeCompare(b.code))
    const place = places[code] ?? next(inside.length)
    return {
      code,
      name,
      ...place,
      columns: columnsIn(inside.length, place),
      towns: inside.map(town => ({ code: town.code, name: town.name })),
    }
  })
  return { width, height: Math.max(...boxes.map(box => box.y + box.h)), counties: boxes }

  /** The next free place on the shelf below what is declared. */
  function next(count: number): MapPlace {
    const w = Math.max(2, Math.ceil(Math.sqrt(Math.max(1, count) * breadth)))
    const h = Math.max(1, Math.ceil(count / w))
    if (left > 0 && left + w > width) {
      top += shelf
      left = 0
      shelf = 0
    }
    const place = { x: left, y: top, w, h }
    left += w
    shelf = Math.max(shelf, h)
    return place
  }
}

/** Wide enough that shelves make a map about as broad as `breadth` says. */
function widthFor(counts: readonly number[]): number {
  const cells = counts.reduce((sum, count) => sum + Math.max(2, count), 0)
  return Math.ceil(Math.sqrt(cells * breadth))
}

/** As wide as the box; more where the towns would not find room. */
const columnsIn = (count: number, { w, h }: MapPlace): number => (count <= w * h ? w : Math.ceil(Math.sqrt((count * w) / h)))

/** 街道、镇、乡 say what a town is, not which: left out where there is little room, unless little is left. */
export const shortTown = (name: string): string => {
  const short = name.replace(/(街道|镇|乡)$/, '')
  return short.length >= 2 ? short : name
}

type Ring = readonly (readonly number[])[]
export type Outline = {
  readonly code: string
  readonly name: string
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] }
}
export type OutlinePath = { readonly code: string; readonly name: string; readonly path: string; readonly at: readonly [number, number] }

/**
 * Outlines (degrees) as SVG paths in a box `width` wide: equirectangular, true at the middle latitude, which for a city is as good as any projection.
 * `at` is the middle of the largest ring, for its name.
 */
export function outlinePaths(
  outlines: readonly Outline[],
  width = 1000,
): { readonly width: number; readonly height: number; readonly paths: readonly OutlinePath[] } {
  const rings = (of: Outline): readonly Ring[] =>
    of.geometry.type === 'Polygon' ? of.geometry.coordinates : of.geometry.coordinates.flat()
  const points = outlines.flatMap(one => rings(one).flat())
  const [west, east] = extent(points.map(point => point[0]!))
  const [south, north] = extent(points.map(point => point[1]!))
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = width / ((east - west) * shrink || 1)
  const place = (point: readonly number[]): [number, number] => [
    round((point[0]! - west) * shrink * scale),
    round((north - point[1]!) * scale),
  ]
  return {
    width,
    height: round((north - south) * scale),
    paths: outlines.map(one => {
      const drawn = rings(one).map(ring => ring.map(place))
      const largest = drawn.toSorted((a, b) => Math.abs(area(b)) - Math.abs(area(a)))[0] ?? []
      return {
        code: one.code,
        name: one.name,
        path: drawn.map(ring => `M${ring.map(point => point.join(' ')).join('L')}Z`).join(''),
        at: centre(largest),
      }
    }),
  }
}

const extent = (values: readonly number[]): [number, number] =>
  values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  )
const round = (value: number): number => Math.round(value * 10) / 10

/** Shoelace formula; the sign is the direction. */
const area = (ring: readonly (readonly [number, number])[]): number =>
  ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length]!
    return sum + (x * nextY - nextX * y) / 2
  }, 0)

/** The centroid of a ring. */
function centre(ring: readonly (readonly [number, number])[]): [number, number] {
  const whole = area(ring)
  if (whole === 0) return [...(ring[0] ?? [0, 0])] as [number, number]
  let [cx, cy] = [0, 0]
  ring.forEach(([x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length]!
    const cross = x * nextY - nextX * y
    cx += (x + nextX) * cross
    cy += (y + nextY) * cross
  })
  return [round(cx / (6 * whole)), round(cy / (6 * whole))]
}
