// vitest's global set-up: one PostgreSQL for the whole run, started when the first test file asks for it and not before.
// `SHUZHI_TEST_POSTGRES=/usr/lib/postgresql/15/bin npm test` runs it on other executables, `SHUZHI_TEST_DATABASE_URL` on a server that is up,
// `SHUZHI_TEST_DATA=/mnt/fast` keeps its files in another folder.
import { createHash } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../server/postgres.ts'
import { prepareExtensions, prepareRoles } from '../server/postgres-roles.ts'
import { findRoomInMemory, prefix } from './room-in-memory.ts'

/** What a test file learns of the server: addresses that lack only the database. */
export type TestServer = { readonly admin: string; readonly owner: string; readonly app: string; readonly run: string }

declare module 'vitest' {
  interface ProvidedContext {
    postgresAt: string
  }
}

type Running = { server: TestServer; end(): Promise<void> }

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let running: Promise<Running> | undefined
  const desk = createServer((_request, response) => {
    running ??= process.env['SHUZHI_TEST_DATABASE_URL'] ? joinGiven(process.env['SHUZHI_TEST_DATABASE_URL']) : startOwn()
    running.then(
      ({ server }) => response.end(JSON.stringify(server)),
      (error: unknown) => response.writeHead(500).end(String((error as Error).message)),
    )
  })
  desk.unref()
  await new Promise<void>(resolve => desk.listen(0, '127.0.0.1', resolve))
  const address = desk.address()
  project.provide('postgresAt', `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`)
  return async () => {
    desk.close()
    desk.closeAllConnections()
    await running?.then(
      ({ end }) => end(),
      () => {},
    )
  }
}

const runName = () => `t${Date.now().toString(36)}${process.pid.toString(36)}`
const withoutDatabase = (url: string) => url.replace(/\/[^/]*$/, '')

/** Nothing here outlives the run, so the disk need not be waited for, nor be written to at all where memory suffices. */
async function startOwn(): Promise<Running> {
  const given = process.env['SHUZHI_TEST_DATA']
  const inMemory = given ? undefined : await findRoomInMemory()
  const dataDir = await mkdtemp(join(given || inMemory || tmpdir(), prefix))
  // Older servers walk to their folder also when they are started inside it, as a user who may not do so below a closed one.
  await chmod(dataDir, 0o711)
  const settings = {
    ...{ fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' },
    // A checkpoint costs disk; in memory it costs next to nothing and the log would cost memory.
    max_wal_size: inMemory ? '1GB' : '8GB',
  }
  const binFolder = process.env['SHUZHI_TEST_POSTGRES']
  const server = await startPostgres({ dataDir, settings, ...(binFolder && { binFolder }) })
  return {
    server: {
      admin: withoutDatabase(server.adminUrl),
      owner: withoutDatabase(server.ownerUrl),
      app: withoutDatabase(server.appUrl),
      run: runName(),
    },
    async end() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** `url` names a superuser and any database; passwords follow from it, so that two runs at once do not shut each other out. */
async function joinGiven(url: string): Promise<Running> {
  const password = (role: string) => createHash('sha256').update(`${role} ${url}`).digest('base64url')
  const passwords = { admin: '', owner: password('owner'), app: password('app') }
  const as = (role: string, secret: string) => {
    const changed = new URL(url)
    changed.username = role
    changed.password = secret
    changed.pathname = ''
    return changed.href.replace(/\/$/, '')
  }
  const given = new URL(url)
  const server = {
    admin: as(given.username, given.password),
    owner: as('shuzhi_owner', passwords.owner),
    app: as('shuzhi_app', passwords.app),
  }
  const run = runName()
  const withClient = async (database: string, work: (client: Client) => Promise<void>) => {
    const client = new Client({ connectionString: `${server.admin}/${database}` })
    await client.connect()
    await work(client).finally(() => client.end())
  }
  await withClient('template1', prepareExtensions)
  await withClient('postgres', client => prepareRoles(client, passwords))
  return {
    server: { ...server, run },
    end: () =>
      withClient('postgres', async client => {
        const made = await client.query<{ datname: string }>('select datname from pg_database where starts_with(datname, $1)', [run])
        for (const { datname } of made.rows) {
          await client.query(`alter database ${client.escapeIdentifier(datname)} is_template false`)
          await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`)
        }
      }),
  }
}
