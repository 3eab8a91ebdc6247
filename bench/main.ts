// npm run bench: what we promise about speed, measured here and now, with the peers in the same call.
//   NAME …         only these parts: page, start, step, inbox, list, ledger
//   --size 1e6     how many cases at most; measured at 10,000, 100,000 … up to it, with ten events each (default 10,000)
//   --no-peers     without the peers
//   --no-page      leaves docs/bench as it is
//   --json         the figures as JSON at the end
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { handOver } from '../src/testing/supervision-load.ts'
import { officials, openCases } from './acts.ts'
import { fillCases } from './bulk.ts'
import { type BenchCity, openCity } from './city.ts'
import { inboxLines } from './inbox.ts'
import { ledgerLines } from './ledger.ts'
import { isMet, type Line, type Missing, markOf, sizeText, table, textOf } from './line.ts'
import { listLines } from './list.ts'
import { machineWith } from './machine.ts'
import { writePage } from './page.ts'
import { type PeerName, type PeerRun, runPeer } from './peers.ts'
import { benchPage, benchStart } from './start.ts'
import { stepLines } from './step.ts'

const parts = ['page', 'start', 'step', 'inbox', 'list', 'ledger'] as const
const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    size: { type: 'string', default: '1e4' },
    json: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: true },
    page: { type: 'boolean', default: true },
  },
})
const unknown = names.filter(name => !(parts as readonly string[]).includes(name))
if (unknown.length > 0) {
  process.stderr.write(`没有名为“${unknown.join('、')}”的部分，可选：${parts.join('、')}\n`)
  process.exit(2)
}
const most = Number(options.size)
if (!(most >= 1000)) {
  process.stderr.write('--size 应为 1000 以上的数，如 1e6\n')
  process.exit(2)
}
const wanted = (...some: (typeof parts)[number][]) => names.length === 0 || some.some(part => names.includes(part))
const say = (line: string) => process.stderr.write(`${line}\n`)
const root = join(import.meta.dirname, '..')
const lines: Line[] = []
const missing: Missing[] = []
let postgres = '未使用'
const add = (more: readonly Line[]) => {
  for (const line of more) {
    lines.push(line)
    say(
      `  ${markOf(line)} ${line.what} ${sizeText(line.size)}：${textOf(line.ours)}${line.peer ? `；${line.peer.name} ${textOf(line.peer)}` : ''}`,
    )
  }
}

/** 10,000, 100,000 … and the most itself. */
const sizes = [...[1e4, 1e5, 1e6, 1e7].filter(size => size < most), most]

async function benchCases(): Promise<void> {
  const city = await openCity({ organs: officials })
  postgres = city.version
  try {
    await Promise.all([0, 1, 2, 3].map(part => handOver(city.cast, 50, part * 50)))
    for (const size of sizes) await benchAt(city, size)
  } finally {
    await city.close()
  }
}

async function benchAt(city: BenchCity, size: number): Promise<void> {
  say(`装入 ${sizeText(size)} 件……`)
  const began = performance.now()
  const cases = await fillCases(city.admin, size)
  say(`  装入用时 ${Math.round((performance.now() - began) / 1000)} 秒`)
  const mine = await openCases(city)
  const ask = async (name: PeerName, when: boolean, args: readonly string[] = []): Promise<PeerRun | undefined> => {
    if (!options.peers || !when) return undefined
    say(`同行 ${name}……`)
    const run = await runPeer(name, city.admin, args)
    if ('why' in run && !missing.some(one => one.name === run.name)) {
      missing.push(run)
      say(`  ${run.name} 没能测到：${run.why}`)
    }
    return run
  }
  const directus = await ask('directus', wanted('step', 'list'), [String(cases)])
  const dbos = await ask('dbos', wanted('step') && size === sizes[0])
  if (wanted('step')) add(await stepLines(city, mine, cases, { ...(dbos && { dbos }), ...(directus && { directus }) }))
  if (wanted('inbox')) add(await inboxLines(mine, cases))
  if (wanted('list')) add(await listLines(city, mine, cases, directus))
}

if (wanted('page')) add(await benchPage(root))
if (wanted('start')) {
  say('启动……')
  add(await benchStart())
}
if (wanted('step', 'inbox', 'list')) await benchCases()
if (wanted('ledger')) {
  say('账本……')
  for (const size of sizes.map(one => Math.min(one, 1e6))) add(await ledgerLines(size))
}

const machine = machineWith(postgres)
process.stdout.write(
  `\n${machine.cores} × ${machine.processor}, ${machine.gigabytes} GB, Node ${machine.node}, PostgreSQL ${machine.postgres}, load ${machine.load}; client, server and database on this machine; durable commits\n\n`,
)
process.stdout.write(`${table(lines)}\n`)
for (const one of missing) process.stdout.write(`\n${one.name}: ${one.why}\n`)
// A part of the lines would overwrite the rest of the page.
if (options.page && names.length === 0) process.stdout.write(`\n${writePage(root, machine, lines, missing)}\n`)
if (options.json)
  process.stdout.write(`${JSON.stringify({ machine, lines: lines.map(line => ({ ...line, met: isMet(line) })), missing }, null, 1)}\n`)
