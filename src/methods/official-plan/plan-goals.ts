// Goals with their terms and passages: those of one item, and those that the plan sets for itself in its chapters of aims.
// The indicator keeps the letters of the text where it stands there as one piece.
import type { Draft } from './drafts.ts'
import { findDueDates } from './due-dates.ts'
import { findGoals } from './goals.ts'
import { type Joined, passageOf, wordsOf } from './join-lines.ts'
import { pathOf, type Section, walkSections } from './outline.ts'
import type { Goal } from './plan-shape.ts'
import type { Reading } from './reading.ts'

// The term of a goal is the last deadline named before it in its paragraph, else one right after it, else the item's own.
export function goalsIn(reading: Reading, { text, at, term }: { text: string; at: number; term: string | null }): Goal[] {
  const { joined, year, issued } = reading
  const goals: Goal[] = []
  let offset = 0
  for (const paragraph of cutLong(text.replaceAll('\t', '。').split('\n'))) {
    const dues = findDueDates(paragraph, { year, issued, loose: true })
    for (const found of findGoals(paragraph)) {
      const before = dues.findLast(due => due.start < found.end)
      const stop = paragraph.slice(found.end).search(/[。；]/)
      const after = dues.find(due => due.start >= found.end && (stop < 0 || due.start < found.end + stop))
      const start = at + offset + found.start
      const end = at + offset + found.end
      const { indicator, comparator, value, unit } = found
      goals.push({
        indicator: wordsLike(joined, { norm: indicator, start, end }),
        comparator,
        value,
        unit,
        term: before?.date ?? after?.date ?? term ?? wholeYear(reading, paragraph, found.end),
        passage: passageOf(joined, start, end),
        text: wordsOf(joined, start, end),
      })
    }
    offset += paragraph.length + (text[offset + paragraph.length] === '\n' ? 1 : 0)
  }
  return goals
}

// A paragraph of more than 20,000 characters is no prose; it is taken in pieces so that work stays in step with length.
function cutLong(paragraphs: string[]): string[] {
  return paragraphs.flatMap(each => (each.length <= 20_000 ? [each] : (each.match(/[\s\S]{1,19999}/g) ?? [])))
}

// “全年” is the plan's own year when its title names one.
function wholeYear({ titleYear }: Reading, paragraph: string, end: number): string | null {
  const head = paragraph.slice(0, end)
  return titleYear !== undefined && /全年|年内|今年|本年度/.test(head.slice(head.lastIndexOf('。') + 1)) ? `${titleYear}-12-31` : null
}

/** The term that the headings above an item give its goals: “2023年主要预期目标”, or 全年目标 in the plan of one year. */
export function headingTerm({ titleYear }: Reading, path: readonly string[]): string | null {
  for (const heading of path.toReversed()) {
    const norm = heading.normalize('NFKC')
    if (!/目标/.test(norm)) continue
    const own = /(?<![-—–~至到]\s?)(20\d{2})年(?!\s?[-—–~至])/.exec(norm)?.[1]
    if (own) return `${own}-12-31`
    if (titleYear !== undefined && /全年|今年|年度/.test(norm)) return `${titleYear}-12-31`
  }
  return null
}

// The indicator in the letters of the text where it stands there as one piece.
function wordsLike(joined: Joined, { norm, start, end }: { norm: string; start: number; end: number }): string {
  const at = joined.norm.slice(start, end).indexOf(norm)
  return at >= 0 ? wordsOf(joined, start + at, start + at + norm.length) : norm
}

const aims = /(?:主要|工作|发展|总体|年度|行动|具体|阶段性?|量化|预期)目标|目标(?:任务|要求)?$|^总体(?:要求|思路)|^目标/

/** The goals of the plan that belong to no task. */
export function readPlanGoals(reading: Reading, root: Section, drafts: Draft[]): Goal[] {
  const { joined } = reading
  const goals: Goal[] = []
  const tasks = drafts.map(draft => [draft.start, draft.end] as const)
  const seen = new Set<number>()
  for (const section of [root, ...walkSections(root)]) {
    const aim = aims.test(section.title) || pathOf(section).some(heading => aims.test(heading.replace(/^[^、）.]{0,6}[、）.]/, '')))
    for (const [index, paragraph] of section.paragraphs.entries()) {
      if (paragraph.kind !== 'text' || seen.has(paragraph.start)) continue
      const said = aim || /^(?:\S{0,6})?(?:主要|工作|发展|总体)目标[：:是。]/.test(joined.norm.slice(paragraph.start, paragraph.start + 16))
      if (!said || tasks.some(([start, end]) => paragraph.start >= start && paragraph.start < end)) continue
      seen.add(paragraph.start)
      const start = index === 0 && section.style !== 'root' ? section.bodyStart : paragraph.start
      const from =
        index === 0 && section.style !== 'root' && section.bodyStart >= paragraph.end ? section.start + section.number.length : start
      goals.push(...goalsIn(reading, { text: joined.norm.slice(from, paragraph.end), at: from, term: null }))
    }
  }
  return goals
}
