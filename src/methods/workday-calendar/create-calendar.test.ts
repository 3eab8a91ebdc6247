import { readFileSync } from 'node:fs'
import * as reference from 'chinese-days'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CalendarYear, days, hours, months, workdays } from '#declare'
import { civilDate, dayNumber } from './civil-date.ts'
import { createCalendar } from './create-calendar.ts'

const file = (year: number): CalendarYear =>
  JSON.parse(readFileSync(new URL(`../../../cities/shaoxing/calendar/${year}.json`, import.meta.url), 'utf8'))
const zone = 'Asia/Shanghai'
const calendar = createCalendar([2024, 2025, 2026, 2027].map(file), zone)
const at = (local: string) => new Date(`${local}+08:00`)
const dueDate = (from: string, term: Parameters<typeof calendar.due>[1]) => calendar.dateOf(calendar.due(at(from), term))

describe('against chinese-days, a reference we did not write', () => {
  test.each([2024, 2025, 2026])('every day of %i', year => {
    const wrong: string[] = []
    for (let day = dayNumber(`${year}-01-01`); day <= dayNumber(`${year}-12-31`); day += 1) {
      const date = civilDate(day)
      if (calendar.isWorkday(date) !== reference.isWorkday(date)) wrong.push(date)
    }
    expect(wrong).toEqual([])
  })

  test('the 50th working day from any day of the official years', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2026-09-30') }),
        fc.integer({ min: 1, max: 50 }),
        (day, count) => {
          const date = civilDate(day)
          expect(calendar.addWorkdays(date, count)).toBe(naive(date, count))
        },
      ),
    )
  })
})

const naive = (date: string, count: number): string => {
  let day = dayNumber(date)
  for (let left = count; left > 0; ) {
    day += 1
    if (reference.isWorkday(civilDate(day))) left -= 1
  }
  return civilDate(day)
}

describe('what is known', () => {
  test('official years are known, assumed and absent ones are not', () => {
    expect([2023, 2024, 2026, 2027, 2031].map(year => calendar.isKnown(`${year}-06-01`))).toEqual([false, true, true, false, false])
    expect(calendar.isKnown('2026-02-30')).toBe(false)
  })

  test('a year nobody entered has weekends, statutory days and days in lieu', () => {
    const bare = createCalendar([], zone)
    expect(['2027-02-05', '2027-02-09', '2027-02-10', '2027-02-11'].map(bare.isWorkday)).toEqual([false, false, false, true])
    expect(bare.isWorkday('2027-05-04')).toBe(false)
    for (let day = dayNumber('2027-01-01'); day <= dayNumber('2027-12-31'); day += 1) {
      expect(bare.isWorkday(civilDate(day))).toBe(calendar.isWorkday(civilDate(day)))
    }
  })

  test('a notice may free days of the year before', () => {
    const joined = createCalendar(
      [
        {
          year: 2030,
          source: 'x',
          status: 'official',
          holidays: [{ name: '元旦', days: ['2029-12-31', '2030-01-01'] }],
          work: ['2029-12-29'],
        },
      ],
      zone,
    )
    expect(joined.isWorkday('2029-12-31')).toBe(false)
    expect(joined.isWorkday('2029-12-29')).toBe(true)
  })

  test('dates that do not exist are refused', () => {
    expect(() => calendar.isWorkday('2026-02-29')).toThrow(RangeError)
    expect(() => calendar.addWorkdays('2026-1-1', 3)).toThrow(RangeError)
    expect(() => calendar.addWorkdays('2026-01-01', 1.5)).toThrow(RangeError)
    expect(() => calendar.addWorkdays('2026-01-01', 1_000_000)).toThrow(RangeError)
  })
})

describe('terms', () => {
  test('working days around the spring festival of 2026', () => {
    // Friday 13 February; 14 (Saturday) is worked, 15–23 are off, 28 (Saturday) is worked.
    expect(dueDate('2026-02-13T09:00', workdays(1))).toBe('2026-02-14')
    expect(dueDate('2026-02-13T09:00', workdays(2))).toBe('2026-02-24')
    expect(dueDate('2026-02-13T09:00', workdays(6))).toBe('2026-02-28')
    expect(dueDate('2026-02-13T09:00', workdays(7))).toBe('2026-03-02')
  })

  test('the day of the start does not count, even when it is a day off', () => {
    expect(dueDate('2026-10-03T10:00', workdays(1))).toBe('2026-10-08')
    expect(dueDate('2026-10-03T10:00', workdays(0))).toBe('2026-10-08')
    expect(dueDate('2026-11-23T23:59', workdays(0))).toBe('2026-11-23')
    expect(dueDate('2026-11-23T23:59', days(1))).toBe('2026-11-24')
  })

  test('days that end on a day off run on to the next working day (民法典 203)', () => {
    expect(dueDate('2026-09-21T10:00', days(10))).toBe('2026-10-08')
    expect(dueDate('2026-09-10T10:00', days(10))).toBe('2026-09-20') // a Sunday, but worked
    expect(dueDate('2026-11-13T10:00', days(15))).toBe('2026-11-30')
  })

  test('months end on the same day number or the last day of the month (民法典 202)', () => {
    expect(dueDate('2025-12-31T10:00', months(2))).toBe('2026-02-28') // worked Saturday
    expect(dueDate('2024-01-31T10:00', months(1))).toBe('2024-02-29')
    expect(dueDate('2026-03-31T10:00', months(3))).toBe('2026-06-30')
    expect(dueDate('2026-08-15T10:00', months(1))).toBe('2026-09-15')
    expect(dueDate('2025-11-30T10:00', months(12))).toBe('2026-11-30')
    expect(dueDate('2026-07-01T10:00', months(3))).toBe('2026-10-08')
  })

  test('hours run through nights and days off', () => {
    expect(calendar.due(at('2026-09-30T20:30'), hours(24))).toEqual(at('2026-10-01T20:30'))
  })

  test('the last second of the day in the zone of the city', () => {
    expect(calendar.due(at('2026-11-23T00:00'), workdays(1))).toEqual(at('2026-11-24T23:59:59'))
    expect(calendar.due(new Date('2026-11-22T16:00:00Z'), workdays(1))).toEqual(at('2026-11-24T23:59:59'))
    expect(calendar.due(new Date('2026-11-22T15:59:59Z'), workdays(1))).toEqual(at('2026-11-23T23:59:59'))
  })

  test('a zone with summer time', () => {
    const berlin = createCalendar([], 'Europe/Berlin')
    expect(berlin.due(new Date('2029-03-24T12:00:00Z'), days(2))).toEqual(new Date('2029-03-26T21:59:59Z'))
    expect(berlin.due(new Date('2029-03-22T12:00:00Z'), days(1))).toEqual(new Date('2029-03-23T22:59:59Z'))
    expect(berlin.dateOf(new Date('2029-10-28T22:59:59Z'))).toBe('2029-10-28')
    expect(() => createCalendar([], 'Mars/Olympus')).toThrow(RangeError)
  })
})

describe('properties', () => {
  const date = fc.integer({ min: dayNumber('2015-01-01'), max: dayNumber('2049-12-31') }).map(civilDate)
  const count = fc.integer({ min: 0, max: 800 })
  const instant = fc.date({ min: new Date('2015-01-01'), max: new Date('2045-01-01'), noInvalidDate: true })
  const term = fc.oneof(count.map(workdays), count.map(days), fc.integer({ min: 0, max: 36 }).map(months))

  test('addWorkdays never ends on a day off and is undone by workdaysBetween', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 800 }), (from, n) => {
        const to = calendar.addWorkdays(from, n)
        expect(calendar.isWorkday(to)).toBe(true)
        expect(calendar.workdaysBetween(from, to)).toBe(n)
        expect(calendar.workdaysBetween(to, from)).toBe(-n)
      }),
    )
  })

  test('a negative count goes back', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 800 }), (from, n) => {
        const start = calendar.addWorkdays(from, 0)
        expect(calendar.addWorkdays(calendar.addWorkdays(start, n), -n)).toBe(start)
      }),
    )
  })

  test('both are monotonic, and counts add up', () => {
    fc.assert(
      fc.property(date, date, date, count, (a, b, c, n) => {
        const [x, y] = a < b ? [a, b] : [b, a]
        expect(calendar.addWorkdays(x, n) <= calendar.addWorkdays(y, n)).toBe(true)
        expect(calendar.addWorkdays(x, n) < calendar.addWorkdays(x, n + 1) || n === 0).toBe(true)
        expect(calendar.workdaysBetween(x, y)).toBeGreaterThanOrEqual(0)
        expect(calendar.workdaysBetween(a, b) + calendar.workdaysBetween(b, c)).toBe(calendar.workdaysBetween(a, c))
      }),
    )
  })

  test('due is a working day’s last second, never before the start, and later for a longer term', () => {
    fc.assert(
      fc.property(instant, term, (from, t) => {
        const due = calendar.due(from, t)
        expect(calendar.isWorkday(calendar.dateOf(due))).toBe(true)
        expect(new Date(due.getTime() + 8 * 3_600_000).toISOString().slice(11)).toBe('23:59:59.000Z')
        expect(due.getTime()).toBeGreaterThanOrEqual(from.getTime() - 999)
        expect(calendar.due(from, { ...t, count: t.count + 1 }).getTime()).toBeGreaterThanOrEqual(due.getTime())
      }),
    )
  })

  test('months never leave their month before days off are skipped', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 60 }), (from, n) => {
        const due = dueDate(`${from}T12:00`, months(n))
        const year = Number(from.slice(0, 4))
        const month = Number(from.slice(5, 7)) - 1 + n
        const last = new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10)
        const plain = `${last.slice(0, 8)}${String(Math.min(Number(from.slice(8)), Number(last.slice(8)))).padStart(2, '0')}`
        expect(due).toBe(calendar.addWorkdays(plain, 0))
      }),
    )
  })
})
