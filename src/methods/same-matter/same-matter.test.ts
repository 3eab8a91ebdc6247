// Against figures worked out by hand and a labelled set that we made: who wrote the same thing twice, in other words, and who did not.
import { describe, expect, it } from 'vitest'
import { candidates, dice, distance, type Matter, normalSpot, sameness, worthAsking } from './same-matter.ts'

const leak: Matter = {
  people: ['a1', 'a2'],
  region: '330602001004',
  spot: '花园小区3幢2单元',
  kind: 'neighbour',
  words: '楼上卫生间漏水，天花板发霉',
  on: '2026-03-02',
}

describe('by hand', () => {
  it.each([
    // night: ni ig gh ht; nacht: na ac ch ht. One shared of eight pairs (the usual textbook example of Dice's coefficient).
    ['night', 'nacht', 0.25],
    ['卫生间漏水', '卫生间漏水', 1],
    // 卫生 生间 间漏 漏水 against 厨房 房漏 漏水: one shared of seven pairs.
    ['卫生间漏水', '厨房漏水', 2 / 7],
    ['', '', 0],
    // aa aa aa against aa: one is shared once.
    ['aaaa', 'aa', 0.5],
  ])('dice(%s, %s) is %d', (one, other, expected) => {
    expect(dice(one, other)).toBeCloseTo(expected, 12)
  })

  it.each([
    ['花园小区３栋二单元', '花园小区3幢2单元'],
    ['三组十二号', '3组12号'],
    ['5号楼 301室', '5幢301号'],
  ])('%s and %s are the same house', (one, other) => {
    expect(normalSpot(one)).toBe(normalSpot(other))
  })

  it('a degree of latitude is 111.195 km on the mean sphere', () => {
    expect(distance({ lng: 120, lat: 30 }, { lng: 120, lat: 31 })).toBeCloseTo(111_195.08, 1)
  })

  it('adds up its grounds and says them', () => {
    // The same people, place and words, 30 days apart: everything. A year apart: half.
    expect(sameness(leak, { ...leak, on: '2026-04-01' }).score).toBe(1)
    expect(sameness(leak, { ...leak, on: '2027-03-02' }).score).toBe(0.5)
    // One of two people the same, another house of the same street, nothing else: 0.4 × 0.75 + what the place gives.
    const other = { ...leak, people: ['a1', 'b9'], region: '330602001008', words: '宠物狗咬伤孩子' }
    expect(sameness(leak, other)).toEqual({ score: 0.3, grounds: [{ ground: 'person', score: 0.75, says: '有1位当事人相同' }] })
    expect(sameness(leak, leak).grounds.map(ground => ground.says)).toEqual(['有2位当事人相同', '地点相同', '类型相同，文字相近度100%'])
  })

  it('is the same from both sides', () => {
    const other = { ...leak, people: ['a1'], spot: '花园小区3栋', words: '楼上漏水墙面发霉', on: '2026-06-01' }
    expect(sameness(leak, other)).toEqual(sameness(other, leak))
  })
})

/** Each row: a group of the same dispute, told by different people in different words. Groups differ from each other. */
const told: readonly (readonly Omit<Matter, 'region' | 'on' | 'kind'>[])[] = [
  [
    { people: ['a1', 'a2'], spot: '花园小区3幢2单元', words: '楼上卫生间漏水，天花板发霉' },
    { people: ['a1', 'a2'], spot: '花园小区三栋二单元', words: '楼上卫生间一直漏水，墙面天花板发霉' },
    { people: ['a1'], spot: '花园小区3幢2单元', words: '楼上漏水没有人修，天花板发霉' },
  ],
  [
    { people: ['b1', 'b2'], spot: '花园小区3幢1单元', words: '棋牌室夜间扰民' },
    { people: ['b3', 'b2'], spot: '花园小区3幢1单元', words: '一楼棋牌室夜间扰民，睡不着' },
  ],
  [
    { people: ['c1', 'c2'], spot: '产业园工地', words: '工程完工后拖欠工资' },
    { people: ['c3', 'c2'], spot: '产业园工地', words: '工地完工拖欠工资不发' },
    { people: ['c4', 'c2'], spot: '产业园', words: '老板拖欠工资' },
  ],
  [
    { people: ['d1', 'd2'], spot: '花园小区5幢', words: '楼上厨房漏水，吊顶损坏' },
    { people: ['d1', 'd2'], spot: '花园小区5号楼', words: '厨房漏水吊顶坏了' },
  ],
  [{ people: ['a1', 'e2'], spot: '花园小区门口', words: '电动车相撞后的医药费' }],
  [{ people: ['f1', 'f2'], spot: '', words: '借款到期没有归还' }],
  [{ people: ['f3', 'f4'], spot: '', words: '借款到期没有归还' }],
]

it('finds the same and leaves the others alone, on the labelled set', () => {
  const all = told.flatMap((group, label) =>
    group.map((one, at) => ({
      ...one,
      label,
      region: '330602001004',
      kind: `k${label}`,
      on: `2026-03-${String(2 + at * 9).padStart(2, '0')}`,
    })),
  )
  // Two loans of different people are of one kind.
  const set = all.map(one => (one.label >= 5 ? { ...one, kind: 'loan' } : one))
  let [hits, wrong, missed] = [0, 0, 0]
  for (const [at, one] of set.entries())
    for (const other of set.slice(at + 1)) {
      const found = sameness(one, other).score >= worthAsking
      const same = one.label === other.label
      if (found && same) hits += 1
      else if (found) wrong += 1
      else if (same) missed += 1
    }
  const [precision, recall] = [hits / (hits + wrong), hits / (hits + missed)]
  console.info(`同案识别：${hits + missed}对相同，找到${hits}对，误报${wrong}对；查准率${precision.toFixed(2)}，查全率${recall.toFixed(2)}`)
  expect(precision).toBeGreaterThanOrEqual(0.8)
  expect(recall).toBeGreaterThanOrEqual(0.8)
})

it('puts the most alike first and no more than it was asked for', () => {
  const close = { ...leak, spot: '花园小区3幢' }
  const found = candidates(leak, [{ ...leak, people: ['x'], words: '别的事' }, close, leak], 2)
  expect(found.map(one => one.matter)).toEqual([leak, close])
})
