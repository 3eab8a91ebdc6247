// Official documents as .docx, laid out by GB/T 9704-2012: A4, margins 37/35/28/26 mm, title 22 pt, body FangSong 16 pt, 28 pt lines.

import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HorizontalPositionRelativeFrom,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  TextWrappingType,
  VerticalAlign,
  VerticalPositionRelativeFrom,
  WidthType,
} from 'docx'
import type { DocumentBlock, Ink } from '#declare'
import { chineseDate, margins, type OfficialDocument, pageSize, points, printable } from './document.ts'
import { inkSvg } from './ink.ts'
import { sealMillimetres, sealSvg } from './seal.ts'

const faces = { title: '方正小标宋简体', body: '仿宋_GB2312', first: '黑体', second: '楷体_GB2312' } as const
const font = (name: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name })
const mm = (value: number) => Math.round((value / 25.4) * 1440)
/** Of a picture, in pixels of 96 to the inch. */
const pixels = (millimetres: number) => Math.round((millimetres / 25.4) * 96)
/** Half-points. */
const size = { title: points.title * 2, body: points.body * 2, table: points.table * 2 }
const line = { line: points.line * 20, lineRule: LineRuleType.EXACT }
/** Two characters. */
const indent = { firstLine: points.body * 2 * 20 }

/** The bytes of the .docx. Text is written as text: nothing in it is taken for markup. */
export async function writeDocx(of: OfficialDocument): Promise<Uint8Array> {
  const document = new Document({
    title: of.title,
    creator: of.issuer,
    styles: { default: { document: { run: { font: font(faces.body), size: size.body } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(pageSize.width), height: mm(pageSize.height) },
            margin: {
              top: mm(margins.top),
              bottom: mm(margins.bottom),
              left: mm(margins.left),
              right: mm(margins.right),
              footer: mm(margins.footer),
            },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: 28, font: font('宋体') })],
              }),
            ],
          }),
        },
        children: [
          ...(of.number ? [centred(of.number, size.body, faces.body)] : []),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { before: 400, after: 400, line: 640, lineRule: LineRuleType.EXACT },
            children: [new TextRun({ text: printable(of.title), font: font(faces.title), size: size.title })],
          }),
          ...(of.to ? [new Paragraph({ spacing: line, children: [run(`${of.to}：`)] })] : []),
          ...of.blocks.flatMap(block),
          atTheEnd([...(of.seal ? [sealOver(of.seal)] : []), run(of.issuer)], { before: 560 }),
          atTheEnd([run(chineseDate(of.date))], {}),
          ...(of.note ? [new Paragraph({ spacing: line, children: [run(`（${of.note}）`)] })] : []),
          ...(of.check
            ? [
                new Paragraph({
                  spacing: { before: 400 },
                  children: [new TextRun({ text: `${of.check.says}：${of.check.url}`, size: points.small * 2 })],
                }),
              ]
            : []),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

function block(of: DocumentBlock): (Paragraph | Table)[] {
  switch (of.kind) {
    case 'heading':
      return [heading(of.level, of.text)]
    case 'paragraph':
      return of.text.split(/\n+/).map(
        text =>
          new Paragraph({
            spacing: line,
            alignment: AlignmentType.BOTH,
            ...(of.flush ? {} : { indent }),
            children: [run(text, of.bold)],
          }),
      )
    case 'facts':
      return table(
        of.of.map(([label, value]) => [label, value ?? '无']),
        [28, 72],
        { labels: true },
      )
    case 'table':
      return [...(of.caption ? [centred(of.caption, 28, faces.first)] : []), ...table([of.head, ...of.rows], of.widths, { labels: false })]
    case 'signatures':
      return of.of.map(
        one =>
          new Paragraph({
            spacing: { before: 240, after: 120 },
            indent: { left: points.body * 20 * 2 },
            children: [
              run(`${one.label}：`),
              ...(one.ink ? [picture(inkSvg(one.ink), inkSize(one.ink))] : [run(one.date ? one.name : '________________')]),
              ...(one.date ? [run(`　　${chineseDate(one.date)}`)] : []),
            ],
          }),
      )
  }
}

function heading(level: 1 | 2 | 3, text: string): Paragraph {
  const face = level === 1 ? faces.first : level === 2 ? faces.second : faces.body
  return new Paragraph({
    spacing: line,
    indent,
    keepNext: true,
    children: [new TextRun({ text: printable(text), font: font(face), size: size.body, bold: level === 3 })],
  })
}

/** `labels`: the first column names what stands beside it; else the first row is the head, repeated on each page. */
function table(
  rows: readonly (readonly (string | number | null)[])[],
  widths: readonly number[],
  { labels }: { labels: boolean },
): (Paragraph | Table)[] {
  const border = { style: BorderStyle.SINGLE, size: 4, color: '333333' }
  const cell = (text: string | number | null, width: number, head: boolean) =>
    new TableCell({
      width: { size: width, type: WidthType.PERCENTAGE },
      verticalAlign: VerticalAlign.CENTER,
      borders: { top: border, bottom: border, left: border, right: border },
      margins: { left: 80, right: 80, top: 40, bottom: 40 },
      children: String(text ?? '—')
        .split('\n')
        .map(
          one =>
            new Paragraph({
              alignment: head ? AlignmentType.CENTER : typeof text === 'number' ? AlignmentType.RIGHT : AlignmentType.LEFT,
              children: [new TextRun({ text: printable(one), size: size.table, font: font(head ? faces.first : faces.body) })],
            }),
        ),
    })
  return [
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: rows.map(
        (cells, at) =>
          new TableRow({
            tableHeader: !labels && at === 0,
            cantSplit: true,
            children: cells.map((text, index) => cell(text, widths[index] ?? 10, labels ? index === 0 : at === 0)),
          }),
      ),
    }),
    new Paragraph({ spacing: line, children: [] }),
  ]
}

const atTheEnd = (children: readonly ParagraphChild[], spacing: { before?: number }) =>
  new Paragraph({ spacing: { ...line, ...spacing }, alignment: AlignmentType.RIGHT, indent: { right: 640 }, children: [...children] })

/** The seal floats over the name and the date, as it is pressed. */
function sealOver({ name, specimen }: NonNullable<OfficialDocument['seal']>): ImageRun {
  const side = pixels(sealMillimetres)
  const emu = (millimetres: number) => Math.round(millimetres * 36_000)
  return picture(
    sealSvg(name, specimen ? '演示专用' : null),
    { width: side, height: side },
    {
      horizontalPosition: {
        relative: HorizontalPositionRelativeFrom.PAGE,
        offset: emu(pageSize.width - margins.right - sealMillimetres - 6),
      },
      verticalPosition: { relative: VerticalPositionRelativeFrom.PARAGRAPH, offset: emu(-13) },
      wrap: { type: TextWrappingType.NONE },
      behindDocument: true,
    },
  )
}

const inkSize = ({ width, height }: Ink) => ({ width: Math.round((48 * width) / Math.max(1, height)), height: 48 })

type Placing = ConstructorParameters<typeof ImageRun>[0]['floating']
const picture = (svg: string, transformation: { width: number; height: number }, floating?: Placing) =>
  new ImageRun({
    type: 'svg',
    data: Buffer.from(svg),
    fallback: { type: 'png', data: clearPixel },
    transformation,
    ...(floating && { floating }),
  })

/** For readers that know no SVG: one clear pixel. */
const clearPixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

const centred = (text: string, halfPoints: number, face: string) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: line,
    children: [new TextRun({ text: printable(text), size: halfPoints, font: font(face) })],
  })
const run = (text: string, bold = false) => new TextRun({ text: printable(text), bold })
