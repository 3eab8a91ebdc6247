// An agreement is signed: by the applicant, by the other side, by whoever else is a party (cosigning.ts, at the same time), by the mediator, on their own phones or on the mediator's; then it takes effect.
// Art. 31: it is effective from the day on which all parties and the mediator have signed and the seal is set.
import { all, any, back, go, refs, stay, type Words, workdays } from '#declare'
import { letGo, noteSignature, noteSignatures, takeEffect } from './carry.ts'
import { quit } from './mediating.ts'
import { agreement } from './papers.ts'
import { cosigning } from './parties.ts'
import { dispute } from './records.ts'

type W = Words<(typeof dispute)['fields']>
const d = refs(dispute)
const handling = d.handledBy.holds('mediator')
const plain = '我已看清协议内容，自愿签署，并按约定履行'
const again = back('反悔，继续调解', 'resume', { by: handling, also: letGo, drops: () => cosigning })
const late = { to: 'sealing', label: '逾期未签，由调解员联系' } as const

export const signing = ({ step, choice }: Pick<W, 'step' | 'choice'>) => ({
  signing: step('待申请人签字', {
    says: '协议已拟好，请申请人阅读并签字',
    by: d.applicant.self(),
    within: workdays(3),
    overdue: handling,
    on: {
      sign: go('签署协议', 'askOther', {
        plain,
        tone: 'primary',
        reads: agreement,
        sets: ['applicantSign'],
        form: { applicantSign: { ...dispute.fields.applicantSign, required: true } },
        also: noteSignature('applicant'),
      }),
      signHere: go('当面签署', 'askOther', {
        by: handling,
        reads: agreement,
        sets: ['applicantSign', 'respondentSign'],
        also: noteSignatures,
      }),
      again,
      quit,
    },
    lapses: late,
  }),
  askOther: choice('对方是否还要签字', {
    cases: [{ when: d => all(d.respondentSign.isEmpty(), d.respondent.isPresent()), to: 'countersigning' }],
    otherwise: 'sealing',
  }),
  countersigning: step('待对方签字', {
    says: '协议等待对方阅读并签字',
    by: d.respondent.self(),
    within: workdays(3),
    overdue: handling,
    on: {
      countersign: go('签署协议', 'sealing', {
        plain,
        tone: 'primary',
        reads: agreement,
        sets: ['respondentSign'],
        form: { respondentSign: { ...dispute.fields.respondentSign, required: true } },
        also: noteSignature('respondent'),
      }),
      signHere: go('当面签署', 'sealing', {
        by: handling,
        reads: agreement,
        sets: ['respondentSign'],
        form: { respondentSign: { ...dispute.fields.respondentSign, required: true } },
        also: noteSignatures,
      }),
      again,
    },
    lapses: late,
  }),
  sealing: step('待调解员签章', {
    says: '等待调解员签字、盖章',
    by: handling,
    within: workdays(5),
    on: {
      conclude: go('协议生效', 'effective', {
        tone: 'primary',
        sets: ['mediatorSign'],
        form: { mediatorSign: { ...dispute.fields.mediatorSign, required: true } },
        when: all(d.applicantSignedOn.isPresent(), d.respondentSignedOn.isPresent(), any(d.othersLeft.isEmpty(), d.othersLeft.is(0))),
        says: '协议自各方当事人和调解员都签名、盖章之日起生效，还有当事人没有签名；有人拒签的，请继续调解，或者另拟协议',
        also: takeEffect,
        issues: [agreement],
      }),
      signHere: stay('当面签署', { sets: ['applicantSign', 'respondentSign'], also: noteSignatures }),
      again: { ...again },
    },
  }),
})
