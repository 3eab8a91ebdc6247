import { openCity } from './city.ts'
import { handOver, accepted } from '../src/testing/supervision-load.ts'
import { readFileSync, copyFileSync } from 'node:fs'
const bench = await openCity({ settings: { session_preload_libraries: 'auto_explain', 'auto_explain.log_min_duration': '0', 'auto_explain.log_analyze': 'on', 'auto_explain.log_buffers': 'on', 'auto_explain.log_timing': 'on', 'auto_explain.log_nested_statements': 'on', 'auto_explain.log_triggers':'on', log_planner_stats: 'off' } })
try {
  const plans = await Promise.all(Array.from({ length: 4 }, (_, i) => handOver(bench.cast, 50, i * 7)))
  const tasks = plans.flatMap(p => p.tasks)
  const post = (who: any, id: string, act: string, body: object) => who.call('POST', `/api/cases/supervision-task/${id}/acts/${act}`, { body, headers: { 'idempotency-key': crypto.randomUUID() } }).then(accepted)
  for (const one of tasks) await post(bench.cast.officer, one.id, 'urge', { values: {}, reason: '请抓紧' })
  await bench.admin.query("select '===MARK==='")
  for (const one of tasks.slice(0, 40)) await post(bench.cast.officer, one.id, 'urge', { values: {}, reason: '请抓紧' })
  copyFileSync(`${bench.dataDir}/postgres/postgres.log`, '/tmp/faults-explain.log')
} finally { await bench.close() }
