// A test database with the fixture's tables, and the store on top of it.
import { Pool } from 'pg'
import { lanting } from '../../cities/lanting/city.ts'
import { createStore, type StoreEngine } from '../capabilities/store/create-store.ts'
import { createKeyRing } from '../capabilities/store/key-ring.ts'
import { createTables } from '../capabilities/store/migrations.ts'
import { createPool } from '../capabilities/store/pool.ts'
import type { PersonalRead, World } from '../capabilities/store/world.ts'
import { createCalendar } from '../methods/workday-calendar/create-calendar.ts'
import { cloneDatabase, type TestDatabase, templateDatabase } from './postgres.ts'
import { decide, model, people, tables } from './store-model.ts'

export * from './store-model.ts'

export type TestWorld = {
  readonly world: World
  readonly store: StoreEngine
  readonly database: TestDatabase
  readonly reads: PersonalRead[]
  readonly clock: { now(): Date; at: Date }
  end(): Promise<void>
}

export async function makeTestWorld(): Promise<TestWorld> {
  const database = await cloneDatabase(await templateDatabase('store', url => createTables(url, tables)))
  const reads: PersonalRead[] = []
  const clock: TestWorld['clock'] = { at: new Date('2026-03-02T01:00:00Z'), now: () => new Date(clock.at) }
  const pool = createPool(database.appUrl, { max: 20 })
  const byName = <T>(list: readonly T[], ...keys: readonly ((one: T) => string)[]) =>
    new Map(keys.flatMap(key => list.map(one => [key(one), one] as const)))
  const organIndex = byName(
    lanting.organs,
    one => one.name,
    one => one.id,
  )
  const regionIndex = byName(
    lanting.regions,
    one => one.name,
    one => one.code,
  )
  const world: World = {
    pool,
    model,
    keyRing: createKeyRing(),
    clock,
    calendar: createCalendar(lanting.calendar, lanting.zone),
    decide,
    lookups: {
      organ: id => organIndex.get(id),
      region: code => regionIndex.get(code),
      person: id => (id in people ? { id, name: `姓名${id}` } : undefined),
      findOrgans: (words, most) =>
        lanting.organs
          .filter(one => one.name.includes(words))
          .slice(0, most)
          .map(({ id, name }) => ({ id, name })),
      findPeople: () => [],
    },
    caseLight: (_flow, columns, now) => ({
      light: columns.state === null ? 'none' : columns.endedAt ? 'ended' : columns.dueAt && columns.dueAt < now ? 'overdue' : 'green',
      workdaysLeft: null,
    }),
    onPersonalRead: async (_tx, read) => void reads.push(read),
  }
  return {
    world,
    store: createStore(world),
    database,
    reads,
    clock,
    async end() {
      await pool.end()
      await database.drop()
    },
  }
}

/** A raw connection of the serving role: what a forgotten setting or a stray query would see. */
export const rawPool = (url: string) => new Pool({ connectionString: url, max: 1 })
