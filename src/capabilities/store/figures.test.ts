import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Indicator } from '#declare'
import {
  cityCode,
  cityOrgan,
  cityOrganB,
  countyA,
  countyB,
  makeTestWorld,
  model,
  people,
  recordOf,
  type TestWorld,
  visit,
} from '../../testing/store-city.ts'
import type { Subject } from '../identity/port.ts'
import { figuresOf, goalOn, rowsBehind } from './figures.ts'
import { periodEnds } from './periods.ts'
import type { PlacedRow } from './port.ts'
import { pointsFor, rank, scoresOf } from './scorecards.ts'

let city: TestWorld
let rows: PlacedRow[]
beforeAll(async () => {
  city = await makeTestWorld()
  for (let i = 0; i < 40; i++) {
    city.clock.at = new Date(Date.UTC(2026, 0, 1 + i * 4, 3))
    const who = people.overseer
    await city.store.as(who, tx =>
      city.store.create(tx, who, recordOf(visit), {
        values: {
          name: `走访${i}`,
          kind: i % 3 ? 'home' : 'call',
          poor: i % 4 === 0,
          reason: i % 4 === 0 ? '病' : undefined,
          income: String(1000 + i * 10),
          bureau: i % 5 ? cityOrgan.id : undefined,
          helpers: i % 2 ? [cityOrgan.id, cityOrganB.id] : [cityOrganB.id],
        },
        region: [cityCode, countyA, countyB][i % 3]!,
      }),
    )
  }
  rows = await city.store.as(people.overseer, tx => city.store.find(tx, people.overseer, recordOf(visit), { op: 'always' }))
})
afterAll(() => city.end())

const indicator = (name: string): Indicator => model.indicators.get(`test.${name}`)!
const as = <T>(
  subject: Subject,
  work: (as: { world: TestWorld['world']; tx: Parameters<Parameters<TestWorld['store']['as']>[1]>[0]; subject: Subject }) => Promise<T>,
) => city.store.as(subject, tx => work({ world: city.world, tx, subject }))
const figures = (name: string, query: Parameters<typeof figuresOf>[2] = {}, subject: Subject = people.overseer) =>
  as(subject, one => figuresOf(one, indicator(name), query))
const counts = (pick: (row: PlacedRow) => string | null | undefined | readonly string[]) => {
  const found = new Map<string, number>()
  for (const row of rows) for (const key of [pick(row)].flat()) found.set(String(key ?? null), (found.get(String(key ?? null)) ?? 0) + 1)
  return Object.fromEntries(found)
}
const byKey = (result: Awaited<ReturnType<typeof figures>>, name: string) =>
  Object.fromEntries(result.rows.map(row => [String(row.key[name] ?? null), row.value]))

describe('an indicator', () => {
  test('counts, splits by any dimension, unnests lists', async () => {
    expect((await figures('total')).rows).toEqual([{ key: {}, label: '走访数', value: 40, numerator: null, denominator: null }])
    expect(byKey(await figures('total', { by: ['kind'] }), 'kind')).toEqual(counts(row => row['kind'] as string))
    expect(byKey(await figures('total', { by: ['bureau'] }), 'bureau')).toEqual(counts(row => row['bureau'] as string))
    expect(byKey(await figures('total', { by: ['helpers'] }), 'helpers')).toEqual(counts(row => row['helpers'] as string[]))
    expect(byKey(await figures('total', { by: ['region'] }), 'region')).toEqual(counts(row => row.region))
    expect(byKey(await figures('total', { by: ['period'] }), 'period')).toEqual(counts(row => row.createdAt.slice(0, 7)))
    expect((await figures('total', { by: ['kind', 'bureau'] })).rows.map(row => row.label)).toContain(`入户 · ${cityOrgan.name}`)
  })

  test('shares carry numerator and denominator, and are held against the goal in force', async () => {
    const result = await figures('poor-share')
    expect(result.rows).toMatchObject([{ value: 25, numerator: 10, denominator: 40 }])
    expect(result.goal).toEqual({ by: '2027', value: 50, basis: '示例', attained: true })
    expect((await figures('poor-share', { filter: { op: 'never' } })).rows).toMatchObject([{ value: null, denominator: 0 }])
  })

  test('averages, periods and regions', async () => {
    expect((await figures('income')).rows[0]!.value).toBe(1195)
    const march = await figures('total', { from: '2026-03-01', to: '2026-03-31' })
    expect(march.rows[0]!.value).toBe(rows.filter(row => row.createdAt.startsWith('2026-03')).length)
    expect((await figures('total', { region: countyA })).rows[0]!.value).toBe(13)
  })

  test('counts only what the person may read', async () => {
    expect((await figures('total', {}, people.overseerA)).rows[0]!.value).toBe(13)
    expect((await figures('total', {}, people.nobody)).rows[0]!.value).toBe(0)
  })

  test('every figure leads to its rows', async () => {
    for (const [name, by] of [
      ['total', ['kind']],
      ['total', ['helpers', 'period']],
      ['total', ['region']],
      ['total', ['bureau']],
      ['poor-share', ['kind']],
    ] as const) {
      const query = { by, from: '2026-01-15', to: '2026-05-01' } as const
      for (const row of (await figures(name, query)).rows) {
        const behind = await as(people.overseer, one => rowsBehind(one, indicator(name), { ...query, key: row.key }))
        expect(behind.total, `${name} ${row.label}`).toBe(row.denominator ?? row.value)
        if (row.numerator !== null)
          expect(
            (await as(people.overseer, one => rowsBehind(one, indicator(name), { ...query, key: row.key, part: 'numerator' }))).total,
          ).toBe(row.numerator)
      }
    }
  })
})

describe('a score sheet', () => {
  test('maps values to points, weighs them, ranks with ties', async () => {
    const card = {
      name: 'card',
      label: '评价',
      subject: 'organ' as const,
      by: 'helpers',
      basis: '办法',
      parts: [
        {
          indicator: indicator('total'),
          weight: 1,
          says: '每件一分',
          points: [
            [0, 0],
            [40, 100],
          ] as const,
        },
        {
          indicator: indicator('poor-share'),
          weight: 3,
          says: '占比',
          points: [
            [0, 100],
            [100, 0],
          ] as const,
        },
      ],
    }
    const scores = await as(people.overseer, one => scoresOf(one, card))
    const share = (organ: string) => {
      const mine = rows.filter(row => (row['helpers'] as string[]).includes(organ))
      return { n: mine.length, share: (mine.filter(row => row['poor'] === true).length / mine.length) * 100 }
    }
    for (const row of scores.rows) {
      const { n, share: poor } = share(row.subject)
      expect(row.score).toBeCloseTo((n * 2.5 + 3 * (100 - poor)) / 4, 1)
    }
    expect(scores.rows.map(row => row.subjectName).sort()).toEqual([cityOrgan.name, cityOrganB.name].sort())
  })
  test('points are linear between the pairs and flat beyond', () => {
    const points = [
      [0, 0],
      [50, 80],
      [100, 100],
    ] as const
    expect([-5, 0, 25, 50, 75, 100, 200].map(value => pointsFor(points, value))).toEqual([0, 0, 40, 80, 90, 100, 100])
  })
  test('ties share a rank', () => {
    expect(
      rank([
        { subject: 'a', score: 80 },
        { subject: 'b', score: 90 },
        { subject: 'c', score: 80 },
        { subject: 'd', score: 70 },
      ]).map(row => [row.subject, row.rank]),
    ).toEqual([
      ['b', 1],
      ['a', 2],
      ['c', 2],
      ['d', 4],
    ])
  })
})

test('periods begin and end on civil dates', () => {
  expect(periodEnds('month', '2026-02')).toEqual({ first: '2026-02-01', last: '2026-02-28' })
  expect(periodEnds('quarter', '2026-Q4')).toEqual({ first: '2026-10-01', last: '2026-12-31' })
  expect(periodEnds('week', '2026-W01')).toEqual({ first: '2025-12-29', last: '2026-01-04' })
  expect(periodEnds('year', '2024')).toEqual({ first: '2024-01-01', last: '2024-12-31' })
  expect(() => periodEnds('month', '2026')).toThrow()
})

test('the goal in force is the next one ahead', () => {
  const goals = [
    { by: '2025', value: 1, basis: '' },
    { by: '2027', value: 3, basis: '' },
    { by: '2026-06-30', value: 2, basis: '' },
  ]
  expect(['2025-12-31', '2026-01-01', '2026-07-01', '2030-01-01'].map(day => goalOn(goals, day)?.value)).toEqual([1, 2, 3, 3])
})
