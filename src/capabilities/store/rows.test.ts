import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '#declare'
import {
  cityCode,
  cityOrganB,
  countyA,
  countyB,
  makeTestWorld,
  memo,
  model,
  organA,
  people,
  rawPool,
  recordOf,
  type TestWorld,
  tables,
  visit,
} from '../../testing/store-city.ts'
import { systemSubject } from '../identity/port.ts'
import { recordTables } from './shape.ts'

let city: TestWorld
beforeAll(async () => {
  city = await makeTestWorld()
})
afterAll(() => city.end())

const record = recordOf(visit)
const part = recordOf(memo)
const problem = (code: string) => expect.objectContaining({ name: 'Problem', code }) as Problem
const idcardOf = '33060219900307001X'
const make = (values: Record<string, unknown> = {}, who = people.handlerA) =>
  city.store.as(who, tx => city.store.create(tx, who, record, { values: { name: '探望老人', ...values } }))

describe('a row', () => {
  test('comes back as it was made, in a list of its own region', async () => {
    const made = await make({
      kind: 'home',
      income: '1,234.5元',
      members: '3',
      bureau: cityOrganB.name,
      on: '2026年3月1日',
      place: '120.58,30.03',
      goods: [{ what: '米', n: 2 }],
    })
    expect(made).toMatchObject({
      version: 1,
      number: expect.stringMatching(/^访〔2026〕\d{4}号$/),
      region: organA.region,
      organ: organA.id,
      author: 'handlerA',
      parent: null,
      root: made.id,
      income: '1234.50',
      members: 3,
      bureau: cityOrganB.id,
      on: '2026-03-01',
      case: { state: null, urged: 0 },
    })
    const read = await city.store.as(people.handlerA, tx => city.store.get(tx, people.handlerA, record, made.id))
    expect(read).toEqual(made)
    const found = await city.store.as(people.handlerA, tx =>
      city.store.find(tx, people.handlerA, record, { op: 'is', field: 'kind', value: 'home' }),
    )
    expect(found).toContainEqual(made)
  })

  test('every fault is told at once', async () => {
    const wrong = make({ name: '', kind: 'letter', members: -1, unknown: 1 })
    await expect(wrong).rejects.toMatchObject({
      code: 'invalid',
      faults: expect.arrayContaining([
        expect.objectContaining({ at: 'name' }),
        expect.objectContaining({ at: 'kind' }),
        expect.objectContaining({ at: 'members' }),
        expect.objectContaining({ at: 'unknown' }),
      ]),
    })
  })

  test('hidden fields are dropped, shown ones are asked for', async () => {
    const made = await make({ poor: false, reason: '不该保存' })
    expect(made).not.toHaveProperty('reason')
    await expect(make({ poor: true })).rejects.toMatchObject({ faults: [{ at: 'reason', message: '请填写困难原因' }] })
    const poor = await make({ poor: true, reason: '疾病' })
    const changed = await city.store.as(people.handlerA, tx => city.store.update(tx, people.handlerA, record, poor.id, { poor: false }))
    expect(changed).not.toHaveProperty('reason')
  })

  test('a fixed field is written once', async () => {
    const made = await make({ source: '热线' })
    const change = (values: Record<string, unknown>) =>
      city.store.as(people.handlerA, tx => city.store.update(tx, people.handlerA, record, made.id, values))
    await expect(change({ source: '来信' })).rejects.toMatchObject({ code: 'invalid', faults: [{ at: 'source' }] })
    expect(await change({ source: '热线', name: '回访' })).toMatchObject({ version: 2, name: '回访' })
  })

  test('a draft may lack what is required until its flow starts', async () => {
    const draft = await city.store.as(people.handlerA, tx => city.store.create(tx, people.handlerA, record, { values: {}, draft: true }))
    expect(() => city.store.requireComplete(record, draft)).toThrow(problem('invalid'))
    const full = await city.store.as(people.handlerA, tx => city.store.update(tx, people.handlerA, record, draft.id, { name: '补充' }))
    expect(() => city.store.requireComplete(record, full)).not.toThrow()
  })

  test('of two changes to one version one is told to look again', async () => {
    const made = await make()
    const change = (name: string) =>
      city.store.as(people.handlerA, tx => city.store.update(tx, people.handlerA, record, made.id, { name }, 1))
    const results = await Promise.allSettled([change('甲'), change('乙')])
    expect(results.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(one => one.status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
  })

  test('numbers have no gap under fifty at once, and a failed one leaves none', async () => {
    const before = await make()
    const start = Number(before.number!.match(/〕(\d+)号/)![1])
    const attempts = Array.from({ length: 60 }, (_, i) =>
      city.store.as(people.handlerA, async tx => {
        const row = await city.store.create(tx, people.handlerA, record, { values: { name: `并发${i}` } })
        if (i % 6 === 0) throw new Error('changed my mind')
        return row.number!
      }),
    )
    const numbers = (await Promise.allSettled(attempts)).flatMap(one =>
      one.status === 'fulfilled' ? [Number(one.value.match(/〕(\d+)号/)![1])] : [],
    )
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => start + 1 + i))
  })

  test('removed with its parts, and then not found', async () => {
    const made = await make({}, people.overseerA)
    const note = await city.store.as(people.overseerA, tx =>
      city.store.create(tx, people.overseerA, part, { values: { what: '已联系' }, parent: made.id }),
    )
    expect(note).toMatchObject({ root: made.id, parent: made.id, region: made.region })
    await city.store.as(people.overseerA, tx => city.store.remove(tx, people.overseerA, record, made.id, 1))
    for (const [of, id] of [
      [record, made.id],
      [part, note.id],
    ] as const)
      await expect(city.store.as(people.overseerA, tx => city.store.get(tx, people.overseerA, of, id))).rejects.toEqual(
        problem('not-found'),
      )
  })

  test('an open case is not removed', async () => {
    const made = await make({}, people.overseerA)
    await city.store.as(people.overseerA, async tx =>
      city.store.writeCase(tx, record, made, { ...made.case!, state: 'open', openedAt: new Date(), fold: { a: [1] }, caseVersion: 1 }),
    )
    const read = await city.store.as(people.overseerA, tx => city.store.get(tx, people.overseerA, record, made.id))
    expect(read.case).toMatchObject({ state: 'open', caseVersion: 1, fold: { a: [1] } })
    await expect(city.store.as(people.overseerA, tx => city.store.remove(tx, people.overseerA, record, made.id))).rejects.toEqual(
      problem('conflict'),
    )
  })
})

describe('who may', () => {
  test('hidden rows answer not-found, visible ones that may not be changed answer denied', async () => {
    const made = await make({ bureau: cityOrganB.id })
    await expect(city.store.as(people.handlerB, tx => city.store.get(tx, people.handlerB, record, made.id))).rejects.toEqual(
      problem('not-found'),
    )
    await expect(
      city.store.as(people.handlerB, tx => city.store.update(tx, people.handlerB, record, made.id, { name: '改' })),
    ).rejects.toEqual(problem('not-found'))
    await expect(
      city.store.as(people.liaison, tx => city.store.update(tx, people.liaison, record, made.id, { name: '改' })),
    ).rejects.toEqual(problem('denied'))
    await expect(city.store.as(people.handlerA, tx => city.store.remove(tx, people.handlerA, record, made.id))).rejects.toEqual(
      problem('denied'),
    )
    expect(await city.store.as(people.liaison, tx => city.store.get(tx, people.liaison, record, made.id))).toMatchObject({ id: made.id })
  })

  test('a reference to a row that is not there, or hidden, is refused', async () => {
    const seen = await make()
    expect(await make({ earlier: seen.id })).toMatchObject({ earlier: seen.id })
    const hidden = await make({}, people.handlerB)
    for (const earlier of [hidden.id, '018f0000-0000-7000-8000-000000000001'])
      await expect(make({ earlier })).rejects.toMatchObject({ code: 'invalid', faults: [{ at: 'earlier' }] })
  })

  test('a row is made only where the right to make one is held', async () => {
    const elsewhere = city.store.as(people.handlerA, tx =>
      city.store.create(tx, people.overseerA, part, { values: { what: 'x' }, parent: 'not-a-row' }),
    )
    await expect(elsewhere).rejects.toEqual(problem('not-found'))
    // Everybody who holds a post may make a visit of their own; a memo needs the role.
    const made = await make()
    await expect(
      city.store.as(people.handlerA, tx => city.store.create(tx, people.handlerA, part, { values: { what: '记' }, parent: made.id })),
    ).rejects.toEqual(problem('denied'))
  })

  test('the second wall: settings of another person, or none, show nothing and let nothing in', async () => {
    const made = await make({ bureau: cityOrganB.id })
    const pool = rawPool(city.database.appUrl)
    const all = async () => (await pool.query('select id from test_visit where id = $1', [made.id])).rowCount
    expect(await all()).toBe(0)
    await expect(
      pool.query(
        `insert into test_visit (root, id, region, author, created_at, updated_at) values (gen_random_uuid(), gen_random_uuid(), '${countyA}', 'x', now(), now())`,
      ),
    ).rejects.toMatchObject({ code: '42501' })
    await pool.end()
    const raw = (who: (typeof people)[keyof typeof people]) =>
      city.store.as(who, async tx => (await sql`select id from test_visit where id = ${made.id}`.execute(tx)).rows.length)
    expect(await raw(people.handlerB)).toBe(0)
    expect(await raw(people.nobody)).toBe(0)
    for (const who of [people.handlerA, people.overseer, people.overseerA, people.liaison]) expect(await raw(who)).toBe(1)
    await expect(
      city.store.as(people.handlerB, tx => sql`update test_visit set name = 'x' where id = ${made.id}`.execute(tx)),
    ).resolves.toMatchObject({ numAffectedRows: 0n })
    expect(
      await city.store.asSystemPastAccessRules(
        async tx => (await sql`select id from test_visit where id = ${made.id}`.execute(tx)).rows.length,
      ),
    ).toBe(1)
  })

  test('a task in the case opens it and its parts, also behind the second wall', async () => {
    const made = await make({}, people.overseerA)
    const note = await city.store.as(people.overseerA, tx =>
      city.store.create(tx, people.overseerA, part, { values: { what: '记' }, parent: made.id }),
    )
    await city.store.asSystemPastAccessRules(tx =>
      sql`update test_visit set involved = ${[people.nobody.desks[1]]} where id = ${made.id}`.execute(tx),
    )
    const who = people.nobody
    expect(await city.store.as(who, tx => city.store.find(tx, who, record, { op: 'always' }))).toMatchObject([{ id: made.id }])
    expect(await city.store.as(who, tx => city.store.parts(tx, who, part, made.id))).toMatchObject([{ id: note.id }])
  })

  test('what a list shows is what the oracle says, for everybody', async () => {
    for (const [who, region] of [
      [people.overseer, cityCode],
      [people.handlerB, countyB],
      [people.overseerA, countyA],
    ] as const)
      await make({ name: `给${region}`, helpers: [cityOrganB.id] }, who)
    const every = await city.store.asSystemPastAccessRules(tx => city.store.find(tx, systemSubject(cityCode), record, { op: 'always' }))
    const parties = await city.store.asSystemPastAccessRules(
      async tx => (await sql<{ id: string; involved: string[] }>`select id, involved from test_visit`.execute(tx)).rows,
    )
    for (const who of Object.values(people)) {
      const roles = (...names: string[]) => who.posts.filter(post => names.includes(post.role))
      const sees = (row: (typeof every)[number]) =>
        row.author === who.person ||
        roles('supervisor', 'handler').some(post => row.region.startsWith(post.region.replace(/0+$/, ''))) ||
        roles('head', 'liaison').some(post => row['bureau'] === post.organ) ||
        roles('liaison').some(post => ((row['helpers'] as string[] | undefined) ?? []).includes(post.organ)) ||
        parties.some(party => party.id === row.id && party.involved.some(desk => who.desks.includes(desk)))
      const seen = await city.store.as(who, tx => city.store.find(tx, who, record, { op: 'always' }))
      expect(seen.map(row => row.id).sort()).toEqual(
        every
          .filter(sees)
          .map(row => row.id)
          .sort(),
      )
      const behindWall = await city.store.as(
        who,
        async tx => (await sql<{ id: string }>`select id from test_visit where deleted_at is null`.execute(tx)).rows,
      )
      expect(behindWall.map(row => row.id).sort()).toEqual(seen.map(row => row.id).sort())
    }
  })
})

describe('personal values', () => {
  const values = { citizen: '王小明', card: idcardOf, mobile: '13800001234', secret: '内部线索' }

  test('lie in the table as ciphertext, come back masked, and open only with a trace', async () => {
    const card = await validCard()
    const made = await make({ ...values, card }, people.overseerA)
    expect(made).toMatchObject({ citizen: '王**', mobile: '138****1234', secret: '***' })
    const raw = await city.store.asSystemPastAccessRules(
      async tx =>
        (await sql<Record<string, Buffer>>`select citizen, card, mobile, secret from test_visit where id = ${made.id}`.execute(tx))
          .rows[0]!,
    )
    for (const [name, plain] of Object.entries({ ...values, card })) expect(raw[name]!.includes(Buffer.from(plain))).toBe(false)
    city.reads.length = 0
    await expect(
      city.store.as(people.handlerA, tx => city.store.get(tx, people.handlerA, record, made.id, { unmask: true })),
    ).rejects.toEqual(problem('denied'))
    const open = await city.store.as(people.overseerA, tx => city.store.get(tx, people.overseerA, record, made.id, { unmask: true }))
    expect(open).toMatchObject({ ...values, card })
    expect(city.reads).toMatchObject([{ record: 'test-visit', rows: [made.id], fields: ['citizen', 'card', 'mobile', 'secret'] }])
  })

  test('a masked value that comes back from a form changes nothing', async () => {
    const made = await make({ ...values, card: await validCard() }, people.overseerA)
    const { citizen, card, mobile, secret } = made
    await city.store.as(people.overseerA, tx =>
      city.store.update(tx, people.overseerA, record, made.id, { citizen, card, mobile, secret, name: '回访' }),
    )
    const open = await city.store.as(people.overseerA, tx => city.store.get(tx, people.overseerA, record, made.id, { unmask: true }))
    expect(open).toMatchObject({ citizen: values.citizen, mobile: values.mobile, secret: values.secret, name: '回访' })
  })

  test('are found by their whole value, and by nothing less', async () => {
    const made = await make({ mobile: '13911112222' })
    const find = (op: 'is' | 'contains', value: string) =>
      city.store.as(people.handlerA, tx => city.store.find(tx, people.handlerA, record, { op, field: 'mobile', value }))
    expect(await find('is', '13911112222')).toMatchObject([{ id: made.id }])
    await expect(find('contains', '1391')).rejects.toEqual(problem('invalid'))
  })

  test('a ciphertext moved to another row does not open', async () => {
    const [a, b] = [await make({ citizen: '甲某' }), await make({ citizen: '乙某' })]
    await city.store.asSystemPastAccessRules(tx =>
      sql`update test_visit set citizen = (select citizen from test_visit where id = ${a.id}) where id = ${b.id}`.execute(tx),
    )
    await expect(city.store.as(people.handlerA, tx => city.store.get(tx, people.handlerA, record, b.id))).rejects.toEqual(problem('broken'))
    await city.store.asSystemPastAccessRules(tx => sql`update test_visit set citizen = null where id = ${b.id}`.execute(tx))
  })
})

test('every key and foreign key contains the column by which the table spreads', () => {
  const byName = new Map(tables.map(one => [one.name, one]))
  for (const one of tables) {
    if (typeof one.spread === 'string') continue
    expect(one.key, one.name).toContain(one.spread.by)
    for (const key of one.foreignKeys ?? []) {
      if (byName.get(key.to)?.spread === 'reference') continue
      expect(key.on, one.name).toContain(one.spread.by)
      expect(byName.get(key.to)?.spread, one.name).toEqual({ by: key.columns[key.on.indexOf(one.spread.by)] })
    }
    for (const index of one.indexes ?? []) if (index.unique) expect(index.on, one.name).toContain(one.spread.by)
  }
  expect(recordTables(model).map(one => one.name)).toContain('supervision_task')
})

async function validCard(): Promise<string> {
  const { checkCharacter } = await import('../../fields/idcard/field.ts')
  return `33060219900307001${checkCharacter('33060219900307001')}`
}
