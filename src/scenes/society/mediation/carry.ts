// What an act on a dispute carries over: who handles it and at which level, what follows from an agreement and from asking a court.
import { type Also, days, Problem, type RowValues, valueOn } from '#declare'
import { askCosigners, forgetCosigners } from './cosigners.ts'
import { registration } from './papers.ts'
import { dispute, type MediationLevel } from './records.ts'
import { confirmationDays } from './rules.ts'

type Term = { readonly who: string; readonly what: string; readonly by: string }

const set =
  (values: RowValues): Also =>
  (city, row) =>
    city.update(dispute, row.id, values)

/** Mediators were chosen at this level: theirs is the case now. Without a level it had not been taken up anywhere: it is registered here. */
export const takeUp =
  (level: MediationLevel): Also =>
  async (city, row) => {
    await city.update(dispute, row.id, { level, handledBy: city.organ })
    if (!row['level']) await city.issue(registration, row.id)
  }

/** At the next level others sit: they are chosen anew. What nobody has taken up has no level yet. */
export const moveTo =
  (level: MediationLevel): Also =>
  (city, row) =>
    city.update(dispute, row.id, { level: row['level'] ? level : null, mediators: null, handledBy: null })

/** The day of the agreement; no term of it may lie before it or after the last. */
export const draftAgreement: Also = async (city, row) => {
  const terms = (row['terms'] ?? []) as Term[]
  const performBy = row['performBy'] as string
  if (performBy < city.today) throw new Problem('invalid', '最后履行期限不能早于今天', [{ at: 'performBy', message: '不能早于今天' }])
  const late = terms.find(term => term.by > performBy)
  if (late)
    throw new Problem('invalid', `“${late.what}”的履行期限${late.by}晚于最后履行期限${performBy}，请改为一致`, [
      { at: 'performBy', message: '不能早于任何一项约定的期限' },
    ])
  // Whoever signed an earlier draft has not signed this one.
  await city.update(dispute, row.id, { agreedOn: city.today, ...unsigned })
  await askCosigners(city, row)
}

const unsigned = {
  applicantSign: null,
  respondentSign: null,
  mediatorSign: null,
  applicantSignedOn: null,
  respondentSignedOn: null,
  othersLeft: null,
  othersSigning: null,
} as const

export const noteSignature =
  (side: 'applicant' | 'respondent'): Also =>
  (city, row) =>
    city.update(dispute, row.id, { [`${side}SignedOn`]: city.today })

/** On the mediator's own device, whoever is present. */
export const noteSignatures: Also = (city, row) => {
  if (!row['applicantSign'] && !row['respondentSign'])
    throw new Problem('invalid', '请至少请一方签名', [{ at: 'applicantSign', message: '还没有签名' }])
  return city.update(dispute, row.id, {
    ...(row['applicantSign'] ? { applicantSignedOn: row['applicantSignedOn'] ?? city.today } : {}),
    ...(row['respondentSign'] ? { respondentSignedOn: row['respondentSignedOn'] ?? city.today } : {}),
  })
}

/** All have signed: effective from today, solved at the level where it lies; the day of effect is not counted in the court's window. */
export const takeEffect: Also = (city, row) =>
  city.update(dispute, row.id, {
    effectiveOn: city.today,
    solvedOn: city.today,
    confirmBy: city.lastDay(days(valueOn(confirmationDays, city.today))),
  })

/** An oral agreement takes effect when the parties reach it; it was kept at once. */
export const settleOrally: Also = (city, row) =>
  city.update(dispute, row.id, { agreedOn: city.today, effectiveOn: city.today, solvedOn: city.today, performBy: city.today })

type Side = 'applicant' | 'respondent'
const sides: readonly { readonly side: Side; readonly label: string }[] = [
  { side: 'applicant', label: '申请人' },
  { side: 'respondent', label: '对方' },
]
const unasked = {
  applicantConfirms: null,
  respondentConfirms: null,
  applicantConfirmSign: null,
  respondentConfirmSign: null,
  applicantConfirmedOn: null,
  respondentConfirmedOn: null,
} as const

/** Another application: whoever signed an earlier one has not signed this one. */
export const draftApplication: Also = set(unasked)

export const noteConfirmation =
  (side: Side): Also =>
  (city, row) =>
    city.update(dispute, row.id, { [`${side}Confirms`]: true, [`${side}ConfirmedOn`]: city.today })

/** Face to face: who wants it, and whose signature was taken here. Who does not want it has signed nothing. */
export const noteConfirmations: Also = async (city, row, _made, given) => {
  for (const { side, label } of sides) {
    if (row[`${side}Confirms`] === true) {
      if (row[`${side}ConfirmSign`]) await city.update(dispute, row.id, { [`${side}ConfirmedOn`]: row[`${side}ConfirmedOn`] ?? city.today })
    } else if (given[`${side}ConfirmSign`]) {
      const message = `${label}已经签名，请选择“是”；不同意的，请清除签名`
      throw new Problem('invalid', message, [{ at: `${side}Confirms`, message }])
    } else await city.update(dispute, row.id, { [`${side}ConfirmSign`]: null, [`${side}ConfirmedOn`]: null })
  }
}

/** What a court found not to be lawful has solved nothing (民事诉讼法 art. 206). */
export const noteRuling: Also = async (city, row) => {
  if (row['courtResult'] === 'rejected') await city.update(dispute, row.id, { solvedOn: null })
}

/** An agreement that was taken back, or is not kept, has solved nothing. */
export const letGo: Also = async (city, row) => {
  await forgetCosigners(city, row.id)
  await city.update(dispute, row.id, { agreedOn: null, effectiveOn: null, confirmBy: null, solvedOn: null, ...unsigned })
}

/** Mediated anew where it was: of the agreement, and of what a court was asked, nothing stands. */
export const beginAnew: Also = async (city, row, made, given) => {
  await letGo(city, row, made, given)
  await city.update(dispute, row.id, { ...unasked, court: null, courtResult: null, courtNumber: null, performance: null })
}

/** The dispute has flared up again: counted as re-opened. */
export const flareUp: Also = async (city, row, made, given) => {
  await beginAnew(city, row, made, given)
  await city.update(dispute, row.id, { reopenedTimes: Number(row['reopenedTimes'] ?? 0) + 1 })
}

/** A visit may not close what was not kept. */
export const visited: Also = (_city, _row, made) => {
  if (made?.['performed'] === 'none')
    throw new Problem('invalid', '协议没有履行，不能办结。请选择“纠纷反复，重新调解”', [{ at: 'performed', message: '没有履行的不能办结' }])
  return Promise.resolve()
}
