// Which PostgreSQL the city runs on: the embedded one, or the operator's own by DATABASE_URL. Either way two roles: one that owns, one
// that serves and is bound by row-level security.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { Problem } from '#declare'
import { startPostgres } from './postgres.ts'
import type { Settings } from './settings.ts'

export type Database = { readonly ownerUrl: string; readonly appUrl: string; readonly kind: 'embedded' | 'own'; stop(): Promise<void> }

export async function openDatabase(settings: Settings, data: string): Promise<Database> {
  if (settings.DATABASE_URL === '') {
    return { ...(await keepPostgres(join(data, 'postgres'))), kind: 'embedded' }
  }
  await prepareOwn(settings.DATABASE_URL, settings.DATABASE_APP_URL === '')
  const appUrl = settings.DATABASE_APP_URL || withRole(settings.DATABASE_URL)
  return { ownerUrl: settings.DATABASE_URL, appUrl, kind: 'own', stop: async () => {} }
}

/** Tells PostgreSQL how much lies in the tables. It would find out by itself a minute later, and plan badly until then. */
export async function analyse(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  // What belongs to the superuser is skipped with a warning.
  await client.query('analyze').finally(() => client.end())
}

/** The embedded server, started again on the same port whenever it ends without being asked to. */
async function keepPostgres(dataDir: string): Promise<Omit<Database, 'kind'>> {
  let server = await startPostgres({ dataDir })
  const { ownerUrl, appUrl, port } = server
  let stopping = false
  const watching = (async () => {
    for (;;) {
      await server.ended
      if (stopping) return
      process.stderr.write('内置数据库意外停止，正在重新启动……\n')
      for (let again = true; again && !stopping; ) {
        again = await startPostgres({ dataDir, port }).then(
          started => {
            server = started
            return false
          },
          () => sleep(500, true),
        )
      }
    }
  })()
  return {
    ownerUrl,
    appUrl,
    async stop() {
      stopping = true
      await server.stop()
      await watching
    },
  }
}

/** Checks the version, makes the serving role if it is missing; `assumes`: the owner must be able to become it. */
async function prepareOwn(url: string, assumes: boolean): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
  } catch (error) {
    throw new Problem('unavailable', `连接不上 DATABASE_URL 指定的数据库：${(error as Error).message}。请检查地址、口令和网络`)
  }
  try {
    const { rows } = await client.query<{ version: number }>("select current_setting('server_version_num')::int as version")
    if (rows[0]!.version < 150_000)
      throw new Problem('setting', `数据库版本过低（${Math.floor(rows[0]!.version / 10_000)}），需要 PostgreSQL 15 或以上`)
    const { rows: known } = await client.query("select 1 from pg_roles where rolname = 'shuzhi_app'")
    try {
      if (known.length === 0) await client.query('create role shuzhi_app nologin nosuperuser nobypassrls')
      if (assumes)
        await client.query(
          "do $$ begin if not pg_has_role(current_user, 'shuzhi_app', 'member') then grant shuzhi_app to current_user; end if; end $$",
        )
    } catch (error) {
      throw new Problem(
        'setting',
        `不能准备受限角色 shuzhi_app（${(error as Error).message}）。请让数据库管理员执行：create role shuzhi_app nologin; grant shuzhi_app to 当前账号;`,
      )
    }
  } finally {
    await client.end()
  }
}

function withRole(url: string): string {
  const address = new URL(url)
  const options = [address.searchParams.get('options'), '-c role=shuzhi_app'].filter(Boolean).join(' ')
  address.searchParams.set('options', options)
  return address.toString()
}
