// What each act of a transfer must say, and what it remembers: the moments from which the terms of the 规定 run.
import { type Also, Problem, refs } from '#declare'
import { dayNumber } from '../../../methods/workday-calendar/civil-date.ts'
import { demandOfficers } from './certificates.ts'
import { decisionWarnOn } from './deadlines.ts'
import { lawfulEvidence } from './investigate.ts'
import { daysAfter, textOf } from './law.ts'
import { evidence, penaltyCase } from './records.ts'

/** Art. 5(1): two officers verify and report. */
export const reportCrime: Also = async (city, row) => {
  await demandOfficers(city, row)
  const pieces = lawfulEvidence(await city.find(evidence, refs(evidence).parent.is(row.id), 500))
  if (pieces.length === 0)
    throw new Problem('invalid', '还没有可以随案移送的证据，请先登记证据（《行政执法机关移送涉嫌犯罪案件的规定》第四条、第六条）')
  // A second report begins anew: what an earlier one was answered is in the log and in its papers.
  await city.update(penaltyCase, row.id, {
    outcome: 'crime',
    reportedAt: city.now,
    transferApprovedAt: null,
    handedAt: null,
    receipt: null,
    policeAnswer: null,
    policeOn: null,
    policeNumber: null,
    policeReason: null,
    objection: null,
    goodsHandedOn: null,
    goodsReceipt: null,
  })
}

export const approveTransfer: Also = async (city, row) => {
  await city.update(penaltyCase, row.id, { transferApprovedAt: city.now })
}

export const noteHanded: Also = async (city, row) => {
  await city.update(penaltyCase, row.id, { handedAt: city.now })
}

const answered =
  (answer: 'filed' | 'refused' | 'elsewhere'): Also =>
  async (city, row) => {
    const on = textOf(row, 'policeOn')
    if (on > city.today) throw new Problem('invalid', '收到日期在将来，请核对', [{ at: 'policeOn', message: '不能晚于今天' }])
    if (on < textOf(row, 'handedAt').slice(0, 10) && answer !== 'refused')
      throw new Problem('invalid', '收到日期早于移送日期，请核对', [{ at: 'policeOn', message: '请核对' }])
    await city.update(penaltyCase, row.id, { policeAnswer: answer })
  }
export const policeFiled = answered('filed')
export const policeRefused = answered('refused')
export const policeElsewhere = answered('elsewhere')

export const checkGoods: Also = async (city, row) => {
  if (textOf(row, 'goodsHandedOn') > city.today)
    throw new Problem('invalid', '移交日期在将来，请核对', [{ at: 'goodsHandedOn', message: '不能晚于今天' }])
}

/** Days with the head and the police do not count. */
const warnAfter = (city: Parameters<Also>[0], row: Parameters<Also>[1]): string => {
  const since = textOf(row, 'reportedAt').slice(0, 10) || city.today
  const passed = Math.max(0, dayNumber(city.today) - dayNumber(since))
  return daysAfter(textOf(row, 'decideWarnOn') || decisionWarnOn(textOf(row, 'filedOn')), passed)
}

export const refuseTransfer: Also = async (city, row) => {
  await city.update(penaltyCase, row.id, { outcome: null, decideWarnOn: warnAfter(city, row) })
}

/** 《行政处罚法》 art. 27(2): what no longer is a crime comes back to be punished by the organ. */
export const comeBack: Also = async (city, row) => {
  await city.update(penaltyCase, row.id, { outcome: null, backFromPolice: true, decideWarnOn: warnAfter(city, row) })
}
