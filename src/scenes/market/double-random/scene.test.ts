// Stories of double-random inspection: plan, commitment, draw, visit, confirmation, publication; and what must not be possible.
import { describe, expect, it, onTestFinished } from 'vitest'
import { all, type FileRef, refs, workdays } from '#declare'
import { verifyDraw } from '../../../../bin/verify-draw.mjs'
import { openBox } from '../../../testing/city.ts'
import { batch, firm, officer, visit } from './records.ts'
import { committed, drawIt, furnish, grow, organs, readPackage, signature, type World } from './testing.ts'

async function world(): Promise<World> {
  const box = await openBox()
  onTestFinished(() => box.close())
  return furnish(box)
}

describe('double-random: plan to draw', () => {
  it('merges what organs ask of the same firms, commits, waits for the ledger, draws, and strangers agree', async () => {
    const of = await world()
    const row = await committed(of)
    expect(row).toMatchObject({
      industry: 'catering',
      organs: organs.toSorted(),
      take: 4,
      asked: 7,
      saved: 3,
      attempt: 1,
      state: 'committed',
    })
    expect(row['commitment']).toMatch(/^[0-9a-f]{64}$/)
    await of.story.react()
    const head = await of.box.platform.door.head()
    if ((head?.size ?? 0) < Number(row['headSize'])) {
      await expect(drawIt(of, row.id)).rejects.toThrow(/账本现有\d+条，约定达到\d+条后才能抽取/)
      await grow(of, row)
    }
    await drawIt(of, row.id)
    const drawn = await of.lead.get(batch, row.id)
    const pack = await readPackage(of, drawn)
    const result = await verifyDraw(JSON.stringify(pack), { keys: [pack.head.publicKey] })
    expect(result.steps.filter(step => !step.ok)).toEqual([])
    expect(pack.plan.commitment).toBe(row['commitment'])
    expect(pack.head.size).toBeGreaterThanOrEqual(Number(row['headSize']))

    const visits = await of.lead.find(visit, refs(visit).parent.is(row.id))
    expect(visits.map(one => one['firm']).sort()).toEqual(pack.drawn.map(one => one.object).sort())
    const officers = await of.story.as('leader', { line: 'gov' }).find(officer, { op: 'always' })
    for (const one of visits) {
      const crew = one['crew'] as string[]
      expect(crew).toHaveLength(2)
      const cards = crew.map(person => officers.find(card => card['person'] === person)!)
      // A joint visit: one of each organ, none who must keep away.
      expect(cards.map(card => card['under']).sort()).toEqual(organs.toSorted())
      for (const card of cards) {
        expect(((card['avoids'] ?? []) as { firm: string }[]).map(avoid => avoid.firm)).not.toContain(one['firm'])
        if (card['avoidsRegion'] === 'yes') expect(card.region).not.toBe(one.region)
      }
    }
    const firms = await of.lead.find(firm, refs(firm).id.in(visits.map(one => String(one['firm']))))
    expect(firms.every(one => one['industry'] === 'catering' && one['status'] === 'open')).toBe(true)
  }, 60_000)

  it('draws again only with a reason, and what was drawn first stays to be seen', async () => {
    const of = await world()
    const row = await committed(of)
    await grow(of, row)
    await drawIt(of, row.id)
    const first = await of.lead.get(batch, row.id)
    await expect(of.head.do(batch, row.id, 'redraw', { values: { redrawReason: '名录有误' } })).rejects.toThrow(/理由|原因/)
    await of.head.do(batch, row.id, 'redraw', { values: { redrawReason: '名录有误' }, reason: '名录有误' })
    const again = await of.lead.get(batch, row.id)
    expect(again).toMatchObject({ state: 'committed', attempt: 2 })
    expect(again['history']).toEqual([
      expect.objectContaining({ attempt: 1, seed: first['seed'], because: '名录有误', package: first['package'] }),
    ])
    expect(again['commitment']).not.toBe(first['commitment'])
    expect(await of.lead.find(visit, refs(visit).parent.is(row.id))).toEqual([])
    await grow(of, row)
    await drawIt(of, row.id)
    expect((await readPackage(of, await of.lead.get(batch, row.id))).seed).not.toBe(first['seed'])
    await of.head.do(batch, row.id, 'confirm')
    expect((await of.lead.find(visit, refs(visit).parent.is(row.id))).every(one => one['state'] === 'visiting')).toBe(true)
    await expect(of.head.do(batch, row.id, 'redraw', { values: { redrawReason: 'x' }, reason: 'x' })).rejects.toThrow()
  }, 60_000)

  it('leaves out firms whose visits of the year are used, and refuses a batch that can not be filled', async () => {
    const of = await world()
    const row = await committed(of, 3)
    await grow(of, row)
    await drawIt(of, row.id)
    const taken = (await of.lead.find(visit, refs(visit).parent.is(row.id))).filter(one => ['A', 'B'].includes(String(one['creditClass'])))
    const next = await committed(of, 3, ['2026-06-01', '2026-06-30', '2026-12-20'])
    const bytes = await of.box.platform.files.get((next['planFile'] as FileRef[])[0]!.hash)
    const { objects } = JSON.parse(new TextDecoder().decode(bytes)) as { objects: { id: string }[] }
    expect(objects.length).toBe(Number(next['population']))
    for (const one of taken) expect(objects.map(object => object.id)).not.toContain(one['firm'])
    await expect(committed(of, 500, ['2026-08-01', '2026-08-30', '2026-12-20'])).rejects.toThrow(/要抽500户，年内还可以入企检查的只有\d+户/)
  }, 60_000)
})

describe('double-random: visit to publication', () => {
  it('is checked by the first, confirmed by the second, published within twenty working days, followed up', async () => {
    const of = await world()
    const { story, lead } = of
    const row = await committed(of)
    await grow(of, row)
    await drawIt(of, row.id)
    await of.head.do(batch, row.id, 'confirm')
    const [one, two] = await lead.find(visit, refs(visit).parent.is(row.id))
    const first = story.asPerson(String(one!['first']))
    const second = story.asPerson(String(one!['second']))
    await story.until('2026-04-07')
    const own = await first.get(visit, one!.id)
    const asked = own['answers'] as { matter: string; item: string }[]
    expect(asked.length).toBeGreaterThanOrEqual(6)
    const good = asked.map(item => ({ ...item, answer: 'good' }))
    const values = { checkedOn: '2026-04-07', answers: good, result: 'clean', signer: '沈某', signed: signature }
    const submit = (given: object) => first.do(visit, one!.id, 'submit', { values: { ...values, ...given } })
    await expect(second.do(visit, one!.id, 'submit', { values })).rejects.toThrow()
    await expect(submit({ checkedOn: null })).rejects.toThrow(/请填写检查日期/)
    await expect(submit({ checkedOn: '2026-04-08' })).rejects.toThrow(/不能晚于今天/)
    await expect(submit({ checkedOn: '2026-02-01' })).rejects.toThrow(/不能早于派发检查/)
    await expect(submit({ answers: good.slice(1) })).rejects.toThrow(/还有1项没有填写/)
    await expect(submit({ answers: [{ ...good[0], answer: 'bad' }, ...good.slice(1)] })).rejects.toThrow(/请写明情况/)
    const bad = [{ ...good[0], answer: 'bad', note: '许可证过期' }, ...good.slice(1)]
    await expect(submit({ answers: bad })).rejects.toThrow(/不能是“未发现问题”/)
    await expect(submit({ answers: bad, result: 'corrected' })).rejects.toThrow(/写明发现的问题/)
    await submit({ answers: bad, result: 'corrected', findings: '食品经营许可证过期，已责令改正' })
    // Twenty working days from Tuesday 7 April 2026: over the holiday of 1–5 May, with the make-up day of 9 May.
    expect(await lead.get(visit, one!.id)).toMatchObject({ checkedOn: '2026-04-07', publishBy: '2026-05-08', state: 'confirming' })
    await expect(first.do(visit, one!.id, 'confirm')).rejects.toThrow()
    await second.do(visit, one!.id, 'confirm')
    await lead.do(visit, one!.id, 'publish')
    expect(await lead.get(visit, one!.id)).toMatchObject({ state: 'following', publishedOn: '2026-04-07', onTime: 'yes' })
    await first.do(visit, one!.id, 'recheck', { values: { recheck: '已换领许可证' } })
    expect(await lead.get(visit, one!.id)).toMatchObject({ state: 'closed' })

    const other = story.asPerson(String(two!['first']))
    await other.do(visit, two!.id, 'submit', { values: { checkedOn: '2026-04-07', result: 'unreachable', findings: '住所无人，电话停机' } })
    await story.asPerson(String(two!['second'])).do(visit, two!.id, 'confirm')
    await story.until('2026-05-08')
    const light = async () => (await lead.inbox()).find(waiting => waiting.id === two!.id)?.light
    expect(await light()).toBe('red')
    await story.pass(workdays(1))
    expect(await light()).toBe('overdue')
    const warned = (await of.head.inbox()).filter(waiting => waiting.record === 'warning')
    expect(warned.map(waiting => waiting.title).join()).toContain('逾期未公示')
    await lead.do(visit, two!.id, 'publish')
    expect(await lead.get(visit, two!.id)).toMatchObject({ onTime: 'no', state: 'following' })
  }, 60_000)

  it('counts the days to publication from the day of the check, whenever it is handed in and however often it is corrected', async () => {
    const of = await world()
    const { story, lead } = of
    const row = await committed(of)
    await grow(of, row)
    await drawIt(of, row.id)
    await of.head.do(batch, row.id, 'confirm')
    const [one] = await lead.find(visit, refs(visit).parent.is(row.id))
    const first = story.asPerson(String(one!['first']))
    const second = story.asPerson(String(one!['second']))
    // The phone was off line for three days; the check was on the 7th.
    await story.until('2026-04-10')
    const values = { checkedOn: '2026-04-07', result: 'unreachable', findings: '住所无人，电话停机' }
    await first.do(visit, one!.id, 'submit', { values })
    expect(await lead.get(visit, one!.id)).toMatchObject({ checkedOn: '2026-04-07', publishBy: '2026-05-08' })
    await second.do(visit, one!.id, 'confirm')
    await story.until('2026-05-11')
    await lead.do(visit, one!.id, 'sendBack', { reason: '请写明核实经过' })
    await first.do(visit, one!.id, 'submit', { values: { result: 'unreachable', findings: '住所无人，电话停机，物业证明已搬离' } })
    expect(await lead.get(visit, one!.id)).toMatchObject({ checkedOn: '2026-04-07', publishBy: '2026-05-08' })
    // Another day of the check does not buy time either.
    await second.do(visit, one!.id, 'sendBack', { reason: '日期有误' })
    await first.do(visit, one!.id, 'submit', { values: { ...values, checkedOn: '2026-04-09' } })
    expect(await lead.get(visit, one!.id)).toMatchObject({ checkedOn: '2026-04-09', publishBy: '2026-05-08' })
    await second.do(visit, one!.id, 'confirm')
    await lead.do(visit, one!.id, 'publish')
    expect(await lead.get(visit, one!.id)).toMatchObject({ publishedOn: '2026-05-11', onTime: 'no' })
  }, 60_000)

  it('shows a visit to its crew and their organs, not to other inspectors', async () => {
    const of = await world()
    const row = await committed(of)
    await grow(of, row)
    await drawIt(of, row.id)
    await of.head.do(batch, row.id, 'confirm')
    const [one] = await of.lead.find(visit, refs(visit).parent.is(row.id))
    const stranger = of.story.as('inspector', { line: 'ecology' })
    expect(await stranger.find(visit, all())).toEqual([])
    await expect(stranger.get(visit, one!.id)).rejects.toThrow(/没有找到/)
    await expect(stranger.do(visit, one!.id, 'submit', { values: { result: 'inactive' } })).rejects.toThrow()
  }, 60_000)
})
