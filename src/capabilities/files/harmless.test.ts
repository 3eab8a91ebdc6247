// Attachments that would do harm where they are opened are refused; what honest programs write is not.
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { deflateSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import PDFDocument from 'pdfkit'
import { describe, expect, onTestFinished, test } from 'vitest'
import { zip } from '../../testing/zip.ts'
import { acceptFile } from './accept.ts'
import { clamdScan } from './clamd.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const most = 50 * 2 ** 20
const types = bytes(
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
)
const words = { '[Content_Types].xml': types, 'word/document.xml': bytes('<w:document/>') }
const refused = (name: string, content: Uint8Array, says: RegExp) => expect(acceptFile(name, content, most), name).rejects.toThrow(says)

describe('an archive', () => {
  const plan = { '方案/通知.txt': bytes('关于印发方案的通知') }

  test('of files that may be attached is kept', async () => {
    await expect(acceptFile('材料.zip', zip({ ...plan, '方案/': bytes(''), '说明.docx': zip(words) }), most)).resolves.toMatchObject({
      type: 'application/zip',
    })
  })

  test.each([
    ['a program', { 'setup.exe': bytes('MZ') }, /“setup.exe”不是可以上传的文件/],
    ['a script behind a double name', { '通知.pdf.js': bytes('x') }, /不是可以上传的文件/],
    ['a link of Windows', { '通知.lnk': bytes('L') }, /不是可以上传的文件/],
    ['a page under the name of a picture', { '图.png': bytes('<script>alert(1)</script>') }, /内容与扩展名“.png”不符/],
    ['a program under the name of a text', { '说明.txt': Uint8Array.from([0x4d, 0x5a, 0, 1]) }, /不符/],
    ['another archive', { '里面.zip': zip(plan) }, /还有压缩包/],
    ['a way out of the folder', { '../../etc/cron.d/x.txt': bytes('x') }, /压缩包以外/],
    ['a way out, written for Windows', { '..\\..\\x.txt': bytes('x') }, /压缩包以外/],
    ['a way from the root', { '/etc/x.txt': bytes('x') }, /压缩包以外/],
    ['a drive', { 'C:/x.txt': bytes('x') }, /压缩包以外/],
  ])('with %s is refused', async (_, files, says) => refused('材料.zip', zip(files), says))

  test('that is a bomb, a link, encrypted, of too many files or damaged is refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`${n}.txt`, bytes('x')]))
    await refused('弹.zip', zip({ 'a.txt': bytes('x'), 'b.txt': bytes('x') }, { claims: 2 ** 30 }), /解压后过大（约 2048 MB）/)
    await refused('链接.zip', zip({ 'a.txt': bytes('/etc/passwd') }, { mode: 0o120777 }), /压缩包以外/)
    await refused('加密.zip', zip(plan, { flags: 1 }), /设了密码/)
    await refused('很多.zip', zip(many), /超过1000个/)
    const whole = zip(plan)
    await refused('断.zip', whole.subarray(0, whole.length - 30), /已损坏/)
  })
})

describe('a document', () => {
  test('that Word, Excel or the platform writes is kept', async () => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('表').addRow(['甲', 1])
    await expect(acceptFile('表.xlsx', new Uint8Array(await book.xlsx.writeBuffer()), most)).resolves.toMatchObject({
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    })
    await expect(acceptFile('方案.docx', zip(words), most)).resolves.toMatchObject({
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    })
  })

  test('with macros is refused, in the new formats and the old', async () => {
    await refused('宏.docx', zip({ ...words, 'word/vbaProject.bin': bytes('x') }), /带有宏/)
    await refused('控件.docx', zip({ ...words, 'word/activeX/activeX1.bin': bytes('x') }), /带有宏/)
    const old = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from('_VBA_PROJECT', 'utf16le'),
      Buffer.alloc(600),
    ])
    await refused('旧.doc', old, /带有宏/)
    await refused('旧.xls', old, /带有宏/)
  })

  test('that fetches its template from elsewhere is refused', async () => {
    const rels = `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://203.0.113.7/x.dotm" TargetMode="External"/></Relationships>`
    await refused('模板.docx', zip({ ...words, 'word/_rels/settings.xml.rels': bytes(rels) }), /外部模板/)
  })

  test('that is only an archive under its name is refused', async () => {
    await refused('方案.docx', zip({ '[Content_Types].xml': types, 'x.exe': bytes('MZ') }), /不符/)
    await refused('方案.ofd', zip({ 'a.txt': bytes('x') }), /不符/)
  })
})

describe('a PDF', () => {
  const pdf = (objects: string | Uint8Array) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(objects), Buffer.from('\n%%EOF\n')])
  const packed = (objects: string) =>
    Buffer.concat([
      Buffer.from('1 0 obj <</Type /ObjStm /N 1 /First 5 /Filter /FlateDecode>>\nstream\r\n'),
      deflateSync(objects),
      Buffer.from('\nendstream endobj'),
    ])

  test('of words and pictures is kept', async () => {
    const paper = new PDFDocument()
    const parts: Buffer[] = []
    paper.on('data', (part: Buffer) => parts.push(part))
    paper.text('JavaScript, Launch and /OpenAction are only words here')
    paper.end()
    await once(paper, 'end')
    await expect(acceptFile('方案.pdf', Buffer.concat(parts), most)).resolves.toMatchObject({ type: 'application/pdf' })
    await expect(acceptFile('打包.pdf', pdf(packed('2 0 <</Type /Catalog /Pages 3 0 R>>')), most)).resolves.toMatchObject({
      type: 'application/pdf',
    })
  })

  test.each([
    ['a script', '1 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj'],
    ['a script in another spelling', '1 0 obj <</S /J#61va#53cript /JS (app.alert(1))>> endobj'],
    ['a program', '1 0 obj <</S /Launch /F (cmd.exe)>> endobj'],
    ['a film that runs', '1 0 obj <</Subtype /RichMedia>> endobj'],
    ['a script among packed objects', packed('2 0 <</S /JavaScript /JS (x)>>')],
    [
      'a script among packed objects under another spelling',
      Buffer.from(packed('2 0 <</S /JavaScript>>').toString('latin1').replace('/ObjStm', '/Obj#53tm'), 'latin1'),
    ],
  ])('with %s is refused', async (_, objects) => refused('方案.pdf', pdf(objects), /脚本或可执行动作/))

  test('whose objects unpack to more than any document is refused', async () => {
    await refused('弹.pdf', pdf(packed(' '.repeat(20 * 2 ** 20))), /解压后过大/)
  })
})

describe('the scanner', () => {
  /** Speaks clamd's INSTREAM as its manual has it, and knows one bad word. */
  async function scannerThat(answer: (content: string) => string | undefined): Promise<string> {
    const server = createServer(socket => {
      let read = Buffer.alloc(0)
      socket.on('error', () => {})
      socket.on('data', part => {
        read = Buffer.concat([read, part])
        const start = read.indexOf('zINSTREAM\0')
        const content: Buffer[] = []
        for (let at = start + 10; start >= 0 && at + 4 <= read.length; ) {
          const length = read.readUInt32BE(at)
          if (length === 0) {
            const said = answer(Buffer.concat(content).toString())
            return void (said === undefined ? socket.destroy() : socket.end(`${said}\0`))
          }
          content.push(read.subarray(at + 4, at + 4 + length))
          at += 4 + length
        }
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    return `127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  test('is asked with every byte; what it knows is refused, what it does not is kept', async () => {
    let seen = 0
    const scan = clamdScan(
      await scannerThat(content => {
        seen = content.length
        return content.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'
      }),
    )
    await expect(scan('好.txt', bytes('x'.repeat(200_000)))).resolves.toBeUndefined()
    expect(seen).toBe(200_000)
    await expect(scan('坏.txt', bytes(`${'x'.repeat(70_000)}EICAR`))).rejects.toMatchObject({ code: 'unsupported' })
  })

  test('that is gone, silent or at a loss lets nothing in', async () => {
    await expect(clamdScan('127.0.0.1:1')('a.txt', bytes('x'))).rejects.toMatchObject({ code: 'unavailable' })
    await expect(clamdScan(await scannerThat(() => undefined))('a.txt', bytes('x'))).rejects.toMatchObject({ code: 'unavailable' })
    const lost = await scannerThat(() => 'INSTREAM size limit exceeded. ERROR')
    await expect(clamdScan(lost)('a.txt', bytes('x'))).rejects.toMatchObject({ code: 'unavailable' })
  })
})
