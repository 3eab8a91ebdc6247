// What other scenes hand over.
import { describe, expect, it } from 'vitest'
import { refs } from '#declare'
import { openDoor } from '../../../server/city-port.ts'
import { openBox } from '../../../testing/city.ts'
import { lead } from './records.ts'
import { referral } from './referral.ts'
import { firm, world } from './testing.ts'

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
