import { createPublicKey, verify } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyConsistency, verifyInclusion } from '../../methods/merkle/proof.ts'
import { rootOf } from '../../methods/merkle/tree.ts'
import { checkpointText, commitmentOf, leafOf, prepareEntry } from './engine.ts'
import { requeueForgotten, sequencer } from './sequence.ts'
import { openSigner } from './signer.ts'
import { destroyContent, findHead, findIndex, listEntries, listHeads, proveConsistency, proveInclusion, recordEntries } from './store.ts'
import { origin, testLedger, testSigner } from './testing.ts'

let ledger: Awaited<ReturnType<typeof testLedger>>
beforeAll(async () => {
  ledger = await testLedger({ batch: 37 })
})
afterAll(() => ledger.end())

/** All the ledger promises, checked from the rows up. */
async function checkWhole() {
  const head = (await findHead(ledger.pool))!
  const entries = await listEntries(ledger.pool, { from: 0, to: head.size }, { limit: head.size })
  expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: head.size }, (_, i) => i))
  const leaves = entries.map(({ entry }) => leafOf(entry))
  for (const { size, root } of await listHeads(ledger.pool, 1, head.size)) expect(rootOf(leaves.slice(0, size)).toString('hex')).toBe(root)
  const total = await ledger.owner.query<{ n: number }>('select count(*)::int as n from ledger_entry')
  expect(total.rows[0]!.n).toBe(head.size)
  return { head, entries, leaves }
}

describe('an entry', () => {
  test('is committed to with a salt, and reads back as it was written', async () => {
    const content = { name: '张三', note: 'a\u0000b\u2028', amount: 1e21 }
    const [entry] = await ledger.record([
      { kind: 'act', actor: 'u1', subject: 'p9', scene: 'mediation', record: 'dispute', row: 'r1', case: 'c1', act: 'escalate', content },
    ])
    const [read] = await listEntries(ledger.pool, { case: 'c1' }, { content: true })
    expect(read).toEqual({ index: null, leaf: null, entry, opening: { salt: expect.stringMatching(/^[0-9a-f]{32}$/), content } })
    await ledger.sequence()
    const [placed] = await listEntries(ledger.pool, { subject: 'p9' })
    expect(placed).toEqual({ index: 0, leaf: leafOf(entry!).toString('hex'), entry })
    expect(prepareEntry({ kind: 'x' }, { id: 'i', now: new Date(0), salt: Buffer.alloc(16) }).entry).toEqual({
      v: 1,
      id: 'i',
      at: '1970-01-01T00:00:00.000Z',
      kind: 'x',
    })
    expect(commitmentOf(Buffer.alloc(16), '1')).not.toEqual(commitmentOf(Buffer.alloc(16, 1), '1'))
  })

  test('goes with its transaction', async () => {
    const client = await ledger.pool.connect()
    await client.query('begin')
    await recordEntries(client, [{ kind: 'act', case: 'undone' }])
    await client.query('rollback')
    client.release()
    expect(await listEntries(ledger.pool, { case: 'undone' })).toEqual([])
  })

  test('of which the content was destroyed still stands, and so does the tree', async () => {
    const [entry] = await ledger.record([{ kind: 'read', subject: 'p1', content: { idcard: '330602199001011234' } }])
    await ledger.sequence()
    const client = await ledger.pool.connect()
    const by = { actor: 'dpo', basis: '《个人信息保护法》第四十七条' }
    // Only the platform may: to anybody else's transaction there is nothing to destroy.
    expect(await destroyContent(client, [entry!.id], by)).toBe(0)
    await client.query("begin; set local shuzhi.system = 'on'")
    expect(await destroyContent(client, [entry!.id], by)).toBe(1)
    await client.query('commit')
    client.release()
    await ledger.sequence()
    const [left] = await listEntries(ledger.pool, { subject: 'p1' }, { content: true })
    expect(left).not.toHaveProperty('opening')
    const { entries } = await checkWhole()
    expect(entries.at(-1)!.entry).toMatchObject({ kind: 'destroy', row: entry!.id, actor: 'dpo' })
  })
})

describe('the sequencer', () => {
  test('never skips an entry that commits late', async () => {
    const slow = await ledger.pool.connect()
    await slow.query('begin')
    const [late] = await recordEntries(slow, [{ kind: 'late' }])
    const [early] = await ledger.record([{ kind: 'early' }])
    await ledger.sequence()
    expect(await findIndex(ledger.pool, late!.id)).toBeUndefined()
    await slow.query('commit')
    slow.release()
    await ledger.sequence()
    expect((await findIndex(ledger.pool, late!.id))!).toBeGreaterThan((await findIndex(ledger.pool, early!.id))!)
    await checkWhole()
  })

  test('keeps one gap-free order while many write and three servers sequence', async () => {
    const others = [1, 2, 3].map(() => sequencer({ pool: ledger.pool, signer: testSigner, origin, batch: 50 }))
    let writing = true
    const servers = others.map(async sequence => {
      while (writing) await sequence()
    })
    await Promise.all(
      Array.from({ length: 6 }, async (_, writer) => {
        for (let i = 0; i < 40; i++) await ledger.record(Array.from({ length: 1 + (i % 5) }, () => ({ kind: 'many', actor: `w${writer}` })))
      }),
    )
    writing = false
    await Promise.all(servers)
    await ledger.sequence()
    const { head } = await checkWhole()
    expect(head.size).toBeGreaterThan(700)
  })

  test('leaves a whole batch or none when it breaks off, and resumes', async () => {
    await ledger.record(Array.from({ length: 10 }, () => ({ kind: 'broken' })))
    const before = (await findHead(ledger.pool))!.size
    const failing = sequencer({
      pool: ledger.pool,
      origin,
      signer: { ...testSigner, sign: () => Promise.reject(new Error('signer gone')) },
    })
    await expect(failing()).rejects.toThrow('signer gone')
    expect((await findHead(ledger.pool))!.size).toBe(before)
    expect((await ledger.sequence()).count).toBe(10)
    await checkWhole()
  })

  test('takes up what a fault took from its queue', async () => {
    const size = (await findHead(ledger.pool))!.size
    const [entry] = await ledger.record([{ kind: 'forgotten', content: 1 }])
    await ledger.pool.query('delete from ledger_pending')
    expect((await ledger.sequence()).count).toBe(0)
    const window = { from: new Date(Date.now() - 60_000), to: new Date(Date.now() + 60_000) }
    expect(await requeueForgotten(ledger.pool, window)).toBe(1)
    await ledger.sequence()
    expect(await findIndex(ledger.pool, entry!.id)).toBe(size)
    await checkWhole()
  })

  test('signs heads that anybody can check, never back in time', async () => {
    const back = sequencer({ pool: ledger.pool, signer: testSigner, origin, now: () => new Date(0) })
    await ledger.record([{ kind: 'clock' }])
    await back()
    const heads = await listHeads(ledger.pool, 1, 1e9)
    expect(heads.map(head => head.at)).toEqual(heads.map(head => head.at).sort())
    const key = createPublicKey({ key: testSigner.publicKey, format: 'der', type: 'spki' })
    for (const head of heads) {
      expect(verify(null, Buffer.from(checkpointText(origin, head)), key, Buffer.from(head.signature, 'base64'))).toBe(true)
    }
  })
})

test('proofs from stored nodes verify for every head', async () => {
  const { head, leaves } = await checkWhole()
  const heads = await listHeads(ledger.pool, 1, head.size)
  for (const { size, root: hex } of heads.filter((_, i) => i % 5 === 0 || i === heads.length - 1)) {
    const root = Buffer.from(hex, 'hex')
    for (const index of [0, size >> 1, size - 1]) {
      const proof = await proveInclusion(ledger.pool, index, size)
      expect(verifyInclusion({ leaf: leaves[index]!, index, size, root, proof })).toBe(true)
    }
    const proof = await proveConsistency(ledger.pool, size, head.size)
    const secondRoot = Buffer.from(head.root, 'hex')
    expect(verifyConsistency({ first: size, firstRoot: root, second: head.size, secondRoot, proof })).toBe(true)
  }
})

test('nobody updates or deletes: the serving role has no right to, the owner runs into the trigger', async () => {
  for (const table of ['ledger_entry', 'ledger_leaf', 'ledger_node', 'ledger_head', 'ledger_key']) {
    await expect(ledger.pool.query(`delete from ${table}`)).rejects.toThrow(/permission denied/)
    await expect(ledger.owner.query(`delete from ${table}`)).rejects.toThrow(/只可追加/)
    await expect(ledger.owner.query(`truncate ${table}`)).rejects.toThrow(/只可追加/)
  }
  for (const table of ['ledger_entry', 'ledger_content']) expect((await ledger.pool.query(`select 1 from ${table}`)).rows).toEqual([])
  await expect(ledger.pool.query(`update ledger_entry set kind = 'x'`)).rejects.toThrow(/permission denied/)
  await expect(ledger.owner.query(`update ledger_entry set kind = 'x'`)).rejects.toThrow(/只可追加/)
})

test('the key file is made once, for us alone, and never replaced', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shuzhi-key-'))
  const file = join(folder, 'keys', 'ledger.pem')
  const [one, other] = await Promise.all([openSigner(file), openSigner(file)])
  expect(one.keyId).toBe(other.keyId)
  expect((await openSigner(file)).keyId).toBe(one.keyId)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await writeFile(file, 'nonsense')
  await expect(openSigner(file)).rejects.toMatchObject({ code: 'setting' })
  await rm(folder, { recursive: true })
})
