// The PostgreSQL that comes with the platform: a real server from npm, for laptops, tests and small offices.
// A city's own server is used instead when DATABASE_URL is set.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { Problem } from '#declare'
import { type Account, type Binaries, getBinaries, givenBinaries, unprivilegedAccount } from './postgres-binaries.ts'
import { bareEnvironment, explain, fromInside, makeCluster } from './postgres-cluster.ts'
import { endOrphan, isAlive, signatureOf } from './postgres-orphan.ts'
import { createDatabase, type Passwords, prepareExtensions, prepareRoles } from './postgres-roles.ts'

export type PostgresOptions = {
  /** Ours alone: holds `data/` (the cluster), `passwords.json`, `postgres.log`, `holder.json`. */
  readonly dataDir: string
  /** 0 or absent: any free port. */
  readonly port?: number
  readonly log?: (line: string) => void
  /** A folder with other executables than those npm brought; for tests on an older PostgreSQL. */
  readonly binFolder?: string
  /** Server settings that override ours; tests use `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

export type Postgres = {
  /** Owns tables, runs migrations. */
  readonly ownerUrl: string
  /** Serves requests; row-level security applies to it. */
  readonly appUrl: string
  /** Superuser on database `postgres`, for tests and repair only. */
  readonly adminUrl: string
  readonly port: number
  readonly pid: number
  /** When it has ended, for whatever reason. */
  readonly ended: Promise<void>
  /** Lets sessions end for 0.3 s, then cuts them, writes a checkpoint, waits. May be called twice. */
  stop(): Promise<void>
  /** kill -9, for tests of recovery. */
  crash(): void
}

/** Throws Problem `setting` (port taken, folder unusable, other major) or `unavailable` (in use, disk full, did not come up). */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const log = options.log ?? (() => {})
  const account = unprivilegedAccount()
  const binaries = options.binFolder === undefined ? await getBinaries(account) : givenBinaries(options.binFolder, account)
  await makeHome(options.dataDir)
  await takeOver(options.dataDir, log)
  const passwords = await readPasswords(options.dataDir)
  await makeCluster(options.dataDir, { binaries, account, passwords, log, unsafe: options.settings?.['fsync'] === 'off' })

  const deadline = Date.now() + 5_000
  for (;;) {
    const port = options.port || (await findFreePort())
    const child = launch(options, { binaries, account, port })
    const outcome = await untilReady(child, options.dataDir)
    if (outcome === 'ready') return finish(child, { ...options, log, port, passwords, binaries })
    const problem = explain(outcome, options.dataDir, port)
    const portRace = !options.port && /could not bind/.test(outcome)
    if (Date.now() > deadline || !(portRace || isPassing(outcome))) throw problem
    log(`PostgreSQL did not start yet, trying again: ${problem.message}`)
    await sleep(100)
  }
}

type Launch = { binaries: Binaries; account: Account; port: number }

async function makeHome(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true })
    const proof = join(dataDir, `.write-${process.pid}`)
    await writeFile(proof, '')
    await rm(proof)
  } catch (error) {
    const full = (error as NodeJS.ErrnoException).code === 'ENOSPC'
    if (full) throw new Problem('unavailable', `磁盘已满，无法写入数据文件夹 ${dataDir}。请清理磁盘后重新启动。`)
    throw new Problem('setting', `数据文件夹 ${dataDir} 不可写（${(error as Error).message}）。请更改文件夹权限或另行指定数据文件夹。`)
  }
}

/** The holder is the process that started the server of this folder; if it died, its server is ended, then ours starts. */
async function takeOver(dataDir: string, log: (line: string) => void): Promise<void> {
  const holder = JSON.parse(await readFile(holderFile(dataDir), 'utf8').catch(() => 'null')) as { pid: number; since: string } | null
  const held = holder !== null && isAlive(holder.pid) && signatureOf(holder.pid) === holder.since
  const ended = await endOrphan(join(dataDir, 'data'), held)
  if (ended === 'held') {
    throw new Problem(
      'unavailable',
      `数据文件夹 ${dataDir} 正由另一个进程（进程号 ${holder?.pid}）使用。请先停止它，或另行指定数据文件夹。`,
    )
  }
  if (ended === 'ended') log('Ended the PostgreSQL that a killed process had left behind')
  await writeFile(holderFile(dataDir), JSON.stringify({ pid: process.pid, since: signatureOf(process.pid) }))
}

const holderFile = (dataDir: string) => join(dataDir, 'holder.json')

async function readPasswords(dataDir: string): Promise<Passwords> {
  const file = join(dataDir, 'passwords.json')
  if (existsSync(file)) {
    try {
      return JSON.parse(await readFile(file, 'utf8')) as Passwords
    } catch {
      throw new Problem('setting', `数据库口令文件 ${file} 已损坏。请从备份恢复该文件。`)
    }
  }
  const random = () => randomBytes(24).toString('base64url')
  const passwords = { admin: random(), owner: random(), app: random() }
  await writeFile(`${file}.new`, JSON.stringify(passwords), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return passwords
}

function launch({ dataDir, settings }: PostgresOptions, { binaries, account, port }: Launch): ChildProcess {
  const data = join(dataDir, 'data')
  const log = openSync(join(dataDir, 'postgres.log'), 'w')
  const all: Record<string, string> = { ...ourSettings(), ...settings, port: String(port) }
  const args = ['-D', fromInside(data, account), ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  // Its own session: Ctrl-C in a terminal reaches us, and we end it in order.
  const child = spawn(binaries.postgres, args, {
    ...account,
    cwd: data,
    detached: true,
    stdio: ['ignore', log, log],
    env: bareEnvironment(),
    windowsHide: true,
  })
  child.on('error', () => {})
  child.unref()
  closeSync(log)
  return child
}

function ourSettings(): Record<string, string> {
  const memory = totalmem() / 2 ** 20
  return {
    listen_addresses: '127.0.0.1',
    // In the data folder itself, where the server works.
    unix_socket_directories: process.platform === 'win32' ? '' : '.',
    max_connections: '200',
    shared_buffers: `${Math.round(Math.max(32, Math.min(256, memory / 8)))}MB`,
    effective_cache_size: `${Math.round(Math.max(128, memory / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${Math.round(Math.max(32, Math.min(256, memory / 16)))}MB`,
    wal_compression: 'on',
    max_wal_size: '2GB',
    checkpoint_timeout: '10min',
    fsync: 'on',
    synchronous_commit: 'on',
    random_page_cost: '1.1',
    jit: 'off',
    TimeZone: 'UTC',
    default_text_search_config: 'pg_catalog.simple',
    log_timezone: 'UTC',
    log_min_duration_statement: '2s',
    ...(process.platform === 'linux' ? { effective_io_concurrency: '64' } : {}),
  }
}

/** 'ready', or the server's last words. The server writes its state into line 8 of postmaster.pid. */
async function untilReady(child: ChildProcess, dataDir: string): Promise<string> {
  const lastWords = () => readFileSync(join(dataDir, 'postgres.log'), 'utf8').slice(-4_000)
  const recoveryLimit = Date.now() + 600_000
  while (Date.now() < recoveryLimit) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return lastWords()
    const lines = (await readFile(join(dataDir, 'data', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return 'ready'
    await sleep(5)
  }
  return `did not become ready in ten minutes\n${lastWords()}`
}

/** What a killed predecessor leaves for a moment: its lock file, its shared memory, its last sessions. */
const isPassing = (words: string) => /lock file|pre-existing shared memory|still in use|is being shut down/.test(words)

type Finish = PostgresOptions & { port: number; passwords: Passwords; binaries: Binaries; log: (line: string) => void }

async function finish(child: ChildProcess, { dataDir, port, passwords, binaries, log }: Finish): Promise<Postgres> {
  const pid = child.pid!
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const lastChance = () => {
    if (child.exitCode === null) kill(pid, 'SIGINT')
  }
  process.once('exit', lastChance)
  const stop = async () => {
    process.off('exit', lastChance)
    if (child.exitCode !== null || child.signalCode !== null) return
    child.ref()
    if (process.platform === 'win32') {
      execFileSync(binaries.pgCtl, ['stop', '-D', join(dataDir, 'data'), '-m', 'fast'])
      await ended
    } else {
      // Pools say they have ended a moment before their sessions have: those may finish, later ones are cut.
      for (const [signal, patience] of [
        ['SIGTERM', 300],
        ['SIGINT', 30_000],
        ['SIGQUIT', 10_000],
        ['SIGKILL', 60_000],
      ] as const) {
        kill(pid, signal)
        if (await within(patience, ended)) break
      }
    }
    log('Stopped PostgreSQL')
  }
  const host = addressOf(dataDir, port)
  const url = (role: string, password: string, database: string) => `postgres://${role}:${password}@${host}:${port}/${database}`
  const adminUrl = url('postgres', passwords.admin, 'postgres')
  await prepareOnce(dataDir, adminUrl, passwords).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  log(`PostgreSQL is ready on port ${port}`)
  return {
    adminUrl,
    ownerUrl: url('shuzhi_owner', passwords.owner, 'shuzhi'),
    appUrl: url('shuzhi_app', passwords.app, 'shuzhi'),
    port,
    pid,
    ended,
    stop,
    crash: () => kill(pid, 'SIGKILL'),
  }
}

/** The system's limit for the path of a socket, its final zero left out; the least of all systems. */
const longestSocket = 103

/** The socket in the data folder: every way to the database costs a third less than through the network. Where its path is too long, the network. */
function addressOf(dataDir: string, port: number): string {
  const folder = resolve(dataDir, 'data')
  const isUsable = process.platform !== 'win32' && Buffer.byteLength(`${folder}/.s.PGSQL.${port}`) <= longestSocket
  return isUsable ? encodeURIComponent(folder) : '127.0.0.1'
}

async function prepareOnce(dataDir: string, adminUrl: string, passwords: Passwords): Promise<void> {
  const marker = join(dataDir, 'prepared')
  if (existsSync(marker)) return
  await withClient(adminUrl.replace(/\/postgres$/, '/template1'), prepareExtensions)
  await withClient(adminUrl, async client => {
    await prepareRoles(client, passwords)
    const exists = await client.query("select 1 from pg_database where datname = 'shuzhi'")
    if (!exists.rowCount) await createDatabase(client, 'shuzhi')
    await client.query('checkpoint')
  })
  await writeFile(marker, '')
  await chmod(join(dataDir, 'passwords.json'), 0o600)
}

async function withClient(connectionString: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** True when it happened within so many milliseconds. */
async function within(patience: number, event: Promise<void>): Promise<boolean> {
  const waiting = new AbortController()
  const late = sleep(patience, false, { signal: waiting.signal }).catch(() => true)
  const happened = await Promise.race([event.then(() => true), late])
  waiting.abort()
  return happened
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Already gone.
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
