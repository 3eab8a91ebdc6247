// One story through two scenes that do not know each other: an inspection finds a suspected offence, it is handed over, filed, punished, and what
// became of it comes back to the inspection.
import { expect, it, onTestFinished } from 'vitest'
import { refs, workdays } from '#declare'
import { batch, visit } from '../scenes/market/double-random/records.ts'
import { committed, drawIt, furnish, grow, signature } from '../scenes/market/double-random/testing.ts'
import { findCast, furnish as furnishPenalty } from '../scenes/operation/penalty/demo-cast.ts'
import { lead, penaltyCase } from '../scenes/operation/penalty/records.ts'
import { referral } from '../scenes/operation/penalty/referral.ts'
import { openBox } from './city.ts'

it('is told to its end, linked both ways, each side seeing what it may', async () => {
  const box = await openBox()
  onTestFinished(() => box.close())
  const of = await furnish(box)
  const { story } = of
  const row = await committed(of)
  await grow(of, row)
  await drawIt(of, row.id)
  await of.head.do(batch, row.id, 'confirm')
  const [one] = await of.lead.find(visit, refs(visit).parent.is(row.id))
  const first = story.asPerson(String(one!['first']))
  const answers = (one!['answers'] as object[]).map((answer, at) =>
    at === 0 ? { ...answer, answer: 'bad', note: '货架上有过期食品12包' } : { ...answer, answer: 'good' },
  )
  const photo = await first.attach('过期食品.txt', '货架第二层')
  const found = {
    checkedOn: story.today(),
    answers,
    result: 'pending',
    findings: '经营超过保质期的食品',
    photos: [photo],
    signer: '陈建国',
    signed: signature,
  }
  await first.do(visit, one!.id, 'submit', { values: found })
  await story.asPerson(String(one!['second'])).do(visit, one!.id, 'confirm')
  await of.lead.do(visit, one!.id, 'publish')
  await first.do(visit, one!.id, 'handOver', { values: { handOver: '经营超过保质期的食品，涉嫌违反《食品安全法》，移送立案' } })

  // It lies with an inspector of the organ that found it; each side names the other.
  const handed = await of.lead.get(visit, one!.id)
  expect(handed).toMatchObject({ state: 'handedOver', handedTo: expect.stringMatching(/^penalty-referral\//) })
  const [, region = '', line = ''] = /^p-(\d{6})-(.+)-inspector/.exec(first.person) ?? []
  const cast = (await findCast(story, line, region))!
  const laws = await furnishPenalty(story, [cast])
  const id = String(handed['handedTo']).split('/')[1]!
  const taken = await cast.officer.get(referral, id)
  expect(taken).toMatchObject({
    party: one!['firmName'],
    source: `双随机、一公开 ${handed['number']}`,
    origin: `inspection-visit/${one!.id}`,
    evidence: [{ name: '过期食品.txt' }],
    state: 'received',
  })

  const stage = async () => {
    const { offenceStage, offenceNumber, offenceOutcome } = await of.lead.get(visit, one!.id)
    return [offenceStage ?? null, offenceNumber ?? null, offenceOutcome ?? null]
  }
  expect(await stage()).toEqual([null, null, null])
  const registered = {
    address: '越城区解放北路1号',
    benchmark: laws.get('330231-01'),
    site: '解放北路1号店内',
    actFrom: story.today(),
    actTo: story.today(),
    officer: cast.officer.person,
    second: cast.second.person,
  }
  await cast.officer.do(referral, id, 'register', { values: registered })
  expect(await stage()).toEqual(['已登记为线索', null, null])
  const [clue] = await cast.officer.find(lead, refs(lead).sourceNumber.is(String(taken['source'])))
  await cast.officer.do(lead, clue!.id, 'propose', { values: { found: '现场复核属实' } })
  await cast.head.do(lead, clue!.id, 'file')
  const filed = await cast.officer.get(penaltyCase, String((await cast.officer.get(lead, clue!.id))['filedCase']))
  expect(await stage()).toEqual(['已立案', filed['number'], null])

  await cast.officer.do(penaltyCase, filed.id, 'addEvidence', {
    values: {
      name: '过期饼干12包',
      kind: 'physical',
      proves: '当事人经营超过保质期的食品',
      original: 'original',
      takenAt: `${story.today()}T08:30:00+08:00`,
      takenPlace: '解放北路1号',
      source: '现场提取',
      keeper: '执法人员',
    },
  })
  await cast.officer.do(penaltyCase, filed.id, 'conclude', {
    values: { findings: '当事人经营超过保质期的食品，货值金额320元', outcome: 'punish', penalties: ['fine'] },
  })
  const { legalReview } = await cast.officer.get(penaltyCase, filed.id)
  await cast.handler.do(penaltyCase, filed.id, legalReview ? 'legalPass' : 'pass', { values: { opinion: '事实清楚，证据确凿' } })
  await cast.officer.do(penaltyCase, filed.id, 'notify', { values: { noticedOn: story.today() } })
  await cast.officer.do(penaltyCase, filed.id, 'waive', { reason: '当事人书面声明放弃' })
  if ((await cast.officer.get(penaltyCase, filed.id)).state === 'discussing')
    await cast.head.do(penaltyCase, filed.id, 'discuss', { values: { discussants: '局领导班子', discussion: '同意' } })
  await cast.head.do(penaltyCase, filed.id, 'punish')
  const decided = await cast.officer.get(penaltyCase, filed.id)
  expect(await stage()).toEqual(['已作出决定', filed['number'], `作出行政处罚决定，罚款${decided['fine']}元`])

  // The lead organ reads the result with its visit, not the case of another organ.
  if (cast.officer.organ !== of.lead.organ) await expect(of.lead.get(penaltyCase, filed.id)).rejects.toThrow(/没有找到/)
  await expect(first.do(visit, one!.id, 'handOver', { values: { handOver: '再次移送' } })).rejects.toThrow()
  expect((await cast.officer.find(referral, refs(referral).origin.is(String(taken['origin'])))).length).toBe(1)
  await story.pass(workdays(1))
}, 120_000)
