// What the one door of government services keeps: questions and their answers, ratings and what came of bad ones, every case handled.
import { account, byAuthor, byPublic, choice, choices, file, inOrgan, inRegion, number, organ, phone, record, region, text } from '#declare'

const office = ['head', 'liaison', 'handler'] as const
const overseers = ['supervisor', 'leader', 'auditor', 'data-steward'] as const

export const consultation = record('consultation', {
  label: '咨询建议',
  owner: 'services',
  share: 'on-request',
  level: 'L2',
  title: 'topic',
  number: '咨〔{yyyy}〕{n:6}号',
  access: [
    inRegion(overseers),
    inRegion(['handler'], ['create']),
    inRegion(['head', 'handler'], ['unmask']),
    byAuthor(),
    byPublic('asker', ['read', 'create', 'unmask']),
  ],
  fields: {
    kind: choice({ label: '类型', required: true, list: true, of: { question: '办事咨询', policy: '政策咨询', advice: '意见建议' } }),
    topic: text({ label: '标题', required: true, search: true, list: true, min: 4, max: 60, help: '用一句话说清楚想问什么' }),
    question: text({ label: '具体内容', required: true, long: true, min: 5, max: 2000 }),
    files: file({ label: '图片或文件', max: 5, help: '没有可以不传' }),
    where: region({ label: '所在地区', required: true, list: true, help: '选到县（市、区），由当地答复' }),
    name: text({ label: '您的称呼', required: true, max: 40, protect: 'personal' }),
    phone: phone({ label: '联系电话', required: true }),
    asker: account({ label: '咨询人账号', phone: 'phone' }),
    more: text({ label: '补充内容', long: true, max: 2000 }),
    reply: text({ label: '答复内容', long: true, max: 5000 }),
    replyFiles: file({ label: '答复附件', max: 5 }),
  },
})

/** One rating of one case that ended. Made by the platform when somebody rates; the two lower grades begin the flow of putting it right. */
export const rating = record('service-rating', {
  label: '服务评价',
  owner: 'services',
  share: 'on-request',
  level: 'L2',
  title: 'service',
  access: [
    inRegion(overseers),
    inOrgan('organ', office, ['read', 'export']),
    inOrgan('handledBy', office),
    inOrgan('handledBy', ['head', 'handler'], ['unmask']),
    byPublic('rater'),
  ],
  fields: {
    service: text({ label: '服务事项', required: true, list: true, search: true, max: 100, fixed: true }),
    caseNumber: text({ label: '办件编号', list: true, search: true, max: 60, fixed: true }),
    caseRecord: text({ label: '办件类别', max: 60, fixed: true }),
    caseId: text({ label: '办件标识', max: 40, fixed: true }),
    stars: number({ label: '评价（1非常不满意至5很满意）', required: true, list: true, decimals: 0, min: 1, max: 5 }),
    reasons: choices({
      label: '原因',
      list: true,
      of: {
        slow: '办得慢',
        trips: '多跑了路',
        materials: '材料要求多',
        unclear: '没讲清楚',
        attitude: '态度不好',
        result: '没解决问题',
        fast: '办得快',
        clear: '讲得清楚',
        kind: '态度好',
        solved: '解决了问题',
      },
    }),
    words: text({ label: '评价内容', long: true, max: 1000 }),
    handledBy: organ({ label: '承办单位', list: true }),
    phone: phone({ label: '回访电话' }),
    rater: account({ label: '评价人账号', phone: 'phone' }),
    contact: text({ label: '回访情况', long: true, max: 2000 }),
    finding: choice({ label: '核实结论', list: true, of: { true: '情况属实', partly: '部分属实', 'no-basis': '诉求没有法规依据' } }),
    measures: text({ label: '整改和答复', long: true, max: 2000 }),
  },
})

/** 办件库: every case that came in by a service, with the way it came. Made by the platform; the share of online applications is counted from it. */
export const handled = record('service-handled', {
  label: '服务办件',
  owner: 'services',
  share: 'open',
  level: 'L1',
  title: 'service',
  access: [inRegion(overseers), inOrgan('organ', office, ['read', 'export'])],
  fields: {
    service: text({ label: '服务事项', required: true, list: true, search: true, max: 100, fixed: true }),
    caseNumber: text({ label: '办件编号', list: true, search: true, max: 60, fixed: true }),
    record: text({ label: '办件类别', max: 60, fixed: true }),
    caseId: text({ label: '办件标识', max: 40, fixed: true }),
    channel: choice({ label: '申请渠道', required: true, list: true, fixed: true, of: { online: '网上', window: '现场或电话' } }),
  },
})
