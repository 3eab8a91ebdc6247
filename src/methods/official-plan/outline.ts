// The tree of headings: which number stands under which, where a title ends, and which paragraphs belong to it.
import { type Joined, type Paragraph, wordsOf } from './join-lines.ts'
import { type MarkerStyle, plainHeading, ranks } from './markers.ts'

export type Section = {
  style: MarkerStyle | 'mark' | 'plain' | 'root'
  rank: number
  number: string
  title: string
  /** Number and title as written: 二、以数字化改革全面提升政府履职能力. */
  heading: string
  /** Offsets in the joined text; `bodyStart` is where the title is over. */
  start: number
  bodyStart: number
  /** The heading paragraph first, then those under it up to the next heading. */
  paragraphs: Paragraph[]
  children: Section[]
  parent: Section | undefined
}

/** Builds the tree. The root holds what stands before the first heading. */
export function readOutline(joined: Joined): Section {
  const root = createSection({ style: 'root', rank: -1, number: '', title: '', heading: '', start: 0, bodyStart: 0 })
  let current = root
  const marks = joined.paragraphs.filter(each => each.heading > 0)
  const top = Math.min(...marks.map(each => each.heading), 9)
  const titleMark =
    marks.length > 1 && marks[0]!.heading === top && marks.filter(each => each.heading === top).length === 1 ? marks[0] : undefined
  for (const paragraph of joined.paragraphs) {
    if (paragraph.kind === 'boundary') {
      current = root
      continue
    }
    const section = paragraph === titleMark ? undefined : openSection(joined, paragraph)
    if (!section) {
      // A label set as a list item under list items speaks of the item above them all.
      const home = paragraph.label && paragraph.bullet && current.style === 'bullet' ? (current.parent ?? current) : current
      home.paragraphs.push(paragraph)
      continue
    }
    let parent = current
    while (parent.parent && parent.rank >= section.rank) parent = parent.parent
    section.parent = parent
    parent.children.push(section)
    section.paragraphs.push(paragraph)
    current = section
  }
  return root
}

function createSection(given: Omit<Section, 'paragraphs' | 'children' | 'parent'>): Section {
  return { ...given, paragraphs: [], children: [], parent: undefined }
}

function openSection(joined: Joined, paragraph: Paragraph): Section | undefined {
  if (paragraph.kind !== 'text' || paragraph.label) return undefined
  const { marker, heading, start, end } = paragraph
  const words = joined.norm.slice(start, end)
  const markRank = heading > 0 ? heading * 0.4 : undefined
  if (marker) {
    const length = markerLength(joined, start, marker.written.length)
    const titleEnd = findTitleEnd(joined, length, end)
    const number = writtenNumber(wordsOf(joined, start, start + marker.written.length), marker.style)
    const title = wordsOf(joined, length, titleEnd)
    const space = /^第/.test(number) && joined.gaps.has(length) ? ' ' : undefined
    return createSection({
      style: marker.style,
      rank: markRank ?? marker.rank,
      number,
      title,
      heading: space ? `${number}${space}${title}` : wordsOf(joined, start, titleEnd),
      start,
      bodyStart: skipStop(joined.norm, titleEnd, end),
    })
  }
  const plain = plainHeading.test(words)
  const bold = boldTitleEnd(joined, start, end)
  if (markRank === undefined && !plain && !paragraph.bullet) return undefined
  if (paragraph.bullet && words.length < 2) return undefined
  const titleEnd = plain || heading > 0 ? start + words.replace(/[：:。]$/, '').length : (bold ?? findTitleEnd(joined, start, end))
  return createSection({
    style: heading > 0 ? 'mark' : plain && !paragraph.bullet ? 'plain' : 'bullet',
    rank: markRank ?? (plain && !paragraph.bullet ? ranks.cn : ranks.bullet),
    number: '',
    title: wordsOf(joined, start, titleEnd),
    heading: wordsOf(joined, start, titleEnd),
    start,
    bodyStart: skipStop(joined.norm, titleEnd, end),
  })
}

// Spaces inside a number ("（ 一 ）", "1 .") are squeezed out of the joined text, so its length is taken from there.
function markerLength(joined: Joined, start: number, written: number): number {
  let at = start + written
  while (/[、.．：:，,\s]/.test(joined.norm[at] ?? '')) at++
  return at
}

// “1.” is number 1, “一、” is 一; brackets and 第…条 stay as written.
function writtenNumber(written: string, style: MarkerStyle): string {
  return style === 'bullet' ? '' : written.replace(/[、.．：:，,\s]+$/, '')
}

const skipStop = (norm: string, at: number, end: number) => {
  let next = at
  while (next < end && /[。：:；，]/.test(norm[next]!)) next++
  return next
}

function boldTitleEnd(joined: Joined, start: number, end: number): number | undefined {
  for (let at = start + 2; at <= Math.min(end, start + 60); at++) {
    if (joined.boldEnds.has(at)) return at - /[。：:]?$/.exec(joined.norm.slice(start, at))![0].length
  }
  return undefined
}

// A title is the first sentence when it is short; else what stands before the first colon or comma.
function findTitleEnd(joined: Joined, start: number, end: number): number {
  const bold = boldTitleEnd(joined, start, end)
  if (bold !== undefined) return bold
  let depth = 0
  let colon = -1
  let comma = -1
  const limit = Math.min(end, start + 60)
  for (let at = start; at < limit; at++) {
    const character = joined.norm[at]!
    if (character === '（' && depth === 0 && opensUnits(joined.norm, at, end)) return at
    if ('（〔《“'.includes(character)) depth++
    else if ('）〕》”'.includes(character)) depth = Math.max(0, depth - 1)
    if (depth > 0) continue
    if ('。！？'.includes(character)) return at - start > 32 && comma > start + 4 ? comma : at
    if (character === '；') return comma > start + 5 ? comma : at
    if (character === '：' && colon < 0) colon = at
    if (character === '，' && comma < 0) comma = at
  }
  if (colon > start) return colon
  if (end <= limit) return end
  return comma > start + 3 ? comma : limit
}

function opensUnits(norm: string, at: number, end: number): boolean {
  const close = norm.indexOf('）', at)
  if (close < 0 || close >= end || close - at > 400) return false
  const inner = norm.slice(at + 1, close)
  return /(?:负责|牵头|配合|落实|参与)$|^(?:责任|牵头|配合|主办|承办)(?:单位|部门)?[：:]/.test(inner)
}

/** Every section under one, outermost first, in the order of the text. */
export function* walkSections(section: Section): Generator<Section> {
  const waiting = section.children.toReversed()
  while (waiting.length > 0) {
    const next = waiting.pop()!
    yield next
    for (let at = next.children.length - 1; at >= 0; at--) waiting.push(next.children[at]!)
  }
}

/** The headings above a section, outermost first. */
export function pathOf(section: Section): string[] {
  const path: string[] = []
  for (let above = section.parent; above && above.style !== 'root'; above = above.parent) path.unshift(above.heading)
  return path
}
