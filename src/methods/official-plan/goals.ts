// Numeric goals in official prose. A number is a goal only when a verb of reaching (达到, 不低于, 下降到 …), a verb of making
// (建成, 新增 … N个) or a rate before it says so; thresholds, ranges, years, names in quotes and article numbers are not.

import { type CoverageGoal, findCoverage } from './goal-coverage.ts'
import { cleanIndicator, headNoun, shareHead } from './goal-indicators.ts'
import { numeralCharacters, readNumeral, readScale } from './numerals.ts'
import type { Comparator } from './plan-shape.ts'

export type FoundGoal = CoverageGoal

const units =
  '个百分点|百分点|%|‰|吨标准煤|吨标煤|吨二氧化碳|微克/立方米|毫克/升|平方公里|平方千米|平方米|立方米|万人次|人次|个工作日|工作日|千瓦时|千瓦|兆瓦|吉瓦|公里|千米|公顷|公斤|千克|毫克|微克|美元|元|分钟|小时|秒|标准箱|标箱|架次|辆次|户次|班次|车位|泊位|床位|机架|门店|网点|学时|课时|个|项|家|条|座|处|人|名|户|亩|件|套|台|辆|所|起|门|部|只|张|份|种|类|场次|批次/千人|批次|场|期|批|次|倍|颗|支|艘|架|栋|幢|间|片|块|床|例|宗|笔|篇|首|册|堂|道|组|位|枚|株|根|头|羽|尾|口|吨|克|升|米|天|日|分|成|段|列|盏|眼|站|本|MWh|kWh|GWh|TWh|MW|GW|kW|TB|PB|GB|Mbps|Gbps|PFLOPS|EFLOPS|TEU'
const numberPattern = new RegExp(
  `(?<![\\dA-Za-z.+\\-~/第□])(?<digits>\\d[\\d,]*(?:\\.\\d+)?)(?<scale>万亿|百万|千万|亿|万|千|百)?(?<more>余|多)?(?<unit>${units})?(?<post>及以上|以上|以下|以内|之内|左右|上下)?`,
  'g',
)
const numeralPattern = new RegExp(
  `(?<=[\\u4e00-\\u9fff])(?<digits>[${numeralCharacters}]{1,5})(?<scale>万亿|亿|万)?(?<more>余|多)?(?<unit>个|项|家|条|座|处|名|户|件|套|台|所|成)(?<post>及以上|以上|以下|以内|左右)?`,
  'g',
)

const reach: [RegExp, Comparator, '' | 'up' | 'down' | 'over'][] = [
  [/(?:不(?:得)?(?:低|少|小)于|至少)$/, '>=', ''],
  [/(?:不(?:得)?(?:超过|高于|大于|多于)|至多|最多|控制在|控制到|压控在)$/, '<=', ''],
  [/(?:超过|突破|高于|多于|大于|跨越|迈上|超)$/, '>', 'over'],
  [/(?:低于|少于|小于)$/, '<', ''],
  [/(?:稳定在|保持在|维持在|稳定保持在|稳定达到)$/, '=', ''],
  [/(?:提高|提升|增加|增长|扩大|上升|增强|拓展|提速)(?:到|至)$|(?:增|升|扩)至$/, '>=', ''],
  [/(?:下降|降低|减少|压缩|缩短|压减|缩减|控制|精简)(?:到|至)$|[降减]至$|降到$/, '<=', ''],
  [/(?:达到|达|完成率达|实现率达)$/, '>=', ''],
  [/(?:增长|提高|提升|增加|上升|递增|扩大)$/, '=', 'up'],
  [/(?:下降|降低|减少|压减|缩短|缩减|压缩|削减|精简|节约)$/, '=', 'down'],
  [/(?:实现|完成|为|占|保持|占比)$/, '=', ''],
]
const making =
  '建成|新改扩建|新增|新建|建设|打造|培育|创建|创成|形成|推出|引进|培养|改造|新改建|改建|扩建|改扩建|完成|开展|组织|举办|发布|制定|制订|推广|上线|开发|实施|认定|选树|建立|设立|布局|搭建|评选|孵化|招引|签约|归集|开放|发展|培训|整治|争创|推进|推动|编制|出台|办好|落实|储备|谋划|淘汰|修复|治理|更新|接入|汇聚|扶持|解决|化解|遴选|征集|争取|提供|投放|筹集|筹建|完工|开工|竣工|修订|梳理|编写|升级|盘活|出让|供应|种植|新认定|新培育|新引进|新开工|布设|部署|安装|配备|建好|做强|壮大|实现|举行|发放|聚集|集聚|入库|申报|获批|获得|累计建成|新打造|打通|配置|提升改造|完善|优化|建有|设置|减少|压减|精简|取消|关停|清退|再完成'
const makingStart = new RegExp(`^(?:${making})`)
const makingEnd = new RegExp(`(?:${making})(?:了|出)?$`)
const strongMaking =
  /(?:新建|累计建成|新增|建成|新建|打造|培育|推出|引进|创建|创成|培养|完成|建设|改造|形成|归集|开放|举办|开展|发布|制定|出台|新认定|新培育|新引进|组织|推广|实施|招引|培训|上线)/g
const adverb =
  '(?:到|至|在)?(?:“?十[三四五六]五”?(?:末|期间)|20\\d{2}年(?:底|末|内|度)?(?:前)?|\\d{1,2}月(?:底|末)?前|年底前|年内|每年|今年|当年|全年|力争|确保|争取|累计|共|总共|合计|再|并|同时|其中|分别|各|全市|全省|全县|全区|全国|计划|预计|要|需|应|将|力求|努力|积极|加快|大力|高标准|高质量|高水平|高起点|率先|初步|全面|重点|持续|分批|逐步|统筹|支持|推动|推进|以及|和|与|及|、|至少|不少于|约|近|组织|鼓励|深入)'
const adverbs = new RegExp(`^(?:${adverb})+`)
const payment = /补助|奖励|补贴|资助|贷款|罚款|贴息|奖补|返还|保费|扣分|加分|给予|可申请|申请最高/

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
type Quantity = { start: number; end: number; value: number; unit: string; post: string; chinese: boolean }

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
    if (!found) continue
    verb = found.verb
    goals.push({ ...found.goal, start: span.start + found.from, end: span.start + found.to })
    from = found.to
  }
  if (goals.length === 0 && covered) return { goals: [covered], carries: undefined }
  return { goals, carries: goals.length > 0 ? verb : undefined }
}

function findNumbers(masked: string): Quantity[] {
  const found: Quantity[] = []
  for (const pattern of [numberPattern, numeralPattern]) {
    for (const each of masked.matchAll(pattern)) {
      const { digits, scale, unit = '', post = '' } = each.groups!
      const end = each.index + each[0].length
      if (found.some(other => each.index < other.end && end > other.start)) continue
      const value = readNumeral(digits!)
      if (Number.isNaN(value) || (pattern === numeralPattern && value < 2)) continue
      if (unit === '' && /^[A-Za-z年月号章条日时岁级届+\-~/:—.\d]/.test(masked.slice(end))) continue
      if (/^(?:天|日)/.test(unit) && /[月年]$/.test(masked.slice(0, each.index))) continue
      if (/^[-~—至]\d/.test(masked.slice(end))) continue
      if (unit === '个' && /^(?:月|百分点)/.test(masked.slice(end))) continue
      found.push({
        start: each.index,
        end,
        value: round(value * readScale(scale) * (unit === '成' ? 10 : 1)),
        unit: unit === '成' ? '%' : unit,
        post,
        chinese: pattern === numeralPattern,
      })
    }
  }
  return found.sort((one, other) => one.start - other.start)
}

const round = (value: number) => Number(value.toPrecision(12))

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
    const kept = change === 'up' || change === 'down' ? stem.replace(/(?:再|各|分别)$/, '') + said[0] : stem
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
  if (number.unit === '%' && ends && /(?:率|比例|占比|比重|覆盖|程度|满意度|份额|完好|达标|合格)$/.test(adjacent)) {
    return finish({ given, noun: adjacent, sign: postSign(number.post), ends })
  }
  if (number.chinese || number.unit === '' || /^(?:分钟|小时|秒|天|日|分|次|倍|工作日|个工作日)$/.test(number.unit)) return undefined
  if (!ends) return undefined
  return madeNoun(given, adjacent)
}

const postSign = (post: string): Comparator =>
  post.endsWith('以上') ? '>=' : post === '左右' || post === '上下' ? '~' : post === '' ? '=' : '<='

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
  for (let more = makingStart.exec(noun)?.[0]; word && more && noun.length - more.length >= 3; more = makingStart.exec(noun)?.[0]) {
    if (!/^(?:建成|新增|新建|打造|培育|创建|推出|引进|形成)$/.test(more)) break
    word = more
    noun = noun.slice(more.length)
  }
  // “新建、改造公交站台60座”: two verbs, one noun.
  const both = word ? new RegExp(`^[、和及与](?:${making})`).exec(noun) : null
  if (both && noun.length - both[0].length >= 2) noun = noun.slice(both[0].length)
  if (!word) {
    const last = [...noun.matchAll(strongMaking)].findLast(each => noun.length - each.index - each[0].length >= 2)
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
  const indicator = cleanIndicator(given.noun)
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

const respective = new RegExp(
  `^(.+?)分别(?:力争|要|将)?(达到|达|超过|突破|不低于|不少于|提高到|提升至|为|增长|下降|建成|完成|控制在|稳定在)?((?:\\d[\\d,.]*(?:万|亿)?(?:${units})(?:以上|左右|以内|以下)?[、和及，]?){2,})$`,
)

// “花生种植、收获机械化率分别达到65%和55%”: as many goals as numbers.
function readRespective(clause: string, masked: string, offset: number): FoundGoal[] | undefined {
  if (!masked.includes('分别')) return undefined
  const found = respective.exec(masked)
  if (!found) return undefined
  const noun = clause.slice(0, found[1]!.length)
  const numbers = findNumbers(masked.slice(clause.length - found[3]!.length))
  const indicators = shareHead(cleanIndicator(noun), numbers.length)
  if (!indicators) return undefined
  const verb = found[2] ?? ''
  const base = reach.find(([pattern]) => pattern.test(verb))?.[1] ?? '='
  const change = /增长|下降/.test(verb) ? verb : ''
  return numbers.map((number, index) => ({
    indicator: indicators[index]! + change,
    comparator: number.post === '' ? base : postSign(number.post),
    value: number.value,
    unit: number.unit,
    start: offset,
    end: offset + clause.length,
  }))
}

// 翻一番 is twice, 翻两番 four times what it was.
function readDoubling(clause: string, masked: string, offset: number): FoundGoal | undefined {
  const found = /(?:实现|力争|比.{2,12}?)?翻(一|两|三)番/.exec(masked)
  if (!found) return undefined
  const indicator = cleanIndicator(clause.slice(0, found.index).replace(/(?:比|较).*$/, ''))
  if (indicator.length < 2) return undefined
  return {
    indicator,
    comparator: '=',
    value: 2 ** readNumeral(found[1]!),
    unit: '倍',
    start: offset,
    end: offset + found.index + found[0].length,
  }
}
