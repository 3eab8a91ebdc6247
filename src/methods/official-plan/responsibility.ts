// Who answers for what: groups of units named by a label (责任单位：…), in brackets (（A、B负责）) or in a sentence (由A牵头，B配合).
import { isDueLabel, labelRole, otherLabel, startsWithLabel, unitLabel } from './markers.ts'
import { isCollective, isCountyCollective, isUnitLike, splitUnits } from './units.ts'

export type NamedUnit = { name: string; role: 'lead' | 'joint' | 'any'; start: number; end: number; collective: boolean; counties: boolean }
export type UnitGroup = {
  start: number
  end: number
  units: NamedUnit[]
  form: 'label' | 'bracket' | 'sentence'
  dueSpans: { start: number; end: number }[]
  open: string[]
}
/** What a note says of this task and the ones after it (or, with `backwards`, of all). */
export type UnitNotes = { firstLeads: boolean; everyTask: string | undefined; backwards: boolean; unordered: boolean }

type Scan = { norm: string; start: number; end: number; gaps: ReadonlySet<number> }

const firstLeads =
  /(?:列|排|排名|排序|位列|位居|名列)(?:在)?(?:第一|首|最前|第1)[^。；，（）]{0,8}(?:为|是|系)[^。；，（）]{0,4}(?:牵头|主办|主责|主要责任|第一责任)|(?:第一个|首个|首位|第一位)[^。；，（）]{0,8}(?:为|是)[^。；，（）]{0,4}(?:牵头|主办|主责)/
const everyTask =
  /(各[^，。；]{0,30}?)(?:均为|均系|均需|均须|均应|均要|为|需要|需|应|要|按照?职责|按|负责|配合|落实|参与|共同|等)[^。；]{0,40}不再[^，。；）]{0,6}列|不再[^，。；]{0,6}列[^。；，]{0,10}(各[^，。；]{2,30}?)(?:[，。；）]|$)/
const noteClause = /第一|首位|下同|不再|排名|排序|列首|列在|为牵头|均为|均需|均须|为责任单位|以下|上述|注：/

/** The notes in a piece of text. */
export function readUnitNotes(norm: string): UnitNotes {
  const every = everyTask.exec(norm)
  const written = every?.[1] ?? every?.[2]
  return {
    firstLeads: firstLeads.test(norm),
    everyTask: written?.replace(/(?:也|都|均|还|亦)$/, ''),
    backwards: /(?:以上|上述|前述)[^。；]*(?:各项|任务|事项|各[区县市])/.test(norm) && every !== null,
    unordered: /排名不分先后/.test(norm),
  }
}

/** The groups of units in a span, in order, without overlap. */
export function findUnitGroups(scan: Scan): UnitGroup[] {
  const groups: UnitGroup[] = []
  const brackets = findBrackets(scan)
  const taken: { start: number; end: number }[] = []
  for (const bracket of brackets) {
    const group = readBracket(scan, bracket)
    if (!group) continue
    groups.push(group)
    taken.push(bracket)
  }
  for (const group of findLabelled(scan, taken)) groups.push(group)
  if (groups.length === 0) groups.push(...findSentences(scan))
  return groups.sort((one, other) => one.start - other.start)
}

type Bracket = { start: number; end: number }

// Outermost brackets that close within the span; brackets over 600 characters are no list of units.
function findBrackets({ norm, start, end }: Scan): Bracket[] {
  const found: Bracket[] = []
  let open = -1
  let depth = 0
  for (let at = start; at < end; at++) {
    const character = norm[at]!
    if (character === '（' || character === '〔') {
      if (depth === 0) open = at
      depth++
    } else if ((character === '）' || character === '〕') && depth > 0) {
      depth--
      if (depth === 0) found.push({ start: open, end: at + 1 })
    } else if (character === '\n') {
      depth = 0
    }
    if (depth > 0 && at - open > 600) depth = 0
  }
  return found
}

const actionEnd =
  /(?:按照?(?:各自)?(?:职责|职能|任务)?(?:分工)?(?:和职责)?)?(?:分别|共同|各自|具体|联合|统筹|组织|依职责)*(?:牵头负责|牵头落实|牵头实施|牵头推进|牵头|负责落实|负责实施|负责推进|负责|组织实施|组织落实|具体实施|实施|抓好落实|推进落实|落实|配合落实|积极配合|配合|参与|参加|协助|协同|协办|主办|承办|支持)$/

function readBracket(scan: Scan, bracket: Bracket): UnitGroup | undefined {
  const { norm, gaps } = scan
  const start = bracket.start + 1
  const end = bracket.end - 1
  const inner = norm.slice(start, end)
  if (inner.length < 3) return undefined
  unitLabel.lastIndex = 0
  const label = unitLabel.exec(inner)
  const group: UnitGroup = { start: bracket.start, end: bracket.end, units: [], form: 'bracket', dueSpans: [], open: [] }
  if (label && /^[^，。；]{0,12}$/.test(inner.slice(0, label.index))) {
    readLabels({ ...scan, start: start + label.index, end }, group)
    return group.units.length > 0 ? group : undefined
  }
  const clauses = inner.split(/[。；，]/)
  const acts = clauses.some(clause => actionEnd.test(clause)) && isUnitLike(firstName(inner))
  if (!acts && !isBareList({ norm, bracket, inner, gaps, end: scan.end })) return undefined
  readClauses({ ...scan, start, end }, { group, role: 'any' })
  return group.units.length > 0 ? group : undefined
}

function firstName(inner: string): string {
  const clause = inner.replace(/^由/, '').split(/[。；，]/)[0]!
  const first = splitUnits(clause)[0]
  if (!first) return ''
  return bareName(clause.slice(first.start, first.end).replace(/会同.*$/, '')).name
}

// （市发改委、市经信局） after a sentence or at the end of a paragraph.
function isBareList({
  norm,
  bracket,
  inner,
  gaps,
  end,
}: {
  norm: string
  bracket: Bracket
  inner: string
  gaps: ReadonlySet<number>
  end: number
}): boolean {
  const after = norm[bracket.end]
  const before = norm[bracket.start - 1] ?? ''
  const closes = bracket.end >= end || after === '\n' || after === undefined || (after === '。' && (norm[bracket.end + 1] ?? '\n') === '\n')
  if (!closes && before !== '。') return false
  const names = splitUnits(inner, gapsWithin(gaps, bracket.start + 1, bracket.end - 1)).map(
    piece => bareName(inner.slice(piece.start, piece.end)).name,
  )
  if (names.length === 0 || !names.every(isUnitLike)) return false
  return names.length > 1 || /^[市省县区各]|^国家/.test(names[0]!) || (closes && before === '。' && names[0]!.length >= 3)
}

function gapsWithin(gaps: ReadonlySet<number>, start: number, end: number): Set<number> {
  const within = new Set<number>()
  for (let at = start + 1; at < end; at++) if (gaps.has(at)) within.add(at - start)
  return within
}

// Labels outside brackets; labels that follow one another (also on lines of their own) make one group.
function findLabelled(scan: Scan, taken: Bracket[]): UnitGroup[] {
  const groups: UnitGroup[] = []
  const words = scan.norm.slice(scan.start, scan.end)
  let bracket = 0
  unitLabel.lastIndex = 0
  for (let found = unitLabel.exec(words); found; found = unitLabel.exec(words)) {
    const start = scan.start + found.index
    while (bracket < taken.length && taken[bracket]!.end <= start) bracket++
    if (bracket < taken.length && taken[bracket]!.start <= start) continue
    const end = labelEnd(scan, start + found[0].length)
    const group: UnitGroup = { start, end, units: [], form: 'label', dueSpans: [], open: [] }
    readLabels({ ...scan, start, end }, group)
    unitLabel.lastIndex = Math.max(end, start + found[0].length) - scan.start
    const last = groups.at(-1)
    const between = last ? scan.norm.slice(last.end, start).replace(otherLine, '') : ''
    if (last && /^[\s，。；|]*$/.test(between) && canMerge(last, group)) {
      last.end = group.end
      last.units.push(...group.units)
      last.dueSpans.push(...group.dueSpans)
      last.open.push(...group.open)
    } else if (group.units.length > 0) groups.push(group)
  }
  return groups
}

const otherLine = /\n(?:责任领导|分管领导|责任人|联系人|牵头领导|完成时限|完成时间|时限要求|时间节点)[：:][^\n]*/g

// 牵头单位：A then 配合单位：B is one group; 责任单位：A then 责任单位：B are two.
function canMerge(one: UnitGroup, other: UnitGroup): boolean {
  if (one.units.length > 300) return false
  const leads = (group: UnitGroup) => group.units.some(unit => unit.role !== 'joint')
  return !(leads(one) && leads(other)) || (one.units.every(unit => unit.role === 'lead') && other.units.every(unit => unit.role === 'any'))
}

// A labelled list runs to the end of its paragraph, or to a full stop with prose after it.
function labelEnd({ norm, end }: Scan, from: number): number {
  let depth = 0
  for (let at = from; at < end; at++) {
    const character = norm[at]!
    if (character === '\n') return at
    if (character === '（' || character === '〔') depth++
    else if (character === '）' || character === '〕') {
      if (depth === 0) return at
      depth--
    } else if (
      character === '。' &&
      depth === 0 &&
      !noteClause.test(norm.slice(at + 1, Math.min(end, at + 30))) &&
      !startsLabel(norm, at + 1)
    )
      return at + 1
  }
  return end
}

function startsLabel(norm: string, at: number): boolean {
  return startsWithLabel(norm.slice(at, at + 80))
}

function readLabels(scan: Scan, group: UnitGroup): void {
  const words = scan.norm.slice(scan.start, scan.end)
  const marks: { at: number; from: number; label: string; unit: boolean }[] = []
  for (const [pattern, unit] of [
    [unitLabel, true],
    [otherLabel, false],
  ] as const) {
    pattern.lastIndex = 0
    for (const found of words.matchAll(pattern)) {
      const at = scan.start + found.index
      marks.push({ at, from: at + found[0].length, label: found[1]!, unit })
    }
  }
  marks.sort((one, other) => one.at - other.at)
  for (const [index, mark] of marks.entries()) {
    const end = marks[index + 1]?.at ?? scan.end
    if (mark.unit) readClauses({ ...scan, start: mark.from, end }, { group, role: labelRole(mark.label) })
    else if (isDueLabel(mark.label)) group.dueSpans.push({ start: mark.at, end })
  }
}

// One clause after another: “A牵头，B、C配合” changes the role at each comma.
function readClauses(scan: Scan, { group, role }: { group: UnitGroup; role: 'lead' | 'joint' | 'any' }): void {
  const { norm } = scan
  let from = scan.start
  let depth = 0
  const clauses: Bracket[] = []
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
function bareName(written: string): { name: string; from: number; open: string | undefined; leads: 'lead' | 'joint' | undefined } {
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
    /等(?:市级|市直|省级|县级|区级|相关|有关|各|多个|其他|成员|职能|责任|主管|部门|单位|机构|和|及|（单位）|\d+个|[一二三四五六七八九十]+个)*$/.exec(
      name,
    )
  if (rest && rest.index > 1) {
    const open = rest[0].length > 1 && /有关|相关|各|和/.test(rest[0]) ? rest[0] : undefined
    return { name: name.slice(0, rest.index), from: head, open, leads }
  }
  return { name, from: head, open: undefined, leads }
}

const sentence = /(?:^|[。；，\n])(由[^，。；：（）\n]{2,80}?(?:牵头|负责|会同)[^。；（）\n]{0,120}?)(?=[。；\n]|$)/g

// “由市发改委牵头，市经信局、市财政局配合。” A clause that goes on with 的 describes something else.
function findSentences(scan: Scan): UnitGroup[] {
  const groups: UnitGroup[] = []
  const words = scan.norm.slice(scan.start, scan.end)
  for (const found of words.matchAll(sentence)) {
    const said = found[1]!
    const clauses = said.split('，')
    if (!clauses.every(clause => actionEnd.test(clause) || /会同/.test(clause)) || !isUnitLike(firstName(said))) continue
    const start = scan.start + found.index + found[0].length - said.length
    const group: UnitGroup = { start, end: start + said.length, units: [], form: 'sentence', dueSpans: [], open: [] }
    readClauses({ ...scan, start, end: group.end }, { group, role: 'any' })
    if (group.units.length > 0 && group.units.every(unit => isUnitLike(unit.name))) groups.push(group)
  }
  return groups
}

/** Lead and joint units of a group: a written lead first, else the first listed. */
export function assignRoles(
  units: NamedUnit[],
  noted: boolean,
): { lead: NamedUnit | undefined; joint: NamedUnit[]; by: 'stated' | 'note' | 'convention' | null } {
  const stated = units.find(unit => unit.role === 'lead')
  const lead = stated ?? units.find(unit => unit.role === 'any')
  const joint = units.filter(unit => unit !== lead)
  return { lead, joint, by: lead === undefined ? null : stated ? 'stated' : noted ? 'note' : 'convention' }
}

/** The units of a table cell under a heading that gives the role. */
export function readUnitCell(scan: Scan, role: 'lead' | 'joint' | 'any'): UnitGroup {
  const group: UnitGroup = { start: scan.start, end: scan.end, units: [], form: 'label', dueSpans: [], open: [] }
  const words = scan.norm.slice(scan.start, scan.end)
  unitLabel.lastIndex = 0
  if (unitLabel.test(words)) readLabels(scan, group)
  else readClauses(scan, { group, role })
  return group
}
