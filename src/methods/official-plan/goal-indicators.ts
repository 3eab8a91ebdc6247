// Short noun phrases for goals, from the words around a number.

const leading =
  /^(?:[、，和及与并且]|\d{1,2}[.、](?=[一-龥])|[一二三四五六七八九十]是|组织(?:企业|群众|干部)?(?:参加|参与)|(?:到|至)?年底前|上半年|下半年|第?[一二三四1-4]季度(?:末|底)?(?:之?前)?|(?:到|至|截至)?(?:20\d{2}|[二][零〇][零〇一二三四五六七八九]{2})年(?:底|末|内|度)?(?:之?前)?|\d{1,2}月(?:底|末|份)?(?:之?前)?|“?十[三四五六]五”?(?:末|期间|时期)|年底前|年内|每年|今年|当年|全年|其中|力争|确保|争取|保证|努力|预计|计划|累计|同时|进一步|持续|稳步|逐步|全面|基本|大幅|有效|切实|使|将|让|推进|推动|促进|实现|保持|完成|提升|提高|加快|到|通过|包括|以及|目标|分别|坚持|引导|要求|对)+/
const trailing =
  /(?:总体|平均|均|分别|各自|力争|争取|已|将|要|应|年均|累计|总计|合计|共|稳步|基本|逐步|持续|预计|全部|普遍|也|都|到|每年|保持|实现|完成|：|:|、|是|为|数量达|占比均|在|再|各)+$/

/** Words before a number made into a short noun phrase. */
export function cleanIndicator(words: string): string {
  let noun = words.replace(/(?:由|从)(?:20\d{2}年(?:底)?的?)?[\d.]+[^，、]{0,6}$/, '').replace(trailing, '')
  const head = leading.exec(noun)
  if (head && noun.length - head[0].length >= 2) noun = noun.slice(head[0].length)
  noun = noun.replace(trailing, '').replace(/^(?:的|了|个|项)/, '')
  if (noun.length > 24) noun = lastPart(noun)
  return balance(noun)
}

// A long phrase is cut after its verb or its last attribute.
function lastPart(noun: string): string {
  const of = noun.lastIndexOf('的', noun.length - 4)
  if (of > 0 && noun.length - of > 3 && noun.length - of <= 30) return noun.slice(of + 1)
  const verb = /^.*?(?:推进|实现|确保|推动|提升|带动|支持)(?=.{4,24}$)/.exec(noun)
  return verb ? noun.slice(verb[0].length) : noun
}

// Half a pair of quotes or brackets is dropped with what it held.
function balance(noun: string): string {
  let out = noun
  for (const [open, close] of [
    ['“', '”'],
    ['（', '）'],
    ['《', '》'],
  ] as const) {
    if (out.lastIndexOf(open) > out.lastIndexOf(close)) out = out.slice(0, out.lastIndexOf(open))
    if (out.includes(close) && !out.includes(open)) out = out.slice(out.indexOf(close) + 1)
  }
  return out
}

/** The noun after a number and its unit: “具有较大知名度的体育精品赛事，…” is 体育精品赛事. */
export function headNoun(tail: string): string {
  let depth = 0
  let end = tail.length
  for (let at = 0; at < tail.length; at++) {
    const character = tail[at]!
    if ('“（《'.includes(character)) depth++
    else if ('”）》'.includes(character)) depth = Math.max(0, depth - 1)
    else if (depth === 0 && /[，。；：、]/.test(character)) {
      end = at
      break
    }
  }
  let noun = tail.slice(0, end).replace(/^(?:以上|左右)?的?/, '')
  noun = noun.replace(
    /(?:在|向|为|并|和(?=\d)|及(?=\d)|以及|用于|进入|入驻|落地|上线|投入|开工|完工|建成|达到|实现|纳入|给予|通过|等.*$).*$/,
    '',
  )
  const of = noun.lastIndexOf('的')
  if (of >= 0 && noun.length - of > 2) noun = noun.slice(of + 1)
  noun = noun
    .replace(/（[^（）]*）$/, '')
    .replace(/(?:建设|改造提升|工作)?$/, each => (noun.length - each.length >= 4 && each === '建设' ? '' : each))
  return noun.length > 30 ? '' : balance(noun)
}

const head =
  /(?:.{1,2}化率|[^、]{2}率|占比|比重|总量|总数|规模|产值|增加值|收入|投资|面积|人数|数量|个数|覆盖面|产量|水平|强度|消耗|能耗|场景|项目|企业|基地|平台|面积|里程|装机|用户|投资额|交易额)$/

/** “花生种植、收获机械化率” for two numbers is 花生种植机械化率 and 花生收获机械化率. */
export function shareHead(noun: string, count: number): string[] | undefined {
  const parts = noun.split(/[、]|(?:和|与|及)(?=[^、]{2,})/).filter(part => part !== '')
  if (parts.length !== count) return undefined
  const shared = head.exec(parts.at(-1)!)?.[0]
  if (!shared) return parts
  if (parts.slice(0, -1).every(part => head.test(part))) return parts
  const kinds = parts.map((part, index) => (index === count - 1 ? part.slice(0, -shared.length) : part))
  const size = kinds.at(-1)!.length
  const first = kinds[0]!
  const prefix = size > 0 && first.length > size ? first.slice(0, first.length - size) : ''
  return kinds.map((kind, index) => (index === 0 || kind.startsWith(prefix) ? kind : prefix + kind) + shared)
}
