// An official enters another arrangement of holidays while cases run.
import { expect, it } from 'vitest'
import { refs } from '#declare'
import { fillDueOperation, readOperation } from '../scenes/operation/supervision/reading.ts'
import { plan, task } from '../scenes/operation/supervision/records.ts'
import { type Box, openBox } from '../testing/city.ts'
import { reckonTerms } from './reckon-terms.ts'

const text = `关于印发2026年数据工作要点的通知
各区、县（市）人民政府，市政府各部门：
1.归集公共数据。归集率达到95%以上。（责任单位：市大数据局、市公安局；完成时限：2026年4月底前）
`

async function handedOver(box: Box) {
  const officer = box.story.as('supervisor', { line: 'supervision' })
  const { plan: id } = (await officer.run(readOperation, { pasted: text })) as { plan: string }
  await officer.run(fillDueOperation, { plan: id, dueOn: '2026-04-30' })
  await officer.do(plan, id, 'handOver')
  const [first] = await officer.find(task, refs(task).parent.is(id))
  return { officer, id: first!.id }
}

it('counts running terms anew, leaves dates and missed terms alone, and does it once', async () => {
  const box = await openBox()
  const { platform, story } = box
  const { officer, id } = await handedOver(box)
  const lead = story.as('liaison', { line: 'bigdata' })
  const police = story.as('liaison', { line: 'police' })
  const signing = async (who: typeof lead) => (await who.inbox()).find(one => one.id === id && one.kind === 'step')
  expect((await signing(lead))!.dueAt).toBe('2026-03-04T15:59:59.000Z')

  // Signing within two working days of Monday 2 March; the police let it pass.
  await lead.do(task, id, 'sign')
  await officer.do(task, id, 'supervise', { reason: '请书面说明' })
  const enter = async (holidays: readonly string[], version: number) => {
    const administrator = platform.city.people.find(person =>
      person.posts.some(post => post.role === 'administrator' && platform.city.organs.find(one => one.id === post.organ)?.level === 'city'),
    )!
    const subject = (await platform.identity.findSubject(administrator.id))!
    const year = (await platform.identity.calendar.list()).find(one => one.year === 2026)!
    const { version: _, ...content } = year
    await platform.identity.calendar.enter(
      subject,
      { ...content, holidays: [...content.holidays, { name: '停工', days: [...holidays] }] },
      version,
    )
  }
  const known = (await platform.identity.calendar.list()).find(one => one.year === 2026)!.version
  await enter(['2026-03-03', '2026-03-05'], known)
  expect(await reckonTerms(platform)).toBeGreaterThan(0)
  expect((await signing(police))!.dueAt).toBe('2026-03-06T15:59:59.000Z')
  // What a document dates stays; a written reply within three working days moves from Thursday 5 to Monday 9 March.
  expect((await signing(lead))!.dueAt).toBe('2026-04-30T15:59:59.000Z')
  const head = story.as('head', { line: 'bigdata' })
  expect((await head.inbox()).find(one => one.kind === 'reply')!.dueAt).toBe('2026-03-09T15:59:59.000Z')
  const subject = (await platform.identity.findSubject(lead.person))!
  const { timeline } = await platform.inbox.detail(subject, task.name, id)
  expect(timeline.at(-1)).toMatchObject({ label: '期限重算', actor: null, reason: '2026年放假安排已更新' })
  expect(await reckonTerms(platform)).toBe(0)

  // Back again; what begins afterwards is counted by the newest arrangement; a term that has passed stays missed.
  await story.until('2026-03-07')
  await enter(['2026-03-20'], known + 1)
  await reckonTerms(platform)
  expect((await signing(police))!).toMatchObject({ dueAt: '2026-03-06T15:59:59.000Z', light: 'overdue' })
  expect(platform.calendar().isWorkday('2026-03-20')).toBe(false)
  await box.close()
})

it('goes on where a server stopped: a case is never counted twice', async () => {
  const box = await openBox()
  const { platform, story } = box
  const { id } = await handedOver(box)
  const due = async () => (await story.as('liaison', { line: 'police' }).inbox()).find(one => one.id === id)!.dueAt
  const change = {
    before: platform.calendar(),
    after: { ...platform.calendar(), addWorkdays: (date: string, count: number) => platform.calendar().addWorkdays(date, count + 1) },
    enteredAt: new Date('2026-03-05T00:00:00Z'),
    says: '安排已更新',
  }
  expect(await platform.flow.reckon(task.name, id, change, 'calendar 2026/9')).not.toBeNull()
  const once = await due()
  expect(once).toBe('2026-03-05T15:59:59.000Z')
  expect(await platform.flow.reckon(task.name, id, change, 'calendar 2026/9')).toBeNull()
  expect(await due()).toBe(once)
  await box.close()
})
