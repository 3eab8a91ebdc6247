// Two servers behind a proxy that asks for readiness, restarted in turn under load: no request fails, nothing is lost.
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, createServer, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest'
import { applyMigrations } from '../capabilities/store/migrations.ts'
import { loadCity } from '../server/load-city.ts'
import { startPostgres } from '../server/postgres.ts'
import { judge, settleLost } from './after-fault.ts'
import { httpClient } from './http-client.ts'
import { freePort, type RealServer, startServer } from './real-server.ts'
import { restless } from './restless.ts'
import { handOver, logInCast } from './supervision-load.ts'

let data: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'shuzhi-rolling-'))
})
afterAll(() => rm(data, { recursive: true, force: true }))

/** As operators put one in front: requests go in turn to the servers that said they are ready when last asked. */
async function proxyTo(targets: readonly string[], everyMs: number): Promise<{ url: string; close(): Promise<void> }> {
  const ready = new Set(targets)
  const agent = new Agent({ keepAlive: false })
  const ask = async (target: string) => {
    const answer = await fetch(`${target}/health/ready`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
    if (answer?.ok) ready.add(target)
    else ready.delete(target)
  }
  const asking = setInterval(() => void Promise.all(targets.map(ask)), everyMs)
  let turn = 0
  const server: Server = createServer((incoming, outgoing) => {
    const open = targets.filter(target => ready.has(target))
    const target = open[turn++ % open.length]
    if (!target) return void outgoing.writeHead(502).end('{}')
    const onward = request(`${target}${incoming.url}`, { method: incoming.method, headers: incoming.headers, agent }, answer => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end('{}')))
    incoming.pipe(onward)
  })
  const port = await freePort()
  await new Promise<void>(listening => server.listen(port, '127.0.0.1', () => listening()))
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      clearInterval(asking)
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}

test('servers are restarted in turn without a failed request', { timeout: 300_000 }, async () => {
  const city = await loadCity('lanting')
  const postgres = await startPostgres({ dataDir: join(data, 'postgres') })
  await applyMigrations(postgres.ownerUrl, join(import.meta.dirname, '..', '..', 'migrations'))
  const env = {
    SHUZHI_DATA: join(data, 'servers'),
    SHUZHI_CITY: city.id,
    SHUZHI_DEMO: 'on',
    SHUZHI_STORY: 'off',
    DATABASE_URL: postgres.ownerUrl,
    DATABASE_APP_URL: postgres.appUrl,
    DRAIN_SECONDS: '2',
  }
  const ports = [String(await freePort()), String(await freePort())]
  const servers: RealServer[] = []
  for (const port of ports) servers.push(await startServer({ ...env, PORT: port }))
  const proxy = await proxyTo(
    servers.map(server => server.url),
    200,
  )
  const http = httpClient(proxy.url)
  onTestFailed(() => console.log(servers.map(server => server.words()).join('\n')))
  try {
    const cast = await logInCast(http, city, 4)
    const { tasks } = await handOver(cast, 6)
    const run = restless(tasks, () => cast, { workers: 8, pauseMs: 5 })
    for (const [at, port] of ports.entries()) {
      await sleep(500)
      expect(await servers[at]!.end('SIGTERM')).toBe(0)
      servers[at] = await startServer({ ...env, PORT: port })
      // Known to be ready before the next one goes.
      await sleep(800)
    }
    await run.stop()
    expect([...run.answers.keys()].filter(status => status === 0 || status >= 500)).toEqual([])
    expect(run.lost).toEqual([])
    expect(run.remembered.filter(one => one.outcome === 'done').length).toBeGreaterThan(50)
    expect(await judge({ city, url: postgres.appUrl, data: env.SHUZHI_DATA }, await settleLost(run))).toEqual([])
  } finally {
    http.close()
    await proxy.close()
    await Promise.all(servers.map(server => server.end()))
    await postgres.stop()
  }
})
