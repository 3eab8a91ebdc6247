// Permissions against an oracle: random cities, posts, delegations, days, grants and rows. The code goes from the question to a filter;
// the oracle goes from the person outwards and collects every row they reach. SHUZHI_QUESTIONS changes how many.
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type AnyRecord,
  type CivilDate,
  inOrgan,
  type Level,
  organ,
  organs,
  type Power,
  person,
  persons,
  type Reach,
  type RoleId,
  record,
  text,
} from '#declare'
import { evaluate } from '../../methods/condition/evaluate.ts'
import { conditionFields } from '../../methods/condition/fields.ts'
import type { ConditionContext } from '../../methods/condition/operand.ts'
import { conditionSql } from '../../methods/condition/sql.ts'
import { cloneDatabase } from '../../testing/postgres.ts'
import { createDecide } from './access.ts'
import { type Subject, systemSubject } from './port.ts'
import { type DelegationFact, makeSubject, type PostFact } from './subject.ts'

const powers: readonly Power[] = ['read', 'write', 'create', 'delete', 'export', 'unmask']
const roleIds: readonly RoleId[] = ['head', 'liaison', 'handler', 'supervisor', 'administrator', 'auditor']
const days: readonly CivilDate[] = ['2026-03-08', '2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12']
const today = '2026-03-10'

type Row = {
  id: string
  region: string
  organ: string | null
  author: string
  lead: string | null
  joint: string[] | null
  who: string | null
  team: string[] | null
  desks: string[]
}
type World = {
  children: Map<string, string[]>
  organs: { id: string; region: string; level: Level; line: string }[]
  people: string[]
  posts: PostFact[]
  delegations: DelegationFact[]
  records: AnyRecord[]
  flows: Set<string>
  rows: Row[]
}

describe('the answer', () => {
  const decide = createDecide({ flows: new Map() })
  const plain = record('plain', {
    label: '表',
    owner: 'x',
    share: 'open',
    level: 'L1',
    title: 'name',
    access: [],
    fields: { name: text({ label: '名称' }), lead: organ({ label: '牵头' }), joint: organs({ label: '配合' }) },
  })
  const somebody: Subject = makeSubject(
    {
      person: 'a',
      name: 'A',
      delegations: [],
      posts: [{ person: 'a', role: 'head', organ: 'o1', line: 'l', level: 'city', region: '990100', from: today, to: null }],
    },
    today,
    '990100',
  )

  test('is no for everybody where nothing is granted, and yes for the system', () => {
    for (const power of powers) {
      expect(decide(somebody, plain as AnyRecord, power)).toEqual({ answer: 'no' })
      expect(decide(systemSubject('990100'), plain as AnyRecord, power)).toEqual({ answer: 'yes' })
    }
  })

  test('asks a list for a member and a single field for equality', () => {
    const grants = [inOrgan('lead', ['head']), inOrgan('joint', ['head']), inOrgan('organ', 'anyone')]
    expect(decide(somebody, { ...plain, access: grants } as AnyRecord, 'read')).toEqual({
      answer: 'filter',
      when: {
        op: 'any',
        of: [
          { op: 'is', field: 'lead', value: 'o1' },
          { op: 'contains', field: 'joint', value: 'o1' },
          { op: 'is', field: 'organ', value: 'o1' },
        ],
      },
    })
  })
})

describe('random questions', () => {
  test('the filter, row by row, is what the oracle says', () => {
    const wanted = Number(process.env['SHUZHI_QUESTIONS'] ?? 1_000_000)
    let asked = 0
    let granted = 0
    for (let seed = 1; asked < wanted; seed++) {
      const world = makeWorld(seed)
      for (const { subject, record, power } of questions(world)) {
        const reached = oracle(world, subject.person, record, power)
        const access = createDecide({ flows: flowsOf(world) })(subject, record, power)
        const context = contextOf(record, subject)
        for (const row of world.rows) {
          const answer =
            access.answer === 'filter'
              ? evaluate(access.when, row, { ...context, involved: isInvolved(subject, row) }) === true
              : access.answer === 'yes'
          if (answer !== reached.has(row.id)) expect.fail(explain(seed, { subject, record, power, row, answer }))
          asked++
          if (answer) granted++
        }
      }
    }
    console.info(`${asked} questions, ${Math.round((granted / asked) * 100)}% granted`)
    // A test in which nearly nothing or nearly everything is granted would prove little.
    expect(granted / asked).toBeGreaterThan(0.1)
    expect(granted / asked).toBeLessThan(0.6)
  }, 120_000)

  describe('in PostgreSQL', () => {
    let db: Kysely<Record<never, never>>
    beforeAll(async () => {
      const { ownerUrl } = await cloneDatabase()
      db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: ownerUrl }) }) })
    })
    afterAll(() => db.destroy())

    test('the filter finds the rows the oracle reaches', async () => {
      let asked = 0
      for (let seed = 5001; seed <= 5006; seed++) {
        const world = makeWorld(seed)
        await db.connection().execute(async tx => {
          await sql`create temp table t (id text, region text, organ text, author text, lead text, joint text[], who text, team text[], desks text[])`.execute(
            tx,
          )
          await sql`insert into t select * from jsonb_populate_recordset(null::t, ${JSON.stringify(world.rows)}::jsonb)`.execute(tx)
          for (const { subject, record, power } of questions(world)) {
            const access = createDecide({ flows: flowsOf(world) })(subject, record, power)
            if (access.answer !== 'filter') continue
            const filter = conditionSql(access.when, {
              context: contextOf(record, subject),
              column: name => sql.ref(name),
              involved: () => sql<boolean>`desks && ${[...subject.desks]}::text[]`,
            })
            const { rows } = await sql<{ id: string }>`select id from t where ${filter}`.execute(tx)
            const reached = oracle(world, subject.person, record, power)
            expect(rows.map(row => row.id).sort(), `seed ${seed}`).toEqual([...reached].sort())
            asked += world.rows.length
          }
          await sql`drop table t`.execute(tx)
        })
      }
      expect(asked).toBeGreaterThan(5000)
    })
  })
})

/** The rows a person reaches, collected from their seats outwards. Written from the rules, not from the code. */
function oracle({ children, organs, posts, delegations, flows, rows }: World, me: string, record: AnyRecord, power: Power): Set<string> {
  const held = (who: string) => posts.filter(p => p.person === who && !(p.from > today) && !(p.to !== null && p.to < today))
  const away = delegations
    .filter(d => d.to === me && d.from !== me && !d.revoked && !(d.startsOn > today) && !(d.endsOn < today))
    .map(d => d.from)
  const lent = away.flatMap(who => held(who).filter(p => p.role !== 'administrator' && p.role !== 'auditor'))
  const below = (code: string): string[] => [code, ...(children.get(code) ?? []).flatMap(below)]
  const reached = new Set<string>()
  const take = (wanted: (row: Row) => boolean) => {
    for (const row of rows) if (wanted(row)) reached.add(row.id)
  }
  const named = (row: Row, field: string) => [row[field as keyof Row] ?? []].flat()

  for (const { roles, reach, powers } of record.access) {
    if (!powers.includes(power) || roles === 'public') continue
    const seats = [...held(me), ...(power === 'unmask' ? [] : lent)].filter(p => roles === 'anyone' || roles.some(role => role === p.role))
    if (roles !== 'anyone' && seats.length === 0) continue
    if (reach.kind === 'all') take(() => true)
    if (reach.kind === 'author') take(row => row.author === me)
    if (reach.kind === 'person') take(row => named(row, reach.field).includes(me))
    for (const seat of seats) {
      if (reach.kind === 'region') for (const code of below(seat.region)) take(row => row.region === code)
      if (reach.kind === 'organ') take(row => named(row, reach.field).includes(seat.organ))
    }
  }
  const whole = record.part?.()
  if (power === 'read' && (flows.has(record.name) || (whole && flows.has(whole.name)))) {
    for (const seat of [...held(me), ...lent]) {
      const line = organs.find(one => one.id === seat.organ)!.line
      for (const desk of [
        `p:${seat.person}`,
        `o:${seat.organ}:${seat.role}`,
        `r:${seat.region}:${seat.role}`,
        `r:${seat.region}:${seat.role}:${line}`,
      ])
        take(row => row.desks.includes(desk))
    }
    take(row => row.desks.includes(`p:${me}`))
  }
  return reached
}

function* questions(world: World) {
  for (const who of world.people) {
    const subject = makeSubject({ person: who, name: who, posts: world.posts, delegations: world.delegations }, today, '990100')
    for (const one of world.records) for (const power of powers) yield { subject, record: one, power }
  }
}

const flowsOf = (world: World) => new Map([...world.flows].map(name => [name, {} as never]))
const isInvolved = (subject: Subject, row: Row) => row.desks.some(desk => subject.desks.includes(desk))
const contextOf = (one: AnyRecord, subject: Subject): ConditionContext => ({
  fields: conditionFields(one),
  now: new Date(`${today}T04:00:00Z`),
  zone: 'Asia/Shanghai',
  me: subject.person,
  organs: [],
  regions: [],
})

function explain(seed: number, of: { subject: Subject; record: AnyRecord; power: Power; row: Row; answer: boolean }): string {
  return `seed ${seed}: ${of.power} answered ${of.answer}\n${JSON.stringify({ access: of.record.access, row: of.row, posts: of.subject.posts }, null, 1)}`
}

const fields = {
  lead: organ({ label: '牵头' }),
  joint: organs({ label: '配合' }),
  who: person({ label: '承办人' }),
  team: persons({ label: '参与人' }),
  name: text({ label: '名称' }),
}

/** A small world in which everything meets everything. */
function makeWorld(seed: number): World {
  const random = mulberry32(seed)
  const below = (n: number) => Math.floor(random() * n)
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!
  const some = <T>(from: readonly T[], most: number): T[] => [...new Set(Array.from({ length: below(most + 1) }, () => pick(from)))]
  const maybe = <T>(value: T): T | null => (below(4) === 0 ? null : value)
  const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))
  const listed = <T>(values: T[]): T[] | null => (values.length === 0 ? null : values)

  const children = new Map<string, string[]>([['990100', ['990102', '990120', '990181']]])
  for (const county of children.get('990100')!) children.set(county, [`${county}001`, `${county}010`])
  for (const county of children.get('990100')!) for (const town of children.get(county)!) children.set(town, [`${town}001`, `${town}100`])
  const regions = ['990100', ...[...children.values()].flat()]
  const levelOf = (code: string): Level =>
    code === '990100' ? 'city' : code.length === 6 ? 'county' : code.length === 9 ? 'town' : 'village'

  const organs = times(7, i => {
    const region = pick(regions)
    return { id: `o${i}`, region, level: levelOf(region), line: pick(['police', 'finance']) }
  })
  const people = times(8, i => `p${i}`)
  const posts = times(14, (): PostFact => {
    const { id, ...place } = pick(organs)
    return { person: pick(people), role: pick(roleIds), organ: id, ...place, from: pick(days), to: maybe(pick(days)) }
  })
  const delegations = times(
    5,
    (): DelegationFact => ({
      from: pick(people),
      to: pick(people),
      startsOn: pick(days.slice(0, 3)),
      endsOn: pick(days.slice(2)),
      revoked: below(5) === 0,
    }),
  )

  const reaches: readonly (() => Reach)[] = [
    () => ({ kind: 'region' }),
    () => ({ kind: 'region' }),
    () => ({ kind: 'organ', field: pick(['lead', 'joint', 'organ']) }),
    () => ({ kind: 'organ', field: pick(['lead', 'joint', 'organ']) }),
    () => ({ kind: 'author' }),
    () => ({ kind: 'person', field: pick(['who', 'team']) }),
    () => ({ kind: 'all' }),
  ]
  const make = (name: string, whole?: AnyRecord) => {
    const access = times(1 + below(6), () => {
      const reach = pick(reaches)()
      // All rows for anyone would hide what the rest says.
      return { roles: reach.kind !== 'all' && below(4) === 0 ? ('anyone' as const) : some(roleIds, 5), reach, powers: some(powers, 8) }
    })
    return record(name, {
      label: name,
      owner: 'x',
      share: 'open',
      level: 'L1',
      title: 'name',
      fields,
      access: access as never,
      ...(whole && { part: () => whole }),
    }) as unknown as AnyRecord
  }
  const whole = make('whole')
  const records = [whole, make('part', whole), make('alone')]
  const flows = new Set(some(['whole', 'part', 'alone'], 2))
  const desk = () => {
    const { id, region, line } = pick(organs)
    return pick([`p:${pick(people)}`, `o:${id}:${pick(roleIds)}`, `r:${region}:${pick(roleIds)}`, `r:${region}:${pick(roleIds)}:${line}`])
  }
  const rows = times(
    20,
    (i): Row => ({
      id: `row${i}`,
      region: pick(regions),
      organ: maybe(pick(organs).id),
      author: pick(people),
      lead: maybe(pick(organs).id),
      joint: listed(some(organs, 3).map(one => one.id)),
      who: maybe(pick(people)),
      team: listed(some(people, 3)),
      desks: times(below(3), desk),
    }),
  )
  return { children, organs, people, posts, delegations, records, flows, rows }
}

/** A small generator with a seed: a failure can be asked again. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
