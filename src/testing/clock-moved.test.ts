// The clock of a server is moved far ahead and back: terms fire once, events keep their order, and every table still agrees.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { all, refs } from '#declare'
import { fillDueOperation, readOperation } from '../scenes/operation/supervision/reading.ts'
import { plan, task } from '../scenes/operation/supervision/records.ts'
import { fireDue } from '../server/worker.ts'
import { type Box, openBox } from './city.ts'
import { faultsOf } from './oracle.ts'

const text =
  '关于印发数据治理工作方案的通知\n一、重点任务\n1. 归集公共数据。归集率达到95%以上。2026年3月31日前完成。\n责任单位：市大数据局、市公安局\n2026年3月2日\n'
let box: Box
beforeAll(async () => {
  box = await openBox()
})
afterAll(() => box?.close())

test('a clock set ahead and back again loses nothing and fires nothing twice', async () => {
  const { story, clock, platform } = box
  const officer = story.as('supervisor', { line: 'supervision' })
  const { plan: id } = (await officer.run(readOperation, { pasted: text })) as { plan: string }
  await officer.run(fillDueOperation, { plan: id, dueOn: '2026-03-31' })
  await officer.do(plan, id, 'handOver')
  const [one] = await officer.find(task, all(refs(task).parent.is(id)))
  const right = clock.now()
  const move = async (instant: string) => {
    clock.set(new Date(instant))
    const fired = await fireDue(platform, clock.now(), error => {
      throw error
    })
    await story.react()
    return fired
  }
  expect(await move('2026-04-20T09:00:00+08:00')).toBeGreaterThan(0)
  await officer.do(task, one!.id, 'urge', { reason: '已过期限' })
  clock.set(right)
  await story.react()
  expect(await move(right.toISOString())).toBe(0)
  await officer.do(task, one!.id, 'urge', { reason: '时钟已校正' })
  const subject = (await platform.identity.findSubject(officer.person))!
  const marksOf = async () =>
    (await platform.inbox.detail(subject, task.name, one!.id)).timeline
      .filter(entry => entry.act === 'reminded')
      .map(entry => `${entry.branch} ${entry.values.map(value => value.text)}`)
  const before = await marksOf()
  // The right time comes to the moment that the wrong clock had been at: what fired then does not fire again.
  await move('2026-04-20T09:00:00+08:00')
  expect(await marksOf()).toEqual(before)
  expect(before.length).toBeGreaterThan(0)
  expect(new Set(before).size).toBe(before.length)
  expect(await faultsOf(platform, [])).toEqual([])
})
