// The clock alone makes these true: each warning comes on its day, to the desk that can still do something, and not before.
import { describe, expect, it } from 'vitest'
import { refs } from '#declare'
import { storyOf } from '../../../testing/city.ts'
import { certificate } from './benchmark-record.ts'
import type { Cast } from './demo-cast.ts'
import { registerLead } from './demo-cast.ts'
import { execution } from './execution-records.ts'
import { lead, penaltyCase } from './records.ts'
import { executionOf, filed, leadOf, piece, punished, type World, world } from './testing.ts'

const warnings = async (who: Cast['head']) =>
  (await who.inbox()).filter(one => one.record === 'warning' && one.kind === 'step').map(one => one.title)
const serve = (of: World, id: string) =>
  of.cast.officer.do(execution, id, 'serve', { values: { method: 'direct', receiver: '陈建国', servedOn: of.story.today() } })

describe('penalty: what is watched', () => {
  it('the limitation of an act that is not filed yet, sixty days before it is over', async () => {
    const story = await storyOf()
    const of = await world(story)
    const id = await registerLead(of.cast, leadOf(of.laws, { actFrom: '2024-05-01', actTo: '2024-05-10', sourceNumber: 'A' }))
    const grave = await registerLead(
      of.cast,
      leadOf(of.laws, { actFrom: '2024-05-01', actTo: '2024-05-10', grave: true, summary: '重大危害', sourceNumber: 'B' }),
    )
    expect((await of.cast.officer.get(lead, id))['limitBy']).toBe('2026-05-10')
    expect((await of.cast.officer.get(lead, grave))['limitBy']).toBe('2029-05-10')
    // Sixty days before 10 May: 11 March; warned on the day after.
    await story.until('2026-03-11')
    expect(await warnings(of.cast.head)).toEqual([])
    await story.until('2026-03-12')
    expect((await warnings(of.cast.head)).join()).toMatch(/处罚时效将满：线索〔2026〕/)
    expect(await warnings(of.cast.head)).toHaveLength(1)
  })

  it('the ninety days, fifteen before; a transfer to the police moves them', async () => {
    const story = await storyOf()
    const of = await world(story)
    const id = await filed(of)
    const away = await filed(of, { sourceNumber: 'B', summary: '另案' })
    await of.cast.officer.do(penaltyCase, away, 'addEvidence', { values: piece })
    await of.cast.officer.do(penaltyCase, away, 'reportCrime', {
      values: { crime: '某罪', police: '越城区公安分局', crimeReport: '达到追诉标准' },
    })
    await story.until('2026-03-05')
    await of.cast.head.do(penaltyCase, away, 'refuseTransfer', { reason: '未达追诉标准' })
    expect((await of.cast.officer.get(penaltyCase, id))['decideWarnOn']).toBe('2026-05-16')
    expect((await of.cast.officer.get(penaltyCase, away))['decideWarnOn']).toBe('2026-05-19')
    await story.until('2026-05-18')
    expect((await warnings(of.cast.head)).filter(one => one.includes('九十日'))).toHaveLength(1)
    await story.until('2026-05-21')
    expect((await warnings(of.cast.head)).filter(one => one.includes('九十日'))).toHaveLength(2)
  })

  it('an additional fine at its cap, the door of the court opening and closing', async () => {
    const story = await storyOf()
    const of = await world(story)
    const { id } = await executionOf(of, await punished(of))
    await serve(of, id)
    // Paid by 17 March; the 34th day after is 20 April. Six months to sue end on 2 September, three more on 2 December.
    expect(await of.cast.officer.get(execution, id)).toMatchObject({
      capOn: '2026-04-20',
      applyFromOn: '2026-09-02',
      applyByOn: '2026-12-02',
    })
    const titles = async () => [...(await warnings(of.cast.head)), ...(await warnings(of.cast.officer))].join()
    await story.until('2026-04-20')
    expect(await titles()).not.toMatch(/上限/)
    await story.until('2026-04-22')
    expect(await titles()).toMatch(/加处罚款已达上限：一件“处罚执行”/)
    await of.cast.officer.do(execution, id, 'count')
    // The cap is reached on that day, and the fine has doubled no further.
    expect(await of.cast.officer.get(execution, id)).toMatchObject({ additional: '75000.00', owed: '150000.00' })
    expect(await titles()).not.toMatch(/可以申请/)
    await story.until('2026-09-04')
    expect(await titles()).toMatch(/可以申请强制执行/)
    expect(await titles()).not.toMatch(/期限将满/)
    await story.until('2026-11-04')
    expect(await titles()).toMatch(/申请强制执行期限将满/)
  }, 60_000)

  it('an appeal closes the door of the court and opens it again at its end', async () => {
    const story = await storyOf()
    const of = await world(story)
    const { id } = await executionOf(of, await punished(of))
    await serve(of, id)
    await story.until('2026-03-20')
    await of.cast.officer.do(execution, id, 'appeal', { values: { appeal: 'review', appealFrom: '2026-03-20' } })
    const at = await of.cast.officer.get(execution, id)
    expect([at['capOn'] ?? null, at['applyByOn'] ?? null]).toEqual([null, null])
    await story.until('2026-05-20')
    await of.cast.officer.do(execution, id, 'appealEnds', { values: { appealTo: '2026-05-18', appealResult: 'upheld' } })
    // Sixty days of the appeal do not count: 20 March to 18 May. Fifteen more to sue after the review, three months to apply from then.
    expect(await of.cast.officer.get(execution, id)).toMatchObject({
      capOn: '2026-06-19',
      applyFromOn: '2026-06-02',
      applyByOn: '2026-09-02',
    })
  })

  it('payment put off moves the span in which the court may be asked', async () => {
    const story = await storyOf()
    const of = await world(story)
    const { id } = await executionOf(of, await punished(of))
    await serve(of, id)
    await of.cast.head.do(execution, id, 'defer', { reason: '确有经济困难', values: { deferredTo: '2027-01-29' } })
    expect(await of.cast.officer.get(execution, id)).toMatchObject({
      applyFromOn: '2027-01-29',
      applyByOn: '2027-04-29',
      capOn: '2027-03-04',
    })
    await story.until('2027-02-01')
    await of.cast.officer.do(execution, id, 'remind')
    await story.until('2027-03-01')
    // Six months to sue and three to apply ended on 2 December; the deferral did not.
    await of.cast.officer.do(execution, id, 'apply', { values: { court: '越城区人民法院' } })
    expect((await of.cast.officer.get(execution, id)).state).toBe('atCourt')
  })

  it('a certificate that ran out', async () => {
    const story = await storyOf()
    const of = await world(story)
    const [mine] = await of.cast.head.find(certificate, refs(certificate).holder.is(of.cast.officer.person))
    await of.cast.head.update(certificate, mine!.id, { validTo: '2026-03-05' })
    await story.until('2026-03-05')
    expect(await warnings(of.cast.head)).toEqual([])
    await story.until('2026-03-07')
    expect((await warnings(of.cast.head)).join()).toMatch(/行政执法证件到期/)
  })
})
