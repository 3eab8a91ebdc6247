// Served, paid, deferred, reminded, enforced: money exact to the cent, and the conditions of each form of service.
import { type Also, Problem, type RowValues, refs, type StoredRow, workdays } from '#declare'
import { additionalFine } from '../../../methods/discretion/additional-fine.ts'
import { centsOf, yuanOf } from '../../../methods/discretion/money.ts'
import { dayNumber } from '../../../methods/workday-calendar/civil-date.ts'
import { reversals } from './choices.ts'
import { applyBy, applyFrom, enforcementDates } from './deadlines.ts'
import { execution, payment } from './execution-records.ts'
import { centsIn, daysAfter, textOf } from './law.ts'

/** Art. 67(3): within fifteen days of receiving the decision. */
const payWithin = 15
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
  const payBy = daysAfter(servedOn, payWithin)
  // Art. 61: seven working days; a service in public runs its own thirty.
  const servedInTime = servedOn <= city.lastDay(workdays(7), textOf(row, 'decidedOn'))
  await city.update(execution, row.id, { served: true, payBy, servedInTime, ...enforcementDates({ ...row, payBy }, city.today) })
}
const isAnnounced = (row: StoredRow): boolean => row['state'] !== 'serving'

export const bookPayment: Also = async (city, row, made) => {
  if (textOf(made!, 'paidOn') > city.today) throw new Problem('invalid', '缴款日期在将来，请核对')
  const before = (await city.find(payment, refs(payment).parent.is(row.id), 500)).filter(one => one.id !== made!.id)
  if (before.some(one => one['receipt'] === made!['receipt']))
    throw new Problem('conflict', `票据${textOf(made!, 'receipt')}已经登记过，请勿重复登记`, [{ at: 'receipt', message: '票据号码重复' }])
  const now = account(row, [...before, made!], city.today)
  if (centsOf(now.paid) > now.whole)
    throw new Problem('invalid', `登记后共缴${now.paid}元，超过应缴的${yuanOf(now.whole)}元，请核对金额`, [
      { at: 'amount', message: '超过应缴金额' },
    ])
  await city.update(execution, row.id, written(now))
}

export const sumUp: Also = async (city, row) => {
  const now = account(row, await city.find(payment, refs(payment).parent.is(row.id), 500), city.today)
  if (centsOf(now.owed) > 0n) throw new Problem('invalid', `尚欠${now.owed}元（含加处罚款${now.additional}元），缴清后才能确认`)
  await city.update(execution, row.id, { ...written(now), settled: true })
}

/** What is owed today: the additional fine grows by the day. */
export const sumToday: Also = async (city, row) => {
  const now = account(row, await city.find(payment, refs(payment).parent.is(row.id), 500), city.today)
  await city.update(execution, row.id, written(now))
}

/** 催告书 names what is owed to the day, art. 54 of 《行政强制法》; the additional fine stands in it. */
export const remind: Also = async (city, row) => {
  const now = account(row, await city.find(payment, refs(payment).parent.is(row.id), 500), city.today)
  await city.update(execution, row.id, { ...written(now), remindedOn: city.today })
}

export const checkDeferral: Also = async (city, row) => {
  if (textOf(row, 'deferredTo') <= city.today)
    throw new Problem('invalid', '延期应当到今天之后', [{ at: 'deferredTo', message: '请填今天之后的日期' }])
  const plan = (row['plan'] ?? []) as { payBy: string; amount: string }[]
  const sum = plan.reduce((total, one) => total + centsOf(one.amount), 0n)
  if (plan.length > 0 && sum !== centsIn(row, 'owed'))
    throw new Problem('invalid', `分期合计${yuanOf(sum)}元，与尚欠的${textOf(row, 'owed')}元不符`, [
      { at: 'plan', message: '合计应当等于尚欠金额' },
    ])
  const payBy = textOf(row, 'deferredTo')
  await city.update(execution, row.id, { payBy, ...enforcementDates({ ...row, payBy }, city.today) })
}

export const noteAppeal: Also = async (city, row) => {
  if (textOf(row, 'appealFrom') > city.today) throw new Problem('invalid', '受理日期在将来，请核对')
  await city.update(execution, row.id, { appealTo: null, ...enforcementDates({ ...row, appealTo: null }, city.today) })
}
export const endAppeal: Also = async (city, row) => {
  if (textOf(row, 'appealTo') < textOf(row, 'appealFrom')) throw new Problem('invalid', '终结日期早于受理日期，请核对')
  await city.update(execution, row.id, enforcementDates(row, city.today))
  // Art. 48(2): what was changed or revoked is taken down within three days.
  if ((reversals as readonly unknown[]).includes(row['appealResult']))
    await city.notify(
      refs(execution).organ.holds('head'),
      `“${textOf(row, 'title')}”的处罚决定已被变更、撤销或者确认违法，请在三日内撤回公示并公开说明理由`,
    )
}

/** 《行政强制法》 arts. 53–54: not before the time to sue has run out and ten days after the reminder, and within three months from then. */
export const checkApplication: Also = async (city, row) => {
  const from = applyFrom(row)
  if (textOf(row, 'appealFrom') !== '' && textOf(row, 'appealTo') === '')
    throw new Problem('invalid', '复议、诉讼尚未终结，终结后才能申请强制执行')
  if (city.today <= from) throw new Problem('invalid', `当事人的起诉期限到${from}届满，其后三个月内申请（《行政强制法》第五十三条）`)
  const last = applyBy(row)
  if (city.today > last) throw new Problem('invalid', `申请期限已于${last}届满（《行政强制法》第五十三条），法院将不予受理，请报告负责人`)
  const now = account(row, await city.find(payment, refs(payment).parent.is(row.id), 500), city.today)
  await city.update(execution, row.id, written(now))
}

type Account = {
  readonly paid: string
  readonly additional: string
  readonly daysLate: number
  readonly owed: string
  readonly whole: bigint
}

/**
 * What is owed on a day: fine and confiscated sum, and three per cent of the fine for every day from the one after the last day to pay until the
 * fine was paid in full (or today); days of an appeal do not count.
 */
export function account(row: RowValues, payments: readonly RowValues[], today: string): Account {
  const fine = centsIn(row, 'fine')
  const byDay = payments
    .filter(one => one['of'] !== 'additional' && one['of'] !== 'confiscated')
    .map(one => ({ on: textOf(one, 'paidOn'), cents: centsIn(one, 'amount') }))
    .sort((a, b) => dayNumber(a.on) - dayNumber(b.on))
  let sum = 0n
  const full = byDay.find(one => {
    sum += one.cents
    return sum >= fine
  })
  const payBy = textOf(row, 'payBy')
  const appealFrom = textOf(row, 'appealFrom')
  const { days, amount } =
    payBy === '' || fine === 0n
      ? { days: 0, amount: '0.00' }
      : additionalFine({
          fine: yuanOf(fine),
          payBy,
          until: full && full.on < today ? full.on : today,
          ...(appealFrom !== '' && { stopped: [{ from: appealFrom, to: textOf(row, 'appealTo') || today }] }),
        })
  const whole = fine + centsIn(row, 'confiscated') + centsOf(amount)
  const paid = payments.reduce((total, one) => total + centsIn(one, 'amount'), 0n)
  return { paid: yuanOf(paid), additional: amount, daysLate: days, owed: yuanOf(whole > paid ? whole - paid : 0n), whole }
}

const written = ({ paid, additional, daysLate, owed }: Account): RowValues => ({ paid, additional, daysLate, owed })
