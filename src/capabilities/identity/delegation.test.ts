// Standing in during leave, and terms of office: windows to the day, who may arrange it, no chains, no personal powers.
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Delegation, Session } from '../../wire/session.ts'
import { findHolders } from './port.ts'
import { type Browser, type House, openHouse } from './testing.ts'

const liaison = 'p-990100-bigdata-liaison'
const handler = 'p-990100-bigdata-handler'
const head = 'p-990100-bigdata-head'
const steward = 'p-990100-bigdata-data-steward'
const stranger = 'p-990100-market-head'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())
beforeEach(() => house.setDay('2026-03-10'))
afterEach(() => house.transact(tx => sql`delete from delegation`.execute(tx)))

const become = async (person: string): Promise<Browser> => {
  const browser = house.newBrowser()
  const response = await browser.fetch('/api/session/demo', { method: 'POST', body: { person } })
  const { csrf } = (await response.json()) as Session
  return { ...browser, fetch: (path, init = {}) => browser.fetch(path, { ...init, headers: { 'x-csrf': csrf, ...init.headers } }) }
}
const arrange = (by: Browser, of: { from?: string; to: string; startsOn?: string; endsOn?: string }) =>
  by.fetch('/api/delegations', { method: 'POST', body: { startsOn: '2026-03-11', endsOn: '2026-03-13', reason: '年休假', ...of } })
const subject = async (person: string) => (await house.identity.findSubject(person))!

describe('standing in', () => {
  test('gives posts and desks from the first to the last day, and to a session that is open', async () => {
    const browser = await become(handler)
    const posts = async () => ((await (await browser.fetch('/api/session')).json()) as Session).posts.filter(post => post.onBehalfOf)
    expect((await arrange(await become(liaison), { to: handler })).status).toBe(201)
    const shown: number[] = []
    for (const day of ['2026-03-10', '2026-03-11', '2026-03-13', '2026-03-14']) {
      house.setDay(day)
      shown.push((await posts()).length)
    }
    expect(shown).toEqual([0, 1, 1, 0])
    house.setDay('2026-03-12')
    expect(await posts()).toMatchObject([{ role: 'liaison', organ: '990100-bigdata', onBehalfOf: liaison }])
    const { desks, organ } = await subject(handler)
    expect(desks).toEqual(expect.arrayContaining([`p:${handler}`, `p:${liaison}`, 'o:990100-bigdata:liaison', 'o:990100-bigdata:handler']))
    expect(organ).toBe('990100-bigdata')
  })

  test('ends at once when it is revoked, by either side, the decider or the head, and by nobody else', async () => {
    for (const by of [liaison, handler, head]) {
      const { id } = (await (await arrange(await become(liaison), { to: handler, startsOn: '2026-03-10' })).json()) as Delegation
      expect((await subject(handler)).posts).toHaveLength(2)
      expect((await (await become(stranger)).fetch(`/api/delegations/${id}`, { method: 'DELETE' })).status).toBe(404)
      const listed = (await (await (await become(by)).fetch('/api/delegations')).json()) as { items: Delegation[] }
      expect(listed.items[0]).toMatchObject({ id, from: liaison, to: handler, toName: '骆宁', revokedAt: null })
      expect((await (await become(by)).fetch(`/api/delegations/${id}`, { method: 'DELETE' })).status).toBe(204)
      expect((await (await become(by)).fetch(`/api/delegations/${id}`, { method: 'DELETE' })).status).toBe(409)
      expect((await subject(handler)).posts).toHaveLength(1)
      expect(house.ledger.findLast(entry => entry.kind === 'grant')).toMatchObject({
        act: 'revoke-delegation',
        actor: by,
        content: { id, from: liaison, to: handler },
      })
    }
    expect(((await (await (await become(stranger)).fetch('/api/delegations')).json()) as { items: unknown[] }).items).toEqual([])
  })

  test('is for the same organ, unless the head decides', async () => {
    expect((await arrange(await become(liaison), { to: stranger })).status).toBe(403)
    expect((await arrange(await become(stranger), { from: liaison, to: handler })).status).toBe(403)
    expect((await arrange(await become(head), { from: liaison, to: stranger })).status).toBe(201)
    // A head's own powers stay in the house.
    expect((await arrange(await become(head), { to: stranger })).status).toBe(403)
    expect((await arrange(await become(head), { to: liaison })).status).toBe(409)
  })

  test('whoever stands in for the head does not decide who stands in', async () => {
    await arrange(await become(head), { to: handler, startsOn: '2026-03-10' })
    expect((await subject(handler)).posts.some(post => post.role === 'head')).toBe(true)
    expect((await arrange(await become(handler), { from: steward, to: liaison })).status).toBe(403)
  })

  test('is refused: oneself, wrong dates, nobody, twice, and every chain', async () => {
    const mine = await become(liaison)
    expect((await arrange(mine, { to: liaison })).status).toBe(422)
    expect((await arrange(mine, { to: handler, endsOn: '2026-03-10' })).status).toBe(422)
    expect((await arrange(mine, { to: handler, startsOn: '2026-03-01', endsOn: '2026-03-09' })).status).toBe(422)
    expect((await arrange(mine, { to: handler, endsOn: '2027-03-12' })).status).toBe(422)
    expect((await arrange(mine, { to: 'p-nobody' })).status).toBe(422)
    expect((await arrange(mine, { to: handler })).status).toBe(201)
    expect((await arrange(mine, { to: steward, startsOn: '2026-03-13', endsOn: '2026-03-20' })).status).toBe(409)
    expect((await arrange(await become(steward), { to: liaison })).status).toBe(409)
    expect((await arrange(await become(handler), { to: steward })).status).toBe(409)
    expect((await arrange(await become(handler), { to: steward, startsOn: '2026-03-14', endsOn: '2026-03-15' })).status).toBe(201)
  })

  test('two arrangements at the same moment: one holds', async () => {
    const mine = await become(liaison)
    const answers = await Promise.all([handler, steward, head].map(to => arrange(mine, { to })))
    expect(answers.map(answer => answer.status).sort()).toEqual([201, 409, 409])
  })

  test('does not carry offices that are bound to the person', async () => {
    await arrange(await become(steward), { to: handler, startsOn: '2026-03-10' })
    const posts = (await subject(handler)).posts.filter(post => post.onBehalfOf)
    expect(posts.map(post => post.role)).toEqual(['data-steward'])
  })
})

describe('a desk', () => {
  const holders = (desk: string) => house.transact(tx => findHolders(tx, [desk], '2026-03-10'))
  test('knows its holders and who stands in for them, as the subjects know their desks', async () => {
    await arrange(await become(liaison), { to: handler, startsOn: '2026-03-10' })
    await arrange(await become(steward), { to: head, startsOn: '2026-03-10' })
    expect(await holders('o:990100-bigdata:liaison')).toEqual([
      { desk: 'o:990100-bigdata:liaison', person: liaison, name: '陆祥', organName: '市数据局', onBehalfOf: null },
      { desk: 'o:990100-bigdata:liaison', person: handler, name: '骆宁', organName: '市数据局', onBehalfOf: liaison },
    ])
    const people = await house.transact(async tx => (await sql<{ id: string }>`select id from person`.execute(tx)).rows.map(row => row.id))
    const sees = new Map<string, string[]>()
    for (const one of people) for (const desk of (await subject(one)).desks) sees.set(desk, [...(sees.get(desk) ?? []), one])
    const found = await house.transact(tx => findHolders(tx, [...sees.keys()], '2026-03-10'))
    for (const [desk, who] of sees)
      expect([...new Set(found.filter(holder => holder.desk === desk).map(holder => holder.person))].sort(), desk).toEqual(who.sort())
    expect(await holders('o:none:head')).toEqual([])
  })
})

describe('a term of office', () => {
  const end = (to: string) =>
    house.transact(tx => sql`update post set to_on = ${to} where person = 'p-990100-market-inspector'`.execute(tx))

  test('that ends today holds today; that ended yesterday gives nothing, not even a log-in', async () => {
    const browser = house.newBrowser()
    await end('2026-03-10')
    await browser.logIn('yx-market-inspector')
    expect((await browser.fetch('/api/session')).status).toBe(200)
    house.setDay('2026-03-11')
    expect((await browser.fetch('/api/session')).status).toBe(401)
    expect((await subject('p-990100-market-inspector')).posts).toEqual([])
    await expect(house.newBrowser().logIn('yx-market-inspector')).rejects.toThrow('在任岗位')
  })
})
