// The geometry of polygons in degrees: orientation, self-intersection, size. Rings are closed: the last position repeats the first.

export type Position = [number, number]
export type Ring = Position[]

/** Twice the signed area in square degrees; positive when the ring runs counter-clockwise. */
export function signedDouble(ring: Ring): number {
  const [ox, oy] = ring[0]!
  let sum = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i]!
    const [bx, by] = ring[i + 1]!
    sum += (ax - ox) * (by - oy) - (bx - ox) * (ay - oy)
  }
  return sum
}

/** RFC 7946: the outer ring counter-clockwise, holes clockwise. */
export const oriented = (ring: Ring, outer: boolean): Ring => (signedDouble(ring) > 0 === outer ? ring : ring.toReversed())

/** Whether two edges that are not neighbours meet, or neighbours fold back on each other. Edges are swept by their left ends. */
export function crossesItself(ring: Ring): boolean {
  const edges = ring
    .slice(0, -1)
    .map((from, i) => ({ i, from, to: ring[i + 1]!, left: Math.min(from[0], ring[i + 1]![0]), right: Math.max(from[0], ring[i + 1]![0]) }))
  const count = edges.length
  const sorted = edges.toSorted((a, b) => a.left - b.left)
  let active: typeof edges = []
  for (const edge of sorted) {
    active = active.filter(other => other.right >= edge.left)
    for (const other of active) {
      const apart = Math.abs(edge.i - other.i)
      if (apart === 1 || apart === count - 1) {
        const [first, second] = (apart === 1) === edge.i < other.i ? [edge, other] : [other, edge]
        if (turn(first.from, first.to, second.to) === 0 && on(second.to, first.from, first.to)) return true
        if (turn(first.from, first.to, second.to) === 0 && on(first.from, second.from, second.to)) return true
      } else if (meet(edge.from, edge.to, other.from, other.to)) return true
    }
    active.push(edge)
  }
  return false
}

/** Whether a position lies inside a ring or on its border (ray casting). */
export function inside([x, y]: Position, ring: Ring): boolean {
  let within = false
  for (let i = 0; i + 1 < ring.length; i++) {
    const a = ring[i]!
    const b = ring[i + 1]!
    if (turn(a, b, [x, y]) === 0 && on([x, y], a, b)) return true
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) within = !within
  }
  return within
}

/** Square metres on a sphere of the earth's mean radius (Chamberlain & Duquette, 2007), holes taken off; within 0.5 % of the ellipsoid. */
export function squareMetres(polygon: readonly Ring[]): number {
  const radius = 6_371_008.8
  const size = (ring: Ring) => {
    let sum = 0
    for (let i = 0; i + 1 < ring.length; i++) {
      const [ax, ay] = ring[i]!
      const [bx, by] = ring[i + 1]!
      sum += radians(bx - ax) * (2 + Math.sin(radians(ay)) + Math.sin(radians(by)))
    }
    return Math.abs((sum * radius * radius) / 2)
  }
  return polygon.reduce((total, ring, i) => (i === 0 ? size(ring) : total - size(ring)), 0)
}

const radians = (angle: number) => (angle * Math.PI) / 180
const turn = (a: Position, b: Position, c: Position) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
const on = (p: Position, a: Position, b: Position) =>
  p[0] >= Math.min(a[0], b[0]) && p[0] <= Math.max(a[0], b[0]) && p[1] >= Math.min(a[1], b[1]) && p[1] <= Math.max(a[1], b[1])

function meet(a: Position, b: Position, c: Position, d: Position): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)]
  if (abc !== abd && cda !== cdb) return true
  return (abc === 0 && on(c, a, b)) || (abd === 0 && on(d, a, b)) || (cda === 0 && on(a, c, d)) || (cdb === 0 && on(b, c, d))
}
