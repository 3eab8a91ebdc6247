// Where the database of a test run lies when it need not lie on a disk. Every test file has databases of its own, each some thousand files to copy
// and to delete; on a disk that takes three times as long as all else that a clone needs.
import { readdir, readFile, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { endOrphan, isAlive, signatureOf } from '../server/postgres-orphan.ts'

/** How the folder of a run's database begins. */
export const prefix = 'shuzhi-test-'
/** Bytes of memory that must be free, and of room in its file system; containers often have 64 MB of the latter. */
const plenty = 8 * 2 ** 30
/** Milliseconds after which a run is surely over. */
const longPast = 2 * 3_600_000

/** Linux's file system in memory, freed of what killed runs left there; undefined where it is not, or not plenty. */
export async function findRoomInMemory(folder = '/dev/shm'): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined
  await clearLeftovers(folder)
  if (process.availableMemory() < plenty) return undefined
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: 0, bsize: 0 }))
  return bavail * bsize < plenty ? undefined : folder
}

/** Memory is not given back by a restart of the run: what lies there from hours ago, and whose process has gone, goes too. */
export async function clearLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(prefix)) continue
    const left = join(folder, name)
    const holder = await findHolder(left)
    const began = await stat(left).catch(() => undefined)
    if (!began || Date.now() - began.mtimeMs < longPast) continue
    if (holder && isAlive(holder.pid) && signatureOf(holder.pid) === holder.since) continue
    await endOrphan(join(left, 'data'), false)
    await rm(left, { recursive: true, force: true })
  }
}

const findHolder = async (folder: string): Promise<{ pid: number; since: string } | undefined> =>
  JSON.parse(await readFile(join(folder, 'holder.json'), 'utf8').catch(() => 'null')) ?? undefined
