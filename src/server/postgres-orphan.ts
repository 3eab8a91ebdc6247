// A parent killed with -9 leaves its database server running. It is recognised by its lock file and ended in order.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** 'held': a living process uses it; 'ended': an orphan was ended; 'none': nothing ran. */
export async function endOrphan(data: string, held: boolean): Promise<'held' | 'ended' | 'none'> {
  const lock = join(data, 'postmaster.pid')
  const pid = Number((await readFile(lock, 'utf8').catch(() => '')).split('\n')[0])
  if (!pid) return 'none'
  if (!isAlive(pid) || !isPostgres(pid)) {
    // The number may now belong to a stranger, which PostgreSQL itself cannot tell when both run under one user.
    await rm(lock, { force: true })
    return 'none'
  }
  if (held) {
    // One that was killed this very moment may not have gone yet.
    await sleep(30)
    return isAlive(pid) ? 'held' : 'ended'
  }
  for (const [signal, patience] of [
    ['SIGINT', 4_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 1_000],
  ] as const) {
    process.kill(pid, signal)
    const limit = Date.now() + patience
    while (Date.now() < limit) {
      if (!isAlive(pid)) return 'ended'
      await sleep(10)
    }
  }
  return 'ended'
}

/** A zombie is not alive: a child that we have not reaped yet, or one that nobody will (a container without an init). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return !/^\) Z/.test(statOf(pid))
}

/** When a process began: tells it from a later one with the same number. */
export function signatureOf(pid: number): string {
  if (existsSync('/proc/self/stat')) return statOf(pid).split(' ')[20] ?? ''
  if (process.platform === 'win32') return ''
  return run('ps', ['-o', 'lstart=', '-p', String(pid)])
}

function isPostgres(pid: number): boolean {
  if (existsSync('/proc/self/stat')) return readQuietly(`/proc/${pid}/comm`).startsWith('postgres')
  if (process.platform === 'win32') return true
  return run('ps', ['-o', 'comm=', '-p', String(pid)]).includes('postgres')
}

/** From the closing bracket of the name on: `) S 1 …`, so that spaces in names do not shift the columns. */
function statOf(pid: number): string {
  const line = readQuietly(`/proc/${pid}/stat`)
  return line.slice(line.lastIndexOf(')'))
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function run(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
