import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, hash, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkpointText } from '../src/capabilities/ledger/engine.ts'
import { canonicalJson } from '../src/methods/canonical-json/canonical-json.ts'
import { replaceInspector, replaceObject } from '../src/methods/draw/change.ts'
import { commitmentOf, draw } from '../src/methods/draw/draw.ts'
import type { DrawPackage, DrawPlan } from '../src/methods/draw/package.ts'
import { vectorPlan, vectorSecret } from '../src/methods/draw/vectors.ts'
import { launchBrowser } from '../src/testing/browser.ts'
import { sha256 as ownSha256, ticketSpread, uniformity, verifierPage, verifyDraw } from './verify-draw.mjs'

const sha256 = (text: string) => hash('sha256', text, 'hex')
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
const headOf = (size: number, root = sha256(`root ${size}`)) => {
  const head = { origin: 'ledger.example', size, root, at: '2026-03-02T01:00:00.000Z' }
  return { ...head, signature: sign(null, Buffer.from(checkpointText(head.origin, head)), privateKey).toString('base64'), publicKey: key }
}
const made = (of: Partial<DrawPlan> = {}): DrawPackage =>
  draw(sha256, {
    plan: { ...vectorPlan(commitmentOf(sha256, vectorSecret)), ...of },
    secret: vectorSecret,
    head: headOf(120),
    words: [{ from: '见证人', value: '鉴湖' }],
  })

/** Two firms and one inspector replaced; one of the reserve passed over. */
async function madeWithChanges(): Promise<DrawPackage> {
  const of = made()
  const [first, second] = of.drawn
  const one = await replaceObject(sha256, of, { out: first!.object, because: '企业已注销', on: '2026-03-05' })
  const two = replaceInspector(sha256, one, { object: second!.object, out: second!.crew[0]!, because: '因公外出', on: '2026-03-06' })
  const passed = of.reserve[1]!
  return replaceObject(sha256, two, {
    out: second!.object,
    because: '企业已迁出',
    on: '2026-03-06',
    passes: async id => (id === passed ? '企业已注销' : undefined),
  })
}

/** A draw, and a later one that passes over what the first one chose. */
function madeTwo(): [DrawPackage, DrawPackage] {
  const first = made({ name: '第一次' })
  const plan = { ...first.plan, name: '第二次' }
  const full = first.drawn
    .map(one => ({ object: one.object, most: 1, by: [{ draw: 'first', seed: first.seed }] }))
    .sort((a, b) => (a.object < b.object ? -1 : 1))
  return [first, draw(sha256, { plan, secret: vectorSecret, head: headOf(121), words: [], full })]
}

describe('the stand-alone verifier', () => {
  it('hashes as FIPS 180-4 says', () => {
    for (const text of ['', 'abc', '鉴湖', 'a'.repeat(55), 'a'.repeat(56), 'a'.repeat(64), 'b'.repeat(1_000)])
      expect(ownSha256(text)).toBe(sha256(text))
  })

  it('agrees with the platform, step by step', async () => {
    const result = await verifyDraw(JSON.stringify(made()), { keys: [key] })
    expect(result.steps.filter(step => !step.ok)).toEqual([])
    expect(result).toMatchObject({ ok: true, trusted: true })
    expect(result.steps.map(step => step.name)).toEqual([
      '读取抽取包',
      '抽取方案',
      '方案指纹',
      '事先承诺',
      '账本树头',
      '随机种子',
      '抽取对象',
      '替补次序',
      '检查人员',
    ])
  })

  it('finds every one of 600 changes of a package', async () => {
    const good = JSON.stringify(made())
    let state = 11
    const chance = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    const missed: string[] = []
    for (let n = 0; n < 600; n++) {
      const of = JSON.parse(good) as unknown
      const told = mutate(of, chance)
      if (JSON.stringify(of) === good) {
        n--
        continue
      }
      if ((await verifyDraw(JSON.stringify(of))).ok) missed.push(told)
    }
    expect(missed).toEqual([])
  }, 60_000)

  it('follows what was changed after the draw: next of the reserve, least loaded of the organ, with reasons', async () => {
    const of = await madeWithChanges()
    const result = await verifyDraw(JSON.stringify(of))
    expect(result.steps.filter(step => !step.ok)).toEqual([])
    expect(result.steps.at(-1)).toMatchObject({ name: '抽取后的更换', says: expect.stringContaining('3 次') })
    const [one, two, three] = of.changes!
    expect(one).toMatchObject({ kind: 'object', out: of.drawn[0]!.object, in: of.reserve[0], passed: [] })
    expect(three).toMatchObject({ kind: 'object', passed: [{ object: of.reserve[1], because: '企业已注销' }], in: of.reserve[2] })
    if (two?.kind !== 'inspector') throw new Error('The second change is one of inspectors')
    const organOf = (id: string) => of.plan.inspectors.find(inspector => inspector.id === id)!.organ
    expect(organOf(two.in)).toBe(organOf(two.out))
    // Somebody else than the rule says, by one who can work out hashes.
    const chosen = async (change: object) => {
      const { hash: _, ...rest } = { ...one!, ...change }
      const text = `shuzhi-draw-1\nchange\n${of.seed}\n${canonicalJson(rest)}`
      return verifyDraw({ ...of, changes: [{ ...rest, hash: sha256(text) }] })
    }
    expect(await chosen({})).toMatchObject({ ok: true })
    for (const forged of [{ in: of.reserve[1] }, { because: ' ' }, { crew: [...(one?.kind === 'object' ? one.crew : [])].reverse() }])
      expect(await chosen(forged)).toMatchObject({ ok: false })
    const used = await madeWithChanges()
    await expect(
      replaceObject(sha256, used, { out: used.drawn[2]!.object, because: '企业已迁出', on: '2026-03-07', passes: async () => '已注销' }),
    ).rejects.toThrow(/used up/)
    expect(() => replaceInspector(sha256, of, { object: one!.out, out: 'x', because: '外出', on: '2026-03-07' })).toThrow(
      /Only who is drawn/,
    )
  })

  it('follows what was passed over: who is full by draws that are published, and no other', async () => {
    const [first, second] = madeTwo()
    const sayOf = (result: Awaited<ReturnType<typeof verifyDraw>>) => result.steps.find(step => step.name === '名额已满的对象')!
    expect(sayOf(await verifyDraw(second))).toMatchObject({ ok: true, says: expect.stringContaining('请一并核对：first') })
    expect(sayOf(await verifyDraw(second, { others: [first] })).says).toContain('占用名额的抽取均已核对')
    expect(await verifyDraw(second, { others: [first, second] })).toMatchObject({ ok: true })
    // Drawn by the rules, by one who holds the secret, but over a list of their own.
    const forge = (full: NonNullable<DrawPackage['full']>) => draw(sha256, { ...second, full })
    const chosen = first.drawn.map(one => one.object)
    const spared = second.plan.objects.find(one => !chosen.includes(one.id))!.id
    const lie = forge([{ object: spared, most: 1, by: [{ draw: 'first', seed: first.seed }] }])
    expect(await verifyDraw(lie, { others: [first] })).toMatchObject({ ok: false })
    expect(sayOf(await verifyDraw(lie, { others: [first] })).says).toBe(`抽取 first 没有抽中 ${spared}`)
    const twice = { draw: 'first', seed: first.seed }
    expect(sayOf(await verifyDraw(forge([{ object: chosen[0]!, most: 2, by: [twice, twice] }]))).ok).toBe(false)
    // Left out, added or emptied afterwards.
    const { full: _, ...without } = second
    for (const changed of [without, { ...second, full: [] }, { ...second, full: second.full!.slice(1) }])
      expect(await verifyDraw(changed)).toMatchObject({ ok: false })
    const folder = mkdtempSync(join(tmpdir(), 'draw-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const files = [first, lie].map((of, index) => {
      writeFileSync(join(folder, `${index}.json`), JSON.stringify(of))
      return join(folder, `${index}.json`)
    })
    const run = (args: string[]) => execFileSync(process.execPath, ['bin/verify-draw.mjs', ...args], { encoding: 'utf8', stdio: 'pipe' })
    expect(run([files[1]!])).toContain('请一并核对：first')
    expect(() => run(files)).toThrow()
  })

  it('finds every one of 300 changes of a package that passes over', async () => {
    const good = JSON.stringify(madeTwo()[1])
    let state = 7
    const chance = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    const missed: string[] = []
    for (let n = 0; n < 300; n++) {
      const of = JSON.parse(good) as DrawPackage
      const told = mutate(n % 2 ? of : of.full, chance)
      if (JSON.stringify(of) !== good && (await verifyDraw(JSON.stringify(of))).ok) missed.push(told)
    }
    expect(missed).toEqual([])
  }, 60_000)

  it('finds every one of 300 changes of a package that has changes', async () => {
    const good = JSON.stringify(await madeWithChanges())
    let state = 5
    const chance = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    const missed: string[] = []
    for (let n = 0; n < 300; n++) {
      const of = JSON.parse(good) as DrawPackage
      const told = mutate(n % 2 ? of : of.changes, chance)
      if (JSON.stringify(of) !== good && (await verifyDraw(JSON.stringify(of))).ok) missed.push(told)
    }
    expect(missed).toEqual([])
  }, 60_000)

  it('tells each pick, and whether all tickets are spread evenly', async () => {
    const { picks } = await verifyDraw(made())
    expect(picks.map(one => [one.place, one.object, one.ok])).toEqual(made().drawn.map((one, at) => [at + 1, one.object, true]))
    const packages = Array.from({ length: 40 }, (_, n) => ({ ...made({ name: `第${n}次` }) }))
    expect(ticketSpread(packages)).toMatchObject({ tickets: 400, ok: true })
    expect(ticketSpread([made()])).toBeNull()
    // The same seed forty times is not even.
    expect(ticketSpread(Array.from({ length: 40 }, () => made()))).toMatchObject({ ok: false })
  })

  it('knows one spelling of a key: the last letter of base64 may not hide a change', async () => {
    const of = made()
    const last = of.head.publicKey.at(-2)!
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const publicKey = `${of.head.publicKey.slice(0, -2)}${letters[letters.indexOf(last) + 1]}=`
    expect(Buffer.from(publicKey, 'base64').equals(Buffer.from(key, 'base64'))).toBe(true)
    expect((await verifyDraw({ ...of, head: { ...of.head, publicKey } })).ok).toBe(false)
  })

  it('finds a draw that was made by the rules from another start', async () => {
    const early = { ...made(), head: headOf(99) }
    expect((await verifyDraw(early)).steps.filter(step => !step.ok).map(step => step.name)).toContain('账本树头')
    // Everything after the head computed anew for a head that somebody else signed.
    const other = generateKeyPairSync('ed25519')
    const head = { ...headOf(120), publicKey: other.publicKey.export({ type: 'spki', format: 'der' }).toString('base64') }
    head.signature = sign(null, Buffer.from(checkpointText(head.origin, head)), other.privateKey).toString('base64')
    const forged = draw(sha256, { plan: made().plan, secret: vectorSecret, head, words: [] })
    expect((await verifyDraw(forged)).ok).toBe(true)
    expect((await verifyDraw(forged, { keys: [key] })).steps.filter(step => !step.ok).map(step => step.name)).toEqual(['账本树头'])
  })

  it('tells even draws from a favoured object, over many packages', () => {
    const plan = vectorPlan(commitmentOf(sha256, vectorSecret))
    const even = { ...plan, objects: plan.objects.map(one => ({ ...one, weight: 1 })) }
    const packages = Array.from({ length: 200 }, (_, n) =>
      draw(sha256, { plan: { ...even, name: `第${n}次` }, secret: vectorSecret, head: headOf(120), words: [] }),
    )
    expect(uniformity(packages)).toMatchObject({ objects: 10, ok: true })
    const favoured = packages.map(one => ({ ...one, drawn: [{ ...one.drawn[0]!, object: 'firm-0' }, ...one.drawn.slice(1)] }))
    expect(uniformity(favoured)).toMatchObject({ ok: false })
    expect(uniformity(packages.slice(0, 3))).toBeNull()
  })

  it('speaks Chinese on the command line, and answers by its exit code', () => {
    const folder = mkdtempSync(join(tmpdir(), 'draw-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, 'draw.json')
    writeFileSync(file, JSON.stringify(made()))
    expect(execFileSync(process.execPath, ['bin/verify-draw.mjs', file], { encoding: 'utf8' })).toMatch(
      /核验通过[\s\S]*检查人员：选派、回避、均衡全部一致/,
    )
    writeFileSync(file, JSON.stringify({ ...made(), seed: sha256('other') }))
    expect(() => execFileSync(process.execPath, ['bin/verify-draw.mjs', '--json', file], { encoding: 'utf8', stdio: 'pipe' })).toThrow()
  })

  it('is a page that works from a file, off line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'draw-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    writeFileSync(join(folder, 'verify.html'), verifierPage(readFileSync('bin/verify-draw.mjs', 'utf8')))
    writeFileSync(join(folder, 'good.json'), JSON.stringify(made()))
    writeFileSync(join(folder, 'bad.json'), JSON.stringify({ ...made(), reserve: [] }))
    const browser = await launchBrowser()
    onTestFinished(() => browser.close())
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } })
    const errors: string[] = []
    page.on('pageerror', error => errors.push(error.message))
    await page.context().setOffline(true)
    await page.goto(pathToFileURL(join(folder, 'verify.html')).href)
    await page.locator('input').setInputFiles(join(folder, 'good.json'))
    await page.getByText('核验通过：').waitFor()
    await page.locator('input').setInputFiles(join(folder, 'bad.json'))
    await page.getByText('核验不通过：').waitFor()
    expect(await page.locator('li.bad').allTextContents()).toEqual(['替补次序替补对象或其次序不符'])
    expect(errors).toEqual([])
  }, 60_000)
})

/** Changes one thing somewhere: a value, a member, an order, an absence. Answers with what was done. */
function mutate(of: unknown, chance: (below: number) => number): string {
  const places: { holder: Record<string, unknown>; key: string; path: string }[] = []
  const walk = (value: unknown, path: string) => {
    if (value === null || typeof value !== 'object') return
    for (const key of Object.keys(value)) {
      places.push({ holder: value as Record<string, unknown>, key, path: `${path}.${key}` })
      walk((value as Record<string, unknown>)[key], `${path}.${key}`)
    }
  }
  walk(of, '')
  const { holder, key, path } = places[chance(places.length)]!
  const value = holder[key]
  const kind = chance(3)
  if (Array.isArray(value)) {
    if (kind === 0 || value.length < 2) value.push(value[0] ?? 'x')
    else if (kind === 1) value.splice(chance(value.length), 1)
    else [value[0], value[1]] = [value[1], value[0]]
  } else if (kind === 0) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1)
    else delete holder[key]
  } else if (typeof value === 'number') holder[key] = value + 1 + chance(3)
  else if (typeof value === 'string') {
    const at = chance(value.length + 1)
    const digit = chance(16).toString(16)
    holder[key] = kind === 1 ? value.slice(0, at) + digit + value.slice(at + 1) : value.slice(0, at) + digit + value.slice(at)
  } else if (value && typeof value === 'object') (value as Record<string, unknown>)['extra'] = 1
  return `${path} ${kind}`
}
