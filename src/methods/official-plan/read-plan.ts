// Reads an official plan into title, issuer, number, date, chapters, tasks with lead and joint units, numeric goals and terms.
// Sources: GB/T 9704-2012 党政机关公文格式 (order of numbers, head, signature); 党政机关公文处理工作条例 (2012) art. 9 (parts of a document).
import { type Draft, draftTasks, draftUnassigned } from './drafts.ts'
import { findDueDates, findStanding } from './due-dates.ts'
import { findGoals } from './goals.ts'
import { type Joined, joinLines, passageOf, wordsOf } from './join-lines.ts'
import { pathOf, readOutline, type Section, walkSections } from './outline.ts'
import { readPlanFacts } from './plan-facts.ts'
import type { Goal, LeadBy, Plan, PlanChapter, PlanNote, PlanTask, TaskPart, UnitMention } from './plan-shape.ts'
import { assignRoles, type NamedUnit, readUnitNotes, type UnitGroup } from './responsibility.ts'
import { draftRows } from './table-drafts.ts'
import { isCountyCollective } from './units.ts'

export type ReadPlanOptions = {
  /** Names of the city's counties, in order, for 各区、县（市）政府. Without them the words are kept as written. */
  counties?: readonly string[]
}

type Reading = {
  joined: Joined
  counties: readonly string[]
  issued: string | null
  year: number | undefined
  titleYear: number | undefined
  notes: PlanNote[]
  unitNotes: PlacedNote[]
}
type PlacedNote = { at: number; firstLeads: boolean; everyTask: string | undefined; start: number; end: number }

/** Reads the text of a plan. Never throws; what a person should look at is in `notes`. */
export function readPlan(text: string, options: ReadPlanOptions = {}): Plan {
  const joined = joinLines(text)
  const root = readOutline(joined)
  const facts = readPlanFacts(joined)
  const titleYear = /(20\d{2})年/.exec(facts.title.normalize('NFKC'))?.[1]
  const reading: Reading = {
    joined,
    counties: options.counties ?? [],
    issued: facts.date,
    year: titleYear ? Number(titleYear) : facts.date ? Number(facts.date.slice(0, 4)) : undefined,
    titleYear: titleYear ? Number(titleYear) : undefined,
    notes: [],
    unitNotes: [],
  }
  let drafts = [...draftTasks(joined, root), ...draftRows(joined, root)].sort((one, other) => one.start - other.start)
  if (drafts.length === 0) {
    drafts = draftUnassigned(joined, root)
    if (drafts.length > 0)
      note(reading, '全文没有写明责任单位，以下事项按编号读出，牵头单位须由人指定', drafts[0]!.start, drafts[0]!.start + 1)
  }
  reading.unitNotes = placeNotes(joined, drafts)
  const tasks = drafts.map(draft => readTask(reading, draft))
  const taskStarts = new Set(drafts.map(draft => draft.start))
  const goals = readPlanGoals(reading, root, drafts)
  if (facts.title === '') note(reading, '没有认出文件标题', 0, 0)
  if (facts.issuer === '') note(reading, '没有认出发文机关', 0, 0)
  if (facts.date === null) note(reading, '没有认出成文日期，未写年份的期限无法确定', 0, 0)
  checkNumbers(reading, root, taskStarts)
  return { ...facts, tasks, chapters: root.children.map(section => chapterOf(joined, section)), goals, notes: reading.notes }
}

function note(reading: Reading, message: string, start: number, end: number): void {
  reading.notes.push({ message, passage: passageOf(reading.joined, start, end) })
}

function chapterOf(joined: Joined, section: Section): PlanChapter {
  const { number, title, heading, start } = section
  return {
    number,
    title,
    heading,
    passage: passageOf(joined, start, sectionEnd(section)),
    chapters: section.children.map(child => chapterOf(joined, child)),
  }
}

function sectionEnd(section: Section): number {
  let last = section
  let end = section.paragraphs.at(-1)?.end ?? section.start
  while (last.children.length > 0) {
    last = last.children.at(-1)!
    end = Math.max(end, last.paragraphs.at(-1)?.end ?? 0)
  }
  return end
}

// A note holds for the item it stands in and all after it; one that looks back, or stands behind all items, holds for all.
function placeNotes(joined: Joined, drafts: Draft[]): PlacedNote[] {
  const placed: PlacedNote[] = []
  const lastEnd = drafts.reduce((latest, draft) => Math.max(latest, draft.end), 0)
  for (const { start, end } of joined.paragraphs) {
    const words = joined.norm.slice(start, end)
    if (!/牵头|主办|主责|第一责任|不再/.test(words)) continue
    for (const found of words.matchAll(/[^；。]+/g)) {
      const notes = readUnitNotes(found[0].length > 300 ? found[0].slice(-300) : found[0])
      if (!notes.firstLeads && notes.everyTask === undefined) continue
      const at = start + found.index
      if (placed.some(each => each.firstLeads === notes.firstLeads && each.everyTask === notes.everyTask)) continue
      placed.push({
        at: notes.backwards || at >= lastEnd ? 0 : at,
        firstLeads: notes.firstLeads,
        everyTask: notes.everyTask,
        start: at,
        end: at + found[0].length,
      })
    }
  }
  return placed
}

function readTask(reading: Reading, draft: Draft): PlanTask {
  const { joined } = reading
  const noted = reading.unitNotes.filter(each => each.at < draft.end)
  const firstLeads = noted.some(each => each.firstLeads)
  const parts = draft.groups.map((group, index) =>
    readPart({ reading, draft, group, from: draft.groups[index - 1]?.end ?? draft.start, firstLeads }),
  )
  const lead = parts[0]?.part.lead ?? ''
  const joint: string[] = []
  const collective = draft.groups.flatMap(group => [
    ...group.units.filter(unit => unit.collective).map(unit => wordsOf(joined, unit.start, unit.end)),
    ...group.open,
  ])
  const put = (name: string) => {
    if (name !== lead && name !== '' && !joint.includes(name)) joint.push(name)
  }
  for (const { part } of parts) {
    put(part.lead)
    part.joint.forEach(put)
  }
  for (const each of noted) {
    if (each.everyTask === undefined || draft.groups.length === 0) continue
    collective.push(each.everyTask)
    expand(reading, { name: each.everyTask, written: each.everyTask, at: each.start }).forEach(put)
  }
  const { text, bodies } = ownWords(joined, draft)
  const due = readDue(reading, draft, text)
  if (draft.warning) note(reading, draft.warning, draft.start, draft.end)
  else if (lead === '' && draft.groups.length > 0) note(reading, '这一项没有读出牵头单位', draft.start, draft.end)
  return {
    path: draft.path,
    number: draft.number,
    title: draft.title,
    body: bodies,
    lead,
    joint,
    leadBy: parts[0]?.part.leadBy ?? null,
    goals: goalsIn(reading, { text, at: draft.titleStart, term: due.labelled.length === 1 ? due.labelled[0]! : null }),
    due: due.all,
    standing: due.standing,
    passage: passageOf(joined, draft.start, draft.end),
    parts: parts.map(each => each.part),
    unitMentions: parts.flatMap(each => each.mentions),
    collective: [...new Set(collective)],
  }
}

type PartGiven = { reading: Reading; draft: Draft; group: UnitGroup; from: number; firstLeads: boolean }

function readPart({ reading, draft, group, from, firstLeads }: PartGiven): { part: TaskPart; mentions: UnitMention[] } {
  const { joined } = reading
  const { lead, joint, by } = assignRoles(group.units, firstLeads)
  const written = (unit: NamedUnit) => wordsOf(joined, unit.start, unit.end)
  const leadName = lead ? written(lead) : ''
  const names: string[] = []
  const rest = lead?.counties ? [lead, ...joint] : joint
  for (const unit of rest) {
    for (const name of unit.counties ? expand(reading, { name: unit.name, written: written(unit), at: unit.start }) : [written(unit)]) {
      if (name !== leadName && !names.includes(name)) names.push(name)
    }
  }
  const mentions = group.units.map(
    (unit): UnitMention => ({
      name: written(unit),
      role: unit === lead ? 'lead' : 'joint',
      passage: passageOf(joined, unit.start, unit.end),
    }),
  )
  const start = Math.min(from, group.start)
  const part: TaskPart = {
    passage: passageOf(joined, Math.max(start, draft.start), group.end),
    lead: leadName,
    joint: names,
    leadBy: by as LeadBy | null,
  }
  return { part, mentions }
}

function expand(reading: Reading, { name, written, at }: { name: string; written: string; at: number }): string[] {
  if (!isCountyCollective(name)) return [written]
  if (reading.counties.length > 0) return [...reading.counties]
  const message = '没有给出本市的区、县（市）名单，“各区、县（市）”一类的统称照原文保留'
  if (!reading.notes.some(each => each.message === message)) note(reading, message, at, at + name.length)
  return [written]
}

// The item's words with its units blanked out, of the same length, and its body as a person reads it.
function ownWords(joined: Joined, draft: Draft): { text: string; bodies: string } {
  const words: string[] = []
  const pieces: string[] = []
  let spoken = draft.titleStart
  let from = Math.min(draft.bodyStart, draft.end)
  for (const group of draft.blank ?? draft.groups) {
    const start = Math.max(group.start, spoken)
    const end = Math.min(group.end, draft.end)
    if (end <= start) continue
    words.push(joined.norm.slice(spoken, start), '。'.repeat(end - start))
    spoken = end
    if (start > from) pieces.push(joined.raw.slice(from, start))
    from = Math.max(from, end)
  }
  words.push(joined.norm.slice(spoken, draft.end))
  if (from < draft.end) pieces.push(joined.raw.slice(from, draft.end))
  const text = words.join('')
  const bodies = pieces
    .join('\n')
    .replaceAll(asideLabels, '')
    .replaceAll(/(?:^|\n)[市省区县][级直](?=\n|$)|[\n\t|]+/g, '')
    .trim()
  return { text, bodies }
}

// Leaders and terms under labels are no part of what is to be done.
const asideLabels =
  /(?<=^|[\n。；，])(?:(?:责任|牵头|分管|主管|挂钩|联系|包抓|[市县区]级)*领导|责任人|联系人|负责人|联系电话|完成(?:时限|时间|期限|日期)|(?:时限|时间|进度)(?:要求|节点|安排)|办理时限|办结时限)[：:][^\n。；]*[。；]?/g

function readDue(reading: Reading, draft: Draft, text: string): { all: string[]; labelled: string[]; standing: string[] } {
  const { joined, issued, year } = reading
  const labelled: string[] = []
  const standing = findStanding(text, false)
  const spans = draft.groups.flatMap(group => group.dueSpans)
  for (const span of [...spans, ...labelledSpans(joined, draft)]) {
    const words = joined.norm.slice(span.start, span.end)
    for (const found of findDueDates(words, { year, issued, labelled: true })) labelled.push(found.date)
    const bare = /[：:]?\s*(20\d{2})[^\d年]*$/.exec(words)?.[1]
    if (bare && labelled.length === 0) labelled.push(`${bare}-12-31`)
    standing.push(...findStanding(words.replace(/^[^：:]*[：:]/, ''), true))
  }
  const spoken = findDueDates(text, { year, issued }).map(each => each.date)
  const unique = (dates: string[]) => [...new Set(dates)].sort()
  return { all: unique([...labelled, ...spoken]), labelled: unique(labelled), standing: [...new Set(standing)] }
}

const dueLine = /(?:完成|办理|工作|办结|推进)?(?:时限|期限|时间(?:节点|要求|安排)?)[：:][^。；\n\t]*/g

function labelledSpans(joined: Joined, draft: Draft): { start: number; end: number }[] {
  const words = joined.norm.slice(draft.start, draft.end)
  return [...words.matchAll(dueLine)].map(found => ({ start: draft.start + found.index, end: draft.start + found.index + found[0].length }))
}

// The term of a goal is the last deadline named before it in its paragraph, else one right after it, else the item's own.
function goalsIn(reading: Reading, { text, at, term }: { text: string; at: number; term: string | null }): Goal[] {
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

// The indicator in the letters of the text where it stands there as one piece.
function wordsLike(joined: Joined, { norm, start, end }: { norm: string; start: number; end: number }): string {
  const at = joined.norm.slice(start, end).indexOf(norm)
  return at >= 0 ? wordsOf(joined, start + at, start + at + norm.length) : norm
}

const aims = /(?:主要|工作|发展|总体|年度|行动|具体|阶段性?|量化|预期)目标|目标(?:任务|要求)?$|^总体(?:要求|思路)|^目标/

function readPlanGoals(reading: Reading, root: Section, drafts: Draft[]): Goal[] {
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

// A gap in the numbers of brothers may be a page that was lost.
function checkNumbers(reading: Reading, root: Section, taskStarts: Set<number>): void {
  const last = new Map<string, number>()
  for (const section of walkSections(root)) {
    const marker = section.paragraphs[0]?.marker
    if (!marker || section.style === 'bullet' || !taskStarts.has(section.start)) continue
    const key = `${section.style}`
    const before = last.get(key)
    if (before !== undefined && marker.value > before + 1) {
      note(reading, `编号从${before}跳到${marker.value}，中间可能缺页或编号有误`, section.start, section.bodyStart)
    }
    last.set(key, marker.value)
  }
}
