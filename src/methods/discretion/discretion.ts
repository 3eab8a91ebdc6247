// How high a fine may be and should be: statutory range → published stage → lenient, general or heavy part of it → amount, each step said.
// Source: 《行政处罚法》(2021) arts. 5, 30–34, 49; shares of a range after 国市监法规〔2022〕2号 (lower 30 % lenient, upper 30 % heavy).
import { centsOf, sayYuan, shareOf, timesOf, within, yuanOf } from './money.ts'

/** A published stage (阶次) of a benchmark: by a measured quantity in [from, below), or by its name where it is chosen. */
export type Stage = {
  readonly name: string
  readonly from?: number
  readonly below?: number
  /** Yuan. */
  readonly least: string
  readonly most: string
}

export type Benchmark = {
  readonly article: string
  /** Amounts in yuan; or multiples of a base (illegal income, value of goods). No least amount in the law is `0`. */
  readonly range:
    | { readonly kind: 'amount'; readonly least: string; readonly most: string }
    | { readonly kind: 'multiple'; readonly least: string; readonly most: string; readonly base: string }
  readonly unit?: string
  readonly stages?: readonly Stage[]
}

/** `spare`: not punished; `reduce`: below the least of the range is allowed; `lenient`, `heavy`: within it. `must`: the law leaves no choice. */
export type Fact = {
  readonly id: string
  readonly label: string
  readonly direction: 'spare' | 'reduce' | 'lenient' | 'heavy'
  readonly must: boolean
  readonly weight: number
  readonly basis: string
}

export type Tier = 'spared' | 'reduced' | 'lenient' | 'general' | 'heavy'
export const tierLabels: Readonly<Record<Tier, string>> = {
  spared: '不予处罚',
  reduced: '减轻',
  lenient: '从轻',
  general: '一般',
  heavy: '从重',
}

export type Asked = {
  readonly benchmark: Benchmark
  readonly facts: readonly Fact[]
  /** The base of a multiple, in yuan. */
  readonly base?: string
  /** What the stages are measured by. */
  readonly measure?: number
  /** Percent of the range that is lenient, and that is heavy. */
  readonly shares: { readonly lenient: number; readonly heavy: number }
}

export type Span = { readonly least: string; readonly most: string }
export type Step = { readonly says: string; readonly basis: string }
export type Reckoned = {
  /** What the law sets for the offence. */
  readonly range: Span
  /** What may lawfully be fined in this case: less than the range where a fact allows reducing, nothing where the law spares. */
  readonly allowed: Span
  readonly stage: string | null
  readonly tier: Tier
  /** What the benchmark asks for. */
  readonly span: Span
  readonly amount: string
  readonly steps: readonly Step[]
}

/** Throws RangeError where the benchmark needs a base or a quantity that is not given, or no stage fits it. */
export function reckon({ benchmark, facts, base, measure, shares }: Asked): Reckoned {
  const steps: Step[] = []
  const say = (says: string, basis = benchmark.article) => steps.push({ says, basis })
  const law = lawful(benchmark, base)
  say(
    benchmark.range.kind === 'amount'
      ? `法定幅度：${saySpan(law)}`
      : `法定幅度：${benchmark.range.base}${sayYuan(centsOf(base!))}的${benchmark.range.least}倍以上${benchmark.range.most}倍以下，即${saySpan(law)}`,
  )
  const stage = stageOf(benchmark, measure)
  const range = stage ? { least: centsOf(stage.least), most: centsOf(stage.most) } : law
  if (stage) say(`裁量阶次：${stage.name}${measure === undefined ? '' : `（${measure}${benchmark.unit ?? ''}）`}，${saySpan(range)}`)

  const net = facts.reduce((sum, fact) => sum + (fact.direction === 'heavy' ? fact.weight : -fact.weight), 0)
  for (const fact of facts) say(`情节：${fact.label}（${sayDirection(fact)}）`, fact.basis)
  const tier = tierOf(facts, net)
  const width = range.most - range.least
  const parts: Readonly<Record<Tier, { least: bigint; most: bigint; share: number }>> = {
    spared: { least: 0n, most: 0n, share: 0 },
    reduced: { least: 0n, most: law.least, share: 50 },
    lenient: { least: range.least, most: range.least + shareOf(width, shares.lenient), share: Math.min(100, Math.max(0, 75 + 25 * net)) },
    general: { least: range.least + shareOf(width, shares.lenient), most: range.most - shareOf(width, shares.heavy), share: 50 },
    heavy: { least: range.most - shareOf(width, shares.heavy), most: range.most, share: Math.min(100, 25 + 25 * net) },
  }
  const part = parts[tier]
  const mild = facts.find(isMild)
  if (mild && tier === 'lenient' && net >= 0) say(`“${mild.label}”${sayDirection(mild)}：虽有从重情节，仍在从轻幅度内确定`, mild.basis)
  const amount = wholeYuan(part.least + shareOf(part.most - part.least, part.share))
  say(sayTier(tier, shares, part), tierBasis(tier, facts))
  if (tier !== 'spared') say(`建议罚款${sayYuan(amount)}（该幅度的${part.share}%处，舍去不足一元的部分）`)
  return {
    range: spanOf(law),
    allowed: spanOf(allowedOf(facts, law)),
    stage: stage?.name ?? null,
    tier,
    span: spanOf(part),
    amount: yuanOf(amount),
    steps,
  }
}

/**
 * How far a proposed fine lies from what the benchmark asks for. `lawful: false`: outside the statutory range without a fact that allows reducing,
 * or any fine where the law spares. To fine nothing is lawful where sparing is allowed.
 */
export function departureOf(reckoned: Reckoned, proposed: string): { readonly lawful: boolean; readonly percent: number } {
  const amount = centsOf(proposed)
  const [least, most] = [centsOf(reckoned.span.least), centsOf(reckoned.span.most)]
  const allowed = { least: centsOf(reckoned.allowed.least), most: centsOf(reckoned.allowed.most) }
  const lawful = (allowed.least <= amount && amount <= allowed.most) || (amount === 0n && reckoned.tier === 'spared')
  const nearest = within(amount, least, most)
  if (nearest === amount) return { lawful, percent: 0 }
  const distance = amount > nearest ? amount - nearest : nearest - amount
  // Against nothing (no fine asked for) every fine is a full departure.
  return { lawful, percent: nearest === 0n ? 100 : Math.round(Number((distance * 10_000n) / nearest) / 10) / 10 }
}

function lawful({ range }: Benchmark, base: string | undefined): { least: bigint; most: bigint } {
  if (range.kind === 'amount') return { least: centsOf(range.least), most: centsOf(range.most) }
  if (base === undefined) throw new RangeError(`请填写${range.base}，才能计算罚款幅度`)
  return { least: timesOf(centsOf(base), range.least), most: timesOf(centsOf(base), range.most) }
}

function stageOf({ stages = [], unit }: Benchmark, measure: number | undefined): Stage | undefined {
  if (stages.length === 0) return undefined
  if (measure === undefined) throw new RangeError(`请填写裁量阶次所依据的数量${unit ? `（${unit}）` : ''}`)
  const found = stages.find(one => (one.from ?? Number.NEGATIVE_INFINITY) <= measure && measure < (one.below ?? Number.POSITIVE_INFINITY))
  if (!found) throw new RangeError(`数量${measure}不在任何裁量阶次内，请核对`)
  return found
}

/** The law leaves no choice but not to punish. */
export const isSparing = (fact: Fact): boolean => fact.direction === 'spare' && fact.must
/** The law leaves no choice but to be lenient or to reduce: whatever weighs against it. */
const isMild = (fact: Fact): boolean => (fact.direction === 'reduce' || fact.direction === 'lenient') && fact.must

/** Any fact that allows reducing opens the way below the range, whether the benchmark asks for it or not. */
function allowedOf(facts: readonly Fact[], law: { least: bigint; most: bigint }): { least: bigint; most: bigint } {
  if (facts.some(isSparing)) return { least: 0n, most: 0n }
  return facts.some(fact => fact.direction === 'reduce') ? { least: 0n, most: law.most } : law
}

/** What the benchmark asks for: below the range only with a fact that allows it and nothing against it; never more than lenient where the law says so. */
function tierOf(facts: readonly Fact[], net: number): Tier {
  if (facts.some(isSparing)) return 'spared'
  const isHeavy = facts.some(fact => fact.direction === 'heavy')
  if (!isHeavy && facts.some(fact => fact.direction === 'spare')) return 'spared'
  if (!isHeavy && net <= -2 && facts.some(fact => fact.direction === 'reduce')) return 'reduced'
  if (net < 0 || facts.some(isMild)) return 'lenient'
  return net > 0 ? 'heavy' : 'general'
}

const wholeYuan = (cents: bigint): bigint => cents - (cents % 100n)
const spanOf = ({ least, most }: { least: bigint; most: bigint }): Span => ({ least: yuanOf(least), most: yuanOf(most) })
const saySpan = ({ least, most }: { least: bigint; most: bigint }): string =>
  least === 0n ? `${sayYuan(most)}以下` : `${sayYuan(least)}以上${sayYuan(most)}以下`

const sayDirection = ({ direction, must }: Fact): string =>
  ({
    spare: must ? '应当不予处罚' : '可以不予处罚',
    reduce: must ? '应当从轻或者减轻' : '可以从轻或者减轻',
    lenient: must ? '应当从轻' : '可以从轻',
    heavy: must ? '应当从重' : '可以从重',
  })[direction]

function sayTier(tier: Tier, shares: Asked['shares'], part: { least: bigint; most: bigint }): string {
  const span = saySpan(part)
  switch (tier) {
    case 'spared':
      return '裁量结果：不予行政处罚，对当事人进行教育'
    case 'reduced':
      return `裁量结果：减轻处罚，在法定最低限以下确定，${span}`
    case 'lenient':
      return `裁量结果：从轻处罚，取幅度中较低的${shares.lenient}%，${span}`
    case 'general':
      return `裁量结果：一般处罚，取幅度中部，${span}`
    case 'heavy':
      return `裁量结果：从重处罚，取幅度中较高的${shares.heavy}%，${span}`
  }
}

const tierBasis = (tier: Tier, facts: readonly Fact[]): string =>
  [...new Set(facts.filter(fact => (tier === 'heavy') === (fact.direction === 'heavy')).map(fact => fact.basis))].join('；') ||
  '《行政处罚法》第三十四条'
