// What may be done about a review or a suit while a decision is executed, and how the execution ends where the decision ends.
import { all, any, choice as choose, date, go, money, refs, stay, text, type Words, workdays } from '#declare'
import { endAppeal, endDecision, noteAppeal, noteRefund } from './appeals.ts'
import { annulling, appealKinds, standing } from './choices.ts'
import { execution } from './execution-records.ts'

const d = refs(execution)
const by = d.officer.self()
const appealing = all(d.appealFrom.isPresent(), d.appealTo.isEmpty())
const appealTo = date({ label: '终结日期', required: true, help: '复议决定书送达、判决裁定生效的日期' })

/** Nothing of these forms is set by the act itself: what stood in the row before has to be kept first. */
export const appealActs = {
  appeal: stay('登记复议、诉讼', {
    by,
    when: any(d.appealFrom.isEmpty(), d.appealTo.isPresent()),
    says: '前一次复议、诉讼尚未终结，请先登记终结',
    form: {
      appeal: choose({ label: '种类', required: true, of: appealKinds }),
      appealFrom: date({ label: '受理日期', required: true }),
    },
    also: noteAppeal,
  }),
  appealEnds: stay('登记复议、诉讼终结', {
    by,
    when: appealing,
    says: '没有正在进行的复议、诉讼',
    form: {
      appealTo,
      appealResult: choose({ label: '结果', required: true, of: standing }),
      changedFine: money({ label: '变更后的罚款', min: 0, help: '结果是变更的填写；取消罚款的，填0' }),
      changedConfiscated: money({ label: '变更后的没收金额', min: 0, help: '没收没有变更的，不填' }),
    },
    also: endAppeal,
  }),
  revoked: go('登记决定被撤销、确认无效', 'ending', {
    by,
    when: appealing,
    says: '没有正在进行的复议、诉讼',
    form: { appealTo, appealResult: choose({ label: '结果', required: true, of: annulling }) },
    also: endDecision,
  }),
  stop: go('终止执行', 'ending', { by, when: d.annulledOn.isPresent(), says: '处罚决定没有被纠正，应当继续执行' }),
} as const

type Kit = Pick<Words<(typeof execution)['fields']>, 'step' | 'choice' | 'end'>

/** Where an execution goes that has taken too much: by a decision that ended, or that was changed after payment. */
export const endingStates = ({ step, choice, end }: Kit) => ({
  unpaid: choice('决定是否仍然有效', { cases: [{ when: of => of.annulledOn.isPresent(), to: 'ending' }], otherwise: 'overdue' }),
  ending: choice('有无应退款项', { cases: [{ when: of => of.paid.above('0.00'), to: 'refunding' }], otherwise: 'annulled' }),
  clearing: choice('是否多缴', {
    cases: [{ when: of => all(of.refund.above('0.00'), of.refundedOn.isEmpty()), to: 'refunding' }],
    otherwise: 'closing',
  }),
  refunding: step('退还已缴款项', {
    by,
    within: workdays(15),
    overdue: d.organ.holds('head'),
    on: {
      refunded: go('已退还', 'refundedTo', {
        tone: 'primary',
        sets: ['refundedOn', 'refundNote'],
        form: {
          refundedOn: date({ label: '退还日期', required: true }),
          refundNote: text({ label: '退还凭证和账户', required: true, max: 200 }),
        },
        also: noteRefund,
      }),
    },
  }),
  refundedTo: choice('决定是否仍然有效', { cases: [{ when: of => of.annulledOn.isPresent(), to: 'annulled' }], otherwise: 'closing' }),
  annulled: end('决定已撤销，终止执行', { void: true }),
})
