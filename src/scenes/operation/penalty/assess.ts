// What follows from the facts of a case: the fine that the benchmark asks for, how far the proposal departs from it, and which
// procedures the law adds — a hearing, a legal review, a collective discussion.
import { type CityPort, Problem, type RowValues, refs, type StoredRow, valueOn } from '#declare'
import { type Benchmark, departureOf, isSparing, type Reckoned, reckon, tierLabels } from '../../../methods/discretion/discretion.ts'
import { centsOf } from '../../../methods/discretion/money.ts'
import { benchmark } from './benchmark-record.ts'
import { heavyPenalties } from './choices.ts'
import { centsIn, textOf } from './law.ts'
import { departureLimit, type FieldId, factsOf, hearingFrom, sharesOn } from './parameters.ts'

export async function getBenchmark(city: CityPort, id: string): Promise<StoredRow> {
  const [found] = await city.find(benchmark, refs(benchmark).id.is(id), 1)
  if (!found) throw new Problem('invalid', '所选案由的裁量基准已不存在，请重新选择案由', [{ at: 'benchmark', message: '请重新选择案由' }])
  return found
}

/** A row of the published benchmarks as the calculator takes it; undefined where the law sets no fine. */
export function benchmarkOf(row: RowValues): Benchmark | undefined {
  if (row['rangeKind'] === 'none') return undefined
  type StageRow = { name: string; from?: number | null; below?: number | null; least: string; most: string }
  const stages = ((row['stages'] ?? []) as StageRow[]).map(({ name, from, below, least, most }) => ({
    name,
    least,
    most,
    ...(typeof from === 'number' && { from }),
    ...(typeof below === 'number' && { below }),
  }))
  return {
    article: textOf(row, 'article'),
    range:
      row['rangeKind'] === 'multiple'
        ? { kind: 'multiple', least: textOf(row, 'leastTimes'), most: textOf(row, 'mostTimes'), base: textOf(row, 'baseLabel') }
        : { kind: 'amount', least: textOf(row, 'least'), most: textOf(row, 'most') },
    ...(row['unit'] ? { unit: textOf(row, 'unit') } : {}),
    ...(stages.length > 0 && { stages }),
  }
}

type Circumstances = RowValues

/** The calculation for given facts on a day; a refusal says which quantity is missing. */
export function reckonFine(of: RowValues, circumstances: Circumstances, day: string): Reckoned | undefined {
  const law = benchmarkOf(of)
  if (!law) return undefined
  const { base, measure } = circumstances
  try {
    return reckon({
      benchmark: law,
      facts: factsOf((circumstances.facts ?? []) as string[]),
      shares: sharesOn(day),
      ...(typeof base === 'string' && base !== '' && { base }),
      ...(measure !== null && measure !== undefined && measure !== '' && { measure: Number(measure) }),
    })
  } catch (error) {
    if (error instanceof RangeError) throw new Problem('invalid', error.message)
    throw error
  }
}

const guardians: Readonly<Record<string, string>> = { child: '责令监护人加以管教', insane: '责令监护人严加看管和治疗' }

/** Arts. 30, 31, 33: where the law spares there is no penalty of any kind, whatever reason is given. `instead` says what may be done here. */
export function demandPunishable(facts: unknown, at: string, instead: string): void {
  const sparing = factsOf((facts ?? []) as string[]).find(isSparing)
  if (!sparing) return
  throw new Problem(
    'invalid',
    `“${sparing.label}”的，应当不予行政处罚（${sparing.basis}），不能以偏离理由给予处罚。${instead}，${guardians[sparing.id] ?? '对当事人进行教育（《行政处罚法》第三十三条第三款）'}；情节选错的，请更正`,
    [{ at, message: '有应当不予处罚的情节' }],
  )
}

/** Art. 63. The threshold is that of the day of assessment. */
export function hasHearingRight(row: RowValues, day: string): boolean {
  const penalties = (row['penalties'] ?? []) as string[]
  if (penalties.some(one => (heavyPenalties as readonly string[]).includes(one))) return true
  const from = centsOf(String(valueOn(hearingFrom[row['field'] as FieldId][row['partyKind'] as 'person' | 'firm'], day)))
  return centsIn(row, 'proposedFine') >= from || centsIn(row, 'confiscated') >= from
}

const unlawful = ({ range }: Reckoned, fine: string, at: string): Problem =>
  new Problem(
    'invalid',
    `罚款${fine}元超出法定幅度${range.least}元至${range.most}元${
      centsOf(fine) < centsOf(range.least) ? '，且没有可以减轻的情节（《行政处罚法》第三十条至第三十二条）' : ''
    }，请更正`,
    [{ at, message: '超出法定幅度' }],
  )

/** Whoever decides may go below what was proposed, not below what the law allows for the facts of the case. */
export async function demandLawful(city: CityPort, row: StoredRow, fine: string): Promise<void> {
  const reckoned = reckonFine(await getBenchmark(city, textOf(row, 'benchmark')), row, textOf(row, 'filedOn') || city.today)
  if (reckoned && !departureOf(reckoned, fine).lawful) throw unlawful(reckoned, fine, 'fine')
}

/** All that is worked out when an investigation ends; the values are written into the case. */
export async function assess(city: CityPort, row: StoredRow): Promise<RowValues> {
  const outcome = textOf(row, 'outcome')
  if (outcome === 'punish') demandPunishable(row['facts'], 'outcome', '请将处理意见改为“不予行政处罚”')
  const reckoned = reckonFine(await getBenchmark(city, textOf(row, 'benchmark')), row, textOf(row, 'filedOn') || city.today)
  const fine = outcome === 'punish' ? textOf(row, 'proposedFine') || reckoned?.amount || '0.00' : '0.00'
  const departure = outcome === 'punish' && reckoned ? departureOf(reckoned, fine) : { lawful: true, percent: 0 }
  if (reckoned && !departure.lawful) throw unlawful(reckoned, fine, 'proposedFine')
  if (departure.percent > 0 && textOf(row, 'departureReason') === '')
    throw new Problem(
      'invalid',
      `拟罚款${fine}元偏离裁量基准（${reckoned!.span.least}元至${reckoned!.span.most}元）${departure.percent}%，请写明偏离理由，并将提交法制审核和集体讨论`,
      [{ at: 'departureReason', message: '偏离裁量基准的，须写明理由' }],
    )
  if (outcome === 'spare' && reckoned && reckoned.tier !== 'spared')
    throw new Problem('invalid', '不予处罚须有法定情节（《行政处罚法》第三十条、第三十一条、第三十三条），请在裁量情节中选定', [
      { at: 'facts', message: '请选择不予处罚的情节' },
    ])
  const departs = departure.percent > valueOn(departureLimit, city.today)
  const hearingRight = outcome === 'punish' && hasHearingRight({ ...row, proposedFine: fine }, city.today)
  // Art. 58(1): public interest; a hearing; many legal relations. A departure goes the same way by the city's own rule.
  const isWeighty = row['publicInterest'] === true || row['complex'] === true || hearingRight || departs
  return {
    proposedFine: fine,
    hearingRight,
    departs,
    departure: departure.percent,
    legalReview: outcome === 'punish' && isWeighty,
    // Art. 57(2): complex cases and heavy penalties are discussed by those who lead the organ.
    collective: outcome === 'punish' && isWeighty,
    ...(reckoned && {
      suggestedTier: tierLabels[reckoned.tier],
      suggestedLeast: reckoned.span.least,
      suggestedMost: reckoned.span.most,
      suggestedFine: reckoned.amount,
      steps: reckoned.steps.map(({ says, basis }) => ({ says, basis: basis.slice(0, 200) })),
    }),
  }
}
