// A lead becomes a case: officers with certificates, within the limitation, once.
import {
  type Also,
  all,
  type CityPort,
  choice,
  date,
  file,
  operation,
  person,
  type RowValues,
  ref,
  refs,
  region,
  text,
  yesno,
} from '#declare'
import { answerOrigin } from './answer.ts'
import { getBenchmark } from './assess.ts'
import { benchmark, power } from './benchmark-record.ts'
import { demandOfficers } from './certificates.ts'
import { decisionWarnOn, limitDates } from './deadlines.ts'
import { demandLimitation, textOf } from './law.ts'
import { party, partyInput } from './party-record.ts'
import { actFields, lead, penaltyCase } from './records.ts'

/** Who, what and when: handed on as it stands from what came to light to the lead, and from the lead to the case. */
export const carried = [
  'subject',
  'partyKind',
  'party',
  'address',
  'partyKey',
  'benchmark',
  'place',
  'site',
  'actFrom',
  'actTo',
  'foundOn',
  'officer',
  'second',
] as const

export const openCase: Also = async (city, row) => {
  await demandOfficers(city, row)
  demandLimitation(row)
  const of = await getBenchmark(city, textOf(row, 'benchmark'))
  const id = await city.create(penaltyCase, {
    title: `${textOf(row, 'party')}${textOf(of, 'cause')}案`.slice(0, 200),
    field: of['field'],
    ...pick(row, [...carried, 'grave']),
    cause: of['cause'],
    lead: row.id,
    filedOn: city.today,
    decideWarnOn: decisionWarnOn(city.today),
    region: row.region,
    ...(row.organ !== null && { organ: row.organ }),
  })
  await city.update(lead, row.id, { filedCase: id })
  const [filed] = await city.find(penaltyCase, refs(penaltyCase).id.is(id), 1)
  await answerOrigin(city, textOf(row, 'origin'), { stage: '已立案', number: String(filed?.['number'] ?? '') })
  await noteUse(city, row.organ)
}

/** The first case of an organ: from now on it counts as handling its penalties here. */
export async function noteUse(city: CityPort, organ: string | null): Promise<void> {
  if (organ === null) return
  const d = refs(power)
  for (const one of await city.find(power, all(d.body.is(organ), d.usedFrom.isEmpty()), 5))
    await city.update(power, one.id, { usedFrom: city.today })
}

/** The party as it is known to this organ, or a new one. Its key finds the same party in other cases without its number being read. */
export async function keepParty(city: CityPort, input: RowValues): Promise<{ subject: string; partyKey: string }> {
  const partyKey = partyKeyOf(city, input)
  const [known] = await city.find(party, refs(party).key.is(partyKey), 1)
  if (known) return { subject: known.id, partyKey }
  const values = pick(input, Object.keys(partyInput))
  return { subject: await city.create(party, { ...values, key: partyKey }), partyKey }
}

/**
 * One party, one key, in every organ: a blind index over its number, so that the column shows neither name nor digits and nobody can look a
 * number up in it without the platform's key. Whoever has no number is known by name and address.
 */
export function partyKeyOf(city: Pick<CityPort, 'blind'>, input: RowValues): string {
  const kind = input['partyKind'] === 'firm' ? 'firm' : 'person'
  const number = textOf(input, kind === 'firm' ? 'creditCode' : 'idNumber').toUpperCase()
  const known = number === '' ? ['named', textOf(input, 'party'), textOf(input, 'address')] : [number]
  return city.blind('penalty-party', [kind, ...known].join('\0'))
}

const { source, summary, sourceNumber } = lead.fields
export const registerOperation = operation(lead, {
  name: 'register',
  label: '登记线索',
  roles: ['inspector', 'handler'],
  input: {
    summary,
    source: choice({ label: source.label, required: true, of: source.of as Record<string, string> }),
    sourceNumber: text({ label: sourceNumber.label, max: 80 }),
    ...partyInput,
    benchmark: ref(() => benchmark, { label: '案由', required: true }),
    place: region({ label: actFields.place.label, required: true }),
    site: text({ label: '具体地点', required: true, max: 200 }),
    actFrom: date({ label: actFields.actFrom.label, required: true }),
    actTo: date({ label: actFields.actTo.label, required: true }),
    foundOn: date({ label: '发现日期', required: true }),
    grave: yesno({ label: actFields.grave.label }),
    officer: person({ label: '主办执法人员', required: true }),
    second: person({ label: '协办执法人员', required: true }),
    files: file({ label: '线索材料', max: 20 }),
  },
  run: async (city, input) => ({ id: await registerLead(city, input) }),
})

/**
 * The same source and number are one lead, however often they are handed over; also from other scenes. Answers with its id. A `subject` is a party
 * that is kept already.
 */
export async function registerLead(city: CityPort, input: RowValues): Promise<string> {
  const sourceNumber = textOf(input, 'sourceNumber')
  if (sourceNumber !== '') {
    await city.alone(`penalty lead ${textOf(input, 'source')} ${sourceNumber}`)
    const d = refs(lead)
    const same = (await city.find(lead, d.sourceNumber.is(sourceNumber), 20)).find(one => one['source'] === input['source'])
    if (same) return same.id
  }
  const of = await getBenchmark(city, textOf(input, 'benchmark'))
  const { subject, partyKey } = textOf(input, 'subject') === '' ? await keepParty(city, input) : input
  return city.create(lead, {
    ...pick(input, [
      'summary',
      'source',
      'sourceNumber',
      'partyKind',
      'party',
      'address',
      'benchmark',
      'place',
      'site',
      'actFrom',
      'actTo',
      'foundOn',
      'grave',
      'officer',
      'second',
      'found',
      'files',
      'origin',
    ]),
    cause: of['cause'],
    subject,
    partyKey,
    ...limitDates({ actTo: textOf(input, 'actTo'), foundOn: textOf(input, 'foundOn'), grave: input['grave'] === true }),
    region: textOf(input, 'place'),
    ...(city.organ !== null && { organ: city.organ }),
  })
}

export const pick = (of: RowValues, names: readonly string[]): RowValues =>
  Object.fromEntries(names.flatMap(name => (of[name] === undefined || of[name] === null ? [] : [[name, of[name]]])))
