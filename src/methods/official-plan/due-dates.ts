// Deadlines in Chinese official prose: 2025年底前, 6月底前, 三季度末, 到2025年, “十四五”末, 印发之日起30日内.
// Periods (“2019年1月1日至12月31日”) and starting days (“从…起”) are no deadlines.
import { readNumeral } from './numerals.ts'

export type FoundDue = { date: string; start: number; end: number }
export type DueContext = {
  /** The year that 6月底前 and 年底前 stand in when no year is written before them. */
  year: number | undefined
  /** The plan's date, ISO, for 印发之日起30日内 and to leave out years that were over. */
  issued: string | null
  /** In a 完成时限 column or label any date is a deadline, also “2023—2025年”. */
  labelled?: boolean
  /** For the term of a goal a bare year (“2024年再完成60个”) will do. */
  loose?: boolean
}

const cn = '[零〇○一二两三四五六七八九十]'
const year = `(?<year>20\\d{2}|[二][零〇○]${cn}{2})年`
const number = `(?:\\d{1,2}|${cn}{1,3})`
const before = '(?:之?前|以前|前后)'
const patterns: [string, RegExp][] = [
  ['day', new RegExp(`(?:${year})?(?<month>${number})月(?<day>${number})日(?<mark>${before}|止|截止)?`, 'g')],
  [
    'quarter',
    new RegExp(`(?:${year}|(?<this>今年|当年|本年|年内))?第?(?<quarter>[1-4一二三四])季度(?<mark>末|底|内|结束)?(?<mark2>${before})?`, 'g'),
  ],
  ['half', new RegExp(`(?:${year}|(?<this>今年|当年|本年))?(?<half>上|下)半年(?<mark>末|底|内)?(?<mark2>${before})?`, 'g')],
  [
    'month',
    new RegExp(
      `(?:${year}|(?<this>今年|当年|本年))?(?<part>[上中下])?(?<month>${number})月(?<part2>[上中下]旬)?(?<mark>份?(?:底|末|份|初))?(?<mark2>${before})?(?!\\d|${cn}|日)`,
      'g',
    ),
  ],
  ['year', new RegExp(`${year}(?<mark>年?(?:底|末|内|度))?(?<mark2>${before})?`, 'g')],
  ['bare', /(?<bare>今年|当年|本年|年)(?<mark>底|末|内)(?<mark2>前|之前|以前)?/g],
  ['fiveYear', new RegExp(`[“"]?十(?<plan>[三四五六七])五[”"]?(?:规划)?(?<mark>期?末|期间|时期)(?<mark2>${before})?`, 'g')],
  ['after', /(?:自|从|在)?[^，。；]{0,8}(?:印发|发布|公布|下发)之日起(?<count>\d{1,3})(?<unit>个工作日|日|天|个月)(?:之)?内/g],
]
const standingPattern =
  /(?:长期(?:坚持|推进|执行|实施|任务)|(?:持续|常态化?|常年)(?:推进|实施|开展|坚持|化推进)|每(?:年|季度|半年|月|周)(?:底|末)?(?:前|定期)?|全年(?:推进|实施|开展)?|定期(?:开展|推进)|^(?:长期|持续|常态化?|全年|每年|立即|即时)$)/g

const iso = (y: number, m: number, d: number) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
const lastDay = (y: number, m: number) => new Date(Date.UTC(y, m, 0)).getUTCDate()
const endOfMonth = (y: number, m: number) => iso(y, m, lastDay(y, m))

/** All deadlines in a piece of text (normal form), in order; offsets are within the text. */
export function findDueDates(norm: string, context: DueContext): FoundDue[] {
  if (norm.length > 20_000) {
    return Array.from({ length: Math.ceil(norm.length / 20_000) }, (_, at) => at * 20_000).flatMap(at =>
      findDueDates(norm.slice(at, at + 20_000), context).map(each => ({ date: each.date, start: each.start + at, end: each.end + at })),
    )
  }
  if (!/[年月季]|之日起|十.五/.test(norm)) return []
  const found: FoundDue[] = []
  const taken = new Uint8Array(norm.length)
  const years = [...norm.matchAll(/(20\d{2})年/g)].map(each => ({ at: each.index, year: Number(each[1]) }))
  for (const [kind, pattern] of patterns) {
    for (const each of norm.matchAll(pattern)) {
      const start = each.index
      const end = start + each[0].length
      if (taken.subarray(start, end).some(used => used === 1)) continue
      const near = years.findLast(known => known.at < start && start - known.at < 120)?.year
      const date = resolve({
        kind,
        groups: each.groups ?? {},
        context: { ...context, year: near ?? context.year },
        head: norm.slice(Math.max(0, start - 12), start),
        tail: norm.slice(end, end + 8),
      })
      if (date === undefined) continue
      taken.fill(1, start, end)
      if (date !== null) found.push({ date, start, end })
    }
  }
  return found.sort((one, other) => one.start - other.start)
}

type Given = { kind: string; groups: Record<string, string | undefined>; context: DueContext; head: string; tail: string }

// null: it is a date but no deadline (and is used up); undefined: nothing here.
function resolve({ kind, groups, context, head, tail }: Given): string | null | undefined {
  const written = groups['year'] ? readNumeral(groups['year']!.replaceAll('○', '〇')) : undefined
  const y = written ?? context.year
  const mark = (groups['mark'] ?? '') + (groups['mark2'] ?? '')
  const to = /(?:^|[^日月年])(?:到|至|截至|截止到?|力争|在|于)$/.test(head) && !/(?:从|自)[^，。；]*$/.test(head)
  const starts = /^(?:起|以来|至|-|到|、\d)/.test(tail) || /(?:从|自|每|不早于)$/.test(head)
  const limit = /前|止/.test(mark) || (/[底末内]/.test(mark) && !/^(?:以来|起)/.test(tail))
  const due = (date: string): string | null => {
    if (starts || /^(?:的|完成投资|以来|印发|发布|召开|以后)/.test(tail)) return null
    if (!limit && !(to && kind !== 'day') && !context.labelled) return null
    if (/截[至止]到?$/.test(head) && context.issued !== null && date < context.issued) return null
    return context.issued !== null && date < context.issued && !context.labelled ? null : date
  }
  switch (kind) {
    case 'day': {
      const month = readNumeral(groups['month']!)
      const day = readNumeral(groups['day']!)
      if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return undefined
      if (y === undefined) return null
      return due(iso(y, month, Math.min(day, lastDay(y, month))))
    }
    case 'month': {
      const month = readNumeral(groups['month']!)
      if (!(month >= 1 && month <= 12) || /[个\d]$/.test(head)) return undefined
      if (y === undefined) return null
      const part = (groups['part2'] ?? '')[0]
      const day = part === '上' || mark.includes('初') ? 10 : part === '中' ? 20 : lastDay(y, month)
      // “6月前” ends with May; “6月底前” and “6月份前” with June, as officials count it.
      if (/^前|^之前|^以前/.test(mark) && !part) return due(month === 1 ? iso(y - 1, 12, 31) : endOfMonth(y, month - 1))
      return due(iso(y, month, day))
    }
    case 'quarter': {
      if (y === undefined || /每$/.test(head)) return null
      if (!limit && !to && !context.labelled && written === undefined && !groups['this'] && !opensClause(head)) return null
      return dueOr(
        due,
        endOfMonth(y, readNumeral(groups['quarter']!) * 3),
        (written !== undefined || opensClause(head)) && !starts,
        context,
      )
    }
    case 'half':
      if (y === undefined || /每$/.test(head)) return null
      return dueOr(due, groups['half'] === '上' ? iso(y, 6, 30) : iso(y, 12, 31), opensClause(head), context)
    case 'year': {
      if (y === undefined || /[第]$/.test(head)) return null
      if (/^(?:前|之前|以前)/.test(mark)) return due(iso(y - 1, 12, 31))
      if (context.loose && mark === '' && !/(?:较|比|自|从|以|于|过|对)$/.test(head))
        return starts || (context.issued !== null && iso(y, 12, 31) < context.issued) ? null : iso(y, 12, 31)
      return due(iso(y, 12, 31))
    }
    case 'bare':
      if (/[每往\d]$|近\d$|[历多]$/.test(head)) return null
      if (groups['bare'] === '年' && /[一-龥]$/.test(head) && !/[在于到至，、的争保]$/.test(head) && !context.labelled) return null
      return y === undefined ? null : due(iso(y, 12, 31))
    case 'fiveYear':
      return due(iso(2000 + 5 * (readNumeral(groups['plan']!) + 1), 12, 31))
    case 'after': {
      if (context.issued === null) return null
      const day = new Date(`${context.issued}T00:00:00Z`)
      const count = Number(groups['count'])
      if (groups['unit'] === '个工作日') return null
      if (groups['unit'] === '个月') day.setUTCMonth(day.getUTCMonth() + count)
      else day.setUTCDate(day.getUTCDate() + count)
      return day.toISOString().slice(0, 10)
    }
    default:
      return undefined
  }
}

// “上半年开展…” at the head of a clause is a term; “与上半年相比” is not.
const opensClause = (head: string) => head === '' || /[，。；：、\n]$/.test(head)

function dueOr(due: (date: string) => string | null, date: string, stated: boolean, context: DueContext): string | null {
  return due(date) ?? (stated && (context.issued === null || date >= context.issued) ? date : null)
}

/** Terms that are no date: 长期坚持, 每年底. In running text only those that are unmistakable. */
export function findStanding(norm: string, labelled: boolean): string[] {
  const found = [...norm.matchAll(standingPattern)].map(each => each[0])
  const kept = labelled ? found : found.filter(each => /^长期(?:坚持|任务)|^每(?:年|季度|半年|月)(?:底|末)/.test(each))
  return [...new Set(kept)]
}

/** A written day such as 2022年12月30日 or 二〇二二年十二月三十日, as ISO; null when there is none. */
export function readDay(text: string): string | null {
  const found =
    /(\d{4}|[零〇○一二三四五六七八九]{4})[年\-./](\d{1,2}|[一二三四五六七八九十]{1,3})[月\-./](\d{1,2}|[一二三四五六七八九十]{1,3})日?/.exec(
      text,
    )
  if (!found) return null
  const [y, m, d] = [found[1]!, found[2]!, found[3]!].map(each => readNumeral(each.replaceAll('○', '〇'))) as [number, number, number]
  if (!(y > 1900 && m >= 1 && m <= 12 && d >= 1 && d <= lastDay(y, m))) return null
  return iso(y, m, d)
}
