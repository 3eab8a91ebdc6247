// A small city in which the store is tested: the supervision records and one with personal data, people of several offices.
import {
  type AnyRecord,
  any,
  byAuthor,
  type Condition,
  choice,
  date,
  flow,
  go,
  here,
  idcard,
  indicator,
  inOrgan,
  inRegion,
  involved,
  type Model,
  makeModel,
  money,
  number,
  organ,
  organs,
  parameter,
  phone,
  point,
  type RoleId,
  record,
  ref,
  rule,
  scene,
  type Table,
  table,
  target,
  text,
  workdays,
  yesno,
} from '#declare'
import { lanting } from '../../cities/lanting/city.ts'
import { type Decide, desksOf, type HeldPost, type Subject } from '../capabilities/identity/port.ts'
import { recordTables } from '../capabilities/store/shape.ts'
import { storeTables } from '../capabilities/store/tables.ts'
import { intake, tracking } from '../scenes/operation/supervision/flow.ts'
import { goal, plan, report, subtask, task } from '../scenes/operation/supervision/records.ts'

export const visit = record('test-visit', {
  label: '走访',
  owner: 'civil-affairs',
  share: 'on-request',
  level: 'L3',
  title: 'name',
  number: '访〔{yyyy}〕{n:4}号',
  access: [
    inRegion(['supervisor'], ['read', 'create', 'write', 'delete', 'export', 'unmask']),
    inRegion(['handler'], ['read', 'create', 'write']),
    inOrgan('bureau', ['head', 'liaison']),
    inOrgan('helpers', ['liaison']),
    byAuthor(['read', 'write', 'create']),
  ],
  fields: {
    name: text({ label: '事由', required: true, search: true, list: true, max: 100 }),
    kind: choice({ label: '类型', of: { home: '入户', call: '电话' }, list: true }),
    citizen: text({ label: '姓名', protect: 'personal' }),
    card: idcard({ label: '身份证号' }),
    mobile: phone({ label: '联系电话', search: true }),
    secret: text({ label: '线索', protect: 'secret' }),
    income: money({ label: '收入', list: true }),
    members: number({ label: '人数', decimals: 0, min: 0, list: true }),
    poor: yesno({ label: '困难家庭' }),
    reason: text({ label: '困难原因', required: true, when: { op: 'is', field: 'poor', value: true } }),
    source: text({ label: '来源', fixed: true, list: true }),
    origin: text({ label: '来源标识', hidden: true, max: 100 }),
    bureau: organ({ label: '主管单位', list: true }),
    helpers: organs({ label: '协助单位' }),
    on: date({ label: '走访日期', list: true }),
    place: point({ label: '位置' }),
    earlier: ref((): AnyRecord => visit as unknown as AnyRecord, { label: '前次走访' }),
    goods: table({ label: '物资', columns: { what: text({ label: '名称', required: true }), n: number({ label: '数量', decimals: 0 }) } }),
  },
})

export const care = flow(visit, ({ step, end, when }) => ({
  name: 'test-care',
  label: '帮扶',
  start: 'open',
  basis: '',
  marks: { remind: workdays(3), yellow: workdays(2), red: workdays(1) },
  oversight: { by: here('supervisor'), acts: ['urge'], reply: { within: workdays(3), role: 'head' } },
  states: {
    open: step('帮扶中', {
      by: here('handler'),
      within: workdays(5),
      on: { close: go('办结', 'done', { when: when(d => d.members.atLeast(0)) }) },
    }),
    done: end('已办结'),
  },
}))

export const memo = record('test-memo', {
  label: '走访记录',
  owner: 'civil-affairs',
  share: 'on-request',
  level: 'L2',
  title: 'what',
  part: () => visit as unknown as AnyRecord,
  access: [inRegion(['supervisor'], ['read', 'create', 'write', 'delete'])],
  fields: { what: text({ label: '内容', required: true, search: true, list: true, max: 200 }) },
})

const cap = parameter('test-cap', { label: '上限', basis: '', from: { '2020-01-01': 5 } })

export const testScene = scene('test', {
  title: '测试',
  area: 'society',
  plan: '',
  owner: 'civil-affairs',
  records: { visit, memo },
  flows: { care },
  rules: {
    cap: rule(visit, {
      name: 'cap',
      label: '',
      basis: '',
      parameters: [cap],
      from: { '2020-01-01': { allow: d => d.members.atMost(cap), because: '' } },
    }),
  },
  indicators: {
    total: indicator(visit, {
      name: 'total',
      label: '走访数',
      formula: '走访记录数',
      of: { count: 'all' },
      by: ['region', 'kind', 'bureau', 'helpers'],
      per: 'month',
      on: 'createdAt',
      better: 'up',
    }),
    poorShare: indicator(visit, {
      name: 'poor-share',
      label: '困难占比',
      formula: '困难家庭占全部走访',
      of: { ratio: d => d.poor.is(true) },
      by: ['kind', 'bureau'],
      on: 'createdAt',
      better: 'down',
      goals: [target('2027', 50, '示例')],
    }),
    income: indicator(visit, {
      name: 'income',
      label: '平均收入',
      formula: '收入平均',
      of: { average: 'income' },
      by: ['kind'],
      on: 'createdAt',
      better: 'up',
    }),
  },
})

const supervision = scene('supervision', {
  title: '督办',
  area: 'operation',
  plan: '',
  owner: 'government-office',
  records: { plan, task, goal, subtask, report },
  flows: { intake, tracking },
})

export const model: Model = makeModel(lanting, [supervision, testScene])
export const recordOf = (of: { name: string }): AnyRecord => model.records.get(of.name)!

export const tables: readonly Table[] = [...storeTables, ...recordTables(model)]

const counties = lanting.regions.filter(one => one.level === 'county').map(one => one.code)
export const cityCode = lanting.code
export const [countyA, countyB] = [counties[0]!, counties[1]!]
const organsAt = (of: string) => lanting.organs.filter(one => one.region === of && one.parent === null)
export const [cityOrgan, cityOrganB] = [organsAt(cityCode)[0]!, organsAt(cityCode)[1]!]
export const [organA, organB] = [organsAt(countyA)[0]!, organsAt(countyB)[0]!]

export function makeSubject(
  person: string,
  ...held: readonly [RoleId, { id: string; region: string; line: string; level: HeldPost['level'] }][]
): Subject {
  const posts = held.map(
    ([role, at]): HeldPost => ({ role, organ: at.id, line: at.line, level: at.level, region: at.region, onBehalfOf: null }),
  )
  return {
    kind: 'person',
    person,
    name: person,
    posts,
    desks: desksOf(person, posts),
    organ: posts[0]?.organ ?? null,
    region: posts[0]?.region ?? cityCode,
  }
}

export const people = {
  overseer: makeSubject('overseer', ['supervisor', cityOrgan]),
  overseerA: makeSubject('overseerA', ['supervisor', organA]),
  handlerA: makeSubject('handlerA', ['handler', organA]),
  handlerB: makeSubject('handlerB', ['handler', organB]),
  liaison: makeSubject('liaison', ['liaison', cityOrganB]),
  nobody: makeSubject('nobody', ['mediator', organB]),
} as const

/** The obvious reading of the grants; identity's own function is tested against the same sentences elsewhere. */
export const decide: Decide = (subject, of, power) => {
  if (subject.kind === 'system') return { answer: 'yes' }
  const conditions: Condition[] = of.access
    .filter(grant => grant.powers.includes(power))
    .flatMap((grant): Condition[] => {
      const posts =
        grant.roles === 'anyone' ? subject.posts : subject.posts.filter(post => (grant.roles as readonly string[]).includes(post.role))
      const { reach } = grant
      if (reach.kind === 'author') return [{ op: 'is', field: 'author', value: subject.person }]
      if (reach.kind === 'region') return posts.map(post => ({ op: 'within', field: 'region', value: post.region }))
      if (reach.kind === 'organ') {
        const isList = of.fields[reach.field]?.kind === 'organs'
        return posts.map(post => ({ op: isList ? 'contains' : 'is', field: reach.field, value: post.organ }))
      }
      return []
    })
  if (power === 'read') conditions.push(involved)
  return conditions.length === 0 ? { answer: 'no' } : { answer: 'filter', when: any(...conditions) }
}
