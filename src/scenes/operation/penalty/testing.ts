// What the tests of this scene begin with: an organ of the demo city with its people, and a case brought to the point that a test is about.
import { type RowValues, refs, type Story } from '#declare'
import type { Box } from '../../../testing/city.ts'
import { type Cast, findCast, furnish, registerLead } from './demo-cast.ts'
import { firmCode } from './demo-numbers.ts'
import { execution } from './execution-records.ts'
import { lead, penaltyCase } from './records.ts'

export type World = { story: Story; cast: Cast; laws: Map<string, string> }
export async function world(story: Story, line = 'market', region = '330602'): Promise<World> {
  const cast = (await findCast(story, line, region))!
  return { story, cast, laws: await furnish(story, [cast]) }
}
export const firm = {
  partyKind: 'firm',
  party: '绍兴市越城区稽山食品店',
  creditCode: firmCode('330602', 1),
  representative: '陈建国',
  address: '越城区解放北路1号',
  phone: '13905750101',
}
export const leadOf = (laws: Map<string, string>, more: RowValues = {}): RowValues => ({
  summary: '销售过期食品',
  ...firm,
  benchmark: laws.get('330231-01'),
  site: '解放北路1号',
  actFrom: '2026-02-20',
  actTo: '2026-02-27',
  foundOn: '2026-03-02',
  ...more,
})
export const piece = {
  name: '过期饼干12包',
  kind: 'physical',
  proves: '当事人经营超过保质期的食品',
  original: 'original',
  takenAt: '2026-03-02T08:30:00+08:00',
  takenPlace: '解放北路1号',
  source: '现场提取',
  keeper: '执法人员',
}

export async function filed({ cast, laws }: World, more: RowValues = {}): Promise<string> {
  const id = await registerLead(cast, leadOf(laws, more))
  await cast.officer.do(lead, id, 'propose', { values: { found: '现场检查发现货架上有超过保质期的食品' } })
  await cast.head.do(lead, id, 'file')
  return String((await cast.officer.get(lead, id))['filedCase'])
}
export async function concluded(of: World, values: RowValues = {}, more: RowValues = {}): Promise<string> {
  const id = await filed(of, more)
  await of.cast.officer.do(penaltyCase, id, 'addEvidence', { values: piece })
  await of.cast.officer.do(penaltyCase, id, 'conclude', {
    values: { findings: '当事人经营超过保质期的食品，货值金额320元', outcome: 'punish', penalties: ['fine'], ...values },
  })
  return id
}
/** Reviewed and noticed. */
export async function noticed(of: World, values: RowValues = {}, more: RowValues = {}): Promise<string> {
  const id = await concluded(of, values, more)
  const { legalReview } = await of.cast.officer.get(penaltyCase, id)
  await of.cast.handler.do(penaltyCase, id, legalReview ? 'legalPass' : 'pass', { values: { opinion: '事实清楚，证据确凿' } })
  await of.cast.officer.do(penaltyCase, id, 'notify', { values: { noticedOn: of.story.today() } })
  return id
}
export async function punished(of: World, values: RowValues = {}, more: RowValues = {}): Promise<string> {
  const id = await noticed(of, values, more)
  await of.cast.officer.do(penaltyCase, id, 'waive', { reason: '当事人书面声明放弃' })
  const at = await of.cast.officer.get(penaltyCase, id)
  if (at.state === 'discussing')
    await of.cast.head.do(penaltyCase, id, 'discuss', { values: { discussants: '局领导班子', discussion: '同意' } })
  await of.cast.head.do(penaltyCase, id, 'punish')
  return id
}
export const executionOf = async (of: World, id: string) => (await of.cast.officer.find(execution, refs(execution).ofCase.is(id)))[0]!
export const papersOf = async (box: Box, person: string, record: string, id: string): Promise<string[]> => {
  const subject = (await box.platform.identity.findSubject(person))!
  const of = box.platform.model.records.get(record)!
  return box.platform.store.as(subject, async tx =>
    (await box.platform.papers.list(tx, await box.platform.store.get(tx, subject, of, id))).map(one => one.label),
  )
}
