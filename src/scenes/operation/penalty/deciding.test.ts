// From the end of an investigation to the decision: review, notice, statement, hearing.
import { describe, expect, it } from 'vitest'
import { workdays } from '#declare'
import { openBox, storyOf } from '../../../testing/city.ts'
import { penaltyCase } from './records.ts'
import { concluded, executionOf, noticed, papersOf, world } from './testing.ts'

describe('penalty: review, notice, hearing', () => {
  it('asks for a legal review by whoever passed the examination where a hearing may be asked for, and for none else', async () => {
    const story = await storyOf()
    const of = await world(story)
    const { cast } = of
    // A natural person is heard from 10,000 yuan on, a firm from 100,000.
    const small = await concluded(of)
    expect(await cast.officer.get(penaltyCase, small)).toMatchObject({
      proposedFine: '75000.00',
      suggestedTier: '一般',
      hearingRight: false,
      legalReview: false,
      departs: false,
    })
    await expect(cast.handler.do(penaltyCase, small, 'legalPass', { values: { opinion: '同意' } })).rejects.toThrow(/不属于须法制审核/)
    const large = await concluded(of, { proposedFine: '100000', facts: ['repeated', 'harm', 'refused'] })
    expect(await cast.officer.get(penaltyCase, large)).toMatchObject({
      hearingRight: true,
      legalReview: true,
      collective: true,
      departs: false,
    })
    await expect(cast.handler.do(penaltyCase, large, 'pass', { values: { opinion: '同意' } })).rejects.toThrow(/须经法制审核/)
    await cast.handler.do(penaltyCase, large, 'legalPass', { values: { opinion: '同意' } })
  })

  it('a fine off the benchmark needs a reason and goes to discussion; off the law it is refused', async () => {
    const story = await storyOf()
    const of = await world(story)
    await expect(concluded(of, { proposedFine: '51000' })).rejects.toThrow(/偏离裁量基准.*请写明偏离理由/)
    await expect(concluded(of, { proposedFine: '49999.99', departureReason: '困难' })).rejects.toThrow(/超出法定幅度/)
    const id = await concluded(of, { proposedFine: '52000', departureReason: '当事人系残疾人，经营规模小' })
    // 6.5万 is the least of the general part: (65000 − 52000) ÷ 65000.
    expect(await of.cast.officer.get(penaltyCase, id)).toMatchObject({ departs: true, departure: 20, legalReview: true, collective: true })
  })

  it('does not punish whom the law spares, whatever reason is given; with a fact that allows reducing a fine may fall below the range', async () => {
    const story = await storyOf()
    const of = await world(story)
    const spared = { facts: ['child'], departureReason: '情节恶劣' }
    await expect(concluded(of, { ...spared, proposedFine: '50000' })).rejects.toThrow(
      /不满十四周岁.*第三十条.*改为“不予行政处罚”，责令监护人加以管教/,
    )
    await expect(concluded(of, { ...spared, facts: ['trifle', 'harm'], penalties: ['warning'] })).rejects.toThrow(
      /第三十三条第一款.*对当事人进行教育/,
    )
    const below = { proposedFine: '40000', facts: ['mended'] }
    await expect(concluded(of, below)).rejects.toThrow(/偏离裁量基准.*请写明偏离理由/)
    await expect(concluded(of, { ...below, facts: ['cooperative'], departureReason: '困难' })).rejects.toThrow(/没有可以减轻的情节/)
    await expect(concluded(of, { ...below, proposedFine: '100001', departureReason: '恶劣' })).rejects.toThrow(/至100000.00元，请更正/)
    const id = await concluded(of, { ...below, departureReason: '已召回全部食品并赔偿' })
    expect(await of.cast.officer.get(penaltyCase, id)).toMatchObject({ departure: 20, legalReview: true, collective: true })
    const minor = await concluded(of, { facts: ['minor', 'repeated', 'harm', 'refused'] })
    expect(await of.cast.officer.get(penaltyCase, minor)).toMatchObject({ suggestedTier: '从轻', proposedFine: '65000.00', departs: false })
  })

  it('hears the party after seven working days’ notice, by somebody else, and never fines more for it', async () => {
    const box = await openBox()
    const { story } = box
    const of = await world(story)
    const { cast } = of
    const id = await noticed(of, { proposedFine: '100000', facts: ['repeated', 'harm', 'refused'] })
    await cast.officer.do(penaltyCase, id, 'state', { values: { said: '我店初犯，请求从轻', form: 'written', receivedOn: story.today() } })
    await cast.officer.do(penaltyCase, id, 'askHearing')
    const arrange = (hearingOn: string, hearingHost = cast.handler.person) =>
      cast.handler.do(penaltyCase, id, 'arrange', { values: { hearingOn, hearingPlace: '局三楼会议室', hearingHost } })
    await expect(arrange('2026-03-10')).rejects.toThrow(/最早可定在2026-03-11/)
    await expect(arrange('2026-03-11', cast.officer.person)).rejects.toThrow(/非本案调查人员/)
    await arrange('2026-03-11')
    await expect(cast.handler.do(penaltyCase, id, 'hold', { values: { transcript: '……' } })).rejects.toThrow(/届时再登记/)
    await expect(cast.handler.do(penaltyCase, id, 'absent', { reason: '未到场' })).rejects.toThrow(/听证定于2026-03-11举行/)
    await story.until('2026-03-11')
    await cast.handler.do(penaltyCase, id, 'hold', { values: { transcript: '主持人宣布听证开始……' } })
    const consider = (proposedFine: string) =>
      cast.officer.do(penaltyCase, id, 'consider', { values: { considered: '部分采纳', proposedFine, departureReason: '采纳申辩' } })
    await expect(consider('100000.01')).rejects.toThrow(/不得因当事人陈述、申辩而给予更重的处罚（《行政处罚法》第四十五条第二款）/)
    // A form sent with the amount left empty leaves it as it was noticed, not as the benchmark has it.
    const stands = await noticed(of, { proposedFine: '52000', departureReason: '经营规模小' }, { sourceNumber: 'B' })
    await cast.officer.do(penaltyCase, stands, 'state', { values: { said: '请求从轻', form: 'written', receivedOn: story.today() } })
    await cast.officer.do(penaltyCase, stands, 'waive', { reason: '书面放弃' })
    await cast.officer.do(penaltyCase, stands, 'consider', {
      values: { considered: '不予采纳', proposedFine: null, departureReason: '经营规模小' },
    })
    expect(await cast.officer.get(penaltyCase, stands)).toMatchObject({ proposedFine: '52000.00', departure: 20 })
    await consider('90000')
    // Heard: reviewed once more, then discussed (arts. 58(1)(2), 57(2)).
    await cast.handler.do(penaltyCase, id, 'finalPass', { values: { opinion: '程序合法' } })
    await cast.head.do(penaltyCase, id, 'discuss', { values: { discussants: '局领导班子', discussion: '同意处罚九万元' } })
    await expect(cast.head.do(penaltyCase, id, 'punish', { values: { fine: '95000' } })).rejects.toThrow(/高于经审核和告知/)
    // Below what was noticed, but not below the law: nothing here reduces.
    await expect(cast.head.do(penaltyCase, id, 'punish', { values: { fine: '100' } })).rejects.toThrow(/超出法定幅度.*没有可以减轻的情节/)
    await cast.head.do(penaltyCase, id, 'punish')
    expect(await cast.officer.get(penaltyCase, id)).toMatchObject({ state: 'punished', fine: '90000.00', inTime: true, heard: true })
    expect(await papersOf(box, cast.officer.person, 'penalty-case', id)).toEqual([
      '法制审核意见书',
      '行政处罚告知书',
      '听证通知书',
      '听证笔录',
      '法制审核意见书',
      '集体讨论记录',
      '行政处罚决定书',
    ])
    await box.close()
  })

  it('goes on by itself when the five working days pass in silence', async () => {
    const story = await storyOf()
    const of = await world(story)
    const id = await noticed(of)
    await expect(of.cast.officer.do(penaltyCase, id, 'askHearing')).rejects.toThrow(/未达到听证条件/)
    await story.pass(workdays(5))
    expect((await of.cast.officer.get(penaltyCase, id)).state).toBe('stating')
    await story.pass(workdays(1))
    expect((await of.cast.officer.get(penaltyCase, id)).state).toBe('deciding')
  })

  it('spares where the law says so, and only there', async () => {
    const story = await storyOf()
    const of = await world(story)
    await expect(concluded(of, { outcome: 'spare', penalties: [] })).rejects.toThrow(/不予处罚须有法定情节/)
    const id = await concluded(of, { outcome: 'spare', penalties: [], facts: ['first'] })
    await of.cast.handler.do(penaltyCase, id, 'pass', { values: { opinion: '同意' } })
    await of.cast.head.do(penaltyCase, id, 'spare')
    expect(await of.cast.officer.get(penaltyCase, id)).toMatchObject({ state: 'spared', fine: '0.00' })
    expect(await executionOf(of, id)).toBeUndefined()
  })
})
