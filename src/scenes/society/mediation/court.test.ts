// What a court is asked and what it answers: the application is read and signed for itself; an agreement that a court dismisses has solved nothing.
import { describe, expect, it } from 'vitest'
import { days } from '#declare'
import { type Box, openBox, storyOf } from '../../../testing/city.ts'
import { application } from './papers.ts'
import { party } from './parties.ts'
import { dispute } from './records.ts'
import { accept, agreed, applied, applying, cast, ink, papersOf, signed } from './testing.ts'

const court = '越城区人民法院'

/** Who has signed the application, as it would be issued now: label, name, how many strokes, on what day. */
async function signaturesOf({ platform }: Box, person: string, id: string) {
  const subject = { ...(await platform.identity.findSubject(person))!, kind: 'system' as const }
  const { body } = await platform.store.asSystemPastAccessRules(async tx =>
    platform.papers.draft(tx, subject, {
      paper: application,
      row: await platform.store.get(tx, subject, dispute as never, id, { unmask: true }),
      organ: null,
    }),
  )
  return body.blocks.flatMap(block =>
    block.kind === 'signatures' ? block.of.map(one => [one.label, one.name, one.ink?.strokes.length, one.date]) : [],
  )
}

describe('mediation: the application to a court', () => {
  it('is read whole and signed by each side for itself, for the court it names; another court is asked anew', async () => {
    const box = await openBox()
    const { story } = box
    const { village: by } = cast(story)
    const { id } = await applied(story)
    await accept(by, id)
    const parties = await signed(story, by, id)
    const { who, other } = parties
    const wish = () => who.do(dispute, id, 'wish', { values: { applicantConfirmSign: ink(4) } })
    await expect(wish()).rejects.toThrow(/调解员拟好申请书后/)
    await by.do(dispute, id, 'draw', { values: { court } })
    // The signatures under the agreement stand under the agreement alone.
    expect(await signaturesOf(box, by.person, id)).toEqual([
      ['申请人', '王秀英', undefined, undefined],
      ['被申请人', '李建国', undefined, undefined],
    ])
    const read = await box.platform.service.readBefore(await box.platform.identity.public.findSubject(who.account), 'dispute', id, 'wish')
    expect(read.text).toMatchObject({ label: '司法确认申请书', to: `${court}：` })
    await expect(who.do(dispute, id, 'wish')).rejects.toThrow(/请填写.*签名/)
    await wish()
    // Both must ask; one alone is refused with the article's own condition.
    await expect(by.do(dispute, id, 'confirm')).rejects.toThrow(/双方.*三十日内共同申请/)
    await by.do(dispute, id, 'draw', { values: { court: '柯桥区人民法院' } })
    await other.do(dispute, id, 'concur', { values: { respondentConfirmSign: ink(5) } })
    await expect(by.do(dispute, id, 'confirm')).rejects.toThrow(/双方.*三十日内共同申请/)
    await story.pass(days(1))
    await wish()
    expect(await signaturesOf(box, by.person, id)).toEqual([
      ['申请人', '王秀英', 1, '2026-03-03'],
      ['被申请人', '李建国', 1, '2026-03-02'],
    ])
    await by.do(dispute, id, 'confirm')
    expect((await papersOf(box, by, id)).at(-1)?.label).toBe('司法确认申请书')
    await box.close()
  })

  it('face to face: signed on the mediator’s device, or on paper, where a line is left; a further party signs on paper', async () => {
    const box = await openBox()
    const { story } = box
    const { village: by } = cast(story)
    const { id } = await applied(story)
    await accept(by, id)
    await by.create(party, { side: 'third', name: '赵玉兰', signs: true }, { parent: id })
    await by.do(dispute, id, 'agree', { values: agreed })
    const [asked] = (await by.inbox()).filter(one => one.record === 'dispute-cosigning')
    await by.do({ name: 'dispute-cosigning' }, asked!.id, 'signHere', { values: { signature: ink(6) } })
    await by.do(dispute, id, 'signHere', { values: { applicantSign: ink(1), respondentSign: ink(2) } })
    await by.do(dispute, id, 'conclude', { values: { mediatorSign: ink(3) } })
    await by.do(dispute, id, 'draw', { values: { court } })
    await expect(
      by.do(dispute, id, 'askHere', {
        values: { applicantConfirms: true, respondentConfirms: false, respondentConfirmSign: ink(5) },
      }),
    ).rejects.toThrow(/对方已经签名/)
    await by.do(dispute, id, 'askHere', {
      values: { applicantConfirms: true, applicantConfirmSign: ink(4), respondentConfirms: true },
    })
    expect(await signaturesOf(box, by.person, id)).toEqual([
      ['申请人', '王秀英', 1, '2026-03-02'],
      ['被申请人', '李建国', undefined, undefined],
      ['利害关系人', '赵玉兰', undefined, undefined],
    ])
    // Who changes their mind has signed nothing.
    await by.do(dispute, id, 'askHere', { values: { applicantConfirms: false, respondentConfirms: true } })
    expect((await signaturesOf(box, by.person, id))[0]).toEqual(['申请人', '王秀英', undefined, undefined])
    await expect(by.do(dispute, id, 'confirm')).rejects.toThrow(/双方.*共同申请/)
    await box.close()
  })
})

describe('mediation: what a court answers', () => {
  const dismissed = async () => {
    const story = await storyOf()
    const { village: by } = cast(story)
    const { id } = await applied(story)
    await accept(by, id)
    const parties = await signed(story, by, id)
    await applying(by, id, parties)
    await by.do(dispute, id, 'confirm')
    await by.do(dispute, id, 'ruled', { values: { courtResult: 'rejected', courtNumber: '（2026）浙0602民特12号' } })
    return { story, by, id, ...parties }
  }

  it('dismissed, it is not kept: the parties agree anew, and nothing of the first application stands', async () => {
    const { story, by, id, who } = await dismissed()
    const found = await by.get(dispute, id)
    expect([found.state, found['solvedOn']]).toEqual(['dismissed', undefined])
    expect((await who.case(dispute, id)).stateLabel).toContain('变更协议')
    await expect(by.do(dispute, id, 'performed', { values: { performance: '已修好' } })).rejects.toThrow(/司法确认被驳回/)
    await by.do(dispute, id, 'renew', { reason: '约定不明确，双方同意写清楚' })
    const again = await by.get(dispute, id)
    expect(again.state).toBe('villageMediating')
    for (const name of ['court', 'courtResult', 'effectiveOn', 'applicantConfirms', 'applicantConfirmSign'])
      expect(again[name]).toBeUndefined()
    await signed(story, by, id)
    expect(await by.get(dispute, id)).toMatchObject({ state: 'effective', solvedOn: story.today() })
  })

  it('dismissed, it may end: the way to a court is told, and it is not counted as solved', async () => {
    const { by, id } = await dismissed()
    await by.do(dispute, id, 'giveUp', { values: { guidance: 'suit', guidanceWhy: '双方不再调解，告知可以起诉。' } })
    const ended = await by.get(dispute, id)
    expect([ended.state, ended['solvedOn'], ended['courtResult']]).toEqual(['failed', undefined, 'rejected'])
  })
})
