// The server as an operator starts it: a process of its own that can be stopped in order, or killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

export type RealServer = {
  readonly url: string
  readonly pid: number
  readonly readySeconds: number
  /** The last it said. */
  words(): string
  isUp(): boolean
  /** Sends the signal and waits for the end; gives the exit code, null when it was killed. */
  end(signal?: NodeJS.Signals): Promise<number | null>
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise(done => probe.close(done))
  return typeof address === 'object' && address ? address.port : 0
}

/** Resolves when it announces itself; throws its last words when it ends before. */
export async function startServer(env: Readonly<Record<string, string>>, nodeOptions: readonly string[] = []): Promise<RealServer> {
  const port = env['PORT'] ?? String(await freePort())
  const started = performance.now()
  const child = spawn(process.execPath, [...nodeOptions, join(root, 'src/server/main.ts')], {
    cwd: root,
    env: { ...process.env, SHUZHI_OPEN: 'off', LOG_LEVEL: 'warn', RATE_PER_MINUTE: '0', ...env, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      said = (said + part.toString()).slice(-20_000)
    })
  }
  child.on('exit', (code, signal) => {
    said += `\n(ended with ${code ?? signal} at ${new Date().toISOString()})`
  })
  const isUp = () => child.exitCode === null && child.signalCode === null
  while (!said.includes('已启动')) {
    if (!isUp()) throw new Error(`The server did not start:\n${said}`)
    await sleep(20)
  }
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    readySeconds: (performance.now() - started) / 1000,
    words: () => said,
    isUp,
    end(signal = 'SIGTERM') {
      said += `\n(sent ${signal})`
      return endOf(child, signal)
    },
  }
}

async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
  return child.exitCode
}
