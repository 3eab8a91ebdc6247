// Words of a .docx (ECMA-376 WordprocessingML): paragraphs as lines, automatic numbers written out, tables as rows with tabs.
// Deleted and moved words are left out; cells merged downwards are written as 〃.
import { inflateRawSync } from 'node:zlib'
import { createNumbering, type Numbering } from './docx-numbering.ts'

/** Of all that is unpacked of one file together: a document of a million characters is a tenth of it, a zip bomb a thousand times as much. */
const largest = 32 * 1024 * 1024

/** Unpacked it would be larger than any document. */
export class TooLarge extends Error {}

/** The text of a .docx; throws on anything that is no such file. */
export function readDocx(bytes: Uint8Array): string {
  const files = readZip(bytes)
  const xml = files('word/document.xml')
  if (xml === undefined) throw new Error('no word/document.xml')
  return readDocument(xml, createNumbering(files('word/numbering.xml'), files('word/styles.xml')))
}

/** The names in a zip archive, for telling .docx from .xlsx; throws when it is none. */
export function listZip(bytes: Uint8Array): string[] {
  return [...readDirectory(bytes).keys()]
}

type Entry = { method: number; size: number; offset: number }

function readDirectory(bytes: Uint8Array): Map<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && end > bytes.length - 66_000 && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw new Error('no zip directory')
  const entries = new Map<string, Entry>()
  let at = view.getUint32(end + 16, true)
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error('broken zip directory')
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    entries.set(name.replaceAll('\\', '/'), {
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function readZip(bytes: Uint8Array): (name: string) => string | undefined {
  const entries = readDirectory(bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let left = largest
  return name => {
    const entry = entries.get(name)
    if (!entry) return undefined
    const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
    const packed = bytes.subarray(start, start + entry.size)
    const plain = entry.method === 0 ? packed : inflate(packed, left)
    left -= plain.length
    if (left < 0) throw new TooLarge()
    return new TextDecoder().decode(plain)
  }
}

function inflate(packed: Uint8Array, most: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: most })
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? new TooLarge() : error
  }
}

type Cell = { lines: string[]; continues: boolean; span: number }
type Place = {
  kind: 'body' | 'cell'
  lines: string[]
  words: string
  numId: string | undefined
  level: string | undefined
  style: string | undefined
}

const skipped = new Set(['w:del', 'w:moveFrom', 'mc:Fallback', 'w:pict', 'w:instrText', 'w:delText'])

function readDocument(xml: string, numbering: Numbering): string {
  const out: string[] = []
  const tables: { row: Cell[]; cell: Cell | undefined }[] = []
  const paragraphs: Place[] = []
  let skip: { name: string; depth: number } | undefined
  let inText = false
  const lines = () => tables.at(-1)?.cell?.lines ?? out
  for (const token of xml.matchAll(/<(\/?)([\w:]+)((?:\s[^<>]*?)?)(\/?)>|([^<]+)/g)) {
    const [, closing, name, attributes = '', alone, words] = token
    if (words !== undefined) {
      const paragraph = paragraphs.at(-1)
      if (inText && paragraph && !skip) paragraph.words += unescapeXml(words)
      continue
    }
    const opens = closing === '' && alone === ''
    if (skip) {
      if (name === skip.name) {
        if (opens) skip.depth++
        else if (closing === '/') skip.depth--
        if (skip.depth === 0) skip = undefined
      }
      continue
    }
    if (opens && skipped.has(name!)) {
      skip = { name: name!, depth: 1 }
      continue
    }
    const paragraph = paragraphs.at(-1)
    switch (name) {
      case 'w:t':
        inText = opens
        break
      case 'w:p':
        if (opens) paragraphs.push({ kind: 'body', lines: lines(), words: '', numId: undefined, level: undefined, style: undefined })
        else if (closing === '/') {
          const done = paragraphs.pop()
          if (done) done.lines.push(...`${numbering.next(done)}${done.words}`.split('\n'))
        } else lines().push('')
        break
      case 'w:pStyle':
        if (paragraph) paragraph.style = attribute(attributes, 'w:val')
        break
      case 'w:numId':
        if (paragraph) paragraph.numId = attribute(attributes, 'w:val')
        break
      case 'w:ilvl':
        if (paragraph) paragraph.level = attribute(attributes, 'w:val')
        break
      case 'w:tab':
        // A tab stop inside a paragraph is space; tabs between cells are written by the rows alone.
        if (paragraph && closing === '' && !attributes.includes('w:pos')) paragraph.words += ' '
        break
      case 'w:br':
      case 'w:cr':
        if (paragraph && closing === '') paragraph.words += '\n'
        break
      case 'w:noBreakHyphen':
        if (paragraph) paragraph.words += '-'
        break
      case 'w:tbl':
        if (opens) tables.push({ row: [], cell: undefined })
        else if (closing === '/') tables.pop()
        break
      case 'w:tr': {
        const table = tables.at(-1)
        if (!table) break
        if (opens) table.row = []
        else if (closing === '/') {
          const target = tables.at(-2)?.cell?.lines ?? out
          target.push(...rowLines(table.row))
        }
        break
      }
      case 'w:tc': {
        const table = tables.at(-1)
        if (!table) break
        if (opens) table.cell = { lines: [], continues: false, span: 1 }
        else if (closing === '/' && table.cell) {
          table.row.push(table.cell)
          table.cell = undefined
        }
        break
      }
      case 'w:vMerge': {
        const cell = tables.at(-1)?.cell
        if (cell && attribute(attributes, 'w:val') !== 'restart') cell.continues = true
        break
      }
      case 'w:gridSpan': {
        const cell = tables.at(-1)?.cell
        if (cell) cell.span = Math.min(50, Number(attribute(attributes, 'w:val')) || 1)
        break
      }
      default:
    }
  }
  return out.join('\n')
}

// One line for each row; a row of a single cell is ordinary text.
function rowLines(row: Cell[]): string[] {
  if (row.length === 1) return row[0]!.lines
  const cells = row.flatMap(cell => {
    const words = cell.lines
      .map(line => line.replaceAll(/[\t\n]/g, ' ').trim())
      .filter(line => line !== '')
      .join(' ')
    return [cell.continues && words === '' ? '〃' : words, ...Array.from({ length: cell.span - 1 }, () => '')]
  })
  if (cells.filter(cell => cell !== '' && cell !== '〃').length === 0) return []
  return [cells.map(cell => (cell === '' ? ' ' : cell)).join('\t')]
}

function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1]
}

function unescapeXml(words: string): string {
  if (!words.includes('&')) return words
  return words.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(lt|gt|amp|quot|apos));/gi, (_, hex?: string, decimal?: string, name?: string) => {
    if (hex) return String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(hex, 16)))
    if (decimal) return String.fromCodePoint(Math.min(0x10ffff, Number(decimal)))
    return { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[name!.toLowerCase()] ?? ''
  })
}
