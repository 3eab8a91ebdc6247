// Which pieces of the outline are tasks, before names and numbers are read: one per numbered item that units answer for.
import type { Joined, Paragraph } from './join-lines.ts'
import { startsWithLabel } from './markers.ts'
import { pathOf, type Section, walkSections } from './outline.ts'
import { findUnitGroups } from './responsibility.ts'
import type { UnitGroup } from './unit-names.ts'

export type Draft = {
  path: string[]
  number: string
  title: string
  /** Offsets in the joined text: the whole item, where its title begins and where its body begins. */
  start: number
  end: number
  titleStart: number
  bodyStart: number
  groups: UnitGroup[]
  /** What is no part of the item's words; without it, its groups of units. */
  blank?: { start: number; end: number }[]
  warning?: string
}

const noTaskChapter =
  /总体(?:要求|目标|思路)|指导思想|基本原则|目标(?!责任)|保障|组织|领导|附则|背景|形势|基础和|重要意义|工作要求|评价|考核|步骤|进度|总则|督查|监督检查/

/** The tasks of the outline in the order of the text. */
export function draftTasks(joined: Joined, root: Section): Draft[] {
  const groups = new Map<Section, UnitGroup[]>()
  for (const section of [root, ...walkSections(root)]) groups.set(section, groupsOf(joined, section))
  liftGroups(root, groups)
  const drafts: Draft[] = []
  const named = new Map<Section, number>()
  for (const section of [root, ...walkSections(root)]) {
    const own = groups.get(section)!
    if (own.length > 0)
      drafts.push(
        ...(section.style === 'root' || isContainer(joined, section, own)
          ? splitContainer(joined, section, own)
          : [draftSection(joined, section, groups)]),
      )
    else if (isLeft(section, groups, named))
      drafts.push({ ...draftSection(joined, section, groups), warning: '这一项没有写明责任单位，同一部分的其他事项都写了，请核对' })
  }
  return drafts.sort((one, other) => one.start - other.start)
}

/** Where no unit is named anywhere: the numbered items of the chapters that are neither aims nor safeguards. */
export function draftUnassigned(joined: Joined, root: Section): Draft[] {
  const drafts: Draft[] = []
  for (const section of walkSections(root)) {
    if (section.children.some(child => child.rank <= 5.9) || section.rank > 5.9 || section.number === '') continue
    const above = [...pathOf(section), section.heading]
    if (above.some(heading => noTaskChapter.test(heading))) continue
    if (section.parent?.style === 'root' && section.bodyStart >= section.paragraphs[0]!.end && section.paragraphs.length === 1) continue
    drafts.push(draftSection(joined, section, new Map()))
  }
  return drafts
}

function runsOf(paragraphs: Paragraph[], all: Paragraph[]): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = []
  for (const paragraph of paragraphs) {
    if (paragraph.kind !== 'text') continue
    const last = runs.at(-1)
    if (last && last.end + 1 === paragraph.start) last.end = paragraph.end
    else runs.push({ start: paragraph.start, end: paragraph.end })
  }
  return all.length > 0 ? runs : []
}

function groupsOf(joined: Joined, section: Section): UnitGroup[] {
  return runsOf(section.paragraphs, joined.paragraphs).flatMap(run => findUnitGroups({ norm: joined.norm, gaps: joined.gaps, ...run }))
}

// Units named once, after the last of several details, answer for the item above the details.
function liftGroups(root: Section, groups: Map<Section, UnitGroup[]>): void {
  const lifted: { parent: Section; last: Section }[] = []
  for (const parent of walkSections(root)) {
    if (groups.get(parent)!.length > 0 || parent.children.length < 2) continue
    const last = parent.children.at(-1)!
    const holds = (section: Section) =>
      groups.get(section)!.length > 0 || [...walkSections(section)].some(under => groups.get(under)!.length > 0)
    if (parent.children.slice(0, -1).some(holds) || last.children.length > 0) continue
    const own = groups.get(last)!
    if (own.length !== 1 || own[0]!.form === 'sentence') continue
    const ends = last.paragraphs.at(-1)!
    if (ends.end - own[0]!.end > 2) continue
    if (parent.rank <= 3 && own[0]!.form !== 'label') continue
    lifted.push({ parent, last })
  }
  const outer = lifted.filter(each => each.parent.rank <= 3)
  for (const { parent, last } of lifted) {
    if (parent.rank <= 3 && (outer.length < 2 || noTaskChapter.test(parent.title))) continue
    groups.set(parent, groups.get(last)!)
    groups.set(last, [])
  }
}

function draftSection(joined: Joined, section: Section, groups: Map<Section, UnitGroup[]>): Draft {
  const own = groups.get(section) ?? []
  const paragraphs = section.paragraphs.filter(each => each.kind === 'text')
  const lastGroup = own.at(-1)
  let end = paragraphs.at(-1)?.end ?? section.start
  if (lastGroup) {
    const firstGroup = own[0]!
    const told = firstGroup.start - section.bodyStart > 8
    const closing = paragraphs.find(each => each.start >= lastGroup.end && told && !isOtherLabel(joined, each))
    if (closing && closing.start > section.start) end = paragraphs[paragraphs.indexOf(closing) - 1]?.end ?? end
  }
  for (const child of section.children) {
    const under = [child, ...walkSections(child)]
    if (under.some(each => (groups.get(each)?.length ?? 0) > 0)) break
    end = Math.max(end, ...under.flatMap(each => each.paragraphs.map(paragraph => paragraph.end)))
  }
  if (lastGroup) end = Math.max(end, lastGroup.end)
  const titleAt = joined.norm.indexOf(normOf(joined, section), section.start)
  return {
    path: pathOf(section),
    number: section.number,
    title: section.title,
    start: section.start,
    end,
    titleStart: titleAt < 0 ? section.start : titleAt,
    bodyStart: section.bodyStart,
    groups: own,
  }
}

function normOf(joined: Joined, section: Section): string {
  const at = joined.raw.indexOf(section.title, section.start)
  return at < 0 ? section.title : joined.norm.slice(at, at + section.title.length)
}

function isOtherLabel(joined: Joined, paragraph: Paragraph): boolean {
  return paragraph.label || startsWithLabel(joined.norm.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 80)))
}

// A heading over paragraphs that each begin with a short sentence and end with their own units.
function isContainer(joined: Joined, section: Section, own: UnitGroup[]): boolean {
  if (own.length < 2 || section.children.length > 0 || section.rank > 4 || section.bodyStart < section.paragraphs[0]!.end) return false
  if (/(?:重点|主要|工作|具体)(?:任务|工作|措施|举措|内容)|任务(?:分工|分解)/.test(section.title)) return true
  const chunks = chunksOf(joined, section, own)
  return chunks.length > 1 && chunks.every(chunk => chunk.titleEnd - chunk.start <= 32)
}

type Chunk = { start: number; end: number; titleEnd: number; groups: UnitGroup[] }

function chunksOf(joined: Joined, section: Section, own: UnitGroup[]): Chunk[] {
  const chunks: Chunk[] = []
  const from = section.style === 'root' ? 0 : 1
  let waiting: Paragraph[] = []
  let next = 0
  for (const paragraph of section.paragraphs.slice(from)) {
    if (paragraph.kind !== 'text') continue
    while (next < own.length && own[next]!.start < paragraph.start) next++
    const within: UnitGroup[] = []
    while (next < own.length && own[next]!.start < paragraph.end) within.push(own[next++]!)
    if (paragraph.label && waiting.length === 0 && chunks.length > 0) {
      const last = chunks.at(-1)!
      last.end = paragraph.end
      last.groups.push(...within)
      continue
    }
    waiting.push(paragraph)
    if (within.length === 0) continue
    const first = paragraph.label ? (waiting.at(-2) ?? paragraph) : paragraph
    const stop = /[。：，]/.exec(
      joined.norm.slice(first.start, Math.min(first.end, within[0]!.start > first.start ? within[0]!.start : first.end)),
    )
    chunks.push({
      start: first.start,
      end: paragraph.end,
      titleEnd: first.start + (stop?.index ?? Math.min(40, first.end - first.start)),
      groups: within,
    })
    waiting = []
  }
  return chunks
}

function splitContainer(joined: Joined, section: Section, own: UnitGroup[]): Draft[] {
  const path = section.style === 'root' ? [] : [...pathOf(section), section.heading]
  return chunksOf(joined, section, own)
    .filter(chunk => chunk.titleEnd > chunk.start + 1)
    .map(chunk => ({
      path,
      number: '',
      title: joined.raw.slice(chunk.start, chunk.titleEnd).trim(),
      start: chunk.start,
      end: chunk.end,
      titleStart: chunk.start,
      bodyStart: chunk.titleEnd + 1,
      groups: chunk.groups,
    }))
}

// An item without units among brothers that nearly all have them, in a chapter of work.
function isLeft(section: Section, groups: Map<Section, UnitGroup[]>, counted: Map<Section, number>): boolean {
  const brothers = section.parent?.children ?? []
  if (section.children.length > 0 || section.rank > 5.9 || section.number === '' || brothers.length < 3) return false
  if (section.parent?.style === 'root' || [...pathOf(section), section.heading].some(heading => noTaskChapter.test(heading))) return false
  const parent = section.parent!
  const named = counted.get(parent) ?? brothers.filter(brother => groups.get(brother)!.length > 0).length
  counted.set(parent, named)
  return named >= 2 && named >= brothers.length * 0.6
}
