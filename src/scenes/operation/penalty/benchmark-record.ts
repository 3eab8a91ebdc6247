// The published benchmarks (第三十四条) and the certificates of those who may act (第四十二条、第五十八条): what a case is held against.
import { choice, date, everywhere, inOrgan, inRegion, money, number, organ, person, record, table, text, yesno } from '#declare'
import { fields } from './parameters.ts'

export const benchmark = record('penalty-benchmark', {
  label: '裁量基准',
  owner: 'gov-office',
  share: 'open',
  level: 'L1',
  title: 'cause',
  access: [
    everywhere('anyone'),
    inRegion(['supervisor'], ['read', 'create', 'write', 'export']),
    inOrgan('organ', ['head', 'handler'], ['read', 'create', 'write', 'export']),
  ],
  fields: {
    code: text({ label: '事项代码', required: true, list: true, search: true, max: 40 }),
    cause: text({ label: '案由', required: true, list: true, search: true, max: 200 }),
    field: choice({ label: '执法领域', required: true, list: true, of: fields }),
    partyKind: choice({ label: '适用对象', required: true, list: true, of: { person: '自然人', firm: '法人或者其他组织', any: '不区分' } }),
    broken: text({ label: '违反条款', required: true, max: 200 }),
    article: text({ label: '处罚条款', required: true, list: true, max: 200 }),
    law: text({ label: '处罚条款内容', long: true, max: 1000 }),
    rangeKind: choice({ label: '罚款幅度', required: true, of: { amount: '金额', multiple: '倍数', none: '不设罚款' } }),
    least: money({ label: '最低（元）', when: { op: 'is', field: 'rangeKind', value: 'amount' }, required: true, min: 0 }),
    most: money({ label: '最高（元）', when: { op: 'is', field: 'rangeKind', value: 'amount' }, required: true, min: 0 }),
    leastTimes: text({ label: '最低倍数', when: { op: 'is', field: 'rangeKind', value: 'multiple' }, required: true, max: 8 }),
    mostTimes: text({ label: '最高倍数', when: { op: 'is', field: 'rangeKind', value: 'multiple' }, required: true, max: 8 }),
    baseLabel: text({ label: '倍数的基数', when: { op: 'is', field: 'rangeKind', value: 'multiple' }, required: true, max: 40 }),
    warning: yesno({ label: '可以警告' }),
    unit: text({ label: '阶次的计量单位', max: 60 }),
    stages: table({
      label: '裁量阶次',
      max: 20,
      columns: {
        name: text({ label: '阶次', required: true, max: 100 }),
        from: number({ label: '自（含）', decimals: 2 }),
        below: number({ label: '至（不含）', decimals: 2 }),
        least: money({ label: '最低（元）', required: true }),
        most: money({ label: '最高（元）', required: true }),
      },
    }),
    source: text({ label: '基准来源', required: true, max: 200 }),
    validFrom: date({ label: '施行日期', required: true, list: true }),
    validTo: date({ label: '失效日期', list: true }),
  },
})

export const certificate = record('penalty-certificate', {
  label: '行政执法证件',
  owner: 'gov-office',
  share: 'open',
  level: 'L1',
  title: 'serial',
  access: [
    everywhere('anyone'),
    inRegion(['supervisor'], ['read', 'create', 'write']),
    inOrgan('organ', ['head', 'liaison'], ['read', 'create', 'write']),
  ],
  fields: {
    serial: text({ label: '证件编号', required: true, list: true, search: true, max: 40 }),
    holder: person({ label: '持证人', required: true, list: true }),
    body: organ({ label: '执法单位', required: true, list: true, help: '证件只能用于办理本单位的案件' }),
    validFrom: date({ label: '发证日期', required: true }),
    validTo: date({ label: '有效期至', required: true, list: true }),
    legalExam: yesno({ label: '通过国家统一法律职业资格考试', list: true, help: '初次从事法制审核的人员应当通过（第五十八条第二款）' }),
    reviewsFrom: date({ label: '开始从事法制审核的日期', help: '2018年1月1日前已从事法制审核的填写，不要求通过考试' }),
  },
})

/** Organs with the power to punish (第十七条至第二十条), and since when each handles its cases here: the rate of use is counted from it. */
export const power = record('penalty-power', {
  label: '行政处罚主体',
  owner: 'gov-office',
  share: 'open',
  level: 'L1',
  title: 'basis',
  access: [
    everywhere('anyone'),
    inRegion(['supervisor'], ['read', 'create', 'write']),
    inOrgan('body', ['head', 'liaison'], ['read', 'create', 'write']),
  ],
  fields: {
    body: organ({ label: '单位', required: true, list: true }),
    basis: text({ label: '处罚权依据', required: true, list: true, max: 200 }),
    usedFrom: date({ label: '开始在本系统办案的日期', list: true }),
  },
})
