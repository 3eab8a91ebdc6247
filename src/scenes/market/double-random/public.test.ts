// What everybody may read of double-random inspection without logging in, and what they may not.
import { expect, it, onTestFinished } from 'vitest'
import { person, refs, table } from '#declare'
import { verifyDraw } from '../../../../bin/verify-draw.mjs'
import { checkScenes } from '../../../declare/check-scenes.ts'
import { serveBox } from '../../../testing/served.ts'
import type { PublicPage, PublicRow } from '../../../wire/public.ts'
import { batch, visit } from './records.ts'
import scene from './scene.ts'
import { committed, drawIt, furnish, grow, signature } from './testing.ts'

it('publishes the commitment before the draw, the package after it, and results only when they are published', async () => {
  const served = await serveBox()
  onTestFinished(() => served.close())
  const { stranger } = served
  const ask = async <T>(path: string) => (await stranger.ask(`/api/public${path}`)).json<T>()
  const status = async (path: string) => (await stranger.ask(`/api/public${path}`)).status
  const of = await furnish(served.box)
  const { story, lead, head } = of
  expect((await ask<PublicPage>('/inspection-draws')).rows).toEqual([])
  const row = await committed(of)
  const early = await ask<PublicRow>(`/inspection-draws/${row.id}`)
  expect(early.values).toMatchObject({ commitment: row['commitment'], take: '4户', industry: '餐饮服务' })
  expect(early.values).not.toHaveProperty('seed')
  expect(early.files.map(file => file.name)).toEqual(['抽取方案-1.json'])

  await grow(of, row)
  await drawIt(of, row.id)
  const voided = await lead.get(batch, row.id)
  await head.do(batch, row.id, 'redraw', { values: { redrawReason: '检查人员名录有误' }, reason: '检查人员名录有误' })
  await grow(of, row)
  await drawIt(of, row.id)
  await head.do(batch, row.id, 'confirm')
  const drawn = await ask<PublicRow>(`/inspection-draws/${row.id}`)
  const read = async (name: string) => (await stranger.ask(drawn.files.find(one => one.name === name)!.href)).text
  const pack = await read('抽取包-2.json')
  expect((await verifyDraw(pack)).ok).toBe(true)
  // What was voided stays to be seen: which attempt, when, why, the seed, and its package that can still be computed again.
  expect(drawn.values['attempt']).toBe('2')
  for (const told of ['第几次：1', `作废日期：${story.today()}`, '检查人员名录有误', String(voided['seed']), String(row['commitment'])])
    expect(drawn.values['history']).toContain(told)
  expect(await verifyDraw(await read('抽取包-1.json'))).toMatchObject({ ok: true })
  expect(JSON.parse(await read('抽取包-1.json'))).toMatchObject({ seed: voided['seed'] })
  expect(await read('抽取方案-1.json')).toContain(String(row['commitment']))
  const visits = await lead.find(visit, refs(visit).parent.is(row.id))
  // Neither the names nor the accounts of the inspectors, nor why one keeps away.
  const people = visits.flatMap(one => one['crew'] as string[])
  for (const person of people) {
    const { name } = served.box.platform.city.people.find(one => one.id === person)!
    expect(pack.includes(name) || pack.includes(person), name).toBe(false)
  }
  expect(pack).not.toMatch(/kin|former|interest|近亲属/)

  const one = visits[0]!
  expect(await status(`/inspection-results/${one.id}`)).toBe(404)
  const answers = (one['answers'] as object[]).map(answer => ({ ...answer, answer: 'good' }))
  const first = story.asPerson(String(one['first']))
  const photo = await first.attach('现场照片说明.txt', '店内陈设')
  const values = { checkedOn: story.today(), answers, result: 'clean', photos: [photo], signer: '沈某某', signed: signature }
  await first.do(visit, one.id, 'submit', { values })
  await story.asPerson(String(one['second'])).do(visit, one.id, 'confirm')
  expect((await ask<PublicPage>('/inspection-results')).rows).toEqual([])
  await lead.do(visit, one.id, 'publish')
  const page = await ask<PublicPage>('/inspection-results')
  expect(page.rows).toHaveLength(1)
  expect(Object.keys(page.rows[0]!.values).sort()).toEqual([
    'checkedOn',
    'creditCode',
    'firmName',
    'joint',
    'organs',
    'publishedOn',
    'result',
  ])
  expect(page.rows[0]!.values).toMatchObject({ firmName: one['firmName'], result: '未发现问题', organs: '市综合执法局、市市场监管局' })
  expect(JSON.stringify(page)).not.toContain('沈某')
  expect(await status(`/inspection-results/${one.id}/files/${photo.hash}`)).toBe(404)
  expect(await status(`/inspection-results/${visits[1]!.id}`)).toBe(404)
  expect(await status('/inspection-visit')).toBe(404)
  expect((await stranger.ask(`/api/records/inspection-visit/${one.id}`)).status).toBe(401)

  // Only what is published is searched.
  const found = async (q: string) => (await ask<PublicPage>(`/inspection-results?q=${encodeURIComponent(q)}`)).rows.length
  expect(await found(String(one['firmName']).slice(0, 4))).toBe(1)
  expect(await found('沈某')).toBe(0)
  expect(await found(String(one['first']))).toBe(0)

  // What is voided is gone at once.
  const overseer = story.as('supervisor', { line: 'supervision' })
  await overseer.do(visit, one.id, 'reopen', { reason: '企业主体认定有误' })
  await overseer.do(visit, one.id, 'void', { reason: '企业主体认定有误' })
  expect((await ask<PublicPage>('/inspection-results')).rows).toEqual([])
  // But what was drawn is not: other draws may point at it.
  await overseer.do(batch, row.id, 'void', { reason: '任务取消' })
  expect((await ask<PublicRow>(`/inspection-draws/${row.id}`)).proof).toEqual(drawn.proof)
}, 90_000)

it('is refused at the check when it would publish a person', () => {
  const { outcomes } = scene.publications
  const escorts = table({ label: '陪同', columns: { who: person({ label: '陪同人员' }) } })
  const record = { ...outcomes!.record, fields: { ...outcomes!.record.fields, escorts } }
  const wrong = {
    ...scene,
    publications: { outcomes: { ...outcomes!, record, fields: ['signer', 'crew', 'street', 'escorts'], basis: '' } },
  }
  const city = { id: 'x', code: '', name: 'x', zone: '', brand: {} as never, regions: [], organs: [], people: [], calendar: [] }
  const told = checkScenes([wrong], city)
    .filter(fault => fault.where.endsWith('inspection-results'))
    .map(fault => fault.message)
  expect(told).toEqual([
    expect.stringContaining('按“checkedOn”查找或核验，却没有公示它'),
    expect.stringContaining('没有写依据'),
    expect.stringContaining('“企业签字人”是个人信息'),
    expect.stringContaining('“检查人员”是个人信息'),
    expect.stringContaining('没有字段“street”'),
    expect.stringContaining('“陪同人员”是个人信息'),
  ])
})
