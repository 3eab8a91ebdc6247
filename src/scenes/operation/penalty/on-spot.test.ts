// Decided on the spot: limits, rights told, the signed paper.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { all, days, type RowValues, refs } from '#declare'
import { createVault } from '../../../capabilities/store/port.ts'
import { openBox, storyOf } from '../../../testing/city.ts'
import { decideOnSpot, findCast, furnish } from './demo-cast.ts'
import { personNumber } from './demo-numbers.ts'
import { execution, onSpot } from './execution-records.ts'
import { onSpotOperation } from './on-spot.ts'
import { lead, penaltyCase } from './records.ts'

describe('penalty: on the spot', () => {
  const driver = {
    partyKind: 'person',
    party: '沈国强',
    idNumber: personNumber('330602', 7),
    address: '越城区某小区',
    phone: '13905750102',
  }
  const stroke = Array.from({ length: 30 }, (_, at) => [10 + at * 8, 40 + (at % 5) * 6, at * 20])
  const signed = { width: 300, height: 120, strokes: [stroke] }
  const values = (laws: Map<string, string>, more: RowValues = {}): RowValues => ({
    ...driver,
    benchmark: laws.get('330217-04'),
    site: '鲁迅中路人行道',
    facts: '小型轿车停放在人行道上',
    fine: '110',
    collect: 'bank',
    signed,
    ...more,
  })

  it('keeps to the limits of the law and the benchmark, and hands over a signed paper', async () => {
    const box = await openBox()
    const { story } = box
    const cast = (await findCast(story, 'enforcement', '330602'))!
    const laws = await furnish(story, [cast])
    const decide = (more: RowValues) => decideOnSpot(cast, values(laws, more))
    await expect(decide({ fine: '200.01' })).rejects.toThrow(/不得超过200元（《行政处罚法》第五十一条）/)
    await expect(decide({ fine: '200' })).rejects.toThrow(/不在裁量基准/)
    await expect(decide({ collect: 'cash', cashReason: 'small' })).rejects.toThrow(/不得超过100元/)
    await expect(decide({ collect: 'cash' })).rejects.toThrow(/须有法定理由/)
    await expect(decide({ collect: 'cash', cashReason: 'hard' })).rejects.toThrow(/专用票据/)
    // Not even a warning, where the law spares.
    await expect(decide({ fine: '0', warning: true, collect: 'none', circumstances: ['child'] })).rejects.toThrow(
      /第三十条.*不能当场处罚，责令监护人加以管教/,
    )
    await expect(decide({ signed: null })).rejects.toThrow(/请当事人签收/)
    const id = await decide({})
    expect(await cast.officer.get(onSpot, String(id))).toMatchObject({ state: 'recording', fine: '110.00', signed: '已签名' })
    const subject = (await box.platform.identity.findSubject(cast.officer.person))!
    const record = box.platform.model.records.get('penalty-on-spot')!
    const body = await box.platform.store.as(subject, async tx => {
      const [paper] = await box.platform.papers.list(tx, await box.platform.store.get(tx, subject, record, String(id)))
      const drawn = await box.platform.papers.draw(tx, await box.platform.store.get(tx, subject, record, String(id)), {
        id: paper!.id,
        format: 'pdf',
        checkAt: 'https://example.cn/',
      })
      expect(paper!.number).toMatch(/当罚〔2026〕00001号$/)
      return drawn.bytes.length
    })
    expect(body).toBeGreaterThan(10_000)
    // The strokes stand on the paper, though the row shows nobody more than that it was signed.
    const { rows } = await box.platform.store.asSystemPastAccessRules(tx =>
      sql<{ id: string; body: Buffer }>`select id, body from paper`.execute(tx),
    )
    const vault = createVault(box.platform.world.keyRing)
    expect(rows.map(row => vault.open(`paper.body:${row.id}`, row.body).includes('"strokes"'))).toEqual([true])
    await cast.head.do(onSpot, String(id), 'record')
    const [due] = await cast.officer.find(execution, all(refs(execution).onSpot.is(String(id))))
    expect(due).toMatchObject({ state: 'paying', fine: '110.00', payBy: '2026-03-17' })
    // The same driver for the same moment, once more.
    await expect(decide({})).rejects.toThrow(/第二十九条/)
    await box.close()
  })

  it('cash goes to the organ in two working days and to the bank in two more; a decision that is corrected is demanded no longer', async () => {
    const story = await storyOf()
    const cast = (await findCast(story, 'enforcement', '330602'))!
    const laws = await furnish(story, [cast])
    const typed = { typed: '沈国强', consent: true }
    const spot = (more: RowValues) => decideOnSpot(cast, values(laws, { signed: typed, ...more }))
    const executionOf = async (id: string) => (await cast.officer.find(execution, refs(execution).onSpot.is(id)))[0]!
    const id = await spot({ collect: 'cash', cashReason: 'hard', receipt: '浙财00001' })
    const { id: due } = await executionOf(id)
    const at = await cast.officer.get(execution, due)
    expect(at).toMatchObject({ state: 'handingIn', owed: '0.00', paid: '110.00', collectedOn: '2026-03-02' })
    expect(at.dueAt?.slice(0, 10)).toBe('2026-03-04')
    await cast.officer.do(execution, due, 'handIn')
    expect((await cast.handler.get(execution, due)).dueAt?.slice(0, 10)).toBe('2026-03-04')
    // The head finds it wrong: the money goes back, and the driver may be fined for it anew, rightly.
    await cast.head.do(onSpot, id, 'correct', { reason: '认错了人' })
    await expect(cast.handler.do(execution, due, 'bank', { values: { bankReceipt: 'B1' } })).rejects.toThrow(/终止执行/)
    await cast.officer.do(execution, due, 'stop')
    expect(await cast.officer.get(execution, due)).toMatchObject({ state: 'refunding', refund: '110.00', annulledOn: '2026-03-02' })
    await cast.officer.do(execution, due, 'refunded', { values: { refundedOn: story.today(), refundNote: '退回现金，当事人签收' } })
    expect((await cast.officer.get(execution, due)).state).toBe('annulled')
    // Where nobody stops it, it ends by itself with the term to pay, and is never late.
    const second = await spot({})
    await cast.head.do(onSpot, second, 'correct', { reason: '事实不清' })
    const { id: unpaid } = await executionOf(second)
    await expect(cast.officer.do(execution, unpaid, 'settle')).rejects.toThrow(/决定已被纠正/)
    await story.pass(days(16))
    expect(await cast.officer.get(execution, unpaid)).toMatchObject({ state: 'annulled', owed: '0.00', additional: '0.00' })
    // Nothing wrong with this one: banked, closed.
    const third = await executionOf(await spot({ collect: 'cash', cashReason: 'hard', receipt: '浙财00002' }))
    await cast.officer.do(execution, third.id, 'handIn')
    await cast.handler.do(execution, third.id, 'bank', { values: { bankReceipt: 'B2' } })
    expect(await cast.officer.get(execution, third.id)).toMatchObject({ state: 'closing', settled: true })
  })

  it('what is turned to the ordinary procedure goes on as a lead, and may be filed', async () => {
    const story = await storyOf()
    const cast = (await findCast(story, 'enforcement', '330602'))!
    const laws = await furnish(story, [cast])
    const { signed: _, ...asked } = values(laws)
    const photo = await cast.officer.attach('现场照片.txt', '人行道上的小型轿车')
    const { id } = await cast.officer.run(onSpotOperation, {
      ...asked,
      second: cast.second.person,
      place: cast.region,
      told: true,
      statement: '只停了五分钟',
      evidence: [photo],
    })
    const spot = await cast.officer.get(onSpot, String(id))
    await cast.officer.do(onSpot, spot.id, 'ordinary', { reason: '当事人对事实有异议，需要调查' })
    const d = refs(lead)
    const [of, ...others] = await cast.officer.find(lead, d.sourceNumber.is(String(spot['number'])))
    expect(others).toEqual([])
    expect(await cast.officer.get(lead, of!.id)).toMatchObject({
      state: 'checking',
      source: 'inspection',
      party: '沈国强',
      subject: spot['subject'],
      partyKey: spot['partyKey'],
      cause: spot['cause'],
      found: '小型轿车停放在人行道上\n当事人陈述申辩：只停了五分钟',
      files: [expect.objectContaining({ hash: photo.hash })],
    })
    await cast.officer.do(lead, of!.id, 'propose', { values: { found: '属实' } })
    await cast.head.do(lead, of!.id, 'file')
    expect((await cast.officer.find(penaltyCase, refs(penaltyCase).lead.is(of!.id))).map(one => one['state'])).toEqual(['investigating'])
  })
})
