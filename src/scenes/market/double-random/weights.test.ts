// Weights replayed: the draw itself when nothing is changed, the plain order of the tickets when all weigh the same.
import { hash } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { replay } from '../../../capabilities/replay/routes.ts'
import { makeRun } from '../../../capabilities/replay/run.ts'
import { replayNeeds } from '../../../server/replay-needs.ts'
import { openBox } from '../../../testing/city.ts'
import { ReplayInput } from '../../../wire/replay.ts'
import { creditClasses } from './choices.ts'
import { drawRates, yearlyVisits } from './parameters.ts'
import { batch, firm } from './records.ts'
import { committed, drawIt, furnish, grow, readPackage } from './testing.ts'

it('draws again with other weights over the same register and seed', async () => {
  const box = await openBox()
  onTestFinished(() => box.close())
  const of = await furnish(box, 60)
  const row = await committed(of, 6)
  await grow(of, row)
  await drawIt(of, row.id)
  const pack = await readPackage(of, await of.lead.get(batch, row.id))
  const needs = replayNeeds(box.platform)
  const subject = (await box.platform.identity.findSubject(of.head.person))!
  const ask = (parameters: Record<string, number>) =>
    replay(needs, subject, ReplayInput.parse({ record: batch.name, kind: 'declared', replay: 'weights', parameters }), makeRun())

  const same = await ask({})
  expect(same.cases).toBe(1)
  expect(same.changed.total).toBe(0)
  for (const one of same.figures) expect(one.is, one.name).toBe(one.was)
  const drawnPoints = same.charts.find(one => one.name === 'drawn')!
  const register = new Map((await of.lead.find(firm, { op: 'always' }, 1000)).map(one => [one.id, String(one['creditClass'])]))
  const counted = Object.keys(creditClasses).map(id => pack.drawn.filter(one => register.get(one.object) === id).length)
  expect(drawnPoints.series[0]!.values).toEqual(counted)
  const expected = same.charts.find(one => one.name === 'expected')!.series[0]!.values
  expect(expected.reduce<number>((sum, one) => sum + one!, 0)).toBeCloseTo(6, 1)

  // All the same weight: the six greatest tickets, worked out here from the seed alone.
  const level = await ask(Object.fromEntries(Object.values(drawRates).map(one => [one.parameter, 1])))
  const ticket = (id: string) => hash('sha256', `shuzhi-draw-1\nobject\n${pack.seed}\n${id}`, 'hex').slice(0, 32)
  const six = pack.plan.objects
    .map(one => one.id)
    .toSorted((a, b) => (ticket(a) < ticket(b) ? 1 : -1))
    .slice(0, 6)
  const before = pack.drawn.map(one => one.object)
  const moved = [...before.filter(id => !six.includes(id)), ...six.filter(id => !before.includes(id))]
  expect(level.changed.rows.map(one => one.id).sort()).toEqual(moved.toSorted())
  expect(level.changed.rows.filter(one => one.was === '抽中').length).toBe(moved.length / 2)

  // No firm may be visited at all: everybody of a class with a limit is one too many.
  const none = await ask(Object.fromEntries(Object.values(yearlyVisits).map(one => [one.parameter, 0])))
  const bounded = before.filter(id => register.get(id) !== 'D').length
  expect(none.figures.find(one => one.name === 'conflicts')).toMatchObject({ was: 0, is: bounded })
  await expect(ask({ [drawRates.A.parameter]: 0 })).rejects.toThrow(/权重应为1到1000的整数/)
  await expect(ask({ 'no-such': 1 })).rejects.toThrow(/没有这些参数/)
}, 60_000)
