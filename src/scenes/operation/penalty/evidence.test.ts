// Evidence: who held it, what preserved it, what may not count.
import { describe, expect, it } from 'vitest'
import { type RowValues, refs, workdays } from '#declare'
import { openBox, storyOf } from '../../../testing/city.ts'
import { custody, evidence, penaltyCase } from './records.ts'
import { filed, papersOf, piece, world } from './testing.ts'

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

  it('what is preserved waits for the head, then has its notice, and is free again after seven working days', async () => {
    const box = await openBox()
    const of = await world(box.story)
    const { cast, story } = of
    const id = await filed(of)
    const preserve = async () => (await cast.officer.do(penaltyCase, id, 'preserve', { values: { ...piece, preserved: true } }))!
    const noticesOf = (one: string) => papersOf(box, cast.officer.person, 'penalty-evidence', one)
    const [first, other, refused, forgotten] = [await preserve(), await preserve(), await preserve(), await preserve()]
    expect((await cast.head.inbox()).map(one => one.id)).toEqual(expect.arrayContaining([first, other, refused, forgotten]))
    await expect(cast.officer.do(evidence, first, 'dispose', { values: { disposal: '没收' } })).rejects.toThrow(/登记保存待批准/)
    await expect(cast.officer.do(evidence, first, 'approve')).rejects.toThrow()
    expect(await noticesOf(first)).toEqual([])
    await cast.head.do(evidence, first, 'approve')
    await cast.head.do(evidence, other, 'approve')
    expect(await noticesOf(first)).toEqual(['先行登记保存通知书'])
    await cast.head.do(evidence, refused, 'refuse', { reason: '可以拍照取证，没有必要保存' })
    expect(await cast.officer.get(evidence, refused)).toMatchObject({ state: 'released', disposal: expect.stringContaining('不予批准') })
    expect(await noticesOf(refused)).toEqual([])
    await cast.officer.do(evidence, first, 'dispose', { values: { disposal: '送检' } })
    expect((await cast.officer.get(evidence, other)).dueAt?.slice(0, 10)).toBe('2026-03-11')
    await story.pass(workdays(2))
    expect((await cast.officer.get(evidence, forgotten)).state).toBe('lapsed')
    await story.pass(workdays(6))
    expect((await cast.officer.get(evidence, other)).state).toBe('lapsed')
    expect((await cast.officer.get(evidence, first)).state).toBe('kept')
    await box.close()
  })

  it('no case rests on what was preserved without approval', async () => {
    const story = await storyOf()
    const of = await world(story)
    const id = await filed(of)
    const kept = (await of.cast.officer.do(penaltyCase, id, 'preserve', { values: { ...piece, preserved: true } }))!
    const conclude = () =>
      of.cast.officer.do(penaltyCase, id, 'conclude', { values: { findings: '属实', outcome: 'punish', penalties: ['fine'] } })
    await of.cast.head.do(evidence, kept, 'refuse', { reason: '没有必要' })
    await expect(conclude()).rejects.toThrow(/还没有可以认定事实的证据/)
    await of.cast.officer.do(penaltyCase, id, 'addEvidence', { values: piece })
    await conclude()
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
