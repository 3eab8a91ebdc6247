// The last days that are watched, worked out once when the fact they hang on is written down: a watch compares them with today.
import { type RowValues, valueOn } from '#declare'
import { daysAfter, limitationOf, monthsAfter, textOf } from './law.ts'
import { warnDecision, warnLimitation, warnWindow } from './parameters.ts'

/** Art. 36: filed before this day, nobody can say that it was found too late. */
export function limitDates(of: { readonly actTo: string; readonly foundOn: string; readonly grave: boolean }): RowValues {
  const { until } = limitationOf(of)
  return { limitBy: until, limitWarnOn: daysAfter(until, -valueOn(warnLimitation, of.foundOn)) }
}

/** Art. 60: when so many of the ninety days are left. `passed`: days that did not count. */
export const decisionWarnOn = (filedOn: string, passed = 0): string => daysAfter(filedOn, 90 - valueOn(warnDecision, filedOn) + passed)

/** 《行政诉讼法》 art. 46: six months to sue; 《行政强制法》 art. 53: three more to apply to the court. */
const sueWithin = 6
const applyWithin = 3
/** Three per cent a day is the whole fine on the thirty-fourth: art. 72(1)(1). */
const daysToCap = 34

/** The day on which the time to sue runs out. */
export const applyFrom = (row: RowValues): string => textOf(row, 'appealTo') || monthsAfter(textOf(row, 'servedOn'), sueWithin)
export const applyBy = (row: RowValues): string => monthsAfter(applyFrom(row), applyWithin)

/** The span in which a court may be asked to enforce, and when the additional fine stops growing; none while an appeal runs. */
export function enforcementDates(row: RowValues, today: string): RowValues {
  const [payBy, servedOn, appealFrom, appealTo] = ['payBy', 'servedOn', 'appealFrom', 'appealTo'].map(name => textOf(row, name)) as [
    string,
    string,
    string,
    string,
  ]
  if (servedOn === '' || (appealFrom !== '' && appealTo === ''))
    return { capOn: null, applyFromOn: null, applyByOn: null, applyWarnOn: null }
  // Days of an appeal after the last day to pay do not count (art. 73(3)).
  const counted =
    appealFrom === '' || appealTo <= payBy ? 0 : daysBetween(appealFrom > payBy ? appealFrom : daysAfter(payBy, 1), appealTo) + 1
  const by = applyBy(row)
  return {
    capOn: payBy === '' ? null : daysAfter(payBy, daysToCap + counted),
    applyFromOn: applyFrom(row),
    applyByOn: by,
    applyWarnOn: daysAfter(by, -valueOn(warnWindow, today)),
  }
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
