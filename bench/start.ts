// How long one waits for the city: the first start (cluster, tables, people, demo year), the second, and what a browser has to fetch.
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { startServer } from '../src/testing/real-server.ts'
import type { Line } from './line.ts'
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
      { what: 'first start, with the demo year', ours: { seconds: round(first) }, aim: { seconds: 15 } },
      { what: 'second start', ours: { seconds: round(median(again)) }, aim: { seconds: 5 } },
    ]
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}

/** Scripts that the first page names itself; what a page fetches later is not counted. Nothing, when the console is not built. */
export function benchPage(root: string): Line[] {
  const folder = join(root, 'dist', 'console')
  const page = join(folder, 'index.html')
  if (!existsSync(page)) return []
  const scripts = new Set([...readFileSync(page, 'utf8').matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map(found => found[1]!))
  const bytes = [...scripts].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0)
  return [{ what: 'first scripts of the console, gzip', ours: { kilobytes: Math.round(bytes / 1024) }, aim: { kilobytes: 250 } }]
}
