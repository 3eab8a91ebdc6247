import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Table } from '#declare'
import { cloneDatabase, type TestDatabase } from '../../testing/postgres.ts'
import { tables as everyTable } from '../../testing/store-model.ts'
import { applyMigrations, type MigrationRefused, planMigration, writeMigration } from './migrations.ts'

let folder: string
let database: TestDatabase
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  database = await cloneDatabase()
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

const house: Table = {
  name: 'house',
  label: '房屋',
  key: ['id', 'root'],
  spread: { by: 'root' },
  columns: {
    root: { type: 'uuid', label: '顶层' },
    id: { type: 'uuid', label: '标识' },
    rooms: { type: 'integer', label: '间数', optional: true, check: '"rooms" > 0' },
    street: { type: 'text', label: '街道', optional: true },
  },
  indexes: [{ on: ['street', 'id'] }],
  security: { read: 'true', write: 'true' },
}
const room: Table = { ...house, name: 'room', label: '房间', foreignKeys: [{ on: ['id', 'root'], to: 'house', columns: ['id', 'root'] }] }
const withColumns = (more: Table['columns']): Table => ({ ...house, columns: { ...house.columns, ...more } })
const without = (name: string): Table => ({
  ...house,
  columns: Object.fromEntries(Object.entries(house.columns).filter(([column]) => column !== name)),
  indexes: [],
})

async function query<T extends object>(text: string): Promise<T[]> {
  const client = new Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

/** Columns, indexes, constraints and policies as PostgreSQL knows them. */
async function shapeOf(): Promise<unknown> {
  return {
    columns: await query(
      `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migration' order by 1, 2`,
    ),
    indexes: await query(`select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'schema_migration' order by 1`),
    constraints: await query(
      `select conname, pg_get_constraintdef(oid) as definition from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0 and contype in ('c', 'f', 'p') and conrelid <> 'schema_migration'::regclass order by 1`,
    ),
    policies: await query(`select tablename, policyname, qual, with_check from pg_policies order by 1, 2`),
    comments: await query(
      `select c.relname, d.objsubid, d.description from pg_description d join pg_class c on c.oid = d.objoid join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relname in ('house', 'room', 'home') order by 1, 2, 3`,
    ),
  }
}

describe('a migration', () => {
  test('is written from the difference, applied once, and leaves nothing to do', async () => {
    expect(writeMigration(folder, everyTable, 'first')).toBe('0001-first.sql')
    expect(planMigration(folder, everyTable)).toEqual({ statements: [], refusals: [] })
    expect(writeMigration(folder, everyTable, 'nothing')).toBeUndefined()
    expect(await applyMigrations(database.ownerUrl, folder)).toEqual(['0001-first.sql'])
    expect(await applyMigrations(database.ownerUrl, folder)).toEqual([])
  })

  test('two servers that start at once apply it once', async () => {
    writeMigration(folder, [house], 'first')
    const results = await Promise.all([1, 2, 3].map(() => applyMigrations(database.ownerUrl, folder)))
    expect(results.flat()).toEqual(['0001-first.sql'])
  })

  test('step by step comes to the same shape as all at once', async () => {
    writeMigration(folder, [house], 'first')
    writeMigration(folder, [withColumns({ age: { type: 'smallint', label: '房龄', default: '0' } }), room], 'second')
    const last: Table[] = [
      {
        ...withColumns({ age: { type: 'bigint', label: '年龄', optional: true } }),
        indexes: [{ on: ['age', 'id'] }],
        security: { read: 'age > 0', write: 'false' },
      },
      room,
    ]
    writeMigration(folder, last, 'third')
    await applyMigrations(database.ownerUrl, folder)
    const stepwise = await shapeOf()
    await database.drop()
    database = await cloneDatabase()
    const other = mkdtempSync(join(tmpdir(), 'migrations-'))
    writeMigration(other, last, 'at-once')
    await applyMigrations(database.ownerUrl, other)
    expect(stepwise).toEqual(await shapeOf())
    rmSync(other, { recursive: true })
  })
})

describe('refused', () => {
  const refusal = (tables: readonly Table[], permissions = {}) => {
    writeMigration(folder, [house], 'first')
    try {
      return writeMigration(folder, tables, 'second', permissions)
    } catch (error) {
      return (error as MigrationRefused).refusals.join()
    }
  }

  test('a dropped column, until it is said', () => {
    expect(refusal([without('street')])).toMatch(/Column "house\.street" is no longer declared.*--allow-drop house\.street/)
    expect(writeMigration(folder, [without('street')], 'second', { drops: ['house.street'] })).toBe('0002-second.sql')
  })
  test('a dropped table, until it is said', () => {
    expect(refusal([])).toMatch(/Table "house" is no longer declared.*--allow-drop house/)
    expect(writeMigration(folder, [], 'second', { drops: ['house'] })).toBe('0002-second.sql')
  })
  test.each([
    ['a narrower type', withColumns({ rooms: { type: 'smallint', label: '间数', optional: true } }), /from integer to smallint/],
    ['another type', withColumns({ street: { type: 'integer', label: '街道', optional: true } }), /from text to integer/],
    [
      'a new column that must be filled',
      withColumns({ age: { type: 'integer', label: '房龄' } }),
      /"house\.age" is new and must not be null.*Give it a default/,
    ],
    ['a column that must be filled from now on', withColumns({ street: { type: 'text', label: '街道' } }), /must no longer be null/],
    ['another key', { ...house, key: ['root'] }, /primary key of "house"/],
    ['another way to spread', { ...house, spread: 'local' as const }, /spreads over a cluster/],
  ])('%s', (_what, table, says) => {
    expect(refusal([table])).toMatch(says)
  })
  test('a hint that names nothing', () => {
    expect(refusal([house], { renames: ['house.no=house.yes'] })).toMatch(/names nothing/)
  })
})

describe('written', () => {
  test('the same key in another order, and room on the pages', async () => {
    writeMigration(folder, [house], 'first')
    await applyMigrations(database.ownerUrl, folder)
    const key = house.key.toReversed()
    expect(writeMigration(folder, [{ ...house, key, fillfactor: 80 }], 'second')).toBe('0002-second.sql')
    await applyMigrations(database.ownerUrl, folder)
    const [made] = await query<{ definition: string; options: string[] }>(
      `select pg_get_constraintdef(c.oid) definition, t.reloptions options from pg_constraint c join pg_class t on t.oid = c.conrelid where c.conname = 'house_key'`,
    )
    expect(made).toEqual({ definition: `PRIMARY KEY (${key.join(', ')})`, options: ['fillfactor=80'] })
  })
  test('not while another table refers to the key', () => {
    writeMigration(folder, [house, room], 'first')
    const { refusals } = planMigration(folder, [{ ...house, key: house.key.toReversed() }, room])
    expect(refusals.join()).toMatch(/primary key of "house"/)
  })
})

describe('renamed', () => {
  test('tables and columns keep their rows, and every name follows', async () => {
    writeMigration(folder, [house, room], 'first')
    await applyMigrations(database.ownerUrl, folder)
    await query(`insert into house values ('018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000001', 3, '解放路')`)
    const home: Table = {
      ...house,
      name: 'home',
      columns: {
        root: house.columns['root']!,
        id: house.columns['id']!,
        chambers: { ...house.columns['rooms']!, check: '"chambers" > 0' },
        street: house.columns['street']!,
      },
    }
    const after: Table[] = [home, { ...room, foreignKeys: [{ on: ['id', 'root'], to: 'home', columns: ['id', 'root'] }] }]
    writeMigration(folder, after, 'rename', { renames: ['house=home', 'home.rooms=home.chambers'] })
    await applyMigrations(database.ownerUrl, folder)
    expect(await query('select chambers, street from home')).toEqual([{ chambers: 3, street: '解放路' }])
    const renamed = await shapeOf()
    await database.drop()
    database = await cloneDatabase()
    const other = mkdtempSync(join(tmpdir(), 'migrations-'))
    writeMigration(other, after, 'at-once')
    await applyMigrations(database.ownerUrl, other)
    const { comments: _a, ...one } = renamed as Record<string, unknown>
    const { comments: _b, ...two } = (await shapeOf()) as Record<string, unknown>
    expect(one).toEqual(two)
    rmSync(other, { recursive: true })
  })
})

describe('not applied', () => {
  test('a landed file that was edited', async () => {
    const file = join(folder, writeMigration(folder, [house], 'first')!)
    await applyMigrations(database.ownerUrl, folder)
    writeFileSync(file, `${readFileSync(file, 'utf8')}-- edited\n`)
    await expect(applyMigrations(database.ownerUrl, folder)).rejects.toMatchObject({
      code: 'setting',
      message: expect.stringContaining('0001-first.sql 在执行后被改动'),
    })
  })
  test('a database that is newer than the program', async () => {
    writeMigration(folder, [house], 'first')
    await applyMigrations(database.ownerUrl, folder)
    rmSync(join(folder, '0001-first.sql'))
    await expect(applyMigrations(database.ownerUrl, folder)).rejects.toMatchObject({ message: expect.stringContaining('数据库比程序新') })
  })
  test('half: what fails leaves the database as it was', async () => {
    writeMigration(folder, [house], 'first')
    writeFileSync(join(folder, '0002-broken.sql'), 'create table fine (id int); select 1/0;')
    await expect(applyMigrations(database.ownerUrl, folder)).rejects.toMatchObject({
      message: expect.stringContaining('0002-broken.sql 未能执行'),
    })
    expect(await query(`select to_regclass('fine') as fine, to_regclass('house')::text as house`)).toEqual([{ fine: null, house: 'house' }])
  })
})
