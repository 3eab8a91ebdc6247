// What may be chosen in an inspection, in the words of the notices, and what a visit outside the plan must show.
import { file, text } from '#declare'

export const industries = { catering: '餐饮服务', dye: '印染化工', retail: '商超零售', works: '工程施工', logistics: '仓储物流' } as const
export const creditClasses = { A: 'A（低风险）', B: 'B（一般风险）', C: 'C（较高风险）', D: 'D（高风险）', E: '未分类' } as const
export const answers = { good: '符合', bad: '不符合', none: '不适用' } as const
/** The eight results under which spot checks are published (国市监信〔2019〕38号). */
export const results = {
  clean: '未发现问题',
  undisclosed: '未按规定公示应当公示的信息',
  concealed: '公示信息隐瞒真实情况、弄虚作假',
  unreachable: '通过登记的住所（经营场所）无法联系',
  corrected: '发现问题已责令改正',
  uncooperative: '不配合检查情节严重',
  inactive: '未发现开展本次抽查涉及的经营活动',
  pending: '发现问题待后续处理',
} as const

export const specialCauses = {
  complaint: '投诉举报',
  transfer: '转办交办、部门移送',
  tip: '数据监测、舆情等线索',
  key: '重点监管',
} as const
export const causes = { planned: '计划抽查', ...specialCauses } as const
/** What a visit outside the plan must show: why, and the document it comes from. Nobody makes one without. */
export const special = { op: 'in', field: 'cause', value: Object.keys(specialCauses) } as const
export const specialFields = {
  sourceNumber: text({ label: '来源文号或编号', required: true, max: 80 }),
  causeText: text({ label: '专项检查的理由', required: true, long: true, min: 10, max: 500 }),
  causeFiles: file({ label: '来源材料', required: true, max: 10 }),
} as const
