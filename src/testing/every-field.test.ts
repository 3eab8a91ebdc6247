// Every kind of value keeps the same promises, shown on its own fixtures and on a real PostgreSQL.
import { glob } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Condition, FieldKind } from '#declare'
import { createPool } from '../capabilities/store/pool.ts'
import { type Fixture, fixtureContext, fixtureNames } from '../fields/fixture.ts'
import { kindOf, kinds } from '../fields/kinds.ts'
import { isEmptyInput } from '../fields/plain-text.ts'
import { checkCondition } from '../methods/condition/check.ts'
import { holds } from '../methods/condition/evaluate.ts'
import type { ConditionContext } from '../methods/condition/operand.ts'
import { conditionSentence } from '../methods/condition/sentence.ts'
import { conditionSql } from '../methods/condition/sql.ts'
import { cloneDatabase, type TestDatabase } from './postgres.ts'

const found: { folder: string; fixture: Fixture }[] = []
for await (const path of glob('*/fixtures.ts', { cwd: join(import.meta.dirname, '../fields') })) {
  const folder = basename(dirname(path))
  const { fixtures } = (await import(`../fields/${folder}/fixtures.ts`)) as { fixtures: Fixture }
  found.push({ folder, fixture: fixtures })
}
found.sort((a, b) => a.folder.localeCompare(b.folder))

const everything: unknown[] = [
  null,
  undefined,
  '',
  '  ',
  '\u0000',
  [],
  {},
  [[]],
  [null],
  0,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  10n,
  true,
  new Date(Number.NaN),
  new Date(0),
  new Date(8.64e15),
  new Date(-8.64e15 + 1),
  () => 1,
  '\ud800',
  '=1+1',
  'x'.repeat(5000),
  { type: 'Polygon', coordinates: [[[]]] },
  [{ hash: null }],
  { lng: {}, lat: [] },
  JSON.parse('{"__proto__": 1}'),
]

describe('the kinds', () => {
  it('all have fixtures, and fixtures a kind', () => {
    expect(found.map(one => one.folder)).toEqual([...kinds.keys()].sort((a, b) => a.localeCompare(b)))
    for (const [name, kind] of kinds) expect(kind.kind).toBe(name)
  })
})

describe.each(found)('$folder', ({ folder, fixture: { field, good, bad, masked = [], filterCases } }) => {
  const kind = kindOf(folder as FieldKind)
  const normalise = (input: unknown) => kind.normalise(input, field, fixtureContext)
  const context: ConditionContext = {
    fields: new Map([['value', field]]),
    now: new Date('2026-03-02T04:00:00Z'),
    zone: fixtureContext.zone,
    me: 'p-wang',
    organs: ['police'],
    regions: ['330602'],
  }

  it('has fixtures of its own kind', () => {
    expect(field.kind).toBe(folder)
    expect(good.length).toBeGreaterThan(0)
    expect(bad.length).toBeGreaterThan(0)
  })
  it.each(good)('takes $input', ({ input, stored, shown }) => {
    const result = normalise(input)
    expect(result).toEqual({ ok: true, value: stored })
    expect(normalise(stored)).toEqual({ ok: true, value: stored })
    expect(kind.show(stored, field, fixtureNames)).toBe(shown)
    expect(isEmptyInput(stored)).toBe(false)
  })
  it.each(good)('brings $stored to JSON and back', ({ stored }) => {
    expect(JSON.parse(JSON.stringify(stored))).toEqual(stored)
    expect(normalise(JSON.parse(JSON.stringify(stored)))).toEqual({ ok: true, value: stored })
  })
  it.each(bad)('refuses $input', ({ input, says, at }) => {
    const result = normalise(input)
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.message).toContain(says)
    expect(result.faults?.map(fault => fault.at)).toEqual(at)
  })
  it('never throws, whatever comes in, and speaks Chinese', () => {
    for (const input of everything) {
      const result = normalise(input)
      if (result.ok) expect(normalise(result.value)).toEqual(result)
      else expect(result.message).toMatch(/\p{Script=Han}/u)
    }
  })
  it('hides what it should', () => {
    for (const { stored, seen } of masked) expect(kind.mask(stored)).toEqual(seen)
    // A point is only made coarser.
    if (folder !== 'point') for (const { stored } of good) expect(kind.mask(stored)).not.toEqual(stored)
  })
  it('fills a cell without a formula in it, and reads it back', () => {
    for (const { stored } of good) {
      const cell = kind.cell(stored, field, fixtureNames)
      if (typeof cell === 'string') expect(cell).not.toMatch(/^[=+\-@\t\r]/)
      if (!['area', 'file', 'table', 'address', 'ref', 'instant', 'account', 'signature'].includes(folder))
        expect(normalise(cell)).toEqual({ ok: true, value: stored })
    }
  })
  it('can be filtered by what it says', () => {
    expect([...new Set(filterCases.map(one => one.op))].sort()).toEqual([...kind.filters].sort())
    for (const { op, value, holds: yes, fails: no } of filterCases) {
      const condition: Condition = { op, field: 'value', value }
      expect(checkCondition(condition, context.fields)).toEqual([])
      expect(conditionSentence(condition, { fields: context.fields })).toContain(field.label)
      for (const stored of yes)
        expect({ condition, stored, holds: holds(condition, { value: stored }, context) }).toMatchObject({ holds: true })
      for (const stored of [...no, null])
        expect({ condition, stored, holds: holds(condition, { value: stored }, context) }).toMatchObject({ holds: false })
    }
  })

  describe('in PostgreSQL', () => {
    let database: TestDatabase
    const pools: Kysely<Record<string, never>>[] = []
    beforeAll(async () => {
      database = await cloneDatabase()
      // The driver's own reading of dates and numbers, and the platform's.
      pools.push(
        ...[new Pool({ connectionString: database.ownerUrl, max: 1 }), createPool(database.ownerUrl, { max: 1 })].map(
          pool => new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) }),
        ),
      )
      const { type, check } = kind.column(field, 'value')
      await sql`create table one (place integer, value ${sql.raw(type)} ${sql.raw(check ? `check (${check})` : '')})`.execute(pools[0]!)
    })
    afterAll(async () => {
      await Promise.all(pools.map(pool => pool.destroy()))
      await database?.drop()
    })

    it('is stored and read back', async () => {
      for (const db of pools)
        for (const { stored } of good) {
          await sql`truncate one`.execute(db)
          await sql`insert into one values (1, ${kind.toSql(stored)})`.execute(db)
          const { rows } = await sql<{ value: unknown }>`select value from one`.execute(db)
          expect(kind.fromSql(rows[0]!.value)).toEqual(stored)
        }
    })
    it('is filtered as in memory', async () => {
      const db = pools[1]!
      for (const { op, value, holds: yes, fails: no } of filterCases) {
        await sql`truncate one`.execute(db)
        for (const [place, stored] of [...yes, ...no, null].entries())
          await sql`insert into one values (${place}, ${stored === null ? null : kind.toSql(stored)})`.execute(db)
        const { rows } = await sql<{
          place: number
        }>`select place from one where ${conditionSql({ op, field: 'value', value }, { context, column: name => sql.ref(`one.${name}`) })} order by place`.execute(
          db,
        )
        expect({ op, value, rows: rows.map(row => row.place) }).toEqual({ op, value, rows: yes.map((_, i) => i) })
      }
    })
    it('is not stored empty', async () => {
      const { type, check } = kind.column(field, 'value')
      if (!check || type === 'point') return
      const empty = type === 'text' ? '' : type === 'text[]' ? [] : '[]'
      await expect(sql`insert into one values (1, ${empty})`.execute(pools[0]!)).rejects.toThrow(/check constraint/)
    })
  })
})
