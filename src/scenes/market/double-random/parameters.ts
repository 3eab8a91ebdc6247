// Figures that law and city may change, with the day from which they hold.
import { parameter } from '#declare'

const rates =
  '《市场监管总局关于推进企业信用风险分类管理进一步提升监管效能的意见》（国市监信发〔2022〕6号）：按信用风险等级确定抽查比例和频次；具体倍数由本市设定'
const rate = (name: string, label: string, value: number) =>
  parameter(`inspection-rate-${name}`, { label: `${label}抽取权重`, unit: '（B类为2）', basis: rates, from: { '2022-01-13': value } })

/** Whole numbers, as the draw asks: A 0.5, B 1, C 2, D and E 3 times, in halves. */
export const drawRates = {
  A: rate('a', '信用A类', 1),
  B: rate('b', '信用B类', 2),
  C: rate('c', '信用C类', 4),
  D: rate('d', '信用D类', 6),
  E: rate('e', '未分类', 6),
}

const once = '《浙江省行政合规、综合查一次相关改革要求》由本市设定：对低风险企业严格控制入企检查频次'
const yearly = (name: string, label: string, value: number) =>
  parameter(`inspection-yearly-${name}`, {
    label: `${label}每年计划内入企检查次数`,
    unit: '次',
    basis: once,
    from: { '2019-01-27': value },
  })

/** Visits by plan to one firm in a year, of all organs together. D firms are not bounded: they are the ones to look at. */
export const yearlyVisits = {
  A: yearly('a', '信用A类', 1),
  B: yearly('b', '信用B类', 1),
  C: yearly('c', '信用C类', 2),
  E: yearly('e', '未分类', 2),
}

/** Counted from the day of the visit's result. Not confirmed in the original text; see the README. */
export const publicationTerm = parameter('inspection-publication-workdays', {
  label: '检查结果公示期限',
  unit: '个工作日',
  basis: '《市场监管总局关于全面推进“双随机、一公开”监管工作的通知》（国市监信〔2019〕38号）',
  from: { '2019-02-15': 20 },
})
