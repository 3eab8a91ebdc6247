// Where the time of a request goes: processor time of server, database and client for each, bytes of the log, statements, context switches;
// also in yards (see machine.ts), which other programs on the machine move little. Linux only.
// Run: node bin/run.mjs bench/probe.ts [--cases 10000] [--acts 600] [--at 50] [--only comment] [--statements] [--profile folder]
import { readdirSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { handOver } from '../src/testing/supervision-load.ts'
import { act, get, type Mine, officials, openCases } from './acts.ts'
import { fillCases } from './bulk.ts'
import { openCity } from './city.ts'
import { yardstick } from './machine.ts'
import { timed } from './measure.ts'

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string' },
    acts: { type: 'string', default: '600' },
    at: { type: 'string', default: '50' },
    only: { type: 'string' },
    statements: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
})
const statistics = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.max': '5000' }
const bench = await openCity({
  organs: officials,
  ...(options.statements && { settings: statistics }),
  ...(options.profile && { nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] }),
})
const { cast, admin, server } = bench

const fieldsOf = (pid: number): string[] => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
/** Milliseconds of processor time. */
const used = (pid: number): number => (Number(fieldsOf(pid)[11]) + Number(fieldsOf(pid)[12])) * 10
const postmaster = Number(readFileSync(`${bench.dataDir}/postgres/data/postmaster.pid`, 'utf8').split('\n')[0])
const isBackend = (name: string): boolean => {
  try {
    return /^\d+$/.test(name) && Number(fieldsOf(Number(name))[1]) === postmaster
  } catch {
    return false // It has ended meanwhile.
  }
}
const backends = (): number[] => readdirSync('/proc').filter(isBackend).map(Number)
const written = async (): Promise<number> =>
  Number((await admin.query<{ n: string }>("select pg_current_wal_lsn() - '0/0' as n")).rows[0]!.n)
const now = async () => ({
  server: used(server.pid),
  database: backends().reduce((sum, pid) => sum + used(pid), 0),
  client: process.cpuUsage(),
  written: await written(),
})

const filter = encodeURIComponent(JSON.stringify({ op: 'is', field: 'state', value: 'handling' }))
const list = `/api/records/supervision-task?filter=${filter}&limit=30`
const jobs: Readonly<Record<string, (one: Mine) => Promise<unknown>>> = {
  comment: ({ id, liaison }) => act(liaison, id, 'comment'),
  urge: ({ id }) => act(cast.officer, id, 'urge'),
  inbox: ({ liaison }) => get(liaison, '/api/inbox'),
  organList: ({ liaison }) => get(liaison, list),
  cityList: () => get(cast.officer, list),
}

try {
  await Promise.all([0, 1, 2, 3].map(part => handOver(cast, 50, part * 50)))
  if (options.cases) await fillCases(admin, Number(options.cases))
  if (options.statements) await admin.query('create extension if not exists pg_stat_statements')
  const mine = await openCases(bench)
  for (const [name, job] of Object.entries(jobs)) if (options.only === undefined || options.only === name) await measure(name, mine, job)
} finally {
  await bench.close()
}

async function measure(name: string, mine: readonly Mine[], job: (one: Mine) => Promise<unknown>): Promise<void> {
  const count = Number(options.acts)
  const each = (sum: number) => Math.round((sum / count) * 100) / 100
  const many = Array.from({ length: count }, (_, n) => () => job(mine[n % mine.length]!))
  await timed(8, many.slice(0, 200))
  if (options.statements) await admin.query('select pg_stat_statements_reset()')
  const yards: number[] = []
  const beat = setInterval(() => yards.push(yardstick()), 200)
  const before = await now()
  const times = await timed(Number(options.at), many)
  clearInterval(beat)
  const after = await now()
  const yard = yards.reduce((a, b) => a + b, 0) / Math.max(1, yards.length)
  if (options.statements) await sayStatements(count)
  const client = process.cpuUsage(before.client)
  const figures = {
    serverMs: each(after.server - before.server),
    databaseMs: each(after.database - before.database),
    clientMs: each((client.user + client.system) / 1000),
    serverYards: each((after.server - before.server) / yard),
    databaseYards: each((after.database - before.database) / yard),
    logBytes: Math.round((after.written - before.written) / count),
    ...times,
  }
  process.stdout.write(`${name.padEnd(10)} ${JSON.stringify(figures)}\n`)
}

/** The dearest statements, for each request. */
async function sayStatements(count: number): Promise<void> {
  const { rows } = await admin.query<{ calls: string; ms: number; best: number; query: string }>(
    'select calls, total_exec_time ms, min_exec_time best, query from pg_stat_statements order by total_exec_time desc limit 12',
  )
  for (const { calls, ms, best, query } of rows)
    process.stdout.write(
      `  ${(Number(calls) / count).toFixed(2)} calls, ${(ms / count).toFixed(3)} ms (one at best ${best.toFixed(3)}): ${query.replace(/\s+/g, ' ').slice(0, 140)}\n`,
    )
}
