// What a penalty case keeps: the lead, the case, its evidence and who held it, its written records, and what the party said.
import {
  byAuthor,
  choice,
  choices,
  date,
  file,
  inOrgan,
  inRegion,
  instant,
  money,
  number,
  person,
  record,
  ref,
  region,
  table,
  text,
  yesno,
} from '#declare'
import { benchmark } from './benchmark-record.ts'
import { evidenceKinds, outcomes, penalties } from './choices.ts'
import { factLabels, fields } from './parameters.ts'
import { office, overseers, partyFields } from './party-record.ts'
import { transferFields } from './transfer-fields.ts'

/** What was done, when and where. */
export const actFields = {
  benchmark: ref(() => benchmark, { label: '案由', required: true }),
  cause: text({ label: '案由名称', list: true, search: true, max: 200 }),
  place: region({ label: '违法行为发生地', required: true, list: true }),
  site: text({ label: '具体地点', required: true, max: 200 }),
  actFrom: date({ label: '违法行为开始日期', required: true }),
  actTo: date({ label: '违法行为终了日期', required: true, help: '有连续或者继续状态的，填行为终了之日' }),
  foundOn: date({ label: '发现日期', required: true }),
  grave: yesno({ label: '涉及公民生命健康安全、金融安全且有危害后果' }),
} as const

/** A decision that was revoked, found void or corrected counts no longer. */
export const annulledOn = date({ label: '决定被撤销、确认无效或者纠正的日期' })

export const lead = record('penalty-lead', {
  label: '违法线索',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L3',
  title: 'summary',
  number: '线索〔{yyyy}〕{n:5}号',
  access: [
    inRegion(overseers),
    inOrgan('organ', office, ['read', 'write', 'export']),
    inOrgan('organ', ['inspector', 'handler'], ['read', 'create']),
  ],
  fields: {
    summary: text({ label: '线索摘要', required: true, search: true, list: true, max: 200 }),
    source: choice({
      label: '线索来源',
      required: true,
      list: true,
      of: {
        inspection: '监督检查',
        random: '双随机抽查',
        complaint: '投诉举报',
        transferred: '其他机关移送',
        assigned: '上级交办',
        media: '媒体曝光',
      },
    }),
    sourceNumber: text({ label: '来源编号', search: true, max: 80, help: '检查、举报或者移送函的编号，同一编号不重复登记' }),
    ...partyFields,
    ...actFields,
    officer: person({ label: '主办执法人员', required: true, list: true }),
    second: person({ label: '协办执法人员', required: true }),
    found: text({ label: '核查情况', long: true, max: 3000 }),
    files: file({ label: '线索材料', max: 20 }),
    limitBy: date({ label: '处罚时效届满日期', list: true }),
    limitWarnOn: date({ label: '时效预警日期', hidden: true }),
    filedCase: text({ label: '案件标识', max: 40 }),
    origin: text({ label: '来源标识', hidden: true, max: 100 }),
  },
})

export const penaltyCase = record('penalty-case', {
  label: '行政处罚案件',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L3',
  title: 'title',
  number: '处罚〔{yyyy}〕{n:5}号',
  access: [inRegion(overseers), inOrgan('organ', office, ['read', 'export'])],
  fields: {
    title: text({ label: '案件名称', required: true, search: true, list: true, max: 200 }),
    field: choice({ label: '执法领域', required: true, list: true, of: fields }),
    ...partyFields,
    ...actFields,
    lead: ref(() => lead, { label: '来源线索' }),
    officer: person({ label: '主办执法人员', required: true, list: true }),
    second: person({ label: '协办执法人员', required: true }),
    filedOn: date({ label: '立案日期', required: true, list: true }),
    findings: text({ label: '查明的事实', long: true, max: 5000 }),
    outcome: choice({ label: '处理意见', of: outcomes, list: true }),
    base: money({ label: '违法所得或者货值金额' }),
    measure: number({ label: '裁量阶次数量', min: 0, decimals: 2 }),
    facts: choices({ label: '裁量情节', of: factLabels }),
    priors: table({
      label: '以往处罚',
      max: 20,
      columns: {
        decidedOn: date({ label: '决定日期', required: true }),
        organ: text({ label: '处罚机关', max: 60 }),
        cause: text({ label: '案由', max: 200 }),
        fine: money({ label: '罚款' }),
      },
    }),
    suggestedTier: text({ label: '裁量档次', max: 20 }),
    suggestedLeast: money({ label: '基准下限' }),
    suggestedMost: money({ label: '基准上限' }),
    suggestedFine: money({ label: '基准建议罚款' }),
    steps: table({
      label: '裁量过程',
      max: 40,
      columns: { says: text({ label: '步骤', max: 300 }), basis: text({ label: '依据', max: 200 }) },
    }),
    proposedFine: money({ label: '拟罚款', list: true, min: 0 }),
    confiscated: money({ label: '拟没收金额', min: 0 }),
    penalties: choices({ label: '拟处罚种类', of: penalties }),
    departure: number({ label: '偏离裁量基准', unit: '%', decimals: 1, list: true }),
    departs: yesno({ label: '是否偏离裁量基准' }),
    departureReason: text({ label: '偏离理由', long: true, max: 1000 }),
    publicInterest: yesno({ label: '涉及重大公共利益' }),
    complex: yesno({ label: '案情复杂、重大或者涉及多个法律关系' }),
    differentAct: text({ label: '与已处罚行为不同的说明', long: true, max: 1000 }),
    legalReview: yesno({ label: '须法制审核' }),
    hearingRight: yesno({ label: '有权要求听证' }),
    collective: yesno({ label: '须集体讨论' }),
    opinion: text({ label: '审核意见', long: true, max: 2000 }),
    reviewer: text({ label: '审核人', max: 40 }),
    noticedOn: date({ label: '告知书送达日期' }),
    noticedFine: money({ label: '告知的罚款' }),
    stated: yesno({ label: '已陈述、申辩' }),
    heard: yesno({ label: '已听证' }),
    hearingOn: date({ label: '听证日期' }),
    hearingPlace: text({ label: '听证地点', max: 200 }),
    hearingHost: person({ label: '听证主持人' }),
    hearingClerk: text({ label: '听证记录员', max: 40 }),
    transcript: text({ label: '听证笔录', long: true, max: 10_000 }),
    considered: text({ label: '复核意见', long: true, max: 3000 }),
    discussion: text({ label: '集体讨论记录', long: true, max: 5000 }),
    discussants: text({ label: '讨论参加人', max: 300 }),
    fine: money({ label: '罚款', list: true }),
    decidedOn: date({ label: '决定日期', list: true }),
    annulledOn,
    inTime: yesno({ label: '九十日内作出决定' }),
    decideWarnOn: date({ label: '办案期限预警日期', hidden: true }),
    ...transferFields,
  },
})

export const evidence = record('penalty-evidence', {
  label: '证据',
  owner: 'gov-office',
  share: { refused: '《行政处罚法》第五十条：涉及国家秘密、商业秘密和个人隐私的应当保密' },
  level: 'L3',
  title: 'name',
  part: () => penaltyCase,
  number: '证据〔{yyyy}〕{n:6}号',
  access: [inRegion(overseers), inOrgan('organ', office), byAuthor(['read'])],
  fields: {
    name: text({ label: '证据名称', required: true, list: true, search: true, max: 200, fixed: true }),
    spec: text({ label: '规格、型号', max: 100, fixed: true }),
    amount: text({ label: '数量', max: 40, fixed: true }),
    kind: choice({ label: '证据种类', required: true, list: true, of: evidenceKinds, fixed: true }),
    proves: text({ label: '证明内容', required: true, long: true, max: 1000 }),
    files: file({ label: '电子件', max: 10, fixed: true }),
    original: choice({ label: '原件或者复制件', required: true, of: { original: '原件', copy: '复制件，与原件核对无误' }, fixed: true }),
    takenAt: instant({ label: '取得时间', required: true, list: true, fixed: true }),
    takenPlace: text({ label: '取得地点', required: true, max: 200, fixed: true }),
    source: text({ label: '提供人或者取证方式', required: true, max: 100, fixed: true }),
    keeper: text({ label: '保管人', required: true, list: true, max: 60 }),
    preserved: yesno({
      label: '先行登记保存',
      list: true,
      fixed: true,
      help: '在证据可能灭失或者以后难以取得时，经负责人批准；七个工作日内作出处理决定',
    }),
    approvedBy: text({ label: '批准人', max: 60 }),
    disposal: text({ label: '处理决定', max: 500 }),
    illegal: yesno({ label: '以非法手段取得', help: '非法证据不得作为认定案件事实的根据（第四十六条第三款）' }),
  },
})

/** What lies in the file of a case: seen by the organ that handles it and by those who oversee it. */
const inFile = {
  owner: 'gov-office',
  level: 'L3',
  part: () => penaltyCase,
  access: [inRegion(overseers), inOrgan('organ', office)],
} as const
const secret = { refused: '《行政处罚法》第五十条' } as const

/** One hand-over of a piece of evidence. Made by an act of the case, so each is an event in its log and a line in the ledger. */
export const custody = record('penalty-custody', {
  ...inFile,
  label: '证据移交',
  share: secret,
  title: 'what',
  fields: {
    evidence: ref(() => evidence, { label: '证据', required: true }),
    what: text({ label: '移交事由', required: true, list: true, max: 200, fixed: true }),
    from: text({ label: '移交人', required: true, list: true, max: 60, fixed: true }),
    to: text({ label: '接收人', required: true, list: true, max: 60, fixed: true }),
    at: instant({ label: '移交时间', required: true, list: true, fixed: true }),
    condition: text({ label: '状态（封存编号、完好情况）', required: true, max: 300, fixed: true }),
    digest: text({ label: '电子件校验值', max: 64, fixed: true, pattern: { source: '^[0-9a-f]{64}$', says: 'SHA-256，64位十六进制' } }),
  },
})

/** 笔录 of an inspection or an interview. */
export const note = record('penalty-note', {
  ...inFile,
  label: '笔录',
  share: secret,
  title: 'about',
  fields: {
    about: text({ label: '事由', required: true, list: true, max: 200, fixed: true }),
    kind: choice({ label: '笔录种类', required: true, list: true, of: { site: '现场检查笔录', interview: '询问笔录' }, fixed: true }),
    place: text({ label: '地点', required: true, max: 200, fixed: true }),
    from: instant({ label: '开始时间', required: true, fixed: true }),
    to: instant({ label: '结束时间', required: true, fixed: true }),
    whom: text({ label: '被检查人、被询问人', required: true, list: true, max: 100, fixed: true }),
    post: text({ label: '身份、职务或者与当事人的关系', max: 60, fixed: true }),
    told: yesno({ label: '已出示执法证件并告知权利', required: true, fixed: true }),
    content: text({ label: '笔录内容', required: true, long: true, max: 10_000, fixed: true }),
    agreed: choice({
      label: '核对情况',
      required: true,
      of: { signed: '核对无误，签名确认', refused: '拒绝签名，执法人员注明' },
      fixed: true,
    }),
    recording: file({ label: '音像记录', max: 5, fixed: true }),
  },
})

export const statement = record('penalty-statement', {
  ...inFile,
  label: '陈述申辩',
  share: 'on-request',
  title: 'said',
  fields: {
    said: text({ label: '陈述、申辩内容', required: true, long: true, list: true, max: 5000, fixed: true }),
    form: choice({ label: '提出方式', required: true, of: { written: '书面', oral: '口头，已记录' }, fixed: true }),
    receivedOn: date({ label: '收到日期', required: true, list: true, fixed: true }),
    files: file({ label: '申辩材料', max: 10, fixed: true }),
  },
})
