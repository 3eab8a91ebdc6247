// Mediation at one level, the same acts in the village and in the city: choose mediators, meet, agree, give up, hand up or down.
import {
  type Act,
  all,
  at,
  back,
  type Condition,
  date,
  go,
  type RoleAt,
  refs,
  type Step,
  stay,
  text,
  type Words,
  workdays,
  yesno,
} from '#declare'
import { draftAgreement, moveTo, settleOrally, takeUp } from './carry.ts'
import { noteMerge } from './joining.ts'
import { minutes, refusal, termination } from './papers.ts'
import { cosigning } from './parties.ts'
import { dispute, type MediationLevel, session } from './records.ts'
import { isMediable } from './rules.ts'

type W = Words<(typeof dispute)['fields']>
const d = refs(dispute)

export const quit = go('撤回申请', 'withdrawn', {
  by: d.applicant.self(),
  plain: '不再要求调解，撤回这次申请；以后仍可以重新申请或起诉',
  tone: 'danger',
  sets: ['withdrawal'],
  form: { withdrawal: text({ label: '撤回理由', required: true, max: 500 }) },
  drops: () => cosigning,
})
export const mergeInto = go('并案', 'merged', {
  sets: ['mergedInto', 'mergedFor'],
  form: { mergedInto: dispute.fields.mergedInto, mergedFor: dispute.fields.mergedFor },
  when: d.reopenedTimes.isEmpty(),
  says: '反复的纠纷不能并入其他案件，请单独办理',
  reason: true,
  also: noteMerge,
})
/** What another authority has is not taken up, at whatever level it comes in. */
export const untaken: { when: Condition; says: string } = {
  when: isMediable(d),
  says: '已由法院、公安、行政机关或仲裁机构处理的，不属于人民调解受理范围，应当不予受理',
}
export const refuse = go('不予受理', 'refused', {
  sets: ['refusal'],
  form: { refusal: text({ label: '不予受理理由', required: true, long: true, max: 1000 }) },
  issues: [refusal],
})
const chosen: { when: Condition; says: string } = {
  when: all(d.mediators.isPresent(), d.handledBy.isPresent()),
  says: '请先选定调解员，并让双方知道是谁',
}
export const agree = go('达成协议', 'signing', {
  ...chosen,
  tone: 'primary',
  sets: ['facts', 'terms', 'performHow', 'performBy', 'concernsStatus'],
  form: {
    facts: text({ label: '主要事实和争议事项', required: true, long: true, min: 10, max: 3000 }),
    terms: { ...dispute.fields.terms, required: true },
    performHow: text({ label: '履行方式', required: true, max: 300 }),
    performBy: date({ label: '最后履行期限', required: true }),
    concernsStatus: yesno({ label: '涉及确认身份、收养或婚姻关系', help: '涉及的，法院不予司法确认' }),
  },
  also: draftAgreement,
  drops: () => cosigning,
  starts: () => cosigning,
})
/** 口头协议 (art. 28): where no written agreement is needed, the mediator records what was agreed; here it is also kept on the spot. */
const settle = go('口头协议，当场履行', 'settling', {
  ...chosen,
  sets: ['facts', 'performance'],
  form: {
    facts: text({ label: '主要事实和口头协议内容', required: true, long: true, min: 10, max: 3000 }),
    performance: text({ label: '履行情况', required: true, long: true, max: 2000 }),
  },
  also: settleOrally,
})
export const giveUp = go('调解不成', 'failed', {
  sets: ['guidance', 'guidanceWhy'],
  form: {
    guidance: { ...dispute.fields.guidance, required: true },
    guidanceWhy: text({ label: '终止原因', required: true, long: true, max: 1000 }),
  },
  issues: [termination],
})
const terms = { village: workdays(7), town: workdays(15), county: workdays(30), city: workdays(30) } as const
const stateOf = { village: 'villageMediating', town: 'townMediating', county: 'countyMediating', city: 'cityMediating' } as const
type Mediating = (typeof stateOf)[MediationLevel]
type Next = Mediating | 'refused' | 'signing' | 'failed' | 'withdrawn' | 'merged' | 'jointly' | 'settling'

/** Mediation at one level: who sits there, how long, and where it may be handed. */
export const mediating = (step: W['step'], level: MediationLevel, up?: MediationLevel, down?: MediationLevel): Step<Next> => {
  const on: Record<string, Act<Next>> = {
    arrange: stay('选定调解员', {
      ...untaken,
      sets: ['mediators'],
      form: { mediators: { ...dispute.fields.mediators, required: true } },
      also: takeUp(level),
    }),
    recuse: stay('更换调解员', {
      sets: ['mediators'],
      form: { mediators: { ...dispute.fields.mediators, required: true } },
      reason: true,
      ...chosen,
    }),
    meet: stay('登记调解', { ...chosen, adds: () => session, issues: [minutes] }),
    agree,
    settle,
    giveUp: { ...giveUp, ...chosen },
    refuse: { ...refuse, when: d.handledBy.isEmpty(), says: '本级已经选定调解员、开始调解的，请办理“调解不成”，告知途径' },
    ...(level === 'village'
      ? {}
      : {
          join: go('联合调解', 'jointly', {
            ...chosen,
            sets: ['joint'],
            form: { joint: { ...dispute.fields.joint, required: true } },
            reason: true,
          }),
        }),
    ...(up && { escalate: go('报上级调解', stateOf[up], { reason: true, also: moveTo(up) }) }),
    ...(down && { sendDown: back('退回下级', stateOf[down], { also: moveTo(down) }) }),
    merge: mergeInto,
    quit,
  }
  return step(`${labels[level]}调解`, {
    says: '调解员正在调解',
    by: at(level, 'mediator' as RoleAt<MediationLevel>),
    within: terms[level],
    overdue: level === 'village' ? at('town', 'mediation-head') : at('county', 'mediation-head'),
    on,
  })
}
const labels = { village: '村（社区）', town: '镇街', county: '县级', city: '市级' } as const
