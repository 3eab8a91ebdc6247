// How many acts a second the whole transaction carries: { row · event · tasks · timers · parties · ledger } on the embedded PostgreSQL.
// Run: node bench/flow-acts.ts [connections] [tasks]. Prints one line of JSON.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createTables } from '../src/capabilities/store/migrations.ts'
import { startPostgres } from '../src/server/postgres.ts'
import { handOver, liaisonOf, organs, overseer, tables, task, wire } from '../src/testing/flow-city.ts'

const connections = Number(process.argv[2] ?? 8)
const count = Number(process.argv[3] ?? 1500)
const dataDir = await mkdtemp(join(tmpdir(), 'shuzhi-bench-'))
// Durable, as in service: fsync and synchronous_commit stay on.
const server = await startPostgres({ dataDir })
await createTables(server.ownerUrl, tables)
const city = wire(server.appUrl, {}, connections)
const inParallel = async (jobs: readonly (() => Promise<unknown>)[]) => {
  const times: number[] = []
  let next = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let job = jobs[next++]; job; job = jobs[next++]) {
        const start = performance.now()
        await job()
        times.push(performance.now() - start)
      }
    }),
  )
  times.sort((a, b) => a - b)
  const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)]! * 10) / 10
  return { perSecond: Math.round((jobs.length / (performance.now() - began)) * 1000), p50: at(0.5), p95: at(0.95) }
}
const [lead, joint] = [liaisonOf(organs.lead), liaisonOf(organs.joint)]
const made = (await Promise.all(Array.from({ length: Math.ceil(count / 50) }, () => handOver(city, {}, 50)))).flatMap(one => one.tasks)
// Warm: the first acts plan their statements.
await handOver(city, {}, 50)
const sign = await inParallel(made.map(id => () => city.flow.act(lead, { record: task.name, id, act: 'sign' })))
const join2 = await inParallel(made.map(id => () => city.flow.act(joint, { record: task.name, id, act: 'sign', key: `k${id}` })))
const urge = await inParallel(made.map(id => () => city.flow.act(overseer, { record: task.name, id, act: 'urge', reason: '请抓紧办理' })))
const inbox = await inParallel(made.slice(0, 500).map(() => () => city.inbox.list(lead, { tab: 'todo' })))
const counts = await inParallel(made.slice(0, 500).map(() => () => city.inbox.counts(lead)))
const page = await inParallel(made.slice(0, 500).map(id => () => city.inbox.detail(lead, task.name, id)))
// What this machine gives at all: a round trip that asks nothing, and the smallest durable change.
const trip = await inParallel(made.map(() => () => city.pool.query('select 1')))
const smallest = await inParallel(
  made.map(
    id => () => city.store.asSystemPastAccessRules(tx => sql`update flow_timer set place = place where case_id = ${id}`.execute(tx)),
  ),
)
console.log(JSON.stringify({ connections, cases: made.length, sign, signWithKey: join2, urge, inbox, counts, page, trip, smallest }))
await city.end()
await server.stop()
await rm(dataDir, { recursive: true, force: true })
