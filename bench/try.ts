import { openCity } from './city.ts'
import { timed } from './measure.ts'
import { readFileSync, readdirSync } from 'node:fs'
const stat = (pid: number|string) => { try { const p = readFileSync(`/proc/${pid}/stat`,'utf8').split(') ')[1]!.split(' '); return { ppid: Number(p[1]), cpu: (Number(p[11])+Number(p[12]))*10 } } catch { return { ppid: 0, cpu: 0 } } }
let pm = 0
const cpu = (server: number) => [stat(server).cpu, readdirSync('/proc').filter(d=>/^\d+$/.test(d)).map(stat).filter(s=>s.ppid===pm).reduce((a,s)=>a+s.cpu,0), process.cpuUsage().user/1000+process.cpuUsage().system/1000]

import { accepted, handOver } from '../src/testing/supervision-load.ts'
const bench = await openCity({ nodeOptions: process.env.PROF ? ['--cpu-prof', '--cpu-prof-dir=/tmp/faults-prof'] : [] , settings: process.env.EXPLAIN ? {session_preload_libraries:'auto_explain','auto_explain.log_min_duration':'0','auto_explain.log_nested_statements':'on','auto_explain.log_analyze':'on'}:{}})
try {
  const { cast } = bench
  pm = stat((await bench.admin.query('select pg_backend_pid() p')).rows[0].p).ppid
  console.log('start', bench.server.readySeconds)
  const n = Number(process.env.PLANS ?? 10)
  let t = performance.now()
  const plans = await Promise.all(Array.from({ length: n }, (_, i) => handOver(cast, 50, i * 7)))
  console.log('handover', n * 50, 'tasks', Math.round(performance.now() - t), 'ms')
  const tasks = plans.flatMap(p => p.tasks)
  const post = (who: any, id: string, act: string, body: object) => who.call('POST', `/api/cases/supervision-task/${id}/acts/${act}`, { body, headers: { 'idempotency-key': crypto.randomUUID() } }).then(accepted)
  for (const [name, job] of Object.entries({
    sign: (one: any) => post(cast.liaisons.get(one.lead), one.id, 'sign', { values: {} }),
    comment: (one: any) => post(cast.liaisons.get(one.lead), one.id, 'comment', { values: {}, reason: '已报送材料' }),
    urge: (one: any) => post(cast.officer, one.id, 'urge', { values: {}, reason: '请抓紧' }),
    report: (one: any) => post(cast.liaisons.get(one.lead), one.id, 'report', { branch: 'lead', values: { progressText: '进展顺利，已完成阶段任务', progress: 40 } }),
    inbox: (one: any) => cast.liaisons.get(one.lead)!.call('GET', '/api/inbox').then(accepted),
    list: (one: any) => cast.liaisons.get(one.lead)!.call('GET', '/api/records/supervision-task?limit=30').then(accepted),
  })) { const b = cpu(bench.server.pid); const r = await timed(50, tasks.map(one => () => job(one))); const a = cpu(bench.server.pid); console.log(name.padEnd(8), JSON.stringify(r), 'cpu ms/act: server', ((a[0]!-b[0]!)/tasks.length).toFixed(2), 'pg', ((a[1]!-b[1]!)/tasks.length).toFixed(2), 'client', ((a[2]!-b[2]!)/tasks.length).toFixed(2)) }
} finally { await bench.close() }
