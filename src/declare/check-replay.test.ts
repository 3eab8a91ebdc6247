// Replays and the acts at which rules are asked: every fault with a remedy.
import { expect, it } from 'vitest'
import { loadCity } from '../server/load-city.ts'
import { at, checkScenes, flow, go, inRegion, parameter, record, replay, rule, scene, text, workdays } from './index.ts'

const thing = record('check-replay-thing', {
  label: '事项',
  owner: 'market',
  share: 'open',
  level: 'L1',
  title: 'what',
  access: [inRegion(['leader'])],
  fields: { what: text({ label: '内容', required: true }) },
})
const handling = flow(thing, ({ step, end }) => ({
  name: 'check-replay-handling',
  label: '办理',
  start: 'open',
  states: {
    open: step('办理', { by: at('city', 'head', 'market'), within: workdays(2), on: { done: go('办结', 'closed') } }),
    closed: end('办结'),
  },
  marks: { yellow: workdays(1), red: workdays(0) },
  oversight: { by: at('city', 'supervisor', 'supervision'), acts: ['void'], reply: { within: workdays(3), role: 'head' } },
  basis: '测试',
}))
const limit = parameter('check-replay-limit', { label: '上限', basis: '测试', from: { '2024-01-01': 5 } })
const told = async () => ({ figures: [], series: [], outcomes: [], says: [] })
const asked = (at: string[]) =>
  rule(thing, {
    name: 'check-replay-rule',
    label: '规则',
    basis: '测试',
    parameters: [limit],
    at,
    from: { '2024-01-01': { allow: d => d.what.isPresent(), because: '请填写内容' } },
  })
const sceneOf = (of: Partial<Parameters<typeof scene>[1]>) =>
  scene('check-replay', { title: '测', area: 'market', plan: '测试', owner: 'market', records: { thing }, flows: { handling }, ...of })

it('passes what is declared rightly', async () => {
  const city = await loadCity('shaoxing')
  const good = replay(thing, { name: 'limits', label: '上限', parameters: [limit], says: '其余不变', run: told })
  expect(checkScenes([sceneOf({ replays: { good }, rules: { asked: asked(['done']) } })], city)).toEqual([])
})

it('tells every fault and what would be right', async () => {
  const city = await loadCity('shaoxing')
  const bad = replay(
    { ...thing, name: 'check-replay-none' },
    { name: '坏', label: '坏', parameters: [parameter('x', { label: '无据', basis: '', from: {} })], says: ' ', run: told },
  )
  const none = replay(thing, { name: 'none', label: '空', parameters: [], says: '其余不变', run: told })
  const faults = checkScenes([sceneOf({ replays: { bad, none, again: none }, rules: { asked: asked(['closed']) } })], city)
  expect(faults.map(one => one.message)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('推演的名称“坏”不合规范'),
      expect.stringContaining('没有场景声明'),
      expect.stringContaining('没有写什么不变'),
      expect.stringContaining('参数“无据”没有写依据'),
      expect.stringContaining('没有写从哪天起生效'),
      expect.stringContaining('没有可以拟改的参数'),
      expect.stringContaining('“none”重复'),
      expect.stringContaining('规则“规则”所在的操作“closed”不在'),
    ]),
  )
  expect(faults.every(one => one.remedy.length > 0)).toBe(true)
})
