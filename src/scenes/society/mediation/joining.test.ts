// Disputes that are the same: found, joined to one that leads, and ended with what that one comes to.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { days, refs, type Story, workdays } from '#declare'
import { openBox, storyOf } from '../../../testing/city.ts'
import { findAlike, findSame } from './alike.ts'
import { cosigning, party } from './parties.ts'
import { dispute, merge } from './records.ts'
import { accept, agreed, applied, asked, cast, ink, mediatorAt, signed, village } from './testing.ts'

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
    expect(await by.get(dispute, id)).toMatchObject({ state: 'receiving' })
    expect((await by.find(merge, refs(merge).merged.is(id))).map(one => one['undoneOn'])).toEqual([story.today()])
  })
})

describe('mediation: joined cases', () => {
  const phone = '13905750121'
  /** A neighbour's own application about the same leak, joined to the leading case. */
  async function joinedTo(story: Story, lead: string) {
    const { village: by } = cast(story)
    const who = await story.resident(phone, '赵玉兰')
    const made = await who.apply(
      { name: 'dispute-code' },
      { ...asked, applicantName: '赵玉兰', applicantPhone: phone, applicantIdcard: '330602197512120043' },
      village,
    )
    if (!made.allowed) throw new Error(made.because)
    const join = () =>
      by.do(dispute, made.id, 'merge', { values: { mergedInto: lead, mergedFor: ['place', 'matter'] }, reason: '同一处漏水' })
    return { id: made.id, who, join }
  }

  it('whoever applied becomes a party of the leading case, signs its agreement, and is told when it is kept', async () => {
    const story = await storyOf()
    const { village: by } = cast(story)
    const { id: lead } = await applied(story)
    await accept(by, lead)
    const { id, who, join } = await joinedTo(story, lead)
    await join()
    const parties = await by.find(party, refs(party).parent.is(lead))
    expect(parties.map(one => [one['side'], one['signs'], one['joinedFrom'], one['account']])).toEqual([
      ['applicant', true, id, who.account],
    ])
    await by.do(dispute, lead, 'agree', { values: agreed })
    const head = story.as('mediation-head', { organ: '330602-mediation' })
    await expect(head.do(dispute, id, 'undo', { reason: '不是一件事' })).rejects.toThrow(/请先让主案继续调解/)
    const [mine] = (await who.cases()).filter(one => one.record === 'dispute-cosigning')
    await who.do(cosigning, mine!.id, 'sign', { values: { signature: ink(6) } })
    const first = await story.resident(asked.applicantPhone)
    const other = await story.resident(asked.respondentPhone)
    await first.do(dispute, lead, 'sign', { values: { applicantSign: ink(1) } })
    await other.do(dispute, lead, 'countersign', { values: { respondentSign: ink(2) } })
    await by.do(dispute, lead, 'conclude', { values: { mediatorSign: ink(3) } })
    await by.do(dispute, lead, 'performed', { values: { performance: '已修好' } })
    await story.pass(days(33))
    expect(await by.get(dispute, id)).toMatchObject({ state: 'merged' })
    // Flared up, the leading case is open again, and the joined one waits with it.
    await by.do(dispute, lead, 'flareUp', { reason: '再次漏水' })
    await story.react()
    expect(await by.get(dispute, id)).toMatchObject({ state: 'merged' })
    await by.do(dispute, lead, 'settle', { values: { facts: '双方当场商定由对方再修一次。', performance: '已修好' } })
    await story.pass(days(33))
    const values = { visitedOn: story.today(), how: 'phone', performed: 'all', words: '没有再漏', satisfied: 'yes' }
    await by.do(dispute, lead, 'visit', { values })
    await story.react()
    expect(await by.get(dispute, id)).toMatchObject({ state: 'joinedEnd', voided: true, leadResult: 'closed' })
    const seen = await who.case(dispute, id)
    expect(seen).toMatchObject({ ended: true, stateLabel: expect.stringContaining('主案已有结果'), values: { leadResult: 'closed' } })
    expect(await who.told()).toContainEqual(expect.stringContaining('主案已有结果，您的申请随之办结'))
  })

  it('ends with the leading case that fails or is refused, as it did; done by itself, and only once', async () => {
    const story = await storyOf()
    const { village: by } = cast(story)
    const { id: lead } = await applied(story)
    const { id, who, join } = await joinedTo(story, lead)
    await join()
    await by.do(dispute, lead, 'refuse', { values: { refusal: '人民法院已经受理。' } })
    await story.react()
    await story.react()
    expect(await by.get(dispute, id)).toMatchObject({ state: 'joinedEnd', leadResult: 'refused' })
    expect((await who.told()).filter(one => one.includes('主案已有结果'))).toHaveLength(1)
    const { id: next } = await applied(story)
    await accept(by, next)
    const again = await joinedTo(story, next)
    await again.join()
    await by.do(dispute, next, 'giveUp', { values: { guidance: 'suit', guidanceWhy: '双方对数额分歧较大。' } })
    await story.react()
    expect(await by.get(dispute, again.id)).toMatchObject({ state: 'joinedEnd', leadResult: 'failed' })
  })

  it('goes on alone when another took the leading case back; what the same person joined ends with it', async () => {
    const story = await storyOf()
    const { village: by } = cast(story)
    const { id: lead, who: first } = await applied(story)
    await accept(by, lead)
    const { id, join } = await joinedTo(story, lead)
    await join()
    const { id: own } = await applied(story)
    await by.do(dispute, own, 'merge', { values: { mergedInto: lead, mergedFor: ['person'] }, reason: '重复申请' })
    // The same person again is no further party.
    expect(await by.find(party, refs(party).parent.is(lead))).toHaveLength(1)
    await first.do(dispute, lead, 'quit', { values: { withdrawal: '不想调了' } })
    await story.react()
    expect(await by.get(dispute, id)).toMatchObject({ state: 'receiving', ended: false })
    expect(await by.get(dispute, own)).toMatchObject({ state: 'joinedEnd', leadResult: 'withdrawn' })
    expect(await by.find(party, refs(party).parent.is(lead))).toEqual([])
  })

  it('cannot be joined to a case whose agreement was drawn up without its applicant', async () => {
    const story = await storyOf()
    const { village: by } = cast(story)
    const { id: lead } = await applied(story)
    await accept(by, lead)
    const { join } = await joinedTo(story, lead)
    await signed(story, by, lead)
    await expect(join()).rejects.toThrow(/不是主案的当事人/)
  })
})
