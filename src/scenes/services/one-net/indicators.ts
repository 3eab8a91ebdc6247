// What the government service office answers for: who is content, what was put right, how much is done online.
import { indicator, target } from '#declare'
import { handled, rating } from './records.ts'

export const satisfaction = indicator(rating, {
  name: 'satisfaction',
  label: '满意率',
  formula: '评价为基本满意及以上（3至5星）的件数 ÷ 全部评价件数',
  of: { ratio: d => d.stars.atLeast(3) },
  by: ['handledBy', 'region'],
  per: 'month',
  on: 'createdAt',
  better: 'up',
})

export const mended = indicator(rating, {
  name: 'mended',
  label: '差评整改率',
  formula: '已整改或已解释说明的差评件数 ÷ 差评（1至2星）件数，认定为误评的不计',
  of: { ratio: d => d.ended.is(true), over: d => d.openedAt.isPresent() },
  by: ['handledBy', 'region'],
  better: 'up',
  goals: [target('2026', 100, '国办发〔2019〕51号：实名差评整改、回访')],
})

export const online = indicator(handled, {
  name: 'online',
  label: '网办率',
  formula: '网上申请的办件数 ÷ 全部办件数',
  of: { ratio: d => d.channel.is('online') },
  by: ['region', 'service'],
  per: 'month',
  on: 'createdAt',
  better: 'up',
})
