// Several draws committed to at once: a firm that one of them uses up is passed over by the others, on record; what cannot be drawn is committed to anew.
import { expect, it, onTestFinished } from 'vitest'
import { type FileRef, refs } from '#declare'
import { verifyDraw } from '../../../../bin/verify-draw.mjs'
import { replay } from '../../../capabilities/replay/routes.ts'
import { makeRun } from '../../../capabilities/replay/run.ts'
import { replayNeeds } from '../../../server/replay-needs.ts'
import { openBox } from '../../../testing/city.ts'
import { ReplayInput } from '../../../wire/replay.ts'
import { batch, firm, visit } from './records.ts'
import { makeFirms, makeMatters, makeOfficers } from './registers.ts'
import { approved, committed, drawIt, furnish, grow, readPackage, type World } from './testing.ts'

it('draws two batches of one trade from one plan, and one of another organ: who is used up is passed over, and strangers see by which draws', async () => {
  const box = await openBox()
  onTestFinished(() => box.close())
  const of = await furnish(box)
  const { story, lead } = of
  const spring = ['2026-04-01', '2026-04-30'] as const
  const summer = ['2026-06-01', '2026-06-30'] as const
  const autumn = ['2026-09-01', '2026-09-30'] as const
  const [one, two] = await approved(of, [
    ['market', 4, ...spring],
    ['market', 3, ...summer],
  ])
  const [three] = await approved(of, [['enforcement', 3, ...autumn]], { line: 'enforcement' })
  expect([two, three].map(row => row!['population'])).toEqual([one!['population'], one!['population']])
  await grow(of, one!)
  const classes = new Map((await lead.find(firm, { op: 'always' }, 1000)).map(row => [row.id, String(row['creditClass'])]))
  const bounded = (objects: readonly string[]) => objects.filter(id => ['A', 'B'].includes(classes.get(id)!)).toSorted()

  await drawIt(of, one!.id)
  await drawIt(of, two!.id)
  // The other organ sees none of these visits; their slots are taken all the same.
  const other = story.as('liaison', { line: 'enforcement' })
  expect(await other.find(visit, { op: 'always' }, 100)).toEqual([])
  await drawIt(of, three!.id, other)

  const leader = story.as('leader', { line: 'gov' })
  const [first, second, third] = await Promise.all([one, two, three].map(async row => readPackage(of, await leader.get(batch, row!.id))))
  expect(first!.full).toBeUndefined()
  const drawn = (pack: typeof first) => pack!.drawn.map(pick => pick.object)
  expect(second!.full!.map(full => full.object)).toEqual(bounded(drawn(first)))
  for (const full of second!.full!) expect(full).toMatchObject({ most: 1, by: [{ draw: one!.id, seed: first!.seed }] })
  expect(third!.full!.map(full => full.object)).toEqual(expect.arrayContaining(bounded([...drawn(first), ...drawn(second)])))
  const passed = new Set(third!.full!.map(full => full.object))
  expect([...drawn(third), ...third!.reserve].filter(id => passed.has(id))).toEqual([])

  const alone = await verifyDraw(JSON.stringify(second))
  expect(alone.steps.filter(step => !step.ok)).toEqual([])
  expect(alone.steps.find(step => step.name === '名额已满的对象')!.says).toContain(one!.id)
  const together = await verifyDraw(JSON.stringify(third), { others: [first, second] })
  expect(together).toMatchObject({ ok: true })
  expect(together.steps.find(step => step.name === '名额已满的对象')!.says).toContain('占用名额的抽取均已核对')
  // Replayed as it was, nothing is drawn that was passed over.
  const subject = (await box.platform.identity.findSubject(leader.person))!
  const asked = ReplayInput.parse({ record: batch.name, kind: 'declared', replay: 'weights', parameters: {} })
  const again = await replay(replayNeeds(box.platform), subject, asked, makeRun())
  expect([again.cases, again.changed.total]).toEqual([3, 0])
  const drawnAgain = again.charts.find(chart => chart.name === 'drawn')!.series[0]!.values
  const all = [first, second, third].flatMap(drawn)
  expect(drawnAgain).toEqual(['A', 'B', 'C', 'D', 'E'].map(id => all.filter(object => classes.get(object) === id).length))
  // The notice says so, and the visits begin.
  await of.head.do(batch, two!.id, 'confirm')
  expect((await lead.find(visit, refs(visit).parent.is(two!.id))).every(row => row['state'] === 'visiting')).toBe(true)
}, 90_000)

it('commits anew where a draw lacks inspectors, by the head, with a public reason; a fuller register alone changes nothing', async () => {
  const box = await openBox()
  onTestFinished(() => box.close())
  const { story } = box
  const [matters, firms] = [await makeMatters(story), await makeFirms(story, 60)]
  const of: World = {
    box,
    story,
    lead: story.as('liaison', { line: 'market' }),
    head: story.as('head', { line: 'market' }),
    firms,
    matters,
  }
  const row = await committed(of)
  await grow(of, row)
  await expect(drawIt(of, row.id)).rejects.toThrow(/缺.*检查人员.*“重新承诺”/)
  await makeOfficers(story, firms)
  await expect(drawIt(of, row.id)).rejects.toThrow(/“重新承诺”/)

  const because = '承诺后补充了检查人员名录'
  await expect(of.lead.do(batch, row.id, 'recommit', { values: { because } })).rejects.toThrow()
  await expect(of.head.do(batch, row.id, 'recommit')).rejects.toThrow(/重新承诺的原因/)
  await expect(of.head.do(batch, row.id, 'recommit', { values: { because, take: 5 } })).rejects.toThrow(/只能减少/)
  await of.head.do(batch, row.id, 'recommit', { values: { because, take: 3 } })
  const again = await of.lead.get(batch, row.id)
  expect(again).toMatchObject({ state: 'committed', attempt: 2, take: 3 })
  expect(again['commitment']).not.toBe(row['commitment'])
  const [kept, ...rest] = again['history'] as object[]
  expect(rest).toEqual([])
  expect(kept).toEqual({ attempt: 1, on: story.today(), because, commitment: row['commitment'], planFile: row['planFile'] as FileRef[] })
  await grow(of, row)
  await drawIt(of, row.id)
  expect((await verifyDraw(await readPackage(of, await of.lead.get(batch, row.id)))).ok).toBe(true)
}, 90_000)
