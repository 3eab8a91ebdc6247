// Served, paid, deferred, reminded, enforced: the conditions of each form of service and of each way to the money.
import { type Also, Problem, type StoredRow, workdays } from '#declare'
import { centsOf, yuanOf } from '../../../methods/discretion/money.ts'
import { account, demandOwed, keep, paymentsOf, planOf, sumOf } from './account.ts'
import { courtWindow, isAppealing, lastDayToPay } from './deadlines.ts'
import { centsIn, textOf } from './law.ts'

export const afterService: Also = async (city, row) => {
  const servedOn = textOf(row, 'servedOn')
  if (servedOn > city.today) throw new Problem('invalid', '送达日期在将来，请核对', [{ at: 'servedOn', message: '不能晚于今天' }])
  if (servedOn < textOf(row, 'decidedOn'))
    throw new Problem('invalid', '送达日期早于决定日期，请核对', [{ at: 'servedOn', message: '请核对' }])
  const [method, said] = [textOf(row, 'method'), textOf(row, 'serviceNote')]
  const proof = ((row['serviceProof'] ?? []) as unknown[]).length
  if (method === 'left' && (said === '' || proof === 0))
    throw new Problem('invalid', '留置送达应当写明拒收事由、见证人，并附照片、录像等凭证（《民事诉讼法》第八十九条）', [
      { at: 'serviceProof', message: '请附见证人签名或者照片、录像' },
    ])
  if (method === 'electronic' && said === '')
    throw new Problem('invalid', '电子送达须当事人同意并签订确认书（《行政处罚法》第六十一条第二款），请在送达情况中写明', [
      { at: 'serviceNote', message: '请写明确认书' },
    ])
  if (method === 'announced' && !isAnnounced(row)) throw new Problem('invalid', '公告送达请先办理“公告送达”，满三十日后视为送达')
  // Art. 61: seven working days; a service in public runs its own thirty.
  const servedInTime = servedOn <= city.lastDay(workdays(7), textOf(row, 'decidedOn'))
  await keep(city, row, { served: true, payBy: lastDayToPay(servedOn, city.lastDay), servedInTime })
}
const isAnnounced = (row: StoredRow): boolean => row['state'] !== 'serving'

export const bookPayment: Also = async (city, row, made) => {
  if (textOf(made!, 'paidOn') > city.today) throw new Problem('invalid', '缴款日期在将来，请核对')
  const before = (await paymentsOf(city, row)).filter(one => one.id !== made!.id)
  if (before.some(one => one['receipt'] === made!['receipt']))
    throw new Problem('conflict', `票据${textOf(made!, 'receipt')}已经登记过，请勿重复登记`, [{ at: 'receipt', message: '票据号码重复' }])
  const now = account(row, [...before, made!], city.today)
  if (centsOf(now.paid) > now.whole)
    throw new Problem('invalid', `登记后共缴${now.paid}元，超过应缴的${yuanOf(now.whole)}元，请核对金额`, [
      { at: 'amount', message: '超过应缴金额' },
    ])
  await keep(city, row)
}

export const sumUp: Also = async (city, row) => {
  const now = await keep(city, row, { settled: true })
  if (centsOf(now.owed) > 0n) throw new Problem('invalid', `尚欠${now.owed}元（含加处罚款${now.additional}元），缴清后才能确认`)
}

/** What is owed today: the additional fine grows by the day. */
export const sumToday: Also = async (city, row) => {
  await keep(city, row)
}

/** 催告书 names what is owed to the day, art. 54 of 《行政强制法》; the additional fine stands in it. */
export const remind: Also = async (city, row) => {
  demandOwed(row, '催告')
  await keep(city, row, { remindedOn: city.today })
}

export const checkDeferral: Also = async (city, row) => {
  demandOwed(row, '延期、分期')
  const deferredTo = textOf(row, 'deferredTo')
  if (deferredTo <= city.today) throw new Problem('invalid', '延期应当到今天之后', [{ at: 'deferredTo', message: '请填今天之后的日期' }])
  const plan = planOf(row)
  if (plan.length > 0 && sumOf(plan) !== centsIn(row, 'owed'))
    throw new Problem('invalid', `分期合计${yuanOf(sumOf(plan))}元，与尚欠的${textOf(row, 'owed')}元不符`, [
      { at: 'plan', message: '合计应当等于尚欠金额' },
    ])
  if (plan.some(one => one.payBy <= city.today || one.payBy > deferredTo))
    throw new Problem('invalid', `每一期的期限应当在今天之后，不晚于最后期限${deferredTo}`, [{ at: 'plan', message: '请核对各期期限' }])
  await keep(city, row, { payBy: deferredTo })
}

/** 《行政强制法》 arts. 53–54: not before the time to sue has run out and ten days after the reminder, and within three months from then. */
export const checkApplication: Also = async (city, row) => {
  demandOwed(row, '申请强制执行')
  if (isAppealing(row)) throw new Problem('invalid', '复议、诉讼尚未终结，终结后才能申请强制执行')
  const { from, by } = courtWindow(row, city.lastDay)
  if (city.today <= from) {
    const what = from === row['deferredTo'] ? '准予延期、分期的期限' : '当事人的起诉期限'
    throw new Problem('invalid', `${what}到${from}届满，其后三个月内申请（《行政强制法》第五十三条、《行政处罚法》第七十二条第二款）`)
  }
  if (city.today > by) throw new Problem('invalid', `申请期限已于${by}届满（《行政强制法》第五十三条），法院将不予受理，请报告负责人`)
  await keep(city, row)
}
