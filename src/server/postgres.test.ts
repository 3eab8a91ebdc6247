import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Postgres, startPostgres } from './postgres.ts'

let home: string
const started: Postgres[] = []
const start = async (dataDir: string, port = 0) => {
  const server = await startPostgres({ dataDir, port })
  started.push(server)
  return server
}
const query = async <Row extends object>(url: string, sql: string) => {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'shuzhi-postgres-'))
})
afterAll(async () => {
  for (const server of started) await server.stop()
  await rm(home, { recursive: true, force: true })
})

describe('the embedded PostgreSQL', () => {
  test('starts in a folder that only we may enter, with UTF-8, ICU and Chinese order', async () => {
    const closed = join(home, 'closed')
    await mkdir(closed, { mode: 0o700 })
    const server = await start(join(closed, 'pg'))
    const rows = await query<{ word: string }>(
      server.ownerUrl,
      `select word from (values ('张'),('李'),('王')) w(word) order by word collate "zh-x-icu"`,
    )
    expect(rows.map(row => row.word)).toEqual(['李', '王', '张'])
    expect(await query(server.ownerUrl, `select similarity('柯桥区', '柯桥') > 0 as alike`)).toEqual([{ alike: true }])
    await server.stop()
    await server.stop()
  })

  test('the serving role neither owns tables nor sees past row-level security', async () => {
    const server = await start(join(home, 'roles'))
    await query(
      server.ownerUrl,
      `create table note (id int primary key, region text); insert into note values (1, '330603'), (2, '330604');
       alter table note enable row level security; grant select on note to shuzhi_app;
       create policy reading on note for select using (region = current_setting('shuzhi.region', true))`,
    )
    expect(await query(server.appUrl, 'select id from note')).toEqual([])
    expect(await query(`${server.appUrl}?options=-c%20shuzhi.region%3D330603`, 'select id from note')).toEqual([{ id: 1 }])
    await expect(query(server.appUrl, 'drop table note')).rejects.toThrow(/must be owner/)
    await expect(query(server.appUrl, 'create table mine (id int)')).rejects.toThrow(/permission denied/)
    await server.stop()
  })

  test('keeps every acknowledged row through kill -9, five times', async () => {
    const dataDir = join(home, 'crash')
    let server = await start(dataDir)
    await query(server.ownerUrl, 'create table kept (round int)')
    for (let round = 0; round < 5; round++) {
      await query(server.ownerUrl, `insert into kept values (${round})`)
      server.crash()
      server = await start(dataDir)
    }
    expect(await query(server.ownerUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 5 }])
    await server.stop()
  })

  test('ends the server that a killed parent left behind, and refuses one that a living parent holds', async () => {
    const dataDir = join(home, 'orphan')
    const code = `const { startPostgres } = await import(${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)});
      const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} }); console.log(server.pid); setInterval(() => {}, 1000)`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(parent.stdout, 'data')
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining(`进程号 ${parent.pid}`) })
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    const server = await start(dataDir)
    expect(await query(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await server.stop()
  })

  test('says in Chinese what is wrong with a port or a folder', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const port = (taken.address() as { port: number }).port
    await expect(start(join(home, 'port'), port)).rejects.toMatchObject({
      code: 'setting',
      message: expect.stringContaining(`端口 ${port} 已被`),
    })
    taken.close()

    await writeFile(join(home, 'file'), '')
    await expect(start(join(home, 'file', 'pg'))).rejects.toMatchObject({ code: 'setting', message: expect.stringContaining('不可写') })

    const dataDir = join(home, 'broken')
    await (await start(dataDir)).stop()
    await writeFile(join(dataDir, 'data', 'PG_VERSION'), '15\n')
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'setting', message: expect.stringContaining('PostgreSQL 15') })
    await writeFile(join(dataDir, 'data', 'PG_VERSION'), '17\n')
    await appendFile(join(dataDir, 'data', 'postgresql.conf'), 'nonsense = 1\n')
    await expect(start(dataDir)).rejects.toMatchObject({ code: expect.stringMatching(/setting|unavailable/) })
    await rm(join(dataDir, 'data', 'global', 'pg_control'))
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'setting', message: expect.stringContaining('不是完整的') })
    await chmod(dataDir, 0o700)
  })
})
