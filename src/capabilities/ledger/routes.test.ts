import { createHash, createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '#declare'
import { verifyConsistency, verifyInclusion } from '../../methods/merkle/proof.ts'
import { leafOf } from './engine.ts'
import type { Entry, Head } from './port.ts'
import { type LedgerRight, ledgerRoutes } from './routes.ts'
import type { PlacedEntry } from './store.ts'
import { origin, testLedger, testSigner } from './testing.ts'

let ledger: Awaited<ReturnType<typeof testLedger>>
let entries: Entry[]
const rights = new Set<LedgerRight>()
let get: (path: string) => Promise<Response>
const json = async <T>(path: string) => (await (await get(path)).json()) as T

beforeAll(async () => {
  ledger = await testLedger({ batch: 20 })
  const app = ledgerRoutes({ pool: ledger.pool, signer: testSigner, origin, may: (_c, right) => rights.has(right) })
  app.onError((error, c) => {
    if (!(error instanceof Problem)) throw error
    return c.json({ title: error.message, code: error.code }, error.status as 400)
  })
  get = async path => app.request(path)
})
afterAll(() => ledger.end())

test('an empty ledger says so', async () => {
  const response = await get('/ledger/head')
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ title: '账本还没有条目。', code: 'not-found' })
})

describe('with entries', () => {
  beforeAll(async () => {
    entries = await ledger.record(Array.from({ length: 45 }, (_, i) => ({ kind: 'act', case: `c${i % 3}`, content: { i } })))
    await ledger.sequence()
  })

  test('a stranger needs the open routes only to check an entry he holds', async () => {
    const head = await json<Head>('/ledger/head')
    const old = await json<Head>('/ledger/head?size=20')
    const { index, size, proof } = await json<{ index: number; size: number; proof: string[] }>(
      `/ledger/proof/inclusion?entry=${entries[7]!.id}&size=40`,
    )
    const { root } = await json<Head>('/ledger/head?size=40')
    const bytes = (hex: string) => Buffer.from(hex, 'hex')
    expect(verifyInclusion({ leaf: leafOf(entries[7]!), index, size, root: bytes(root), proof: proof.map(bytes) })).toBe(true)
    const grown = await json<{ proof: string[] }>('/ledger/proof/consistency?first=20')
    expect(
      verifyConsistency({
        first: 20,
        firstRoot: bytes(old.root),
        second: head.size,
        secondRoot: bytes(head.root),
        proof: grown.proof.map(bytes),
      }),
    ).toBe(true)
  })

  test('the checkpoint is a signed note as C2SP writes it', async () => {
    const note = await (await get('/ledger/checkpoint')).text()
    const [text, signatures] = note.split('\n\n') as [string, string]
    const [, name, encoded] = /^— (\S+) (\S+)\n$/.exec(signatures)!
    const raw = testSigner.publicKey.subarray(-32)
    const keyHash = createHash('sha256').update(`${name}\n\x01`).update(raw).digest().subarray(0, 4)
    const signature = Buffer.from(encoded!, 'base64')
    expect(text.split('\n').slice(0, 2)).toEqual([origin, '45'])
    expect(signature.subarray(0, 4)).toEqual(keyHash)
    const { keys, current } = await json<{ current: string; keys: { id: string; publicKey: string }[] }>('/ledger/key')
    const der = Buffer.from(keys.find(({ id }) => id === current)!.publicKey, 'base64')
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    expect(verify(null, Buffer.from(`${text}\n`), key, signature.subarray(4))).toBe(true)
  })

  test('entries and content are shown to those who may see them', async () => {
    for (const path of ['/ledger/entries', '/ledger/export', '/ledger/entries?content=true']) expect((await get(path)).status).toBe(403)
    rights.add('case')
    expect((await json<{ entries: PlacedEntry[] }>('/ledger/entries?case=c1')).entries).toHaveLength(15)
    for (const path of ['/ledger/entries?case=c1&content=true', '/ledger/entries?from=0&to=3', '/ledger/export'])
      expect((await get(path)).status).toBe(403)
    rights.add('entries')
    const shown = await json<{ entries: PlacedEntry[] }>('/ledger/entries?case=c1')
    expect(shown.entries).toHaveLength(15)
    expect(shown.entries.every(({ opening }) => opening === undefined)).toBe(true)
    expect((await json<{ entries: PlacedEntry[] }>('/ledger/entries?from=10&to=13')).entries.map(({ index }) => index)).toEqual([
      10, 11, 12,
    ])
    expect((await get('/ledger/entries?content=true')).status).toBe(403)
    rights.add('content')
    const full = await json<{ entries: PlacedEntry[] }>('/ledger/entries?from=10&to=11&content=true')
    expect(full.entries[0]!.opening?.content).toEqual({ i: 10 })
    rights.clear()
  })

  test.each([
    ['/ledger/proof/inclusion', 422],
    ['/ledger/proof/inclusion?index=-1', 422],
    ['/ledger/proof/inclusion?index=45', 404],
    ['/ledger/proof/inclusion?index=3&size=46', 404],
    ['/ledger/proof/inclusion?index=3&size=1e3', 422],
    ['/ledger/proof/inclusion?entry=nonsense', 422],
    ['/ledger/proof/inclusion?entry=00000000-0000-7000-8000-000000000000', 404],
    ['/ledger/proof/consistency?first=0', 422],
    ['/ledger/proof/consistency?first=46', 422],
    ['/ledger/proof/consistency?second=20', 422],
    ['/ledger/head?size=7', 404],
  ])('%s is answered with %i and a Chinese sentence', async (path, status) => {
    const response = await get(path)
    expect(response.status).toBe(status)
    expect(((await response.json()) as { title: string }).title).toMatch(/\p{Script=Han}/u)
  })
})
