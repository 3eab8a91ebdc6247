// What must not compile. Each line that the compiler accepts is a fault of the language: an unused `@ts-expect-error` fails the check.
import {
  always,
  asking,
  at,
  branchOrgan,
  choice,
  date,
  flow,
  go,
  indicator,
  inOrgan,
  number,
  organ,
  parameter,
  point,
  quota,
  record,
  replay,
  rule,
  service,
  text,
  workdays,
} from '#declare'

const dig = record('type-test-dig', {
  label: '占道',
  owner: 'construction',
  share: 'open',
  level: 'L1',
  title: 'road',
  access: [inOrgan('bureau', ['head'])],
  fields: {
    road: text({ label: '道路' }),
    area: number({ label: '面积' }),
    kind: choice({ label: '类型', of: { planned: '计划', emergency: '抢修' } }),
    site: point({ label: '位置' }),
    bureau: organ({ label: '主管' }),
    until: date({ label: '到期' }),
  },
})

const approval = flow(dig, ({ step, end, when }) => ({
  name: 'type-test-approval',
  label: '审批',
  start: 'review',
  basis: '',
  marks: { yellow: workdays(2), red: workdays(1) },
  oversight: { by: at('city', 'supervisor'), acts: ['urge'], reply: { within: workdays(3), role: 'head' } },
  states: {
    review: step('审查', {
      by: d => d.bureau.holds('head'),
      within: workdays(3),
      on: { approve: go('同意', 'done', { when: when(d => d.area.atMost(10)) }) },
    }),
    done: end('完成'),
  },
}))

flow(dig, ({ step, end }) => ({
  name: 'x',
  label: '',
  start: 'review',
  basis: '',
  marks: { yellow: workdays(2), red: workdays(1) },
  oversight: { by: at('city', 'supervisor'), acts: ['urge'], reply: { within: workdays(3), role: 'head' } },
  states: {
    // @ts-expect-error the state `nowhere` does not exist
    review: step('审查', { by: at('city', 'head'), on: { approve: go('同意', 'nowhere') } }),
    done: end('完成'),
  },
}))

flow(dig, ({ end }) => ({
  name: 'x',
  label: '',
  basis: '',
  marks: { yellow: workdays(2), red: workdays(1) },
  // @ts-expect-error a flow cannot start in a state it does not have
  start: 'nowhere',
  oversight: { by: at('city', 'supervisor'), acts: ['urge'], reply: { within: workdays(3), role: 'head' } },
  states: { done: end('完成') },
}))

// @ts-expect-error there is no supervisor in a village
at('village', 'supervisor')
// @ts-expect-error there is no such role
branchOrgan('emperor')
// @ts-expect-error a village is a level, a street is not
at('street', 'head')

flow(dig, ({ step }) => {
  // @ts-expect-error only an organ field names an organ
  step('x', { by: d => d.road.holds('head'), on: {} })
  // @ts-expect-error the record has no field `street`
  step('x', { by: d => d.street.holds('head'), on: {} })
  // @ts-expect-error a term ends at a date, not at a text
  step('x', { by: at('city', 'head'), until: d => d.road, on: {} })
  // @ts-expect-error a clock stands still or it does not
  step('x', { by: at('city', 'head'), within: workdays(3), on: {}, stands: 'yes' })
  return null as never
})

rule(dig, {
  name: 'small',
  label: '',
  basis: '',
  from: {
    // @ts-expect-error text has no order
    '2024-01-01': { allow: d => d.road.atMost(5), because: '' },
    // @ts-expect-error `urgent` is no option of the choice
    '2025-01-01': { allow: d => d.kind.is('urgent'), because: '' },
    // @ts-expect-error a number is not compared with text
    '2026-01-01': { allow: d => d.area.atMost('5'), because: '' },
    '2027-01-01': { allow: d => d.kind.in(['planned', 'emergency']), because: '' },
  },
})

// @ts-expect-error only numbers can be summed
indicator(dig, { name: 'x', label: '', formula: '', better: 'up', of: { sum: 'road' } })
// @ts-expect-error the record has no field `street` to be split by
indicator(dig, { name: 'x', label: '', formula: '', better: 'up', of: { count: 'all' }, by: ['street'] })
// @ts-expect-error the form names a field that the record does not have
service(dig, { name: 'x', title: '', for: ['person'], form: ['street'], starts: approval, promise: workdays(1) })
// @ts-expect-error who is asked must stand in an account field
asking(dig, { title: '', of: 'road', keeps: () => always })
// @ts-expect-error the title must be a field
record('x', { label: '', owner: '', share: 'open', level: 'L1', title: 'name', access: [], fields: { road: text({ label: '' }) } })
// @ts-expect-error a record must say how it is shared
record('x', { label: '', owner: '', level: 'L1', title: 'road', access: [], fields: { road: text({ label: '' }) } })
record('x', {
  label: '',
  owner: '',
  share: 'open',
  level: 'L1',
  title: 'road',
  // @ts-expect-error access names a field that the record does not have
  access: [inOrgan('bureau', ['head'])],
  fields: { road: text({ label: '' }) },
})

const yearly = parameter('type-test-yearly', { label: '', basis: '', from: { '2024-01-01': 2 } })
// @ts-expect-error the year is decided by a date
quota(dig, { name: 'x', label: '', per: ['road'], on: 'road', most: yearly, counts: () => always, says: '', basis: '' })
// @ts-expect-error the record has no field `street` to count by
quota(dig, { name: 'x', label: '', per: ['street'], on: 'until', most: yearly, counts: () => always, says: '', basis: '' })
const named = parameter('type-test-named', { label: '', basis: '', from: { '2024-01-01': 'a' } })
// @ts-expect-error only figures can be changed in a replay
replay(dig, { name: 'x', label: '', says: '', parameters: [named], run: async () => ({ figures: [], series: [], outcomes: [], says: [] }) })
