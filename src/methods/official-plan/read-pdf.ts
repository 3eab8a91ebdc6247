// Words of a .pdf as lines in reading order: a form feed before each new page, an empty line at a wide gap, two
// full-width spaces before an indented line, a tab at a wide gap within a line (a table's columns).
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { foldRadicals } from './numerals.ts'
import { findPdfTable, type PdfColumns } from './pdf-tables.ts'

/** More than any plan has. */
const mostPages = 2000
const mostCharacters = 1_000_000

type Piece = { text: string; x: number; y: number; width: number; size: number }
type Row = { pieces: Piece[]; y: number; size: number }

/** It says it has more pages than any document. */
export class TooManyPages extends Error {
  readonly pages: number
  readonly most = mostPages
  constructor(pages: number) {
    super(`${pages} pages`)
    this.pages = pages
  }
}

/** The text of a PDF; throws what pdf.js throws (a PasswordException when it is locked). Empty when it holds pictures only. */
export async function readPdf(bytes: Uint8Array): Promise<string> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const home = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))
  const task = getDocument({
    // A copy, and no Buffer: pdf.js takes the bytes over and refuses Buffers.
    data: new Uint8Array(bytes),
    cMapUrl: `${join(home, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(home, 'standard_fonts')}/`,
    useSystemFonts: false,
    isEvalSupported: false,
    verbosity: VerbosityLevel.ERRORS,
  } as Parameters<typeof getDocument>[0])
  const document = await task.promise
  if (document.numPages > mostPages) {
    await task.destroy()
    throw new TooManyPages(document.numPages)
  }
  const pages: string[] = []
  let read = 0
  let columns: PdfColumns | undefined
  // What is longer than any plan is not read to its end; who asked sees by the length that it is too long.
  for (let number = 1; number <= document.numPages && read <= mostCharacters; number++) {
    const page = await document.getPage(number)
    const content = await page.getTextContent()
    const pieces: Piece[] = []
    for (const item of content.items) {
      if (!('str' in item) || item.str.trim() === '') continue
      const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[]
      pieces.push({ text: item.str, x, y, width: item.width, size: Math.hypot(a, b) || item.height || 10 })
    }
    const laid = layPage(pieces, columns)
    columns = laid.columns
    pages.push(laid.text)
    read += pages.at(-1)!.length
    page.cleanup()
  }
  await task.destroy()
  return foldRadicals(pages.join('\n\f'))
}

// `columns` are those of a table that filled the page before to its end, and those handed on to the page after.
function layPage(pieces: Piece[], columns: PdfColumns | undefined): { text: string; columns: PdfColumns | undefined } {
  const rows = rowsOf(pieces)
  if (rows.length === 0) return { text: '', columns: undefined }
  const starts = rows.map(row => Math.round(row.pieces[0]!.x)).sort((one, other) => one - other)
  const margin = starts[Math.floor(starts.length * 0.2)]!
  const gaps = rows
    .slice(1)
    .map((row, at) => rows[at]!.y - row.y)
    .sort((one, other) => one - other)
  const usual = gaps[Math.floor(gaps.length / 2)] ?? 0
  const lines: string[] = []
  let table = findPdfTable(rows, 0, columns)
  let open: PdfColumns | undefined
  for (let at = 0; at < rows.length; at++) {
    if (table?.start === at) {
      lines.push(...table.rows)
      // Below a table that goes on, a page has no more than its number.
      open = table.end >= rows.length - 1 ? table.columns : undefined
      at = table.end - 1
      table = findPdfTable(rows, table.end)
      continue
    }
    const row = rows[at]!
    const above = rows[at - 1]
    if (above && usual > 0 && above.y - row.y > usual * 1.7) lines.push('')
    const indented = row.pieces[0]!.x - margin > row.size * 1.4 && row.pieces[0]!.x - margin < row.size * 4
    lines.push((indented ? '\u3000\u3000' : '') + layRow(row))
  }
  return { text: lines.join('\n'), columns: open }
}

// Pieces whose baselines lie within half a character belong to one row.
function rowsOf(pieces: Piece[]): Row[] {
  const sorted = pieces.toSorted((one, other) => other.y - one.y || one.x - other.x)
  const rows: Row[] = []
  for (const piece of sorted) {
    const row = rows.at(-1)
    if (row && Math.abs(row.y - piece.y) < Math.max(row.size, piece.size) * 0.5) {
      row.pieces.push(piece)
      row.size = Math.max(row.size, piece.size)
    } else rows.push({ pieces: [piece], y: piece.y, size: piece.size })
  }
  for (const row of rows) row.pieces.sort((one, other) => one.x - other.x)
  return rows
}

function layRow(row: Row): string {
  let line = ''
  let end: number | undefined
  for (const piece of row.pieces) {
    const gap = end === undefined ? 0 : piece.x - end
    if (gap > row.size * 2.5) line += '\t'
    else if (gap > row.size * 0.25) line += ' '
    // Some fonts write their space as a control character.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is being replaced
    line += piece.text.replaceAll(/[\u0000-\u001f]/g, ' ')
    end = piece.x + piece.width
  }
  return line.trimEnd()
}
