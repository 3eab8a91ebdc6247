// More than two parties: each signs in a case of their own, the agreement binds when all have, nobody signs for another, and who refuses is kept.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { type Actor, refs, type Story, workdays } from '#declare'
import { openBox, storyOf } from '../../../testing/city.ts'
import { serveBox } from '../../../testing/served.ts'
import { wordsOf } from './cosigners.ts'
import { cosigning, party } from './parties.ts'
import { dispute } from './records.ts'

const village = '330602001004'
const phones = { applicant: '13905750401', respondent: '13905750402', tenant: '13905750403', owner: '13905750404' } as const
const asked = {
  kind: 'neighbour',
  topic: '合租房漏水，三方责任不清',
  story: '出租房卫生间漏水，楼下受损，房东、租客和施工方互相推脱，要求明确责任并赔偿。',
  elsewhere: 'none',
  spot: '花园小区5幢1单元',
  applicantName: '王秀英',
  applicantPhone: phones.applicant,
  respondentName: '李建国',
  respondentPhone: phones.respondent,
}
const agreed = {
  facts: '三方确认漏水由卫生间改造引起，争议在于维修和赔偿的分担。',
  terms: [{ who: 'both', what: '共同出资重做防水', by: '2026-03-31' }],
  performHow: '转账支付',
  performBy: '2026-03-31',
}
const ink = (seed: number) => ({
  width: 600,
  height: 240,
  strokes: [Array.from({ length: 40 }, (_, at) => [20 + at * 13, 100 + Math.round(60 * Math.sin(at / 3 + seed)), at * 16] as const)],
})
const c = refs(cosigning)

/** Drafted, with a tenant who has a telephone and an owner, who has one if `owner` says so. */
async function drafted(story: Story, owner: string | null = phones.owner) {
  const by = story.as('mediator', { organ: `${village}-committee` })
  const who = await story.resident(phones.applicant, '王秀英')
  const made = await who.apply({ name: 'dispute-code' }, asked, village)
  if (!made.allowed) throw new Error(made.because)
  const { id } = made
  await by.do(dispute, id, 'accept', { values: { mediators: [by.person] } })
  await by.create(party, { side: 'respondent', name: '陈海波', phone: phones.tenant, signs: true }, { parent: id })
  await by.create(party, { side: 'third', name: '赵玉兰', ...(owner && { phone: owner }), signs: true }, { parent: id })
  await by.create(party, { side: 'third', name: '旁听邻居', phone: '13905750405', signs: false }, { parent: id })
  await by.do(dispute, id, 'agree', { values: agreed })
  const other = await story.resident(phones.respondent)
  const tenant = await story.resident(phones.tenant)
  const third = await story.resident(phones.owner)
  return { id, by, who, other, tenant, third }
}
const cosigningOf = async (by: Actor, id: string, side: string) =>
  (await by.find(cosigning, c.parent.is(id))).find(one => one['side'] === side)!.id
const mainSigned = async ({ id, who, other }: Awaited<ReturnType<typeof drafted>>) => {
  await who.do(dispute, id, 'sign', { values: { applicantSign: ink(1) } })
  await other.do(dispute, id, 'countersign', { values: { respondentSign: ink(2) } })
}

describe('further parties', () => {
  it('each signs on their own phone; the agreement takes effect when all have; who has not is said', async () => {
    const box = await openBox()
    const { story } = box
    const told = await drafted(story)
    const { id, by, who, tenant, third } = told
    expect((await who.case(dispute, id)).values['othersSigning']).toBe('共2人，已签0人；未签：陈某（对方一方）、赵某（利害关系人）')
    expect((await tenant.told()).at(-1)).toMatch(/签署人民调解协议.*需要您办理/)
    const [mine] = await tenant.cases()
    expect(mine).toMatchObject({ record: 'dispute-cosigning', state: 'asked', stateLabel: '协议已拟好，请您阅读并签字' })
    expect(mine!.asked.map(one => one.act)).toEqual(['sign', 'refuse'])
    await mainSigned(told)
    await expect(by.do(dispute, id, 'conclude', { values: { mediatorSign: ink(3) } })).rejects.toThrow(/还有当事人没有签名/)
    await tenant.do(cosigning, mine!.id, 'sign', { values: { signature: ink(4) } })
    expect((await by.get(dispute, id))['othersSigning']).toBe('共2人，已签1人；未签：赵某（利害关系人）')
    await expect(by.do(dispute, id, 'conclude', { values: { mediatorSign: ink(3) } })).rejects.toThrow(/还有当事人没有签名/)
    await third.do(cosigning, await cosigningOf(by, id, 'third'), 'sign', { values: { signature: ink(5) } })
    await by.do(dispute, id, 'conclude', { values: { mediatorSign: ink(3) } })
    expect(await by.get(dispute, id)).toMatchObject({ state: 'effective', othersSigning: '共2人，已签2人' })
    expect((await tenant.case(cosigning, mine!.id)).ended).toBe(true)
    await box.close()
  })

  it('nobody signs who is not asked, nor for another, nor twice', async () => {
    const box = await openBox()
    const { story } = box
    const { id, by, who, tenant, third } = await drafted(story)
    const tenants = await cosigningOf(by, id, 'respondent')
    const values = { signature: ink(9) }
    const stranger = await story.resident('13905750499')
    const listener = await story.resident('13905750405')
    for (const one of [stranger, listener, who, third])
      await expect(one.do(cosigning, tenants, 'sign', { values })).rejects.toThrow(/没有找到/)
    expect(await listener.cases()).toEqual([])
    const elsewhere = story.as('mediator', { organ: '330602001008-committee' })
    await expect(elsewhere.do(cosigning, tenants, 'signHere', { values })).rejects.toThrow(/没有|不存在/)
    // The town's mediator sees it, but the case is the village's.
    const above = story.as('mediator', { organ: '330602001-gov' })
    await expect(above.do(cosigning, tenants, 'signHere', { values })).rejects.toThrow(/不能办理/)
    // Somebody asked to sign sees their own case; the dispute's row is not theirs.
    await expect(tenant.case(dispute, id)).rejects.toThrow(/没有找到/)
    await expect(tenant.do(dispute, id, 'countersign', { values: { respondentSign: ink(9) } })).rejects.toThrow(/没有找到/)
    // Past the filters, by row-level security alone: their own signature's row, and nothing of the dispute.
    const { store, identity } = box.platform
    const counts = await store.as(await identity.public.findSubject(tenant.account), async tx =>
      Promise.all(
        ['dispute_cosigning', 'dispute', 'dispute_party', 'dispute_session'].map(
          async table => (await sql<{ n: number }>`select count(*)::int n from ${sql.table(table)}`.execute(tx)).rows[0]!.n,
        ),
      ),
    )
    expect(counts).toEqual([1, 0, 0, 0])
    await tenant.do(cosigning, tenants, 'sign', { values })
    await expect(tenant.do(cosigning, tenants, 'sign', { values })).rejects.toThrow(/已签字|没有可以办理/)
    await expect(tenant.do(cosigning, tenants, 'refuse', { values: { refusal: '又不想签了' } })).rejects.toThrow()
  })

  it('a refusal is kept and the agreement does not bind; a new draft asks everybody anew', async () => {
    const story = await storyOf()
    const told = await drafted(story)
    const { id, by, tenant, third } = told
    await mainSigned(told)
    const first = await cosigningOf(by, id, 'respondent')
    const thirds = await cosigningOf(by, id, 'third')
    await third.do(cosigning, thirds, 'sign', { values: { signature: ink(5) } })
    await tenant.do(cosigning, first, 'refuse', { values: { refusal: '漏水前我已经退租' } })
    expect((await by.get(dispute, id))['othersSigning']).toBe('共2人，已签1人；拒签：陈某（对方一方）')
    expect(await by.get(cosigning, first)).toMatchObject({ state: 'refused', refusal: '漏水前我已经退租' })
    await expect(by.do(dispute, id, 'conclude', { values: { mediatorSign: ink(3) } })).rejects.toThrow(/有人拒签/)
    await by.do(dispute, id, 'again', { reason: '租客不同意分担' })
    const gone = await by.get(dispute, id)
    expect([gone['othersSigning'], gone['othersLeft']]).toEqual([undefined, undefined])
    await by.do(dispute, id, 'agree', { values: agreed })
    expect((await by.find(cosigning, c.parent.is(id))).map(one => one['state']).sort()).toEqual(['asked', 'asked', 'refused', 'signed'])
    // A second draft while the first is still open ends what the first had asked.
    await by.do(dispute, id, 'again', { reason: '金额写错' })
    expect((await by.find(cosigning, c.parent.is(id))).filter(one => one['ended'] === false)).toEqual([])
    expect((await tenant.cases()).filter(one => one.asked.length > 0)).toEqual([])
  })

  it('without a telephone, or too late, it is the mediator’s: signed on the spot, or not needed after all', async () => {
    const story = await storyOf()
    const told = await drafted(story, null)
    const { id, by } = told
    expect((await by.inbox()).map(one => [one.record, one.state])).toContainEqual(['dispute-cosigning', 'byHand'])
    await mainSigned(told)
    await by.do(cosigning, await cosigningOf(by, id, 'third'), 'signHere', { values: { signature: ink(6) } })
    await story.pass(workdays(4))
    const tenants = await cosigningOf(by, id, 'respondent')
    expect(await by.get(cosigning, tenants)).toMatchObject({ state: 'byHand' })
    await by.do(cosigning, tenants, 'needless', { reason: '已与房东结清，协议不涉及他' })
    expect((await by.get(dispute, id))['othersSigning']).toBe('共1人，已签1人')
    await by.do(dispute, id, 'conclude', { values: { mediatorSign: ink(3) } })
    expect(await by.get(dispute, id)).toMatchObject({ state: 'effective' })
  })

  it('says who is missing without given names', () => {
    const row = (values: object) => ({ id: '1', version: 1, region: '', organ: null, author: '', createdAt: '', side: 'third', ...values })
    expect(
      wordsOf([
        row({ name: '欧阳春生' }),
        row({ name: '绍兴某某装饰工程有限公司', side: 'respondent' }),
        row({ name: '赵', signedOn: '2026-03-02' }),
      ]),
    ).toBe('共3人，已签1人；未签：欧某（利害关系人）、绍兴某某装饰工程有限公司（对方一方）')
  })
})

describe('what is signed', () => {
  it('is read whole before, by those who are asked, and by nobody else; afterwards the paper is theirs', async () => {
    const { box, close } = await serveBox()
    const { story } = box
    const told = await drafted(story)
    const { id, by, who, other, tenant, third } = told
    const subjectOf = (account: string) => box.platform.identity.public.findSubject(account)
    const read = async (account: string, record: string, row: string, act: string) =>
      box.platform.service.readBefore(await subjectOf(account), record, row, act)
    const tenants = await cosigningOf(by, id, 'respondent')
    const { text, draw } = await read(tenant.account, 'dispute-cosigning', tenants, 'sign')
    expect(text.title).toBe('人民调解协议书')
    const words = JSON.stringify(text.blocks)
    for (const one of ['王秀英', '李建国', '陈海波', '赵玉兰', '共同出资重做防水', agreed.facts]) expect(words).toContain(one)
    expect(words).not.toContain('strokes')
    const pdf = await draw('pdf')
    expect(Buffer.from(pdf.bytes).subarray(0, 5).toString()).toBe('%PDF-')
    expect((await read(who.account, 'dispute', id, 'sign')).text.label).toBe('人民调解协议书')
    // That the tenant read it is told to those who are named in it.
    while ((await box.platform.sequence()).count > 0);
    const reads = (await box.platform.service.privacy(await subjectOf(who.account))).items
    expect(reads.map(one => one.organ)).toContain('其他当事人')
    // Face to face the mediator shows the same text; another office does not get it, nor is there one for an act that reads nothing.
    const atDesk = async (person: string, act: string) =>
      box.platform.service.readAtDesk((await box.platform.identity.findSubject(person))!, 'dispute', id, act)
    expect((await atDesk(by.person, 'signHere')).text).toEqual((await read(who.account, 'dispute', id, 'sign')).text)
    await expect(atDesk(by.person, 'again')).rejects.toThrow(/没有要先读的文书/)
    const stranger = story.as('liaison', { line: 'education' })
    await expect(atDesk(stranger.person, 'signHere')).rejects.toThrow(/没有|不存在|无权/)
    // Not yet theirs to sign; not theirs at all; an act that reads nothing.
    await expect(read(other.account, 'dispute', id, 'sign')).rejects.toThrow(/没有要先读/)
    await expect(read(third.account, 'dispute-cosigning', tenants, 'sign')).rejects.toThrow(/没有找到/)
    await expect(read((await story.resident('13905750499')).account, 'dispute', id, 'sign')).rejects.toThrow(/没有找到/)
    await expect(read(tenant.account, 'dispute-cosigning', tenants, 'refuse')).rejects.toThrow(/没有要先读/)
    const papersOf = async (account: string, row: string) =>
      (await box.platform.service.case(await subjectOf(account), 'dispute-cosigning', row)).papers
    await mainSigned(told)
    await tenant.do(cosigning, tenants, 'sign', { values: { signature: ink(4) } })
    expect(await papersOf(tenant.account, tenants)).toEqual([])
    await by.do(dispute, id, 'again', { reason: '房东要求改写' })
    await by.do(dispute, id, 'agree', { values: agreed })
    await mainSigned(told)
    const [again] = (await tenant.cases()).filter(one => one.asked.length > 0)
    await tenant.do(cosigning, again!.id, 'sign', { values: { signature: ink(4) } })
    const [thirds] = (await third.cases()).filter(one => one.asked.length > 0)
    await third.do(cosigning, thirds!.id, 'sign', { values: { signature: ink(5) } })
    await by.do(dispute, id, 'conclude', { values: { mediatorSign: ink(3) } })
    const [paper, ...more] = await papersOf(tenant.account, again!.id)
    expect([paper?.label, more]).toEqual(['人民调解协议书', []])
    const draw2 = async (account: string, row: string) =>
      box.platform.service.drawPaper(await subjectOf(account), 'dispute-cosigning', row, { id: paper!.id, format: 'pdf', checkAt: 'x' })
    expect((await draw2(tenant.account, again!.id)).type).toBe('application/pdf')
    // The draft that was given up gives nothing; another's row even less.
    expect(await papersOf(tenant.account, tenants)).toEqual([])
    await expect(draw2(tenant.account, tenants)).rejects.toThrow(/没有这份文书/)
    await expect(draw2(who.account, again!.id)).rejects.toThrow(/没有找到/)
    await close()
  })
})
