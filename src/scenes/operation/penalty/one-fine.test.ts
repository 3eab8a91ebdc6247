// One act, one fine (art. 29), and what the same party was fined for before.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RowValues } from '#declare'
import { openBox, storyOf } from '../../../testing/city.ts'
import { decideOnSpot, findCast, furnish } from './demo-cast.ts'
import { personNumber } from './demo-numbers.ts'
import { penaltyCase } from './records.ts'
import { concluded, noticed, punished, type World, world } from './testing.ts'

describe('penalty: one fine for one act (art. 29)', () => {
  it('holds across organs when both decide at the same moment', async () => {
    const story = await storyOf()
    const market = await world(story)
    const city = (await findCast(story, 'enforcement', '330602'))!
    const other: World = { story, cast: city, laws: await furnish(story, [city]) }
    const ready = async (of: World, benchmark: string | undefined, more: RowValues) => {
      const id = await noticed(of, more, { benchmark })
      await of.cast.officer.do(penaltyCase, id, 'waive', { reason: '放弃' })
      return id
    }
    const a = await ready(market, market.laws.get('330231-06'), {})
    const b = await ready(other, other.laws.get('330217-03'), {})
    const done = await Promise.allSettled([market.cast.head.do(penaltyCase, a, 'punish'), city.head.do(penaltyCase, b, 'punish')])
    expect(done.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    const refused = done.find(one => one.status === 'rejected') as PromiseRejectedResult
    expect(String(refused.reason)).toMatch(/同一个违法行为不得给予两次以上罚款（《行政处罚法》第二十九条）/)
    // Another act of the same days may be fined, with its reason.
    const [loser, id] = done[0]!.status === 'rejected' ? [market, a] : [other, b]
    await loser.cast.head.do(penaltyCase, id, 'sendBack', { reason: '说明是否同一行为' })
    await loser.cast.officer.do(penaltyCase, id, 'explain', { values: { differentAct: '前案为占道，本案为无照经营，行为不同' } })
    await loser.cast.officer.do(penaltyCase, id, 'conclude', { values: { findings: '另一行为', outcome: 'punish', penalties: ['fine'] } })
    await loser.cast.handler.do(penaltyCase, id, 'pass', { values: { opinion: '同意' } })
    await loser.cast.officer.do(penaltyCase, id, 'notify', { values: { noticedOn: story.today() } })
    await loser.cast.officer.do(penaltyCase, id, 'waive', { reason: '放弃' })
    await loser.cast.head.do(penaltyCase, id, 'punish')
    expect((await loser.cast.officer.get(penaltyCase, id)).state).toBe('punished')
  })

  it('a case that was reopened and made void bars no other fine', async () => {
    const of = await world(await storyOf())
    const wrong = await punished(of)
    await of.cast.head.do(penaltyCase, wrong, 'reopen', { reason: '程序有误' })
    await of.cast.head.do(penaltyCase, wrong, 'void', { reason: '重复立案' })
    const id = await punished(of, {}, { sourceNumber: 'B', summary: '另立' })
    expect((await of.cast.officer.get(penaltyCase, id)).state).toBe('punished')
  })

  it('finds the party of another organ by a key that shows neither name nor number', async () => {
    const box = await openBox()
    onTestFinished(() => box.close())
    const { story } = box
    const market = await world(story)
    const enforcement = (await findCast(story, 'enforcement', '330602'))!
    const laws = await furnish(story, [enforcement])
    const idNumber = personNumber('330602', 7)
    const person = { partyKind: 'person', party: '周建设', creditCode: null, representative: null }
    const id = await punished(
      market,
      { proposedFine: '5000' },
      { ...person, idNumber, benchmark: market.laws.get('330231-06'), actTo: story.today(), foundOn: story.today() },
    )
    // The same number in another hand, on the same day, by another organ.
    const spot = {
      ...person,
      idNumber: idNumber.toLowerCase(),
      benchmark: laws.get('330217-04'),
      address: '别处',
      site: '鲁迅中路',
      facts: '占道',
    }
    const signed = { typed: '周建设', consent: true }
    await expect(decideOnSpot(enforcement, { ...spot, fine: '110', collect: 'bank', signed })).rejects.toThrow(/第二十九条/)
    // Another number of the same name is another party.
    await decideOnSpot(enforcement, { ...spot, idNumber: personNumber('330602', 8), fine: '110', collect: 'bank', signed })
    const keys = await box.platform.store.asSystemPastAccessRules(async tx => {
      const { rows } = await sql<{ key: string }>`select party_key as key from penalty_case union all select party_key from penalty_on_spot
        union all select party_key from penalty_execution union all select party_key from penalty_lead union all select key from penalty_party`.execute(
        tx,
      )
      return rows.map(row => row.key)
    })
    expect(keys.length).toBeGreaterThan(5)
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/)
    // One for each number, whichever organ wrote it and however.
    expect(new Set(keys).size).toBe(2)
    // Nothing of the number can be worked out of the key without the platform's: a plain digest of it is not the key.
    for (const plain of [idNumber, `person\0${idNumber}`, `周建设|${idNumber.slice(0, 4)}|${idNumber.slice(-4)}`])
      for (const algorithm of ['sha256', 'md5', 'sm3'])
        expect(keys).not.toContain(createHash(algorithm).update(plain).digest('hex').slice(0, 32))
    expect(String((await market.cast.officer.get(penaltyCase, id))['partyKey'])).not.toContain(idNumber.slice(-4))
  })

  it('a repeat within a year is no first offence and weighs on the fine, also where another organ fined before', async () => {
    const story = await storyOf()
    const yuecheng = await world(story)
    await punished(yuecheng)
    const city: World = { story, cast: (await findCast(story, 'market'))!, laws: yuecheng.laws }
    await furnish(story, [city.cast])
    await story.until('2026-05-11')
    const later = { actFrom: '2026-05-06', actTo: '2026-05-08', foundOn: '2026-05-11', place: city.cast.region }
    await expect(concluded(city, { outcome: 'spare', penalties: [], facts: ['first'] }, later)).rejects.toThrow(
      /2026-03-02越城区市场监管局以“经营超过保质期的食品”处罚过该当事人，不属于初次违法/,
    )
    await expect(concluded(city, {}, later)).rejects.toThrow(/请在裁量情节中选“一年内因同类违法行为受过处罚”/)
    const id = await concluded(city, { facts: ['repeated'] }, later)
    expect(await city.cast.officer.get(penaltyCase, id)).toMatchObject({
      suggestedTier: '从重',
      priors: [{ decidedOn: '2026-03-02', organ: '越城区市场监管局', cause: '经营超过保质期的食品', fine: '75000.00' }],
    })
  })
})
