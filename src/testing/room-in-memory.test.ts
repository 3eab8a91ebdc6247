// What a killed run left in memory goes; what another run is working with stays.
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { signatureOf } from '../server/postgres-orphan.ts'
import { clearLeftovers, prefix } from './room-in-memory.ts'

it('clears what is old and held by nobody, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shuzhi-room-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const mine = { pid: process.pid, since: signatureOf(process.pid) }
  const long = new Date(Date.now() - 5 * 3_600_000)
  for (const [name, holder, at] of [
    [`${prefix}held`, mine, long],
    [`${prefix}reborn`, { ...mine, since: 'another process of the same number' }, long],
    [`${prefix}fresh`, undefined, new Date()],
    [`${prefix}left`, undefined, long],
    ['somebody-else', undefined, long],
  ] as const) {
    const path = join(folder, name)
    await mkdir(path)
    if (holder) await writeFile(join(path, 'holder.json'), JSON.stringify(holder))
    await utimes(path, at, at)
  }
  await clearLeftovers(folder)
  expect((await readdir(folder)).sort()).toEqual([`${prefix}fresh`, `${prefix}held`, 'somebody-else'])
  await clearLeftovers(join(folder, 'not-there'))
})
