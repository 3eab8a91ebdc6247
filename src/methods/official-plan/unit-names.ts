// The names in a list of units and the role of each: verbs (牵头, 配合) at the end of a clause, notes in brackets, 等部门 left out.
// A clause that names a term or a way of working (年内持续推进) is no unit.

import { noteClause } from './unit-notes.ts'
import { isCollective, isCountyCollective, isUnitLike, splitUnits } from './units.ts'

export type Role = 'lead' | 'joint' | 'any'
export type NamedUnit = { name: string; role: 'lead' | 'joint' | 'any'; start: number; end: number; collective: boolean; counties: boolean }
export type UnitGroup = {
  start: number
  end: number
  units: NamedUnit[]
  form: 'label' | 'bracket' | 'sentence'
  dueSpans: { start: number; end: number }[]
  open: string[]
}
/** A piece of joined text and the places where space was squeezed out of it. */
export type Scan = { norm: string; start: number; end: number; gaps: ReadonlySet<number> }

export const actionEnd =
  /(?:按照?(?:各自)?(?:职责|职能|任务)?(?:分工)?(?:和职责)?)?(?:分别|共同|各自|具体|联合|统筹|组织|依职责)*(?:牵头负责|牵头落实|牵头实施|牵头推进|牵头|负责落实|负责实施|负责推进|负责|组织实施|组织落实|具体实施|实施|抓好落实|推进落实|落实|配合落实|积极配合|配合|参与|参加|协助|协同|协办|主办|承办|支持)$/

export function gapsWithin(gaps: ReadonlySet<number>, start: number, end: number): Set<number> {
  const within = new Set<number>()
  for (let at = start + 1; at < end; at++) if (gaps.has(at)) within.add(at - start)
  return within
}

const termStart =
  /^(?:并?(?:于|在|力争|确保|争取)?(?:20\d{2}[-—~至]20\d{2}年|20\d{2}年|今年|明年|本年|年内|年底|全年|\d{1,2}月|[一二三四1-4]季度|第[一二三四1-4]季度|[上下]半年|“?十[三四五六七]五”?(?:末|期间|时期))|(?:长期|持续|常态化?|每年|每月|每季度|每半年|即时|立即)(?:坚持|推进|实施|开展|完成|落实|执行|任务)?$|(?:完成|办结)?(?:时限|期限|时间)|按时限|(?:自|从)?印发之日起)/

/** Whether a clause beside units says by when and not who: 年内持续推进, 4月底前出台相关政策. */
export function isTermClause(words: string): boolean {
  return termStart.test(words) && !isUnitLike(words)
}

// One clause after another: “A牵头，B、C配合” changes the role at each comma.
export function readClauses(scan: Scan, { group, role }: { group: UnitGroup; role: 'lead' | 'joint' | 'any' }): void {
  const { norm } = scan
  let from = scan.start
  let depth = 0
  const clauses: { start: number; end: number }[] = []
  for (let at = scan.start; at <= scan.end; at++) {
    const character = at === scan.end ? '。' : norm[at]!
    if (character === '（' || character === '〔') depth++
    else if (character === '）' || character === '〕') depth = Math.max(0, depth - 1)
    else if (depth === 0 || at === scan.end) {
      if (!'，。；\n'.includes(character)) continue
      if (at > from) clauses.push({ start: from, end: at })
      from = at + 1
    }
  }
  // A verb at the end of “A，B，C配合” speaks for the clauses before it that have none, unless a lead was named by then.
  const acts = clauses.map(clause => actionRole(norm.slice(clause.start, clause.end)))
  for (const [index, clause] of clauses.entries()) {
    const words = norm.slice(clause.start, clause.end)
    if (isTermClause(words)) {
      group.dueSpans.push(clause)
      continue
    }
    if (noteClause.test(stripBrackets(words)) && !isUnitLike(stripBrackets(words))) continue
    readClause(
      { ...scan, start: clause.start, end: clause.end },
      { group, role: acts[index] ?? (acts.slice(0, index).includes('lead') && role === 'any' ? 'joint' : role) },
    )
  }
}

const stripBrackets = (words: string) => words.replace(/[（〔][^（）〔〕]*[）〕]/g, '')

function actionRole(words: string): 'lead' | 'joint' | 'any' | undefined {
  const action = actionEnd.exec(stripBrackets(words))?.[0]
  if (!action) return undefined
  if (/牵头|主办/.test(action)) return 'lead'
  return /配合|参与|参加|协|支持/.test(action) ? 'joint' : undefined
}

function readClause(scan: Scan, { group, role }: { group: UnitGroup; role: 'lead' | 'joint' | 'any' }): void {
  const { norm } = scan
  let { start } = scan
  const words = norm.slice(start, scan.end)
  const lead = /^(?:原则上)?由/.exec(words)?.[0].length ?? 0
  start += lead
  const together = words.indexOf('会同')
  if (together > lead + 1 && isUnitLike(words.slice(lead, together).replace(/（.*?）$/, ''))) {
    readNames({ ...scan, start, end: scan.start + together }, { group, role: 'lead' })
    readNames({ ...scan, start: scan.start + together + 2, end: scan.end }, { group, role: 'joint' })
    return
  }
  readNames({ ...scan, start, end: scan.end }, { group, role })
}

function readNames(scan: Scan, { group, role }: { group: UnitGroup; role: 'lead' | 'joint' | 'any' }): void {
  const words = scan.norm.slice(scan.start, scan.end)
  for (const piece of splitUnits(words, gapsWithin(scan.gaps, scan.start, scan.end))) {
    const written = words.slice(piece.start, piece.end)
    const { name, from, open, leads } = bareName(written)
    if (open) group.open.push(open)
    if (name.length < 2 || name.length > 40 || noteClause.test(stripBrackets(name)) || /^(?:等|和|及|其他)$/.test(name)) continue
    const start = scan.start + piece.start + from
    group.units.push({
      name,
      role: leads ?? role,
      start,
      end: start + name.length,
      collective: isCollective(name),
      counties: isCountyCollective(name),
    })
  }
}

// The name without list numbers, notes in brackets, 等部门 and the verbs after it.
export function bareName(written: string): { name: string; from: number; open: string | undefined; leads: 'lead' | 'joint' | undefined } {
  const head = /^(?:\s|[-*·•:：]|由|\d{1,2}[.．](?!\d)|以及|及|和(?=[市省县区各]))*/.exec(written)![0].length
  let name = written.slice(head).replace(/[\s*|：。]+$/, '')
  let leads: 'lead' | 'joint' | undefined
  for (let again = true; again; ) {
    again = false
    const note = /[（〔]([^（）〔〕]*(?:[（〔][^（）〔〕]*[）〕][^（）〔〕]*)*)[）〕]?$/.exec(name)
    if (note && note.index > 0 && (noteClause.test(note[1]!) || /^(?:牵头|主办|配合|协办|主责|负责|责任)(?:单位|部门)?$/.test(note[1]!))) {
      if (/^(?:牵头|主办|主责)/.test(note[1]!)) leads = 'lead'
      if (/^(?:配合|协办)/.test(note[1]!)) leads = 'joint'
      name = name.slice(0, note.index)
      again = true
    }
    const action = actionEnd.exec(name)
    if (action && action.index > 1) {
      name = name.slice(0, action.index)
      again = true
    }
  }
  const rest =
    /等(?:[市省县区州](?:级|直|属)?|相关|有关|各|多个|其他|成员|职能|责任|主管|部门|单位|机构|和|及|（单位）|\d+个|[一二三四五六七八九十]+个)*$/.exec(
      name,
    )
  if (rest && rest.index > 1) {
    const open = rest[0].length > 1 && /有关|相关|各|和/.test(rest[0]) ? rest[0] : undefined
    return { name: name.slice(0, rest.index), from: head, open, leads }
  }
  return { name, from: head, open: undefined, leads }
}
