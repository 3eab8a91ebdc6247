// What mediation answers for: how many disputes are solved, where, in time, and for good. Values of rows only, never typed in.
import { all, any, indicator, not, target } from '#declare'
import { dispute } from './records.ts'

const by = ['region', 'kind', 'level', 'handledBy', 'urgency'] as const

/** 化解在基层: of what was solved, what village and town solved. */
export const grassroots = indicator(dispute, {
  name: 'dispute-grassroots',
  label: '基层化解率',
  formula: '在村（社区）、镇街化解的件数 ÷ 全部化解件数；协议生效之日为化解之日，反复的不计',
  of: { ratio: d => d.level.in(['village', 'town']), over: d => all(d.solvedOn.isPresent(), d.voided.is(false)) },
  by,
  per: 'month',
  on: 'solvedOn',
  better: 'up',
  goals: [target('2025', 90, '二(三)7：矛盾纠纷就地化解，到2025年在镇村两级化解的占90%以上')],
})

export const taken = indicator(dispute, {
  name: 'dispute-taken',
  label: '受理件数',
  formula: '登记并已受理的矛盾纠纷件数，不予受理、撤回和并案的不计',
  of: { count: d => all(d.level.isPresent(), d.voided.is(false), d.mergedInto.isEmpty()) },
  by,
  per: 'month',
  on: 'openedAt',
  better: 'down',
  unit: '件',
})

export const solved = indicator(dispute, {
  name: 'dispute-solved',
  label: '化解率',
  formula: '协议生效的件数 ÷（协议生效的件数＋调解不成、未履行的件数）',
  of: {
    ratio: d => d.solvedOn.isPresent(),
    over: d => all(d.voided.is(false), any(d.solvedOn.isPresent(), d.state.in(['failed', 'broken']))),
  },
  by,
  per: 'month',
  on: 'openedAt',
  better: 'up',
})

export const onTime = indicator(dispute, {
  name: 'dispute-on-time',
  label: '按期率',
  formula: '各环节没有超过期限的件数 ÷ 全部受理件数',
  of: { ratio: d => d.late.is(false), over: d => all(d.level.isPresent(), d.voided.is(false)) },
  by,
  per: 'month',
  on: 'openedAt',
  better: 'up',
})

export const reopened = indicator(dispute, {
  name: 'dispute-reopened',
  label: '反复率',
  formula: '回访时重新调解的件数 ÷ 曾经化解的件数',
  of: {
    ratio: d => d.reopenedTimes.atLeast(1),
    over: d => all(d.voided.is(false), any(d.solvedOn.isPresent(), d.reopenedTimes.atLeast(1))),
  },
  by,
  per: 'month',
  on: 'openedAt',
  better: 'down',
})

export const confirmed = indicator(dispute, {
  name: 'dispute-confirmed',
  label: '司法确认率',
  formula: '法院裁定确认有效的件数 ÷ 已化解且不涉及身份关系的件数',
  of: {
    ratio: d => d.courtResult.is('confirmed'),
    over: d => all(d.solvedOn.isPresent(), any(d.concernsStatus.isEmpty(), d.concernsStatus.is(false))),
  },
  by,
  per: 'month',
  on: 'solvedOn',
  better: 'up',
})

export const satisfaction = indicator(dispute, {
  name: 'dispute-satisfaction',
  label: '回访满意率',
  formula: '回访时满意和基本满意的件数 ÷ 已回访的件数',
  of: { ratio: d => d.satisfied.in(['yes', 'mostly']), over: d => d.satisfied.isPresent() },
  by,
  per: 'month',
  on: 'solvedOn',
  better: 'up',
})

export const open = indicator(dispute, {
  name: 'dispute-open',
  label: '在办件数',
  formula: '尚未办结的矛盾纠纷件数',
  of: { count: d => all(d.openedAt.isPresent(), d.ended.is(false)) },
  by: [...by, 'state'],
  better: 'down',
  unit: '件',
})

export const masses = indicator(dispute, {
  name: 'dispute-masses',
  label: '群体性在办',
  formula: '尚未办结、紧急程度为群体性或涉及10人以上的件数',
  of: {
    count: d => all(d.openedAt.isPresent(), d.ended.is(false), not(d.state.is('merged')), any(d.urgency.is('mass'), d.people.atLeast(10))),
  },
  by,
  better: 'down',
  unit: '件',
})
