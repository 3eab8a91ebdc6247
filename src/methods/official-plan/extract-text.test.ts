import { deflateRawSync } from 'node:zlib'
import { Document, LevelFormat, Packer, Paragraph, Table, TableCell, TableRow, TextRun, VerticalMergeType } from 'docx'
import { expect, test } from 'vitest'
import { extractText } from './extract-text.ts'
import { makePdf } from './made-pdf.ts'
import { readPlan } from './read-plan.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const counties = ['东原区', '西原县']

async function pack(children: (Paragraph | Table)[], numbering: ConstructorParameters<typeof Document>[0]['numbering'] = { config: [] }) {
  return new Uint8Array(await Packer.toBuffer(new Document({ numbering, sections: [{ children }] })))
}

async function readFile(file: Uint8Array, name: string) {
  const extracted = await extractText(file, name)
  if (!extracted.ok) throw new Error(extracted.message)
  return { text: extracted.text, plan: readPlan(extracted.text, { counties }) }
}

test('a Word document with bold titles, tracked runs and paragraphs', async () => {
  const file = await pack([
    new Paragraph('明湖市推进数字治理工作方案'),
    new Paragraph('一、重点任务'),
    new Paragraph({ children: [new TextRun({ text: '1. 完善平台。', bold: true }), new TextRun('到2027年，平台接入率达到90%。')] }),
    new Paragraph('责任单位：市数据局，各区、县（市）政府'),
    new Paragraph('明湖市人民政府'),
    new Paragraph('2026年5月6日'),
  ])
  const { plan, text } = await readFile(file, '方案.docx')
  expect(plan).toMatchObject({ title: '明湖市推进数字治理工作方案', issuer: '明湖市人民政府', date: '2026-05-06' })
  expect(plan.tasks).toMatchObject([{ number: '1', title: '完善平台', lead: '市数据局', joint: counties }])
  expect(text.slice(...plan.tasks[0]!.passage)).toContain('完善平台')
})

test('a Word table of tasks, with merged cells and several names in a cell', async () => {
  const cell = (text: string, merge?: 'restart' | 'continue') =>
    new TableCell({
      children: text.split('\n').map(line => new Paragraph(line)),
      ...(merge ? { verticalMerge: merge === 'restart' ? VerticalMergeType.RESTART : VerticalMergeType.CONTINUE } : {}),
    })
  const table = new Table({
    rows: [
      new TableRow({ children: ['序号', '任务类别', '工作任务', '牵头单位', '配合单位', '完成时限'].map(text => cell(text)) }),
      new TableRow({
        children: [
          cell('1'),
          cell('数据治理', 'restart'),
          cell('开展数据普查，登记率达到100%'),
          cell('市数据局', 'restart'),
          cell('市财政局\n市档案馆'),
          cell('2026年9月底前'),
        ],
      }),
      new TableRow({
        children: [
          cell('2'),
          cell('', 'continue'),
          cell('建设主题库20个'),
          cell('', 'continue'),
          cell('各区、县（市）政府'),
          cell('长期坚持'),
        ],
      }),
    ],
  })
  const { plan, text } = await readFile(await pack([new Paragraph('明湖市数据治理重点任务分工表'), table]), '分工表.docx')
  expect(plan.tasks).toMatchObject([
    {
      path: ['数据治理'],
      number: '1',
      lead: '市数据局',
      joint: ['市财政局', '市档案馆'],
      due: ['2026-09-30'],
      goals: [{ indicator: '登记率', value: 100 }],
    },
    {
      path: ['数据治理'],
      number: '2',
      lead: '市数据局',
      joint: counties,
      due: [],
      standing: ['长期坚持'],
      goals: [{ value: 20, unit: '个' }],
    },
  ])
  for (const task of plan.tasks) expect(text.slice(...task.passage)).toContain(task.title)
})

test('automatic numbers of Word are written out', async () => {
  const numbered = (text: string, level: number) => new Paragraph({ text, numbering: { reference: 'official', level } })
  const file = await pack(
    [
      numbered('主要任务', 0),
      numbered('夯实底座', 1),
      numbered('建好机房。完善设施。（市数据局负责）', 2),
      numbered('用好网络。提升能力。（市通信办负责）', 2),
    ],
    {
      config: [
        {
          reference: 'official',
          levels: [
            { level: 0, format: LevelFormat.CHINESE_COUNTING, text: '%1、' },
            { level: 1, format: LevelFormat.CHINESE_COUNTING, text: '（%2）' },
            { level: 2, format: LevelFormat.DECIMAL, text: '%3.' },
          ],
        },
      ],
    },
  )
  const { plan } = await readFile(file, '方案.docx')
  expect(plan.tasks.map(({ path, number, title, lead }) => [path, number, title, lead])).toEqual([
    [['一、主要任务', '（一）夯实底座'], '1', '建好机房', '市数据局'],
    [['一、主要任务', '（一）夯实底座'], '2', '用好网络', '市通信办'],
  ])
})

test('a PDF with pages, headers, page numbers and broken names', async () => {
  const header = { text: '明湖市人民政府公报', x: 220, y: 810 }
  const foot = (page: number) => ({ text: `— ${page} —`, x: 280, y: 40 })
  const file = makePdf([
    [
      header,
      { text: '一、重点任务', x: 112, y: 780 },
      { text: '1.完善平台。推动各部门系统接入统一平台，接入率达到百分', x: 112, y: 756 },
      '之九十。',
      { text: '责任单位：市数据局、市投资', x: 112, y: 712 },
      foot(1),
    ],
    [
      header,
      { text: '促进中心，各区、县（市）政府', x: 80, y: 780 },
      { text: '2.深化应用。拓展场景，形成合力。（市公安局负责）', x: 112, y: 756 },
      foot(2),
    ],
    [header, { text: '3.守牢底线。健全制度，抓好落实。（市委网信办负责）', x: 112, y: 780 }, foot(3)],
  ])
  const { plan, text } = await readFile(file, '方案.pdf')
  expect(plan.tasks.map(({ number, title, lead, joint }) => [number, title, lead, joint])).toEqual([
    ['1', '完善平台', '市数据局', ['市投资促进中心', ...counties]],
    ['2', '深化应用', '市公安局', []],
    ['3', '守牢底线', '市委网信办', []],
  ])
  for (const task of plan.tasks) expect(text.slice(...task.passage)).toContain(task.title)
})

const sample = '一、重点任务\r\n1.完善平台。推进接入。（市数据局负责）\r\n'

test.each([
  ['UTF-8', bytes(sample)],
  ['UTF-8 with a mark', new Uint8Array([0xef, 0xbb, 0xbf, ...bytes(sample)])],
  ['UTF-16 LE', new Uint8Array([0xff, 0xfe, ...Buffer.from(sample, 'utf16le')])],
  ['UTF-16 BE', new Uint8Array([0xfe, 0xff, ...Buffer.from(sample, 'utf16le').swap16()])],
  ['UTF-16 LE without a mark', new Uint8Array(Buffer.from(sample, 'utf16le'))],
  // “1.完善平台。（市数据局负责）” in GB 18030.
  ['GB 18030', new Uint8Array(Buffer.from('312ecdeac9c6c6bdcca8a1a3a3a8cad0cafdbeddbed6b8bad4f0a3a9', 'hex'))],
])('text in %s', async (_, file) => {
  const { plan } = await readFile(file, '方案.txt')
  expect(plan.tasks).toMatchObject([{ number: '1', title: '完善平台', lead: '市数据局' }])
})

test.each<[string, () => Uint8Array | Promise<Uint8Array>, string, RegExp]>([
  ['nothing', () => new Uint8Array(), 'a.txt', /是空的/],
  ['only space', () => bytes(' \n　\n'), 'a.txt', /只有空白/],
  ['a picture', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'a.png', /类型不受支持/],
  ['binary bytes', () => new Uint8Array(Array.from({ length: 400 }, (_, at) => (at * 37) % 32)), 'a.txt', /二进制/],
  ['an old Word file', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'a.doc', /旧版 Office/],
  ['a broken Word file', () => new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3, 4]), 'a.docx', /已损坏/],
  ['text called .docx', () => bytes('方案'), 'a.docx', /内容却不是/],
  ['a spreadsheet', () => makeZip({ 'xl/workbook.xml': '<x/>' }), 'a.xlsx', /电子表格/],
  ['a Word file of pictures', () => pack([new Paragraph('')]), 'a.docx', /没有文字/],
  ['a cut PDF', () => makePdf([['方案']]).slice(0, 200), 'a.pdf', /已损坏/],
  ['a scanned PDF', () => makePdf([[]]), 'a.pdf', /扫描件/],
  ['a locked PDF', () => makePdf([['方案']], { encrypted: true }), 'a.pdf', /密码/],
  ['a web page', () => bytes('<!DOCTYPE html><html></html>'), 'a.txt', /网页/],
])('%s is refused in one sentence', async (_, make, name, words) => {
  const extracted = await extractText(await make(), name)
  expect(extracted.ok).toBe(false)
  if (extracted.ok) return
  expect(extracted.message).toMatch(words)
  expect(extracted.message).toMatch(/^[^\n]+。$/)
})

test('a packed file that swells beyond all measure is refused', async () => {
  const extracted = await extractText(makeZip({ 'word/document.xml': ' '.repeat(120 * 1024 * 1024) }), 'a.docx')
  expect(extracted).toMatchObject({ ok: false })
})

function makeZip(files: Record<string, string>): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(Buffer.from(text))
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    parts.push(head, Buffer.from(name), packed)
    directory.push(entry, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]))
}

test('a table in a PDF whose cells run over several lines, and over a page', async () => {
  const cell = (x: number, y: number, ...lines: string[]) => lines.map((text, at) => ({ text, x, y: y - at * 20 }))
  const pages = [
    [
      { text: '明湖市重点任务分解表', x: 200, y: 800 },
      ...cell(40, 760, '序号'),
      ...cell(150, 760, '重点任务'),
      ...cell(330, 760, '牵头单位'),
      ...cell(440, 760, '配合单位'),
      // The number and the short cells stand in the middle of a row of three lines.
      ...cell(48, 705, '1'),
      ...cell(90, 725, '修好主干道三百公', '里，完成三座大桥', '加固。'),
      ...cell(320, 705, '市交通局'),
      ...cell(430, 715, '市财政局、市', '公安局'),
      ...cell(48, 630, '2'),
      ...cell(90, 640, '新建公办幼儿园三', '所。'),
      ...cell(320, 630, '市教育局'),
      ...cell(280, 40, '1'),
    ],
    [
      ...cell(48, 770, '3'),
      ...cell(90, 780, '种好两岸的防护林', '带。'),
      ...cell(320, 770, '市林业局'),
      ...cell(430, 770, '市水利局'),
      ...cell(280, 40, '2'),
    ],
  ]
  const read = await extractText(makePdf(pages), 'a.pdf')
  if (!read.ok) throw new Error(read.message)
  expect(readPlan(read.text).tasks.map(task => [task.number, task.title, task.lead, task.joint])).toEqual([
    ['1', '修好主干道三百公里，完成三座大桥加固', '市交通局', ['市财政局', '市公安局']],
    ['2', '新建公办幼儿园三所', '市教育局', []],
    ['3', '种好两岸的防护林带', '市林业局', ['市水利局']],
  ])
})
