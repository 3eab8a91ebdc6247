// The decision: one fine for one act, not heavier than noticed, within ninety days; what follows from it is begun in the same transaction.
import { type Also, Problem, type StoredRow } from '#declare'
import { centsOf, yuanOf } from '../../../methods/discretion/money.ts'
import { answerDecided } from './answer.ts'
import { demandLawful } from './assess.ts'
import { execution, publication } from './execution-records.ts'
import { pick } from './filing.ts'
import { centsIn, demandFirstFine, demandNotHeavier, textOf } from './law.ts'
import { decision } from './papers-decision.ts'
import { publicWords } from './publish.ts'
import { penaltyCase } from './records.ts'

export const decideCase: Also = async (city, row) => {
  const fine = textOf(row, 'fine') || textOf(row, 'proposedFine') || '0.00'
  demandNotHeavier(row, fine)
  if (centsOf(fine) > centsIn(row, 'proposedFine'))
    throw new Problem('invalid', `罚款${fine}元高于经审核和告知的${textOf(row, 'proposedFine')}元，应当退回重新审核、告知`, [
      { at: 'fine', message: '不能高于拟罚款' },
    ])
  if (centsOf(fine) < centsIn(row, 'proposedFine')) await demandLawful(city, row, fine)
  if (centsOf(fine) > 0n) await demandFirstFine(city, row, 'penalty-case')
  await city.update(penaltyCase, row.id, { fine, decidedOn: city.today, inTime: isInTime(row, city.now) })
  // The paper is issued here, not after the act: what follows names it by its number.
  const { number } = await city.issue(decision, row.id)
  const decided = { ...row, fine }
  await answerDecided(city, row, `作出行政处罚决定，罚款${fine}元`)
  await city.create(execution, {
    ...pick(decided, ['title', 'field', 'subject', 'partyKind', 'party', 'address', 'partyKey', 'officer', 'confiscated']),
    ofCase: row.id,
    decisionNumber: number,
    decidedOn: city.today,
    fine,
    served: false,
    paid: '0.00',
    additional: '0.00',
    owed: yuanOf(centsOf(fine) + centsIn(row, 'confiscated')),
    settled: false,
    region: row.region,
    ...(row.organ !== null && { organ: row.organ }),
  })
  await city.create(publication, {
    ...publicWords(decided),
    ofCase: row.id,
    decidedOn: city.today,
    region: row.region,
    ...(row.organ !== null && { organ: row.organ }),
  })
}

export const spareCase: Also = async (city, row) => {
  await city.update(penaltyCase, row.id, { fine: '0.00', decidedOn: city.today, inTime: isInTime(row, city.now) })
  await answerDecided(city, row, row['outcome'] === 'spare' ? '不予行政处罚' : '违法事实不能成立，撤销案件')
}

/** The term of the case is the ninety days, moved by what the head suspended or extended. */
const isInTime = (row: StoredRow, now: string): boolean => typeof row['dueAt'] !== 'string' || now <= row['dueAt']
