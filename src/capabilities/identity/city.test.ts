// The city's facts: loading them, looking them up, entering a year's holidays.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lanting } from '../../../cities/lanting/city.ts'
import { shaoxing } from '../../../cities/shaoxing/city.ts'
import type { CalendarYearBody, OrganBody, PersonBody, RegionBody } from '../../wire/city.ts'
import { loadCalendarYears } from './calendar-store.ts'
import { seedCity } from './seed.ts'
import { type Browser, cost, type House, openDatabase, openHouse } from './testing.ts'

let house: House
let browser: Browser
beforeAll(async () => {
  house = await openHouse()
  browser = house.newBrowser()
  await browser.logIn('yx-bigdata-liaison')
})
afterAll(() => house.close())

const read = async <T>(path: string): Promise<T> => {
  const response = await browser.fetch(path)
  expect(response.status).toBe(200)
  return (await response.json()) as T
}
const asPerson = async (account: string) => {
  const other = house.newBrowser()
  const { csrf } = await other.logIn(account)
  return (path: string, body: unknown) => other.fetch(path, { method: 'PUT', body, headers: { 'x-csrf': csrf } })
}

describe('seeding', () => {
  test('a whole city in two seconds; again changes nothing; what people did stays', async () => {
    const { transact, close } = await openDatabase(shaoxing, { seeded: false })
    const seed = () => transact(tx => seedCity(tx, shaoxing, { now: new Date(), demoLogins: true, cost }))
    const state = () =>
      transact(
        async tx =>
          (
            await sql<{ t: string; n: number; x: string }>`
        select 'person' as t, count(*)::int as n, max(xmin::text::bigint)::text as x from person union all select 'post', count(*)::int, max(xmin::text::bigint)::text from post
        union all select 'organ', count(*)::int, max(xmin::text::bigint)::text from organ union all select 'region', count(*)::int, max(xmin::text::bigint)::text from region
        union all select 'login', count(*)::int, max(xmin::text::bigint)::text from person_login union all select 'calendar', count(*)::int, max(xmin::text::bigint)::text from calendar_year`.execute(
              tx,
            )
          ).rows,
      )
    await seed()
    const first = await state()
    expect(first.find(row => row.t === 'person')!.n).toBe(shaoxing.people.length)
    expect(first.find(row => row.t === 'login')!.n).toBe(shaoxing.people.length)
    expect(first.find(row => row.t === 'region')!.n).toBe(2278)
    await seed()
    expect(await state()).toEqual(first)
    expect(await transact(loadCalendarYears)).toEqual(shaoxing.calendar)
    await transact(tx => sql`update person_login set password = 'mine' where person = ${shaoxing.people[0]!.id}`.execute(tx))
    await seed()
    const kept = await transact(
      async tx =>
        (await sql<{ password: string }>`select password from person_login where person = ${shaoxing.people[0]!.id}`.execute(tx)).rows,
    )
    expect(kept).toEqual([{ password: 'mine' }])
    await close()
  })
})

describe('the directory', () => {
  test('is closed to strangers', async () => {
    for (const path of ['organs', 'organs/990100-gov', 'people', 'people/p-990100-gov-leader', 'regions', 'calendar', 'delegations'])
      expect((await house.newBrowser().fetch(`/api/${path}`)).status).toBe(401)
  })

  test('shows organs with their people, telephone masked', async () => {
    const organs = await read<{ items: OrganBody[]; next: string }>('/api/organs?level=city&limit=3')
    expect(organs.items).toHaveLength(3)
    expect(organs.items[0]).toEqual({
      id: '990100-gov',
      name: expect.any(String),
      fullName: expect.any(String),
      level: 'city',
      region: '990100',
      line: expect.any(String),
      parent: null,
      aliases: expect.any(Array),
    })
    const more = await read<{ items: OrganBody[] }>(`/api/organs?level=city&limit=3&cursor=${organs.next}`)
    expect(more.items.every(organ => !organs.items.some(one => one.id === organ.id))).toBe(true)
    const organ = await read<OrganBody & { people: PersonBody[] }>('/api/organs/990100-bigdata')
    expect(organ.people.map(person => person.id)).toEqual(
      ['head', 'liaison', 'handler', 'data-steward'].map(seat => `p-990100-bigdata-${seat}`),
    )
    expect(organ.people[0]).toEqual({
      id: 'p-990100-bigdata-head',
      name: '李秋娟',
      title: '市数据局局长',
      phone: expect.stringMatching(/^\d{3}\*{4}\d{4}$/),
      posts: [{ role: 'head', roleLabel: '单位负责人', organ: '990100-bigdata', organName: '市数据局', from: '2022-10-14', to: null }],
    })
    expect((await browser.fetch('/api/organs/none')).status).toBe(404)
    expect((await read<{ items: OrganBody[] }>('/api/organs?q=%25')).items).toEqual([])
  })

  test('finds people by name and organ', async () => {
    const found = await read<{ items: PersonBody[] }>('/api/people?q=秋娟')
    expect(found.items.map(person => person.id)).toEqual(['p-990100-bigdata-head'])
    expect((await read<{ items: PersonBody[] }>('/api/people?organ=990100-gov')).items).toHaveLength(3)
    expect(await read<PersonBody>('/api/people/p-990100-bigdata-head')).toEqual(found.items[0])
    const refused = await browser.fetch('/api/people?limit=100000')
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({
      code: 'invalid',
      faults: [{ at: 'limit', message: expect.stringMatching(/\p{Script=Han}/u) }],
    })
  })

  test('goes down the regions', async () => {
    const top = await read<{ items: RegionBody[] }>('/api/regions')
    expect(top.items.map(region => region.code)).toEqual(['990100'])
    const below = await read<{ items: RegionBody[] }>('/api/regions?parent=990100')
    expect(below.items).toHaveLength(top.items[0]!.children)
  })
})

describe('the calendar', () => {
  const assumed = lanting.calendar.find(year => year.year === 2027)!
  const official = { ...assumed, status: 'official', source: '国办发明电〔2026〕9号', version: 1 }

  test('a new version by the city’s administrator, kept in the ledger; the old one stays', async () => {
    const put = await asPerson('yx-bigdata-data-steward')
    const answer = await put('/api/calendar/2027', official)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ year: 2027, version: 2, status: 'official' })
    expect(house.ledger.at(-1)).toMatchObject({
      kind: 'setting',
      act: 'calendar',
      actor: 'p-990100-bigdata-data-steward',
      content: { version: 2 },
    })
    const years = await read<{ items: CalendarYearBody[] }>('/api/calendar')
    expect(years.items.map(({ year, version }) => [year, version])).toEqual([
      [2026, 1],
      [2027, 2],
    ])
    expect((await put('/api/calendar/2027', official)).status).toBe(409)
    // A later seed does not undo it.
    await house.transact(tx => seedCity(tx, lanting, { now: new Date() }))
    expect((await house.transact(loadCalendarYears)).find(year => year.year === 2027)!.status).toBe('official')
    await expect(house.transact(tx => sql`update calendar_year set version = 9`.execute(tx))).rejects.toThrow()
  })

  test('two administrators at once: one wins', async () => {
    const put = await asPerson('yx-bigdata-data-steward')
    const year = { ...official, year: 2028, holidays: [{ name: '元旦', days: ['2028-01-01'] }], work: [], version: 0 }
    const answers = await Promise.all([1, 2, 3].map(() => put('/api/calendar/2028', year)))
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409, 409])
  })

  test('is refused to others and when it is wrong', async () => {
    expect((await (await asPerson('lz-bigdata-data-steward'))('/api/calendar/2027', { ...official, version: 2 })).status).toBe(403)
    expect((await (await asPerson('yx-gov-leader'))('/api/calendar/2027', { ...official, version: 2 })).status).toBe(403)
    const put = await asPerson('yx-bigdata-data-steward')
    const wrong = await put('/api/calendar/2027', { ...official, version: 2, work: ['2027-01-01', '2027-03-02'] })
    expect(wrong.status).toBe(422)
    expect(((await wrong.json()) as { faults: { at: string }[] }).faults.map(fault => fault.at)).toEqual(
      expect.arrayContaining(['work.0', 'work.1']),
    )
    expect((await put('/api/calendar/2026', { ...official, version: 1 })).status).toBe(422)
  })
})
