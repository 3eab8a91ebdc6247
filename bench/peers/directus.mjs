// Directus: an item changed through its REST API, 50 at once (it keeps an activity and a revision for each), and a filtered page of items,
// 4 at once, in the same PostgreSQL. Its administrator asks: no access rules are evaluated, which favours it.
// Run by the bench: node directus.mjs <superuser address of its database> <rows>. Prints one line of JSON.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { rounds } from './calls.mjs'

const [address, size] = [new URL(process.argv[2]), Number(process.argv[3] ?? 10_000)]
const command = join(import.meta.dirname, 'node_modules', 'directus', 'cli.js')
const folder = mkdtempSync(join(tmpdir(), 'bench-directus-'))
const port = await new Promise(resolve => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const free = probe.address().port
    probe.close(() => resolve(free))
  })
})
const token = 'bench-token-of-one-run'
const isBuilt = existsSync(join(import.meta.dirname, 'node_modules', 'isolated-vm', 'out', 'isolated_vm.node'))
const sandbox = isBuilt ? [] : ['--import', join(import.meta.dirname, 'no-sandbox.mjs')]
const env = {
  PATH: process.env.PATH,
  HOME: folder,
  HOST: '127.0.0.1',
  PORT: String(port),
  SECRET: 'bench-secret-of-one-run',
  DB_CLIENT: 'pg',
  DB_CONNECTION_STRING: address.href,
  DB_POOL__MAX: '6',
  ADMIN_EMAIL: 'bench@example.org',
  ADMIN_PASSWORD: 'bench-password-1',
  ADMIN_TOKEN: token,
  TELEMETRY: 'false',
  LOG_LEVEL: 'error',
  RATE_LIMITER_ENABLED: 'false',
  // It would refuse requests while the machine is busy; here it is to answer them.
  PRESSURE_LIMITER_ENABLED: 'false',
  EXTENSIONS_PATH: join(folder, 'extensions'),
  STORAGE_LOCAL_ROOT: join(folder, 'uploads'),
}
const made = spawnSync(process.execPath, [...sandbox, command, 'bootstrap'], { cwd: folder, env, encoding: 'utf8', timeout: 180_000 })
if (made.status !== 0) {
  process.stderr.write(`bootstrap: ${(made.stderr || made.stdout || String(made.error)).slice(-1500)}\n`)
  process.exit(1)
}
const server = spawn(process.execPath, [...sandbox, command, 'start'], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
let words = ''
server.stderr.on('data', part => {
  words = (words + part).slice(-1500)
})
const base = `http://127.0.0.1:${port}`
const call = async (method, path, body) => {
  const answer = await fetch(base + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${(await answer.text()).slice(0, 300)}`)
  return answer.status === 204 ? undefined : answer.json()
}
try {
  for (let waited = 0; ; waited += 1) {
    if (
      await fetch(`${base}/server/ping`).then(
        answer => answer.ok,
        () => false,
      )
    )
      break
    if (waited > 300 || server.exitCode !== null) throw new Error(`did not start: ${words}`)
    await sleep(500)
  }
  const field = (name, type, more = {}) => ({ field: name, type, schema: {}, meta: {}, ...more })
  await call('POST', '/collections', {
    collection: 'task',
    meta: { accountability: 'all' },
    schema: {},
    fields: [
      field('id', 'integer', { schema: { is_primary_key: true, has_auto_increment: true } }),
      field('title', 'string'),
      field('state', 'string', { schema: { is_indexed: true } }),
      field('lead', 'string', { schema: { is_indexed: true } }),
      field('note', 'text'),
      field('created_at', 'timestamp', { schema: { is_indexed: true } }),
    ],
  })
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  await client.query(
    `insert into task (title, state, lead, created_at) select '第' || n || '项重点任务', case when n % 20 = 0 then 'handling' else 'closed' end, 'organ-' || n % 50, now() - n * interval '1 minute' from generate_series(1, $1::int) n`,
    [size],
  )
  await client.query('vacuum analyze task')
  await client.end()
  const update = await rounds(
    50,
    Array.from({ length: 500 }, (_, n) => () => call('PATCH', `/items/task/${1 + ((n * 37) % size)}`, { note: `已报送材料清单 ${n}` })),
  )
  const query = n =>
    `/items/task?fields=id,title,state,lead,created_at&limit=30&sort=-created_at&meta=filter_count&filter=${encodeURIComponent(JSON.stringify({ state: { _eq: 'handling' }, lead: { _eq: `organ-${(n * 10) % 50}` } }))}`
  const list = await rounds(
    4,
    Array.from({ length: 200 }, (_, n) => () => call('GET', query(n))),
  )
  process.stdout.write(`${JSON.stringify({ update, list })}\n`)
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
} finally {
  server.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}
