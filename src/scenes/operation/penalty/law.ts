// What the law asks before something may be done: the limitation, one fine for one act, no heavier fine for having defended oneself. Each refusal says what would be right, with its article.
import { all, type CityPort, Problem, refs, type StoredRow, valueOn } from '#declare'
import { centsOf } from '../../../methods/discretion/money.ts'
import { addMonths, civilDate, dayNumber } from '../../../methods/workday-calendar/civil-date.ts'
import { onSpot } from './execution-records.ts'
import { graveLimitationYears, limitationYears } from './parameters.ts'
import { penaltyCase } from './records.ts'

export const textOf = (row: { readonly [field: string]: unknown }, field: string): string => {
  const value = row[field]
  return value === null || value === undefined ? '' : String(value)
}
export const centsIn = (row: { readonly [field: string]: unknown }, field: string): bigint => centsOf(textOf(row, field) || '0')
export const monthsAfter = (date: string, months: number): string => civilDate(addMonths(dayNumber(date), months))
export const daysAfter = (date: string, days: number): string => civilDate(dayNumber(date) + days)

export type Limitation = { readonly years: number; readonly until: string; readonly passed: boolean }

/** Art. 36: counted from the act, or from the end of one that lasts, to its discovery. */
export function limitationOf(of: { readonly actTo: string; readonly foundOn: string; readonly grave: boolean }): Limitation {
  const years = valueOn(of.grave ? graveLimitationYears : limitationYears, of.foundOn)
  const until = monthsAfter(of.actTo, years * 12)
  return { years, until, passed: of.foundOn > until }
}

export function demandLimitation(row: StoredRow): void {
  const { years, until, passed } = limitationOf({
    actTo: textOf(row, 'actTo'),
    foundOn: textOf(row, 'foundOn'),
    grave: row['grave'] === true,
  })
  if (passed)
    throw new Problem(
      'invalid',
      `违法行为在${years}年内（${until}前）未被发现，不再给予行政处罚（《行政处罚法》第三十六条）。请选择“不予立案”`,
    )
}

/**
 * Art. 29: whoever was fined for an act is not fined for it again, by whatever organ, while that decision stands. Held under concurrency: whoever decides about a party is
 * alone with it. A fine for another act of the same days is allowed where the case says why it is another.
 */
export async function demandFirstFine(city: CityPort, row: StoredRow, record: 'penalty-case' | 'penalty-on-spot'): Promise<void> {
  const key = textOf(row, 'partyKey')
  await city.alone(`penalty party ${key}`)
  const overlaps = (other: StoredRow) =>
    other.id !== row.id && textOf(other, 'actFrom') <= textOf(row, 'actTo') && textOf(row, 'actFrom') <= textOf(other, 'actTo')
  const d = refs(penaltyCase)
  const o = refs(onSpot)
  const fined = [
    ...(await city.find(
      penaltyCase,
      all(d.partyKey.is(key), d.fine.above('0.00'), d.decidedOn.isPresent(), d.voided.is(false), d.annulledOn.isEmpty()),
    )),
    ...(await city.find(
      onSpot,
      all(o.partyKey.is(key), o.fine.above('0.00'), o.state.in(['recording', 'recorded']), o.voided.is(false), o.annulledOn.isEmpty()),
    )),
  ].filter(overlaps)
  const [first] = fined
  if (!first || textOf(row, 'differentAct') !== '') return
  throw new Problem(
    'conflict',
    `${textOf(row, 'party')}在同一时段（${spanOf(first)}）的行为已由${city.name(first.organ ?? '')}处以罚款（${textOf(first, 'cause')}）。` +
      `同一个违法行为不得给予两次以上罚款（《行政处罚法》第二十九条）。${record === 'penalty-case' ? '确属另一违法行为的，退回补充“与已处罚行为不同的说明”；否则只能给予罚款以外的处罚' : '确属另一违法行为的，请按普通程序办理'}`,
  )
}

const spanOf = (row: StoredRow): string =>
  row['actFrom'] === row['actTo'] ? textOf(row, 'actTo') : `${textOf(row, 'actFrom')}至${textOf(row, 'actTo')}`

/** Art. 45(2): no heavier penalty because the party stated its case. */
export function demandNotHeavier(row: StoredRow, fine: string): void {
  if (row['noticedFine'] === undefined || row['noticedFine'] === null) return
  if (centsOf(fine) > centsIn(row, 'noticedFine'))
    throw new Problem(
      'invalid',
      `罚款${fine}元高于告知的${textOf(row, 'noticedFine')}元。不得因当事人陈述、申辩而给予更重的处罚（《行政处罚法》第四十五条第二款）；有新的违法事实的，退回重新告知`,
      [{ at: 'proposedFine', message: `不能高于${textOf(row, 'noticedFine')}元` }],
    )
}
