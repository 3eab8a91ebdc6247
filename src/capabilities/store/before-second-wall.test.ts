// Lists are picked past row-level security: nothing of that may outlast the picking, and what is shown passes it all the same.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countyA, makeTestWorld, people, recordOf, type TestWorld, visit } from '../../testing/store-city.ts'
import { listRows } from './list.ts'
import type { Tx } from './port.ts'
import { beforeSecondWall } from './transaction.ts'

let city: TestWorld
beforeAll(async () => {
  city = await makeTestWorld()
})
afterAll(() => city.end())

const record = recordOf(visit)
const settings = async (tx: Tx) => {
  const { rows } =
    await sql`select coalesce(current_setting('shuzhi.system', true), '') as system, current_setting('statement_timeout') as patience,
    current_setting('plan_cache_mode') as plans`.execute(tx)
  return rows[0]
}
const allIds = (tx: Tx) => sql<{ id: string }>`select id from test_visit`.compile(tx)

describe('before the second wall', () => {
  test('sees every row, and afterwards none that the person may not see', async () => {
    const made = await city.store.as(people.handlerA, tx =>
      city.store.create(tx, people.handlerA, record, { values: { name: '探望' }, region: countyA }),
    )
    await city.store.as(people.handlerB, async tx => {
      const before = await settings(tx)
      const [picked] = await beforeSecondWall(tx, [allIds(tx)])
      expect(picked!.rows).toEqual([{ id: made.id }])
      expect(await settings(tx)).toEqual(before)
      expect((await tx.executeQuery(allIds(tx))).rows).toEqual([])
    })
  })

  test('a question that fails or takes too long leaves the transaction as it was, with what it had written', async () => {
    const kept = await city.store.as(people.handlerA, async tx => {
      const made = await city.store.create(tx, people.handlerA, record, { values: { name: '写在前面' } })
      const before = await settings(tx)
      const tooLong = beforeSecondWall(tx, [sql`select pg_sleep(5)`.compile(tx)], { patienceMs: 20 })
      await expect(tooLong).rejects.toMatchObject({ code: '57014' })
      await expect(beforeSecondWall(tx, [sql`select 1 / 0`.compile(tx)])).rejects.toMatchObject({ code: '22012' })
      expect(await settings(tx)).toEqual(before)
      return made
    })
    expect(await city.store.as(people.handlerA, tx => city.store.get(tx, people.handlerA, record, kept.id))).toMatchObject({
      name: '写在前面',
    })
  })

  test('a first wall that lets everything through shows no row that the second refuses', async () => {
    const open = { ...city.world, decide: () => ({ answer: 'yes' }) as const }
    const shown = await city.store.as(people.handlerB, tx => listRows({ world: open, tx, subject: people.handlerB }, record, {}))
    expect(shown.rows).toEqual([])
  })
})
