import { Environment } from '@marcbachmann/cel-js'
import fc from 'fast-check'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Condition, Field } from '#declare'
import { kindOf } from '../../fields/kinds.ts'
import { cloneDatabase, type TestDatabase } from '../../testing/postgres.ts'
import { celEnvironment, parseCel, printCel } from './cel.ts'
import { contextNames } from './cel-names.ts'
import { checkCondition } from './check.ts'
import { type ConditionRow, evaluate, type Truth } from './evaluate.ts'
import { normalForm } from './normal-form.ts'
import { type ConditionContext, todayOf } from './operand.ts'
import { anyCondition, context, fields, type Quirks, rows, tableFields } from './random-condition.ts'
import { conditionSql } from './sql.ts'

let database: TestDatabase
let db: Kysely<Record<string, never>>

beforeAll(async () => {
  database = await cloneDatabase()
  db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: database.ownerUrl, max: 2 }) }) })
  const columns = Object.entries(tableFields).map(([name, field]) => {
    const { type, check } = kindOf(field.kind).column(field, name)
    return sql.raw(`"${name}" ${type} ${check ? `check (${check})` : ''}`)
  })
  await sql`create table sample (place integer primary key, involved boolean not null, ${sql.join(columns)})`.execute(db)
})
afterAll(async () => {
  await db?.destroy()
  await database?.drop()
})

/** The platform itself: nobody, at home nowhere. */
const nobody: ConditionContext = { ...context, me: null, organs: [], regions: [] }

async function bySql(condition: Condition, sample: readonly ConditionRow[], asker: ConditionContext): Promise<Truth[]> {
  const truth = conditionSql(condition, {
    context: asker,
    column: name => sql.ref(`sample.${name}`),
    involved: () => sql<boolean>`sample.involved`,
  })
  const found = await sql<{ truth: Truth }>`select ${truth} as truth from sample order by place`.execute(db)
  expect(found.rows).toHaveLength(sample.length)
  return found.rows.map(row => row.truth)
}

async function fill(sample: readonly ConditionRow[]): Promise<void> {
  await sql`truncate sample`.execute(db)
  for (const [place, row] of sample.entries()) {
    const names = Object.keys(tableFields)
    const values = names.map(name =>
      row[name] === undefined || row[name] === null ? null : kindOf(tableFields[name]!.kind).toSql(row[name]),
    )
    await sql`insert into sample (place, involved, ${sql.join(names.map(name => sql.ref(name)))}) values (${place}, ${row['involved'] === true}, ${sql.join(values)})`.execute(
      db,
    )
  }
}

const byEvaluate = (condition: Condition, row: ConditionRow, asker = context): Truth =>
  evaluate(condition, row, { ...asker, involved: row['involved'] === true })

describe('evaluate and SQL', () => {
  it('say the same of 4 000 random trees, each over 12 random rows', async () => {
    let trees = 0
    for (let round = 0; round < 40; round++) {
      const sample = fc.sample(rows, { numRuns: 12, seed: 1000 + round })
      await fill(sample)
      const asker = round % 4 === 3 ? nobody : context
      const conditions = fc.sample(anyCondition({ nulls: true }), { numRuns: 100, seed: 5000 + round })
      for (const condition of conditions) {
        expect({ condition, truth: await bySql(condition, sample, asker) }).toEqual({
          condition,
          truth: sample.map(row => byEvaluate(condition, row, asker)),
        })
        trees++
      }
    }
    expect(trees).toBe(4000)
  }, 120_000)

  it('keep their meaning in normal form', () => {
    fc.assert(
      fc.property(anyCondition({ nulls: false }), rows, (condition, row) => {
        expect(byEvaluate(normalForm(condition, fields), row)).toBe(byEvaluate(condition, row))
      }),
      { numRuns: 4000 },
    )
  })
})

describe('CEL', () => {
  const quirks: Quirks = { nulls: false }
  it('is read back as what was printed', () => {
    fc.assert(
      fc.property(anyCondition(quirks), condition => {
        fc.pre(checkCondition(condition, fields).length === 0)
        const text = printCel(condition, fields)
        expect(parseCel(text, fields)).toEqual(normalForm(condition, fields))
        expect(printCel(parseCel(text, fields), fields)).toBe(text)
      }),
      { numRuns: 3000 },
    )
  })

  it('means to cel-js what it means to us', () => {
    const environment = celEnvironment(fields, { zone: context.zone, parameter: name => (name === 'limit' ? 500 : undefined) })
    expect(environment).toBeInstanceOf(Environment)
    fc.assert(
      fc.property(anyCondition(quirks), rows, (condition, row) => {
        fc.pre(checkCondition(condition, fields).length === 0)
        const text = printCel(condition, fields)
        expect(environment.check(text)).toMatchObject({ valid: true, type: 'bool' })
        expect(byCel(environment, text, row)).toBe(byEvaluate(condition, row))
      }),
      { numRuns: 3000 },
    )
  })
})

/** Unknown is what CEL calls an error: an empty field is not among the variables. */
function byCel(environment: Environment, text: string, row: ConditionRow): Truth {
  const present: Record<string, unknown> = {}
  for (const [name, field] of fields) if (row[name] !== undefined && row[name] !== null) present[name] = celValue(row[name], field)
  const asking = {
    [contextNames.today]: todayOf(context),
    [contextNames.now]: context.now,
    [contextNames.me]: context.me,
    [contextNames['my-organs']]: context.organs,
    [contextNames['my-regions']]: context.regions,
  }
  try {
    return environment.evaluate(text, { ...present, ...asking, involved: row['involved'] === true, row: present }) as boolean
  } catch (error) {
    expect((error as Error).message).toMatch(/Unknown variable|No such key/)
    return null
  }
}

function celValue(value: unknown, field: Field): unknown {
  if (field.kind === 'money' || field.kind === 'number') return Number(value)
  return field.kind === 'instant' ? new Date(String(value)) : value
}
