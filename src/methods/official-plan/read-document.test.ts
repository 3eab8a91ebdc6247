// Files made to do harm: each is answered in words, within its limits, and the thread that asked stays free meanwhile.
import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { makePdf } from './made-pdf.ts'
import { readDocument } from './read-document.ts'

const limits = { seconds: 30, megabytes: 300 }

/** A PDF of these objects, the first of them the catalogue; `trailer` goes into the trailer. */
function pdfOf(objects: (string | Uint8Array)[], trailer = ''): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const offsets: number[] = []
  let at = parts[0]!.length
  for (const [index, body] of objects.entries()) {
    offsets.push(at)
    const piece = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(body as string), Buffer.from('\nendobj\n')])
    parts.push(piece)
    at += piece.length
  }
  const rows = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer.replace('HERE', String(at))} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  )
  return new Uint8Array(Buffer.concat(parts))
}
const stream = (body: Uint8Array, head: string) =>
  Buffer.concat([Buffer.from(`<< /Length ${body.length} ${head} >>\nstream\n`), body, Buffer.from('\nendstream')])
const catalogue = '<< /Type /Catalog /Pages 2 0 R >>'
const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>'
const onePage = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'

const nested = 200_000
const crafted: [name: string, bytes: () => Uint8Array, words: RegExp][] = [
  [
    'brackets in brackets in its content',
    () => pdfOf([catalogue, onePage, page, stream(Buffer.from('['.repeat(nested)), '')]),
    /没有文字|已损坏|已停止/,
  ],
  [
    'brackets in brackets in its catalogue',
    () =>
      pdfOf([
        `<< /Type /Catalog /Pages 2 0 R /X ${'['.repeat(nested)}${']'.repeat(nested)} >>`,
        onePage,
        page,
        stream(Buffer.from(''), ''),
      ]),
    /没有文字|已损坏|已停止/,
  ],
  [
    'a million pages that are one',
    () => pdfOf([catalogue, '<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>', page, stream(Buffer.from(''), '')]),
    /有 1000000 页，超过 2000 页|没有文字|已损坏/,
  ],
  ['a tree of pages that bites its tail', () => pdfOf([catalogue, '<< /Type /Pages /Kids [2 0 R] /Count 5 >>']), /没有文字|已损坏|已停止/],
  [
    'a table of objects that points at itself',
    () => pdfOf([catalogue, onePage, page, stream(Buffer.from(''), '')], '/Prev HERE'),
    /没有文字|已损坏|已停止/,
  ],
  [
    'an image of ten thousand million points',
    () =>
      pdfOf([
        catalogue,
        onePage,
        page.replace('/Contents', '/Resources << /XObject << /I 5 0 R >> >> /Contents'),
        stream(Buffer.from('q 100 0 0 100 0 0 cm /I Do Q'), ''),
        stream(
          deflateSync(Buffer.alloc(1 << 20)),
          '/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode',
        ),
      ]),
    /没有文字|已损坏|已停止/,
  ],
  [
    'content that swells two hundredfold',
    () => pdfOf([catalogue, onePage, page, stream(deflateSync(Buffer.alloc(700 << 20), { level: 1 }), '/Filter /FlateDecode')]),
    /占用的内存超过 300 MB.*已停止读取/,
  ],
]

test.each(crafted)('a PDF with %s', async (_, make, words) => {
  const bytes = make()
  let longest = 0
  let beat = performance.now()
  const pulse = setInterval(() => {
    longest = Math.max(longest, performance.now() - beat)
    beat = performance.now()
  }, 20)
  const started = performance.now()
  const read = await readDocument({ name: '陷阱.pdf', bytes, counties: [] }, limits)
  clearInterval(pulse)
  expect(read).toMatchObject({ ok: false, message: expect.stringMatching(words) })
  expect(performance.now() - started).toBeLessThan((limits.seconds + 10) * 1000)
  // The thread that asked was never held up for long, whatever the other did.
  expect(longest).toBeLessThan(3000)
})

test('what takes too long is ended, and says so', async () => {
  const text = '一、重点任务\n1.修好路。到2027年，通车里程达到300公里。（市交通局负责）\n'.repeat(20_000)
  const read = await readDocument({ name: '', text, counties: [] }, { seconds: 0.2, megabytes: 400 })
  expect(read).toMatchObject({ ok: false, message: expect.stringContaining('粘贴的文字在 0.2 秒内没有读完，已停止读取') })
})

test('a good document after all of them is read as ever, and a crowd is put off', async () => {
  const bytes = makePdf([
    ['明湖市工作方案', '一、重点任务', '1.修好路。加快施工。', '责任单位：市交通局、市财政局', '明湖市人民政府', '2026年3月5日'],
  ])
  const read = await readDocument({ name: '方案.pdf', bytes, counties: [] })
  expect(read).toMatchObject({ ok: true, plan: { tasks: [{ title: '修好路', lead: '市交通局', joint: ['市财政局'] }] } })
  const crowd = Array.from({ length: 22 }, () =>
    readDocument({ name: '', text: '一、任务', counties: [] }, { seconds: 0.02, megabytes: 300 }),
  )
  const answers = await Promise.all(crowd)
  expect(answers.slice(20)).toEqual(Array(2).fill({ ok: false, message: '正在读取的文件较多，请过一分钟再试。' }))
  expect(answers[0]).not.toEqual(answers[21])
})
