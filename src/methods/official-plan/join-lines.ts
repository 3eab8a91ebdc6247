// Whole paragraphs out of lines that pages and editors have broken, with a map back to the original offsets.
// `norm` is for matching, `raw` holds the same characters as written; both have the same length and share `map`.
import type { Marker } from './markers.ts'
import { plainHeading, unitEnding } from './markers.ts'
import { foldRadicals, normalForm } from './numerals.ts'
import { type Line, type Metadata, readLines } from './read-lines.ts'
import { isUnitLike, splitUnits } from './units.ts'

export type Paragraph = {
  start: number
  end: number
  kind: 'text' | 'row' | 'cell' | 'boundary'
  marker: Marker | undefined
  heading: number
  bullet: boolean
  label: boolean
}
export type Joined = {
  norm: string
  raw: string
  map: Int32Array
  paragraphs: Paragraph[]
  metadata: Metadata
  /** Offsets in `norm` before which space was squeezed out. */
  gaps: ReadonlySet<number>
  /** Offsets in `norm` where bold type ends. */
  boldEnds: ReadonlySet<number>
}

const unitsInBracket = /[（〔][^（）〔〕]{0,20}(?:单位|部门|主体|牵头|处室|科室)[：:](?:[^（）〔〕]|[（〔][^（）〔〕]*[）〕])*[）〕]$/
const terminal = /[。！？；：…](?:[”）〕》’"]{0,2})$/

/** Joins the broken lines of a text. */
export function joinLines(text: string): Joined {
  const { lines, metadata } = readLines(text)
  const kept = lines.filter(line => line.kind === 'text' || line.kind === 'row' || line.kind === 'cell' || line.kind === 'boundary')
  const wrap = findWrap(kept)
  const builder = createBuilder(text)
  let open: Open | undefined
  let previous: Line | undefined
  const lastNumber = new Map<string, number>()
  for (const line of kept) {
    if (open && previous && !breaksBefore({ line, previous, open, wrap, lastNumber })) {
      builder.add(line)
      growOpen(open, line.norm)
    } else {
      builder.begin(line)
      open = { first: line, head: '', tail: '', length: 0, sentence: false }
      growOpen(open, line.norm)
      if (line.marker) lastNumber.set(line.marker.style, line.marker.value)
    }
    previous = line
  }
  return { ...builder.finish(), metadata }
}

type Wrap = { columns: number; characters: number }

function columns(text: string): number {
  let width = 0
  for (let at = 0; at < text.length; at++) width += text.charCodeAt(at) > 0x2e7f ? 2 : 1
  return width
}

// A text is hard-wrapped when many of its lines have almost the length of the longest.
function findWrap(lines: Line[]): Wrap {
  const texts = lines.filter(line => line.kind === 'text')
  const measure = (size: (line: Line) => number, slack: number): number => {
    const sizes = texts.map(size).sort((one, other) => one - other)
    const widest = sizes[Math.floor(sizes.length * 0.97)] ?? 0
    const near = sizes.filter(each => each >= widest - slack && each <= widest + slack).length
    return sizes.length >= 6 && widest >= slack * 3 && near >= sizes.length * 0.25 ? widest : Number.POSITIVE_INFINITY
  }
  const indented = (line: Line) => (line.indent ? 2 : 0)
  return {
    columns: measure(line => columns(line.norm) + indented(line) * 2, 6),
    characters: measure(line => line.norm.length + indented(line), 3),
  }
}

function isFull(line: Line, wrap: Wrap): boolean {
  const indent = line.indent ? 2 : 0
  return columns(line.norm) + indent * 2 >= wrap.columns - 6 || line.norm.length + indent >= wrap.characters - 3
}

// The paragraph being joined. Only its first 120 and last 240 characters are kept, so that long ones cost no more.
type Open = { first: Line; head: string; tail: string; length: number; sentence: boolean }

function growOpen(open: Open, norm: string): void {
  if (open.head.length < 120) open.head = (open.head + norm).slice(0, 120)
  open.tail = (open.tail + norm.slice(-240)).slice(-240)
  open.length += norm.length
  open.sentence ||= /[。；]|，.{6,}，/.test(norm)
}

type Joint = { line: Line; previous: Line; open: Open; wrap: Wrap; lastNumber: Map<string, number> }

function breaksBefore({ line, previous, open, wrap, lastNumber }: Joint): boolean {
  if (line.kind !== 'text' || previous.kind !== 'text') return true
  if (/^[、，。；：）〕》”！？]/.test(line.norm)) return false
  if (line.heading > 0 || previous.heading > 0 || line.bullet) return true
  if (line.date || previous.date || line.numbered || previous.numbered) return true
  const closed = !insideBracket(open.tail)
  const full = isFull(previous, wrap)
  const wrapped = full && !line.blankBefore && !line.indent
  const tail = open.tail.replace(/\*+$/, '')
  const answered = /[）〕]$/.test(tail) && (/(?:负责|落实|牵头|配合|参与|下同|列出)[）〕]$/.test(tail) || unitsInBracket.test(tail))
  const ended = answered || terminal.test(tail)
  const headingOpen = open.first.marker !== undefined && open.length <= 80 && !/[。；]/.test(open.head)
  if (line.label) return closed || line.blankBefore
  if (line.marker) {
    if (line.marker.style === 'cn' || line.marker.style === 'num') {
      // “第\n三、四季度” or a figure at the line's start is no heading: either the sentence before is over or the number is due.
      const last = lastNumber.get(line.marker.style)
      const due = line.marker.value === 1 || (last !== undefined && line.marker.value === last + 1)
      if (ended || !full) return closed && (ended || due || line.blankBefore)
      return closed && due && (headingOpen || open.first.label || line.blankBefore || /[）〕]$/.test(tail))
    }
    if (line.marker.style === 'numParen' || line.marker.style === 'circled') return closed && (ended || headingOpen || !full)
    return closed && (ended || headingOpen || open.first.label || line.blankBefore || !full)
  }
  if (plainHeading.test(line.norm.replaceAll(/\s/g, '')) && closed && (!wrapped || ended)) return true
  if (open.first.label) return breaksAfterUnits({ line, open, wrapped })
  if (!closed) return false
  if (headingOpen) return !(wrapped || (!ended && /[、，和与及的]$/.test(open.tail)))
  if (answered) return true
  if (ended) return !wrapped
  const sentence =
    open.sentence || (open.length > 45 && !/(?:通知|方案|意见|计划|办法|要点|决定|函)(?:（[^（）]{0,40}）)?$/.test(open.tail))
  return !(sentence || wrapped)
}

// A list of units goes on when what follows reads as more of it: “…、市投资 | 促进中心，各区、县（市）政府”.
function breaksAfterUnits({ line, open, wrapped }: { line: Line; open: Open; wrapped: boolean }): boolean {
  if (insideBracket(open.tail)) return false
  if (!/单位|部门|主体|处室|科室|股室|机构|分工|牵头[：:]/.test(open.head.slice(0, 24))) return !wrapped
  if (/[、，：]$/.test(open.tail)) return line.norm.length > 200
  if (/。$/.test(open.tail)) return true
  if (/。./.test(line.norm) && !/。(?:列|以|各|（)/.test(line.norm)) return !(wrapped && isTail(line.norm))
  if (line.norm.startsWith('（')) return false
  const [head, ...rest] = splitUnits(line.norm).map(piece => line.norm.slice(piece.start, piece.end))
  if (head === undefined) return false
  if (wrapped) return head.length > 24
  const last = open.tail.slice(Math.max(...['、', '，', '；', '：'].map(mark => open.tail.lastIndexOf(mark))) + 1)
  // “绍云电力 | 局”, “市委 | 网信办”: the rest of a name, not a new one.
  const goesOn = head.length <= 12 && !/^[市省县区各国]/.test(head) && unitEnding.test(bareEnd(head)) && isUnitLike(last + bareEnd(head))
  if (isUnitLike(last)) return !goesOn
  return head.length > 16 || (rest.length === 0 && line.norm.length > 16) || rest.slice(0, -1).some(name => name.length > 24)
}

const bareEnd = (name: string) => name.replace(/（.*$/, '').replace(/等?(?:按.*)?(?:牵头|配合|负责|参与|落实)$/, '')

const isTail = (norm: string) => /^[^，。]{0,20}。/.test(norm)

function insideBracket(norm: string): boolean {
  const tail = norm.slice(-220)
  let depth = 0
  for (let at = tail.length - 1; at >= 0; at--) {
    const character = tail[at]!
    if (character === '）' || character === '〕') depth++
    else if ((character === '（' || character === '〔') && --depth < 0) return true
  }
  const quote = Math.max(tail.lastIndexOf('“'), tail.lastIndexOf('《'))
  return quote >= 0 && quote > Math.max(tail.lastIndexOf('”'), tail.lastIndexOf('》')) && tail.length - quote < 60
}

function createBuilder(text: string) {
  const map: number[] = []
  const raws: string[] = []
  const paragraphs: Paragraph[] = []
  const gaps = new Set<number>()
  const boldEnds = new Set<number>()
  let length = 0
  let last = ''
  const put = (character: string, at: number) => {
    raws.push(character)
    map.push(at)
    length++
    last = character
  }
  const add = (line: Line, joins: boolean) => {
    const form = normalForm(text.slice(line.start, line.end))
    let space = joins
    let bolds = 0
    for (let at = 0; at < form.length; at++) {
      const character = form[at]!
      if (line.kind !== 'row' && (character === '*' || character === '_') && form[at + 1] === character) {
        at++
        bolds++
        boldEnds.add(length)
        continue
      }
      if (character === '\u00ad' || character === '`') continue
      if (/\s/.test(character) && !(line.kind === 'row' && character === '\t')) {
        space = true
        continue
      }
      if (space) {
        // Between Latin words space is kept; an abbreviation broken over two lines (“CI | M”) is one word.
        const abbreviation = at === 0 && /[A-Z]/.test(last) && /[A-Z]/.test(character)
        if (/[A-Za-z]/.test(last) && /[A-Za-z]/.test(character) && !abbreviation) put(' ', Math.max(0, line.start + at - 1))
        if (at > 0) gaps.add(length)
      }
      space = false
      put(foldRadicals(text[line.start + at]!), line.start + at)
    }
    return bolds
  }
  return {
    begin(line: Line) {
      if (paragraphs.length > 0) put('\n', line.start)
      last = ''
      const { marker, heading, bullet, label, kind } = line
      const start = length
      add(line, false)
      paragraphs.push({ start, end: length, kind: kind === 'meta' || kind === 'junk' ? 'text' : kind, marker, heading, bullet, label })
    },
    add(line: Line) {
      add(line, true)
      paragraphs.at(-1)!.end = length
    },
    finish() {
      const raw = raws.join('')
      return { raw, norm: normalForm(raw), map: Int32Array.from(map), paragraphs, gaps, boldEnds }
    },
  }
}

/** The words of a span as written, without the breaks and spaces that were repaired. */
export function wordsOf(joined: Joined, start: number, end: number): string {
  return joined.raw.slice(start, end).trim()
}

/** The offsets of a span in the original text. */
export function passageOf(joined: Joined, start: number, end: number): [number, number] {
  if (end <= start) return [joined.map[start] ?? 0, joined.map[start] ?? 0]
  return [joined.map[start]!, joined.map[end - 1]! + 1]
}
