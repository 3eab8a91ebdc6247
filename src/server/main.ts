// Starts the city: settings, database, migrations, facts, demo, worker, web. Each step says what it does; each fault says what would be right.
import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { Problem, systemClock } from '#declare'
import { clamdScan } from '../capabilities/files/clamd.ts'
import { folderStore } from '../capabilities/files/folder.ts'
import { s3Store } from '../capabilities/files/s3.ts'
import { demoPassword, seedCity } from '../capabilities/identity/seed.ts'
import { openSigner } from '../capabilities/ledger/signer.ts'
import { createSmsGateway } from '../capabilities/sms/gateway.ts'
import { openKeyRing } from '../capabilities/store/key-ring.ts'
import { applyMigrations } from '../capabilities/store/migrations.ts'
import { checkScenes } from '../declare/check-scenes.ts'
import { makeApp } from './app.ts'
import { simulatedClock } from './clock.ts'
import { analyse, openDatabase } from './database.ts'
import { tellDemo } from './demo.ts'
import { makeLive } from './live.ts'
import { loadCity } from './load-city.ts'
import { loadScenes } from './load-scenes.ts'
import { makeLog } from './log.ts'
import { makeMetrics } from './observe.ts'
import { keyFile, makePlatform, type PlatformOptions, signerFile } from './platform.ts'
import { dataFolder, filesFolder, isDemo, readSettings, type Settings } from './settings.ts'
import { startWorker } from './worker.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const say = (line: string) => process.stdout.write(`${line}\n`)
/** A line that the next one writes over; in a file, every line stays. */
const progress = (line: string) => process.stdout.isTTY && process.stdout.write(`\r\x1b[2K   ${line}`)

async function main(): Promise<void> {
  const started = Date.now()
  const settings = readSettings(process.env)
  const demo = isDemo(settings)
  await demandFreePort(settings)
  const data = dataFolder(settings, root)
  makeFolder(data)
  const log = makeLog(
    settings.LOG_LEVEL,
    process.stdout.isTTY || process.env['SHUZHI_LOG_FILE'] !== undefined ? join(data, 'shuzhi.log') : undefined,
  )

  const city = await loadCity(settings.SHUZHI_CITY)
  const scenes = await loadScenes()
  const faults = checkScenes(scenes, city)
  if (faults.length)
    throw new Problem(
      'setting',
      `场景声明有 ${faults.length} 处错误：\n${faults.map(fault => `  · ${fault.where}：${fault.message}。${fault.remedy}`).join('\n')}`,
    )

  say(`③ 启动数据库${settings.DATABASE_URL ? '（自备）' : '（内置 PostgreSQL）'}……`)
  const database = await openDatabase(settings, data)
  const stops: (() => Promise<unknown>)[] = [() => database.stop()]
  try {
    const applied = await applyMigrations(database.ownerUrl, join(root, 'migrations'))
    if (applied.length) say(`   已执行 ${applied.length} 个迁移`)

    const simulated = settings.SHUZHI_CLOCK ? simulatedClock(new Date(settings.SHUZHI_CLOCK)) : undefined
    simulated?.run()
    const clock = simulated ?? systemClock
    const options: PlatformOptions = {
      city,
      scenes,
      url: database.appUrl,
      connections: settings.DATABASE_POOL,
      clock,
      data,
      keyRing: openKeyRing(keyFile(data)),
      signer: await openSigner(signerFile(data)),
      uploadMost: settings.UPLOAD_MEGABYTES * 2 ** 20,
      files: settings.S3_ENDPOINT
        ? s3Store({
            endpoint: settings.S3_ENDPOINT,
            bucket: settings.S3_BUCKET,
            region: settings.S3_REGION,
            accessKey: settings.S3_ACCESS_KEY,
            secretKey: settings.S3_SECRET_KEY,
          })
        : folderStore(filesFolder(data)),
      ...(settings.CLAMD && { scan: clamdScan(settings.CLAMD) }),
      ...(settings.SMS_GATEWAY && { sms: createSmsGateway({ url: settings.SMS_GATEWAY, secret: settings.SMS_SECRET }) }),
      identity: identitySettings(settings, demo),
      ...(simulated && { simulatedNow: () => simulated.now().toISOString() }),
    }
    const metrics = makeMetrics()
    let onChange: PlatformOptions['onChange']
    const platform = await makePlatform({
      ...options,
      onChange: change => onChange?.(change),
      onWatchError: (error, what) => log.error({ ...what, error: String(error) }, 'watch failed'),
    })
    stops.unshift(() => platform.close())
    const live = makeLive({ url: database.appUrl, pool: platform.pool, log })
    onChange = change => live.tell(change)

    say(`④ 准备${city.name}的区划、单位和人员……`)
    await platform.store.asSystemPastAccessRules(tx => seedCity(tx, city, { now: clock.now(), demoLogins: demo }))
    await platform.readCalendar()
    await platform.identity.needs.onCalendarChange?.()
    if (applied.length) await analyse(database.ownerUrl)
    if (demo && settings.SHUZHI_STORY === 'on') {
      if (!process.stdout.isTTY) say('   演示数据只在首次启动时写入，约一两分钟')
      await tellDemo({ ...options, log }, line => progress(`写入演示数据：${line}`))
      if (process.stdout.isTTY) process.stdout.write('\r\x1b[2K')
      if (applied.length) await analyse(database.ownerUrl)
    }

    await live.listen()
    stops.unshift(() => live.stop())
    if (settings.SHUZHI_WORKER) {
      const worker = await startWorker(platform, { ownerUrl: database.ownerUrl, log, metrics })
      stops.unshift(() => worker.stop())
    }

    let stopping = false
    const app = makeApp({
      platform,
      live,
      log,
      metrics,
      consoleFolder: join(root, 'dist', 'console'),
      portalFolder: join(root, 'dist', 'portal'),
      isStopping: () => stopping,
      ratePerMinute: settings.RATE_PER_MINUTE,
      metricsToken: settings.METRICS_TOKEN,
    })
    // It says that it has started once it can be reached, not before.
    const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
      const made = serve({ fetch: app.fetch, port: settings.PORT, hostname: settings.HOST }, () => resolve(made))
      made.once('error', reject)
    })
    const address = `http://${settings.HOST === '0.0.0.0' ? '127.0.0.1' : settings.HOST}:${settings.PORT}`
    announce({
      address,
      demo,
      seconds: (Date.now() - started) / 1000,
      title: city.brand.title,
      accounts: demo ? exampleAccounts(city) : [],
    })
    openBrowser(settings, address)

    const stop = async (signal: string) => {
      if (stopping) return
      stopping = true
      say(signal === 'SIGINT' ? '\n正在停止……' : `收到 ${signal}，正在停止……`)
      setTimeout(() => process.exit(1), 20_000 + settings.DRAIN_SECONDS * 1000).unref()
      // Served as before, while whoever asks for readiness hears that it goes: no request is sent to a closed door.
      await sleep(settings.DRAIN_SECONDS * 1000)
      await live.stop()
      // For a moment answers still go out on kept connections and say that they are the last: a request under way is not cut off.
      await sleep(250)
      await new Promise<void>(done => server.close(() => done()))
      for (const one of stops) await one().catch(error => log.error({ error: String(error) }, 'stopping'))
      say('已停止。')
      process.exit(0)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal))
  } catch (error) {
    for (const one of stops) await one().catch(() => {})
    throw error
  }
}

function identitySettings(settings: Settings, demo: boolean): NonNullable<PlatformOptions['identity']> {
  const secure = settings.PUBLIC_URL.startsWith('https:')
  return {
    demo,
    secure,
    passwords: settings.PASSWORD_LOGIN,
    proxies: settings.PROXIES,
    idleMinutes: settings.SESSION_IDLE_MINUTES,
    absoluteHours: settings.SESSION_HOURS,
    ...(settings.PUBLIC_URL && { origin: new URL(settings.PUBLIC_URL).origin }),
    ...(settings.PORTAL_URL && { portalOrigin: new URL(settings.PORTAL_URL).origin }),
    ...(settings.OIDC_ISSUER && {
      oidc: {
        issuer: settings.OIDC_ISSUER,
        clientId: settings.OIDC_CLIENT_ID,
        ...(settings.OIDC_CLIENT_SECRET && { clientSecret: settings.OIDC_CLIENT_SECRET }),
        redirectUri: `${settings.PUBLIC_URL || `http://${settings.HOST}:${settings.PORT}`}/api/oidc/callback`,
        scope: 'openid profile',
        accountClaim: settings.OIDC_CLAIM,
        linkByPhone: false,
        acr: settings.OIDC_ACR.split(' ').filter(Boolean),
        ...(settings.OIDC_ISSUER.startsWith('http:') && { insecure: true }),
      },
    }),
  }
}

function makeFolder(data: string): void {
  try {
    // Step by step: asked for a whole path under a folder that takes none, mkdir would try for ever.
    const missing: string[] = []
    for (let at = data; !existsSync(at); at = dirname(at)) missing.unshift(at)
    // Keys and the log lie here: nobody else's to read.
    for (const folder of missing) mkdirSync(folder, { mode: 0o700 })
    accessSync(data, constants.W_OK)
  } catch (error) {
    throw new Problem(
      'setting',
      `数据文件夹 ${data} 不能建立或写入（${(error as Error).message}）。请调整权限，或用 SHUZHI_DATA 指定别的文件夹`,
    )
  }
}

/** Asked first, so that a taken port does not cost the time of everything before it. */
function demandFreePort({ PORT, HOST }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Problem(
          'setting',
          error.code === 'EADDRINUSE'
            ? `端口 ${PORT} 已被占用。请先停止占用它的程序，或换一个端口，例如：PORT=${PORT + 1} npm start`
            : `不能监听 ${HOST}:${PORT}（${error.message}）。请检查 HOST 和 PORT 的设置`,
        ),
      ),
    )
    probe.listen(PORT, HOST, () => probe.close(() => resolve()))
  })
}

type Announcement = {
  address: string
  demo: boolean
  seconds: number
  title: string
  accounts: readonly { account: string; title: string }[]
}

function announce({ address, demo, seconds, title, accounts }: Announcement): void {
  say(`\n✓ ${title} 已启动（${seconds.toFixed(1)} 秒）\n`)
  say(`   操作台    ${address}`)
  say(`   公众门户  ${address}/portal`)
  say(`   接口文档  ${address}/docs`)
  if (demo) {
    say(`\n   演示账号（口令均为 ${demoPassword}；登录页也可直接选择人员，人员与事项均为虚构）`)
    for (const one of accounts) say(`     ${one.account.padEnd(32)} ${one.title}`)
  }
  say('\n   按 Ctrl-C 停止\n')
}

function exampleAccounts(city: Awaited<ReturnType<typeof loadCity>>): { account: string; title: string }[] {
  const wanted = ['supervisor', 'supervision-head', 'leader', 'liaison', 'head', 'handler', 'administrator', 'auditor'] as const
  const level = (organ: string) => city.organs.find(one => one.id === organ)?.level
  const people = wanted.flatMap(role => {
    const person = city.people.find(one => one.posts.some(post => post.role === role && level(post.organ) === 'city' && !post.to))
    return person ? [{ account: person.account, title: `${person.name}（${person.title}）` }] : []
  })
  return people.filter((one, index) => people.findIndex(other => other.account === one.account) === index)
}

function openBrowser(settings: Settings, address: string): void {
  const wanted =
    settings.SHUZHI_OPEN === 'on' ||
    (settings.SHUZHI_OPEN === 'auto' && process.stdout.isTTY && !process.env['CI'] && !process.env['SSH_CONNECTION'])
  if (!wanted) return
  const command = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open'
  spawn(command, [address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}

main().catch(error => {
  process.stderr.write(`\n✗ ${error instanceof Problem ? error.message : `启动失败：${(error as Error).stack ?? String(error)}`}\n`)
  process.exit(1)
})
