// 加处罚款: three per cent of the fine for every day of delay, never more than the fine itself.
// Source: 《行政处罚法》(2021) art. 72(1)(1); art. 73(3): days of an appeal or a lawsuit do not count.
import { dayNumber } from '../workday-calendar/civil-date.ts'
import { centsOf, shareOf, within, yuanOf } from './money.ts'

/** `payBy`: the last day to pay. `paid`: payments of the fine, by civil date; each day is charged on the whole fine, as the law says “按罚款数额”. */
export type Delay = {
  readonly fine: string
  readonly payBy: string
  readonly until: string
  /** Spans [from, to] of days that do not count. */
  readonly stopped?: readonly { readonly from: string; readonly to: string }[]
}

export function additionalFine({ fine, payBy, until, stopped = [] }: Delay): { readonly days: number; readonly amount: string } {
  const whole = centsOf(fine)
  const [from, to] = [dayNumber(payBy) + 1, dayNumber(until)]
  let days = 0
  for (let day = from; day <= to; day += 1) if (!stopped.some(span => dayNumber(span.from) <= day && day <= dayNumber(span.to))) days += 1
  return { days, amount: yuanOf(within(shareOf(whole, 3 * days), 0n, whole)) }
}
