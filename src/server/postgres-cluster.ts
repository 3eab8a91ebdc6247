// Makes the folder of the embedded PostgreSQL, checks one that is there, and says in Chinese what is wrong with it.
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '#declare'
import type { Account, Binaries } from './postgres-binaries.ts'
import type { Passwords } from './postgres-roles.ts'

type Making = { binaries: Binaries; account: Account; passwords: Passwords; log: (line: string) => void; unsafe: boolean }

/** initdb into a draft that is renamed when whole, so that an interrupted first start leaves nothing half-made. */
export async function makeCluster(dataDir: string, { binaries, account, passwords, log, unsafe }: Making): Promise<void> {
  const data = join(dataDir, 'data')
  if (existsSync(data)) return checkCluster(data, binaries.major)
  const draft = join(dataDir, 'data.new')
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  const secret = join(dataDir, 'initdb.password')
  await writeFile(secret, passwords.admin, { mode: 0o600 })
  for (const path of [draft, secret]) if (account.uid !== undefined) await chown(path, account.uid, account.gid ?? account.uid)
  const arguments_ = [
    ...['-D', fromInside(draft, account), '--username=postgres', '--encoding=UTF8', '--auth=scram-sha-256'],
    `--pwfile=${account.uid === undefined ? secret : '/dev/stdin'}`,
    ...['--locale=C', '--data-checksums', '--no-instructions'],
    // Collation of its own, the same on every machine: since 17. Before, `C` sorts by code point all the same.
    ...(binaries.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []),
    ...(unsafe ? ['--no-sync'] : []),
  ]
  try {
    const words = firstWords(characterTypes, type => {
      // Handed over open: the unprivileged user may not be able to walk to it.
      const handle = openSync(secret, 'r')
      const { status, stderr, error } = spawnSync(binaries.initdb, [...arguments_, `--lc-ctype=${type}`], {
        ...account,
        cwd: draft,
        stdio: [handle, 'ignore', 'pipe'],
        env: bareEnvironment(),
        encoding: 'utf8',
      })
      closeSync(handle)
      return status === 0 ? undefined : (error?.message ?? stderr)
    })
    if (words !== undefined) throw explain(words, dataDir, 0)
    await rename(draft, data)
  } finally {
    await rm(secret, { force: true })
    await rm(draft, { recursive: true, force: true })
  }
  log('Made a new PostgreSQL cluster')
}

/** Which characters are letters: trigram search over Chinese needs one that knows Unicode. Sorting is not touched. */
const characterTypes = ['C.UTF-8', 'en_US.UTF-8', 'C'] as const

/** Undefined as soon as one attempt succeeds, else the words of the last. */
function firstWords(attempts: readonly string[], attempt: (type: string) => string | undefined): string | undefined {
  let words: string | undefined
  for (const type of attempts) {
    words = attempt(type)
    if (words === undefined || !/invalid locale/.test(words)) return words
  }
  return words
}

async function checkCluster(data: string, major: number): Promise<void> {
  const version = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  const control = await stat(join(data, 'global', 'pg_control')).catch(() => undefined)
  if (!/^\d+$/.test(version) || !control) {
    throw new Problem('setting', `数据文件夹 ${data} 不是完整的 PostgreSQL 数据。请从备份恢复，或另行指定一个空文件夹。`)
  }
  if (Number(version) !== major) {
    throw new Problem('setting', `数据文件夹 ${data} 由 PostgreSQL ${version} 建立，本平台自带的是 ${major}。请先按升级说明迁移数据。`)
  }
}

/**
 * Below root's closed home the unprivileged server could not walk to its own folder. It is started inside it instead, and told
 * so by the link that Linux keeps for every process.
 */
export function fromInside(folder: string, account: Account): string {
  return account.uid !== undefined && existsSync('/proc/self/cwd') ? '/proc/self/cwd' : folder
}

/** A stray PGDATA or LC_ALL of the operator's shell must not reach the server. */
export function bareEnvironment(): Record<string, string> {
  const { PATH = '', SystemRoot = '', TEMP = '', TMP = '' } = process.env
  return process.platform === 'win32' ? { PATH, SystemRoot, TEMP, TMP } : { PATH, LC_ALL: 'C' }
}

/** The server's last words as a sentence for the operator. */
export function explain(words: string, dataDir: string, port: number): Problem {
  if (/could not bind|Address already in use/.test(words)) {
    return new Problem('setting', `端口 ${port} 已被其他程序占用。请停止该程序，或为数据库另行指定端口。`)
  }
  if (/No space left on device/.test(words)) return new Problem('unavailable', '磁盘已满，数据库无法启动。请清理磁盘后重新启动。')
  if (/lock file|pre-existing shared memory/.test(words)) {
    return new Problem('unavailable', `数据文件夹 ${dataDir} 正由另一个数据库进程使用。请先停止它再启动。`)
  }
  if (/Permission denied|Read-only file system/.test(words)) {
    return new Problem('setting', `数据库不能读写数据文件夹 ${dataDir}。请更改文件夹权限或另行指定数据文件夹。`)
  }
  const lastLine = words.split('\n').findLast(line => /FATAL|PANIC|error/i.test(line)) ?? words.trim().slice(-300)
  const damaged = /invalid|corrupt|could not (open|read|locate)|PANIC|checksum/i.test(words)
  if (damaged) return new Problem('setting', `数据文件夹 ${dataDir} 已损坏，数据库无法启动（${lastLine}）。请从备份恢复。`)
  return new Problem('unavailable', `数据库没有启动（${lastLine}）。详见 ${join(dataDir, 'postgres.log')}。`)
}
