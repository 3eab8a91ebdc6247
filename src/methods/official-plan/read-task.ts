// A draft as a task: lead and joint units with the notes that hold for it, its own words, its terms and its goals.
// Collective names are kept as written; only the counties are named one by one.
import type { Draft } from './drafts.ts'
import { type Joined, passageOf, wordsOf } from './join-lines.ts'
import { goalsIn, headingTerm } from './plan-goals.ts'
import type { LeadBy, PlanTask, TaskPart, UnitMention } from './plan-shape.ts'
import { note, type Reading } from './reading.ts'
import { assignRoles } from './responsibility.ts'
import { readDue } from './task-terms.ts'
import type { NamedUnit, UnitGroup } from './unit-names.ts'
import { countiesMeant, isCountyCollective, splitUnits } from './units.ts'

/** Reads one draft. */
export function readTask(reading: Reading, draft: Draft): PlanTask {
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
    for (const piece of splitUnits(each.everyTask)) {
      const name = each.everyTask.slice(piece.start, piece.end)
      expand(reading, { name, written: name, at: each.start }).forEach(put)
    }
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
    goals: goalsIn(reading, {
      text,
      at: draft.titleStart,
      term: due.labelled.length === 1 ? due.labelled[0]! : headingTerm(reading, draft.path),
    }),
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
  if (reading.counties.length > 0) return countiesMeant(name, reading.counties)
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
