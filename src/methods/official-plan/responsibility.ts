// Who answers for what: groups of units named by a label (责任单位：…), in brackets (（A、B负责）) or in a sentence (由A牵头，B配合).
// Which name leads and which joins is read in unit-names.ts; here is where a group begins and ends.
import { isDueLabel, labelRole, otherLabel, startsWithLabel, unitLabel } from './markers.ts'
import {
  actionEnd,
  bareName,
  gapsWithin,
  isTermClause,
  type NamedUnit,
  type Role,
  readClauses,
  type Scan,
  type UnitGroup,
} from './unit-names.ts'
import { noteClause } from './unit-notes.ts'
import { isUnitLike, splitUnits } from './units.ts'

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
  const clause =
    inner
      .split(/[。；，]/)
      .find(each => each !== '' && !isTermClause(each))
      ?.replace(/^由/, '') ?? ''
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
  const names = splitUnits(inner, gapsWithin(gaps, bracket.start + 1, bracket.end - 1))
    .map(piece => inner.slice(piece.start, piece.end))
    .filter(piece => !isTermClause(piece))
    .map(piece => bareName(piece).name)
  if (names.length === 0 || !names.every(isUnitLike)) return false
  return names.length > 1 || /^[市省县区各]|^国家/.test(names[0]!) || (closes && before === '。' && names[0]!.length >= 3)
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
export function readUnitCell(scan: Scan, role: Role): UnitGroup {
  const group: UnitGroup = { start: scan.start, end: scan.end, units: [], form: 'label', dueSpans: [], open: [] }
  const words = scan.norm.slice(scan.start, scan.end)
  unitLabel.lastIndex = 0
  if (unitLabel.test(words)) readLabels(scan, group)
  else readClauses(scan, { group, role })
  return group
}
