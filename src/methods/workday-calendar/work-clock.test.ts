// Working time by hand: a Friday, a weekend, a lunch.
import { expect, it } from 'vitest'
import { createCalendar } from './create-calendar.ts'
import { createWorkClock } from './work-clock.ts'

const clock = createWorkClock(createCalendar([], 'Asia/Shanghai'), {
  from: '2026-03-05',
  to: '2026-03-10',
  hours: [
    ['08:30', '12:00'],
    ['14:00', '17:30'],
  ],
})
const at = (text: string) => Date.parse(`${text}+08:00`)
const hours = (from: string, to: string) => (clock.workedAt(at(to)) - clock.workedAt(at(from))) / 3_600_000

it('counts only the hours in which people work', () => {
  expect(hours('2026-03-05T09:00:00', '2026-03-05T11:00:00')).toBe(2)
  expect(hours('2026-03-05T11:00:00', '2026-03-05T14:30:00')).toBe(1.5)
  expect(hours('2026-03-05T12:30:00', '2026-03-05T13:30:00')).toBe(0)
  // Friday half past four to Monday half past nine: one hour and one hour.
  expect(hours('2026-03-06T16:30:00', '2026-03-09T09:30:00')).toBe(2)
  expect(hours('2026-03-07T08:00:00', '2026-03-08T20:00:00')).toBe(0)
})

it('goes back to the instant', () => {
  for (const text of ['2026-03-05T08:31:00', '2026-03-06T17:30:00', '2026-03-09T15:00:00'])
    expect(new Date(clock.instantAt(clock.workedAt(at(text)))).toISOString()).toBe(new Date(at(text)).toISOString())
  // What is said at night is worked at the end of the day before.
  expect(clock.instantAt(clock.workedAt(at('2026-03-08T03:00:00')))).toBe(at('2026-03-06T17:30:00'))
  expect(clock.dayEnds.map(one => one.date)).toEqual(['2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10'])
})

it('refuses hours that overlap', () => {
  const bad = () =>
    createWorkClock(createCalendar([], 'Asia/Shanghai'), { from: '2026-03-05', to: '2026-03-06', hours: [['09:00', '08:00']] })
  expect(bad).toThrow(RangeError)
})
