// 涉嫌犯罪移送: the terms of the 规定 run, the ninety days stand still, and what the police answer moves the case on.
import { describe, expect, it, onTestFinished } from 'vitest'
import { days, type RowValues } from '#declare'
import { openBox, storyOf } from '../../../testing/city.ts'
import { penaltyCase } from './records.ts'
import { termsOf } from './terms.ts'
import { concluded, filed, papersOf, piece, type World, world } from './testing.ts'

const report = { crime: '生产、销售有毒、有害食品罪', police: '越城区公安分局', crimeReport: '在饮料中掺入非食品原料，货值金额六十万元。' }
const act = (of: World, id: string, name: string, values: RowValues = {}, reason?: string) =>
  of.cast.officer.do(penaltyCase, id, name, { values, ...(reason !== undefined && { reason }) })
const on = (of: World) => of.cast.officer.get.bind(of.cast.officer, penaltyCase)
async function reported(of: World): Promise<string> {
  const id = await filed(of)
  await act(of, id, 'addEvidence', piece)
  await act(of, id, 'reportCrime', report)
  return id
}
async function handed(of: World): Promise<string> {
  const id = await reported(of)
  await of.cast.head.do(penaltyCase, id, 'approve')
  await act(of, id, 'handOverCase', { receipt: '越公移收〔2026〕3号，李警官' })
  return id
}
const answer = (of: World) => ({ policeOn: of.story.today(), policeNumber: '越公立告〔2026〕8号' })

describe('penalty: transfer to the police', () => {
  it('is decided in three days, handed over in twenty-four hours, with its papers, and stands still until the police have filed', async () => {
    const box = await openBox()
    onTestFinished(() => box.close())
    const of = await world(box.story)
    const { cast, story } = of
    const bare = await filed(of)
    await expect(act(of, bare, 'reportCrime', report)).rejects.toThrow(/还没有可以随案移送的证据/)
    await expect(concluded(of, { outcome: 'crime', penalties: [] }, { sourceNumber: 'B' })).rejects.toThrow(/请从选项中选择/)
    const id = await reported(of)
    const due = async () =>
      (await cast.head.inbox())
        .concat(await cast.officer.inbox())
        .find(one => one.id === id && one.kind === 'step')
        ?.dueAt?.slice(0, 16)
    // From Monday 2 March, 9:00 (1:00 UTC).
    expect(await due()).toBe('2026-03-05T15:59')
    expect((await on(of)(id)).dueAt).toBeNull()
    await cast.head.do(penaltyCase, id, 'approve')
    expect(await due()).toBe('2026-03-03T01:00')
    await act(of, id, 'handOverCase', { receipt: '越公移收〔2026〕3号，李警官' })
    expect(await due()).toBe('2026-03-05T15:59')
    await story.pass(days(2))
    await act(of, id, 'policeFiled', answer(of))
    expect(await on(of)(id)).toMatchObject({ state: 'handingGoods', policeAnswer: 'filed', outcome: 'crime' })
    const terms = termsOf({
      of: await on(of)(id),
      decideBy: null,
      today: story.today(),
      addWorkdays: (date: string) => date,
    })
    expect(terms.filter(one => one.article.startsWith('移送')).map(one => [one.label.slice(0, 6), one.due, one.state])).toEqual([
      ['决定是否移送', '2026-03-05', 'kept'],
      ['向公安机关移', '2026-03-03', 'kept'],
      ['公安机关决定', '2026-03-05', 'kept'],
      ['移交涉案物品', '2026-03-07', 'risk'],
    ])
    await act(of, id, 'handGoods', { goodsHandedOn: story.today(), goodsReceipt: '按清单移交，一式两份' })
    await story.pass(days(100))
    expect(await on(of)(id)).toMatchObject({ state: 'prosecuted', late: false })
    await act(of, id, 'judged', { outcomeOfCrime: '判处有期徒刑二年，并处罚金' })
    expect(await on(of)(id)).toMatchObject({ state: 'transferred', late: false })
    expect(await papersOf(box, cast.officer.person, 'penalty-case', id)).toEqual([
      '涉嫌犯罪案件移送审批表',
      '涉嫌犯罪案件移送书',
      '涉案物品清单',
    ])
  })

  it('comes back when the police do not file, and the ninety days go on with what was left', async () => {
    const story = await storyOf()
    const of = await world(story)
    const id = await handed(of)
    // The ninety days ended on 1 June when the case was filed; eight working days pass with the police.
    await story.until('2026-03-05')
    await act(of, id, 'policeRefused', { ...answer(of), policeReason: '情节显著轻微，不需要追究刑事责任' })
    await act(of, id, 'object', { objection: '货值金额已达追诉标准' })
    await story.until('2026-03-10')
    await act(of, id, 'policeStands', { ...answer(of), policeReason: '维持原决定' })
    await story.until('2026-03-12')
    await act(of, id, 'punishHere', {}, '没有异议')
    expect(await on(of)(id)).toMatchObject({ state: 'investigating', backFromPolice: true })
    expect((await on(of)(id))['outcome'] ?? null).toBeNull()
    expect((await on(of)(id)).dueAt?.slice(0, 10)).toBe('2026-06-11')
    // It is now punished by the organ like any other.
    await act(of, id, 'conclude', { findings: '掺入非食品原料，情节轻微', outcome: 'punish', penalties: ['fine'] })
    expect((await on(of)(id)).state).toBe('reviewing')
  })

  it('the head may refuse, with a reason; a wrong police office is registered and the case stays with the next', async () => {
    const story = await storyOf()
    const of = await world(story)
    const id = await reported(of)
    await of.cast.head.do(penaltyCase, id, 'refuseTransfer', { reason: '未达追诉标准' })
    expect((await on(of)(id)).state).toBe('investigating')
    await act(of, id, 'reportCrime', report)
    await of.cast.head.do(penaltyCase, id, 'approve')
    await act(of, id, 'handOverCase', { receipt: '收001' })
    await act(of, id, 'policeElsewhere', { ...answer(of), police: '柯桥区公安分局' })
    expect(await on(of)(id)).toMatchObject({ state: 'withPolice', police: '柯桥区公安分局', policeAnswer: 'elsewhere' })
    await act(of, id, 'policeReturned', {}, '材料不全')
    expect((await on(of)(id)).state).toBe('investigating')
  })
})
