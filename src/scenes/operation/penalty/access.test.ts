// Who sees a case and who does not; a case that stands still.
import { beforeAll, describe, expect, it } from 'vitest'
import { months, refs, workdays } from '#declare'
import { type Box, openBox } from '../../../testing/city.ts'
import { evidence, lead, penaltyCase } from './records.ts'
import { concluded, filed, piece, type World, world } from './testing.ts'

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
