import { readFileSync } from 'node:fs'
import * as reference from 'chinese-days'
import { describe, expect, test } from 'vitest'
import type { CalendarYear } from '#declare'
import { checkCalendarYear } from './check-calendar-year.ts'
import { assumeCalendarYear, statutoryHolidays } from './statutory-days.ts'

const file = (year: number): CalendarYear =>
  JSON.parse(readFileSync(new URL(`../../../cities/shaoxing/calendar/${year}.json`, import.meta.url), 'utf8'))
const good = file(2026)
const messages = (year: CalendarYear) => checkCalendarYear(year).map(({ at, message, severity }) => `${severity} ${at}: ${message}`)

describe('checkCalendarYear', () => {
  test.each([2024, 2025, 2026, 2027])('the file of %i has no fault', year => {
    expect(messages(file(year))).toEqual([])
  })

  test('a make-up day must be a weekend', () => {
    expect(messages({ ...good, work: ['2026-02-25'] })).toEqual(['error work.0: 2026-02-25 不是周六或周日，不能作为调休上班日'])
  })

  test('a day cannot be both, nor be entered twice', () => {
    expect(messages({ ...good, work: ['2026-10-04', '2026-10-10', '2026-10-10'] })).toEqual([
      'error work.0: 2026-10-04 既放假（国庆节）又上班',
      'error work.2: 2026-10-10 重复调休上班',
    ])
    expect(messages({ ...good, holidays: [...good.holidays, { name: '多放', days: ['2026-10-07'] }] })).toEqual([
      'error holidays.7.days.0: 2026-10-07 重复放假（国庆节、多放）',
    ])
  })

  test('dates outside the year are refused beyond two days', () => {
    const extra = (date: string) => messages({ ...good, holidays: [...good.holidays, { name: '元旦', days: [date] }] })
    expect(extra('2025-12-30')).toEqual([])
    expect(extra('2027-01-02')).toEqual([])
    expect(extra('2025-12-29')).toEqual(['error holidays.7.days.0: 2025-12-29 不在2026年内（跨年最多2天）'])
    expect(extra('2026-02-30')).toEqual(['error holidays.7.days.0: “2026-02-30”不是有效日期，应写成 2026-01-01'])
  })

  test('a missing statutory day is a warning', () => {
    const withoutEve = good.holidays.map(h => (h.name === '春节' ? { ...h, days: h.days.slice(2) } : h))
    expect(messages({ ...good, holidays: withoutEve })).toEqual([
      'warning holidays: 缺少法定节假日春节：2026-02-16（《全国年节及纪念日放假办法》）',
    ])
  })

  test('an official year names its notice', () => {
    expect(messages({ ...good, source: null })).toEqual(['error source: 2026年已标为正式安排，应写明通知名称和文号'])
    expect(messages({ ...good, status: 'assumed' })[0]).toContain('推定')
    expect(messages({ ...good, holidays: [...good.holidays, { name: '空', days: [] }] })).toEqual(['error holidays.7: 空没有写放假日期'])
  })
})

describe('statutory days', () => {
  test('11 days until 2024, 13 from 2025', () => {
    const count = (year: number) => statutoryHolidays(year).flatMap(({ days }) => days).length
    expect([2023, 2024, 2025, 2026, 2050].map(count)).toEqual([11, 11, 13, 13, 13])
    expect(count(2051)).toBe(7)
  })

  test('lunar dates and 清明 agree with chinese-days for 2014–2050', () => {
    for (let year = 2014; year <= 2050; year += 1) {
      const days = new Map(statutoryHolidays(year).map(h => [h.name, h.days]))
      const lunar = (date: string) => {
        const { lunarMon, lunarDay, isLeap } = reference.getLunarDate(date)
        return `${isLeap ? '闰' : ''}${lunarMon}.${lunarDay}`
      }
      expect(lunar(days.get('春节')!.at(-3)!)).toBe('1.1')
      expect(lunar(days.get('端午节')![0]!)).toBe('5.5')
      expect(lunar(days.get('中秋节')![0]!)).toBe('8.15')
      const terms = reference.getSolarTerms(`${year}-04-01`, `${year}-04-10`)
      expect(days.get('清明节')![0]).toBe(terms.find(({ term }) => term === 'pure_brightness')!.date)
    }
  })

  test('the file of 2027 is what we assume', () => {
    expect(file(2027)).toEqual(assumeCalendarYear(2027))
  })

  test('a festival that meets another owes a day', () => {
    // 2031: 中秋 is 1 October.
    const owed = assumeCalendarYear(2031).holidays.find(({ name }) => name === '国庆节')!
    expect(owed.days).toEqual(['2031-10-01', '2031-10-02', '2031-10-03', '2031-10-06'])
  })
})
