import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { all, days, months, type RowValues, refs, type Story, workdays } from '#declare'
import { createVault } from '../../../capabilities/store/port.ts'
import { openDoor } from '../../../server/city-port.ts'
import { type Box, openBox, storyOf } from '../../../testing/city.ts'
import { power } from './benchmark-record.ts'
import { type Cast, decideOnSpot, findCast, furnish, registerLead } from './demo-cast.ts'
import { firmCode, personNumber } from './demo-numbers.ts'
import { execution, onSpot, publication } from './execution-records.ts'
import { custody, evidence, lead, penaltyCase } from './records.ts'
import { referral } from './referral.ts'

type World = { story: Story; cast: Cast; laws: Map<string, string> }
async function world(story: Story, line = 'market', region = '330602'): Promise<World> {
  const cast = (await findCast(story, line, region))!
  return { story, cast, laws: await furnish(story, [cast]) }
}
const firm = {
  partyKind: 'firm',
  party: '绍兴市越城区稽山食品店',
  creditCode: firmCode('330602', 1),
  representative: '陈建国',
  address: '越城区解放北路1号',
  phone: '13905750101',
}
const leadOf = (laws: Map<string, string>, more: RowValues = {}): RowValues => ({
  summary: '销售过期食品',
  ...firm,
  benchmark: laws.get('330231-01'),
  site: '解放北路1号',
  actFrom: '2026-02-20',
  actTo: '2026-02-27',
  foundOn: '2026-03-02',
  ...more,
})
const piece = {
  name: '过期饼干12包',
  kind: 'physical',
  proves: '当事人经营超过保质期的食品',
  original: 'original',
  takenAt: '2026-03-02T08:30:00+08:00',
  takenPlace: '解放北路1号',
  source: '现场提取',
  keeper: '执法人员',
}

async function filed({ cast, laws }: World, more: RowValues = {}): Promise<string> {
  const id = await registerLead(cast, leadOf(laws, more))
  await cast.officer.do(lead, id, 'propose', { values: { found: '现场检查发现货架上有超过保质期的食品' } })
  await cast.head.do(lead, id, 'file')
  return String((await cast.officer.get(lead, id))['filedCase'])
}
async function concluded(of: World, values: RowValues = {}, more: RowValues = {}): Promise<string> {
  const id = await filed(of, more)
  await of.cast.officer.do(penaltyCase, id, 'addEvidence', { values: piece })
  await of.cast.officer.do(penaltyCase, id, 'conclude', {
    values: { findings: '当事人经营超过保质期的食品，货值金额320元', outcome: 'punish', penalties: ['fine'], ...values },
  })
  return id
}
/** Reviewed and noticed. */
async function noticed(of: World, values: RowValues = {}, more: RowValues = {}): Promise<string> {
  const id = await concluded(of, values, more)
  const { legalReview } = await of.cast.officer.get(penaltyCase, id)
  await of.cast.handler.do(penaltyCase, id, legalReview ? 'legalPass' : 'pass', { values: { opinion: '事实清楚，证据确凿' } })
  await of.cast.officer.do(penaltyCase, id, 'notify', { values: { noticedOn: of.story.today() } })
  return id
}
async function punished(of: World, values: RowValues = {}, more: RowValues = {}): Promise<string> {
  const id = await noticed(of, values, more)
  await of.cast.officer.do(penaltyCase, id, 'waive', { reason: '当事人书面声明放弃' })
  const at = await of.cast.officer.get(penaltyCase, id)
  if (at.state === 'discussing')
    await of.cast.head.do(penaltyCase, id, 'discuss', { values: { discussants: '局领导班子', discussion: '同意' } })
  await of.cast.head.do(penaltyCase, id, 'punish')
  return id
}
const executionOf = async (of: World, id: string) => (await of.cast.officer.find(execution, refs(execution).case.is(id)))[0]!
const papersOf = async (box: Box, person: string, record: string, id: string): Promise<string[]> => {
  const subject = (await box.platform.identity.findSubject(person))!
  const of = box.platform.model.records.get(record)!
  return box.platform.store.as(subject, async tx =>
    (await box.platform.papers.list(tx, await box.platform.store.get(tx, subject, of, id))).map(one => one.label),
  )
}

describe('penalty: from a lead to a filed case', () => {
  it('needs two officers with certificates, is filed within the limitation and starts the ninety days', async () => {
    const story = await storyOf()
    const of = await world(story)
    const { cast, laws } = of
    await expect(
      registerLead(cast, leadOf(laws, { second: cast.officer.person })).then(async id => {
        await cast.officer.do(lead, id, 'propose', { values: { found: '属实' } })
        await cast.head.do(lead, id, 'file')
      }),
    ).rejects.toThrow(/第四十二条/)
    await expect(filed(of, { second: cast.head.person })).rejects.toThrow(/没有有效的行政执法证件/)
    await expect(filed(of, { actFrom: '2023-01-01', actTo: '2024-03-01' })).rejects.toThrow(/2年内（2026-03-01前）未被发现/)
    await expect(filed(of, { actFrom: '2020-01-01', actTo: '2021-03-01', grave: true })).rejects.toThrow(/5年内/)
    // Grave: five years; and the last day still counts.
    await filed(of, { actFrom: '2020-01-01', actTo: '2021-03-02', grave: true })
    const id = await filed(of)
    const at = await cast.officer.get(penaltyCase, id)
    expect(at).toMatchObject({ state: 'investigating', filedOn: '2026-03-02', title: '绍兴市越城区稽山食品店经营超过保质期的食品案' })
    // The first case of the organ: it handles its penalties here now.
    expect((await cast.head.find(power, refs(power).body.is(cast.head.organ!))).map(one => one['usedFrom'])).toEqual(['2026-03-02'])
    // Ninety days from 2 March end on 31 May, a Sunday; the term runs on to Monday.
    expect(at.dueAt?.slice(0, 10)).toBe('2026-06-01')
    expect((await cast.officer.inbox()).find(one => one.id === id)?.dueAt?.slice(0, 10)).toBe('2026-04-01')
  })

  it('a lead that is handed over twice is one lead', async () => {
    const story = await storyOf()
    const { cast, laws } = await world(story)
    const ids = await Promise.all([1, 2, 3].map(() => registerLead(cast, leadOf(laws, { source: 'random', sourceNumber: '抽查2026-001' }))))
    expect(new Set(ids).size).toBe(1)
  })
})

describe('penalty: evidence', () => {
  it('keeps an unbroken chain of custody and refuses a changed file', async () => {
    const story = await storyOf()
    const of = await world(story)
    const { cast } = of
    const id = await filed(of)
    const photo = await cast.officer.attach('现场照片.txt', '照片内容')
    const made = (await cast.officer.do(penaltyCase, id, 'addEvidence', { values: { ...piece, files: [photo], keeper: '王执法' } }))!
    const handOver = (values: RowValues) =>
      cast.officer.do(penaltyCase, id, 'handOver', {
        values: {
          evidence: made,
          what: '送检',
          from: '王执法',
          to: '市检验院',
          at: story.now().toISOString(),
          condition: '封条完好，编号A001',
          digest: photo.hash,
          ...values,
        },
      })
    await expect(handOver({ from: '李某' })).rejects.toThrow(/现由王执法保管/)
    await expect(handOver({ digest: 'a'.repeat(64) })).rejects.toThrow(/校验值与取得时登记的不一致/)
    await handOver({})
    await handOver({ from: '市检验院', to: '物证室', what: '检毕入库' })
    expect((await cast.officer.find(custody, refs(custody).parent.is(id))).map(one => [one['from'], one['to']])).toEqual([
      ['王执法', '市检验院'],
      ['市检验院', '物证室'],
    ])
    expect((await cast.officer.get(evidence, made))['keeper']).toBe('物证室')
    await expect(cast.officer.update(evidence, made, { name: '换了一份' })).rejects.toThrow(/权限|不能更改/)
  })

  it('what is preserved is free again after seven working days, and is dealt with only when the head approved', async () => {
    const story = await storyOf()
    const of = await world(story)
    const { cast } = of
    const id = await filed(of)
    const preserve = () => cast.officer.do(penaltyCase, id, 'preserve', { values: { ...piece, preserved: true } })
    const first = (await preserve())!
    const other = (await preserve())!
    await expect(cast.officer.do(evidence, first, 'dispose', { values: { disposal: '没收' } })).rejects.toThrow(/负责人批准/)
    await cast.head.do(evidence, first, 'approve')
    await cast.officer.do(evidence, first, 'dispose', { values: { disposal: '送检' } })
    expect((await cast.officer.get(evidence, other)).dueAt?.slice(0, 10)).toBe('2026-03-11')
    await story.pass(workdays(8))
    expect((await cast.officer.get(evidence, other)).state).toBe('lapsed')
    expect((await cast.officer.get(evidence, first)).state).toBe('kept')
  })

  it('no case ends on evidence that was taken illegally', async () => {
    const story = await storyOf()
    const of = await world(story)
    const id = await filed(of)
    await of.cast.officer.do(penaltyCase, id, 'addEvidence', { values: { ...piece, illegal: true } })
    await expect(
      of.cast.officer.do(penaltyCase, id, 'conclude', { values: { findings: '属实', outcome: 'punish', penalties: ['fine'] } }),
    ).rejects.toThrow(/非法证据已排除/)
  })
})

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
    await story.until('2026-03-11')
    await cast.handler.do(penaltyCase, id, 'hold', { values: { transcript: '主持人宣布听证开始……' } })
    const consider = (proposedFine: string) =>
      cast.officer.do(penaltyCase, id, 'consider', { values: { considered: '部分采纳', proposedFine, departureReason: '采纳申辩' } })
    await expect(consider('100000.01')).rejects.toThrow(/不得因当事人陈述、申辩而给予更重的处罚/)
    await consider('90000')
    // Heard: reviewed once more, then discussed (arts. 58(1)(2), 57(2)).
    await cast.handler.do(penaltyCase, id, 'finalPass', { values: { opinion: '程序合法' } })
    await cast.head.do(penaltyCase, id, 'discuss', { values: { discussants: '局领导班子', discussion: '同意处罚九万元' } })
    await expect(cast.head.do(penaltyCase, id, 'punish', { values: { fine: '95000' } })).rejects.toThrow(/高于经审核和告知/)
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

describe('penalty: one fine for one act (art. 29)', () => {
  it('holds across organs when both decide at the same moment', async () => {
    const story = await storyOf()
    const market = await world(story)
    const city = (await findCast(story, 'enforcement', '330602'))!
    const other: World = { story, cast: city, laws: await furnish(story, [city]) }
    const ready = async (of: World, benchmark: string | undefined, more: RowValues) => {
      const id = await noticed(of, more, { benchmark })
      await of.cast.officer.do(penaltyCase, id, 'waive', { reason: '放弃' })
      return id
    }
    const a = await ready(market, market.laws.get('330231-06'), {})
    const b = await ready(other, other.laws.get('330217-03'), {})
    const done = await Promise.allSettled([market.cast.head.do(penaltyCase, a, 'punish'), city.head.do(penaltyCase, b, 'punish')])
    expect(done.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    const refused = done.find(one => one.status === 'rejected') as PromiseRejectedResult
    expect(String(refused.reason)).toMatch(/同一个违法行为不得给予两次以上罚款（《行政处罚法》第二十九条）/)
    // Another act of the same days may be fined, with its reason.
    const [loser, id] = done[0]!.status === 'rejected' ? [market, a] : [other, b]
    await loser.cast.head.do(penaltyCase, id, 'sendBack', { reason: '说明是否同一行为' })
    await loser.cast.officer.do(penaltyCase, id, 'explain', { values: { differentAct: '前案为占道，本案为无照经营，行为不同' } })
    await loser.cast.officer.do(penaltyCase, id, 'conclude', { values: { findings: '另一行为', outcome: 'punish', penalties: ['fine'] } })
    await loser.cast.handler.do(penaltyCase, id, 'pass', { values: { opinion: '同意' } })
    await loser.cast.officer.do(penaltyCase, id, 'notify', { values: { noticedOn: story.today() } })
    await loser.cast.officer.do(penaltyCase, id, 'waive', { reason: '放弃' })
    await loser.cast.head.do(penaltyCase, id, 'punish')
    expect((await loser.cast.officer.get(penaltyCase, id)).state).toBe('punished')
  })
})

describe('penalty: serving and collecting', () => {
  const serve = (of: World, id: string, values: RowValues = {}) =>
    of.cast.officer.do(execution, id, 'serve', { values: { method: 'direct', receiver: '陈建国', servedOn: of.story.today(), ...values } })
  const pay = (of: World, id: string, values: RowValues) =>
    of.cast.officer.do(execution, id, 'pay', { values: { paidOn: of.story.today(), of: 'fine', way: 'bank', ...values } })

  it('is served in seven working days, each form with its proof, paid in fifteen days and closed', async () => {
    const story = await storyOf()
    const of = await world(story)
    const { id } = await executionOf(of, await punished(of))
    expect((await of.cast.officer.get(execution, id)).dueAt?.slice(0, 10)).toBe('2026-03-11')
    await expect(serve(of, id, { method: 'left' })).rejects.toThrow(/见证人/)
    await expect(serve(of, id, { method: 'electronic' })).rejects.toThrow(/确认书/)
    await expect(serve(of, id, { method: 'announced' })).rejects.toThrow(/满三十日/)
    await serve(of, id)
    expect(await of.cast.officer.get(execution, id)).toMatchObject({ state: 'paying', payBy: '2026-03-17' })
    await expect(of.cast.officer.do(execution, id, 'settle')).rejects.toThrow(/尚未缴清/)
    await pay(of, id, { receipt: 'A001', amount: '70000' })
    await expect(pay(of, id, { receipt: 'A001', amount: '5000' })).rejects.toThrow(/已经登记过/)
    await expect(pay(of, id, { receipt: 'A002', amount: '5000.01' })).rejects.toThrow(/超过应缴的75000.00元/)
    await pay(of, id, { receipt: 'A002', amount: '5000' })
    await of.cast.officer.do(execution, id, 'settle')
    await of.cast.head.do(execution, id, 'close', { values: { closing: '罚款已缴清', archive: 'D2026-001' } })
    expect(await of.cast.officer.get(execution, id)).toMatchObject({ state: 'closed', settled: true, additional: '0.00', paid: '75000.00' })
  })

  it('grows by three per cent a day to twice the fine, is reminded, and goes to the court in its time', async () => {
    const story = await storyOf()
    const of = await world(story)
    const { id } = await executionOf(of, await punished(of))
    await serve(of, id)
    await story.pass(days(16))
    expect((await of.cast.officer.get(execution, id)).state).toBe('overdue')
    await of.cast.officer.do(execution, id, 'remind')
    // The 18th is one day late: 3 % of 75,000.
    expect(await of.cast.officer.get(execution, id)).toMatchObject({ daysLate: 1, additional: '2250.00', owed: '77250.00' })
    await story.pass(workdays(11))
    expect((await of.cast.officer.get(execution, id)).state).toBe('applying')
    await expect(of.cast.officer.do(execution, id, 'apply', { values: { court: '越城区人民法院' } })).rejects.toThrow(
      /起诉期限到2026-09-02届满/,
    )
    await story.until('2026-09-03')
    await of.cast.officer.do(execution, id, 'apply', { values: { court: '越城区人民法院' } })
    expect(await of.cast.officer.get(execution, id)).toMatchObject({ state: 'atCourt', additional: '75000.00', owed: '150000.00' })
    await pay(of, id, { receipt: 'C001', amount: '150000', way: 'court' })
    await of.cast.officer.do(execution, id, 'settle')
    expect((await of.cast.officer.get(execution, id)).state).toBe('closing')
  })

  it('a notice in public serves after thirty days; instalments must add up', async () => {
    const story = await storyOf()
    const of = await world(story)
    const { id } = await executionOf(of, await punished(of))
    await of.cast.officer.do(execution, id, 'announce', { reason: '下落不明', values: { serviceNote: '在本局网站公告' } })
    await story.pass(days(30))
    expect((await of.cast.officer.get(execution, id)).state).toBe('announcing')
    expect((await of.cast.officer.inbox()).some(one => one.id === id)).toBe(true)
    await story.pass(days(1))
    await of.cast.officer.do(execution, id, 'deem', { values: { method: 'announced', servedOn: story.today() } })
    const plan = (second: string) => [
      { payBy: '2026-05-01', amount: '35000' },
      { payBy: '2026-06-01', amount: second },
    ]
    const defer = (second: string) =>
      of.cast.head.do(execution, id, 'defer', { reason: '确有经济困难', values: { deferredTo: '2026-06-01', plan: plan(second) } })
    await expect(defer('30000')).rejects.toThrow(/分期合计65000.00元，与尚欠的75000.00元不符/)
    await defer('40000')
    await story.until('2026-06-03')
    expect(await of.cast.officer.get(execution, id)).toMatchObject({ state: 'overdue', payBy: '2026-06-01' })
  })

  it('publishes within seven working days, a person’s name covered, and takes down within three', async () => {
    const story = await storyOf()
    const of = await world(story)
    const id = await punished(
      of,
      { proposedFine: '5000' },
      {
        partyKind: 'person',
        party: '周建设',
        idNumber: personNumber('330602', 7),
        benchmark: of.laws.get('330231-06'),
        creditCode: null,
        representative: null,
      },
    )
    const [one] = await of.cast.officer.find(publication, refs(publication).case.is(id))
    expect(one).toMatchObject({ named: '周某某', state: 'publishing' })
    await of.cast.handler.do(publication, one!.id, 'publish')
    await of.cast.head.do(publication, one!.id, 'takeDown', { reason: '决定被撤销' })
    expect((await of.cast.officer.get(publication, one!.id)).dueAt?.slice(0, 10)).toBe('2026-03-05')
    await of.cast.handler.do(publication, one!.id, 'withdrawn', { values: { withdrawal: '复议机关撤销原决定' } })
  })
})

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
})

describe('penalty: who sees what', () => {
  let box: Box
  let of: World
  beforeAll(async () => {
    box = await openBox()
    of = await world(box.story)
    return () => box.close()
  })
  it('another organ finds neither case nor party nor evidence', async () => {
    const id = await concluded(of)
    const stranger = box.story.as('inspector', { line: 'ecology', region: '330602' })
    await expect(stranger.get(penaltyCase, id)).rejects.toThrow(/没有找到/)
    for (const record of [penaltyCase, evidence, lead, { name: 'penalty-party' }])
      expect(await stranger.find(record, refs(lead).id.isPresent())).toEqual([])
    await expect(stranger.do(penaltyCase, id, 'legalPass', { values: { opinion: '同意' } })).rejects.toThrow(/没有找到/)
    // A number is masked also for the organ's own people until they ask, which leaves a trace.
    const [known] = await of.cast.officer.find({ name: 'penalty-party' }, refs(lead).id.isPresent())
    expect(known!['phone']).toBe('139****0101')
  })
  it('the case stands still while an expert works, and the term moves with it', async () => {
    const id = await filed(of)
    await of.cast.head.do(penaltyCase, id, 'suspend', { reason: '送检鉴定' })
    await expect(of.cast.officer.do(penaltyCase, id, 'addEvidence', { values: piece })).rejects.toThrow(/已中止/)
    await box.story.pass(workdays(10))
    await of.cast.head.do(penaltyCase, id, 'resume')
    expect((await of.cast.officer.get(penaltyCase, id)).dueAt! > '2026-06-10').toBe(true)
    await box.story.pass(months(4))
    expect((await of.cast.officer.get(penaltyCase, id))['state']).toBe('investigating')
  })
})

describe('penalty: what other scenes hand over', () => {
  it('lies with an inspector of the organ until it is a lead, once', async () => {
    const box = await openBox()
    const of = await world(box.story)
    const { officer, second } = of.cast
    const subject = { ...(await box.platform.identity.findSubject(officer.person))!, organ: officer.organ, kind: 'system' as const }
    const id = await box.platform.store.as(subject, tx =>
      openDoor(box.platform.door, tx, subject, null).create(referral, {
        party: firm.party,
        creditCode: firm.creditCode,
        what: '检查发现货架上有超过保质期的食品',
        foundOn: '2026-03-02',
        source: '双随机、一公开 检查〔2026〕00001号',
        region: '330602',
      }),
    )
    expect((await officer.inbox()).map(waiting => waiting.id)).toContain(id)
    const filled = {
      address: firm.address,
      benchmark: of.laws.get('330231-01'),
      site: '解放北路1号',
      actFrom: '2026-02-20',
      actTo: '2026-02-27',
      officer: officer.person,
      second: second.person,
    }
    await officer.do(referral, id, 'register', { values: filled })
    const done = await officer.get(referral, id)
    expect(done).toMatchObject({ state: 'registered' })
    const made = (await officer.find(lead, refs(lead).id.isPresent())).filter(
      row => row['sourceNumber'] === '双随机、一公开 检查〔2026〕00001号',
    )
    expect(made).toHaveLength(1)
    expect(made[0]).toMatchObject({ id: done['lead'], party: firm.party, source: 'random', state: 'checking' })
    await box.close()
  })
})
