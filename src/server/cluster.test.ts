// The rules of a cluster, on the tables of the real city; a real cluster tries them at delivery.
import { beforeAll, describe, expect, test } from 'vitest'
import { makeModel, type Table } from '#declare'
import { clusterFaults, clusterNeeds } from './cluster.ts'
import { loadCity } from './load-city.ts'
import { loadScenes } from './load-scenes.ts'
import { allTables } from './tables.ts'

let tables: Table[]
beforeAll(async () => {
  tables = allTables(makeModel(await loadCity('shaoxing'), await loadScenes()))
})

describe('the tables of the city', () => {
  test('obey every rule of a cluster', () => {
    expect(clusterFaults(tables)).toEqual([])
  })
  test('each has its statement, or says that it stays on one node', () => {
    const needs = clusterNeeds(tables)
    expect(needs).toHaveLength(tables.length)
    for (const { table, how, statement } of needs) expect(statement === null, table.name).toBe(how === 'local')
  })
  test('a group is made by its first table before others join it, and holds one type of column', () => {
    const made = new Map<string, string>()
    for (const { table, statement } of clusterNeeds(tables)) {
      const [, by, group] = statement?.match(/create_distributed_table\('\w+', '(\w+)', colocate_with => '(\w+)'\)/) ?? []
      if (by === undefined || group === undefined) continue
      const type = table.columns[by]!.type
      if (group === 'default') expect([...made.values()]).not.toContain(type)
      else expect(made.get(group)).toBe(type)
      made.set(table.name, type)
    }
    expect(made.size).toBeGreaterThan(10)
  })
  test('what belongs to one case lies together', () => {
    const ofCase = tables.filter(table => 'case_id' in table.columns && 'root' in table.columns)
    expect(ofCase.length).toBeGreaterThanOrEqual(6)
    for (const table of ofCase) expect(table.spread).toEqual({ by: 'root' })
  })
})

describe('found', () => {
  const uuid = { type: 'uuid', label: '标识' } as const
  const text = { type: 'text', label: '文字' } as const
  const house: Table = {
    name: 'house',
    label: '房屋',
    key: ['id', 'root'],
    spread: { by: 'root' },
    columns: { root: uuid, id: uuid, town: text },
  }
  const kinds: Table = { name: 'kinds', label: '种类', key: ['id'], spread: 'reference', columns: { id: uuid } }
  const trace: Table = { name: 'trace', label: '痕迹', key: ['id'], spread: 'local', columns: { id: uuid } }
  const faultsOf = (table: Table) => clusterFaults([house, kinds, trace, table]).join('\n')
  const room = (more: Partial<Table>): Table => ({ ...house, name: 'room', label: '房间', ...more })

  test.each([
    ['a key without the column', room({ key: ['id'] }), /primary key of room lacks root/],
    ['a unique index without the column', room({ indexes: [{ on: ['town'], unique: true }] }), /unique index of room \(town\) lacks root/],
    ['a column that may be empty', room({ columns: { ...house.columns, root: { ...uuid, optional: true } } }), /may be null/],
    [
      'a key of counted numbers',
      room({ columns: { ...house.columns, n: { type: 'bigint', label: '序号', default: "nextval('n')" } } }),
      /sequence/,
    ],
    ['a foreign key past the column', room({ foreignKeys: [{ on: ['id'], to: 'house', columns: ['id'] }] }), /does not pair root/],
    [
      'a foreign key with the columns crossed',
      room({ foreignKeys: [{ on: ['id', 'root'], to: 'house', columns: ['root', 'id'] }] }),
      /does not pair root/,
    ],
    ['a foreign key to one node', room({ foreignKeys: [{ on: ['root'], to: 'trace', columns: ['id'] }] }), /on one node only/],
    [
      'a foreign key from a copied table',
      { ...kinds, name: 'colours', foreignKeys: [{ on: ['id'], to: 'house', columns: ['id'] }] } as Table,
      /is spread, while colours is not/,
    ],
    [
      'a policy that asks another node',
      room({ security: { read: `exists (select 1 from "house" "h" where "h"."id" = "room"."id")`, write: 'false' } }),
      /policy of room asks house/,
    ],
    [
      'a policy that asks one node',
      room({ security: { read: `exists (select 1 from trace t where t.id = room.id)`, write: 'false' } }),
      /policy of room asks trace/,
    ],
  ])('%s', (_what, table, says) => {
    expect(faultsOf(table)).toMatch(says)
  })
  test('nothing where all is well', () => {
    expect(
      faultsOf(
        room({
          foreignKeys: [
            { on: ['id', 'root'], to: 'house', columns: ['id', 'root'] },
            { on: ['id'], to: 'kinds', columns: ['id'] },
          ],
          security: {
            read: `exists (select 1 from "house" "h" where "h"."root" = "room"."root" and "h"."id" = "room"."id")`,
            write: 'false',
          },
        }),
      ),
    ).toBe('')
  })
})
