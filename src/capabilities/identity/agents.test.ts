// Acting for firms: who is let in at once and who waits, what the office may do, and the ways round that somebody would try.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sandboxPhone } from './firm-register.ts'
import { type House, openHouse } from './testing.ts'

const code = '91110108551385082Q'
const letter = { hash: 'ab'.repeat(32), name: '授权委托书.pdf', type: 'application/pdf', size: 2048 }
const office = 'p-990100-services-handler'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())
beforeEach(async () => {
  house.told.length = 0
  house.ledger.length = 0
  await house.transact(tx => sql`delete from account_agent`.execute(tx))
})

const agents = () => house.identity.public.agents
const desk = () => house.identity.public.office
const official = async (person = office) => (await house.identity.findSubject(person))!
/** The account of a number that has been proved. */
const resident = async (phone: string): Promise<string> => {
  const { accounts } = house.identity.public
  await house.transact(async tx => {
    await accounts.hold(tx, phone)
    await accounts.claim(tx, accounts.idOf(phone), new Date())
  })
  return accounts.idOf(phone)
}
const claim = async (phone: string, creditCode = code) =>
  agents().claim({ account: await resident(phone), creditCode, letter: { ...letter } })
const firmsOf = async (phone: string) =>
  ((await house.identity.public.findSubject(await resident(phone))).firms ?? []).map(one => one.creditCode)
const deeds = () => house.ledger.filter(one => one.kind === 'agent').map(one => [one.act, one.actor])
const boss = sandboxPhone(code)
const [clerk, other] = ['13905750221', '13905750222']

describe('a claim', () => {
  test('by a number that the register holds for the firm is admitted at once, every other waits', async () => {
    expect(boss).toBe('13905755082')
    expect(await claim(clerk)).toMatchObject({ state: 'waiting', ended: null })
    expect(await claim(boss)).toMatchObject({ state: 'active', name: expect.stringContaining('082Q') })
    expect([await firmsOf(boss), await firmsOf(clerk)]).toEqual([[code], []])
    // Made again it is the same one.
    expect(await claim(boss)).toMatchObject({ state: 'active' })
    expect(deeds().map(([act]) => act)).toEqual(['claim', 'claim', 'confirm'])
  })

  test('of a firm that its last agent has left opens nothing of it', async () => {
    const { id } = await claim(boss)
    await agents().revoke(await resident(boss), id)
    expect(await claim(other)).toMatchObject({ state: 'waiting' })
    expect(await firmsOf(other)).toEqual([])
    await expect(agents().confirm(await resident(other), (await agents().list(await resident(other)))[0]!.id)).rejects.toThrow(
      /已有的代办人/,
    )
  })

  test('of a firm that nobody has claimed keeps the real firm out by nothing', async () => {
    const squatter = await claim(other)
    expect(squatter.state).toBe('waiting')
    expect((await claim(boss)).state).toBe('active')
    // The real firm sees who stands at its door and sends them away.
    const seen = await agents().list(await resident(boss))
    expect(seen.find(one => !one.mine)).toMatchObject({ id: squatter.id, who: '139****0222', state: 'waiting' })
    await agents().revoke(await resident(boss), squatter.id)
    expect(await agents().list(await resident(other))).toMatchObject([{ state: 'refused', ended: { by: 'agent', because: null } }])
  })

  test('is admitted when the register names its number later', async () => {
    const account = await resident(boss)
    const early = await claim(boss)
    await house.transact(tx => sql`update account_agent set confirmed_at = null where id = ${early.id}`.execute(tx))
    expect(await firmsOf(boss)).toEqual([])
    expect(await agents().claim({ account, creditCode: code, letter })).toMatchObject({ id: early.id, state: 'active' })
  })

  test('after claim after claim waits no more than five times, also when all are sent at once', async () => {
    const codes = Array.from({ length: 8 }, (_, n) => `9111010855138508${n}X`)
    const made = await Promise.allSettled(codes.map(one => claim(other, one)))
    expect(made.filter(one => one.status === 'fulfilled')).toHaveLength(5)
    expect(made.flatMap(one => (one.status === 'rejected' ? [String(one.reason)] : []))[0]).toMatch(/已有5项/)
    expect((await Promise.all(codes.slice(0, 3).map(one => claim(sandboxPhone(one), one)))).map(one => one.state)).toEqual(
      Array(3).fill('active'),
    )
  })
})

describe('an agent', () => {
  test('admits another once, who is told', async () => {
    await claim(boss)
    const { id, firm } = await claim(clerk)
    const account = await resident(boss)
    await agents().confirm(account, id)
    await agents().confirm(account, id)
    expect(await firmsOf(clerk)).toEqual([code])
    expect(house.told).toMatchObject([
      { about: id, account: await resident(clerk), key: 'confirm', text: expect.stringContaining('已通过') },
    ])
    expect(deeds().filter(([act]) => act === 'confirm')).toHaveLength(2)
    expect(firm).toBe(house.identity.public.accounts.firmIdOf(code))
  })

  test('who leaves by themselves is told nothing and shown nothing of it', async () => {
    const { id } = await claim(boss)
    await agents().revoke(await resident(boss), id)
    expect(house.told).toEqual([])
    expect(await agents().list(await resident(boss))).toEqual([])
    expect(deeds().at(-1)).toEqual(['revoke', await resident(boss)])
  })
})

describe('the office', () => {
  test('sees who waits, the longest first, and admits them once, however often it says so', async () => {
    const { id } = await claim(clerk)
    await claim(other)
    const listed = await desk().list(await official(), { state: 'waiting' })
    expect(listed).toMatchObject({ more: false, items: [{ id, who: '139****0221', creditCode: code, others: 0 }, { who: '139****0222' }] })
    expect(listed.items[0]!.letter).toEqual({ name: letter.name, type: letter.type, size: letter.size })
    await Promise.all([desk().confirm(await official(), id), desk().confirm(await official(), id)])
    await desk().confirm(await official('p-990100-services-head'), id)
    expect(await firmsOf(clerk)).toEqual([code])
    expect(house.told.map(one => [one.key, one.account])).toEqual([['confirm', await resident(clerk)]])
    expect(deeds().filter(([act]) => act === 'confirm')).toEqual([['confirm', office]])
    expect((await desk().list(await official(), { state: 'waiting' })).items).toMatchObject([{ who: '139****0222', others: 1 }])
    for (const [q, n] of [
      [code.toLowerCase(), 1],
      ['082Q', 1],
      ['没有', 0],
      ['%', 0],
    ] as const)
      expect((await desk().list(await official(), { state: 'active', q })).items, q).toHaveLength(n)
  })

  test('refuses with a reason that whoever asked reads, and lets them ask anew', async () => {
    const { id } = await claim(clerk)
    const by = await official()
    await desk().refuse(by, id, '委托书没有加盖公章')
    await desk().refuse(by, id, '委托书没有加盖公章')
    const mine = async () => agents().list(await resident(clerk))
    expect(await mine()).toMatchObject([{ state: 'refused', ended: { by: 'office', because: '委托书没有加盖公章' } }])
    expect(house.told.map(one => one.key)).toEqual(['refuse'])
    expect(house.ledger.at(-1)).toMatchObject({
      kind: 'agent',
      act: 'refuse',
      actor: office,
      subject: await resident(clerk),
      content: { because: '委托书没有加盖公章' },
    })
    await expect(desk().confirm(by, id)).rejects.toMatchObject({ code: 'conflict' })
    await expect(desk().refuse(await official('p-990100-services-head'), id, '重复')).rejects.toMatchObject({ code: 'conflict' })
    expect((await claim(clerk)).state).toBe('waiting')
    expect(await mine()).toMatchObject([{ state: 'waiting' }])
  })

  test('takes an agency away, which ends at once', async () => {
    const { id } = await claim(boss)
    const by = await official()
    await expect(desk().refuse(by, id, '晚了')).rejects.toMatchObject({ code: 'conflict' })
    const waiting = await claim(clerk)
    await expect(desk().revoke(by, waiting.id, '早了')).rejects.toMatchObject({ code: 'conflict' })
    await desk().revoke(by, id, '委托书系伪造')
    expect(await firmsOf(boss)).toEqual([])
    expect(await agents().list(await resident(boss))).toMatchObject([
      { state: 'revoked', ended: { by: 'office', because: '委托书系伪造' } },
    ])
    expect(house.told.map(one => one.key)).toEqual(['revoke'])
  })

  test('leaves a trace, for whoever asked, of having read the letter', async () => {
    const { id } = await claim(clerk)
    expect(await desk().letter(await official(), id)).toEqual(letter)
    expect(house.ledger.at(-1)).toMatchObject({
      kind: 'read',
      actor: office,
      subject: await resident(clerk),
      content: { fields: ['授权委托书'], organ: '990100-services' },
    })
  })

  test('is the city’s office of services, in person, and nobody else', async () => {
    const { id } = await claim(clerk)
    const substitute = { ...(await official('p-990100-bigdata-handler')) }
    const covered = {
      ...substitute,
      posts: [...substitute.posts, ...(await official()).posts.map(post => ({ ...post, onBehalfOf: office }))],
    }
    const others = await Promise.all(
      ['p-990100-bigdata-data-steward', 'p-990100-services-liaison', 'p-990102-services-handler', 'p-990100-market-head'].map(official),
    )
    expect(others.every(one => one.posts.length > 0)).toBe(true)
    for (const who of [...others, covered, await house.identity.public.findSubject(await resident(boss))])
      for (const attempt of [
        () => desk().list(who, { state: 'waiting' }),
        () => desk().letter(who, id),
        () => desk().confirm(who, id),
        () => desk().refuse(who, id, '不行'),
        () => desk().revoke(who, id, '不行'),
      ])
        await expect(attempt(), who.person).rejects.toMatchObject({ code: 'denied' })
    expect(await firmsOf(clerk)).toEqual([])
  })

  test('decides nothing about the official’s own claim', async () => {
    const { rows } = await house.transact(tx => sql<{ phone: string }>`select phone from person where id = ${office}`.execute(tx))
    const { id } = await claim(rows[0]!.phone)
    await expect(desk().confirm(await official(), id)).rejects.toThrow(/本人的申请/)
    await desk().confirm(await official('p-990100-services-head'), id)
    expect(await firmsOf(rows[0]!.phone)).toEqual([code])
  })
})
