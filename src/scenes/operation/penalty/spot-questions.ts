// What the phone asks while an officer stands before a party: who this is, whether they were fined before, and which causes may be decided here.
import { all, any, operation, ref, refs } from '#declare'
import { benchmark } from './benchmark-record.ts'
import { onSpot } from './execution-records.ts'
import { partyKeyOf } from './filing.ts'
import { textOf } from './law.ts'
import { spotLimit } from './on-spot.ts'
import { party, partyInput } from './party-record.ts'
import { findPriors, repeatsOf } from './priors.ts'

const roles = ['inspector', 'handler'] as const

/** A party that the organ knows, by its number: name and address need not be typed again. The number is compared, never shown. */
export const recogniseOperation = operation(party, {
  name: 'recognise',
  label: '识别当事人',
  roles: [...roles],
  input: {
    partyKind: partyInput.partyKind,
    idNumber: partyInput.idNumber,
    creditCode: partyInput.creditCode,
    benchmark: ref(() => benchmark, { label: '案由' }),
  },
  run: async (city, input) => {
    const partyKey = partyKeyOf(city, input)
    const [known] = await city.find(party, refs(party).key.is(partyKey), 1)
    const priors = await findPriors(city, partyKey)
    return {
      known: known
        ? { party: textOf(known, 'party'), address: textOf(known, 'address'), representative: textOf(known, 'representative') }
        : null,
      priors: priors.slice(0, 5).map(({ decidedOn, organ, cause, fine }) => ({ decidedOn, organ, cause, fine })),
      repeated: repeatsOf(priors, { benchmark: input['benchmark'], actFrom: city.today }).length > 0,
    }
  },
})

/** The causes that may be decided on the spot for this kind of party today, those that the organ uses most first. */
export const spotCausesOperation = operation(benchmark, {
  name: 'spotCauses',
  label: '当场处罚案由',
  roles: [...roles],
  input: { partyKind: partyInput.partyKind },
  run: async (city, input) => {
    const limit = spotLimit(input['partyKind'] === 'firm', city.today)
    const d = refs(benchmark)
    const inForce = all(d.validFrom.atMost(city.today), any(d.validTo.isEmpty(), d.validTo.atLeast(city.today)))
    const fits = any(d.partyKind.is('any'), d.partyKind.is(input['partyKind'] as 'person' | 'firm'))
    const used = new Map<string, number>()
    for (const one of await city.find(onSpot, refs(onSpot).officer.is(city.person), 200))
      used.set(textOf(one, 'benchmark'), (used.get(textOf(one, 'benchmark')) ?? 0) + 1)
    const causes = (await city.find(benchmark, all(inForce, fits), 500))
      .filter(one => one['warning'] === true || (one['rangeKind'] === 'amount' && Number(one['least']) <= limit))
      .map(one => ({
        id: one.id,
        code: textOf(one, 'code'),
        cause: textOf(one, 'cause'),
        field: textOf(one, 'field'),
        article: textOf(one, 'article'),
        warning: one['warning'] === true,
        fined: one['rangeKind'] === 'amount' && Number(one['least']) <= limit,
        unit: textOf(one, 'unit'),
        used: used.get(one.id) ?? 0,
      }))
      .sort((a, b) => b.used - a.used || a.code.localeCompare(b.code))
    return { limit, causes }
  },
})
