// What the ledger promises about speed: entries written, entries sequenced, proofs. Runs on an embedded PostgreSQL of its own with
// fsync on, as a server would.
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, Pool } from 'pg'
import { verifyLedger } from '../bin/verify-ledger.mjs'
import { exportLedger } from '../src/capabilities/ledger/export.ts'
import { sequencer } from '../src/capabilities/ledger/sequence.ts'
import { signerOf } from '../src/capabilities/ledger/signer.ts'
import { findHead, proveConsistency, proveInclusion, recordEntries } from '../src/capabilities/ledger/store.ts'
import { ledgerTables } from '../src/capabilities/ledger/tables.ts'
import { createTablesSql, prologueSql } from '../src/capabilities/store/ddl.ts'
import { startPostgres } from '../src/server/postgres.ts'
import type { Line } from './line.ts'
import { loadNow } from './machine.ts'

export type LedgerFigures = {
  readonly entries: number
  /** Single-entry transactions per second, 8 connections, with content. */
  readonly actsPerSecond: number
  /** Entries per second written in batches of 500 by 2 connections. */
  readonly writtenPerSecond: number
  /** Entries per second given their place, tree nodes stored, heads signed. */
  readonly sequencedPerSecond: number
  /** Entries per second exported with content and verified by the outside verifier, one after the other. */
  readonly verifiedPerSecond: number
  readonly inclusionMs: { readonly p50: number; readonly p95: number; readonly p99: number }
  readonly consistencyMs: { readonly p50: number; readonly p95: number; readonly p99: number }
}

export async function benchLedger(entries = 100_000): Promise<LedgerFigures> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shuzhi-bench-'))
  const server = await startPostgres({ dataDir })
  const pool = new Pool({ connectionString: server.appUrl, max: 8 })
  try {
    const owner = new Client({ connectionString: server.ownerUrl })
    await owner.connect()
    for (const sql of [...prologueSql, ...createTablesSql(ledgerTables)]) await owner.query(sql)
    await owner.end()

    const acts = Math.min(8_000, entries)
    const actSeconds = await seconds(() => write(pool, { writers: 8, rounds: acts / 8, size: 1 }))
    const rest = entries - acts
    const restSeconds = await seconds(() => write(pool, { writers: 2, rounds: Math.ceil(rest / 1_000), size: 500 }))
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    const sequence = sequencer({ pool, signer: signerOf(pem), origin: 'bench' })
    let count = 0
    const sequenceSeconds = await seconds(async () => {
      count = (await sequence()).count
    })
    // As after a quiet moment: what autovacuum does by itself within minutes.
    const maintenance = new Client({ connectionString: server.ownerUrl })
    await maintenance.connect()
    for (const { name } of ledgerTables) await maintenance.query(`vacuum analyze ${name}`)
    await maintenance.end()
    let sound = false
    const verifySeconds = await seconds(async () => {
      sound = (await verifyLedger(linesOf(exportLedger(pool, { origin: 'bench', content: true })))).ok
    })
    if (!sound) throw new Error('The ledger does not verify')
    const size = (await findHead(pool))!.size
    const anywhere = (below: number) => Math.floor(Math.random() * below)
    return {
      entries: size,
      actsPerSecond: Math.round(acts / actSeconds),
      writtenPerSecond: Math.round(rest / restSeconds),
      sequencedPerSecond: Math.round(count / sequenceSeconds),
      verifiedPerSecond: Math.round(count / verifySeconds),
      inclusionMs: await latency(() => proveInclusion(pool, anywhere(size), size)),
      consistencyMs: await latency(() => proveConsistency(pool, 1 + anywhere(size), size)),
    }
  } finally {
    await pool.end()
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function* linesOf(parts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const part of parts) yield* part.trimEnd().split('\n')
}

type Load = { writers: number; rounds: number; size: number }

async function write(pool: Pool, { writers, rounds, size }: Load): Promise<void> {
  const input = {
    ...{ kind: 'act', actor: 'u-1024', subject: 'p-99', scene: 'mediation', record: 'dispute', row: 'r-1', case: 'c-1', act: 'escalate' },
    content: { from: 'village', to: 'town', reason: '双方对赔偿金额分歧较大，村级调解未果' },
  }
  await Promise.all(
    Array.from({ length: writers }, async () => {
      const client = await pool.connect()
      for (let i = 0; i < rounds; i++) {
        await client.query('begin')
        await recordEntries(
          client,
          Array.from({ length: size }, () => input),
        )
        await client.query('commit')
      }
      client.release()
    }),
  )
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const before = performance.now()
  await work()
  return (performance.now() - before) / 1_000
}

async function latency(work: () => Promise<unknown>): Promise<{ p50: number; p95: number; p99: number }> {
  for (let i = 0; i < 200; i++) await work()
  const times: number[] = []
  for (let i = 0; i < 2_000; i++) times.push((await seconds(async () => void (await work()))) * 1_000)
  times.sort((a, b) => a - b)
  const at = (share: number) => Number(times[Math.floor(times.length * share)]!.toFixed(3))
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

export async function ledgerLines(size: number): Promise<Line[]> {
  const figures = await benchLedger(size)
  const line = (what: string, ours: Line['ours'], aim: Line['aim']): Line => ({
    part: 'ledger',
    what,
    size: figures.entries,
    ours,
    aim,
    load: loadNow(),
  })
  const { p50, p95 } = figures.inclusionMs
  return [
    line('账本：条目成批写入', { perSecond: figures.writtenPerSecond }, {}),
    line('账本：条目排定次序并签名', { perSecond: figures.sequencedPerSecond }, { perSecond: 20_000 }),
    line('账本：存在证明', { p50, p95 }, { p95: 1 }),
    line('账本：独立核验', { perSecond: figures.verifiedPerSecond }, {}),
  ]
}
