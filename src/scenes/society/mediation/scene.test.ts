import { describe, expect, it } from 'vitest'
import { days, refs, workdays } from '#declare'
import { longestWay } from '../../../declare/longest-way.ts'
import { openBox, storyOf } from '../../../testing/city.ts'
import { serveBox } from '../../../testing/served.ts'
import { mediation } from './flow.ts'
import { party } from './parties.ts'
import { dispute, session, visit } from './records.ts'
import { accept, agreed, applied, applying, asked, cast, code, ink, mediatorAt, meet, papersOf, signed, terms, village } from './testing.ts'

describe('mediation: the whole way', () => {
  it('from the code on the wall to a closed case: accepted, mediated, signed, confirmed, kept, visited', async () => {
    const box = await openBox()
    const { story } = box
    const { village: by } = cast(story)
    const { id, who } = await applied(story)
    expect((await by.inbox()).map(one => [one.id, one.state, one.dueAt?.slice(0, 10)])).toEqual([[id, 'receiving', '2026-03-05']])
    expect((await by.get(dispute, id))['applicantPhone']).toBe('139****0101')
    await accept(by, id)
    expect(await by.get(dispute, id)).toMatchObject({ state: 'villageMediating', level: 'village', handledBy: `${village}-committee` })
    expect((await by.inbox())[0]?.dueAt?.slice(0, 10)).toBe('2026-03-11')
    await meet(story, by, id)
    const { other } = await signed(story, by, id)
    expect(await by.get(dispute, id)).toMatchObject({ state: 'effective', effectiveOn: '2026-03-02', confirmBy: '2026-04-01' })
    await applying(by, id, { who, other })
    await by.do(dispute, id, 'confirm')
    await story.pass(days(10))
    await by.do(dispute, id, 'ruled', { values: { courtResult: 'confirmed', courtNumber: '（2026）浙0602诉前调确12号' } })
    expect((await who.case(dispute, id)).values).toMatchObject({ courtResult: 'confirmed', terms: expect.arrayContaining(terms) })
    await by.do(dispute, id, 'performed', { values: { performance: '防水已修好，赔偿款已支付' } })
    await story.pass(days(33))
    expect((await by.get(dispute, id)).state).toBe('visiting')
    await by.do(dispute, id, 'visit', {
      values: { visitedOn: story.today(), how: 'home', performed: 'all', words: '不再漏水，很满意', satisfied: 'yes' },
    })
    expect(await by.get(dispute, id)).toMatchObject({ state: 'closed', ended: true, late: false, solvedOn: '2026-03-02' })
    await who.rate(dispute, id, { stars: 5, reasons: ['solved'] })
    expect((await papersOf(box, by, id)).map(one => one.label)).toEqual([
      '受理登记表',
      '调解笔录',
      '人民调解协议书',
      '司法确认申请书',
      '回访记录',
    ])
    await box.close()
  })

  it('is handed up level by level with reasons, back down, and each level chooses its own mediators', async () => {
    const story = await storyOf()
    const { village: by, town: above, county, city } = cast(story)
    const { id } = await applied(story)
    await accept(by, id)
    await expect(by.do(dispute, id, 'escalate')).rejects.toThrow(/理由/)
    await by.do(dispute, id, 'escalate', { reason: '双方分歧大，涉及房屋质量' })
    expect(await above.get(dispute, id)).toMatchObject({ state: 'townMediating', level: 'town' })
    await expect(above.do(dispute, id, 'agree', { values: agreed })).rejects.toThrow(/先选定调解员/)
    await above.do(dispute, id, 'arrange', { values: { mediators: [above.person] } })
    await above.do(dispute, id, 'escalate', { reason: '需要专业鉴定' })
    await county.do(dispute, id, 'arrange', { values: { mediators: [county.person] } })
    await county.do(dispute, id, 'escalate', { reason: '涉及两个县' })
    expect(await city.get(dispute, id)).toMatchObject({ level: 'city' })
    await city.do(dispute, id, 'sendDown', { reason: '由县级继续办理' })
    expect(await county.get(dispute, id)).toMatchObject({ state: 'countyMediating', level: 'county' })
    // The law's own measure for the whole of it, by hand: 3+7+15+30+30 working days of mediation and 15+5+5 of joint work and signing,
    // 30 days' window, 28 of the court, 30 until the visit, 7 for it.
    const way = longestWay(mediation)
    expect(way === 'loop' ? way : way.days).toBe(3 + 7 + 15 + 30 + 30 + 15 + 5 + 3 + 3 + 5 + 30 + 28 + 30 + 7)
  })

  it('several organs mediate together: each gives its opinion, the leader’s ends it', async () => {
    const story = await storyOf()
    const { village: by, town: above } = cast(story)
    const { id, who } = await applied(story, { kind: 'labour', topic: '工程完工后拖欠工资', people: 12 })
    await by.do(dispute, id, 'passUp', { reason: '人数较多' })
    await above.do(dispute, id, 'arrange', { values: { mediators: [above.person] } })
    await above.do(dispute, id, 'join', {
      reason: '涉及劳动监察和建设管理',
      values: { joint: ['330602-human-resources', '330602-construction'] },
    })
    const labour = story.as('handler', { organ: '330602-human-resources' })
    const waiting = (await labour.inbox()).find(one => one.id === id)!
    // Whoever advises sees the case, but no telephone number in the clear.
    expect((await labour.get(dispute, id))['applicantPhone']).toBe('139****0101')
    await labour.do(dispute, id, 'advise', { task: waiting.task, values: { advice: '工资台账属实，应在七日内支付。' } })
    await above.do(dispute, id, 'conclude', { values: { jointOpinion: '各单位一致认为欠薪属实，建议分两期付清。' } })
    expect((await above.get(dispute, id)).state).toBe('concluding')
    await signed(story, above, id)
    expect(await above.get(dispute, id)).toMatchObject({ state: 'effective', level: 'town' })
    expect((await who.case(dispute, id)).who).toBe('塔山街道办事处')
  })
})

describe('mediation: what may not be', () => {
  it('does not take up what a court has, and says what to do', async () => {
    const story = await storyOf()
    const who = await story.resident('13905750101')
    const refused = await who.apply(code, { ...asked, elsewhere: 'court' }, village)
    expect(refused).toMatchObject({ allowed: false, because: expect.stringContaining('人民调解不能再受理') })
    const { village: by } = cast(story)
    const id = await by.create(dispute, { ...asked, elsewhere: 'police' }, { region: village })
    await expect(accept(by, id)).rejects.toThrow(/不属于人民调解受理范围/)
    await expect(by.do(dispute, id, 'passUp', { reason: '请镇街受理' })).rejects.toThrow(/不属于人民调解受理范围/)
    await by.do(dispute, id, 'refuse', { values: { refusal: '公安机关正在处理治安案件，依法不予受理。' } })
    expect(await by.get(dispute, id)).toMatchObject({ state: 'refused', voided: true })
  })

  it('does not take it up in the town either, where it comes because the village did not answer; there too it may be refused', async () => {
    const box = await openBox()
    const { story } = box
    const { village: by, town: above } = cast(story)
    const id = await by.create(dispute, { ...asked, elsewhere: 'court' }, { region: village })
    await story.pass(workdays(4))
    await expect(above.do(dispute, id, 'arrange', { values: { mediators: [above.person] } })).rejects.toThrow(/不属于人民调解受理范围/)
    await expect(above.do(dispute, id, 'agree', { values: agreed })).rejects.toThrow(/先选定调解员/)
    await above.do(dispute, id, 'refuse', { values: { refusal: '人民法院已经受理，依法不予受理。' } })
    expect(await above.get(dispute, id)).toMatchObject({ state: 'refused', voided: true })
    expect((await papersOf(box, above, id)).map(one => one.label)).toEqual(['不予受理告知书'])
    await box.close()
  })

  it('is registered where it is first taken up, once; whoever mediates it refuses it no more', async () => {
    const box = await openBox()
    const { story } = box
    const { village: by, town: above, county } = cast(story)
    const { id } = await applied(story)
    await by.do(dispute, id, 'passUp', { reason: '人数较多' })
    expect((await above.get(dispute, id))['level']).toBeUndefined()
    await above.do(dispute, id, 'arrange', { values: { mediators: [above.person] } })
    const labels = async () => (await papersOf(box, above, id)).map(one => one.label)
    expect(await labels()).toEqual(['受理登记表'])
    await expect(above.do(dispute, id, 'refuse', { values: { refusal: '不想办' } })).rejects.toThrow(/调解不成/)
    await above.do(dispute, id, 'escalate', { reason: '需要专业鉴定' })
    await county.do(dispute, id, 'arrange', { values: { mediators: [county.person] } })
    expect(await county.get(dispute, id)).toMatchObject({ level: 'county', state: 'countyMediating' })
    expect(await labels()).toEqual(['受理登记表'])
    await box.close()
  })

  it('an agreement binds nobody before all have signed, and who signed an earlier draft signs again', async () => {
    const story = await storyOf()
    const { village: by } = cast(story)
    const { id, who } = await applied(story)
    await accept(by, id)
    await expect(by.do(dispute, id, 'agree', { values: { ...agreed, performBy: '2026-03-25' } })).rejects.toThrow(/晚于最后履行期限/)
    await by.do(dispute, id, 'agree', { values: agreed })
    expect((await who.case(dispute, id)).asked.map(one => one.act)).toEqual(['sign', 'quit'])
    await who.do(dispute, id, 'sign', { values: { applicantSign: ink(1) } })
    await expect(who.do(dispute, id, 'sign', { values: { applicantSign: ink(1) } })).rejects.toThrow(/待对方签字/)
    await expect(by.do(dispute, id, 'conclude', { values: { mediatorSign: ink(3) } })).rejects.toThrow(/待对方签字/)
    const stranger = await story.resident('13905750109')
    await expect(stranger.do(dispute, id, 'countersign', { values: { respondentSign: ink(4) } })).rejects.toThrow(/没有找到/)
    await expect(who.do(dispute, id, 'countersign', { values: { respondentSign: ink(4) } })).rejects.toThrow(/不能办理/)
    await by.do(dispute, id, 'again', { reason: '对方要求延长期限' })
    expect(await by.get(dispute, id)).toMatchObject({ state: 'villageMediating' })
    await by.do(dispute, id, 'agree', { values: agreed })
    // Nobody signs: after the term it is the mediator's, who still cannot make it bind.
    await story.pass(workdays(4))
    expect(await by.get(dispute, id)).toMatchObject({ state: 'sealing' })
    await expect(by.do(dispute, id, 'conclude', { values: { mediatorSign: ink(3) } })).rejects.toThrow(/还有当事人没有签名/)
    await by.do(dispute, id, 'signHere', { values: { applicantSign: ink(1), respondentSign: ink(2) } })
    await by.do(dispute, id, 'conclude', { values: { mediatorSign: ink(3) } })
    expect(await by.get(dispute, id)).toMatchObject({ state: 'effective', effectiveOn: '2026-03-06' })
  })

  it('the window for the court closes by itself after thirty days', async () => {
    const story = await storyOf()
    const { village: by } = cast(story)
    const { id } = await applied(story)
    await accept(by, id)
    await signed(story, by, id)
    await story.pass(days(30))
    expect((await by.get(dispute, id)).state).toBe('effective')
    await story.pass(days(1))
    expect((await by.get(dispute, id)).state).toBe('performing')
  })

  it('moves to the town when the village does not answer, and ends when the applicant takes it back', async () => {
    const story = await storyOf()
    const { town: above } = cast(story)
    const { id, who } = await applied(story)
    await story.pass(workdays(4))
    expect(await above.get(dispute, id)).toMatchObject({ state: 'townMediating' })
    await who.do(dispute, id, 'quit', { values: { withdrawal: '双方已自行和好' } })
    expect(await above.get(dispute, id)).toMatchObject({ state: 'withdrawn', voided: true })
  })

  it('is seen by its parties and by those in whose region it lies, and by nobody else', async () => {
    const story = await storyOf()
    const { village: by, county } = cast(story)
    const { id, who } = await applied(story)
    await accept(by, id)
    await by.create(party, { side: 'third', name: '赵玉兰', phone: '13905750103', signs: false }, { parent: id })
    await meet(story, by, id)
    expect(await county.get(dispute, id)).toMatchObject({ topic: asked.topic })
    const elsewhere = mediatorAt(story, '330602001008-committee')
    const stranger = await story.resident('13905750109')
    await expect(elsewhere.get(dispute, id)).rejects.toThrow(/没有|不存在/)
    expect(await elsewhere.find(dispute, refs(dispute).topic.contains('漏水'))).toEqual([])
    expect(await elsewhere.find(party, refs(party).parent.is(id))).toEqual([])
    expect(await elsewhere.find(session, refs(session).parent.is(id))).toEqual([])
    await expect(stranger.case(dispute, id)).rejects.toThrow(/没有找到/)
    // The other side sees where it stands, and no number of the applicant's.
    const other = await story.resident('13905750102')
    const seen = await other.case(dispute, id)
    expect(seen.values['applicantPhone']).toBe('139****0101')
    expect((await who.case(dispute, id)).values['applicantPhone']).toBe('13905750101')
  })
})

describe('mediation: papers', () => {
  it('name people in full to those who may see them in full, and to nobody else', async () => {
    const { box, logIn, close } = await serveBox()
    const { story } = box
    const { village: by, town: above } = cast(story)
    const { id } = await applied(story)
    await by.do(dispute, id, 'passUp', { reason: '人数较多' })
    await above.do(dispute, id, 'arrange', { values: { mediators: [above.person] } })
    await meet(story, above, id)
    await above.do(dispute, id, 'join', { reason: '涉及劳动监察', values: { joint: ['330602-human-resources'] } })
    const [minutesPaper] = await papersOf(box, above, id)
    const draw = async (person: string) => (await logIn(person)).ask(`/api/records/dispute/${id}/papers/${minutesPaper!.id}?format=docx`)
    const [mine, masked, stranger] = [
      await draw(above.person),
      await draw(story.as('handler', { organ: '330602-human-resources' }).person),
      await draw(mediatorAt(story, '330602001008-committee').person),
    ]
    expect([mine.status, masked.status, stranger.status]).toEqual([200, 403, 404])
    await close()
  })
})

describe('mediation: after the agreement', () => {
  it('an agreement that is not kept solves nothing; the way to a court is told on paper', async () => {
    const box = await openBox()
    const { story } = box
    const { village: by } = cast(story)
    const { id } = await applied(story)
    await accept(by, id)
    await signed(story, by, id)
    await by.do(dispute, id, 'follow')
    await by.do(dispute, id, 'press', { reason: '对方没有按期维修，已上门督促' })
    await by.do(dispute, id, 'broken', { values: { guidance: 'suit', guidanceWhy: '经两次督促仍不履行，告知可以就协议履行起诉。' } })
    const ended = await by.get(dispute, id)
    expect(ended.state).toBe('broken')
    expect(ended['solvedOn']).toBeUndefined()
    expect((await papersOf(box, by, id)).at(-1)?.label).toBe('终止调解告知书')
    await box.close()
  })

  it('flares up at the visit: mediated anew at its own level, counted as re-opened', async () => {
    const story = await storyOf()
    const { village: by } = cast(story)
    const { id } = await applied(story)
    await accept(by, id)
    await signed(story, by, id)
    await by.do(dispute, id, 'performed', { values: { performance: '已修好' } })
    await story.pass(days(33))
    const words = { visitedOn: story.today(), how: 'phone', words: '又漏了', satisfied: 'no' }
    await expect(by.do(dispute, id, 'visit', { values: { ...words, performed: 'none' } })).rejects.toThrow(/不能办结/)
    expect(await by.find(visit, refs(visit).parent.is(id))).toEqual([])
    await by.do(dispute, id, 'flareUp', { reason: '再次漏水' })
    const again = await by.get(dispute, id)
    expect(again).toMatchObject({ state: 'villageMediating', reopenedTimes: 1 })
    expect(again['solvedOn']).toBeUndefined()
  })
})
