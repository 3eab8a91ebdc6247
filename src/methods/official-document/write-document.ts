// Official documents (公文) as .docx, laid out by GB/T 9704-2012: A4, margins 37/35/28/26 mm, title 22 pt, body FangSong 16 pt, 28 pt lines.
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'

export type DocumentBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly bold?: boolean }
  /** `widths` in percent of the text width; numbers are set right. */
  | {
      readonly kind: 'table'
      readonly caption?: string
      readonly head: readonly string[]
      readonly widths: readonly number[]
      readonly rows: readonly (readonly (string | number | null)[])[]
    }

export type OfficialDocument = {
  readonly title: string
  readonly issuer: string
  readonly number?: string
  /** Civil date. */
  readonly date: string
  /** 主送机关. */
  readonly to?: string
  readonly blocks: readonly DocumentBlock[]
  /** A line under the date, such as the statement that data are synthetic. */
  readonly note?: string
}

const faces = { title: '方正小标宋简体', body: '仿宋_GB2312', first: '黑体', second: '楷体_GB2312' } as const
const font = (name: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name })
const mm = (value: number) => Math.round((value / 25.4) * 1440)
/** Half-points: 三号 is 16 pt. */
const size = { title: 44, body: 32, table: 24 }
const line = { line: 560, lineRule: LineRuleType.EXACT }

/** The bytes of the .docx. Text is written as text: nothing in it is taken for markup. */
export async function writeDocument(of: OfficialDocument): Promise<Uint8Array> {
  const document = new Document({
    title: of.title,
    creator: of.issuer,
    styles: { default: { document: { run: { font: font(faces.body), size: size.body } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), footer: mm(25) },
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
            children: [new TextRun({ text: clean(of.title), font: font(faces.title), size: size.title })],
          }),
          ...(of.to ? [new Paragraph({ spacing: line, children: [run(`${of.to}：`)] })] : []),
          ...of.blocks.flatMap(block),
          new Paragraph({
            spacing: { ...line, before: 560 },
            alignment: AlignmentType.RIGHT,
            indent: { right: 640 },
            children: [run(of.issuer)],
          }),
          new Paragraph({ spacing: line, alignment: AlignmentType.RIGHT, indent: { right: 640 }, children: [run(chineseDate(of.date))] }),
          ...(of.note ? [new Paragraph({ spacing: line, children: [run(`（${of.note}）`)] })] : []),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

/** `2026-03-05` → 2026年3月5日. */
export function chineseDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

function block(of: DocumentBlock): (Paragraph | Table)[] {
  if (of.kind === 'heading') {
    const face = of.level === 1 ? faces.first : of.level === 2 ? faces.second : faces.body
    return [
      new Paragraph({
        spacing: line,
        indent: { firstLine: 640 },
        keepNext: true,
        children: [new TextRun({ text: clean(of.text), font: font(face), size: size.body, bold: of.level === 3 })],
      }),
    ]
  }
  if (of.kind === 'paragraph') {
    return of.text
      .split(/\n+/)
      .map(
        text => new Paragraph({ spacing: line, alignment: AlignmentType.BOTH, indent: { firstLine: 640 }, children: [run(text, of.bold)] }),
      )
  }
  const border = { style: BorderStyle.SINGLE, size: 4, color: '333333' }
  const cell = (text: string | number | null, width: number, head: boolean) =>
    new TableCell({
      width: { size: width, type: WidthType.PERCENTAGE },
      verticalAlign: VerticalAlign.CENTER,
      borders: { top: border, bottom: border, left: border, right: border },
      margins: { left: 80, right: 80, top: 40, bottom: 40 },
      children: [
        new Paragraph({
          alignment: head ? AlignmentType.CENTER : typeof text === 'number' ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [
            new TextRun({ text: clean(text === null ? '—' : String(text)), size: size.table, font: font(head ? faces.first : faces.body) }),
          ],
        }),
      ],
    })
  const row = (cells: readonly (string | number | null)[], head: boolean) =>
    new TableRow({ tableHeader: head, cantSplit: true, children: cells.map((text, index) => cell(text, of.widths[index] ?? 10, head)) })
  return [
    ...(of.caption ? [centred(of.caption, 28, faces.first)] : []),
    new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: [row(of.head, true), ...of.rows.map(cells => row(cells, false))] }),
    new Paragraph({ spacing: line, children: [] }),
  ]
}

const centred = (text: string, points: number, face: string) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: line,
    children: [new TextRun({ text: clean(text), size: points, font: font(face) })],
  })
const run = (text: string, bold = false) => new TextRun({ text: clean(text), bold })
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot hold them
const clean = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
