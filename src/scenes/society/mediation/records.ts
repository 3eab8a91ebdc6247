// What the mediation of disputes keeps: the dispute with its agreement, sessions, visits, and which disputes were joined. (Further parties: parties.ts.)
import {
  type AnyRecord,
  account,
  byAuthor,
  byPublic,
  choice,
  choices,
  date,
  file,
  idcard,
  inOrgan,
  inRegion,
  instant,
  money,
  number,
  organ,
  organs,
  persons,
  phone,
  point,
  record,
  ref,
  signature,
  table,
  text,
  yesno,
} from '#declare'

export const mediatorRoles = ['mediator', 'mediation-head'] as const
export const overseers = ['leader', 'auditor', 'data-steward', 'supervisor'] as const
const joined = ['head', 'liaison', 'handler'] as const

export const kinds = {
  neighbour: '邻里纠纷',
  family: '婚姻家庭纠纷',
  house: '房屋宅基地纠纷',
  land: '山林土地纠纷',
  contract: '合同纠纷',
  labour: '劳动争议',
  damage: '损害赔偿纠纷',
  traffic: '道路交通事故纠纷',
  medical: '医疗纠纷',
  property: '物业纠纷',
  consumer: '消费纠纷',
  relocation: '征地拆迁纠纷',
  environment: '环境污染纠纷',
  business: '生产经营纠纷',
  other: '其他纠纷',
} as const

export const mediationLevels = { village: '村（社区）', town: '镇街', county: '县（市、区）', city: '市' } as const
export type MediationLevel = keyof typeof mediationLevels

/** What a leading case may come to, by the end of its flow, as the applicants of those that were joined to it are told. */
export const leadResults = {
  closed: '已达成协议并履行',
  failed: '调解不成，可以依法起诉、申请仲裁或者请求行政机关处理',
  broken: '协议没有履行，可以依法起诉或者申请强制执行',
  refused: '不予受理，可以依法起诉、申请仲裁或者请求行政机关处理',
  withdrawn: '已由申请人撤回',
} as const

const theDispute = (): AnyRecord => dispute

export const dispute = record('dispute', {
  label: '矛盾纠纷',
  owner: 'mediation',
  share: 'on-request',
  level: 'L3',
  title: 'topic',
  number: '解纷〔{yyyy}〕{n:6}号',
  access: [
    inRegion(overseers),
    inRegion(mediatorRoles, ['read', 'create', 'write', 'export', 'unmask']),
    inOrgan('joint', joined),
    byAuthor(),
    byPublic('applicant', ['read', 'create', 'unmask']),
    byPublic('respondent'),
  ],
  fields: {
    kind: choice({ label: '纠纷类型', required: true, list: true, of: kinds }),
    topic: text({
      label: '纠纷概要',
      required: true,
      search: true,
      list: true,
      min: 4,
      max: 60,
      help: '一句话说清楚是什么事，不要写姓名和电话',
    }),
    story: text({ label: '事情经过和要求', required: true, long: true, min: 10, max: 3000 }),
    elsewhere: choice({
      label: '是否已由其他机关处理',
      required: true,
      of: {
        none: '没有',
        court: '人民法院已经受理或判决',
        police: '公安机关正在处理治安或刑事案件',
        agency: '其他行政机关已经受理或解决',
        arbitration: '仲裁机构已经受理或裁决',
      },
    }),
    spot: text({ label: '发生地点', search: true, list: true, max: 100, help: '小区、楼栋、路名或自然村' }),
    place: point({ label: '地图位置' }),
    amount: money({ label: '涉及金额', min: 0 }),
    people: number({ label: '涉及人数', decimals: 0, min: 1, max: 100_000, unit: '人' }),
    urgency: choice({ label: '紧急程度', list: true, of: { usual: '一般', urgent: '紧急，可能激化', mass: '群体性' } }),
    evidence: file({ label: '证据材料', max: 20, help: '合同、票据、照片等，没有可以不传' }),

    applicantName: text({ label: '申请人姓名', required: true, max: 40, protect: 'personal' }),
    applicantPhone: phone({ label: '申请人电话', required: true }),
    applicantIdcard: idcard({ label: '申请人身份证号' }),
    applicant: account({ label: '申请人账号', phone: 'applicantPhone' }),
    respondentName: text({ label: '对方姓名或单位名称', required: true, max: 100, protect: 'personal' }),
    respondentPhone: phone({ label: '对方电话', help: '知道就填，便于联系对方参加调解' }),
    respondentIdcard: idcard({ label: '对方身份证号' }),
    respondent: account({ label: '对方账号', phone: 'respondentPhone' }),

    level: choice({ label: '办理层级', list: true, of: mediationLevels }),
    handledBy: organ({ label: '承办单位', list: true }),
    mediators: persons({ label: '调解员', max: 5 }),
    joint: organs({ label: '联合调解单位', max: 20 }),
    jointOpinion: text({ label: '联合调解意见', long: true, max: 3000 }),
    refusal: text({ label: '不予受理理由', long: true, max: 1000 }),
    withdrawal: text({ label: '撤回理由', max: 500 }),
    guidance: choice({
      label: '后续途径',
      of: { suit: '向人民法院起诉', arbitration: '申请仲裁', agency: '请求行政机关处理', enforcement: '申请强制执行' },
    }),
    guidanceWhy: text({ label: '终止原因', long: true, max: 1000 }),

    facts: text({ label: '主要事实和争议事项', long: true, max: 3000 }),
    terms: table({
      label: '协议内容',
      max: 30,
      columns: {
        who: choice({ label: '履行方', required: true, of: { applicant: '申请人', respondent: '对方', both: '双方' } }),
        what: text({ label: '约定', required: true, max: 500 }),
        by: date({ label: '履行期限', required: true }),
      },
    }),
    performHow: text({ label: '履行方式', max: 300 }),
    agreedOn: date({ label: '达成协议日期' }),
    performBy: date({ label: '最后履行期限' }),
    applicantSign: signature({ label: '申请人签名' }),
    respondentSign: signature({ label: '对方签名' }),
    mediatorSign: signature({ label: '调解员签名' }),
    applicantSignedOn: date({ label: '申请人签署日期' }),
    respondentSignedOn: date({ label: '对方签署日期' }),
    othersLeft: number({ label: '还没有签字的其他当事人', decimals: 0, min: 0, unit: '人', hidden: true }),
    othersSigning: text({ label: '其他当事人签字', max: 500 }),
    effectiveOn: date({ label: '协议生效日期', list: true }),
    confirmBy: date({ label: '司法确认申请截止日' }),
    applicantConfirms: yesno({ label: '申请人同意申请司法确认' }),
    respondentConfirms: yesno({ label: '对方同意申请司法确认' }),
    applicantConfirmSign: signature({ label: '申请人在申请书上的签名' }),
    respondentConfirmSign: signature({ label: '对方在申请书上的签名' }),
    applicantConfirmedOn: date({ label: '申请人签署申请书日期' }),
    respondentConfirmedOn: date({ label: '对方签署申请书日期' }),
    concernsStatus: yesno({ label: '涉及确认身份、收养或婚姻关系' }),
    court: text({ label: '管辖法院', max: 60 }),
    courtResult: choice({
      label: '司法确认结果',
      list: true,
      of: { confirmed: '裁定确认有效', rejected: '裁定驳回', refused: '不予受理', withdrawn: '撤回申请' },
    }),
    courtNumber: text({ label: '裁定书案号', max: 60 }),
    performance: text({ label: '履行情况', long: true, max: 2000 }),
    solvedOn: date({ label: '化解日期' }),
    satisfied: choice({ label: '回访满意度', list: true, of: { yes: '满意', mostly: '基本满意', no: '不满意' } }),
    reopenedTimes: number({ label: '反复次数', decimals: 0, min: 0 }),

    mergedInto: ref(theDispute, { label: '并入的主案' }),
    mergedFor: choices({ label: '并案依据', of: { person: '同一当事人', place: '同一地点', matter: '同一事由' } }),
    leadResult: choice({ label: '主案结果', of: leadResults }),
  },
})

export const session = record('dispute-session', {
  label: '调解记录',
  owner: 'mediation',
  share: 'on-request',
  level: 'L3',
  title: 'venue',
  part: () => dispute,
  access: [inRegion(overseers), inRegion(mediatorRoles)],
  fields: {
    at: instant({ label: '调解时间', required: true, list: true }),
    venue: text({ label: '调解地点', required: true, list: true, max: 100 }),
    present: choices({
      label: '到场',
      required: true,
      list: true,
      of: { applicant: '申请人', respondent: '对方', agent: '代理人', organ: '联合调解单位', expert: '专家', kin: '亲友邻里' },
    }),
    told: yesno({ label: '已告知权利义务', required: true, list: true, help: '调解自愿、不收费，可以拒绝调解、要求换人、随时终止' }),
    minutes: text({ label: '调解笔录', required: true, long: true, min: 10, max: 10_000 }),
    result: choice({
      label: '本次结果',
      required: true,
      list: true,
      of: { agreed: '达成一致', again: '另行调解', apart: '分歧较大' },
    }),
    files: file({ label: '附件', max: 20 }),
  },
})

export const visit = record('dispute-visit', {
  label: '回访',
  owner: 'mediation',
  share: 'on-request',
  level: 'L3',
  title: 'how',
  part: () => dispute,
  access: [inRegion(overseers), inRegion(mediatorRoles)],
  fields: {
    visitedOn: date({ label: '回访日期', required: true, list: true }),
    how: choice({ label: '方式', required: true, list: true, of: { home: '上门', phone: '电话', online: '线上' } }),
    performed: choice({ label: '履行情况', required: true, list: true, of: { all: '全部履行', part: '部分履行', none: '没有履行' } }),
    words: text({ label: '当事人意见', required: true, long: true, list: true, max: 2000 }),
  },
})

/** Which dispute was joined to which, by whom and why; the rows stay when a joining is undone. */
export const merge = record('dispute-merge', {
  label: '并案记录',
  owner: 'mediation',
  share: 'on-request',
  level: 'L3',
  title: 'because',
  access: [inRegion(overseers), inRegion(mediatorRoles, ['read', 'create', 'write'])],
  fields: {
    lead: ref(() => dispute, { label: '主案', required: true, list: true }),
    merged: ref(() => dispute, { label: '被并案件', required: true, list: true }),
    because: text({ label: '依据', required: true, list: true, max: 1000 }),
    undoneOn: date({ label: '撤销日期', list: true }),
  },
})
