import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { type Actor, days, type Resident, refs, type Story, workdays } from '#declare'
import { longestWay } from '../../../declare/longest-way.ts'
import { type Box, openBox, storyOf } from '../../../testing/city.ts'
import { serveBox } from '../../../testing/served.ts'
import { findAlike, findSame } from './alike.ts'
import { mediation } from './flow.ts'
import { party } from './parties.ts'
import { dispute, merge, session, visit } from './records.ts'

const code = { name: 'dispute-code' }
/** 塔山街道花园社区. */
const village = '330602001004'
const town = '330602001'
const asked = {
  kind: 'neighbour',
  topic: '楼上卫生间漏水，天花板发霉',
  story: '楼上卫生间防水坏了，半年来一直往下漏，多次协商没有结果，要求修好并赔偿。',
  elsewhere: 'none',
  spot: '花园小区3幢2单元',
  amount: '3000',
  applicantName: '王秀英',
  applicantPhone: '13905750101',
  applicantIdcard: '330602196003070020',
  respondentName: '李建国',
  respondentPhone: '13905750102',
}
const ink = (seed: number) => ({
  width: 600,
  height: 240,
  strokes: [Array.from({ length: 40 }, (_, at) => [20 + at * 13, 100 + Math.round(60 * Math.sin(at / 3 + seed)), at * 16] as const)],
})
const terms = [
  { who: 'respondent', what: '十日内修好卫生间防水', by: '2026-03-20' },
  { who: 'respondent', what: '赔偿天花板粉刷费2000元', by: '2026-03-31' },
]
const agreed = {
  facts: '双方确认漏水由楼上卫生间防水层破损引起，争议在于维修期限和赔偿数额。',
  terms,
  performHow: '由对方请专业公司维修，赔偿款转账支付',
  performBy: '2026-03-31',
}
const mediatorAt = (story: Story, organ: string) => story.as('mediator', { organ })
const cast = (story: Story) => ({
  village: mediatorAt(story, `${village}-committee`),
  town: mediatorAt(story, `${town}-gov`),
  county: mediatorAt(story, '330602-mediation'),
  city: mediatorAt(story, '330600-mediation'),
})
async function applied(story: Story, more: object = {}): Promise<{ id: string; who: Resident }> {
  const who = await story.resident('13905750101', '王秀英')
  const made = await who.apply(code, { ...asked, ...more }, village)
  if (!made.allowed) throw new Error(made.because)
  return { id: made.id, who }
}
const accept = (by: Actor, id: string) => by.do(dispute, id, 'accept', { values: { mediators: [by.person] } })
const meet = (story: Story, by: Actor, id: string, result = 'agreed') =>
  by.do(dispute, id, 'meet', {
    values: {
      at: story.now().toISOString(),
      venue: '社区调解室',
      present: ['applicant', 'respondent'],
      told: true,
      minutes: '双方到场，查看现场后确认漏水点，商议维修和赔偿。',
      result,
    },
  })
/** Up to an agreement that both sides have signed on their own phones. */
async function signed(story: Story, by: Actor, id: string): Promise<{ who: Resident; other: Resident }> {
  await by.do(dispute, id, 'agree', { values: agreed })
  const who = await story.resident('13905750101')
  const other = await story.resident('13905750102', '李建国')
  await who.do(dispute, id, 'sign', { values: { applicantSign: ink(1) } })
  await other.do(dispute, id, 'countersign', { values: { respondentSign: ink(2) } })
  await by.do(dispute, id, 'conclude', { values: { mediatorSign: ink(3) } })
  return { who, other }
}
const papersOf = async (box: Box, by: Actor, id: string) => {
  const subject = (await box.platform.identity.findSubject(by.person))!
  return box.platform.store.as(subject, async tx =>
    box.platform.papers.list(tx, await box.platform.store.get(tx, subject, dispute as never, id)),
  )
}

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
    // Both must ask; one alone is refused with the article's own condition.
    await who.do(dispute, id, 'wish')
    await expect(by.do(dispute, id, 'confirm', { values: { court: '越城区人民法院' } })).rejects.toThrow(/双方.*三十日内共同申请/)
    await other.do(dispute, id, 'concur')
    await by.do(dispute, id, 'confirm', { values: { court: '越城区人民法院' } })
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
    await by.do(dispute, id, 'refuse', { values: { refusal: '公安机关正在处理治安案件，依法不予受理。' } })
    expect(await by.get(dispute, id)).toMatchObject({ state: 'refused', voided: true })
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

describe('mediation: joining', () => {
  it('finds what may be the same, with its grounds, and what went alike, only among what one may see', async () => {
    const story = await storyOf()
    const { village: by } = cast(story)
    const { id } = await applied(story)
    const { id: same } = await applied(story, { topic: '楼上漏水没人修，天花板发霉', spot: '花园小区三栋二单元' })
    await by.create(
      dispute,
      {
        ...asked,
        kind: 'labour',
        topic: '拖欠工资没有结清',
        story: '工地完工半年，工资一直没有给。',
        applicantPhone: '13905750108',
        applicantIdcard: '330602197512120043',
        respondentPhone: '13905750109',
      },
      { region: village },
    )
    const found = (await by.run(findSame, { dispute: id })) as { found: { id: string; score: number; grounds: { says: string }[] }[] }
    expect(found.found.map(one => one.id)).toEqual([same])
    expect(found.found[0]!.grounds.map(one => one.says).slice(0, 2)).toEqual(['有2位当事人相同（手机号、身份证号一致）', '地点相同'])
    const elsewhere = mediatorAt(story, '330602001008-committee')
    await expect(elsewhere.run(findSame, { dispute: id })).rejects.toThrow(/没有找到|无权/)
    await accept(by, same)
    await by.do(dispute, same, 'settle', { values: { facts: '双方当场商定由对方修好。', performance: '已修好' } })
    await story.pass(days(33))
    await by.do(dispute, same, 'visit', {
      values: { visitedOn: story.today(), how: 'phone', performed: 'all', words: '没有再漏', satisfied: 'yes' },
    })
    const alike = (await by.run(findAlike, { dispute: id })) as { found: { id: string; outcome: string }[] }
    expect(alike.found).toMatchObject([{ id: same, outcome: '已修好', days: 0 }])
  })

  it('knows the same person by the identity card where the telephone is another one, on whatever side, without opening it', async () => {
    const box = await openBox()
    const { story } = box
    const { village: by } = cast(story)
    const card = asked.applicantIdcard
    const { id } = await applied(story)
    const other = { ...asked, applicantPhone: '13905750151', respondentPhone: '13905750152', applicantName: '孙小芳', spot: '别处' }
    const make = (more: object) => {
      const { applicantIdcard: _mine, ...rest } = other
      return by.create(dispute, { ...rest, ...more }, { region: village })
    }
    const sameSide = await make({ applicantIdcard: card })
    const otherSide = await make({ respondentIdcard: card })
    const asParty = await make({})
    await by.create(party, { side: 'third', name: '王秀英', idcard: card, signs: false }, { parent: asParty })
    const nobody = await make({ applicantIdcard: '330602197512120043' })
    const found = (await by.run(findSame, { dispute: id })) as { found: { id: string; grounds: { ground: string; says: string }[] }[] }
    const person = (of: string) => found.found.find(one => one.id === of)?.grounds.find(one => one.ground === 'person')?.says
    for (const one of [sameSide, otherSide, asParty]) expect(person(one)).toBe('有1位当事人相同（身份证号一致）')
    expect(person(nobody)).toBeUndefined()
    expect(JSON.stringify(found)).not.toContain(card.slice(6, 14))
    // Nothing was opened for it: the ledger knows of no reading.
    const { rows } = await box.platform.store.asSystemPastAccessRules(tx =>
      sql<{ n: number }>`select count(*)::int n from ledger_entry where kind = 'read' and actor = ${by.person}`.execute(tx),
    )
    expect(rows[0]!.n).toBe(0)
    await box.close()
  })

  it('one dispute is joined to another for a reason, its clock stands still, and it can be undone', async () => {
    const story = await storyOf()
    const { village: by } = cast(story)
    const { id: lead } = await applied(story)
    const { id } = await applied(story)
    await accept(by, lead)
    const values = { mergedInto: lead, mergedFor: ['person', 'matter'] }
    await expect(by.do(dispute, id, 'merge', { values: { ...values, mergedInto: id }, reason: '同一件事' })).rejects.toThrow(/自己/)
    await by.do(dispute, id, 'merge', { values, reason: '同一申请人就同一漏水再次申请' })
    await story.pass(workdays(30))
    const joined = await by.get(dispute, id)
    expect(joined).toMatchObject({ state: 'merged', mergedInto: lead, late: false })
    await expect(by.do(dispute, lead, 'merge', { values: { ...values, mergedInto: id }, reason: '反向' })).rejects.toThrow(/自己已并入/)
    const head = story.as('mediation-head', { organ: '330602-mediation' })
    await head.do(dispute, id, 'undo', { reason: '核实后是两处漏水' })
    expect(await by.get(dispute, id)).toMatchObject({ state: 'villageMediating' })
    expect((await by.find(merge, refs(merge).merged.is(id))).map(one => one['undoneOn'])).toEqual([story.today()])
  })
})
