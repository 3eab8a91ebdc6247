import { describe, expect, it } from 'vitest'
import { days, here, hours, indicator, inRegion, months, record, text, type Watch, watchIndicator, watchRows, workdays } from '#declare'
import {
  boundOf,
  commonRegion,
  fill,
  judge,
  type Known,
  knownAfter,
  levelOf,
  passes,
  type Sighting,
  subjectFields,
  windowStart,
} from './engine.ts'

const thing = record('thing', {
  label: '事项',
  owner: 'gov-office',
  share: 'open',
  level: 'L1',
  title: 'name',
  access: [inRegion(['supervisor'])],
  fields: { name: text({ label: '名称' }), place: text({ label: '地点' }) },
})
const common = { name: 'w', label: '规则', level: 'yellow', tell: here('supervisor') } as const
const many = watchRows(thing, {
  ...common,
  when: d => d.name.isPresent(),
  atLeast: 3,
  same: ['place'],
  rises: [
    { atLeast: 5, level: 'orange' },
    { atLeast: 9, level: 'red' },
  ],
})
const share = indicator(thing, { name: 'i', label: '率', formula: '…', of: { ratio: d => d.name.isPresent() }, better: 'up' })
const low = watchIndicator(share, { ...common, below: 60, least: 5, rises: [{ below: 30, level: 'red' }] })
const high = watchIndicator(share, { ...common, above: 10 })

const rows = (count: number, ids: string[]): Sighting => ({ key: ['a'], met: count >= 3, count, value: null, rows: ids, regions: null })
const figure = (watch: Watch, value: number | null, denominator = 9): Sighting => ({
  key: [],
  met: passes(watch, { value, denominator }),
  count: null,
  value,
  rows: [],
  regions: null,
})
const known = (of: Partial<Known>): Known => ({
  met: true,
  level: 'yellow',
  count: null,
  value: null,
  rows: [],
  warning: 'w1',
  times: 1,
  seenAt: null,
  ...of,
})

describe('judging a sighting', () => {
  it('raises what is new, is silent about what is known, clears what is over', () => {
    expect(judge(many, undefined, rows(2, ['1', '2']), false)).toBe('nothing')
    expect(judge(many, undefined, rows(3, ['3', '2', '1']), false)).toBe('raise')
    const seen = known({ count: 3, rows: ['3', '2', '1'] })
    expect(judge(many, seen, rows(3, ['3', '2', '1']), true)).toBe('nothing')
    expect(judge(many, seen, rows(4, ['4', '3', '2', '1']), true)).toBe('again')
    // As many as before, but one of them is another.
    expect(judge(many, seen, rows(3, ['4', '3', '2']), true)).toBe('again')
    // An edited old row comes first, and is no news.
    expect(judge(many, seen, rows(3, ['2', '3', '1']), true)).toBe('nothing')
    expect(judge(many, seen, rows(2, ['3', '2']), true)).toBe('clear')
    expect(judge(many, known({ met: false, count: 2 }), rows(2, ['3', '2']), true)).toBe('nothing')
  })

  it('after the warning was closed raises another only for what is new', () => {
    const seen = known({ count: 3, rows: ['3', '2', '1'] })
    expect(judge(many, seen, rows(3, ['3', '2', '1']), false)).toBe('nothing')
    expect(judge(many, seen, rows(4, ['4', '3', '2', '1']), false)).toBe('raise')
    expect(judge(many, known({ met: false }), rows(3, ['3', '2', '1']), false)).toBe('raise')
    // Cleared, not closed, and back again: the same warning.
    expect(judge(many, known({ met: false }), rows(3, ['3', '2', '1']), true)).toBe('again')
  })

  it('holds an indicator against its bound, in both directions, and only on enough rows', () => {
    expect([59.9, 60, null].map(value => passes(low, { value, denominator: 5 }))).toEqual([true, false, false])
    expect(passes(low, { value: 0, denominator: 4 })).toBe(false)
    expect([10, 10.1].map(value => passes(high, { value, denominator: null }))).toEqual([false, true])
    expect(judge(low, known({ value: 50 }), figure(low, 55), true)).toBe('nothing')
    expect(judge(low, known({ value: 50 }), figure(low, 45), true)).toBe('again')
    expect(judge(high, known({ value: 12 }), figure(high, 11), true)).toBe('nothing')
    expect(judge(high, known({ value: 12 }), figure(high, 13), true)).toBe('again')
  })

  it('remembers the worst value of a warning, so that a value that comes and goes is told once', () => {
    const after = knownAfter(low, known({ value: 40 }), figure(low, 55), { warning: 'w1', times: 1, level: 'yellow' }, new Date(0))
    expect(after.value).toBe(40)
    expect(judge(low, after, figure(low, 45), true)).toBe('nothing')
  })
})

describe('levels, bounds and words', () => {
  it('takes the highest level that is reached, and names its bound', () => {
    expect([3, 4, 5, 8, 9].map(count => levelOf(many, { count, value: null }))).toEqual(['yellow', 'yellow', 'orange', 'orange', 'red'])
    expect([59, 30, 29].map(value => levelOf(low, { count: null, value }))).toEqual(['yellow', 'yellow', 'red'])
    expect([3, 6, 9].map(count => boundOf(many, { count, value: null }))).toEqual([3, 5, 9])
    expect(fill('{subject}有{count}项，{other}', { subject: '甲', count: 3, value: null, bound: 3 })).toBe('甲有3项，{other}')
  })

  it('knows its subjects: a row, a group, the whole city', () => {
    expect(subjectFields(many)).toEqual(['place'])
    expect(subjectFields(watchRows(thing, { ...common, when: d => d.name.isPresent() }))).toEqual(['id'])
    expect(subjectFields(watchRows(thing, { ...common, when: d => d.name.isPresent(), atLeast: 2 }))).toEqual([])
    expect(subjectFields(low)).toEqual([])
  })

  it('finds the smallest region that holds all rows', () => {
    const codes = new Set(['330600', '330602', '330603', '330602001', '330602002', '330602001001'])
    expect(commonRegion(codes, ['330602001', '330602001'], '330600')).toBe('330602001')
    expect(commonRegion(codes, ['330602001', '330602002'], '330600')).toBe('330602')
    expect(commonRegion(codes, ['330602', '330602001001'], '330600')).toBe('330602')
    expect(commonRegion(codes, ['330602001', '330603'], '330600')).toBe('330600')
  })

  it('counts a window back from now', () => {
    const now = new Date('2026-03-31T01:00:00Z')
    const back = (count: number) => new Date(now.getTime() - count * 1000)
    expect(windowStart(now, undefined, back)).toBeUndefined()
    expect(windowStart(now, hours(4), back)).toEqual(new Date('2026-03-30T21:00:00Z'))
    expect(windowStart(now, days(7), back)).toEqual(new Date('2026-03-24T01:00:00Z'))
    expect(windowStart(now, workdays(2), back)).toEqual(back(2))
    // There is no 31 February: the last of February.
    expect(windowStart(now, months(1), back)).toEqual(new Date('2026-02-28T01:00:00Z'))
  })
})
