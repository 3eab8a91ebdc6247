// A service with everything a service may have, for the tests of the public's door: a rule of law, a firm, a second party, a signature, a part
// that is the office's own, a secret.
import {
  account,
  at,
  byPublic,
  creditCode,
  file,
  flow,
  go,
  inRegion,
  number,
  parameter,
  phone,
  record,
  refs,
  region,
  rule,
  type Scene,
  scene,
  service,
  signature,
  stay,
  text,
  workdays,
} from '#declare'
import oneNet from '../scenes/services/one-net/scene.ts'

export const permit = record('portal-permit', {
  label: '占道许可',
  owner: 'services',
  share: 'on-request',
  level: 'L2',
  title: 'what',
  number: '占〔{yyyy}〕{n:5}号',
  access: [
    inRegion(['handler', 'head'], ['read', 'create', 'write', 'export']),
    inRegion(['head'], ['unmask']),
    byPublic('holder', ['read', 'create', 'unmask']),
    byPublic('neighbour'),
  ],
  fields: {
    what: text({ label: '占道事由', required: true, max: 100 }),
    area: number({ label: '面积', required: true, min: 0, unit: '平方米' }),
    where: region({ label: '地点', required: true }),
    plan: file({ label: '平面图', max: 3 }),
    name: text({ label: '申请人', protect: 'personal', max: 40 }),
    phone: phone({ label: '联系电话' }),
    holder: account({ label: '申请人账号', phone: 'phone' }),
    firm: creditCode({ label: '统一社会信用代码' }),
    neighbourPhone: phone({ label: '相邻方电话' }),
    neighbour: account({ label: '相邻方账号', phone: 'neighbourPhone' }),
    clue: text({ label: '内部线索', protect: 'secret', max: 200 }),
    opinion: text({ label: '内部意见', max: 500 }),
    decision: text({ label: '决定', max: 500 }),
    consent: signature({ label: '签名' }),
  },
})
export const inspection = record('portal-inspection', {
  label: '现场核查',
  owner: 'services',
  share: 'on-request',
  level: 'L2',
  title: 'found',
  part: () => permit,
  access: [inRegion(['handler', 'head'], ['read', 'create', 'write'])],
  fields: { found: text({ label: '核查情况', required: true, max: 500 }) },
})
const most = parameter('most-area', { label: '最大面积', unit: '平方米', basis: '测试条例第三条', from: { '2020-01-01': 30 } })
const limit = rule(permit, {
  name: 'limit',
  label: '占道面积',
  basis: '《测试市容条例》第三条',
  parameters: [most],
  from: { '2020-01-01': { allow: d => d.area.atMost(most), because: '占道面积不能超过30平方米，请缩小后再申请' } },
})
const { holder } = refs(permit)
const deciding = flow(permit, ({ step, end }) => ({
  name: 'deciding',
  label: '许可',
  start: 'review',
  states: {
    review: step('审查', {
      says: '正在审查您的申请',
      by: at('county', 'handler', 'services'),
      within: workdays(3),
      on: {
        inspect: stay('登记核查', { adds: () => inspection }),
        note: stay('内部批注', { sets: ['opinion', 'clue'] }),
        toSign: go('请签承诺', 'signing'),
        refuse: go('不予许可', 'refused', { sets: ['decision'], reason: true }),
        drop: go('撤回申请', 'dropped', { by: holder.self(), plain: '撤回这次申请' }),
      },
    }),
    signing: step('待签承诺', {
      says: '请您签署承诺书',
      by: d => d.holder.self(),
      within: workdays(5),
      on: {
        sign: go('签署', 'granted', {
          plain: '承诺按许可的范围和时间占道',
          sets: ['consent'],
          form: { consent: signature({ label: '签名', required: true }) },
          tone: 'primary',
        }),
      },
    }),
    granted: end('已许可'),
    refused: end('不予许可'),
    dropped: end('已撤回', { void: true }),
  },
  marks: { yellow: workdays(1), red: workdays(0) },
  oversight: {
    by: at('county', 'handler', 'services'),
    acts: ['extend', 'suspend', 'resume'],
    reply: { within: workdays(1), role: 'head' },
  },
  basis: '测试条例第五条',
}))
const apply = service(permit, {
  name: 'permit',
  title: '临时占道许可',
  says: '搭台办活动、装修堆料，临时占用道路',
  words: ['摆摊', '搭台'],
  for: ['person', 'business'],
  events: ['everyday', 'licence'],
  form: ['what', 'area', 'where', 'plan', 'phone', 'neighbourPhone', 'firm'],
  applicant: 'holder',
  called: 'name',
  firm: 'firm',
  place: 'where',
  shows: ['decision'],
  starts: deciding,
  rules: [limit],
  promise: workdays(8),
  basis: '《测试市容条例》第二条',
  materials: [{ label: '平面图', field: 'plan' }],
})

export const scenes: readonly Scene[] = [
  oneNet,
  scene('portal-permits', {
    title: '占道许可',
    area: 'services',
    plan: '',
    owner: 'services',
    records: { permit, inspection },
    flows: { deciding },
    rules: { limit },
    services: { apply },
  }),
]

export const application = { what: '社区中秋晚会搭台', area: 20, where: '330602', phone: '13905750201', neighbourPhone: '13905750203' }
/** A line of ink that could be a name. */
export const ink = {
  width: 300,
  height: 150,
  strokes: [Array.from({ length: 20 }, (_, n) => [10 + n * 8, 60 + (n % 5) * 4, n * 16])],
}
