// Quotas: never more rows of a subject and year than the law allows, across organs, servers and any number of acts at once.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { at, choice, date, flow, go, inOrgan, parameter, quota, record, scene, text, workdays } from '#declare'
import { checkScenes } from '../../declare/check-scenes.ts'
import { loadCity } from '../../server/load-city.ts'
import { makePlatform } from '../../server/platform.ts'
import { openBox } from '../../testing/city.ts'
import { openSigner } from '../ledger/signer.ts'
import { createKeyRing } from './key-ring.ts'

const most = (name: string, from: Record<string, number>) => parameter(name, { label: '每年次数', unit: '次', basis: '测试', from })
const call = record('quota-call', {
  label: '走访',
  owner: 'market',
  share: 'on-request',
  level: 'L2',
  title: 'firm',
  access: [inOrgan('organ', ['inspector', 'handler'], ['read', 'create', 'write'])],
  fields: {
    firm: text({ label: '企业', required: true }),
    on: date({ label: '日期', required: true }),
    cause: choice({ label: '由来', of: { planned: '计划', complaint: '投诉' }, required: true }),
    rank: choice({ label: '等级', of: { A: '低', B: '中', D: '高' } }),
  },
})
const calling = flow(call, ({ step, end }) => ({
  name: 'quota-calling',
  label: '走访',
  start: 'open',
  states: {
    open: step('走访', { by: at('city', 'supervisor'), within: workdays(5), on: { done: go('完成', 'done') } }),
    done: end('完成'),
  },
  marks: { yellow: workdays(2), red: workdays(1) },
  oversight: { by: at('city', 'supervisor'), acts: ['void', 'reopen'], reply: { within: workdays(3), role: 'head' } },
  basis: '测试',
}))
const yearly = quota(call, {
  name: 'quota-yearly',
  label: '同一企业计划走访',
  per: ['firm'],
  on: 'on',
  most: { by: 'rank', of: { A: most('quota-a', { '2020-01-01': 1, '2027-01-01': 2 }), B: most('quota-b', { '2020-01-01': 2 }) } },
  counts: d => d.cause.is('planned'),
  says: '请并入已安排的走访，或换一家企业。',
  basis: '测试第一条',
})
const quotaScene = scene('quota-test', {
  title: '次数',
  area: 'market',
  plan: '测试',
  owner: 'market',
  records: { call },
  flows: { calling },
  quotas: { yearly },
})

it('passes the check, and a quota that names what is not there does not', async () => {
  const city = await loadCity('shaoxing')
  expect(checkScenes([quotaScene], city)).toEqual([])
  const wrong = scene('quota-wrong', {
    title: '错',
    area: 'market',
    plan: '测试',
    owner: 'market',
    records: { call },
    quotas: { one: { ...yearly, per: ['street'], on: 'firm', basis: '', most: { by: 'rank', of: { E: most('x', {}) } } } },
  })
  const faults = checkScenes([wrong], city)
  expect(faults.map(fault => fault.message)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('“street”不存在'),
      expect.stringContaining('“firm”类型不对'),
      expect.stringContaining('没有写依据'),
      expect.stringContaining('“E”不是'),
    ]),
  )
  expect(faults.every(fault => fault.remedy.length > 0)).toBe(true)
})

it('refuses in words, counts exceptions apart, years and ranks by their own, and the void not at all', async () => {
  const box = await openBox({ scenes: [quotaScene] })
  onTestFinished(() => box.close())
  const { story } = box
  const market = story.as('inspector', { line: 'market' })
  const ecology = story.as('inspector', { line: 'ecology' })
  const overseer = story.as('supervisor', { line: 'supervision' })
  const planned = (firm: string, on: string, rank: string) => ({ firm, on, rank, cause: 'planned' })
  const first = await market.create(call, planned('甲', '2026-03-10', 'A'))
  // Ecology may not see the row of market; it is refused all the same, and told by whom and when.
  expect(await ecology.find(call, { op: 'always' })).toEqual([])
  await expect(ecology.create(call, planned('甲', '2026-09-01', 'A'))).rejects.toThrow(
    /2026年“同一企业计划走访”上限为1次，已有1次：市市场监管局2026-03-10。请并入已安排的走访.*测试第一条/,
  )
  expect(await ecology.find(call, { op: 'always' })).toEqual([])
  await ecology.create(call, { ...planned('甲', '2026-09-01', 'A'), cause: 'complaint' })
  await ecology.create(call, planned('乙', '2026-09-01', 'A'))
  // Another year, and then another parameter.
  await ecology.create(call, planned('甲', '2027-03-10', 'A'))
  await ecology.create(call, planned('甲', '2027-03-11', 'A'))
  await expect(ecology.create(call, planned('甲', '2027-03-12', 'A'))).rejects.toThrow(/上限为2次/)
  // No bound for D; an empty rank is not bounded either.
  for (const rank of ['D', 'D', 'D']) await market.create(call, planned('丙', '2026-03-10', rank))

  // A change may not do what a new row may not; a change that moves nothing is free.
  const other = await market.create(call, planned('甲', '2025-06-01', 'A'))
  await expect(market.update(call, other, { on: '2026-06-01' })).rejects.toThrow(/上限为1次/)
  await market.update(call, first, { on: '2026-03-12' })
  const complaint = await market.create(call, { ...planned('甲', '2026-05-01', 'A'), cause: 'complaint' })
  await expect(market.update(call, complaint, { cause: 'planned' })).rejects.toThrow(/上限为1次/)

  // A voided case gives its slot back; when it lives again it must find one.
  await overseer.do(call, first, 'void', { reason: '企业已注销' })
  const second = await ecology.create(call, planned('甲', '2026-10-01', 'A'))
  await expect(overseer.do(call, first, 'reopen', { reason: '误判' })).rejects.toThrow(/市生态环境局2026-10-01/)
  await overseer.do(call, second, 'void', { reason: '重复' })
  await overseer.do(call, first, 'reopen', { reason: '误判' })
  expect(await overseer.get(call, first)).toMatchObject({ voided: false })
})

it('holds under fifty acts at once on two servers', async () => {
  const box = await openBox({ scenes: [quotaScene] })
  const second = await makePlatform({
    city: await loadCity('shaoxing'),
    scenes: [quotaScene],
    url: box.url,
    connections: 12,
    clock: box.clock,
    data: box.data,
    keyRing: createKeyRing(),
    signer: await openSigner(`${box.data}/ledger.pem`),
  })
  onTestFinished(async () => {
    await second.close()
    await box.close()
  })
  const people = await Promise.all(
    ['market', 'ecology', 'emergency', 'enforcement'].map(async line => {
      const { person } = box.story.as('inspector', { line })
      return (await box.platform.identity.findSubject(person))!
    }),
  )
  const answers = await Promise.allSettled(
    Array.from({ length: 50 }, (_, n) => {
      const { store, flow } = n % 2 ? box.platform : second
      const subject = people[n % people.length]!
      const day = String(1 + (n % 28)).padStart(2, '0')
      return store.as(subject, async tx => {
        const row = await store.create(tx, subject, call, {
          id: randomUUID(),
          values: { firm: n % 5 ? '甲' : '乙', on: `2026-04-${day}`, cause: 'planned', rank: 'B' },
        })
        await flow.start(tx, subject, call, row.id)
      })
    }),
  )
  const refused = answers.filter(one => one.status === 'rejected')
  expect(answers.length - refused.length).toBe(4)
  for (const one of refused) expect(one.reason).toMatchObject({ code: 'conflict', message: expect.stringContaining('上限为2次，已有2次') })
  const rows = await box.platform.store.asSystemPastAccessRules(
    async tx =>
      (await sql<{ firm: string; n: number }>`select firm, count(*)::int n from quota_call group by firm order by firm`.execute(tx)).rows,
  )
  expect(rows).toHaveLength(2)
  expect(rows.every(row => row.n === 2)).toBe(true)
}, 60_000)
