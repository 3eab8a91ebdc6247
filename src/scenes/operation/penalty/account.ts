// What is owed on a day, exact to the cent, and what is written down of it whenever something has changed.
import { type CityPort, Problem, type RowValues, refs, type StoredRow } from '#declare'
import { additionalFine } from '../../../methods/discretion/additional-fine.ts'
import { centsOf, yuanOf } from '../../../methods/discretion/money.ts'
import { dayNumber } from '../../../methods/workday-calendar/civil-date.ts'
import { appealsOf, enforcementDates } from './deadlines.ts'
import { execution, payment } from './execution-records.ts'
import { centsIn, textOf } from './law.ts'

export type Account = {
  readonly paid: string
  readonly additional: string
  readonly daysLate: number
  readonly owed: string
  /** Paid and no longer owed: the decision was changed or no longer stands. */
  readonly refund: string
  readonly whole: bigint
}

/**
 * What is owed on a day: fine and confiscated sum, and three per cent of the fine for every day from the one after the last day to pay until the
 * fine was paid in full (or today); days of any review or suit do not count.
 */
export function account(row: RowValues, payments: readonly RowValues[], today: string): Account {
  const fine = centsIn(row, 'fine')
  const byDay = payments
    .filter(one => one['of'] !== 'additional' && one['of'] !== 'confiscated')
    .map(one => ({ on: textOf(one, 'paidOn'), cents: centsIn(one, 'amount') }))
    .sort((a, b) => dayNumber(a.on) - dayNumber(b.on))
  let sum = 0n
  const full = byDay.find(one => {
    sum += one.cents
    return sum >= fine
  })
  const payBy = textOf(row, 'payBy')
  const { days, amount } =
    payBy === '' || fine === 0n
      ? { days: 0, amount: '0.00' }
      : additionalFine({
          fine: yuanOf(fine),
          payBy,
          until: full && full.on < today ? full.on : today,
          stopped: appealsOf(row).map(({ from, to }) => ({ from, to: to || today })),
        })
  const whole = fine + centsIn(row, 'confiscated') + centsOf(amount)
  const paid = payments.reduce((total, one) => total + centsIn(one, 'amount'), 0n)
  const above = (a: bigint, b: bigint) => yuanOf(a > b ? a - b : 0n)
  return { paid: yuanOf(paid), additional: amount, daysLate: days, owed: above(whole, paid), refund: above(paid, whole), whole }
}

type Instalment = { readonly payBy: string; readonly amount: string }
export const planOf = (row: RowValues): Instalment[] =>
  ((row['plan'] ?? []) as Instalment[]).toSorted((a, b) => a.payBy.localeCompare(b.payBy))
export const sumOf = (plan: readonly Instalment[]): bigint => plan.reduce((total, one) => total + centsOf(one.amount), 0n)

/** The day of the first instalment that is not paid in full; null where none is left, or there is no plan. The plan adds up to what was owed. */
export function nextInstalment(plan: readonly Instalment[], owed: string): string | null {
  let covered = sumOf(plan) - centsOf(owed)
  for (const { payBy, amount } of plan) {
    covered -= centsOf(amount)
    if (covered < 0n) return payBy
  }
  return null
}

export const paymentsOf = (city: CityPort, row: StoredRow): Promise<StoredRow[]> => city.find(payment, refs(payment).parent.is(row.id), 500)

/** Writes down what has changed with what follows from it: the account of today and the last days that hang on the row. */
export async function keep(city: CityPort, row: StoredRow, changed: RowValues = {}): Promise<Account> {
  const now = { ...row, ...changed }
  const found = account(now, await paymentsOf(city, row), city.today)
  const { whole: _, ...written } = found
  await city.update(execution, row.id, {
    ...changed,
    ...written,
    instalmentOn: nextInstalment(planOf(now), found.owed),
    ...enforcementDates(now, city),
  })
  return found
}

/** For what only makes sense while something is owed. */
export function demandOwed(row: RowValues, act: string): void {
  if (centsIn(row, 'owed') === 0n) throw new Problem('invalid', `没有尚欠的款项，不需要${act}`)
}
