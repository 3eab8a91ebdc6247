// The days off of 《全国年节及纪念日放假办法》: 13 days since 2025 (国务院令第795号), 11 days from 2014 to 2024 (国务院令第644号).
// Lunar dates are a table: they decide deadlines, and ICU's Chinese calendar is a day off for the spring festivals of 2027 and 2030.
import type { CalendarYear, CivilDate } from '#declare'
import { civilDate, dayNumber, isWeekend } from './civil-date.ts'

/** 正月初一, 端午, 中秋 by year as MMDD (GB/T 33661-2017). The test compares them with a lunar calendar we did not write. */
const lunarDates = `
2014 0131 0602 0908|2015 0219 0620 0927|2016 0208 0609 0915|2017 0128 0530 1004|2018 0216 0618 0924|2019 0205 0607 0913
2020 0125 0625 1001|2021 0212 0614 0921|2022 0201 0603 0910|2023 0122 0622 0929|2024 0210 0610 0917|2025 0129 0531 1006
2026 0217 0619 0925|2027 0206 0609 0915|2028 0126 0528 1003|2029 0213 0616 0922|2030 0203 0605 0912|2031 0123 0624 1001
2032 0211 0612 0919|2033 0131 0601 0908|2034 0219 0620 0927|2035 0208 0610 0916|2036 0128 0530 1004|2037 0215 0618 0924
2038 0204 0607 0913|2039 0124 0527 1002|2040 0212 0614 0920|2041 0201 0603 0910|2042 0122 0622 0928|2043 0210 0611 0917
2044 0130 0531 1005|2045 0217 0619 0925|2046 0206 0608 0915|2047 0126 0529 1004|2048 0214 0615 0922|2049 0202 0604 0911
2050 0123 0623 0930`

const lunar = new Map(
  lunarDates
    .trim()
    .split(/[|\n]/)
    .map(entry => {
      const [year, ...days] = entry.split(' ')
      return [Number(year), days.map(day => `${year}-${day.slice(0, 2)}-${day.slice(2)}`)] as const
    }),
)

const thirteenDaysSince = 2025

export type StatutoryHoliday = { name: string; days: readonly CivilDate[] }

/** The days off that the regulation itself fixes for a year. Outside 2014–2050 the lunar festivals are missing. */
export const statutoryHolidays = (year: number): readonly StatutoryHoliday[] => {
  const now = year >= thirteenDaysSince
  const [spring, dragonBoat, midAutumn] = lunar.get(year) ?? []
  return [
    { name: '元旦', days: [`${year}-01-01`] },
    ...(spring ? [{ name: '春节', days: run(spring, now ? -1 : 0, 2) }] : []),
    { name: '清明节', days: [qingming(year)] },
    { name: '劳动节', days: now ? [`${year}-05-01`, `${year}-05-02`] : [`${year}-05-01`] },
    ...(dragonBoat ? [{ name: '端午节', days: [dragonBoat] }] : []),
    ...(midAutumn ? [{ name: '中秋节', days: [midAutumn] }] : []),
    { name: '国庆节', days: [`${year}-10-01`, `${year}-10-02`, `${year}-10-03`] },
  ]
}

/**
 * What we assume of a year without an official notice: its statutory days, and for each that falls on a weekend (or on another
 * statutory day) the next ordinary weekday after the holiday（第六条：适逢周六、周日，应当在工作日补假）. No make-up working days.
 */
export const assumeCalendarYear = (year: number): CalendarYear => {
  const festivals = statutoryHolidays(year)
  const statutory = new Set(festivals.flatMap(({ days }) => days.map(dayNumber)))
  const taken = new Set<number>()
  const holidays = festivals.map(({ name, days }) => {
    const numbers = days.map(dayNumber)
    const owed = numbers.filter(day => isWeekend(day) || taken.has(day)).length
    for (const day of numbers) taken.add(day)
    const off = [...numbers]
    for (let next = numbers.at(-1)! + 1, left = owed; left > 0; next += 1) {
      if (isWeekend(next) || statutory.has(next) || taken.has(next)) continue
      off.push(next)
      taken.add(next)
      left -= 1
    }
    return { name, days: off.map(civilDate) }
  })
  return { year, source: null, status: 'assumed', holidays, work: [] }
}

/** 清明 is the day the sun reaches longitude 15°; this closed form holds for 2000–2099. */
const qingming = (year: number): CivilDate => {
  const y = year % 100
  return `${year}-04-0${Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4)}`
}

const run = (date: CivilDate, from: number, to: number): CivilDate[] => {
  const day = dayNumber(date)
  return Array.from({ length: to - from + 1 }, (_, i) => civilDate(day + from + i))
}
