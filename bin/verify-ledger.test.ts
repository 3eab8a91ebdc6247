import { spawn, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportLedger } from '../src/capabilities/ledger/export.ts'
import { destroyContent } from '../src/capabilities/ledger/store.ts'
import { origin, testLedger, testSigner } from '../src/capabilities/ledger/testing.ts'
import { canonicalJson } from '../src/methods/canonical-json/canonical-json.ts'
import { leafHash } from '../src/methods/merkle/tree.ts'
import { canonical, verifyLedger } from './verify-ledger.mjs'

type Line = Record<string, unknown> & { type: string; index: number; entry: Record<string, unknown>; opening?: { content: unknown } }

let ledger: Awaited<ReturnType<typeof testLedger>>
let lines: string[]
let folder: string
const trust = { keys: [testSigner.publicKey] }
const check = (forged: readonly string[]) => verifyLedger(forged, trust)
const parsed = (line: string) => JSON.parse(line) as Line
const isEntry = (line: string) => line.startsWith('{"type":"entry"')
const entryAt = (index: number) => lines.findIndex(line => isEntry(line) && parsed(line).index === index)
const joined = async (parts: AsyncIterable<unknown>) => {
  let text = ''
  for await (const part of parts) text += String(part)
  return text
}
const exported = async (content = true) => (await joined(exportLedger(ledger.pool, { origin, content }))).trimEnd().split('\n')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuzhi-verify-'))
  ledger = await testLedger({ batch: 16 })
  for (let i = 0; i < 10; i++) {
    await ledger.record(
      Array.from({ length: 12 }, (_, j) => ({
        kind: j % 3 ? 'act' : 'read',
        actor: `u${j}`,
        case: `c${i}`,
        content: { text: `第${i}\u2028件`, j },
      })),
    )
    await ledger.sequence()
  }
  lines = await exported()
})
afterAll(async () => {
  await ledger.end()
  await rm(folder, { recursive: true, force: true })
})

describe('a sound ledger', () => {
  test('passes, with and without content', async () => {
    expect(await check(lines)).toMatchObject({ ok: true, size: 120, heads: 10, trusted: true, content: true, faults: [] })
    expect(await check(await exported(false))).toMatchObject({ ok: true, size: 120, content: false })
  })

  test('passes after lawful destruction of content, and only then', async () => {
    const victim = parsed(lines[entryAt(5)]!).entry['id'] as string
    const client = await ledger.pool.connect()
    await client.query("begin; set local shuzhi.system = 'on'")
    await destroyContent(client, [victim], { actor: 'dpo', basis: '《个人信息保护法》第四十七条' })
    await client.query('commit')
    client.release()
    await ledger.sequence()
    expect(await check(await exported())).toMatchObject({ ok: true, size: 121, destroyed: 1 })
    const silent = lines.with(entryAt(5), lines[entryAt(5)]!.replace(/,"opening":.*$/s, '}'))
    expect((await check(silent)).faults).toEqual([{ index: 5, message: '第 5 条的内容缺失，且没有销毁记录' }])
  })

  test('its canonical JSON agrees with the platform’s', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: 'grapheme' }),
        value => canonical(JSON.parse(JSON.stringify(value))) === canonicalJson(JSON.parse(JSON.stringify(value))),
      ),
    )
  })
})

describe('every forgery is found', () => {
  const rewrite = (index: number, change: (line: Line) => unknown) => {
    const line = parsed(lines[entryAt(index)]!)
    change(line)
    return lines.with(entryAt(index), JSON.stringify(line))
  }

  test('a changed field, at its index', async () => {
    for (const field of ['at', 'kind', 'actor', 'case', 'commitment', 'id']) {
      const { faults } = await check(rewrite(50, line => Object.assign(line.entry, { [field]: 'x' })))
      expect(faults[0], field).toMatchObject({ index: 50 })
    }
    expect((await check(rewrite(50, line => void delete line.entry['actor']))).faults[0]).toMatchObject({ index: 50 })
    expect((await check(rewrite(50, line => Object.assign(line.opening!, { content: { j: 0 } })))).faults[0]).toMatchObject({ index: 50 })
  })

  test('a changed entry whose leaf was recomputed, between two heads', async () => {
    const forged = rewrite(50, line => {
      line.entry['actor'] = 'somebody else'
      line['leaf'] = leafHash(Buffer.from(canonicalJson(line.entry))).toString('hex')
    })
    expect((await check(forged)).faults).toEqual([{ index: 48, message: expect.stringContaining('第 48 至 59 条之间') }])
  })

  test('a dropped entry, at its index; renumbered after it, between two heads', async () => {
    const dropped = lines.toSpliced(entryAt(30), 1)
    expect((await check(dropped)).faults[0]).toEqual({ index: 30, message: '第 30 条缺失' })
    const renumbered = dropped.map(line => {
      if (!isEntry(line) || parsed(line).index < 30) return line
      return line.replace(`"index":${parsed(line).index}`, `"index":${parsed(line).index - 1}`)
    })
    const { ok, faults } = await check(renumbered)
    expect(ok).toBe(false)
    expect(faults.some(({ index }) => index !== null && index >= 24 && index <= 36)).toBe(true)
  })

  test('an inserted and a doubled entry', async () => {
    const made = parsed(lines[entryAt(70)]!)
    made.entry['id'] = '01900000-0000-7000-8000-000000000000'
    made['leaf'] = leafHash(Buffer.from(canonicalJson(made.entry))).toString('hex')
    expect((await check(lines.toSpliced(entryAt(70), 0, JSON.stringify(made)))).faults[0]).toMatchObject({ index: 71 })
    expect((await check(lines.toSpliced(entryAt(70), 0, lines[entryAt(70)]!))).faults[0]).toMatchObject({ index: 71 })
  })

  test('two entries exchanged, with and without their numbers', async () => {
    const [a, b] = [lines[entryAt(40)]!, lines[entryAt(45)]!]
    const moved = lines.with(entryAt(40), b).with(entryAt(45), a)
    expect((await check(moved)).faults[0]).toMatchObject({ index: 40 })
    const renumbered = lines
      .with(entryAt(40), b.replace('"index":45', '"index":40'))
      .with(entryAt(45), a.replace('"index":40', '"index":45'))
    expect((await check(renumbered)).faults).toEqual([{ index: 36, message: expect.stringContaining('第 36 至 47 条之间') }])
  })

  test('a cut end: by the end line, or by a head kept from before', async () => {
    expect((await check(lines.slice(0, entryAt(100)))).ok).toBe(false)
    const upTo = lines.findIndex(line => parsed(line).type === 'head' && parsed(line)['size'] === 108)
    const cut = [...lines.slice(0, upTo + 1), JSON.stringify({ type: 'end', size: 108, heads: 9 })]
    expect((await check(cut)).ok).toBe(true)
    const head = parsed(lines.at(-2)!)
    const kept = [{ size: 120, root: head['root'] as string }]
    expect((await verifyLedger(cut, { ...trust, heads: kept })).faults[0]!.message).toContain('末尾被截去')
    expect((await verifyLedger(lines, { ...trust, heads: kept })).ok).toBe(true)
    expect((await verifyLedger(lines, { ...trust, heads: [{ size: 119, root: 'a'.repeat(64) }] })).faults[0]!.message).toContain('您保存的')
  })

  test('a ledger signed anew with another key', async () => {
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' })
    expect((await verifyLedger(lines, { keys: [other] })).faults[0]!.message).toContain('不是由您信任的公钥')
  })

  test('600 random mutations: bytes, lines dropped, doubled, moved', async () => {
    const mutation = fc.record({
      how: fc.constantFrom('byte', 'drop', 'double', 'move'),
      line: fc.nat(),
      at: fc.nat(),
      by: fc.integer({ min: 1, max: 94 }),
    })
    let tried = 0
    await fc.assert(
      fc.asyncProperty(mutation, async ({ how, line, at, by }) => {
        const n = line % lines.length
        const forged = [...lines]
        if (how === 'byte') {
          const text = lines[n]!
          const place = at % text.length
          const code = text.charCodeAt(place)
          // Another printable character in its place.
          const changed = code > 32 && code < 127 ? String.fromCharCode(33 + ((code - 33 + by) % 94)) : '改'
          forged[n] = text.slice(0, place) + changed + text.slice(place + 1)
        } else if (how === 'drop') forged.splice(n, 1)
        else if (how === 'double') forged.splice(n, 0, lines[n]!)
        else forged.splice(at % lines.length, 0, ...forged.splice(n, 1))
        if (forged.join('\n') === lines.join('\n')) return
        tried++
        const { ok, faults } = await check(forged)
        expect(ok, `${how} at line ${n}`).toBe(false)
        expect(faults[0]!.message).toMatch(/[\u4e00-\u9fff]/)
      }),
      { numRuns: 600 },
    )
    expect(tried).toBeGreaterThan(500)
  }, 60_000)
})

describe('the command', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [new URL('./verify-ledger.mjs', import.meta.url).pathname, ...args], { encoding: 'utf8' })

  test('reads a file, takes a key and a kept head, prints Chinese or JSON, and answers by its exit code', async () => {
    const good = join(folder, 'good.ndjson')
    const bad = join(folder, 'bad.ndjson')
    await writeFile(good, `${lines.join('\n')}\n`)
    await writeFile(bad, `${lines.toSpliced(entryAt(30), 1).join('\n')}\n`)
    const { root } = await check(lines)
    const key = testSigner.publicKey.toString('base64')
    const sound = run(good, '--key', key, '--head', `120:${root}`)
    expect(sound.stdout).toContain('账本完好：120 条、10 个签名树头全部核对一致。')
    expect(sound.stdout).not.toContain('注意')
    expect(sound.status).toBe(0)
    expect(run(good).stdout).toContain('注意：未用 --key')
    const forged = run(bad, '--key', key)
    expect(forged.stdout).toContain('第 30 条缺失')
    expect(forged.status).toBe(1)
    expect(JSON.parse(run(bad, '--json').stdout)).toMatchObject({ ok: false })
    expect(run(join(folder, 'none')).status).toBe(2)
    expect(run().stdout).toContain('用法')
  })

  test('asks a running server', async () => {
    const server = createServer((request, response) =>
      response.end(request.url === '/ledger/export' ? `${lines.join('\n')}\n` : ''),
    ).listen(0)
    const { port } = server.address() as { port: number }
    const child = spawn(process.execPath, [new URL('./verify-ledger.mjs', import.meta.url).pathname, `http://127.0.0.1:${port}`])
    const text = await joined(child.stdout)
    server.close()
    expect(text).toContain('账本完好：120 条')
  })
})
