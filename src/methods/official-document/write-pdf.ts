// The same documents as PDF: what a printer, a phone and an archive open alike. Set by GB/T 9704-2012 like the .docx; seal, signatures and
// the check code are drawn as lines, the letters are embedded. The same source gives the same bytes.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import PdfDocument from 'pdfkit'
import { create as createQr } from 'qrcode'
import type { DocumentBlock, Signatory } from '#declare'
import { breakLines } from './break-lines.ts'
import { chineseDate, margins, type OfficialDocument, pageSize, points, printable } from './document.ts'
import { inkColour, inkPath } from './ink.ts'
import { drawSeal, sealMillimetres, sealRed } from './seal.ts'

const mm = (value: number) => (value / 25.4) * 72
const left = mm(margins.left)
const right = mm(pageSize.width - margins.right)
const top = mm(margins.top)
const bottom = mm(pageSize.height - margins.bottom)
const measure = right - left

const fontFolder = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts')
const faces = { body: 'NotoSansHans-Light.otf', strong: 'NotoSansHans-Medium.otf', title: 'NotoSansHans-Bold.otf' } as const
type Face = keyof typeof faces

/** A page being filled from the top: `y` is where the next line begins. */
type Sheet = { readonly pdf: PDFKit.PDFDocument; y: number; width(text: string, face: Face, size: number): number }

/** The bytes of the PDF. */
export async function writePdf(of: OfficialDocument): Promise<Uint8Array> {
  const pdf = new PdfDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: printable(of.title),
      Author: printable(of.issuer),
      CreationDate: new Date(`${of.date}T00:00:00Z`),
      ModDate: new Date(`${of.date}T00:00:00Z`),
    },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject))
  for (const [face, file] of Object.entries(faces)) pdf.registerFont(face, join(fontFolder, file))
  const sheet: Sheet = { pdf, y: top, width: widths(pdf) }

  if (of.number) centred(sheet, of.number, 'body', points.body, points.line)
  sheet.y += 12
  for (const line of breakLines(printable(of.title), { first: measure, rest: measure }, text => sheet.width(text, 'title', points.title)))
    centred(sheet, line, 'title', points.title, 36)
  sheet.y += 12
  if (of.to) paragraph(sheet, `${of.to}：`, { flush: true })
  for (const [at, block] of of.blocks.entries()) drawBlock(sheet, block, at === of.blocks.length - 1 ? endingHeight(of) : 0)
  ending(sheet, of)
  numberPages(pdf)
  pdf.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}

/** `after`: the height of what must stand on the same page as the end of this block: seal and date never stand alone (GB/T 9704, 7.3.5.4). */
function drawBlock(sheet: Sheet, of: DocumentBlock, after: number): void {
  switch (of.kind) {
    case 'heading':
      room(sheet, points.line * 2)
      paragraph(sheet, of.text, { face: of.level === 3 ? 'body' : 'strong' })
      return
    case 'paragraph': {
      const texts = of.text.split(/\n+/)
      for (const [at, text] of texts.entries())
        paragraph(sheet, text, {
          ...(of.bold && { face: 'strong' }),
          ...(of.flush && { flush: true }),
          ...(at === texts.length - 1 && { after }),
        })
      return
    }
    case 'facts':
      for (const [at, [label, value]] of of.of.entries())
        tableRow(sheet, [label, value ?? '无'], [28, 72], {
          faceOf: cell => (cell === 0 ? 'strong' : 'body'),
          after: at === of.of.length - 1 ? after : 0,
        })
      sheet.y += 14
      return
    case 'table': {
      if (of.caption) {
        room(sheet, points.line * 3)
        centred(sheet, of.caption, 'strong', 14, points.line)
      }
      const head = () => tableRow(sheet, of.head, of.widths, { faceOf: () => 'strong', isHead: true })
      head()
      for (const [at, row] of of.rows.entries())
        tableRow(sheet, row, of.widths, { faceOf: () => 'body', again: head, after: at === of.rows.length - 1 ? after : 0 })
      sheet.y += 14
      return
    }
    case 'signatures': {
      const heights = of.of.map(({ ink }) => (ink ? inkHeight : lineHeight))
      const whole = heights.reduce((sum, height) => sum + height, 0)
      // The lines to sign on stay together, and with the seal.
      room(sheet, whole + after)
      for (const [at, one] of of.of.entries()) signatory(sheet, one, heights[at]!)
    }
  }
}

/** The height a signature takes: one in ink, and a typed name or a line to sign on. */
const inkHeight = 50
const lineHeight = 38

type Setting = { readonly face?: Face; readonly flush?: boolean; readonly after?: number }
function paragraph(sheet: Sheet, text: string, { face = 'body', flush = false, after = 0 }: Setting): void {
  const indent = flush ? 0 : points.body * 2
  const lines = breakLines(printable(text), { first: measure - indent, rest: measure }, piece => sheet.width(piece, face, points.body))
  // The last two lines go over together with what must not stand alone.
  const tail = Math.max(0, lines.length - 2)
  for (const [index, line] of lines.entries()) {
    room(sheet, after > 0 && index === tail ? points.line * (lines.length - tail) + after : points.line)
    const x = left + (index === 0 ? indent : 0)
    const free = measure - (index === 0 ? indent : 0) - sheet.width(line, face, points.body)
    const gaps = [...line].length - 1
    // All lines but the last end at the margin.
    const spread = index < lines.length - 1 && gaps > 0 && free > 0 && free < points.body * 2 ? free / gaps : 0
    write(sheet, line, x, sheet.y + (points.line - points.body) / 2, face, points.body, spread)
    sheet.y += points.line
  }
}

/** Draws a row; when it does not fit, a new page begins with the head again. */
function tableRow(
  sheet: Sheet,
  cells: readonly (string | number | null)[],
  shares: readonly number[],
  of: {
    readonly faceOf: (cell: number) => Face
    readonly isHead?: boolean
    /** Draws the head on a new page. */
    readonly again?: () => void
    readonly after?: number
  },
): void {
  const { faceOf, isHead = false, again, after = 0 } = of
  const total = shares.reduce((sum, share) => sum + share, 0)
  const size = points.table
  const leading = 19
  const columns = cells.map((cell, index) => {
    const width = (measure * (shares[index] ?? 10)) / total
    const lines = printable(cell === null ? '—' : String(cell))
      .split('\n')
      .flatMap(text => breakLines(text, { first: width - 12, rest: width - 12 }, piece => sheet.width(piece, faceOf(index), size)))
    return { cell, width, lines, face: faceOf(index) }
  })
  const height = Math.max(...columns.map(({ lines }) => lines.length)) * leading + 9
  const before = sheet.y
  room(sheet, height + after)
  if (sheet.y < before) again?.()
  let x = left
  for (const { cell, width, lines, face } of columns) {
    sheet.pdf.lineWidth(0.6).strokeColor('#333333').rect(x, sheet.y, width, height).stroke()
    const start = sheet.y + (height - lines.length * leading) / 2
    for (const [index, line] of lines.entries()) {
      const wide = sheet.width(line, face, size)
      const at = isHead ? x + (width - wide) / 2 : typeof cell === 'number' ? x + width - 6 - wide : x + 6
      write(sheet, line, at, start + index * leading + (leading - size) / 2, face, size)
    }
    x += width
  }
  sheet.y += height
}

function signatory(sheet: Sheet, { label, name, ink, date }: Signatory, whole: number): void {
  const height = whole - 6
  room(sheet, height)
  const base = sheet.y + height - points.line
  const said = `${label}：`
  const x = left + points.body * 2
  write(sheet, said, x, base, 'body', points.body)
  const start = x + sheet.width(said, 'body', points.body)
  if (ink) {
    const scale = Math.min((height - 4) / ink.height, 150 / ink.width)
    sheet.pdf
      .save()
      .translate(start, sheet.y)
      .scale(scale)
      .path(inkPath(ink) || 'M0 0')
      .lineWidth(Math.max(2, ink.height / 45))
      .lineCap('round')
      .lineJoin('round')
      .strokeColor(inkColour)
      .stroke()
      .restore()
  } else if (date) write(sheet, name, start, base, 'body', points.body)
  else
    sheet.pdf
      .lineWidth(0.6)
      .strokeColor('#333333')
      .moveTo(start, base + points.body + 2)
      .lineTo(start + 130, base + points.body + 2)
      .stroke()
  if (date) write(sheet, chineseDate(date), left + measure - 130, base, 'body', points.body)
  sheet.y += height + 6
}

const codeSide = 58
const noteHeight = points.line
const saysHeight = 16

/** What the ending takes: space above, issuer and date (or the seal over them), the note, the line under the code. */
function endingHeight(of: OfficialDocument): number {
  const [above, band] = endingBand(of)
  return above + band + (of.note ? noteHeight : 0) + (of.check ? saysHeight : 0)
}
const endingBand = (of: OfficialDocument): readonly [above: number, band: number] => [
  of.seal ? 44 : 28,
  Math.max(points.line * 2, of.seal ? points.line + mm(sealMillimetres) / 2 : 0, of.check ? codeSide + 4 : 0),
]

/** Issuer and date at the right, the seal over both; at the left of them the code by which anybody can check the paper; then the note. */
function ending(sheet: Sheet, of: OfficialDocument): void {
  room(sheet, endingHeight(of))
  const [above, band] = endingBand(of)
  sheet.y += above
  const from = sheet.y
  const texts = [of.issuer, chineseDate(of.date)]
  const widest = Math.max(...texts.map(text => sheet.width(text, 'body', points.body)))
  const middle = right - points.body * 2 - Math.max(widest, of.seal ? mm(sealMillimetres) * 0.8 : 0) / 2
  if (of.seal) pressSeal(sheet.pdf, of.seal, middle, from + points.line - 4)
  for (const text of texts) {
    const wide = sheet.width(text, 'body', points.body)
    write(sheet, text, middle - wide / 2, sheet.y + (points.line - points.body) / 2, 'body', points.body)
    sheet.y += points.line
  }
  // A long name of an issuer leaves no place at its left: the code then stands below.
  const isBeside = middle - widest / 2 > left + codeSide + 12
  if (of.check && isBeside) checkCode(sheet, of.check, from)
  sheet.y = Math.max(sheet.y, from + band)
  if (of.note) paragraph(sheet, `（${of.note}）`, {})
  if (of.check && !isBeside) {
    room(sheet, codeSide + saysHeight)
    checkCode(sheet, of.check, sheet.y)
    sheet.y += codeSide
  }
  if (of.check) write(sheet, `${of.check.says}　${of.check.url}`, left, sheet.y + 4, 'body', points.small, 0, '#444444')
}

function pressSeal(pdf: PDFKit.PDFDocument, { name, specimen }: NonNullable<OfficialDocument['seal']>, x: number, y: number): void {
  const { ring, star, glyphs, size, foot } = drawSeal(name, specimen ? '演示专用' : null)
  const side = mm(sealMillimetres)
  pdf
    .save()
    .translate(x - side / 2, y - side / 2)
    .scale(side / 100)
  pdf.opacity(0.82).lineWidth(ring.width).strokeColor(sealRed).circle(50, 50, ring.radius).stroke()
  pdf
    .polygon(...star.map(point => [...point]))
    .fillColor(sealRed)
    .fill()
  pdf.font('strong')
  for (const glyph of glyphs) {
    pdf.save().rotate(glyph.turn, { origin: [glyph.x, glyph.y] })
    pdf.fontSize(size).text(glyph.char, glyph.x - size / 2, glyph.y - size * 0.72, { lineBreak: false })
    pdf.restore()
  }
  if (foot) pdf.fontSize(8).text(foot, 50 - foot.length * 4, 71, { lineBreak: false })
  pdf.restore().opacity(1)
}

function checkCode(sheet: Sheet, { url }: NonNullable<OfficialDocument['check']>, y: number): void {
  const { modules } = createQr(url, { errorCorrectionLevel: 'M' })
  const step = codeSide / modules.size
  sheet.pdf.fillColor('#111111')
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) sheet.pdf.rect(left + column * step, y + row * step, step + 0.05, step + 0.05)
  sheet.pdf.fill()
}

function numberPages(pdf: PDFKit.PDFDocument): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page)
    const text = `— ${page - start + 1} —`
    pdf.font('body').fontSize(14).fillColor('#111111')
    pdf.text(text, left + (measure - pdf.widthOfString(text)) / 2, mm(pageSize.height - margins.footer - 4), { lineBreak: false })
  }
}

function centred(sheet: Sheet, text: string, face: Face, size: number, leading: number): void {
  room(sheet, leading)
  write(sheet, printable(text), left + (measure - sheet.width(text, face, size)) / 2, sheet.y + (leading - size) / 2, face, size)
  sheet.y += leading
}

function write(sheet: Sheet, text: string, x: number, y: number, face: Face, size: number, spread = 0, colour = '#111111'): void {
  if (text === '') return
  // Noto sits low in its line: its ascent is 1.16 em where the letters fill 0.88.
  sheet.pdf
    .font(face)
    .fontSize(size)
    .fillColor(colour)
    .text(text, x, y - size * 0.2, { lineBreak: false, ...(spread > 0 && { characterSpacing: spread }) })
}

/** A new page, if what comes next would not fit on this one. */
function room(sheet: Sheet, height: number): void {
  if (sheet.y + height <= bottom + 0.5 || sheet.y === top) return
  sheet.pdf.addPage()
  sheet.y = top
}

/** The width of text in points; characters are measured once per face and added up, since these letters do not kern. */
function widths(pdf: PDFKit.PDFDocument): Sheet['width'] {
  const known = new Map<string, number>()
  const one = (char: string, face: Face) => {
    const key = `${face}${char}`
    const kept = known.get(key)
    if (kept !== undefined) return kept
    const wide = pdf.font(face).fontSize(1000).widthOfString(char) / 1000
    known.set(key, wide)
    return wide
  }
  return (text, face, size) => [...text].reduce((sum, char) => sum + one(char, face), 0) * size
}
