// A disk of its own, filled to the last byte under load: people are told, nothing acknowledged is lost, and with room it goes on by itself.
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest'
import { loadCity } from '../server/load-city.ts'
import { judge, settleLost } from './after-fault.ts'
import { httpClient } from './http-client.ts'
import { startServer } from './real-server.ts'
import { restless } from './restless.ts'
import { handOver, logInCast, untilReady } from './supervision-load.ts'

/** Only who may mount a small disk can fill one without filling everybody's. */
function mountDisk(folder: string, megabytes: number): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=777`, 'tmpfs', folder], { stdio: 'ignore' }).status === 0
}

const disk = mkdtempSync(join(tmpdir(), 'shuzhi-disk-'))
const mounted = mountDisk(disk, 400)
beforeAll(() => {
  if (!mounted) console.log('A small disk cannot be mounted here: the test with a full one is left out')
})
afterAll(() => {
  if (mounted) execFileSync('umount', ['-l', disk])
  rmSync(disk, { recursive: true, force: true })
})

/** Writes until nothing more fits. */
function fill(file: string): void {
  const handle = openSync(file, 'w')
  for (let block = Buffer.alloc(2 ** 20, 1); block.length > 0; ) {
    try {
      if (writeSync(handle, block) < block.length) throw new Error('no room')
    } catch {
      block = block.subarray(0, Math.floor(block.length / 2))
    }
  }
  closeSync(handle)
}

test.skipIf(!mounted)('a full disk is said, and nothing acknowledged is lost', { timeout: 300_000 }, async () => {
  const city = await loadCity('lanting')
  const data = join(disk, 'data')
  const env = { SHUZHI_DATA: data, SHUZHI_CITY: city.id, SHUZHI_DEMO: 'on', SHUZHI_STORY: 'off' }
  const server = await startServer(env)
  onTestFailed(() => console.log(server.words()))
  const http = httpClient(server.url)
  try {
    const cast = await logInCast(http, city, 4)
    const { tasks } = await handOver(cast, 6)
    const run = restless(tasks, () => cast, { workers: 8 })
    await sleep(500)
    const ballast = join(disk, 'ballast')
    fill(ballast)
    // What is still free in files made ahead is used up first; then writes are refused.
    const limit = Date.now() + 60_000
    let refused = false
    while (!refused && Date.now() < limit) {
      await sleep(200)
      const answer = await cast.officer
        .call('POST', `/api/cases/supervision-task/${tasks[0]!.id}/acts/comment`, {
          body: { values: {}, reason: '补充说明'.repeat(500) },
          headers: { 'idempotency-key': crypto.randomUUID() },
        })
        .catch(() => undefined)
      refused = answer?.status === 503
      if (refused) expect(answer).toMatchObject({ body: { code: 'unavailable', title: expect.stringMatching(/\p{Script=Han}/u) } })
    }
    expect(refused).toBe(true)
    expect(server.isUp()).toBe(true)
    rmSync(ballast)
    await untilReady(http)
    await sleep(500)
    await run.stop()
    expect(server.isUp()).toBe(true)
    const passwords = JSON.parse(readFileSync(join(data, 'postgres/passwords.json'), 'utf8')) as { app: string }
    const port = readFileSync(join(data, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[3]
    const url = `postgres://shuzhi_app:${passwords.app}@127.0.0.1:${port}/shuzhi`
    expect(await judge({ city, url, data }, await settleLost(run))).toEqual([])
  } finally {
    http.close()
    await server.end()
  }
})
