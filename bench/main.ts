// npm run bench: what we promise about speed, measured here and now.
//   --scale        also at 100,000 and 1,000,000 cases (some minutes of loading)
//   --only <part>  cases, ledger, start or page
//   --json         the figures as JSON at the end
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchCases } from './cases.ts'
import { benchLedger } from './ledger.ts'
import { isMet, type Line, table } from './line.ts'
import { benchPage, benchStart } from './start.ts'

const { values: options } = parseArgs({
  options: { scale: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, only: { type: 'string' } },
})
const say = (line: string) => process.stderr.write(`${line}\n`)
const wanted = (part: string) => options.only === undefined || options.only === part

const lines: Line[] = []
let postgres = 'not asked'
if (wanted('page')) lines.push(...benchPage(join(import.meta.dirname, '..')))
if (wanted('start')) {
  say('starts …')
  lines.push(...(await benchStart()))
}
if (wanted('cases')) {
  const done = await benchCases(options.scale ? [10_000, 100_000, 1_000_000] : [10_000], say)
  lines.push(...done.lines)
  postgres = done.postgres
}
if (wanted('ledger')) {
  say('ledger …')
  const figures = await benchLedger(options.scale ? 1_000_000 : 50_000)
  const at = `${figures.entries.toLocaleString('en')} entries`
  lines.push(
    { what: `ledger entries given their place, ${at}`, ours: { perSecond: figures.sequencedPerSecond }, aim: { perSecond: 20_000 } },
    { what: `ledger proof of inclusion, ${at}`, ours: { p50: figures.inclusionMs.p50, p95: figures.inclusionMs.p95 }, aim: { p95: 1 } },
  )
}
// Peers (DBOS for the step, Directus for the list) belong in `bench/peers/`, run in this same call, and fill `peer` of their line.

const machine = {
  cores: cpus().length,
  processor: cpus()[0]?.model ?? 'unknown',
  gigabytes: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  postgres,
  at: new Date().toISOString(),
}
console.log(
  `\n${machine.cores} × ${machine.processor}, ${machine.gigabytes} GB, Node ${machine.node}, PostgreSQL ${machine.postgres}; client, server and database on this machine; durable commits\n`,
)
console.log(table(lines))
if (options.json) console.log(JSON.stringify({ machine, lines: lines.map(line => ({ ...line, met: isMet(line) })) }, null, 1))
