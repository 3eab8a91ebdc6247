// Officers act on a certificate of their own organ that is in force today; each refusal says which certificate, and what mends it.
import { describe, expect, it } from 'vitest'
import { refs } from '#declare'
import { storyOf } from '../../../testing/city.ts'
import { certificate } from './benchmark-record.ts'
import { decideOnSpot, findCast, furnish } from './demo-cast.ts'
import { personNumber } from './demo-numbers.ts'
import { penaltyCase } from './records.ts'
import { concluded, filed, piece, type World, world } from './testing.ts'

const certificateOf = async ({ cast }: World, person: string) =>
  (await cast.head.find(certificate, refs(certificate).holder.is(person)))[0]!

describe('penalty: certificates of officers', () => {
  it('one that has run out stops the acts that need it, until a new one is registered', async () => {
    const story = await storyOf()
    const of = await world(story)
    const { cast } = of
    const id = await filed(of)
    const old = await certificateOf(of, cast.second.person)
    await cast.head.update(certificate, old.id, { validTo: '2026-03-10' })
    await story.until('2026-03-10')
    await cast.officer.do(penaltyCase, id, 'addEvidence', { values: piece })
    await story.until('2026-03-11')
    const told = new RegExp(
      `${String(old['serial'])}）已于2026-03-10到期，不能办理处罚案件（《行政处罚法》第四十二条）。请更换执法人员，换证后在“行政执法证件”中登记新证`,
    )
    await expect(cast.officer.do(penaltyCase, id, 'addEvidence', { values: piece })).rejects.toThrow(told)
    await expect(filed(of, { sourceNumber: 'A2' })).rejects.toThrow(told)
    await cast.head.create(certificate, {
      serial: '浙执新0001',
      holder: cast.second.person,
      body: cast.head.organ,
      validFrom: '2026-03-12',
      validTo: '2031-03-11',
    })
    await expect(cast.officer.do(penaltyCase, id, 'addEvidence', { values: piece })).rejects.toThrow(
      /已于2026-03-10到期|2026-03-12起才有效/,
    )
    await story.until('2026-03-12')
    await cast.officer.do(penaltyCase, id, 'addEvidence', { values: piece })
  })

  it('one of another organ does not count, nor does an officer without one replace another', async () => {
    const story = await storyOf()
    const of = await world(story)
    const other: World = { ...of, cast: (await findCast(story, 'enforcement', '330602'))! }
    await furnish(story, [other.cast])
    const id = await filed(of)
    const replace = (second: string) =>
      of.cast.head.do(penaltyCase, id, 'recuse', { reason: '申请回避', values: { officer: of.cast.officer.person, second } })
    await expect(replace(other.cast.officer.person)).rejects.toThrow(/属于越城区综合执法局，.*请由本单位持证人员办理/)
    await expect(replace(of.cast.head.person)).rejects.toThrow(/没有登记行政执法证件/)
    await replace(of.cast.handler.person)
  })

  it('who reviews for the first time has passed the examination; who reviewed before 2018 is not asked', async () => {
    const story = await storyOf()
    const of = await world(story)
    const { handler, head } = of.cast
    const id = await concluded(of, { publicInterest: true })
    const review = () => handler.do(penaltyCase, id, 'legalPass', { values: { opinion: '同意' } })
    const own = await certificateOf(of, handler.person)
    await head.update(certificate, own.id, { legalExam: false })
    await expect(review()).rejects.toThrow(/初次从事法制审核.*第五十八条第二款/)
    await head.update(certificate, own.id, { reviewsFrom: '2018-01-01' })
    await expect(review()).rejects.toThrow(/初次从事法制审核/)
    await head.update(certificate, own.id, { reviewsFrom: '2017-12-31' })
    await review()
  })

  it('transport has inspectors who decide, also on the spot', async () => {
    const story = await storyOf()
    const cast = (await findCast(story, 'transport'))!
    const laws = await furnish(story, [cast])
    const driver = { partyKind: 'person', party: '沈海江', idNumber: personNumber('330602', 9), address: '某小区' }
    const spot = { ...driver, benchmark: laws.get('330218-02'), site: '杭甬高速绍兴收费站', facts: '未按规定携带道路运输证' }
    const signed = { typed: '沈海江', consent: true }
    const mine = await certificateOf({ story, cast, laws }, cast.officer.person)
    await decideOnSpot(cast, { ...spot, warning: true, fine: '110', collect: 'bank', signed })
    await cast.head.update(certificate, mine.id, { validTo: '2026-03-01' })
    await expect(decideOnSpot(cast, { ...spot, warning: true, fine: '110', collect: 'bank', signed })).rejects.toThrow(/已于2026-03-01到期/)
  })
})
