// What an act on a dispute carries over: who handles it and at which level, the dates that follow from an agreement, what a joining leaves.
import { type Also, all, days, Problem, type RowValues, refs, type StoredRow, valueOn } from '#declare'
import { askCosigners, forgetCosigners } from './cosigners.ts'
import { dispute, type MediationLevel, merge } from './records.ts'
import { confirmationDays } from './rules.ts'

type Term = { readonly who: string; readonly what: string; readonly by: string }

const set =
  (values: RowValues): Also =>
  (city, row) =>
    city.update(dispute, row.id, values)

/** Mediators were chosen at this level: theirs is the case now. */
export const takeUp =
  (level: MediationLevel): Also =>
  (city, row) =>
    city.update(dispute, row.id, { level, handledBy: city.organ })

/** At the next level others sit: they are chosen anew. */
export const moveTo = (level: MediationLevel): Also => set({ level, mediators: null, handledBy: null })

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

export const noteConfirmation = (side: 'applicantConfirms' | 'respondentConfirms'): Also => set({ [side]: true })

/** An agreement that was taken back, or is not kept, has solved nothing. */
export const letGo: Also = async (city, row) => {
  await forgetCosigners(city, row.id)
  await city.update(dispute, row.id, { agreedOn: null, effectiveOn: null, confirmBy: null, solvedOn: null, ...unsigned })
}

/** The dispute has flared up again: mediated anew where it was, and counted as re-opened. */
export const flareUp: Also = async (city, row) => {
  await forgetCosigners(city, row.id)
  await city.update(dispute, row.id, {
    reopenedTimes: Number(row['reopenedTimes'] ?? 0) + 1,
    agreedOn: null,
    effectiveOn: null,
    confirmBy: null,
    solvedOn: null,
    applicantConfirms: null,
    respondentConfirms: null,
    courtResult: null,
    courtNumber: null,
    performance: null,
    ...unsigned,
  })
}

/** A visit may not close what was not kept. */
export const visited: Also = (_city, _row, made) => {
  if (made?.['performed'] === 'none')
    throw new Problem('invalid', '协议没有履行，不能办结。请选择“纠纷反复，重新调解”', [{ at: 'performed', message: '没有履行的不能办结' }])
  return Promise.resolve()
}

const mergeReasons: Readonly<Record<string, string>> = dispute.fields.mergedFor.of ?? {}

/** Joins only to an open dispute that leads itself, in the same county. */
export const noteMerge: Also = async (city, row) => {
  const lead = await leadOf(city.find, row)
  const grounds = ((row['mergedFor'] ?? []) as string[]).map(one => mergeReasons[one] ?? one)
  if (grounds.length === 0) throw new Problem('invalid', '请选择并案依据', [{ at: 'mergedFor', message: '至少选一项' }])
  await city.create(merge, {
    region: row.region,
    lead: lead.id,
    merged: row.id,
    because: grounds.join('、'),
  })
}

async function leadOf(find: (of: typeof dispute, when: ReturnType<typeof all>, most?: number) => Promise<StoredRow[]>, row: StoredRow) {
  const id = row['mergedInto'] as string | undefined
  const fault = (message: string) => new Problem('invalid', message, [{ at: 'mergedInto', message }])
  if (!id) throw fault('请选择主案')
  if (id === row.id) throw fault('不能并入自己')
  const d = refs(dispute)
  const [lead] = await find(dispute, all(d.id.is(id), d.region.within(row.region.slice(0, 6))), 1)
  if (!lead) throw fault('没有找到主案，请在本县（市、区）的案件中选择')
  if (lead['ended'] === true) throw fault('主案已经办结，不能再并入')
  if (lead['mergedInto']) throw fault('所选案件自己已并入另一件，请选择那件主案')
  const [under] = await find(dispute, all(d.mergedInto.is(row.id), d.state.is('merged')), 1)
  if (under) throw fault('已有其他案件并入本件，请以本件为主案')
  return lead
}

export const undoMerge: Also = async (city, row) => {
  const m = refs(merge)
  for (const one of await city.find(merge, all(m.merged.is(row.id), m.undoneOn.isEmpty())))
    await city.update(merge, one.id, { undoneOn: city.today })
  await city.update(dispute, row.id, { mergedInto: null, mergedFor: null })
}
