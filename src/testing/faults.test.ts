// kill -9 under load, with an oracle: real server processes, a real PostgreSQL, many officials at once. SHUZHI_ROUNDS=200 for the long proof.
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest'
import type { City } from '#declare'
import { applyMigrations } from '../capabilities/store/migrations.ts'
import { loadCity } from '../server/load-city.ts'
import { startPostgres } from '../server/postgres.ts'
import { judge, settleLost } from './after-fault.ts'
import { httpClient } from './http-client.ts'
import type { Remembered } from './oracle.ts'
import { freePort, type RealServer, startServer } from './real-server.ts'
import { restless } from './restless.ts'
import { type Cast, type Handed, handOver, logInCast, untilReady } from './supervision-load.ts'

const rounds = Number(process.env['SHUZHI_ROUNDS'] ?? 6)
const migrations = join(import.meta.dirname, '..', '..', 'migrations')
let city: City
let data: string
beforeAll(async () => {
  city = await loadCity('lanting')
  data = await mkdtemp(join(tmpdir(), 'shuzhi-faults-'))
})
afterAll(() => rm(data, { recursive: true, force: true }))

const count = (of: Iterable<Remembered>, outcome: Remembered['outcome']) => [...of].filter(one => one.outcome === outcome).length

describe('the server with its own PostgreSQL', () => {
  test(`${rounds} rounds of kill -9 lose nothing acknowledged and do nothing twice`, { timeout: 120_000 + rounds * 30_000 }, async () => {
    const folder = join(data, 'embedded')
    const env = { SHUZHI_DATA: folder, SHUZHI_CITY: city.id, SHUZHI_DEMO: 'on', SHUZHI_STORY: 'off', PORT: String(await freePort()) }
    const first = await startPostgres({ dataDir: join(folder, 'postgres') })
    await applyMigrations(first.ownerUrl, migrations)
    await first.stop()
    const lock = () => readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')
    let known = 0
    /** The last known while it is being started again. */
    const postgresPid = () => {
      try {
        known = Number(lock()[0]) || known
      } catch (error) {
        if ((error as { code?: string }).code !== 'ENOENT') throw error
      }
      return known
    }
    const url = () => {
      const passwords = JSON.parse(readFileSync(join(folder, 'postgres/passwords.json'), 'utf8')) as { app: string }
      return `postgres://shuzhi_app:${passwords.app}@127.0.0.1:${lock()[3]}/shuzhi`
    }
    let server: RealServer = await startServer(env)
    const http = httpClient(server.url)
    let cast: Cast = await logInCast(http, city, 6)
    const tasks: Handed['tasks'][number][] = []
    const remembered: Remembered[] = []
    try {
      for (let round = 0; round < rounds; round += 1) {
        // Connections that idled while all was judged may be closed at this very moment.
        http.close()
        if (round % 10 === 0) tasks.splice(0, tasks.length, ...(await handOver(cast, 12, round)).tasks)
        const began = performance.now()
        const run = restless(tasks, () => cast, { workers: 12 })
        await sleep(200 + Math.random() * 800)
        const victim = (['server', 'postgres', 'both'] as const)[round % 3]!
        const killed = postgresPid()
        if (victim !== 'server') process.kill(killed, 'SIGKILL')
        if (victim !== 'postgres') {
          await server.end('SIGKILL')
          server = await startServer(env)
        }
        // Its last sessions may answer a moment longer than the one that was killed.
        while (victim === 'postgres' && postgresPid() === killed && server.isUp()) await sleep(20)
        await untilReady(http).catch((error: Error) => {
          throw new Error(
            `${error.message}\nafter killing ${victim} in round ${round + 1}; the server ${server.isUp() ? 'runs' : 'has ended'}:\n${server.words()}`,
          )
        })
        await sleep(200 + Math.random() * 300)
        await run.stop()
        // Sessions lie in the database: nobody has to log in again.
        remembered.push(...(await settleLost(run)))
        const faults = await judge({ city, url: url(), data: folder }, remembered)
        expect(faults, `after killing ${victim} in round ${round + 1}`).toEqual([])
        expect(count(run.remembered, 'done')).toBeGreaterThan(0)
        if (process.env['SHUZHI_ROUNDS'])
          console.log(
            `round ${round + 1}, killed ${victim}: ${JSON.stringify([...run.answers])}, lost ${run.lost.length}, ${Math.round(performance.now() - began)} ms`,
          )
      }
      cast = await logInCast(http, city, 6)
      console.log(`${rounds} rounds: ${count(remembered, 'done')} acts acknowledged, ${count(remembered, 'refused')} refused`)
    } finally {
      http.close()
      await server.end()
    }
  })
})

describe('servers on a database of the city', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>
  let env: Record<string, string>
  let dataDir: string
  let away = false
  beforeAll(async () => {
    dataDir = join(data, 'own')
    postgres = await startPostgres({ dataDir, port: await freePort() })
    await applyMigrations(postgres.ownerUrl, migrations)
    env = {
      SHUZHI_DATA: join(data, 'servers'),
      SHUZHI_CITY: city.id,
      SHUZHI_DEMO: 'on',
      SHUZHI_STORY: 'off',
      DATABASE_URL: postgres.ownerUrl,
      DATABASE_APP_URL: postgres.appUrl,
    }
  })
  afterAll(() => postgres?.stop())
  const faultsNow = (remembered: readonly Remembered[]) => judge({ city, url: postgres.appUrl, data: env['SHUZHI_DATA']! }, remembered)

  test('while the database is gone people are told so, and the server recovers by itself', { timeout: 120_000 }, async () => {
    const server = await startServer(env)
    onTestFailed(() => console.log(server.words()))
    const http = httpClient(server.url)
    try {
      const cast = await logInCast(http, city, 4)
      const { tasks } = await handOver(cast, 6)
      const run = restless(tasks, () => cast, { workers: 8 })
      await sleep(300)
      await postgres.stop()
      away = true
      await sleep(300)
      const refused = await cast.officer.call('POST', `/api/cases/supervision-task/${tasks[0]!.id}/acts/urge`, {
        body: { values: {}, reason: '请抓紧' },
      })
      expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable', title: expect.stringContaining('数据库') } })
      expect(refused.headers['content-type']).toContain('application/problem+json')
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
      const ready = await http.call('GET', '/health/ready')
      expect(ready).toMatchObject({ status: 503, body: { status: 'degraded' } })
      expect((await http.call('GET', '/health/live')).status).toBe(200)
      await sleep(1500)
      postgres = await startPostgres({ dataDir, port: postgres.port })
      away = false
      await untilReady(http)
      await sleep(500)
      await run.stop()
      expect(server.isUp()).toBe(true)
      expect(run.answers.get(503)).toBeGreaterThan(0)
      expect(await faultsNow(await settleLost(run))).toEqual([])
    } finally {
      http.close()
      await server.end()
      if (away) postgres = await startPostgres({ dataDir, port: postgres.port })
    }
  })

  test('two servers act on the same cases: conflicts, never losses', { timeout: 120_000 }, async () => {
    const servers = await Promise.all([startServer(env), startServer(env)])
    onTestFailed(() => console.log(servers.map(server => server.words()).join('\n')))
    const clients = servers.map(server => httpClient(server.url))
    try {
      const casts = await Promise.all(clients.map(http => logInCast(http, city, 4)))
      const { tasks } = await handOver(casts[0]!, 4)
      const run = restless(tasks, () => casts[Math.random() < 0.5 ? 0 : 1]!, { workers: 16 })
      await sleep(2500)
      await run.stop()
      expect(count(run.remembered, 'lost')).toBe(0)
      expect([...run.answers.keys()].filter(status => status >= 500)).toEqual([])
      expect(await faultsNow(run.remembered)).toEqual([])
    } finally {
      for (const http of clients) http.close()
      await Promise.all(servers.map(server => server.end()))
    }
  })

  test('a server that is asked to stop finishes what it has accepted', { timeout: 120_000 }, async () => {
    const [leaving, staying] = await Promise.all([startServer(env), startServer(env)])
    onTestFailed(() => console.log(leaving.words(), staying.words()))
    const clients = [httpClient(leaving.url), httpClient(staying.url)]
    try {
      const [before, after] = [await logInCast(clients[0]!, city, 4), await logInCast(clients[1]!, city, 4)]
      const { tasks } = await handOver(before, 6)
      const run = restless(tasks, () => before, { workers: 12 })
      await sleep(500)
      expect(await leaving.end('SIGTERM')).toBe(0)
      await run.stop()
      expect([...run.answers.keys()].filter(status => status >= 500)).toEqual([])
      // What it no longer answered the other server settles, under the same keys.
      const moved = run.lost.map(({ task, wish, key }) => ({
        task,
        key,
        wish: {
          ...wish,
          who: [after.officer, ...after.liaisons.values(), ...after.heads.values()].find(one => one.person === wish.who.person)!,
        },
      }))
      expect(await faultsNow(await settleLost({ ...run, lost: moved }))).toEqual([])
    } finally {
      for (const http of clients) http.close()
      await Promise.all([leaving.end(), staying.end()])
    }
  })
})
