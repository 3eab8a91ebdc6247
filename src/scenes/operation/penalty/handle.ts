// The middle of a case: the end of an investigation, review, notice, statement, hearing and what becomes of the proposal.
import { type Also, Problem, refs, workdays } from '#declare'
import { assess } from './assess.ts'
import { demandOfficers, demandReviewer } from './certificates.ts'
import { lawfulEvidence } from './investigate.ts'
import { demandNotHeavier, textOf } from './law.ts'
import { demandTruePriors, findPriors } from './priors.ts'
import { evidence, penaltyCase } from './records.ts'

export const finishInvestigation: Also = async (city, row) => {
  const pieces = await city.find(evidence, refs(evidence).parent.is(row.id), 500)
  if (row['outcome'] !== 'dismiss' && lawfulEvidence(pieces).length === 0)
    throw new Problem('invalid', '还没有可以认定事实的证据（非法证据已排除），请先登记证据（《行政处罚法》第四十条、第四十六条）')
  const penalties = (row['penalties'] ?? []) as string[]
  if (row['outcome'] === 'punish' && penalties.length === 0)
    throw new Problem('invalid', '拟给予处罚的，请选择处罚种类', [{ at: 'penalties', message: '请选择' }])
  const priors = await findPriors(city, textOf(row, 'partyKey'), row.id)
  demandTruePriors(row, priors)
  const found = await assess(city, row)
  const hasFine = Number(found['proposedFine']) > 0
  await city.update(penaltyCase, row.id, {
    ...found,
    priors: priors.slice(0, 20).map(({ decidedOn, organ, cause, fine }) => ({ decidedOn, organ, cause, fine })),
    ...(hasFine && !penalties.includes('fine') && { penalties: [...penalties, 'fine'] }),
    // A case that comes back begins its notice anew.
    stated: false,
    heard: false,
    noticedFine: null,
    noticedOn: null,
  })
}

export const plainReview: Also = async (city, row) => {
  await demandReviewer(city, row, city.person, false)
  await city.update(penaltyCase, row.id, { reviewer: city.name(city.person) })
}
export const legalReview: Also = async (city, row) => {
  await demandReviewer(city, row, city.person, true)
  await city.update(penaltyCase, row.id, { reviewer: city.name(city.person) })
}

export const freezeNotice: Also = async (city, row) => {
  if (textOf(row, 'noticedOn') > city.today)
    throw new Problem('invalid', '送达日期在将来，请核对', [{ at: 'noticedOn', message: '不能晚于今天' }])
  await demandOfficers(city, row)
  await city.update(penaltyCase, row.id, { noticedFine: textOf(row, 'proposedFine') || '0.00' })
}

export const markStated: Also = async (city, row) => {
  await city.update(penaltyCase, row.id, { stated: true })
}

export const arrangeHearing: Also = async (city, row) => {
  const on = textOf(row, 'hearingOn')
  const first = city.lastDay(workdays(7))
  if (on < first)
    throw new Problem('invalid', `应当在听证的七个工作日前通知，最早可定在${first}（《行政处罚法》第六十四条第二项、第八十五条）`, [
      { at: 'hearingOn', message: `最早${first}` },
    ])
  if ([row['officer'], row['second']].includes(row['hearingHost']))
    throw new Problem('invalid', '听证由非本案调查人员主持（《行政处罚法》第六十四条第四项），请另选主持人', [
      { at: 'hearingHost', message: '不能是本案调查人员' },
    ])
}

/** Before its day a hearing was neither held nor missed. */
export const demandHearingDay: Also = async (city, row) => {
  if (city.today < textOf(row, 'hearingOn')) throw new Problem('invalid', `听证定于${textOf(row, 'hearingOn')}举行，届时再登记`)
}

export const markHeard: Also = async (city, row, ...more) => {
  await demandHearingDay(city, row, ...more)
  await city.update(penaltyCase, row.id, { heard: true })
}

/** The proposal after what the party said: it may fall, not rise, and stays as noticed where nothing is filled in; a departure needs its reason. */
export const reconsider: Also = async (city, row) => {
  const asked = textOf(row, 'proposedFine') || textOf(row, 'noticedFine')
  demandNotHeavier(row, asked || '0.00')
  const { proposedFine, departure, departs, legalReview: legal, collective } = await assess(city, { ...row, proposedFine: asked })
  await city.update(penaltyCase, row.id, {
    proposedFine,
    departure,
    departs,
    legalReview: row['legalReview'] === true || legal,
    collective: row['collective'] === true || collective,
  })
}
