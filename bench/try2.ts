// one connection: which statements, how long, generic or custom
import { openCity } from './city.ts'
import { handOver } from '../src/testing/supervision-load.ts'
import { makePlatform } from '../src/server/platform.ts'
import { loadScenes } from '../src/server/load-scenes.ts'
import { createKeyRing } from '../src/capabilities/store/key-ring.ts'
import { openSigner } from '../src/capabilities/ledger/signer.ts'
import pg from 'pg'
const bench = await openCity()
try {
  const plans = await Promise.all(Array.from({ length: 6 }, (_, i) => handOver(bench.cast, 50, i * 7)))
  const tasks = plans.flatMap(p => p.tasks)
  const url = bench.appUrl
  const platform = await makePlatform({ city: bench.city, scenes: await loadScenes(), url, connections: 1, data: '/tmp/x', keyRing: createKeyRing(), signer: await openSigner('/tmp/x.pem') })
  const subject = (await platform.identity.findSubject(bench.cast.officer.person))!
  const liaison = (await platform.identity.findSubject(bench.cast.liaisons.get(tasks[0]!.lead)!.person))!
  const q = pg.Client.prototype.query
  const seen = new Map<string, { n: number; ms: number }>()
  ;(pg.Client.prototype as any).query = async function (this: any, c: any, v: any) {
    const text = typeof c === 'string' ? c : c.text; const t = performance.now()
    try { return await q.call(this, c, v) } finally { const e = seen.get(text) ?? { n: 0, ms: 0 }; e.n++; e.ms += performance.now() - t; seen.set(text, e) }
  }
  for (const [who, act, more] of [[subject, 'urge', {}], [subject, 'comment', {}], [liaison, 'report', { values: { progressText: '进展', progress: 30 }, branch: 'lead' }]] as const) {
    const of = act === 'report' ? tasks.filter(t => t.lead === tasks[0]!.lead) : tasks
    if (act === 'report') for (const t of of) await platform.flow.act(who, { record: 'supervision-task', id: t.id, act: 'sign' })
    seen.clear()
    const t = performance.now(); const c = process.cpuUsage()
    for (const one of of) await platform.flow.act(who, { record: 'supervision-task', id: one.id, act, reason: '请抓紧办理', key: crypto.randomUUID(), ...more })
    const d = process.cpuUsage(c)
    console.log('==', act, 'wall/act', ((performance.now() - t) / of.length).toFixed(2), 'node cpu/act', ((d.user + d.system) / 1000 / of.length).toFixed(2))
    for (const [text, e] of seen) console.log(String(e.n).padStart(5), (e.ms / e.n).toFixed(2).padStart(6), 'ms', text.length, text.replace(/\s+/g, ' ').slice(0, 150))
  }
  const { rows } = await platform.pool.query('select name, generic_plans g, custom_plans c, left(statement, 90) s from pg_prepared_statements order by 2 + 3 desc')
  for (const r of rows) console.log(r.name, 'generic', r.g, 'custom', r.c, r.s.replace(/\s+/g, ' '))
  await platform.close()
} finally { await bench.close() }
