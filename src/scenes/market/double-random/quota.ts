// 综合查一次: visits by plan to one firm in a year are bounded by its credit class, whichever organs plan them.
import { quota } from '#declare'
import { yearlyVisits } from './parameters.ts'
import { visit } from './records.ts'

export const yearly = quota(visit, {
  name: 'inspection-yearly',
  label: '同一企业计划内入企检查',
  per: ['firm'],
  on: 'plannedOn',
  most: { by: 'creditClass', of: yearlyVisits },
  counts: d => d.cause.is('planned'),
  says: '请并入已安排的检查；确因投诉举报或重点监管需要检查的，由牵头部门加派专项检查并写明理由。',
  basis: '“综合查一次”和国发〔2019〕5号：减少对市场主体的多头、重复检查；次数由本市设定',
})
