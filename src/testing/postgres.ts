// A database of its own for every test file, cloned from a template that is built once per run.
import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { inject } from 'vitest'
import { createDatabase } from '../server/postgres-roles.ts'
import type { TestServer } from './postgres-server.ts'

export type TestDatabase = {
  /** Owns the tables. */
  readonly ownerUrl: string
  /** The role under which the platform serves; row-level security applies. */
  readonly appUrl: string
  readonly adminUrl: string
  /** Ends its sessions too. Not required: what is left goes with the run. */
  drop(): Promise<void>
}

/** Runs `build` with the owner's address, once per run, whichever file comes first; `build` must close its connections. */
export async function templateDatabase(name: string, build: (ownerUrl: string) => Promise<void>): Promise<string> {
  const server = await findServer()
  // PostgreSQL cuts names after 63 bytes without a word: two long names with one beginning would be one database.
  const template = `${server.run}_template_${createHash('sha256').update(name).digest('hex').slice(0, 16)}`
  await asAdmin(server, async client => {
    await client.query('select pg_advisory_lock(hashtext($1))', [template])
    const exists = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [template])
    if (exists.rowCount) return
    await client.query(`drop database if exists ${client.escapeIdentifier(template)} with (force)`)
    await createDatabase(client, template)
    await build(`${server.owner}/${template}`)
    await client.query(`alter database ${client.escapeIdentifier(template)} is_template true`)
  })
  return template
}

/** An empty database, or a copy of what `templateDatabase` returned. */
export async function cloneDatabase(template?: string): Promise<TestDatabase> {
  const server = await findServer()
  const name = `${server.run}_${randomUUID().slice(0, 8)}`
  await asAdmin(server, client => createDatabase(client, name, template))
  return {
    ownerUrl: `${server.owner}/${name}`,
    appUrl: `${server.app}/${name}`,
    adminUrl: `${server.admin}/${name}`,
    drop: () =>
      asAdmin(server, async client => {
        // Pools say they have ended a moment before their sessions have; cutting those would fail the test.
        for (let wait = 0; wait < 50; wait++) {
          const open = await client.query('select 1 from pg_stat_activity where datname = $1', [name])
          if (!open.rowCount) break
          await sleep(10)
        }
        await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)
      }),
  }
}

let known: Promise<TestServer> | undefined

function findServer(): Promise<TestServer> {
  known ??= fetch(inject('postgresAt')).then(async response => {
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as TestServer
  })
  return known
}

async function asAdmin(server: TestServer, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: `${server.admin}/postgres` })
  await client.connect()
  await work(client).finally(() => client.end())
}
