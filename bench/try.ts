import { openCity } from './city.ts'
import { timed } from './measure.ts'
import { accepted, handOver } from '../src/testing/supervision-load.ts'
const bench = await openCity({ nodeOptions: process.env.PROF ? ['--cpu-prof', '--cpu-prof-dir=/tmp/faults-prof'] : [] , settings: process.env.EXPLAIN ? {session_preload_libraries:'auto_explain','auto_explain.log_min_duration':'0','auto_explain.log_nested_statements':'on','auto_explain.log_analyze':'on'}:{}})
try {
  const { cast } = bench
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
  })) console.log(name.padEnd(8), JSON.stringify(await timed(50, tasks.map(one => () => job(one)))))
} finally { await bench.close() }
