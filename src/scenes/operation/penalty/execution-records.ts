// What follows a decision: it is served, paid, perhaps enforced by a court, and made public; and the small cases decided on the spot.
import { choice, choices, date, file, inOrgan, inRegion, money, number, person, record, ref, signature, table, text, yesno } from '#declare'
import { appealKinds, appealResults, servings } from './choices.ts'
import { factLabels, fields } from './parameters.ts'
import { office, overseers, partyFields } from './party-record.ts'
import { actFields, annulledOn, penaltyCase } from './records.ts'

/** 当场处罚: one page on a phone, arts. 51–53. */
export const onSpot = record('penalty-on-spot', {
  label: '当场处罚',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L3',
  title: 'cause',
  number: '简易〔{yyyy}〕{n:5}号',
  access: [
    inRegion(overseers),
    inOrgan('organ', office, ['read', 'export']),
    inOrgan('organ', ['inspector', 'handler'], ['create']),
    // The paper carries the party's signature: whoever handed it over, records it or answers for it may open it.
    inOrgan('organ', ['inspector', 'handler', 'head'], ['unmask']),
  ],
  fields: {
    field: choice({ label: '执法领域', required: true, list: true, of: fields }),
    ...partyFields,
    ...actFields,
    facts: text({ label: '违法事实', required: true, long: true, max: 1000 }),
    evidence: file({ label: '现场照片', max: 9 }),
    circumstances: choices({ label: '裁量情节', of: factLabels }),
    measure: number({ label: '裁量阶次数量', decimals: 2, min: 0 }),
    told: yesno({ label: '已出示执法证件，告知事实、理由、依据和陈述申辩的权利' }),
    warning: yesno({ label: '警告' }),
    fine: money({ label: '罚款', required: true, list: true, min: 0 }),
    statement: text({ label: '当事人陈述申辩', max: 500 }),
    collect: choice({
      label: '缴纳方式',
      required: true,
      of: { bank: '十五日内到指定银行或者电子支付系统缴纳', cash: '当场收缴', none: '无罚款' },
    }),
    cashReason: choice({
      label: '当场收缴的理由',
      of: {
        small: '罚款一百元以下（第六十八条第一项）',
        hard: '不当场收缴事后难以执行（第六十八条第二项）',
        remote: '边远、水上、交通不便，当事人提出（第六十九条）',
      },
      when: { op: 'is', field: 'collect', value: 'cash' },
    }),
    receipt: text({ label: '专用票据号码', max: 40, when: { op: 'is', field: 'collect', value: 'cash' } }),
    signed: signature({ label: '当事人签收' }),
    refused: yesno({ label: '当事人拒绝签收，已注明' }),
    witness: text({ label: '拒绝签收的情况和见证人', max: 200, when: { op: 'is', field: 'refused', value: true } }),
    officer: person({ label: '执法人员', required: true, list: true }),
    second: person({ label: '协同执法人员', required: true }),
    decidedOn: date({ label: '决定日期', required: true, list: true }),
    annulledOn,
  },
})

/** 执行: served, paid, enforced. One for each decision with something to pay or to serve. */
export const execution = record('penalty-execution', {
  label: '处罚执行',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L3',
  title: 'title',
  access: [inRegion(overseers), inOrgan('organ', office, ['read', 'export'])],
  fields: {
    title: text({ label: '案件名称', required: true, search: true, list: true, max: 200 }),
    ofCase: ref(() => penaltyCase, { label: '案件' }),
    onSpot: ref(() => onSpot, { label: '当场处罚' }),
    field: choice({ label: '执法领域', required: true, list: true, of: fields }),
    ...partyFields,
    officer: person({ label: '主办执法人员', required: true, list: true }),
    decisionNumber: text({ label: '决定书文号', search: true, list: true, max: 80 }),
    decidedOn: date({ label: '决定日期', required: true, list: true }),
    fine: money({ label: '罚款', required: true, list: true, min: 0 }),
    confiscated: money({ label: '没收金额', min: 0 }),
    served: yesno({ label: '已送达' }),
    method: choice({ label: '送达方式', of: servings, list: true }),
    receiver: text({ label: '收件人', max: 60 }),
    servedOn: date({ label: '送达日期', list: true }),
    servedInTime: yesno({ label: '七个工作日内送达' }),
    serviceNote: text({ label: '送达情况', max: 500 }),
    serviceProof: file({ label: '送达凭证', max: 5 }),
    payBy: date({ label: '缴款期限', list: true }),
    capOn: date({ label: '加处罚款达到上限的日期' }),
    applyFromOn: date({ label: '起诉期限届满日期' }),
    applyByOn: date({ label: '申请强制执行的最后日期' }),
    applyWarnOn: date({ label: '申请期限预警日期', hidden: true }),
    deferredTo: date({ label: '延期、分期至' }),
    plan: table({
      label: '分期计划',
      max: 24,
      columns: { payBy: date({ label: '期限', required: true }), amount: money({ label: '金额', required: true }) },
    }),
    instalmentOn: date({ label: '下一期缴款期限' }),
    collectedOn: date({ label: '当场收缴日期' }),
    bankReceipt: text({ label: '缴付银行的凭证', max: 60 }),
    paid: money({ label: '已缴', list: true, min: 0 }),
    additional: money({ label: '加处罚款', list: true, min: 0 }),
    daysLate: number({ label: '逾期天数', decimals: 0, min: 0 }),
    owed: money({ label: '尚欠', list: true, min: 0 }),
    refund: money({ label: '应退', min: 0 }),
    refundedOn: date({ label: '退还日期' }),
    refundNote: text({ label: '退还凭证和账户', max: 200 }),
    settled: yesno({ label: '已缴清' }),
    remindedOn: date({ label: '催告日期' }),
    answer: text({ label: '催告后的陈述申辩', max: 1000 }),
    appeal: choice({ label: '复议、诉讼', list: true, of: appealKinds }),
    appealFrom: date({ label: '复议、诉讼受理日期' }),
    appealTo: date({ label: '复议、诉讼终结日期' }),
    appealResult: choice({ label: '复议、诉讼结果', list: true, of: appealResults }),
    appeals: table({
      label: '此前的复议、诉讼',
      max: 20,
      columns: {
        appeal: choice({ label: '种类', required: true, of: appealKinds }),
        from: date({ label: '受理日期', required: true }),
        to: date({ label: '终结日期', required: true }),
        result: choice({ label: '结果', of: appealResults }),
      },
    }),
    annulledOn,
    court: text({ label: '申请执行的法院', max: 60 }),
    courtResult: text({ label: '法院裁定和执行情况', max: 500 }),
    closing: text({ label: '结案情况', long: true, max: 1000 }),
    archive: text({ label: '归档编号', max: 60 }),
  },
})

export const payment = record('penalty-payment', {
  label: '缴款记录',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L2',
  title: 'receipt',
  part: () => execution,
  access: [inRegion(overseers), inOrgan('organ', office, ['read', 'export'])],
  fields: {
    receipt: text({ label: '票据号码', required: true, list: true, max: 40, fixed: true }),
    amount: money({ label: '金额', required: true, list: true, min: 0.01, fixed: true }),
    paidOn: date({ label: '缴款日期', required: true, list: true, fixed: true }),
    of: choice({
      label: '款项',
      required: true,
      list: true,
      of: { fine: '罚款', additional: '加处罚款', confiscated: '没收款' },
      fixed: true,
    }),
    way: choice({
      label: '缴款方式',
      required: true,
      of: { bank: '银行', online: '电子支付', cash: '当场收缴后缴付', court: '法院执行' },
      fixed: true,
    }),
  },
})

/** 公示: decisions with a certain social effect, art. 48. */
export const publication = record('penalty-publication', {
  label: '处罚决定公示',
  owner: 'gov-office',
  share: 'open',
  level: 'L1',
  title: 'title',
  access: [inRegion(overseers), inOrgan('organ', office, ['read', 'export'])],
  fields: {
    title: text({ label: '案件名称', required: true, search: true, list: true, max: 200 }),
    ofCase: ref(() => penaltyCase, { label: '案件', required: true }),
    named: text({ label: '公示的当事人', required: true, list: true, max: 100 }),
    cause: text({ label: '案由', list: true, max: 200 }),
    summary: text({ label: '公示内容', required: true, long: true, max: 3000 }),
    decidedOn: date({ label: '决定日期', required: true, list: true }),
    publishedOn: date({ label: '公示日期', list: true }),
    withdrawnOn: date({ label: '撤回日期' }),
    withdrawal: text({ label: '撤回理由和公开说明', max: 1000 }),
  },
})
