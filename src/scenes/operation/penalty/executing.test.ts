// After the decision: served, paid, enforced, made public.
import { describe, expect, it } from 'vitest'
import { days, type RowValues, refs, workdays } from '#declare'
import { storyOf } from '../../../testing/city.ts'
import { personNumber } from './demo-numbers.ts'
import { execution, publication } from './execution-records.ts'
import { executionOf, punished, type World, world } from './testing.ts'

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

  it('the fifteen days run on to the next working day, for the step and for the additional fine alike', async () => {
    const story = await storyOf()
    const of = await world(story)
    const { id } = await executionOf(of, await punished(of))
    await story.until('2026-03-06')
    await serve(of, id)
    // The fifteenth day, 21 March, is a Saturday.
    const at = await of.cast.officer.get(execution, id)
    expect([at.dueAt?.slice(0, 10), at['payBy']]).toEqual(['2026-03-23', '2026-03-23'])
    await story.until('2026-03-23')
    await pay(of, id, { receipt: 'A001', amount: '75000' })
    await of.cast.officer.do(execution, id, 'settle')
    expect(await of.cast.officer.get(execution, id)).toMatchObject({ state: 'closing', daysLate: 0, additional: '0.00' })
  })

  it.each([
    ['2026-03-11', true],
    ['2026-03-12', false],
  ])('counts the seven working days from the decision, whenever it is booked: %s', async (servedOn, servedInTime) => {
    const story = await storyOf()
    const of = await world(story)
    const { id } = await executionOf(of, await punished(of))
    await story.until('2026-03-13')
    await serve(of, id, { servedOn })
    expect(await of.cast.officer.get(execution, id)).toMatchObject({ served: true, servedInTime })
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
    // A single instalment that is missed is told, until it is paid.
    const missed = async () => (await of.cast.officer.inbox()).some(one => one.record === 'warning' && /分期缴款逾期/.test(one.title))
    expect((await of.cast.officer.get(execution, id))['instalmentOn']).toBe('2026-05-01')
    await story.until('2026-05-01')
    expect(await missed()).toBe(false)
    await story.until('2026-05-03')
    expect(await missed()).toBe(true)
    await pay(of, id, { receipt: 'A001', amount: '35000' })
    expect((await of.cast.officer.get(execution, id))['instalmentOn']).toBe('2026-06-01')
    await story.until('2026-06-03')
    // Served on 1 April: the right to sue outlasts the deferral.
    expect(await of.cast.officer.get(execution, id)).toMatchObject({ state: 'overdue', payBy: '2026-06-01', applyFromOn: '2026-10-08' })
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
    const [one] = await of.cast.officer.find(publication, refs(publication).ofCase.is(id))
    expect(one).toMatchObject({ named: '周某某', state: 'publishing' })
    await of.cast.handler.do(publication, one!.id, 'publish')
    await of.cast.head.do(publication, one!.id, 'takeDown', { reason: '决定被撤销' })
    expect((await of.cast.officer.get(publication, one!.id)).dueAt?.slice(0, 10)).toBe('2026-03-05')
    await of.cast.handler.do(publication, one!.id, 'withdrawn', { values: { withdrawal: '复议机关撤销原决定' } })
  })
})
