// Reads an official plan into title, issuer, number, date, chapters, tasks with lead and joint units, numeric goals and terms.
// Sources: GB/T 9704-2012 党政机关公文格式 (order of numbers, head, signature); 党政机关公文处理工作条例 (2012) art. 9 (parts of a document).
import { draftTasks, draftUnassigned } from './drafts.ts'
import { type Joined, joinLines, passageOf } from './join-lines.ts'
import { readOutline, type Section, walkSections } from './outline.ts'
import { readPlanFacts } from './plan-facts.ts'
import { readPlanGoals } from './plan-goals.ts'
import type { Plan, PlanChapter } from './plan-shape.ts'
import { readTask } from './read-task.ts'
import { note, type Reading } from './reading.ts'
import { draftRows } from './table-drafts.ts'
import { placeNotes } from './unit-notes.ts'

export type ReadPlanOptions = {
  /** Names of the city's counties, in order, for 各区、县（市）政府. Without them the words are kept as written. */
  counties?: readonly string[]
}

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
