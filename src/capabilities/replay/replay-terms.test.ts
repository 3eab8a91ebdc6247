// The past once more: exact on a story worked out by hand, and nothing live is touched.
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { refs, workdays } from '#declare'
import { fillDueOperation, readOperation } from '../../scenes/operation/supervision/reading.ts'
import { plan, task } from '../../scenes/operation/supervision/records.ts'
import { replayNeeds } from '../../server/replay-needs.ts'
import { type Box, openBox } from '../../testing/city.ts'
import { termsOf, withTerms } from './change-flow.ts'
import { recount } from './recount.ts'
import { replayTerms } from './replay-terms.ts'

const text = `关于印发2026年数据工作要点的通知
各区、县（市）人民政府，市政府各部门：
1.归集公共数据。归集率达到95%以上。（责任单位：市大数据局、市公安局；完成时限：2026年4月底前）
2.清理闲置接口。（责任单位：市发改委、市大数据局；完成时限：2026年3月10日前）
`

async function told(): Promise<{ box: Box; ids: string[] }> {
  const box = await openBox()
  const { story } = box
  const officer = story.as('supervisor', { line: 'supervision' })
  const { plan: id } = (await officer.run(readOperation, { pasted: text })) as { plan: string }
  await officer.run(fillDueOperation, { plan: id, dueOn: '2026-04-30' })
  await officer.do(plan, id, 'handOver')
  const rows = (await officer.find(task, refs(task).parent.is(id))).sort((a, b) => String(a['ordinal']).localeCompare(String(b['ordinal'])))
  const ids = rows.map(row => row.id)
  // Monday 2 March: the first task is signed at once by its lead, after three working days by the police; the second is never signed.
  await story.as('liaison', { line: 'bigdata' }).do(task, ids[0]!, 'sign')
  await story.pass(workdays(3))
  await story.as('liaison', { line: 'police' }).do(task, ids[0]!, 'sign')
  await story.until('2026-03-12')
  return { box, ids }
}

it('knows the terms of a flow by their paths, and changes only those', async () => {
  const box = await openBox()
  const flow = box.platform.model.flows.get(task.name)!
  const paths = termsOf(flow).map(one => one.path)
  expect(paths).toContain('handling.lead.signing')
  const changed = withTerms(flow, { 'handling.lead.signing': workdays(1), 'no.such': workdays(9) })
  expect(termsOf(changed).filter((one, index) => JSON.stringify(one.term) !== JSON.stringify(termsOf(flow)[index]!.term))).toEqual([
    expect.objectContaining({ path: 'handling.lead.signing', term: workdays(1) }),
  ])
  await box.close()
})

it('counts who would have been late, by step, with the same SQL for the indicators, and touches nothing', async () => {
  const { box, ids } = await told()
  const { platform, story } = box
  const subject = (await platform.identity.findSubject(story.as('supervisor', { line: 'supervision' }).person))!
  const needs = replayNeeds(platform)
  const live = () =>
    platform.store.asSystemPastAccessRules(
      async tx => (await sql`select id, due_at, version, case_version from supervision_task order by id`.execute(tx)).rows,
    )
  const rowsBefore = await live()
  const answer = await replayTerms(needs, subject, { record: task.name, terms: { 'handling.joint.signing': workdays(4) } })
  expect(answer.cases).toBe(2)
  const step = answer.steps.find(one => one.path === 'handling.joint.signing')!
  // Two joint branches: the police signed on the third working day; the data bureau has not signed its own by 12 March.
  expect(step.before).toMatchObject({ term: workdays(2), visits: 2, late: 2 })
  expect(step.after).toMatchObject({ term: workdays(4), visits: 2, late: 1 })
  expect(answer.steps.find(one => one.path === 'handling.lead.signing')!.after.late).toBe(1)
  // The dates of the documents decide the cases: terms of steps do not change them.
  expect([answer.becameLate, answer.becamePunctual]).toEqual([0, 0])
  const onTime = answer.indicators.find(one => one.name === 'late')!
  expect(onTime.before).toBe(1)
  expect(onTime.after).toBe(1)
  expect(await live()).toEqual(rowsBefore)
  await expect(replayTerms(needs, subject, { record: task.name, terms: { signing: workdays(4) } })).rejects.toThrow(
    /没有这些有期限的环节：signing/,
  )
  expect(ids).toHaveLength(2)
  await box.close()
})

it('counts the copy also on a connection that has counted the city meanwhile', async () => {
  const { box } = await told()
  const { platform, story } = box
  const subject = (await platform.identity.findSubject(story.as('supervisor', { line: 'supervision' }).person))!
  const needs = replayNeeds(platform)
  const late = async (span: { from?: string }) => {
    const answer = await replayTerms(needs, subject, { record: task.name, terms: { 'handling.joint.signing': workdays(4) }, ...span })
    return answer.indicators.find(one => one.name === 'late')!.before
  }
  expect(await late({})).toBe(1)
  const indicator = [...platform.model.indicators.values()].find(one => one.record.name === task.name && one.name === 'late')!
  expect(await platform.store.as(subject, tx => needs.figure(tx, subject, indicator))).toMatchObject({ value: 1 })
  // No case was opened since.
  expect(await late({ from: '2026-03-11' })).not.toBe(1)
  await box.close()
})

it('counts by another calendar', async () => {
  const { box } = await told()
  const { platform, story } = box
  const subject = (await platform.identity.findSubject(story.as('supervisor', { line: 'supervision' }).person))!
  const needs = replayNeeds(platform)
  // With Tuesday to Thursday off the police signed on the first working day.
  const calendar = needs.withDays({ daysOff: ['2026-03-03', '2026-03-04'], workdays: [] })
  const answer = await replayTerms(needs, subject, { record: task.name, terms: {}, calendar })
  expect(answer.steps.find(one => one.path === 'handling.joint.signing')!).toMatchObject({ before: { late: 2 }, after: { late: 1 } })
  await box.close()
})

it('tells every case of the engine as it was, when nothing is changed', async () => {
  const { box, ids } = await told()
  const { platform } = box
  const flow = platform.model.flows.get(task.name)!
  await platform.store.asSystemPastAccessRules(async tx => {
    for (const id of ids) {
      const { rows } = await sql<{ fold: never; events: never }>`
        select t.fold, (select jsonb_agg(e.data order by e.seq) from flow_event e where e.case_id = t.id) events, t.due_on::text "dueOn" from supervision_task t where t.id = ${id}`.execute(
        tx,
      )
      expect(recount(rows[0]!.events, { flow, calendar: platform.calendar() }, rows[0]! as never).state).toEqual(rows[0]!.fold)
    }
  })
  await box.close()
})
