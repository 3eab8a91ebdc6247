// Whoever else is a party signs too, each in a case of their own: on their own phone, or on the mediator's; or says no, and why.
// Art. 31: an agreement is effective when all its parties have signed.
import { all, at, flow, go, refs, text, workdays } from '#declare'
import { noteCosigned, noteNeedless, noteRefused } from './cosigners.ts'
import { agreement } from './papers.ts'
import { cosigning } from './parties.ts'

const d = refs(cosigning)
const handling = d.handledBy.holds('mediator')

const sign = {
  sets: ['signature'],
  form: { signature: { ...cosigning.fields.signature, required: true } },
  also: noteCosigned,
} as const
const refuse = {
  tone: 'danger',
  sets: ['refusal'],
  form: { refusal: text({ label: '不签的理由', required: true, long: true, min: 2, max: 500 }) },
  also: noteRefused,
} as const
const signHere = go('当面签署', 'signed', { ...sign, by: handling, reads: agreement })
const refuseHere = go('登记拒签', 'refused', { ...refuse, by: handling })

export const cosign = flow(cosigning, ({ step, choice, end }) => ({
  name: 'cosign',
  label: '其他当事人签署协议',
  start: 'routed',
  states: {
    routed: choice('是否有手机号', { cases: [{ when: d => d.account.isPresent(), to: 'asked' }], otherwise: 'byHand' }),
    asked: step('待签字', {
      says: '协议已拟好，请您阅读并签字',
      by: d.account.self(),
      within: workdays(3),
      overdue: handling,
      on: {
        sign: go('签署协议', 'signed', {
          ...sign,
          plain: '我已看清协议内容，自愿签署，并按约定履行',
          tone: 'primary',
          reads: agreement,
        }),
        refuse: go('不同意签署', 'refused', {
          ...refuse,
          plain: '不同意这份协议。请写明理由，调解员会再与您商量；您不签字，协议对您不生效',
        }),
        signHere,
        refuseHere,
      },
      lapses: { to: 'byHand', label: '逾期未签，由调解员联系' },
    }),
    byHand: step('待调解员联系签字', {
      says: '调解员将与您联系签字',
      by: handling,
      within: workdays(5),
      overdue: at('county', 'mediation-head'),
      on: {
        signHere: { ...signHere, tone: 'primary' },
        refuseHere,
        needless: go('不再需要签字', 'needless', { reason: true, also: noteNeedless }),
      },
    }),
    signed: end('已签字'),
    refused: end('拒绝签字', { says: '您没有同意这份协议', void: true }),
    needless: end('不需要签字', { void: true }),
  },
  marks: { yellow: workdays(2), red: workdays(1) },
  oversight: {
    by: at('county', 'mediation-head'),
    acts: ['urge', 'extend', 'void'],
    reply: { within: workdays(3), role: 'head' },
    extensions: { most: 1 },
  },
  basis:
    '《中华人民共和国人民调解法》第三十一条：调解协议书自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效；3日、5日为本市办理期限',
}))

/** Signed, and on the draft that took effect. */
export const keeps = (of: typeof d) => all(of.current.is(true), of.signedOn.isPresent())
