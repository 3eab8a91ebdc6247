// Evidence that is registered and preserved has its own clock.
import { flow, go, hours, text, workdays } from '#declare'
import { headOf, law, oversight } from './flow-words.ts'
import { approvePreservation, checkDisposal, refusePreservation } from './investigate.ts'
import * as papers from './papers.ts'
import { evidence } from './records.ts'

/**
 * Art. 56: what is registered and preserved has the approval of the head, and the party its notice, then it is dealt with within seven working days
 * (art. 85); else it is free again. Where it was urgent the thing is taken first and the head asked after: without approval by the next working day
 * it is free too.
 */
export const preserving = flow(evidence, ({ step, choice, end, when }) => ({
  name: 'penalty-preserving',
  label: '证据保管',
  start: 'how',
  states: {
    how: choice('是否先行登记保存', { cases: [{ when: d => d.preserved.is(true), to: 'approving' }], otherwise: 'kept' }),
    approving: step('登记保存待批准', {
      by: headOf(evidence),
      within: workdays(1),
      marks: { yellow: hours(8), red: hours(2) },
      lapses: { to: 'lapsed', label: '未经批准，自动解除' },
      on: {
        approve: go('批准登记保存', 'preserved', { tone: 'primary', also: approvePreservation, issues: [papers.preservationNotice] }),
        refuse: go('不予批准，解除并退还', 'released', { reason: true, also: refusePreservation }),
      },
    }),
    preserved: step('先行登记保存', {
      by: d => d.author.self(),
      within: workdays(7),
      lapses: { to: 'lapsed', label: '期满未处理，自动解除' },
      on: {
        dispose: go('作出处理决定', 'kept', {
          tone: 'primary',
          when: when(d => d.approvedBy.isPresent()),
          says: '先行登记保存须经行政机关负责人批准（第五十六条）',
          sets: ['disposal'],
          form: { disposal: text({ label: '处理决定', required: true, max: 500, help: '送检、查封扣押、没收或者退还' }) },
          also: checkDisposal,
        }),
        release: go('解除并退还', 'released', {
          sets: ['disposal'],
          form: { disposal: text({ label: '退还情况', required: true, max: 500 }) },
        }),
      },
    }),
    kept: end('在案保管'),
    released: end('已退还'),
    lapsed: end('自动解除', { void: true }),
  },
  marks: { yellow: workdays(2), red: workdays(1) },
  oversight: oversight(evidence),
  basis: `${law}第五十六条；一个工作日内批准为本市要求`,
}))
