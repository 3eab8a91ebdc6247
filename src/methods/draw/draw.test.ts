import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { assignCrews } from './assign-crews.ts'
import { commitmentOf, DrawError, draw, faultsOf } from './draw.ts'
import type { DrawPlan } from './package.ts'
import { vectorHead, vectorPlan, vectorSecret } from './vectors.ts'
import { compareKeys, weightedOrder } from './weighted-order.ts'

const sha256 = (text: string) => hash('sha256', text, 'hex')
const plan = vectorPlan(commitmentOf(sha256, vectorSecret))
const objects = (weights: readonly number[]) => weights.map((weight, index) => ({ id: `o${index}`, name: '', weight, organs: ['a'] }))
/** A generator of its own, so that a test is told the same way each time. */
function chances(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('determinism', () => {
  it('gives the published vector', () => {
    const drawn = draw(sha256, { plan, secret: vectorSecret, head: vectorHead, words: [{ from: '见证人', value: '鉴湖' }] })
    expect({ planHash: drawn.planHash, seed: drawn.seed, drawn: drawn.drawn, reserve: drawn.reserve }).toMatchInlineSnapshot(`
      {
        "drawn": [
          {
            "crew": [
              "inspector-2",
              "inspector-3",
            ],
            "object": "firm-3",
            "ticket": "e4d61981515393afc74683c1e16a7031",
          },
          {
            "crew": [
              "inspector-1",
              "inspector-2",
            ],
            "object": "firm-4",
            "ticket": "de0e1e58148357329bc57ec374d37d7b",
          },
          {
            "crew": [
              "inspector-1",
              "inspector-0",
            ],
            "object": "firm-2",
            "ticket": "e51e7f77d9166fa722cb575182292722",
          },
          {
            "crew": [
              "inspector-1",
              "inspector-4",
            ],
            "object": "firm-9",
            "ticket": "b3facb3b8b336bad7a6d680ddb50c222",
          },
        ],
        "planHash": "0c887bc44dc84cf489f879da66cdf3a8454b00666170533484b4e7e6974a88fa",
        "reserve": [
          "firm-5",
          "firm-6",
          "firm-8",
          "firm-7",
        ],
        "seed": "25d5654b2adf20d8724cab89cf6236859fdbd483fb5b7f49a78bbac5a34babbc",
      }
    `)
  })

  it('does not depend on the order of the objects, and changes with every part of the seed', () => {
    const given = { plan, secret: vectorSecret, head: vectorHead, words: [] }
    const seed = draw(sha256, given).seed
    expect(draw(sha256, { ...given, words: [{ from: 'x', value: '1' }] }).seed).not.toBe(seed)
    expect(draw(sha256, { ...given, head: { ...vectorHead, size: 121 } }).seed).not.toBe(seed)
    expect(draw(sha256, { ...given, plan: { ...plan, name: 'other' } }).seed).not.toBe(seed)
    const order = weightedOrder(sha256, seed, plan.objects).map(one => one.id)
    expect(weightedOrder(sha256, seed, [...plan.objects].reverse()).map(one => one.id)).toEqual(order)
  })

  it('orders keys exactly where doubles can not tell them apart, and consistently', () => {
    const near = [
      { id: 'a', weight: 3, ticket: 'ffffffffffffffffffffffffffffffff' },
      { id: 'b', weight: 3, ticket: 'fffffffffffffffffffffffffffffffe' },
      { id: 'c', weight: 1, ticket: 'fffffffffffffffffffffffffffffffe' },
    ]
    expect(
      [...near]
        .reverse()
        .sort(compareKeys)
        .map(one => one.id),
    ).toEqual(['a', 'b', 'c'])
    // u = 1/4 with weight 2 has the key 1/2, as u = 1/2 with weight 1: equal keys go by id.
    const half = { id: 'y', weight: 1, ticket: '7fffffffffffffffffffffffffffffff' }
    const quarter = { id: 'x', weight: 2, ticket: '3fffffffffffffffffffffffffffffff' }
    expect(compareKeys(quarter, half)).toBe(-1)
    expect(compareKeys(half, quarter)).toBe(1)
  })

  it('passes over what is full: the order without it, by another seed', () => {
    const given = { plan, secret: vectorSecret, head: vectorHead, words: [] }
    const by = [{ draw: 'other', seed: 'f'.repeat(64) }]
    const full = [
      { object: 'firm-3', most: 1, by },
      { object: 'firm-9', most: 1, by },
    ]
    const [plain, drawn] = [draw(sha256, given), draw(sha256, { ...given, full })]
    expect(draw(sha256, { ...given, full: [] })).toEqual(plain)
    expect(drawn.full).toEqual(full)
    expect(drawn.seed).not.toBe(plain.seed)
    const order = weightedOrder(sha256, drawn.seed, plan.objects)
      .map(one => one.id)
      .filter(id => id !== 'firm-3' && id !== 'firm-9')
    expect([...drawn.drawn.map(one => one.object), ...drawn.reserve]).toEqual(order)
    const refused = (of: typeof full) => () => draw(sha256, { ...given, full: of })
    expect(refused([...full].reverse())).toThrow(/in order/)
    expect(refused([{ object: 'firm-x', most: 1, by }])).toThrow(/does not stand in the plan/)
    expect(refused([{ object: 'firm-3', most: 2, by }])).toThrow(/1 of 2/)
    expect(refused(plan.objects.slice(0, 7).map(({ id }) => ({ object: id, most: 1, by })))).toThrow(/3 objects are left for 4/)
  })

  it('refuses what it could not honour', () => {
    const with_ = (of: Partial<DrawPlan>) => faultsOf({ ...plan, ...of })
    expect(with_({})).toEqual([])
    expect(with_({ take: 11 })).toHaveLength(1)
    expect(with_({ crew: 1 })).toHaveLength(1)
    expect(with_({ objects: [...plan.objects, plan.objects[0]!] })).toHaveLength(1)
    expect(with_({ objects: plan.objects.map(one => ({ ...one, weight: 0.5 })) })).toHaveLength(10)
    expect(with_({ name: 'a\nb' })).toHaveLength(1)
    expect(() => draw(sha256, { plan, secret: 'other', head: vectorHead, words: [] })).toThrow(DrawError)
    expect(() => draw(sha256, { plan, secret: vectorSecret, head: { ...vectorHead, size: 99 }, words: [] })).toThrow(/99/)
  })
})

describe('chances', () => {
  it('are the same for equal weights: 100 000 draws of 3 out of 10', () => {
    const counts = new Array<number>(10).fill(0)
    const given = objects(new Array<number>(10).fill(1))
    for (let n = 0; n < 100_000; n++)
      for (const { id } of weightedOrder(sha256, `seed ${n}`, given).slice(0, 3)) counts[Number(id.slice(1))]!++
    const expected = 30_000
    // Drawn without replacement the counts of one draw are not independent: divided by 1 − 3/10 and times (n−1)/n it is χ² with 9 degrees.
    const chi = (counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0) / (1 - 3 / 10)) * (9 / 10)
    // 99.9 % of χ²(9) lie below 27.88.
    expect(chi).toBeLessThan(27.88)
  }, 60_000)

  it('follow the weights exactly: inclusion against the enumeration of all orders', () => {
    const weights = [1, 2, 4, 6, 6]
    const exact = inclusion(weights, 2)
    const counts = new Array<number>(5).fill(0)
    const draws = 20_000
    for (let n = 0; n < draws; n++)
      for (const { id } of weightedOrder(sha256, `w ${n}`, objects(weights)).slice(0, 2)) counts[Number(id.slice(1))]!++
    expect(exact.reduce((sum, p) => sum + p, 0)).toBeCloseTo(2, 12)
    for (const [index, p] of exact.entries()) {
      const deviation = Math.sqrt((p * (1 - p)) / draws)
      expect(Math.abs(counts[index]! / draws - p), `object ${index}: ${p}`).toBeLessThan(4 * deviation)
    }
  }, 60_000)
})

describe('inspectors', () => {
  it('never meet what they must avoid, come from every organ, and the least loaded go first', () => {
    const chance = chances(7)
    for (let round = 0; round < 200; round++) {
      const organs = ['a', 'b', 'c']
      const given = Array.from({ length: 20 }, (_, index) => ({ id: `o${index}`, organs: organs.slice(0, 1 + chance(3)) }))
      const inspectors = Array.from({ length: 12 }, (_, index) => ({
        id: `i${index}`,
        name: '',
        organ: organs[index % 3]!,
        load: chance(4),
        avoids: given.filter(() => chance(5) === 0).map(({ id }) => ({ object: id, because: 'kin' })),
      }))
      const { crews, shortages } = assignCrews({ sha256, seed: `r${round}`, crew: 2, objects: given, inspectors })
      const load = new Map(inspectors.map(one => [one.id, one.load]))
      const may = (id: string, object: string) => !inspectors.find(one => one.id === id)!.avoids.some(avoid => avoid.object === object)
      for (const [index, { object, crew }] of crews.entries()) {
        const concerned = given[index]!.organs
        expect(crew.every(id => may(id, object))).toBe(true)
        expect(new Set(crew).size).toBe(crew.length)
        if (shortages.some(one => one.object === object)) {
          for (const id of crew) load.set(id, load.get(id)! + 1)
          continue
        }
        expect(crew.length).toBeGreaterThanOrEqual(2)
        expect(new Set(crew.map(id => inspectors.find(one => one.id === id)!.organ))).toEqual(new Set(concerned))
        const taken: string[] = []
        for (const [place, id] of crew.entries()) {
          const from = place < concerned.length ? [[...concerned].sort()[place]!] : concerned
          const others = inspectors.filter(one => from.includes(one.organ) && may(one.id, object) && !taken.includes(one.id))
          expect(load.get(id)).toBe(Math.min(...others.map(one => load.get(one.id)!)))
          load.set(id, load.get(id)! + 1)
          taken.push(id)
        }
      }
    }
  })

  it('carry loads that differ by one at most, where nobody is kept away', () => {
    for (const count of [2, 3, 7, 12]) {
      const inspectors = Array.from({ length: count }, (_, index) => ({ id: `i${index}`, name: '', organ: 'a', load: 0, avoids: [] }))
      const given = Array.from({ length: 55 }, (_, index) => ({ id: `o${index}`, organs: ['a'] }))
      const { crews } = assignCrews({ sha256, seed: 'balance', crew: 2, objects: given, inspectors })
      const loads = inspectors.map(one => crews.filter(crew => crew.crew.includes(one.id)).length)
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
    }
  })

  it('says which visits nobody may make', () => {
    const inspectors = [
      { id: 'i', name: '', organ: 'a', load: 0, avoids: [] },
      { id: 'j', name: '', organ: 'b', load: 0, avoids: [{ object: 'o', because: 'kin' }] },
    ]
    const { shortages } = assignCrews({ sha256, seed: 's', crew: 2, objects: [{ id: 'o', organs: ['a', 'b'] }], inspectors })
    expect(shortages).toEqual([
      { object: 'o', organ: 'b' },
      { object: 'o', organ: null },
    ])
  })
})

/** The chance of each object to be among the first `take`, when every next one is drawn in proportion to its weight. */
function inclusion(weights: readonly number[], take: number): number[] {
  const found = new Array<number>(weights.length).fill(0)
  const go = (left: readonly number[], chance: number, depth: number) => {
    if (depth === take) return
    const total = left.reduce((sum, index) => sum + weights[index]!, 0)
    for (const index of left) {
      const p = (chance * weights[index]!) / total
      found[index]! += p
      go(
        left.filter(one => one !== index),
        p,
        depth + 1,
      )
    }
  }
  go(
    weights.map((_, index) => index),
    1,
    0,
  )
  return found
}
