// Against the enumeration of all orders for small registers, and what must hold for any.
import { expect, it } from 'vitest'
import { expectedDraws } from './expected-draws.ts'

/** P(each object is among the first `take`), by going through all orders of successive drawing. */
function enumerate(weights: readonly number[], take: number): number[] {
  const found = weights.map(() => 0)
  const go = (left: readonly number[], drawn: readonly number[], chance: number): void => {
    if (drawn.length === take) {
      for (const index of drawn) found[index]! += chance
      return
    }
    const sum = left.reduce((total, index) => total + weights[index]!, 0)
    for (const index of left)
      go(
        left.filter(one => one !== index),
        [...drawn, index],
        (chance * weights[index]!) / sum,
      )
  }
  go([...weights.keys()], [], 1)
  return found
}

it.each([1, 2, 3, 4, 5, 6])('draws %i of seven as the enumeration of all orders says', take => {
  const weights = [1, 1, 2, 2, 4, 6, 6]
  const exact = enumerate(weights, take)
  const classes = [1, 2, 4, 6].map(weight => ({ weight, size: weights.filter(one => one === weight).length }))
  for (const [index, value] of expectedDraws(classes, take).entries()) {
    const { weight } = classes[index]!
    expect(value).toBeCloseTo(
      exact.reduce((sum, p, at) => (weights[at] === weight ? sum + p : sum), 0),
      7,
    )
  }
})

it('adds up to what is drawn, also for a large register', () => {
  const classes = [
    { weight: 1, size: 900 },
    { weight: 2, size: 600 },
    { weight: 6, size: 100 },
    { weight: 4, size: 0 },
  ]
  const drawn = expectedDraws(classes, 160)
  expect(drawn.reduce((sum, one) => sum + one, 0)).toBeCloseTo(160, 5)
  expect(drawn[2]! / 100).toBeGreaterThan(drawn[1]! / 600)
  expect(drawn[3]).toBe(0)
  expect(expectedDraws([{ weight: 3, size: 50 }], 10)[0]).toBeCloseTo(10, 7)
})

it('draws nobody, or everybody, or refuses', () => {
  expect(expectedDraws([{ weight: 2, size: 3 }], 0)).toEqual([0])
  expect(expectedDraws([{ weight: 2, size: 3 }], 3)).toEqual([3])
  expect(() => expectedDraws([{ weight: 2, size: 3 }], 4)).toThrow(RangeError)
})
