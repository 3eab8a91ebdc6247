// Files that mean harm: refused in words and in bounded memory, or kept and given back so that they do none.
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, Served, Visitor } from './served.ts'
import { serveBox } from './served.ts'
import { scenes } from './walls-city.ts'
import { zip } from './zip.ts'

let served: Served & { close(): Promise<void> }
let supervisor: Visitor
beforeAll(async () => {
  served = await serveBox({ scenes })
  const { city } = served.box.platform
  const office = city.organs.find(one => one.line === 'supervision' && one.region === city.code)!.id
  supervisor = await served.logIn(
    city.people.find(one => one.posts.some(post => post.role === 'supervisor' && post.organ === office && !post.to))!.id,
  )
})
afterAll(() => served?.close())

const types =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const docx = (xml: Uint8Array, more: Readonly<Record<string, Uint8Array>> = {}) =>
  zip({ '[Content_Types].xml': Buffer.from(types), 'word/document.xml': xml, ...more })

async function upload(name: string, bytes: Uint8Array | string): Promise<Answer> {
  const form = new FormData()
  form.set('file', new File([bytes as BlobPart], name))
  return supervisor.ask('/api/files', { method: 'POST', raw: form })
}
type BlobPart = ConstructorParameters<typeof File>[0][number]
const read = (file: unknown) =>
  supervisor.ask('/api/scenes/supervision/operations/read', { method: 'POST', body: { input: { source: [file] } } })
async function uploadAndRead(name: string, bytes: Uint8Array | string): Promise<Answer> {
  const stored = await upload(name, bytes)
  return stored.status === 201 ? read(stored.json()) : stored
}
function refusedInWords(answer: Answer, ...statuses: number[]): string {
  expect(statuses, answer.text.slice(0, 300)).toContain(answer.status)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  const { title } = answer.json<{ title: string }>()
  expect(title).toMatch(/\p{Script=Han}/u)
  return title
}
async function memoryOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 5)
  await work()
  clearInterval(watch)
  return (Math.max(most, process.memoryUsage().rss) - before) / 2 ** 20
}

describe('a zip bomb', () => {
  test('in the words of a document is not unpacked', async () => {
    const bomb = docx(Buffer.alloc(300 * 2 ** 20, '<w:p/>'))
    expect(bomb.length).toBeLessThan(2 ** 20)
    let title = ''
    const grown = await memoryOf(async () => {
      title = refusedInWords(await uploadAndRead('方案.docx', bomb), 422)
    })
    expect(title).toContain('解压后过大')
    expect(grown).toBeLessThan(250)
  })

  test('spread over the parts beside it is not unpacked either', async () => {
    const part = Buffer.alloc(24 * 2 ** 20, ' ')
    const words = Buffer.from('<w:document><w:p><w:r><w:t>一</w:t></w:r></w:p></w:document>')
    refusedInWords(await uploadAndRead('方案.docx', docx(words, { 'word/numbering.xml': part, 'word/styles.xml': part })), 422)
  })

  test('of a directory that lies about places and sizes is damaged, no more', async () => {
    const whole = Buffer.from(docx(Buffer.from('<w:document/>')))
    for (const [offset, value] of [
      [whole.length - 6, 0xffff_fff0],
      [whole.length - 10, 0xffff_ffff],
    ] as const) {
      const broken = Buffer.from(whole)
      broken.writeUInt32LE(value, offset)
      refusedInWords(await uploadAndRead('方案.docx', broken), 415, 422)
    }
    refusedInWords(await uploadAndRead('方案.docx', whole.subarray(0, whole.length - 30)), 415, 422)
  })
})

test('entities of a document are not followed, neither outwards nor into themselves', async () => {
  const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')
  const xml = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "http://127.0.0.1:1/x"><!ENTITY l0 "哈哈"><!ENTITY % p SYSTEM "file:///etc/hosts"> %p; ${laughs}]><w:document><w:body><w:p><w:r><w:t>关于印发方案的通知</w:t></w:r></w:p><w:p><w:r><w:t>一、重点任务</w:t></w:r></w:p><w:p><w:r><w:t>1. 归集公共数据&f;&h;&l9;。2026年6月底前完成。</w:t></w:r></w:p><w:p><w:r><w:t>责任单位：市大数据局</w:t></w:r></w:p></w:body></w:document>`
  const answer = await uploadAndRead('外部实体.docx', docx(Buffer.from(xml)))
  expect(answer.status, answer.text).toBe(200)
  const rows = await supervisor.ask(`/api/records/supervision-plan/${answer.json<{ plan: string }>().plan}`)
  expect(rows.text).not.toMatch(/root:|localhost|(哈哈){20}/)
})

describe('a file of more than the limit', () => {
  /** Bytes without end, counted as they are taken. */
  const endless = (start: string) => {
    const block = new Uint8Array(2 ** 20).fill(97)
    const taken = { bytes: 0 }
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = taken.bytes === 0 ? new TextEncoder().encode(start) : block
        taken.bytes += chunk.length
        if (taken.bytes > 2 ** 30) controller.close()
        else controller.enqueue(chunk)
      },
    })
    return { stream, taken }
  }
  const start = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'

  test('is refused by its announced length before a byte is read, and without one as soon as it is too much', async () => {
    const type = { 'content-type': 'multipart/form-data; boundary=b' }
    const announced = endless(start)
    refusedInWords(
      await supervisor.ask('/api/files', {
        method: 'POST',
        raw: announced.stream,
        headers: { ...type, 'content-length': String(2 ** 30) },
      }),
      413,
    )
    expect(announced.taken.bytes).toBeLessThan(2 * 2 ** 20)
    const chunked = endless(start)
    const grown = await memoryOf(async () =>
      refusedInWords(await supervisor.ask('/api/files', { method: 'POST', raw: chunked.stream, headers: type }), 413),
    )
    expect(chunked.taken.bytes).toBeLessThan(56 * 2 ** 20)
    expect(grown).toBeLessThan(400)
  })

  test('of somebody who is not logged in is not read at all, nor a large body of any other address', async () => {
    const strangers = endless(start)
    refusedInWords(
      await served.stranger.ask('/api/files', {
        method: 'POST',
        raw: strangers.stream,
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
      }),
      401,
    )
    expect(strangers.taken.bytes).toBeLessThan(2 * 2 ** 20)
    const body = endless('{"values":{"title":"')
    refusedInWords(
      await supervisor.ask('/api/records/supervision-plan', {
        method: 'POST',
        raw: body.stream,
        headers: { 'content-type': 'application/json' },
      }),
      413,
    )
    expect(body.taken.bytes).toBeLessThan(8 * 2 ** 20)
  })
})

test.each([
  ['one line', 'a'.repeat(40 * 2 ** 20)],
  ['open brackets', '（'.repeat(1_200_000)],
  ['two million lines', '\n'.repeat(2_000_000)],
])('a text of %s is stored and not taken for a plan', async (_, words) => {
  expect(refusedInWords(await uploadAndRead('方案.txt', words), 422)).toMatch(/万字|空白/)
})

describe('a file that is two things', () => {
  test.each([
    ['图片.png', 'GIF89a<script>alert(1)</script>'],
    ['图片.jpg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['方案.pdf', 'PK\u0003\u0004<html>'],
    ['方案.docx', '%PDF-1.7 <script>'],
    ['方案.txt', 'MZ\u0000\u0001\u0000'],
    ['方案.html', '<script>alert(1)</script>'],
    ['方案.svg', '<svg/>'],
    ['方案.docm', 'PK'],
    ['方案.txt.exe', '文字'],
    ['方案', '文字'],
  ])('%s is refused', async (name, words) => {
    refusedInWords(await upload(name, words), 415)
  })

  test('is given back as what may be attached, never to be run', async () => {
    const stored = await upload('说明.txt', '<html><script>alert(1)</script></html>')
    const file = stored.json<{ hash: string; name: string; type: string; size: number }>()
    for (const query of ['', '?inline=1']) {
      const answer = await supervisor.ask(`/api/files/${file.hash}${query}`)
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    }
    // Who names it in a row may lie about its type: it is not believed.
    const made = await supervisor.ask('/api/records/supervision-plan', {
      method: 'POST',
      body: { values: { title: '混淆类型', issuer: '市政府', source: [{ ...file, type: 'text/html', name: '页面.html' }] } },
    })
    expect(made.status, made.text).toBe(201)
    const answer = await supervisor.ask(`/api/files/${file.hash}?record=supervision-plan&id=${made.json<{ id: string }>().id}&inline=1`)
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
  })
})

test.each([
  '../../etc/cron.d/x.txt',
  '..\\..\\windows\\x.txt',
  '/etc/x.txt',
  'C:\\x.txt',
  'a/b/..//x.txt',
  '\u202etxt.x.txt',
  'x\r\nset-cookie: a=b.txt',
  `${'长'.repeat(400)}.txt`,
])('a name %j leads nowhere', async name => {
  const answer = await upload(name, `内容${name}`)
  expect(answer.status, answer.text).toBe(201)
  const file = answer.json<{ hash: string; name: string }>()
  expect(file.name).not.toMatch(/[/\\\r\n\u202e]|\.\./)
  expect(file.name.length).toBeLessThanOrEqual(120)
  const back = await supervisor.ask(`/api/files/${file.hash}`)
  expect(back.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''[\w%.!~*'()-]+$/)
  expect(back.headers.get('set-cookie')).toBeNull()
})

test('no cell of an export begins a formula', async () => {
  const formulas = ['=HYPERLINK("http://x","点")', '+1+1', '-2+3', '@SUM(A1)', '\t=1+1', '\r=1', '＝1+1', ' =1+1']
  for (const title of formulas)
    await supervisor.ask('/api/records/supervision-plan', {
      method: 'POST',
      body: { values: { title, issuer: title, documentNumber: title } },
    })
  const csv = (await supervisor.ask('/api/records/supervision-plan/export.csv')).text
  expect(csv).toContain('HYPERLINK')
  for (const cell of csv.split(/\r\n|,(?=(?:[^"]*"[^"]*")*[^"]*$)/)) expect(cell.replace(/^"/, ''), cell).not.toMatch(/^[=+\-@\r＝]|^\t=/)
  const response = await served.app.request('/api/records/supervision-plan/export.xlsx', { headers: supervisor.headers })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  let cells = 0
  book.worksheets[0]!.eachRow(row =>
    row.eachCell(cell => {
      cells += 1
      expect(cell.type, String(cell.value)).not.toBe(ExcelJS.ValueType.Formula)
      if (typeof cell.value === 'string') expect(cell.value).not.toMatch(/^[=+\-@＝＋－＠\t\r]/)
    }),
  )
  expect(cells).toBeGreaterThan(formulas.length)
})
