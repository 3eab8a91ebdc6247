// Cash collected on the spot: the officer brings it to the organ in two working days, the organ to the bank in two more (arts. 71, 85).
import { go, refs, text, type Words, workdays } from '#declare'
import { appealActs } from './appeal-acts.ts'
import { sumUp } from './execute.ts'
import { execution } from './execution-records.ts'

const d = refs(execution)
const overdue = d.organ.holds('head')

export const cashStates = (step: Words<(typeof execution)['fields']>['step']) => ({
  handingIn: step('当场收缴的罚款交至本机关', {
    by: d.officer.self(),
    within: workdays(2),
    overdue,
    on: { handIn: go('已交至本机关', 'banking', { tone: 'primary' }), ...appealActs },
  }),
  banking: step('缴付指定银行', {
    by: d.organ.holds('handler'),
    within: workdays(2),
    overdue,
    on: {
      bank: go('已缴付银行', 'clearing', {
        tone: 'primary',
        when: d.annulledOn.isEmpty(),
        says: '决定已被纠正，请办理“终止执行”',
        sets: ['bankReceipt'],
        form: { bankReceipt: text({ label: '缴付银行的凭证', required: true, max: 60 }) },
        also: sumUp,
      }),
      ...appealActs,
    },
  }),
})
