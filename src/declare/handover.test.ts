// Hand-overs: two scenes that do not know each other, joined by a contract between them.
import { expect, it, onTestFinished } from 'vitest'
import { all, at, date, flow, give, go, inRegion, record, scene, suspectedOffence, take, text, workdays } from '#declare'
import { loadCity } from '../server/load-city.ts'
import { openBox } from '../testing/city.ts'
import { checkScenes } from './check-scenes.ts'

const rest = { owner: 'market', share: 'on-request', level: 'L2' } as const
const flowRest = {
  marks: { yellow: workdays(2), red: workdays(1) },
  oversight: { by: at('city', 'supervisor'), acts: ['urge'], reply: { within: workdays(3), role: 'head' } },
  basis: '测试',
} as const
const look = record('handover-look', {
  ...rest,
  label: '巡查',
  title: 'firm',
  number: '巡〔{yyyy}〕{n:3}号',
  access: [inRegion(['inspector'], ['read', 'create', 'write'])],
  fields: {
    firm: text({ label: '企业', required: true }),
    found: text({ label: '发现', long: true }),
    on: date({ label: '日期', required: true }),
  },
})
const looking = flow(look, ({ step, end }) => ({
  ...flowRest,
  name: 'handover-looking',
  label: '巡查',
  start: 'open',
  states: {
    open: step('巡查', {
      by: at('city', 'inspector'),
      within: workdays(5),
      on: {
        hand: go('移送', 'handed', {
          sets: ['found'],
          hands: give(suspectedOffence, look, { party: 'firm', what: 'found', foundOn: 'on' }),
        }),
      },
    }),
    handed: end('已移送'),
  },
}))
const lead = record('handover-lead', {
  ...rest,
  label: '线索',
  title: 'who',
  access: [inRegion(['head'])],
  fields: {
    who: text({ label: '当事人', required: true }),
    facts: text({ label: '事实', required: true, long: true }),
    from: text({ label: '来源', required: true }),
    since: date({ label: '发现日期' }),
  },
})
const checking = flow(lead, ({ step, end }) => ({
  ...flowRest,
  name: 'handover-checking',
  label: '核查',
  start: 'open',
  states: {
    open: step('核查', { by: at('city', 'head', 'market'), within: workdays(15), on: { done: go('立案', 'done') } }),
    done: end('已立案'),
  },
}))
const giver = scene('handover-giver', {
  title: '巡查',
  area: 'market',
  plan: '测试',
  owner: 'market',
  records: { look },
  flows: { looking },
})
const into = { who: 'party', facts: 'what', from: 'source', since: 'foundOn' } as const
const taker = scene('handover-taker', {
  title: '办案',
  area: 'market',
  plan: '测试',
  owner: 'market',
  records: { lead },
  flows: { checking },
  takes: { lead: take(suspectedOffence, lead, into) },
})

it('is proved before anything runs', async () => {
  const city = await loadCity('shaoxing')
  expect(checkScenes([giver, taker], city)).toEqual([])
  expect(checkScenes([giver], city)).toEqual([])
  const told = (of: typeof taker) => checkScenes([giver, of], city).map(fault => fault.message)
  const wrong = (given: Record<string, string>) => ({ ...taker, takes: { lead: { ...taker.takes['lead']!, into: given } } })
  expect(told(wrong({ ...into, facts: 'nothing' }))).toEqual([expect.stringContaining('没有“nothing”这一项')])
  expect(told(wrong({ ...into, since: 'party' }))).toEqual([expect.stringContaining('类型不同')])
  expect(told(wrong({ who: 'party', facts: 'what' }))).toEqual([expect.stringContaining('“来源”必填')])
  const twice = { ...taker, takes: { ...taker.takes, again: taker.takes['lead']! } }
  expect(told(twice)).toEqual([expect.stringContaining('承接移送“suspected-offence”重复')])
})

it('makes a case of the other scene in the act’s own transaction, once, and nothing where nobody takes it', async () => {
  const box = await openBox({ scenes: [giver, taker] })
  onTestFinished(() => box.close())
  const { story } = box
  const inspector = story.as('inspector', { line: 'market' })
  const head = story.as('head', { line: 'market' })
  const id = await inspector.create(look, { firm: '甲厂', on: '2026-03-02' })
  // Without the facts the taker's case would be incomplete: neither side changes.
  await expect(inspector.do(look, id, 'hand')).rejects.toThrow(/必填/)
  expect((await inspector.get(look, id)).state).toBe('open')
  await inspector.do(look, id, 'hand', { values: { found: '无证经营' } })
  await expect(inspector.do(look, id, 'hand', { values: { found: '无证经营' } })).rejects.toThrow()
  const rows = await head.find(lead, all())
  expect(rows).toEqual([
    expect.objectContaining({
      who: '甲厂',
      facts: '无证经营',
      from: '巡查 巡〔2026〕001号',
      since: '2026-03-02',
      author: inspector.person,
    }),
  ])
  expect((await head.inbox()).map(waiting => waiting.record)).toEqual(['handover-lead'])

  const alone = await openBox({ scenes: [giver] })
  onTestFinished(() => alone.close())
  const actor = alone.story.as('inspector', { line: 'market' })
  const other = await actor.create(look, { firm: '乙厂', on: '2026-03-02' })
  await actor.do(look, other, 'hand', { values: { found: '无证经营' } })
  expect((await actor.get(look, other)).state).toBe('handed')
})
