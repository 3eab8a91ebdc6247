// Tables pasted from a web page or drawn from a PDF lose their cells: each cell stands on a line of its own, or a row is parted by
// spaces. Where lines name the columns (序号, 任务, 责任单位 …) and counted rows follow, the lines are marked as cells.
import type { Line } from './read-lines.ts'
import { columnOf, type TableColumn } from './table-columns.ts'

const mostColumns = 9
const bare = (line: Line) => line.norm.replace(/\s*\|$/, '').replaceAll(/\s/g, '')

/** The lines, those of such tables as `cell`, rows parted by spaces cut into their cells. */
export function markCells(lines: Line[]): Line[] {
  if (!lines.some(line => line.norm.startsWith('序'))) return lines
  const out: Line[] = []
  for (let at = 0; at < lines.length; ) {
    const stacked = stackedHead(lines, at)
    const spaced = stacked === undefined ? spacedHead(lines[at]!) : undefined
    const end = stacked !== undefined ? stackedEnd(lines, stacked) : spaced !== undefined ? spacedEnd(lines, at + 1) : undefined
    if (end === undefined) {
      out.push(lines[at]!)
      at++
      continue
    }
    for (const [index, line] of lines.slice(at, end).entries()) {
      if (spaced === undefined) out.push(asCell(line))
      else out.push(...(index === 0 ? cutAt(line, spaced) : cutRow(line)))
    }
    at = end
  }
  return out
}

function asCell(line: Line): Line {
  const norm = line.norm.replace(/\s*\|$/, '')
  return {
    ...line,
    norm,
    end: line.start + norm.length,
    kind: 'cell',
    marker: undefined,
    label: false,
    heading: 0,
    bullet: false,
    date: false,
  }
}

// 序号 | 任务 | 责任单位 | 完成时限, one below the other; names of other columns may stand between.
function stackedHead(lines: Line[], at: number): number | undefined {
  if (!/^序号?$/.test(bare(lines[at]!))) return undefined
  const found: (TableColumn | undefined)[] = []
  for (let next = at; next < Math.min(lines.length, at + mostColumns); next++) {
    const head = bare(lines[next]!)
    if (/^\d{1,3}$/.test(head)) return isTaskHead(found) ? next : undefined
    if (head.length > 14 || /[，。；]/.test(head)) return undefined
    found.push(columnOf(head))
  }
  return undefined
}

/** Whether these columns make a table of tasks: somebody answers for something. */
export function isTaskHead(columns: (TableColumn | undefined)[]): boolean {
  return columns.some(each => each === 'lead' || each === 'units') && columns.some(each => each === 'title' || each === 'content')
}

// Counted rows up to a heading, a note or the end; a table has at least two.
function stackedEnd(lines: Line[], from: number): number | undefined {
  let rows = 0
  let count: number | undefined
  let at = from
  for (; at < lines.length; at++) {
    const line = lines[at]!
    const words = bare(line)
    const number = /^\d{1,3}$/.test(words) ? Number(words) : undefined
    if (number !== undefined && (count === undefined || (number > count && number <= count + 3))) {
      count = number
      rows++
      continue
    }
    const style = line.marker?.style
    if (line.heading > 0 || line.date || style === 'cn' || style === 'chapter' || style === 'part') break
    if (/^(?:附件|附表|备注|注|说明|分享|抄送|主办|版权)[^、]{0,8}[：:]|^附件/.test(words)) break
  }
  return rows >= 2 ? at : undefined
}

// “序号 工 作 任 务 牵头负责部门”: where each head begins and ends, the fewest heads that make up the whole line.
function spacedHead(line: Line): { start: number; end: number }[] | undefined {
  if (line.kind !== 'text' || !/^序号\s+\S/.test(line.norm) || line.norm.length > 80) return undefined
  const words = [...line.norm.matchAll(/\S+/g)].map(each => ({ start: each.index, end: each.index + each[0].length }))
  if (words.length > 24) return undefined
  const best: ({ start: number; end: number }[] | undefined)[] = [[]]
  const kinds = new Map<string, TableColumn | undefined>()
  for (let to = 1; to <= words.length; to++) {
    for (let from = 0; from < to; from++) {
      const before = best[from]
      if (!before || before.length + 1 >= (best[to]?.length ?? 99)) continue
      const head = line.norm.slice(words[from]!.start, words[to - 1]!.end).replaceAll(/\s/g, '')
      if (!kinds.has(head)) kinds.set(head, head.length <= 8 ? columnOf(head) : undefined)
      const kind = kinds.get(head)
      // “任务 责任单位” are two heads, however well 任务 alone would do for both.
      const squeezed = (start: number, end: number) => columnOf(line.norm.slice(start, end).replaceAll(/\s/g, ''))
      const first = words[from]!.start
      const last = words[to - 1]!.end
      const inner = words.slice(from + 1, to).flatMap(({ start }) => [squeezed(first, start), squeezed(start, last)])
      if (kind !== undefined && !isUnitColumn(kind) && inner.some(isUnitColumn)) continue
      if (kind !== undefined && (from > 0 || to === 1)) best[to] = [...before, { start: words[from]!.start, end: words[to - 1]!.end }]
    }
  }
  const heads = best[words.length]
  const columns = heads?.map(({ start, end }) => kinds.get(line.norm.slice(start, end).replaceAll(/\s/g, '')))
  return columns && columns.length >= 3 && columns[0] === 'number' && isTaskHead(columns) ? heads : undefined
}

const isUnitColumn = (column: TableColumn | undefined) => column === 'lead' || column === 'units' || column === 'joint'

function spacedEnd(lines: Line[], from: number): number | undefined {
  let at = from
  let rows = 0
  for (; at < lines.length; at++) {
    const line = lines[at]!
    if (line.kind !== 'text' || line.heading > 0 || line.date || line.marker?.style === 'cn') break
    if (/^\d{1,3}\s+\S/.test(line.norm)) rows++
    else if (rows === 0 || line.blankBefore) break
  }
  return rows >= 2 ? at : undefined
}

function cutAt(line: Line, spans: { start: number; end: number }[]): Line[] {
  return spans.map(({ start, end }) => asCell({ ...line, norm: line.norm.slice(start, end), start: line.start + start }))
}

// The number, and what follows at its spaces; what belongs together is put together where the columns are known.
function cutRow(line: Line): Line[] {
  return cutAt(
    line,
    [...line.norm.matchAll(/\S+/g)].map(each => ({ start: each.index, end: each.index + each[0].length })),
  )
}
