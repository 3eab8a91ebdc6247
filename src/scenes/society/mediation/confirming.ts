// A court confirms an agreement that both sides ask it to confirm (人民调解法 art. 33, 民事诉讼法 art. 205): the application is drawn up for one court, each
// side reads it and signs it, on their own phone or on the mediator's, and only then it goes to the court. Whoever is a party beside them signs by hand.
import { all, go, refs, stay, text, yesno } from '#declare'
import { draftApplication, noteConfirmation, noteConfirmations } from './carry.ts'
import { application } from './papers.ts'
import { dispute } from './records.ts'
import { isConfirmable, mayBeConfirmed } from './rules.ts'

const d = refs(dispute)
const drafted = {
  when: all(d.court.isPresent(), mayBeConfirmed(d)),
  says: '调解员拟好申请书后，在三十日内签署；确认身份、收养或婚姻关系的，法院不予司法确认',
} as const
const wish = (side: 'applicant' | 'respondent', plain: string) =>
  stay('签署司法确认申请书', {
    ...drafted,
    plain,
    by: d[side].self(),
    reads: application,
    sets: [`${side}ConfirmSign`],
    form: { [`${side}ConfirmSign`]: { ...dispute.fields[`${side}ConfirmSign`], required: true } },
    also: noteConfirmation(side),
  })
const byHand = '不在这里签的，申请书打印后由本人手签'

/** What may be done about it while the agreement is in effect and the window is open. */
export const confirming = {
  draw: stay('拟司法确认申请书', {
    sets: ['court'],
    form: {
      court: text({
        label: '管辖法院',
        required: true,
        max: 60,
        help: '与双方商定：当事人住所地、标的物所在地或调解组织所在地的基层人民法院。改换法院的，请双方重新签署',
      }),
    },
    when: mayBeConfirmed(d),
    says: '司法确认须在协议生效之日起三十日内申请，且不涉及确认身份、收养或婚姻关系',
    also: draftApplication,
  }),
  wish: wish('applicant', '我已看清申请书，请法院确认协议有效；确认后对方不履行，我可以直接申请强制执行'),
  concur: wish('respondent', '我已看清申请书，请法院确认协议有效；确认后一方不履行，另一方可以直接申请强制执行'),
  askHere: stay('当面签署司法确认申请书', {
    ...drafted,
    reads: application,
    sets: ['applicantConfirms', 'applicantConfirmSign', 'respondentConfirms', 'respondentConfirmSign'],
    form: {
      applicantConfirms: yesno({ label: '申请人同意申请司法确认', required: true }),
      applicantConfirmSign: { ...dispute.fields.applicantConfirmSign, help: byHand },
      respondentConfirms: yesno({ label: '对方同意申请司法确认', required: true }),
      respondentConfirmSign: { ...dispute.fields.respondentConfirmSign, help: byHand },
    },
    also: noteConfirmations,
  }),
  confirm: go('移送司法确认', 'confirming', {
    tone: 'primary',
    when: all(d.court.isPresent(), isConfirmable(d)),
    says: '请先拟申请书并由双方签署：司法确认须由双方在协议生效之日起三十日内共同申请，且不涉及确认身份、收养或婚姻关系',
    issues: [application],
  }),
}
