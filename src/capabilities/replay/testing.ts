// A small permit with a window and a head, for the replay's own tests: two people at one organ, a rule, a choice and a condition by figures.
import {
  at,
  choice,
  flow,
  go,
  indicator,
  inOrgan,
  inRegion,
  number,
  parameter,
  record,
  replay,
  rule,
  scene,
  stay,
  text,
  workdays,
} from '#declare'
import type { Box } from '../../testing/city.ts'
import { serveBox } from '../../testing/served.ts'

const figure = (name: string, label: string, value: number) =>
  parameter(`replay-${name}`, { label, unit: '平方米', basis: '测试', from: { '2020-01-01': value } })
export const most = figure('most', '受理上限', 1000)
export const quick = figure('quick', '简易程序上限', 50)
export const free = figure('free', '免勘验上限', 200)

export const permit = record('replay-permit', {
  label: '许可',
  owner: 'market',
  share: 'open',
  level: 'L1',
  title: 'what',
  access: [inRegion(['supervisor', 'leader']), inOrgan('organ', ['head', 'handler', 'liaison'], ['read', 'create', 'write'])],
  fields: {
    what: text({ label: '事由', required: true }),
    area: number({ label: '面积', required: true, decimals: 0, unit: '平方米' }),
    result: choice({ label: '结论', of: { yes: '许可', no: '不予许可' } }),
  },
})

export const permitting = flow(permit, ({ step, choice: choose, end, when }) => ({
  name: 'replay-permitting',
  label: '许可办理',
  start: 'window',
  states: {
    window: step('窗口受理', {
      by: at('city', 'handler', 'market'),
      within: workdays(2),
      on: {
        measure: stay('复测面积', { sets: ['area'] }),
        accept: go('受理', 'sorting', { tone: 'primary' }),
        skip: go('免勘验办结', 'granted', { when: when(d => d.area.atMost(free as never)), says: '面积过大' }),
      },
    }),
    sorting: choose('适用程序', { cases: [{ when: d => d.area.atMost(quick as never), to: 'granted' }], otherwise: 'review' }),
    review: step('负责人审核', {
      by: at('city', 'head', 'market'),
      within: workdays(1),
      on: { grant: go('许可', 'granted', { sets: ['result'], tone: 'primary' }), refuse: go('不予许可', 'refused') },
    }),
    granted: end('已许可'),
    refused: end('不予许可'),
  },
  marks: { yellow: workdays(1), red: workdays(0) },
  oversight: {
    by: at('city', 'supervisor', 'supervision'),
    acts: ['void', 'suspend', 'resume'],
    reply: { within: workdays(3), role: 'head' },
  },
  basis: '测试',
}))

export const acceptable = rule(permit, {
  name: 'replay-acceptable',
  label: '可以受理',
  basis: '测试',
  parameters: [most, quick, free],
  from: { '2020-01-01': { allow: d => d.area.atMost(most as never), because: '面积过大' } },
})

export const granted = indicator(permit, {
  name: 'replay-granted',
  label: '许可率',
  formula: '已许可÷全部',
  of: { ratio: d => d.state.is('granted') },
  better: 'up',
})

/** Goes on until somebody stops it. */
export const endless = replay(permit, {
  name: 'endless',
  label: '没有尽头',
  parameters: [most],
  says: '测试停止',
  run: async past => {
    for (let done = 0; ; done = (done + 1) % 1000) await past.step(done, 1000)
  },
})

export const permitScene = scene('replay-test', {
  title: '许可',
  area: 'market',
  plan: '测试',
  owner: 'market',
  records: { permit },
  flows: { permitting },
  rules: { acceptable },
  indicators: { granted },
  replays: { endless },
})

export const openPermits = () => serveBox({ scenes: [permitScene] })

/** A person's own row of the directory, by post. */
export const subjectOf = async ({ platform }: Box, person: string) => (await platform.identity.findSubject(person))!
