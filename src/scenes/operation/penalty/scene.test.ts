// A lead becomes a case: officers, limitation, the ninety days.
import { describe, expect, it } from 'vitest'
import { refs } from '#declare'
import { storyOf } from '../../../testing/city.ts'
import { power } from './benchmark-record.ts'
import { registerLead } from './demo-cast.ts'
import { lead, penaltyCase } from './records.ts'
import { filed, leadOf, world } from './testing.ts'

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
    await expect(filed(of, { second: cast.head.person })).rejects.toThrow(/没有登记行政执法证件/)
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
