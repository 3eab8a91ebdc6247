// What a dispute of the demo comes to: drafted, signed by everybody it needs, confirmed by the court, kept, and asked after.
import { type Actor, all, type CivilDate, refs } from '#declare'
import { addDays } from '../../../fields/date/civil-date.ts'
import { type Case, ink, later, number, on, person, pick, type Tale, type Third } from './demo-tale.ts'
import { cosigning, party } from './parties.ts'
import { dispute } from './records.ts'

export async function conclude(tale: Tale, of: Case, by: Actor): Promise<void> {
  const { story } = tale
  if (of.end === 'failed') {
    await by.do(dispute, of.id, 'giveUp', {
      values: { guidance: of.matter.kind === 'labour' ? 'arbitration' : 'suit', guidanceWhy: '双方对数额分歧较大，均不愿再让步。' },
    })
    return
  }
  const terms = of.matter.terms.map(([who, what, after]) => ({ who, what, by: addDays(story.today(), after) }))
  const performBy = terms
    .map(term => term.by)
    .sort()
    .at(-1)!
  const draft = () =>
    by.do(dispute, of.id, 'agree', { values: { facts: of.matter.facts, terms, performHow: '当面履行，款项转账支付', performBy } })
  // A dispute that is mediated anew has its party already.
  const third = tale.thirds.get(of.id) ?? (of.matter.third && story.chance() < 0.5 ? await addThird(tale, of, by) : undefined)
  await draft()
  if (third && story.chance() < 0.12) {
    await refuse(tale, of, by, third)
    await draft()
  } else if (third) await cosign(tale, of, by, third)
  if (of.byCode) {
    await (await story.resident(of.phones[0], of.names[0])).do(dispute, of.id, 'sign', { values: { applicantSign: ink(story) } })
    await (await story.resident(of.phones[1], of.names[1])).do(dispute, of.id, 'countersign', { values: { respondentSign: ink(story) } })
  } else await by.do(dispute, of.id, 'signHere', { values: { applicantSign: ink(story), respondentSign: ink(story) } })
  await by.do(dispute, of.id, 'conclude', { values: { mediatorSign: ink(story) } })
  if ((of.matter.amount ?? 0) >= 4000 && story.chance() < 0.45) return confirm(tale, of, by, performBy)
  await by.do(dispute, of.id, 'follow')
  keep(tale, of, by, performBy)
}

/** One more party, who signs on their own phone; nobody where one would not sign before. */
async function addThird({ story, thirds }: Tale, of: Case, by: Actor): Promise<Third | undefined> {
  const [side, role] = of.matter.third!
  if ((await by.find(party, refs(party).parent.is(of.id), 1)).length > 0) return undefined
  const name = side === 'third' ? role : person(story)
  const phone = number(story)
  const third = { id: await by.create(party, { side, name, phone, signs: true }, { parent: of.id }), phone, name }
  thirds.set(of.id, third)
  return third
}

async function askedOf(of: Case, by: Actor): Promise<string> {
  const c = refs(cosigning)
  const [row] = await by.find(cosigning, all(c.parent.is(of.id), c.current.is(true)), 1)
  return row!.id
}

async function cosign({ story }: Tale, of: Case, by: Actor, { phone, name }: Third): Promise<void> {
  await (await story.resident(phone, name)).do(cosigning, await askedOf(of, by), 'sign', { values: { signature: ink(story) } })
}

/** Somebody will not sign: mediated further, and settled between the two sides alone. */
async function refuse({ story, thirds }: Tale, of: Case, by: Actor, { id, phone, name }: Third): Promise<void> {
  const row = await askedOf(of, by)
  await (await story.resident(phone, name)).do(cosigning, row, 'refuse', { values: { refusal: '约定与我无关，不愿分担' } })
  await by.do(dispute, of.id, 'again', { reason: `${name}不同意分担，另行商量` })
  await by.update(party, id, { signs: false })
  thirds.delete(of.id)
}

async function confirm(tale: Tale, of: Case, by: Actor, performBy: CivilDate): Promise<void> {
  const { story } = tale
  await by.do(dispute, of.id, 'draw', { values: { court: '调解组织所在地基层人民法院' } })
  if (of.byCode) {
    await (await story.resident(of.phones[0])).do(dispute, of.id, 'wish', { values: { applicantConfirmSign: ink(story) } })
    await (await story.resident(of.phones[1])).do(dispute, of.id, 'concur', { values: { respondentConfirmSign: ink(story) } })
  } else
    await by.do(dispute, of.id, 'askHere', {
      values: {
        applicantConfirms: true,
        applicantConfirmSign: ink(story),
        respondentConfirms: true,
        respondentConfirmSign: ink(story),
      },
    })
  await by.do(dispute, of.id, 'confirm')
  later(tale, 8, async () => {
    const confirmed = story.chance() < 0.93
    await by.do(dispute, of.id, 'ruled', { values: { courtResult: confirmed ? 'confirmed' : 'rejected', courtNumber: '（演示案号）' } })
    if (confirmed) keep(tale, of, by, performBy)
    else later(tale, 2, () => afterDismissal(tale, of, by))
  })
}

/** Most put right what the court found wrong, and agree anew; some go to court. */
async function afterDismissal(tale: Tale, of: Case, by: Actor): Promise<void> {
  if (tale.story.chance() < 0.3) return conclude(tale, { ...of, end: 'failed' }, by)
  await by.do(dispute, of.id, 'renew', { reason: '约定内容不够明确，双方同意写清楚后重新签订' })
  later(tale, 1, () => conclude(tale, { ...of, byCode: false }, by))
}

/** Kept in time by most; thirty days later somebody asks how it is. */
function keep(tale: Tale, of: Case, by: Actor, performBy: CivilDate): void {
  const { story } = tale
  const day = story.chance() < 0.93 ? addDays(performBy, -1) : addDays(performBy, 4)
  on(tale, day, async () => {
    if (story.chance() < 0.02) {
      await by.do(dispute, of.id, 'broken', { values: { guidance: 'suit', guidanceWhy: '两次督促仍不履行，告知可以就协议履行起诉。' } })
      return
    }
    await by.do(dispute, of.id, 'performed', { values: { performance: '已按协议履行完毕' } })
    on(tale, addDays(story.today(), 32), () => look(tale, of, by))
  })
}

export async function look(tale: Tale, of: Case, by: Actor): Promise<void> {
  const { story } = tale
  // A term that ends on a day off runs on: there is nobody to visit yet.
  if ((await by.get(dispute, of.id)).state !== 'visiting') return later(tale, 2, () => look(tale, of, by))
  if (story.chance() < 0.04) {
    await by.do(dispute, of.id, 'flareUp', { reason: '同样的问题再次出现，双方要求重新调解' })
    later(tale, 2, () => conclude(tale, { ...of, byCode: false }, by))
    return
  }
  const fate = story.chance()
  const satisfied = fate < 0.72 ? 'yes' : fate < 0.94 ? 'mostly' : 'no'
  await by.do(dispute, of.id, 'visit', {
    values: {
      visitedOn: story.today(),
      how: pick(story, ['home', 'phone', 'online']),
      performed: 'all',
      words: satisfied === 'no' ? '拖得太久' : '已经解决，没有反复',
      satisfied,
    },
  })
  if (of.byCode && story.chance() < 0.6)
    await (await story.resident(of.phones[0], of.names[0])).rate(dispute, of.id, {
      stars: satisfied === 'no' ? 2 : satisfied === 'yes' ? 5 : 4,
      reasons: satisfied === 'no' ? ['slow'] : ['solved'],
    })
}
