// The last days that are watched, worked out once when the fact they hang on is written down: a watch compares them with today.
import { type CityPort, days, months, type RowValues, valueOn } from '#declare'
import { civilDate, dayNumber } from '../../../methods/workday-calendar/civil-date.ts'
import { daysAfter, limitationOf, textOf } from './law.ts'
import { warnDecision, warnLimitation, warnWindow } from './parameters.ts'

/** Art. 36: filed before this day, nobody can say that it was found too late. */
export function limitDates(of: { readonly actTo: string; readonly foundOn: string; readonly grave: boolean }): RowValues {
  const { until } = limitationOf(of)
  return { limitBy: until, limitWarnOn: daysAfter(until, -valueOn(warnLimitation, of.foundOn)) }
}

/** Art. 60: when so many of the ninety days are left. `passed`: days that did not count. */
export const decisionWarnOn = (filedOn: string, passed = 0): string => daysAfter(filedOn, 90 - valueOn(warnDecision, filedOn) + passed)

/** Terms of the law end by the city's calendar: a last day that is a day off moves to the next working day. */
type LastDay = CityPort['lastDay']

/** Art. 67(3): within fifteen days of receiving the decision. */
const payWithin = days(15)
/** 《行政诉讼法》 art. 46: six months to sue; art. 45: fifteen days where a review was decided. */
const sueWithin = months(6)
const sueAfterReview = days(15)
/** 《行政强制法》 art. 53: three months from then to apply to the court. */
const applyWithin = months(3)
/** Three per cent a day is the whole fine on the thirty-fourth: art. 72(1)(1). */
const daysToCap = 34

export const lastDayToPay = (servedOn: string, lastDay: LastDay): string => lastDay(payWithin, servedOn)

/** A review or a suit; `to` is empty while it runs. */
export type Appeal = { readonly appeal: string; readonly from: string; readonly to: string; readonly result: string }

/** Those that ended before the last one lie in the table, the last one in the row itself. */
export function appealsOf(row: RowValues): Appeal[] {
  const earlier = ((row['appeals'] ?? []) as RowValues[]).map(one => appealIn(one, 'from', 'to', 'result'))
  return textOf(row, 'appealFrom') === '' ? earlier : [...earlier, appealIn(row, 'appealFrom', 'appealTo', 'appealResult')]
}
const appealIn = (row: RowValues, from: string, to: string, result: string): Appeal => ({
  appeal: textOf(row, 'appeal'),
  from: textOf(row, from),
  to: textOf(row, to),
  result: textOf(row, result),
})
export const isAppealing = (row: RowValues): boolean => appealsOf(row).at(-1)?.to === ''

/** The day on which the last right to appeal ends. Whoever withdrew a review may still sue within the six months. */
function lastRightEnds(row: RowValues, lastDay: LastDay): string {
  const last = appealsOf(row).at(-1)
  const plainly = lastDay(sueWithin, textOf(row, 'servedOn'))
  if (!last) return plainly
  if (last.appeal === 'suit') return last.to
  return last.result === 'withdrawn' ? later(plainly, last.to) : lastDay(sueAfterReview, last.to)
}
const later = (a: string, b: string): string => (a > b ? a : b)

/** The span in which a court may be asked to enforce; art. 72(2): where payment was put off, not before that time has ended. */
export function courtWindow(row: RowValues, lastDay: LastDay): { readonly from: string; readonly by: string } {
  const from = later(lastRightEnds(row, lastDay), textOf(row, 'deferredTo'))
  return { from, by: lastDay(applyWithin, from) }
}

/** The court's span, and when the additional fine stops growing; none while an appeal runs. */
export function enforcementDates(row: RowValues, city: { readonly today: string; lastDay: LastDay }): RowValues {
  const payBy = textOf(row, 'payBy')
  if (textOf(row, 'servedOn') === '' || isAppealing(row)) return { capOn: null, applyFromOn: null, applyByOn: null, applyWarnOn: null }
  const { from, by } = courtWindow(row, city.lastDay)
  return {
    capOn: payBy === '' ? null : capDay(payBy, appealsOf(row)),
    applyFromOn: from,
    applyByOn: by,
    applyWarnOn: daysAfter(by, -valueOn(warnWindow, city.today)),
  }
}

/** The thirty-fourth day after the last one to pay, without those of an appeal (art. 73(3)). */
function capDay(payBy: string, appeals: readonly Appeal[]): string {
  let day = dayNumber(payBy)
  for (let left = daysToCap; left > 0; ) {
    day += 1
    if (!appeals.some(({ from, to }) => dayNumber(from) <= day && day <= dayNumber(to))) left -= 1
  }
  return civilDate(day)
}
