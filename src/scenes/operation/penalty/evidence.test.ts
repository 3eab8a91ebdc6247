// Evidence: who held it, what preserved it, what may not count.
import { describe, expect, it } from 'vitest'
import { type RowValues, refs, workdays } from '#declare'
import { storyOf } from '../../../testing/city.ts'
import { custody, evidence, penaltyCase } from './records.ts'
import { filed, piece, world } from './testing.ts'

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
