// What everybody may read: the draws, with the package by which they are computed again, and the results once they are published.
import { all, any, publication } from '#declare'
import { batch, visit } from './records.ts'

export const draws = publication(batch, {
  name: 'inspection-draws',
  label: '“双随机”抽取公示',
  basis: '国发〔2019〕5号：抽查计划和抽取过程公开',
  // What was drawn stays to be seen even where the batch is voided afterwards: other draws point at it.
  when: d => all(d.openedAt.isPresent(), any(d.voided.is(false), d.seed.isPresent())),
  fields: [
    'title',
    'industry',
    'organs',
    'take',
    'population',
    'from',
    'to',
    'attempt',
    'commitment',
    'headSize',
    'planHash',
    'word',
    'seed',
    'planFile',
    'package',
    'changes',
    'history',
  ],
  on: 'to',
  proof: { field: 'package', kind: 'draw' },
})

export const outcomes = publication(visit, {
  name: 'inspection-results',
  label: '“双随机”抽查结果公示',
  basis: '国市监信〔2019〕38号：检查完成后20个工作日内公示',
  when: d => all(d.publishedOn.isPresent(), d.voided.is(false)),
  fields: ['firmName', 'creditCode', 'organs', 'joint', 'checkedOn', 'result', 'publishedOn'],
  on: 'checkedOn',
})
