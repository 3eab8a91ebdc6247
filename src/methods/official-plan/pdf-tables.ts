// Tables of tasks on a page of a PDF: the text knows no cells, only words at places. Columns are parted by the white strips that run
// through all rows, rows by the widest white line between two counted numbers.
import { isTaskHead } from './cell-lines.ts'
import { columnOf } from './table-columns.ts'

export type PlacedWords = { readonly text: string; readonly x: number; readonly width: number }
export type PlacedLine = { readonly pieces: readonly PlacedWords[]; readonly y: number; readonly size: number }
/** Where the columns of a table lie: the white strips between them, left to right. */
export type PdfColumns = readonly { readonly from: number; readonly to: number }[]
export type PdfTable = { readonly start: number; readonly end: number; readonly rows: string[]; readonly columns: PdfColumns }

/** The first table among the lines of a page, from line `from` on; `known` are the columns of a table that filled the page before. */
export function findPdfTable(lines: readonly PlacedLine[], from: number, known?: PdfColumns): PdfTable | undefined {
  if (known && from === 0) {
    const table = readRows({ lines, start: 0, body: 0, strips: known })
    if (table) return table
  }
  for (let at = from; at < lines.length; at++) {
    const heads = headsOf(lines[at]!)
    if (!heads) continue
    const strips = heads.slice(1).map((head, index) => ({ from: middle(heads[index]!), to: middle(head) }))
    const table = readRows({ lines, start: at, body: at + 1, strips, heads: heads.map(head => head.text) })
    if (table) return table
  }
  return undefined
}

const middle = (piece: PlacedWords) => piece.x + piece.width / 2

// 序号, the task and its units stand in one line, in words that are heads.
function headsOf(line: PlacedLine): PlacedWords[] | undefined {
  const heads: { text: string; x: number; width: number }[] = []
  for (const { text, x, width } of line.pieces) {
    const last = heads.at(-1)
    // “序 号” is spread out; between two heads there is more than the width of a letter.
    if (last && x - last.x - last.width < line.size * 1.2) {
      last.text += text.replaceAll(/\s/g, '')
      last.width = x + width - last.x
    } else heads.push({ text: text.replaceAll(/\s/g, ''), x, width })
  }
  const columns = heads.map(head => columnOf(head.text))
  return heads.length >= 3 && columns[0] === 'number' && isTaskHead(columns) ? heads : undefined
}

type Given = { lines: readonly PlacedLine[]; start: number; body: number; strips: PdfColumns; heads?: readonly string[] }

function readRows({ lines, start, body, strips, heads }: Given): PdfTable | undefined {
  let white = strips
  let end = body
  for (; end < lines.length; end++) {
    const next = narrow(white, lines[end]!)
    if (!next || isPageNumber(lines[end]!, white)) break
    white = next
  }
  const cells = lines.slice(body, end).map(line => cellsOf(line, white))
  const numbered = cells.flatMap((row, at) => (/^\d{1,3}$/.test(row[0] ?? '') ? [at] : []))
  if (numbered.length === 0) return undefined
  const y = (at: number) => lines[body + at]!.y
  const cuts = numbered.slice(1).map((at, index) => {
    let cut = at
    for (let line = numbered[index]! + 1; line <= at; line++) if (y(line - 1) - y(line) > y(cut - 1) - y(cut) + 0.5) cut = line
    return cut
  })
  const bounds = [0, ...cuts, cells.length]
  const rows = bounds.slice(0, -1).map((from, index) => {
    const own = cells.slice(from, bounds[index + 1])
    return white
      .concat([{ from: 0, to: 0 }])
      .map((_, column) => own.map(row => row[column] ?? '').join('') || ' ')
      .join('\t')
  })
  return { start, end, rows: heads ? [heads.join('\t'), ...rows] : rows, columns: white }
}

// A lone number that stands under no 序号.
const isPageNumber = ({ pieces }: PlacedLine, strips: PdfColumns): boolean =>
  pieces.length === 1 && /^[-—–·\s]*\d{1,4}[-—–·\s]*$/.test(pieces[0]!.text) && middle(pieces[0]!) > (strips[0]?.to ?? 0)

// What of each strip a line leaves white; undefined when a word stands right across one of them.
function narrow(strips: PdfColumns, line: PlacedLine): PdfColumns | undefined {
  const next: { from: number; to: number }[] = []
  for (const strip of strips) {
    let white = [strip as { from: number; to: number }]
    for (const { x, width } of line.pieces)
      white = white.flatMap(({ from, to }) =>
        x >= to || x + width <= from
          ? [{ from, to }]
          : [
              { from, to: x },
              { from: x + width, to },
            ].filter(each => each.to - each.from > 2),
      )
    const widest = white.sort((one, other) => other.to - other.from - (one.to - one.from))[0]
    if (!widest) return undefined
    next.push(widest)
  }
  return next
}

function cellsOf(line: PlacedLine, strips: PdfColumns): string[] {
  const cells = Array.from({ length: strips.length + 1 }, () => '')
  for (const piece of line.pieces) {
    const column = strips.filter(strip => middle(piece) > (strip.from + strip.to) / 2).length
    cells[column] += piece.text.replaceAll(/[\t\n]/g, ' ').trim()
  }
  return cells
}
