// A review, then a suit; and what becomes of a decision that is changed or revoked: demanded no more, refunded, no bar to another fine.
import { describe, expect, it } from 'vitest'
import { type RowValues, refs } from '#declare'
import { storyOf } from '../../../testing/city.ts'
import { execution } from './execution-records.ts'
import { penaltyCase } from './records.ts'
import { executionOf, noticed, punished, type World, world } from './testing.ts'

describe('penalty: review and suit', () => {
  const served = async (): Promise<World & { id: string; ofCase: string; act(name: string, values?: RowValues): Promise<unknown> }> => {
    const of = await world(await storyOf())
    const ofCase = await punished(of)
    const { id } = await executionOf(of, ofCase)
    const act = (name: string, values: RowValues = {}) => of.cast.officer.do(execution, id, name, { values })
    await act('serve', { method: 'direct', receiver: '陈建国', servedOn: of.story.today() })
    return { ...of, id, ofCase, act }
  }

  it('one follows the other: the days of neither count, and only one runs at a time', async () => {
    const { story, cast, id, act } = await served()
    await story.until('2026-03-20')
    await act('appeal', { appeal: 'review', appealFrom: '2026-03-20' })
    await expect(act('appeal', { appeal: 'suit', appealFrom: '2026-03-20' })).rejects.toThrow(/前一次复议、诉讼尚未终结/)
    await story.until('2026-05-20')
    await act('appealEnds', { appealTo: '2026-05-18', appealResult: 'upheld' })
    await expect(act('appealEnds', { appealTo: '2026-05-18', appealResult: 'upheld' })).rejects.toThrow(/没有正在进行的/)
    await expect(act('appeal', { appeal: 'suit', appealFrom: '2026-05-17' })).rejects.toThrow(/早于前一次/)
    await act('appeal', { appeal: 'suit', appealFrom: '2026-05-20' })
    // 18 and 19 March, and 19 May between the two: three days of 75,000 at 3 %.
    expect(await cast.officer.get(execution, id)).toMatchObject({
      daysLate: 3,
      additional: '6750.00',
      appeal: 'suit',
      appeals: [{ appeal: 'review', from: '2026-03-20', to: '2026-05-18', result: 'upheld' }],
    })
    await story.until('2026-06-30')
    await act('count')
    expect((await cast.officer.get(execution, id))['daysLate']).toBe(3)
  })

  it('a fine that is changed is demanded as changed, and what was paid too much goes back', async () => {
    const { story, cast, id, ofCase, act } = await served()
    await act('pay', { receipt: 'A001', amount: '75000', paidOn: story.today(), of: 'fine', way: 'bank' })
    await act('settle')
    // Paid and about to be closed; the party may still appeal.
    await act('appeal', { appeal: 'review', appealFrom: story.today() })
    await expect(act('appealEnds', { appealTo: story.today(), appealResult: 'changed' })).rejects.toThrow(/请填写变更后的罚款数额/)
    await act('appealEnds', { appealTo: story.today(), appealResult: 'changed', changedFine: '50000' })
    expect(await cast.officer.get(execution, id)).toMatchObject({ state: 'closing', fine: '50000.00', owed: '0.00', refund: '25000.00' })
    expect((await cast.officer.get(penaltyCase, ofCase))['fine']).toBe('50000.00')
    const close = () => cast.head.do(execution, id, 'close', { values: { closing: '已执行', archive: 'D1' } })
    await expect(close()).rejects.toThrow(/应退的款项/)
    await cast.head.do(execution, id, 'sendBack', { reason: '退还多缴的罚款' })
    await act('settle')
    await act('refunded', { refundedOn: story.today(), refundNote: '退至原账户' })
    await close()
    expect((await cast.officer.get(execution, id)).state).toBe('closed')
  })

  it('a decision that is revoked ends, and bars neither another fine nor counts as one before', async () => {
    const { story, cast, laws, id, ofCase, act } = await served()
    await act('pay', { receipt: 'A001', amount: '10000', paidOn: story.today(), of: 'fine', way: 'bank' })
    await expect(act('revoked', { appealTo: story.today(), appealResult: 'revoked' })).rejects.toThrow(/没有正在进行的/)
    await act('appeal', { appeal: 'suit', appealFrom: story.today() })
    await act('revoked', { appealTo: story.today(), appealResult: 'revoked' })
    expect(await cast.officer.get(execution, id)).toMatchObject({ state: 'refunding', owed: '0.00', refund: '10000.00' })
    await act('refunded', { refundedOn: story.today(), refundNote: '退至原账户' })
    expect((await cast.officer.get(execution, id)).state).toBe('annulled')
    expect(await cast.officer.get(penaltyCase, ofCase)).toMatchObject({ fine: '75000.00', annulledOn: story.today() })
    // The same party for the same act, decided anew.
    const anew = await noticed({ story, cast, laws }, {}, { sourceNumber: 'B', summary: '重新处理' })
    expect((await cast.officer.get(penaltyCase, anew))['priors'] ?? []).toEqual([])
    await cast.officer.do(penaltyCase, anew, 'waive', { reason: '放弃' })
    await cast.head.do(penaltyCase, anew, 'punish')
    expect(await cast.officer.find(execution, refs(execution).ofCase.is(anew))).toHaveLength(1)
  })
})
