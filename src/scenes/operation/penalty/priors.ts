// What the same party was fined for before, by any organ: found by the party's key, never by its number. It weighs on the fine of today.
// Basis: 《行政处罚法》 arts. 5(2), 33(1); that a repeat within a year is 从重 follows the published benchmarks.
import { all, type CityPort, Problem, type RowValues, refs, type StoredRow } from '#declare'
import { onSpot } from './execution-records.ts'
import { monthsAfter, textOf } from './law.ts'
import { penaltyCase } from './records.ts'

export type Prior = {
  readonly id: string
  readonly decidedOn: string
  readonly organ: string
  readonly cause: string
  readonly fine: string
  readonly actFrom: string
  readonly actTo: string
  readonly benchmark: string
}

/** Decisions that stand, newest first. Inside an act they are those of all organs, in a question of a person those that they may see. */
export async function findPriors(city: CityPort, partyKey: string, except = ''): Promise<Prior[]> {
  if (partyKey === '') return []
  const [d, o] = [refs(penaltyCase), refs(onSpot)]
  const found = [
    ...(await city.find(
      penaltyCase,
      all(d.partyKey.is(partyKey), d.state.is('punished'), d.decidedOn.isPresent(), d.voided.is(false), d.annulledOn.isEmpty()),
      200,
    )),
    ...(await city.find(
      onSpot,
      all(o.partyKey.is(partyKey), o.state.in(['recording', 'recorded']), o.voided.is(false), o.annulledOn.isEmpty()),
      200,
    )),
  ]
  return found
    .filter(one => one.id !== except)
    .map(one => ({
      id: one.id,
      decidedOn: textOf(one, 'decidedOn'),
      organ: city.name(one.organ ?? ''),
      cause: textOf(one, 'cause'),
      fine: textOf(one, 'fine'),
      actFrom: textOf(one, 'actFrom'),
      actTo: textOf(one, 'actTo'),
      benchmark: textOf(one, 'benchmark'),
    }))
    .sort((a, b) => b.decidedOn.localeCompare(a.decidedOn))
}

/** The same cause within the year before the act. */
export const repeatsOf = (priors: readonly Prior[], row: RowValues): Prior[] =>
  priors.filter(one => one.benchmark === row['benchmark'] && one.decidedOn >= monthsAfter(textOf(row, 'actFrom'), -12))

/** Circumstances that the files speak against: who was fined for it before is no first offender, and within a year a repeated one. */
export function demandTruePriors(row: StoredRow, priors: readonly Prior[]): void {
  const facts = (row['facts'] ?? []) as string[]
  const same = priors.filter(one => one.benchmark === row['benchmark'])
  const [before] = same
  const tell = (one: Prior) => `${one.decidedOn}${one.organ}以“${one.cause}”处罚过该当事人`
  if (before && facts.includes('first'))
    throw new Problem('invalid', `${tell(before)}，不属于初次违法（《行政处罚法》第三十三条），请更正裁量情节`, [
      { at: 'facts', message: '不属于初次违法' },
    ])
  const [repeat] = repeatsOf(priors, row)
  if (repeat && row['outcome'] === 'punish' && !facts.includes('repeated') && textOf(row, 'departureReason') === '')
    throw new Problem('invalid', `${tell(repeat)}，请在裁量情节中选“一年内因同类违法行为受过处罚”；不予从重的，写明偏离理由`, [
      { at: 'facts', message: '一年内因同类违法行为受过处罚' },
    ])
}
