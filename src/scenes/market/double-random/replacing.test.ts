// Outside the plan and after the draw: special visits only with reason and document; who steps in is the next of the reserve, and anybody can check it.
import { expect, it, onTestFinished } from 'vitest'
import { refs } from '#declare'
import { verifyDraw } from '../../../../bin/verify-draw.mjs'
import { openBox } from '../../../testing/city.ts'
import { batch, firm, officer, visit } from './records.ts'
import { committed, drawIt, furnish, grow, readPackage, type World } from './testing.ts'

async function checking(): Promise<{ of: World; row: string }> {
  const box = await openBox()
  onTestFinished(() => box.close())
  const of = await furnish(box)
  const row = await committed(of)
  await grow(of, row)
  await drawIt(of, row.id)
  await of.head.do(batch, row.id, 'confirm')
  return { of, row: row.id }
}

it('takes a special visit only with reason, source document and two inspectors who may go', async () => {
  const { of, row } = await checking()
  const { lead, story } = of
  const officers = await lead.find(officer, refs(officer).under.is('330600-market'), 50)
  const free = officers.filter(one => !one['avoids'] && one['avoidsRegion'] !== 'yes')
  const [target] = await lead.find(firm, refs(firm).industry.is('retail'), 1)
  const paper = await lead.attach('12345工单.txt', '反映店内销售过期食品')
  const good = {
    firm: target!.id,
    cause: 'complaint',
    sourceNumber: '12345〔2026〕0012号',
    causeText: '群众反映店内销售过期食品，需现场核查',
    causeFiles: [paper],
    first: free[0]!['person'],
    second: free[1]!['person'],
    plannedOn: '2026-04-10',
  }
  const add = (values: object) => lead.do(batch, row, 'special', { values: { ...good, ...values } })
  await expect(add({ causeText: undefined })).rejects.toThrow()
  await expect(add({ causeText: '有问题' })).rejects.toThrow()
  await expect(add({ causeFiles: undefined })).rejects.toThrow()
  await expect(add({ sourceNumber: undefined })).rejects.toThrow()
  await expect(add({ cause: 'planned' })).rejects.toThrow()
  await expect(add({ second: good.first })).rejects.toThrow(/两个人/)
  await expect(add({ first: of.head.person })).rejects.toThrow(/名录/)
  const avoiding = officers.find(one => one['avoids'])
  const avoided = (avoiding?.['avoids'] as { firm: string }[] | undefined)?.[0]?.firm
  if (avoiding && avoided) await expect(add({ firm: avoided, first: avoiding['person'] })).rejects.toThrow(/回避|注销/)
  const before = (await lead.find(visit, refs(visit).parent.is(row), 50)).length
  await add({})
  const visits = await lead.find(visit, refs(visit).parent.is(row), 50)
  expect(visits).toHaveLength(before + 1)
  const made = visits.find(one => one['cause'] === 'complaint')!
  expect(made).toMatchObject({
    state: 'visiting',
    sourceNumber: good.sourceNumber,
    firmName: target!['name'],
    causeFiles: [{ name: '12345工单.txt' }],
  })
  expect((await story.asPerson(String(good.first)).inbox()).map(one => one.id)).toContain(made.id)
}, 90_000)

it('puts the next of the reserve in the place of a firm that has gone, passing over who is gone too, and an inspector of the same organ in the place of one who is away', async () => {
  const { of, row } = await checking()
  const { lead } = of
  const market = lead
  const visits = await lead.find(visit, refs(visit).parent.is(row), 50)
  const pack = await readPackage(of, await lead.get(batch, row))
  const of1 = visits.find(one => one['firm'] === pack.drawn[0]!.object)!
  // Neither is the first of the reserve in business any more.
  await market.update(firm, pack.reserve[0]!, { status: 'closed' })
  await expect(lead.do(visit, of1.id, 'replaceFirm', { values: { why: 'closed' } })).rejects.toThrow()
  await expect(
    of.story.asPerson(String(of1['first'])).do(visit, of1.id, 'replaceFirm', { values: { why: 'closed' }, reason: '已注销' }),
  ).rejects.toThrow()
  await lead.do(visit, of1.id, 'replaceFirm', { values: { why: 'closed' }, reason: '上门核实已注销，见照片' })
  expect(await lead.get(visit, of1.id)).toMatchObject({ state: 'replaced', voided: true })
  const now = await lead.find(visit, refs(visit).parent.is(row), 50)
  const into = now.find(one => one['firm'] === pack.reserve[1])!
  expect(into).toMatchObject({ state: 'visiting', cause: 'planned' })
  expect((into['crew'] as string[]).length).toBeGreaterThanOrEqual(2)

  const of2 = visits.find(one => one['firm'] === pack.drawn[1]!.object)!
  const away = String(of2['first'])
  await expect(
    lead.do(visit, of2.id, 'replaceInspector', { values: { who: of.head.person, why: 'away' }, reason: '出差' }),
  ).rejects.toThrow(/不是本次检查/)
  await lead.do(visit, of2.id, 'replaceInspector', { values: { who: away, why: 'away' }, reason: '省局培训' })
  const after = await lead.get(visit, of2.id)
  expect(after['first']).not.toBe(away)
  expect(after['crew']).not.toContain(away)
  expect((await of.story.asPerson(String(after['first'])).inbox()).map(one => one.id)).toContain(of2.id)
  expect((await of.story.asPerson(away).inbox()).map(one => one.id)).not.toContain(of2.id)

  const whole = await lead.get(batch, row)
  const changed = await readPackage(of, whole)
  const result = await verifyDraw(changed)
  expect(result.steps.filter(step => !step.ok)).toEqual([])
  expect(result.steps.at(-1)!.name).toBe('抽取后的更换')
  expect(changed.changes).toMatchObject([
    {
      kind: 'object',
      out: pack.drawn[0]!.object,
      passed: [{ object: pack.reserve[0] }],
      in: pack.reserve[1],
      because: '企业已注销或被吊销',
    },
    { kind: 'inspector', object: pack.drawn[1]!.object, because: '因公外出' },
  ])
  // What an official typed stays inside; what is public names no inspector.
  expect(JSON.stringify([changed, whole['changes']])).not.toMatch(/省局培训|见照片/)
  expect(whole['changes']).toHaveLength(2)

  // When nobody of the reserve is left, it says what can still be done in a batch that is being checked.
  for (const id of pack.reserve) await market.update(firm, id, { status: 'closed' })
  await expect(lead.do(visit, of2.id, 'replaceFirm', { values: { why: 'closed' }, reason: '已注销' })).rejects.toThrow(
    /替补企业已用完.*督查部门.*作废本次检查/,
  )
}, 90_000)
