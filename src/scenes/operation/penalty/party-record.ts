// The party of a case, kept once: what identifies a person is sealed here, so that leads, cases and papers carry the name only.
import { byAuthor, choice, creditCode, idcard, inOrgan, inRegion, phone, record, ref, text } from '#declare'

export const office = ['head', 'liaison', 'handler', 'inspector'] as const
export const overseers = ['supervisor', 'leader', 'auditor'] as const

/** What is asked for wherever a party is named for the first time. */
export const partyInput = {
  partyKind: choice({ label: '当事人类别', required: true, of: { person: '自然人', firm: '法人或者其他组织' } }),
  party: text({ label: '姓名或者名称', required: true, search: true, max: 100 }),
  idNumber: idcard({ label: '身份证号码', when: { op: 'is', field: 'partyKind', value: 'person' } }),
  creditCode: creditCode({ label: '统一社会信用代码', when: { op: 'is', field: 'partyKind', value: 'firm' } }),
  representative: text({ label: '法定代表人', max: 40, when: { op: 'is', field: 'partyKind', value: 'firm' } }),
  address: text({ label: '住所或者经营场所', required: true, max: 200 }),
  phone: phone({ label: '联系电话' }),
} as const

export const party = record('penalty-party', {
  label: '当事人',
  owner: 'gov-office',
  share: { refused: '《行政处罚法》第五十条：涉及个人隐私的应当保密' },
  level: 'L3',
  title: 'party',
  access: [
    inRegion(overseers),
    inOrgan('organ', office, ['read']),
    inOrgan('organ', ['inspector', 'handler', 'head'], ['create', 'write']),
    inOrgan('organ', ['inspector', 'head'], ['unmask']),
    byAuthor(),
  ],
  fields: { ...partyInput, key: text({ label: '当事人比对码', hidden: true, max: 32 }) },
})

/** How a case names its party. */
export const partyFields = {
  subject: ref(() => party, { label: '当事人档案', required: true }),
  partyKind: choice({ label: '当事人类别', required: true, list: true, of: { person: '自然人', firm: '法人或者其他组织' } }),
  party: text({ label: '当事人', required: true, search: true, list: true, max: 100 }),
  address: text({ label: '住所或者经营场所', required: true, max: 200 }),
  partyKey: text({ label: '当事人比对码', hidden: true, max: 32 }),
} as const
