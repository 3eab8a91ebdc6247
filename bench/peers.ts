// The peers: installed on demand into `peers/`, each run as a process of its own against a database of its own in the same PostgreSQL.
// One that cannot be had is reported with the reason, and the rest runs.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Client } from 'pg'
import type { Figures, Missing, Peer } from './line.ts'

const folder = join(import.meta.dirname, 'peers')
export type PeerName = 'dbos' | 'directus'
const packages: Readonly<Record<PeerName, string>> = { dbos: '@dbos-inc/dbos-sdk', directus: 'directus' }

/** What the peer measured, under its own names; or why there is nothing. */
export type PeerRun = { readonly figures: Readonly<Record<string, Figures>> } | Missing

export async function runPeer(name: PeerName, admin: Client, args: readonly string[] = []): Promise<PeerRun> {
  const missing = install(name)
  if (missing !== undefined) return { name, why: missing }
  const database = `peer_${name}`
  await admin.query(`drop database if exists ${database} with (force)`)
  await admin.query(`create database ${database} template template0`)
  // By the same way as ours.
  const url = new URL(`postgres://${encodeURIComponent(admin.host)}`)
  url.port = String(admin.port)
  url.username = String(admin.user)
  url.password = String(admin.password)
  url.pathname = `/${database}`
  try {
    const { code, out, err } = await run(join(folder, `${name}.mjs`), [url.href, ...args])
    const line = out.trim().split('\n').at(-1) ?? ''
    if (code !== 0 || !line.startsWith('{')) return { name, why: `它没有运行起来：${(err || out).trim().slice(-400)}` }
    return { figures: JSON.parse(line) as Record<string, Figures> }
  } finally {
    await admin.query(`drop database if exists ${database} with (force)`)
  }
}

/** Undefined when it is there. */
function install(name: PeerName): string | undefined {
  const there = () => existsSync(join(folder, 'node_modules', packages[name], 'package.json'))
  if (there()) return undefined
  // The peers' own install scripts are not run: they would build what the measured parts do not need.
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 900_000,
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` },
  })
  if (there()) return undefined
  return `安装不成：${(done.stderr || String(done.error ?? '')).trim().split('\n').slice(0, 3).join(' ')}`
}

function run(file: string, args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [file, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, err] = ['', '']
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString()
    })
    child.stderr.on('data', (part: Buffer) => {
      err = (err + part.toString()).slice(-4000)
    })
    const limit = setTimeout(() => child.kill('SIGKILL'), 600_000)
    child.on('close', code => {
      clearTimeout(limit)
      resolve({ code, out, err })
    })
  })
}

export const peerOf = (name: string, run: PeerRun | undefined, what: string): Peer | undefined =>
  run && 'figures' in run && run.figures[what] ? { name, ...run.figures[what] } : undefined
