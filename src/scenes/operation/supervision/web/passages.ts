// Where in the text a fact was found: paragraphs, marks over them, and the little that can be read out of a selection.
import type { Goal, Plan, Remark, Task } from './plan-data.ts'

export type MarkKind = 'title' | 'lead' | 'joint' | 'open' | 'goal' | 'due' | 'remark'
export type Mark = { from: number; to: number; kind: MarkKind; task: string | null; goal?: string; says: string }
export type Paragraph = {
  from: number
  to: number
  look: 'masthead' | 'number' | 'title' | 'sign' | 'heading' | 'subheading' | 'text'
  task: string | null
}
export type Piece = { from: number; text: string; marks: readonly Mark[] }

const dateLine = /^[〇零一二三四五六七八九十\d]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$/
const ends = /[。；;：:，,、！？]$/

/** Cuts the text at its line breaks and says how each line of an official document is usually set. */
export function paragraphsOf(plan: Pick<Plan, 'body' | 'chapters' | 'issuer' | 'documentNumber'>, tasks: readonly Task[]): Paragraph[] {
  const first = plan.chapters[0]?.from ?? tasks[0]?.from ?? 0
  const heads = new Map(plan.chapters.map(one => [one.from, one]))
  const out: Paragraph[] = []
  let at = 0
  for (const line of plan.body.split('\n')) {
    const indent = line.length - line.trimStart().length
    const trimmed = line.trim()
    const from = at + indent
    const to = from + trimmed.length
    at += line.length + 1
    if (trimmed === '') continue
    const task = tasks.find(one => one.from !== null && one.to !== null && one.from < to && one.to > from)
    const chapter = heads.get(from)
    const look = ((): Paragraph['look'] => {
      if (from < first) {
        if (out.length === 0 && /文件$/.test(trimmed) && trimmed.length <= 30) return 'masthead'
        if (trimmed === plan.documentNumber) return 'number'
        if (trimmed === plan.issuer || dateLine.test(trimmed)) return 'sign'
        if (trimmed.length <= 44 && !ends.test(trimmed)) return 'title'
        return 'text'
      }
      if (chapter && !task && trimmed.length <= 60 && !ends.test(trimmed)) return chapter.depth <= 1 ? 'heading' : 'subheading'
      return 'text'
    })()
    out.push({ from, to, look, task: task?.id ?? null })
  }
  return out
}

const day = String.raw`(?:\d{1,2}月(?:\d{1,2}日|底|末|上旬|中旬|下旬)?)`
const term = new RegExp(
  `20\\d{2}年(?:${day}|底|年底|上半年|下半年)(?:之?前|以前)?|(?:${day}|年底|上半年|下半年|[一二三四]季度)(?:之?前|以前)|长期坚持|持续推进`,
  'g',
)

/** All marks of a plan in the order of the text. Places outside the text are left out, for rows may be corrected by hand. */
export function marksOf(body: string, tasks: readonly Task[], goals: readonly Goal[], remarks: readonly Remark[]): Mark[] {
  const marks: Mark[] = []
  for (const task of tasks) {
    if (task.from === null || task.to === null) continue
    const own = body.slice(task.from, task.to)
    const title = task.title ? own.indexOf(task.title) : -1
    if (title >= 0)
      marks.push({ from: task.from + title, to: task.from + title + task.title.length, kind: 'title', task: task.id, says: '任务名称' })
    for (const unit of task.units) {
      if (typeof unit.from !== 'number' || typeof unit.to !== 'number') continue
      // A collective name that was settled to several organs is marked once.
      if (task.units.find(one => one.from === unit.from && one.to === unit.to) !== unit) continue
      const kind = unit.organ ? unit.role : unit.collective ? 'joint' : 'open'
      marks.push({
        from: unit.from,
        to: unit.to,
        kind,
        task: task.id,
        says: kind === 'lead' ? '牵头单位' : kind === 'open' ? '待确认单位' : unit.collective ? '集合单位' : '配合单位',
      })
    }
    for (const found of own.matchAll(term))
      marks.push({ from: task.from + found.index, to: task.from + found.index + found[0].length, kind: 'due', task: task.id, says: '时限' })
  }
  for (const goal of goals)
    if (goal.from !== null && goal.to !== null)
      marks.push({ from: goal.from, to: goal.to, kind: 'goal', task: goal.task, goal: goal.id, says: `量化目标：${goal.indicator}` })
  for (const remark of remarks)
    if (!remark.settled) marks.push({ from: remark.from, to: remark.to, kind: 'remark', task: null, says: `识别提示：${remark.message}` })
  return marks
    .filter(mark => mark.from >= 0 && mark.to > mark.from && mark.to <= body.length)
    .sort((a, b) => a.from - b.from || b.to - a.to)
}

/** A paragraph cut at the edges of its marks; each piece knows every mark that covers it. */
export function piecesOf(body: string, { from, to }: Pick<Paragraph, 'from' | 'to'>, marks: readonly Mark[]): Piece[] {
  const mine = marks.filter(mark => mark.from < to && mark.to > from)
  const cuts = [...new Set([from, to, ...mine.flatMap(mark => [Math.max(from, mark.from), Math.min(to, mark.to)])])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? to
    return { from: start, text: body.slice(start, end), marks: mine.filter(mark => mark.from <= start && mark.to >= end) }
  })
}

/** The chapter path at a place of the text, as tasks keep it. */
export const chapterAt = (plan: Pick<Plan, 'chapters'>, at: number): string => {
  const chapter = plan.chapters.filter(one => one.depth === 1 && one.from <= at && at <= one.to).at(-1)
  return chapter ? `${chapter.number ?? ''}${chapter.number ? '、' : ''}${chapter.title}` : ''
}

const comparators: readonly (readonly [RegExp, string])[] = [
  [/不低于|不少于|以上|至少/, '>='],
  [/不高于|不超过|以内|以下|控制在/, '<='],
  [/超过|突破|高于|大于/, '>'],
  [/低于|少于|小于/, '<'],
  [/左右|约/, '~'],
]
const figure = /(\d+(?:\.\d+)?)\s*(亿|万)?\s*(%|％|[个项家次人户件起条座处场万公里亩吨元分钟小时天年平方米千瓦]+)?/g

export type ReadGoal = { indicator: string; comparator: string; value: number; unit: string }
/** A goal out of selected words: “镇村化解比例不低于90%”. Null without a number. */
export function readGoal(words: string): ReadGoal | null {
  // “5G基站2.4万个”: a number with a scale or a unit is the demand, not one in a name.
  const numbers = [...words.matchAll(figure)]
  const found = numbers.findLast(one => one[2] || one[3]) ?? numbers[0]
  if (!found) return null
  const scale = found[2] === '亿' ? 1e8 : found[2] === '万' ? 1e4 : 1
  const indicator = words
    .slice(0, found.index)
    .replace(/(达到|不低于|不少于|不高于|不超过|超过|突破|高于|低于|控制在|缩短到|下降|增长|新增|建成|完成|约|至少|到)+$/, '')
    .replace(/^[，,。；;、\s]+/, '')
  return {
    indicator: (indicator || words.slice(found.index + found[0].length).replace(/^(以上|以内|左右|的)/, '') || words).slice(0, 100),
    comparator: comparators.find(([pattern]) => pattern.test(words))?.[1] ?? '>=',
    value: Number((Number(found[1]) * scale).toPrecision(12)),
    unit: found[3]?.replace('％', '%') ?? '',
  }
}

/** The last day of a term in selected words: “2026年9月底前” → 2026-09-30. Null when none is named. */
export function readDate(words: string, year: string): string | null {
  const found = /(?:(20\d{2})年)?(?:(\d{1,2})月(?:(\d{1,2})日)?|(年底|底|上半年))/.exec(words)
  if (!found) return null
  const ofYear = Number(found[1] ?? year)
  const month = found[2] ? Number(found[2]) : found[4] === '上半年' ? 6 : 12
  if (month < 1 || month > 12) return null
  const last = new Date(Date.UTC(ofYear, month, 0)).getUTCDate()
  const named = found[3] ? Number(found[3]) : /上旬/.test(words) ? 10 : /中旬/.test(words) ? 20 : last
  return `${ofYear}-${String(month).padStart(2, '0')}-${String(Math.min(named, last)).padStart(2, '0')}`
}
