// A city to be measured: its own embedded PostgreSQL (durable, as in service), the real server as a process beside it, officials logged in.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { City } from '#declare'
import { applyMigrations } from '../src/capabilities/store/migrations.ts'
import { loadCity } from '../src/server/load-city.ts'
import { startPostgres } from '../src/server/postgres.ts'
import { type Client as Http, httpClient } from '../src/testing/http-client.ts'
import { type RealServer, startServer } from '../src/testing/real-server.ts'
import { type Cast, logInCast } from '../src/testing/supervision-load.ts'

export type BenchCity = {
  readonly city: City
  readonly http: Http
  readonly cast: Cast
  readonly server: RealServer
  /** Superuser on the city's database, for loading and looking. */
  readonly admin: Client
  readonly appUrl: string
  readonly dataDir: string
  readonly version: string
  close(): Promise<void>
}

export async function openCity(
  options: {
    readonly name?: string
    readonly organs?: number
    readonly nodeOptions?: readonly string[]
    readonly env?: Readonly<Record<string, string>>
    readonly settings?: Readonly<Record<string, string>>
  } = {},
): Promise<BenchCity> {
  const data = await mkdtemp(join(tmpdir(), 'shuzhi-bench-'))
  const postgres = await startPostgres({ dataDir: join(data, 'postgres'), ...(options.settings && { settings: options.settings }) })
  await applyMigrations(postgres.ownerUrl, join(import.meta.dirname, '..', 'migrations'))
  const admin = new Client({ connectionString: postgres.adminUrl.replace(/\/postgres$/, '/shuzhi') })
  await admin.connect()
  // The stories of the demo are not what is measured.
  await admin.query("insert into platform_mark (name, at) values ('demo:supervision', now())")
  const city = await loadCity(options.name ?? 'shaoxing')
  const server = await startServer(
    {
      SHUZHI_CITY: city.id,
      SHUZHI_DATA: data,
      SHUZHI_DEMO: 'on',
      DATABASE_URL: postgres.ownerUrl,
      DATABASE_APP_URL: postgres.appUrl,
      ...options.env,
    },
    options.nodeOptions,
  )
  const http = httpClient(server.url)
  const cast = await logInCast(http, city, options.organs ?? 50)
  const { rows } = await admin.query<{ server_version: string }>('show server_version')
  return {
    city,
    http,
    cast,
    server,
    admin,
    appUrl: postgres.appUrl,
    dataDir: data,
    version: rows[0]!.server_version,
    async close() {
      http.close()
      await server.end()
      await admin.end()
      await postgres.stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}
