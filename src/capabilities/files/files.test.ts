import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createSmsGateway } from '../sms/gateway.ts'
import { acceptFile, cleanName } from './accept.ts'
import { folderStore } from './folder.ts'
import { s3Store } from './s3.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const png = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15,
  0xc4, 0x89, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
])

describe('what may be attached', () => {
  it('is named by the hash of its content', async () => {
    const file = await acceptFile('进展说明.txt', bytes('已完成百分之六十'), 1000)
    expect(file).toEqual({
      hash: createHash('sha256').update('已完成百分之六十').digest('hex'),
      name: '进展说明.txt',
      type: 'text/plain',
      size: 24,
    })
    expect((await acceptFile('现场.PNG', png, 1000)).type).toBe('image/png')
  })

  it.each([
    ['run.exe', bytes('MZ'), /不支持“run.exe”这种文件/],
    ['页面.html', bytes('<script>'), /不支持/],
    ['图.svg', bytes('<svg onload=x>'), /不支持/],
    ['假的.pdf', bytes('<script>alert(1)</script>'), /内容与扩展名“.pdf”不符/],
    ['假的.png', bytes('%PDF-1.7 '), /不符/],
    ['二进制.txt', Uint8Array.from([0x41, 0, 0x42]), /不符/],
    ['图片.txt', png, /不符/],
    ['空.txt', new Uint8Array(), /空文件/],
    ['大.txt', bytes('x'.repeat(2001)), /超过上限/],
  ])('refuses %s and says what would be right', async (name, content, says) => {
    await expect(acceptFile(name, content, 2000)).rejects.toThrow(says)
  })

  it('keeps names harmless', () => {
    expect(cleanName('../../etc/passwd')).toBe('passwd')
    expect(cleanName('C:\\temp\\报告.docx')).toBe('报告.docx')
    expect(cleanName('报告\u202etxt.exe')).toBe('报告txt.exe')
    expect(cleanName('a\r\nSet-Cookie: x.txt')).toBe('aSet-Cookie x.txt')
    expect(cleanName(`${'长'.repeat(300)}.docx`)).toHaveLength(120)
    expect(cleanName('...')).toBe('未命名')
  })
})

const hash = createHash('sha256').update('内容').digest('hex')

describe('a folder', () => {
  const made: string[] = []
  afterAll(() => Promise.all(made.map(folder => rm(folder, { recursive: true }))))

  it('gives back what was put, stores the same content once, leaves no half files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shuzhi-files-'))
    made.push(folder)
    const store = folderStore(folder)
    await store.ready()
    await Promise.all(Array.from({ length: 10 }, () => store.put(hash, bytes('内容'), 'text/plain')))
    expect(Buffer.from((await store.get(hash))!).toString()).toBe('内容')
    expect(await readdir(join(folder, hash.slice(0, 2), hash.slice(2, 4)))).toEqual([hash])
    expect(await store.get('0'.repeat(64))).toBeUndefined()
    await expect(store.get('../../../etc/passwd')).rejects.toThrow('附件编号不正确')
  })
})

const portOf = (server: Server) => (server.address() as AddressInfo).port

describe('an S3-compatible store', () => {
  it('speaks signed REST, stores once, and says so when the place is gone', async () => {
    const kept = new Map<string, Buffer>()
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.headers.authorization?.slice(0, 16)}`)
      const body: Buffer[] = []
      request.on('data', chunk => body.push(chunk))
      request.on('end', () => {
        if (request.method === 'PUT') kept.set(request.url!, Buffer.concat(body))
        const there = kept.get(request.url!)
        response.statusCode = request.method === 'PUT' || there || request.url === '/city/' ? 200 : 404
        response.end(request.method === 'GET' ? there : undefined)
      })
    })
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const store = s3Store({ endpoint, bucket: 'city', region: 'x', accessKey: 'a', secretKey: 'b' })
    await store.ready()
    await store.put(hash, bytes('内容'), 'text/plain')
    await store.put(hash, bytes('内容'), 'text/plain')
    expect(Buffer.from((await store.get(hash))!).toString()).toBe('内容')
    expect(await store.get('0'.repeat(64))).toBeUndefined()
    expect(asked.filter(line => line === 'PUT AWS4-HMAC-SHA256')).toHaveLength(1)
    await new Promise(done => server.close(done))
    const gone = s3Store({ endpoint, bucket: 'city', region: 'x', accessKey: 'a', secretKey: 'b' })
    // Where our things lie is nothing for a user to read; the log has the cause.
    const told = await gone.get(hash).catch((error: Error) => error)
    expect(told).toMatchObject({ message: '附件存储暂时连接不上，请稍后再试', cause: expect.any(Error) })
  })

  it('does not go where a redirect would send it', async () => {
    let strangers = 0
    const stranger = createServer((_, response) => {
      strangers += 1
      response.end('x')
    })
    const sender = createServer((_, response) => void response.writeHead(307, { location: `http://127.0.0.1:${portOf(stranger)}/` }).end())
    for (const one of [stranger, sender]) await new Promise<void>(done => one.listen(0, '127.0.0.1', done))
    const store = s3Store({ endpoint: `http://127.0.0.1:${portOf(sender)}`, bucket: 'city', region: 'x', accessKey: 'a', secretKey: 'b' })
    await expect(store.get(hash)).rejects.toMatchObject({ code: 'unavailable' })
    await expect(store.put(hash, bytes('内容'), 'text/plain')).rejects.toMatchObject({ code: 'unavailable' })
    const sms = createSmsGateway({ url: `http://127.0.0.1:${portOf(sender)}/send`, secret: 's' })
    await expect(sms.send({ to: '13905750201', text: '验证码123456', key: 'k' })).rejects.toMatchObject({ code: 'unavailable' })
    expect(strangers).toBe(0)
    for (const one of [stranger, sender]) await new Promise(done => one.close(done))
  })
})
