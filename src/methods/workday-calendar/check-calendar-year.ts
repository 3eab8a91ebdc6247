// A wrong holiday file moves every deadline of the city, so it is checked before it is used: errors stop the start, warnings are shown.
import type { CalendarYear, CivilDate, FieldFault } from '#declare'
import { findDayNumber, firstDayOf, isWeekend } from './civil-date.ts'
import { statutoryHolidays } from './statutory-days.ts'

export type CalendarFault = FieldFault & { severity: 'error' | 'warning' }

/** Notices join a holiday to the weekend across the turn of the year (2023-12-30 belongs to 元旦 2024). */
const overlap = 2

/** The faults of one year's arrangement, in Chinese, with the path of the entry (`holidays.2.days.0`). */
export const checkCalendarYear = (year: CalendarYear): CalendarFault[] => {
  const faults: CalendarFault[] = []
  const fault = (at: string, message: string, severity: CalendarFault['severity'] = 'error') => faults.push({ at, message, severity })

  if (!Number.isInteger(year.year)) fault('year', `年份应为整数，不是“${year.year}”`)
  if (year.status === 'official' && !year.source) fault('source', `${year.year}年已标为正式安排，应写明通知名称和文号`)
  if (year.status === 'assumed' && year.source) fault('source', `${year.year}年标为推定安排，不应写文号；已有正式通知的请改为 official`)

  const first = firstDayOf(year.year)
  const last = firstDayOf(year.year + 1) - 1
  const rest = new Map<CivilDate, string>()
  const work = new Set<CivilDate>()

  const isUsable = (at: string, date: CivilDate): boolean => {
    const day = findDayNumber(date)
    if (day === undefined) fault(at, `“${date}”不是有效日期，应写成 2026-01-01`)
    else if (day < first - overlap || day > last + overlap) fault(at, `${date} 不在${year.year}年内（跨年最多${overlap}天）`)
    else return true
    return false
  }

  year.holidays.forEach(({ name, days }, h) => {
    if (days.length === 0) fault(`holidays.${h}`, `${name}没有写放假日期`)
    days.forEach((date, d) => {
      const at = `holidays.${h}.days.${d}`
      if (!isUsable(at, date)) return
      const before = rest.get(date)
      if (before !== undefined) fault(at, `${date} 重复放假（${before}、${name}）`)
      rest.set(date, name)
    })
  })

  year.work.forEach((date, w) => {
    const at = `work.${w}`
    if (!isUsable(at, date)) return
    if (work.has(date)) fault(at, `${date} 重复调休上班`)
    if (rest.has(date)) fault(at, `${date} 既放假（${rest.get(date)}）又上班`)
    if (!isWeekend(findDayNumber(date)!)) fault(at, `${date} 不是周六或周日，不能作为调休上班日`)
    work.add(date)
  })

  for (const { name, days } of Number.isInteger(year.year) ? statutoryHolidays(year.year) : []) {
    const missing = days.filter(date => !rest.has(date))
    if (missing.length > 0) fault('holidays', `缺少法定节假日${name}：${missing.join('、')}（《全国年节及纪念日放假办法》）`, 'warning')
  }
  return faults
}
