import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Table } from '#declare'
import { cloneDatabase, type TestDatabase } from '../../testing/postgres.ts'
import { createTableSql, createTablesSql, indexName, prologueSql, spreadSql } from './ddl.ts'

const region: Table = {
  name: 'region',
  label: '区划',
  columns: { code: { type: 'text', label: '代码', check: 'length("code") in (6, 9, 12)' }, name: { type: 'text', label: '名称' } },
  key: ['code'],
  spread: 'reference',
}
const dispute: Table = {
  name: 'dispute',
  label: "矛盾'纠纷",
  columns: {
    region: { type: 'text', label: '区划' },
    id: { type: 'uuid', label: '编号', default: 'gen_random_uuid()' },
    order: { type: 'integer', label: '次序', default: '0' },
    what: { type: 'text', label: '事由', optional: true },
    tags: { type: 'text[]', label: '标签', default: "'{}'" },
    amount: { type: 'numeric(12,2)', label: '金额', optional: true, check: '"amount" >= 0' },
  },
  key: ['region', 'id'],
  spread: { by: 'region' },
  indexes: [
    { on: ['region', 'order'], where: '"order" > 0', include: ['what'] },
    { on: ['what gin_trgm_ops'], using: 'gin' },
    { on: ['region', 'what'], unique: true },
  ],
  foreignKeys: [{ on: ['region'], to: 'region', columns: ['code'] }],
  security: { read: `"region" = current_setting('shuzhi.region', true)`, write: `"region" = '330603'` },
}
const trace: Table = {
  name: 'trace',
  label: '痕迹',
  columns: { id: { type: 'bigint', label: '编号' } },
  key: ['id'],
  spread: 'local',
  appendOnly: true,
}

let database: TestDatabase
let owner: Client
let app: Client
beforeAll(async () => {
  database = await cloneDatabase()
  owner = new Client({ connectionString: database.ownerUrl })
  app = new Client({ connectionString: database.appUrl })
  await Promise.all([owner.connect(), app.connect()])
  // Pointing table first: foreign keys come after all shapes.
  for (const sql of [...prologueSql, ...createTablesSql([dispute, trace, region])]) await owner.query(sql)
})
afterAll(async () => {
  await Promise.all([owner.end(), app.end()])
  await database.drop()
})

describe('tables from declarations', () => {
  test('columns, defaults, checks, keys, labels', async () => {
    await owner.query(`insert into region values ('330603', '柯桥区'), ('330604', '上虞区')`)
    await owner.query(`insert into dispute (region) values ('330603'), ('330604')`)
    expect((await owner.query('select "order", tags, what from dispute limit 1')).rows).toEqual([{ order: 0, tags: [], what: null }])
    await expect(owner.query(`insert into region values ('33', 'x')`)).rejects.toThrow(/region_code_check/)
    await expect(owner.query(`insert into dispute (region, amount) values ('330603', -1)`)).rejects.toThrow(/dispute_amount_check/)
    await expect(owner.query(`insert into dispute (region) values ('999999')`)).rejects.toThrow(/dispute_region_fkey/)
    const label = await owner.query(`select obj_description('dispute'::regclass) as t, col_description('dispute'::regclass, 1) as c`)
    expect(label.rows).toEqual([{ t: "矛盾'纠纷", c: '区划' }])
  })

  test('row-level security binds the serving role', async () => {
    expect((await app.query('select 1 from dispute')).rowCount).toBe(0)
    await app.query(`set shuzhi.region = '330604'`)
    expect((await app.query('select region from dispute')).rows).toEqual([{ region: '330604' }])
    expect((await app.query('update dispute set "order" = 1')).rowCount).toBe(0)
    await expect(app.query(`insert into dispute (region) values ('330604')`)).rejects.toThrow(/row-level security/)
  })

  test('append-only holds for the serving role by grant and for the owner by trigger', async () => {
    await app.query('insert into trace values (1)')
    for (const sql of ['update trace set id = 2', 'delete from trace', 'truncate trace']) {
      await expect(app.query(sql)).rejects.toThrow(/permission denied/)
      await expect(owner.query(sql)).rejects.toThrow(/表 trace 只可追加/)
    }
  })

  test('a faulty declaration is refused, long names stay apart', () => {
    expect(() => createTableSql({ ...dispute, key: ['id'] })).toThrow('lacks region')
    expect(() => createTableSql({ ...dispute, indexes: [{ on: ['what'], unique: true }] })).toThrow('lacks region')
    expect(() => createTableSql({ ...dispute, key: ['region', 'nothing'] })).toThrow('no column nothing')
    expect(() => createTableSql({ ...trace, name: 'trace; drop' })).toThrow('a name has')
    const long = (name: string) => indexName({ ...trace, name: 'a'.repeat(60) }, { on: [name] })
    expect(long('one').length).toBe(63)
    expect(long('one')).not.toBe(long('two'))
  })

  test('on a cluster a table spreads as declared', () => {
    expect(spreadSql(region)).toEqual([`select create_reference_table('region')`])
    expect(spreadSql(dispute)).toEqual([`select create_distributed_table('dispute', 'region')`])
    expect(spreadSql(trace)).toEqual([])
  })
})
