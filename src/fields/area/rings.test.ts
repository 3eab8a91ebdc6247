import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixtureContext } from '../fixture.ts'
import { areaKind } from './field.ts'
import { crossesItself, oriented, type Position, type Ring, signedDouble, squareMetres } from './rings.ts'

const field = { kind: 'area', label: '范围' } as const
const closed = (ring: Position[]): Ring => [...ring, ring[0]!]

/** The definition, edge by edge against every other, without sweep. */
function crossesByDefinition(ring: Ring): boolean {
  for (let i = 0; i + 1 < ring.length; i++)
    for (let j = i + 2; j + 1 < ring.length; j++)
      if (
        !(i === 0 && j === ring.length - 2) &&
        crossesItself(closed([ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!])) &&
        meets(ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!)
      )
        return true
  return false
}
function meets(a: Position, b: Position, c: Position, d: Position): boolean {
  const cross = (o: Position, p: Position, q: Position) => (p[0] - o[0]) * (q[1] - o[1]) - (p[1] - o[1]) * (q[0] - o[0])
  return cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0
}

describe('rings', () => {
  it('of a star around a centre never cross', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 5, maxLength: 40 }), radii => {
        const ring = closed(
          radii.map(
            (radius, i): Position => [
              120 + radius * Math.cos((2 * Math.PI * i) / radii.length),
              30 + radius * Math.sin((2 * Math.PI * i) / radii.length),
            ],
          ),
        )
        expect(crossesItself(ring)).toBe(false)
        expect(signedDouble(ring)).toBeGreaterThan(0)
        expect(oriented(ring, false)).toEqual(ring.toReversed())
      }),
    )
  })
  it('that properly cross are found by the sweep', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), { minLength: 4, maxLength: 12 }),
        positions => {
          const ring = closed(positions as Position[])
          if (crossesByDefinition(ring)) expect(crossesItself(ring)).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })
  it('have the size of the ground they cover', () => {
    // One degree by one degree at the equator: 12 364 km² on the sphere of mean radius (111.195 km a side).
    const degree = squareMetres([
      closed([
        [0, -0.5],
        [1, -0.5],
        [1, 0.5],
        [0, 0.5],
      ]),
    ])
    expect(degree / 1e6).toBeCloseTo(12_364, -1)
  })
  it('of many vertices are checked at once, too many are refused', () => {
    const circle = (count: number) =>
      closed(
        Array.from(
          { length: count },
          (_, i): Position => [120 + Math.cos((2 * Math.PI * i) / count), 30 + Math.sin((2 * Math.PI * i) / count)],
        ),
      )
    const started = performance.now()
    expect(areaKind.normalise({ type: 'Polygon', coordinates: [circle(9_000)] }, field, fixtureContext).ok).toBe(true)
    expect(performance.now() - started).toBeLessThan(25_000)
    expect(areaKind.normalise({ type: 'Polygon', coordinates: [circle(10_000)] }, field, fixtureContext)).toMatchObject({
      ok: false,
      message: '范围的顶点太多，请简化到10000个以内',
    })
  })
})
