// What every command needs before it can run: the packages installed, the console built. Runs on Node 20, before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.shuzhi-installed')
const windows = process.platform === 'win32'

/** The pinned Node, which runs TypeScript as it is; the machine's own may be 20. */
export const pinnedNode = () => join(modules, 'node', 'bin', windows ? 'node.exe' : 'node')

/** PATH with the project's own commands first, so that `node` is the pinned one. */
export const environment = () => ({ ...process.env, PATH: `${join(modules, '.bin')}${windows ? ';' : ':'}${process.env.PATH ?? ''}` })

/** Installs the packages when they are missing or the lock file has changed. */
export function ensureInstalled({ quiet = false } = {}) {
  const [major] = process.versions.node.split('.').map(Number)
  if (major < 20) fail(`本机的 Node 版本是 ${process.version}，数智需要 Node 20 或更高版本。请升级 Node 后重试。`)
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(pinnedNode())) return
  if (!existsSync(stamp) && installedByHand()) return writeFileSync(stamp, lock)
  needWritable(root)
  if (!quiet) say('① 安装依赖包（首次约需一分钟）……')
  const started = Date.now()
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: windows })
  if (result.status !== 0) fail('依赖包没有装好。请检查网络能否访问 npm 仓库、磁盘是否有 2 GB 空余，然后重新运行。')
  if (!existsSync(pinnedNode()))
    fail('依赖包已安装，但其中的 Node 24 没有就位：npm 可能禁用了安装脚本（--ignore-scripts）。请允许安装脚本后删除 node_modules 重试。')
  writeFileSync(stamp, lock)
  if (!quiet) say(`   完成，用时 ${seconds(started)} 秒`)
}

/** Builds the console and the portal when a source of it is newer than the last build. */
export function ensureBuilt() {
  const out = join(root, 'dist', 'console', '.built')
  const sources = [
    'src/console',
    'src/kit',
    'src/portal',
    'src/wire',
    'src/declare',
    'src/fields',
    'src/methods',
    'src/scenes',
    'src/capabilities',
    'vite.config.ts',
    'vite.portal.config.ts',
    'package-lock.json',
  ]
  const newest = sources.reduce((latest, path) => Math.max(latest, newestIn(join(root, path))), 0)
  if (existsSync(out) && Number(readFileSync(out, 'utf8')) === newest) return
  needWritable(root)
  say('② 构建操作台和公众门户……')
  const started = Date.now()
  for (const config of ['vite.config.ts', 'vite.portal.config.ts']) {
    const result = spawnSync(pinnedNode(), [join(modules, 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn', '--config', config], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: environment(),
    })
    if (result.status !== 0) fail('操作台或公众门户没有构建成功，原因见上。')
  }
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(out, String(newest))
  say(`   完成，用时 ${seconds(started)} 秒`)
}

/** `npm ci` or `npm install` was run before us, after the lock file came to lie here. */
function installedByHand() {
  const kept = join(modules, '.package-lock.json')
  return existsSync(pinnedNode()) && existsSync(kept) && statSync(kept).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
}

export function say(line) {
  process.stdout.write(`${line}\n`)
}

export function fail(line) {
  process.stderr.write(`\n✗ ${line}\n`)
  process.exit(1)
}

/** A test is no part of what is built. */
function newestIn(path) {
  if (!existsSync(path) || path.endsWith('.test.ts')) return 0
  const status = statSync(path)
  if (!status.isDirectory()) return Math.round(status.mtimeMs)
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newestIn(join(path, name))), 0)
}

function needWritable(folder) {
  try {
    accessSync(folder, constants.W_OK)
    const probe = join(folder, `.shuzhi-probe-${process.pid}`)
    writeFileSync(probe, '')
    unlinkSync(probe)
  } catch {
    fail(`文件夹 ${folder} 不能写入。请把项目放到当前用户有写权限的位置，或调整该文件夹的权限。`)
  }
}

const seconds = started => ((Date.now() - started) / 1000).toFixed(1)
