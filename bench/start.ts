// How long one waits for the city: the first start (cluster, tables, people, demo year), the second, and what a browser has to fetch.
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { startServer } from '../src/testing/real-server.ts'
import type { Line } from './line.ts'
import { loadNow } from './machine.ts'
import { median } from './measure.ts'

const round = (value: number) => Math.round(value * 10) / 10

export async function benchStart(): Promise<Line[]> {
  const data = await mkdtemp(join(tmpdir(), 'shuzhi-bench-start-'))
  try {
    const start = async () => {
      const server = await startServer({ SHUZHI_DATA: data, SHUZHI_DEMO: 'on' })
      await server.end()
      return server.readySeconds
    }
    const first = await start()
    const again = [await start(), await start(), await start()]
    return [
      {
        part: 'start',
        what: '首次启动：建库、建表、人员、演示数据',
        ours: { seconds: round(first) },
        aim: { seconds: 120 },
        load: loadNow(),
      },
      { part: 'start', what: '再次启动', ours: { seconds: round(median(again)) }, aim: { seconds: 5 }, load: loadNow() },
    ]
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}

/** Scripts that the first page names itself; what a page fetches later is not counted. */
export async function benchPage(root: string): Promise<Line[]> {
  const folder = join(root, 'dist', 'console')
  const page = join(folder, 'index.html')
  if (!existsSync(page)) await build({ configFile: join(root, 'vite.config.ts'), root: join(root, 'src', 'console'), logLevel: 'error' })
  const scripts = new Set([...readFileSync(page, 'utf8').matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map(found => found[1]!))
  const bytes = [...scripts].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0)
  return [
    {
      part: 'page',
      what: '控制台首屏脚本（gzip）',
      ours: { kilobytes: Math.round(bytes / 1024) },
      aim: { kilobytes: 250 },
      load: loadNow(),
    },
  ]
}
