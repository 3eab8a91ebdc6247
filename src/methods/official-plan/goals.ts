// Numeric goals in official prose. A number is a goal only when a verb of reaching (达到, 不低于, 下降到 …), a verb of making
// (建成, 新增 … N个) or a rate before it says so; thresholds, ranges, years, names in quotes and article numbers are not.

import { findCoverage } from './goal-coverage.ts'
import { readDoubling, readRespective } from './goal-forms.ts'
import { cleanIndicator, headNoun } from './goal-indicators.ts'
import { adverbs, makingEnd, makingStart, oneOfMaking, payment, reach, strongMaking } from './goal-verbs.ts'
import type { Comparator } from './plan-shape.ts'
import { type FoundGoal, findNumbers, postSign, type Quantity } from './quantities.ts'

/** Goals in one piece of text (normal form); offsets are within it. */
export function findGoals(norm: string): FoundGoal[] {
  const goals: FoundGoal[] = []
  for (const sentence of pieces(norm, /[。！？\n]/)) {
    let carried: string | undefined
    let counted: string | undefined
    for (const clause of clausesOf(norm, sentence)) {
      const found = readClause({ norm, span: clause, carried, counted })
      carried = found.carries ?? (found.goals.length > 0 ? undefined : carried && clause.end - clause.start < 12 ? carried : undefined)
      counted = found.goals.at(-1)?.indicator ?? counted
      goals.push(...found.goals)
    }
  }
  return goals
}

type Span = { start: number; end: number }

function* pieces(text: string, mark: RegExp): Generator<Span> {
  let start = 0
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && !mark.test(text[at]!)) continue
    if (at > start) yield { start, end: at }
    start = at + 1
  }
}

// Clauses end at commas outside brackets and quotes.
function* clausesOf(norm: string, { start, end }: Span): Generator<Span> {
  let depth = 0
  let from = start
  for (let at = start; at <= end; at++) {
    const character = at === end ? '，' : norm[at]!
    if ('（〔《“'.includes(character)) depth++
    else if ('）〕》”'.includes(character)) depth = Math.max(0, depth - 1)
    if (at === end || (depth === 0 && '，；：'.includes(character))) {
      if (at > from) yield { start: from, end: at }
      from = at + 1
    }
  }
}

// Words in quotes and brackets count for names, not for numbers.
function mask(clause: string): string {
  return clause.replace(/“[^”]*”|《[^》]*》|（[^（）]*）|〔[^〔〕]*〕/g, each => '□'.repeat(each.length))
}

type Read = { goals: FoundGoal[]; carries: string | undefined }

function readClause({
  norm,
  span,
  carried,
  counted,
}: {
  norm: string
  span: Span
  carried: string | undefined
  counted: string | undefined
}): Read {
  const clause = norm.slice(span.start, span.end)
  const none: Read = { goals: [], carries: undefined }
  if (clause.length > 400 || /的$/.test(clause)) return none
  const covered = findCoverage(clause, span.start)
  const masked = mask(clause)
  const several = readRespective(clause, masked, span.start)
  if (several) return { goals: several, carries: undefined }
  const doubled = readDoubling(clause, masked, span.start)
  if (doubled) return { goals: [doubled], carries: undefined }
  const numbers = findNumbers(masked)
  const goals: FoundGoal[] = []
  let from = 0
  let verb = carried
  for (const [index, number] of numbers.entries()) {
    const stop = numbers[index + 1]?.start ?? clause.length
    const found = judge({ clause, masked, number, from, stop, verb, counted: goals.at(-1)?.indicator ?? counted })
    if (!found) {
      // “新开工40个、竣工30个”: what is no goal is no part of the name of the next.
      if (clause[number.end] === '、') from = number.end + 1
      continue
    }
    verb = found.verb
    goals.push({ ...found.goal, start: span.start + found.from, end: span.start + found.to })
    from = found.to
  }
  if (goals.length === 0 && covered) return { goals: [covered], carries: undefined }
  return { goals, carries: goals.length > 0 ? verb : undefined }
}
type Judged = { goal: Omit<FoundGoal, 'start' | 'end'>; verb: string | undefined; from: number; to: number }

type Case = {
  clause: string
  masked: string
  number: Quantity
  from: number
  stop: number
  verb: string | undefined
  counted: string | undefined
}

function judge(given: Case): Judged | undefined {
  const { clause, masked, number, from, stop, verb } = given
  const before = clause.slice(from, number.start)
  const after = masked.slice(number.end)
  const tail = clause.slice(number.end, stop)
  if (payment.test(before.slice(-14)) || payment.test(tail.slice(0, 14)) || /第$/.test(before)) return undefined
  const adjacent = before.replace(/(?:约|近|总计|共计|每年|年均|累计)+$/, '')
  const ends = /^(?:$|[、，；。和及与]|并|大关|目标|□)/.test(after)
  for (const [pattern, comparator, change] of reach) {
    const said = pattern.exec(adjacent)
    if (!said) continue
    if (/^的/.test(after)) return undefined
    if (comparator === '=' && change === '' && !/率|%|比|稳定|保持|占|指数|‰/.test(before + number.unit)) break
    if (change !== 'over' && change !== '' && number.unit === '') break
    const stem = adjacent.slice(0, said.index)
    const kept = change === 'up' || change === 'down' ? stem.replace(/(?:再|各|分别|力争|争取|确保|预计)$/, '') + said[0] : stem
    const noun = ends ? kept : makes(kept, tail)
    if (noun === undefined) return undefined
    if (!ends && number.post !== '' && !makingEnd.test(kept)) return undefined
    const limited =
      number.post === '以内' || number.post === '之内' || number.post === '以下' ? '<=' : number.post.endsWith('以上') ? '>=' : undefined
    const sign: Comparator = number.post === '左右' || number.post === '上下' ? '~' : change === 'over' ? '>' : (limited ?? comparator)
    return finish({ given, noun, sign, ends })
  }
  if (makingEnd.test(adjacent) || (adverbs.exec(adjacent)?.[0] === adjacent && verb !== undefined))
    return makesNumber(given, adjacent, tail)
  if (number.unit === '%' && ends && /(?:率|比例|占比|比重|覆盖|程度|满意度|份额|完好|达标|合格|涨幅|增幅|增速)$/.test(adjacent)) {
    return finish({ given, noun: adjacent, sign: postSign(number.post), ends })
  }
  if (number.unit === '元' && ends && from === 0 && amount.test(adjacent) && (number.post !== '' || number.end === clause.length))
    return finish({ given, noun: adjacent, sign: postSign(number.post), ends })
  if (number.chinese || number.unit === '' || /^(?:分钟|小时|秒|天|日|分|次|倍|工作日|个工作日)$/.test(number.unit)) return undefined
  if (!ends) return undefined
  return madeNoun(given, adjacent)
}

// “铁路投资8000亿元以上”: an amount that is itself an indicator, and no part of a sentence about something else.
const amount = /(?<!总|完成)(?:投资|收入|产值|增加值|总额|营收|交易额|零售额)$/

// “不少于30个公共场所”: with a noun after the number, that noun is the indicator.
function makes(kept: string, tail: string): string | undefined {
  const noun = headNoun(tail)
  if (noun === '') return undefined
  return kept === '' || makingEnd.test(kept) || adverbs.exec(kept)?.[0] === kept
    ? keepWord(makingEnd.exec(kept)?.[0] ?? '', noun)
    : undefined
}

// “新增22项‘跨省通办’事项”, “推出100项…的体育精品赛事”.
function makesNumber(given: Case, adjacent: string, tail: string): Judged | undefined {
  const { number } = given
  if (number.unit === '' || number.unit === '%' || /^(?:分钟|小时|秒|天|日|分|倍|个工作日|工作日|次)$/.test(number.unit)) return undefined
  const noun = headNoun(tail)
  const word = makingEnd.exec(adjacent)?.[0] ?? given.verb ?? '建成'
  if (noun === '') {
    // “2024年再完成60个” counts what was counted before it; “养老护理员培训1.5万人次” names its own.
    const kept = /再(?:完成|建成|新增|改造|建设|打造|培育)$/.test(adjacent) && given.counted ? given.counted : cleanIndicator(adjacent)
    const added = /^(.{3,})(新增|净增)$/.exec(kept)
    if (added) return finish({ given, noun: added[2]! + added[1]!, sign: postSign(number.post), ends: true, verb: word })
    if (kept.length >= 4 && !adverbs.test(kept)) return finish({ given, noun: kept, sign: postSign(number.post), ends: true, verb: word })
    return undefined
  }
  const sign = /至少|不少于/.test(adjacent.slice(-8)) ? '>=' : postSign(number.post)
  return finish({ given, noun: keepWord(word, noun), sign, ends: false, verb: word })
}

// “建成智能制造示范集群10个”, and “分行业产业大脑10个” after it.
function madeNoun(given: Case, adjacent: string): Judged | undefined {
  const start = adverbs.exec(adjacent)?.[0].length ?? 0
  let noun = adjacent.slice(start)
  let word = makingStart.exec(noun)?.[0]
  if (word) noun = noun.slice(word.length)
  for (let more = makingStart.exec(noun)?.[0]; word && more && noun.length - more.length >= 2; more = makingStart.exec(noun)?.[0]) {
    if (!/^(?:建成|新增|新建|打造|培育|创建|推出|引进|形成|改建|扩建|改扩建)$/.test(more)) break
    word = more
    noun = noun.slice(more.length)
  }
  // “新建、改造公交站台60座”: two verbs, one noun.
  const both = word ? new RegExp(`^[、和及与](?:${oneOfMaking})`).exec(noun) : null
  if (both && noun.length - both[0].length >= 2) noun = noun.slice(both[0].length)
  if (!word) {
    const last = [...noun.matchAll(strongMaking)].findLast(each => noun.length - each.index - each[0].length >= 2)
    const of = last && /^(?:新增|净增)$/.test(last[0]) ? noun.slice(0, last.index) : ''
    // “城镇新增就业900万人”: whose increase it is stays in the name.
    if (/^[一-龥]{2,6}$/.test(of) && !new RegExp(oneOfMaking).test(of) && adverbs.exec(of) === null)
      return finish({ given, noun: cleanIndicator(noun), sign: postSign(given.number.post), ends: true, verb: last![0] })
    if (last && last.index > 0 && !/的$/.test(noun.slice(0, last.index))) {
      word = last[0]
      noun = noun.slice(last.index + word.length)
    } else if (given.verb) word = given.verb
  }
  if (!word || noun.length < 2) return undefined
  return finish({ given, noun: keepWord(word, cleanIndicator(noun)), sign: postSign(given.number.post), ends: true, verb: word })
}

// What is added or taken away is another number than what there is, so those words stay with the noun.
function keepWord(word: string, noun: string): string {
  const kept = /(新增|净增|减少|压减|精简|取消|淘汰|关停|清退)(?:了)?$/.exec(word)?.[1]
  return kept && !noun.startsWith(kept) ? kept + noun : noun
}

function finish(given: {
  given: { number: Quantity; clause: string; from: number; stop: number }
  noun: string
  sign: Comparator
  ends: boolean
  verb?: string
}): Judged | undefined {
  const { number, clause, from } = given.given
  const short = cleanIndicator(given.noun)
  // “完成投资300亿元”: 投资 alone would say too little.
  const indicator = short === '投资' && given.verb === '完成' ? `完成${short}` : short
  if (indicator.length < 2) return undefined
  const tail = given.ends
    ? 0
    : Math.max(
        0,
        clause.indexOf(headNoun(clause.slice(number.end, given.given.stop)), number.end) +
          headNoun(clause.slice(number.end, given.given.stop)).length -
          number.end,
      )
  const lead = /^[、和及与]*/.exec(clause.slice(from))![0].length
  return {
    goal: { indicator, comparator: given.sign, value: number.value, unit: number.unit },
    verb: given.verb,
    from: from + lead,
    to: number.end + tail,
  }
}
