// 当场处罚, decided on a phone: limits of art. 51, the benchmark, one fine for one act, the paper handed over, the fine collected as the law allows.
import { type Also, type CityPort, choice, type FileRef, operation, Problem, type RowValues, text, valueOn } from '#declare'
import { departureOf } from '../../../methods/discretion/discretion.ts'
import { centsOf } from '../../../methods/discretion/money.ts'
import { demandPunishable, getBenchmark, reckonFine } from './assess.ts'
import { demandOfficers } from './certificates.ts'
import { enforcementDates, lastDayToPay } from './deadlines.ts'
import { execution, onSpot, payment } from './execution-records.ts'
import { carried, keepParty, noteUse, pick, registerLead } from './filing.ts'
import { demandFirstFine, demandLimitation, textOf } from './law.ts'
import { onSpotDecision } from './papers-decision.ts'
import { onSpotCash, onSpotFirm, onSpotPerson } from './parameters.ts'
import { partyInput } from './party-record.ts'

const { benchmark, place, site, facts, evidence, circumstances, measure, told, warning, fine, statement, collect, cashReason, second } =
  onSpot.fields

/** What the calculator says for a cause on the spot: the page shows it before the officer decides. */
export const onSpotOperation = operation(onSpot, {
  name: 'prepareOnSpot',
  label: '当场处罚',
  roles: ['inspector', 'handler'],
  input: {
    ...partyInput,
    benchmark,
    place,
    site,
    facts,
    evidence,
    circumstances,
    measure,
    told,
    warning,
    fine,
    statement,
    collect,
    cashReason: choice({ label: '当场收缴的理由', of: cashReason.of as Record<string, string> }),
    receipt: text({ label: '专用票据号码', max: 40 }),
    second,
  },
  run: async (city, input) => prepare(city, input),
})

/** Art. 51, in yuan. */
export const spotLimit = (isFirm: boolean, day: string): number => valueOn(isFirm ? onSpotFirm : onSpotPerson, day)

async function prepare(city: CityPort, input: RowValues): Promise<RowValues> {
  const of = await getBenchmark(city, textOf(input, 'benchmark'))
  const isFirm = input['partyKind'] === 'firm'
  if (input['told'] !== true)
    throw new Problem(
      'invalid',
      '请先出示执法证件，告知事实、理由、依据和陈述申辩的权利，听取意见后勾选（《行政处罚法》第四十四条、第五十二条）',
      [{ at: 'told', message: '请告知后勾选' }],
    )
  demandPunishable(input['circumstances'], 'circumstances', '不能当场处罚')
  const amount = textOf(input, 'fine') || '0.00'
  const limit = spotLimit(isFirm, city.today)
  if (centsOf(amount) > BigInt(limit) * 100n)
    throw new Problem(
      'invalid',
      `对${isFirm ? '法人或者其他组织' : '公民'}当场罚款不得超过${limit}元（《行政处罚法》第五十一条），应当按普通程序立案办理`,
      [{ at: 'fine', message: `不得超过${limit}元` }],
    )
  if (centsOf(amount) === 0n && input['warning'] !== true) throw new Problem('invalid', '请选择警告，或者填写罚款数额')
  if (of['partyKind'] !== 'any' && of['partyKind'] !== input['partyKind'])
    throw new Problem('invalid', '所选案由不适用于这类当事人，请重新选择')
  const reckoned =
    centsOf(amount) > 0n ? reckonFine(of, { measure: input['measure'], facts: input['circumstances'] }, city.today) : undefined
  if (reckoned && departureOf(reckoned, amount).percent > 0)
    throw new Problem(
      'invalid',
      `罚款${amount}元不在裁量基准${reckoned.span.least}元至${reckoned.span.most}元内；需要偏离的，应当按普通程序办理`,
      [{ at: 'fine', message: `应在${reckoned.span.least}元至${reckoned.span.most}元` }],
    )
  checkCollection(input, amount, city.today)

  const { subject, partyKey } = await keepParty(city, input)
  const act = { actFrom: city.today, actTo: city.today, foundOn: city.today }
  const row = {
    field: of['field'],
    ...pick(input, [
      'partyKind',
      'party',
      'address',
      'benchmark',
      'place',
      'site',
      'facts',
      'evidence',
      'circumstances',
      'measure',
      'told',
      'warning',
      'statement',
      'collect',
      'cashReason',
      'receipt',
      'second',
    ]),
    ...act,
    cause: of['cause'],
    subject,
    partyKey,
    fine: amount,
    officer: city.person,
    decidedOn: city.today,
  }
  const asked = { ...row, id: '', version: 0, region: textOf(input, 'place'), organ: city.organ, author: city.person, createdAt: city.now }
  await demandOfficers(city, asked)
  demandLimitation(asked)
  const where = { region: textOf(input, 'place'), ...(city.organ !== null && { organ: city.organ }) }
  const id = await city.create(onSpot, { ...row, ...where })
  return { id }
}

/** The decision itself, with the powers of the platform: other organs' fines are looked for too. The paper is issued by the act. */
export const handOver: Also = async (city, row) => {
  if (!row['signed'] && row['refused'] !== true)
    throw new Problem('invalid', '请当事人签收；拒绝签收的，勾选“当事人拒绝签收，已注明”（《行政处罚法》第五十二条）')
  if (row['refused'] === true && textOf(row, 'witness').trim().length < 2)
    throw new Problem('invalid', '当事人拒绝签收的，请写明拒收情况和见证人，将记入决定书（《行政处罚法》第五十二条）', [
      { at: 'witness', message: '请写明见证人' },
    ])
  await demandOfficers(city, row)
  await noteUse(city, row.organ)
  const fine = textOf(row, 'fine')
  if (centsOf(fine) > 0n) await demandFirstFine(city, row, 'penalty-on-spot')
  // Issued here, not after the act: the execution names it by its number.
  const { number } = await city.issue(onSpotDecision, row.id)
  if (centsOf(fine) === 0n) return
  const payBy = lastDayToPay(city.today, city.lastDay)
  const isCollected = row['collect'] === 'cash'
  const due = await city.create(execution, {
    title: `${textOf(row, 'party')}${textOf(row, 'cause')}案（当场处罚）`.slice(0, 200),
    onSpot: row.id,
    decisionNumber: number,
    ...pick(row, ['field', 'subject', 'partyKind', 'party', 'address', 'partyKey', 'officer', 'decidedOn', 'fine']),
    served: true,
    method: 'direct',
    receiver: textOf(row, 'party').slice(0, 60),
    servedOn: city.today,
    servedInTime: true,
    payBy,
    ...enforcementDates({ servedOn: city.today, payBy }, city),
    ...(isCollected && { collectedOn: city.today }),
    paid: isCollected ? fine : '0.00',
    additional: '0.00',
    owed: isCollected ? '0.00' : fine,
    settled: false,
    region: row.region,
    ...(row.organ !== null && { organ: row.organ }),
  })
  // The party has paid; what is left to do is the officer's and the organ's (art. 71).
  if (isCollected)
    await city.create(payment, { parent: due, receipt: row['receipt'], amount: fine, paidOn: city.today, of: 'fine', way: 'cash' })
}

/** What turns out not to be a case for the spot goes on as a lead on the same officer's desk, with all that was taken down. */
export const goOrdinary: Also = async (city, row) => {
  const files = (row['evidence'] ?? []) as FileRef[]
  if (files.length > 0) await city.passOn(files)
  const said = textOf(row, 'statement')
  await registerLead(city, {
    summary: `${textOf(row, 'party')}：${textOf(row, 'facts')}`.slice(0, 200),
    source: 'inspection',
    sourceNumber: row['number'],
    found: `${textOf(row, 'facts')}${said === '' ? '' : `\n当事人陈述申辩：${said}`}`,
    ...(files.length > 0 && { files }),
    ...pick(row, carried),
  })
}

/** Arts. 67–69: decision and collection are apart; on the spot only in the cases the law names. */
function checkCollection(input: RowValues, amount: string, today: string): void {
  const way = input['collect']
  if ((way === 'none') !== (centsOf(amount) === 0n))
    throw new Problem('invalid', '缴纳方式与罚款数额不符，请核对', [{ at: 'collect', message: '请核对' }])
  if (way !== 'cash') return
  const most = valueOn(onSpotCash, today)
  const reason = textOf(input, 'cashReason')
  if (reason === '')
    throw new Problem('invalid', '当场收缴罚款须有法定理由（《行政处罚法》第六十八条、第六十九条）', [
      { at: 'cashReason', message: '请选择' },
    ])
  if (reason === 'small' && centsOf(amount) > BigInt(most) * 100n)
    throw new Problem('invalid', `依第六十八条第一项当场收缴的，罚款不得超过${most}元`, [{ at: 'cashReason', message: `超过${most}元` }])
  if (textOf(input, 'receipt').trim() === '')
    throw new Problem('invalid', '当场收缴罚款须出具财政部门统一制发的专用票据（《行政处罚法》第七十条），请填写票据号码', [
      { at: 'receipt', message: '请填写票据号码' },
    ])
}
