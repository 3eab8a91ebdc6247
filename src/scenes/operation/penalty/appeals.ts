// A review or a suit, one after the other, and what becomes of the decision: it stands, it is changed, or it ends and what was paid goes back.
// Basis: 《行政处罚法》 arts. 48(2), 73(3), 75(2); 《行政诉讼法》 arts. 45, 70, 75, 77.
import { type Also, type CityPort, Problem, type RowValues, refs, type StoredRow } from '#declare'
import { keep } from './account.ts'
import { appealsOf } from './deadlines.ts'
import { execution, onSpot } from './execution-records.ts'
import { centsIn, textOf } from './law.ts'
import { penaltyCase } from './records.ts'

/** Only one runs at a time; the one before goes into the table, so that its days never count later. */
export const noteAppeal: Also = async (city, row, _made, given) => {
  const from = textOf(given, 'appealFrom')
  if (from > city.today) throw new Problem('invalid', '受理日期在将来，请核对', [{ at: 'appealFrom', message: '不能晚于今天' }])
  if (from < textOf(row, 'appealTo'))
    throw new Problem('invalid', `受理日期早于前一次复议、诉讼终结的${textOf(row, 'appealTo')}，请核对`, [
      { at: 'appealFrom', message: '请核对' },
    ])
  const appeals = appealsOf(row)
  await keep(city, row, {
    ...(appeals.length > 0 && { appeals }),
    appeal: given['appeal'],
    appealFrom: from,
    appealTo: null,
    appealResult: null,
  })
}

/** The decision stands, with another amount where it was changed. */
export const endAppeal: Also = async (city, row, _made, given) => {
  const ended = endIn(city, row, given)
  const { appealResult: result } = ended
  await keep(city, row, { ...ended, ...(result === 'changed' && (await change(city, row, given))) })
  if (result === 'changed' || result === 'unlawful') await tellOfPublication(city, row)
}

async function change(city: CityPort, row: StoredRow, given: RowValues): Promise<RowValues> {
  const fine = textOf(given, 'changedFine')
  if (fine === '')
    throw new Problem('invalid', '决定被变更的，请填写变更后的罚款数额；取消罚款的，填0', [{ at: 'changedFine', message: '请填写' }])
  const { of, id } = decisionOf(row)
  await city.update(of, id, { fine })
  return { fine, confiscated: textOf(given, 'changedConfiscated') || row['confiscated'] }
}

/** Revoked, or void from the beginning: nothing is owed any more. */
export const endDecision: Also = async (city, row, _made, given) => {
  const ended = endIn(city, row, given)
  await strike(city, row, ended.appealTo, ended)
  await tellOfPublication(city, row)
}

/** The organ itself corrected what was decided on the spot; the officer ends its execution, or the term to pay does. */
export const correctSpot: Also = async (city, row) => {
  const [due] = await city.find(execution, refs(execution).onSpot.is(row.id), 1)
  if (!due) return
  await strike(city, due, city.today)
  const paid = centsIn(due, 'paid') > 0n ? `已缴的${textOf(due, 'paid')}元应当退还，` : ''
  await city.notify(
    refs(onSpot).officer.self(),
    `“${textOf(due, 'title')}”的决定已被责令纠正，不再收缴；${paid}请在“处罚执行”中办理“终止执行”，已经结案的请负责人先重办`,
  )
}

/** The decision counts no longer, neither against the party nor against another fine; what was paid is to be refunded. */
async function strike(city: CityPort, row: StoredRow, annulledOn: string, ended: RowValues = {}): Promise<void> {
  await keep(city, row, { ...ended, fine: '0.00', confiscated: '0.00', settled: false, annulledOn })
  const { of, id } = decisionOf(row)
  await city.update(of, id, { annulledOn })
}

const decisionOf = (row: StoredRow) =>
  textOf(row, 'ofCase') === '' ? { of: onSpot, id: textOf(row, 'onSpot') } : { of: penaltyCase, id: textOf(row, 'ofCase') }

function endIn(city: CityPort, row: StoredRow, given: RowValues) {
  const appealTo = textOf(given, 'appealTo')
  if (appealTo > city.today) throw new Problem('invalid', '终结日期在将来，请核对', [{ at: 'appealTo', message: '不能晚于今天' }])
  if (appealTo < textOf(row, 'appealFrom'))
    throw new Problem('invalid', '终结日期早于受理日期，请核对', [{ at: 'appealTo', message: '请核对' }])
  return { appealTo, appealResult: textOf(given, 'appealResult') }
}

/** Art. 48(2): what was changed, revoked, found unlawful or void is taken down within three days. */
const tellOfPublication = (city: CityPort, row: StoredRow): Promise<void> =>
  city.notify(
    refs(execution).organ.holds('head'),
    `“${textOf(row, 'title')}”的处罚决定已被变更、撤销、确认违法或者无效，请在三日内撤回公示并公开说明理由`,
  )

export const noteRefund: Also = async (city, row) => {
  if (textOf(row, 'refundedOn') > city.today)
    throw new Problem('invalid', '退还日期在将来，请核对', [{ at: 'refundedOn', message: '不能晚于今天' }])
}
