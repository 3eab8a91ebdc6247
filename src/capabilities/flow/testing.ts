// A small city and small flows for the engine's own tests.
import {
  at,
  back,
  branchOrgan,
  type Calendar,
  type City,
  type Condition,
  date,
  flow,
  go,
  here,
  inRegion,
  number,
  organ,
  organs,
  record,
  stay,
  text,
  workdays,
} from '#declare'
import { createCalendar } from '../../methods/workday-calendar/create-calendar.ts'
import { desksOf, type HeldPost, type Subject } from '../identity/port.ts'
import type { Context } from './decide.ts'
import type { CaseRow } from './desks.ts'
import { createDirectory } from './directory.ts'

const organOf = (id: string, name: string, line: string) => ({
  id,
  name,
  fullName: name,
  aliases: [],
  line,
  level: 'city' as const,
  region: '330600',
  parent: null,
})
const from = '2020-01-01'
const holder = (id: string, name: string, organ: string, ...held: ('supervisor' | 'head' | 'liaison' | 'handler')[]) => ({
  id,
  name,
  account: id,
  phone: '',
  title: '',
  posts: held.map(role => ({ role, organ, from })),
})

export const organIds = ['o1', 'o2', 'o3', 'o4']
export const testCity: City = {
  id: 'test',
  code: '330600',
  name: '测试市',
  zone: 'Asia/Shanghai',
  brand: { title: '', short: '', primaryColor: '', synthetic: true },
  regions: [
    { code: '330600', name: '测试市', level: 'city', parent: null },
    { code: '330602', name: '东区', level: 'county', parent: '330600' },
  ],
  organs: [organOf('gov', '市府办', 'government-office'), ...organIds.map((id, index) => organOf(id, `第${index + 1}局`, `line-${id}`))],
  people: [
    holder('boss', '王督查', 'gov', 'supervisor'),
    ...organIds.flatMap(id => [
      holder(`${id}-head`, `${id}局长`, id, 'head'),
      holder(`${id}-liaison`, `${id}联络员`, id, 'liaison'),
      holder(`${id}-handler`, `${id}承办人`, id, 'handler'),
    ]),
  ],
  calendar: [],
}
export const testDirectory = createDirectory(testCity)
export const testCalendar: Calendar = createCalendar([], 'Asia/Shanghai')

/** Somebody of the test city; `standsInFor` adds the posts of a person on leave. */
export function subjectOf(id: string, standsInFor: readonly string[] = []): Subject {
  const posts = [id, ...standsInFor].flatMap(person => {
    const found = testCity.people.find(one => one.id === person)
    if (!found) throw new Error(`Nobody is called ${person}`)
    return found.posts.map((post): HeldPost => {
      const place = testCity.organs.find(one => one.id === post.organ)!
      return {
        role: post.role,
        organ: post.organ,
        line: place.line,
        level: place.level,
        region: place.region,
        onBehalfOf: person === id ? null : person,
      }
    })
  })
  return {
    kind: 'person',
    person: id,
    name: testDirectory.personName(id),
    posts,
    desks: desksOf(id, posts),
    organ: posts[0]?.organ ?? null,
    region: '330600',
  }
}

/** Just enough of conditions for tests of the engine. */
export function holdsSimply(condition: Condition, row: CaseRow): boolean {
  switch (condition.op) {
    case 'at-least':
      return Number(row[condition.field] ?? 0) >= Number(condition.value)
    case 'is':
      return row[condition.field] === condition.value
    case 'always':
      return true
    case 'never':
      return false
    case 'not':
      return !holdsSimply(condition.of, row)
    case 'all':
      return condition.of.every(one => holdsSimply(one, row))
    case 'any':
      return condition.of.some(one => holdsSimply(one, row))
    default:
      throw new Error(`Tests do not say ${condition.op}`)
  }
}

export const contextAt = (subject: Subject, row: CaseRow, now: Date, over: Partial<Context> = {}): Context => ({
  subject,
  row,
  now,
  calendar: testCalendar,
  directory: testDirectory,
  holds: holdsSimply,
  openParts: [],
  check: (fields, values) => ({
    values,
    faults: Object.entries(fields)
      .filter(([name, field]) => field.required && (values[name] === undefined || values[name] === ''))
      .map(([at, field]) => ({ at, message: `请填写${field.label}` })),
  }),
  ...over,
})

export const job = record('test-job', {
  label: '测试任务',
  owner: 'government-office',
  share: 'on-request',
  level: 'L1',
  title: 'title',
  access: [inRegion(['supervisor'], ['read', 'create', 'write'])],
  fields: {
    title: text({ label: '名称', required: true }),
    lead: organ({ label: '牵头' }),
    joint: organs({ label: '配合' }),
    dueOn: date({ label: '时限' }),
    progress: number({ label: '进度' }),
    note: text({ label: '说明' }),
  },
})

const marks = { remind: workdays(10), yellow: workdays(5), red: workdays(1) }
const oversight = {
  by: here('supervisor'),
  acts: ['urge', 'supervise', 'extend', 'suspend', 'resume', 'transfer', 'void', 'reopen', 'copy'],
  reply: { within: workdays(3), role: 'head' },
  extensions: { most: 2 },
} as const

/** Every kind of state: choice, wait, lapse, send-back, and a parallel one joined by all, any or the lead. */
export const makeJobFlow = (join: 'all' | 'any' | { lead: 'lead' }) =>
  flow(job, ({ step, parallel, branch, choice, wait, end }) => {
    const working = step('承办', {
      by: branchOrgan('liaison'),
      until: d => d.dueOn,
      overdue: branchOrgan('head'),
      on: {
        update: stay('更新', { sets: ['progress'] }),
        finish: go('完成', 'finished', { closesParts: true }),
        giveUp: go('退出', 'gone', { reason: true }),
      },
    })
    const signing = step('签收', { by: branchOrgan('liaison'), within: workdays(2), on: { sign: go('签收', 'working') } })
    return {
      name: 'job',
      label: '任务办理',
      start: 'draft',
      basis: '测试',
      marks,
      oversight,
      states: {
        draft: step('起草', {
          by: here('supervisor'),
          within: workdays(3),
          on: { send: go('交办', 'size'), pause: go('暂缓', 'cooling', { reason: true }), drop: go('放弃', 'dropped', { reason: true }) },
        }),
        cooling: wait('暂缓期', { for: workdays(4), then: 'draft' }),
        size: choice('规模判断', { cases: [{ when: d => d.progress.atLeast(50), to: 'checking' }], otherwise: 'handling' }),
        handling: parallel('办理中', {
          until: d => d.dueOn,
          join,
          then: 'checking',
          branches: {
            lead: branch('牵头', {
              each: d => d.lead,
              start: 'signing',
              again: 'working',
              states: { signing, working, finished: end('已完成'), gone: end('已退出', { void: true }) },
            }),
            joint: branch('配合', {
              each: d => d.joint,
              start: 'signing',
              again: 'working',
              states: { signing, working, finished: end('已完成'), gone: end('已退出', { void: true }) },
            }),
          },
        }),
        checking: step('验收', {
          by: at('city', 'supervisor'),
          within: workdays(5),
          lapses: { to: 'closed', label: '视为通过' },
          on: { accept: go('通过', 'closed'), sendBack: back('退回', 'handling') },
        }),
        closed: end('已办结'),
        dropped: end('已放弃', { void: true }),
      },
    }
  })

export const rowOf = (values: { [field: string]: unknown } = {}): CaseRow => ({
  id: 'case',
  region: '330600',
  organ: 'gov',
  author: 'boss',
  title: '一件事',
  lead: 'o1',
  joint: ['o2', 'o3'],
  dueOn: '2026-03-31',
  progress: 0,
  ...values,
})
