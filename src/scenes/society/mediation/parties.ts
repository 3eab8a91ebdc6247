// Whoever is a party beside the two sides, and their signatures under an agreement.
import { account, byPublic, choice, date, idcard, inRegion, organ, phone, record, ref, signature, text, yesno } from '#declare'
import { dispute, mediatorRoles, overseers } from './records.ts'

export const partySides = { applicant: '申请人一方', respondent: '对方一方', third: '利害关系人' } as const

export const party = record('dispute-party', {
  label: '其他当事人',
  owner: 'mediation',
  share: 'on-request',
  level: 'L3',
  title: 'side',
  part: () => dispute,
  access: [inRegion(overseers), inRegion(mediatorRoles, ['read', 'create', 'write', 'delete', 'unmask'])],
  fields: {
    side: choice({ label: '一方', required: true, list: true, of: partySides }),
    name: text({ label: '姓名或单位名称', required: true, list: true, max: 100, protect: 'personal' }),
    phone: phone({ label: '电话', list: true }),
    idcard: idcard({ label: '身份证号' }),
    account: account({ label: '账号', phone: 'phone' }),
    address: text({ label: '住址', max: 200, protect: 'personal' }),
    signs: yesno({ label: '在协议上签字', required: true, list: true, help: '协议给他设定义务、或者要他同意的，应当签字' }),
    joinedFrom: ref(() => dispute, { label: '并案前的案件', hidden: true }),
  },
})

/** One further party's signature under one draft of the agreement: asked, given or refused. Drafts that were given up keep theirs. */
export const cosigning = record('dispute-cosigning', {
  label: '其他当事人签字',
  owner: 'mediation',
  share: 'on-request',
  level: 'L3',
  title: 'matter',
  part: () => dispute,
  access: [inRegion(overseers), inRegion(mediatorRoles, ['read', 'unmask']), byPublic('account', ['read', 'unmask'])],
  fields: {
    matter: text({ label: '纠纷', required: true, max: 60 }),
    side: choice({ label: '一方', required: true, list: true, of: partySides }),
    name: text({ label: '姓名或单位名称', required: true, list: true, max: 100, protect: 'personal' }),
    phone: phone({ label: '电话', list: true }),
    account: account({ label: '账号', phone: 'phone' }),
    handledBy: organ({ label: '承办单位' }),
    agreedOn: date({ label: '协议日期', required: true, list: true }),
    current: yesno({ label: '现行协议', hidden: true }),
    signature: signature({ label: '签名' }),
    signedOn: date({ label: '签署日期', list: true }),
    refusal: text({ label: '不签的理由', list: true, max: 500 }),
  },
})
