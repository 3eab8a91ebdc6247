// Looking somebody up by a protected number: whole, one at a time, counted and remembered. Whoever sees only the mask could otherwise try out
// what it hides.
import { type AnyRecord, type Condition, Problem } from '#declare'
import { kindOf } from '../../fields/kinds.ts'
import { hasBlindIndex, isSealed } from './codec.ts'
import type { As } from './rows.ts'
import { kindContext } from './values.ts'
import type { World } from './world.ts'

/** Throws Problem `invalid` where a condition from outside asks of a protected field more than whether it is one whole number. */
export function demandOneLookup(record: AnyRecord, condition: Condition): void {
  if (numbersIn(record, condition, true).length > 1) throw new Problem('invalid', '受保护的号码一次只能查找一个，请减少条件')
}

/** What is looked up counts for whoever asks and enters the ledger. Throws Problem `too-many`. */
export async function noteLookup(as: As, record: AnyRecord, query: { readonly filter?: Condition; readonly q?: string }): Promise<void> {
  const asked = query.filter ? numbersIn(record, query.filter, true) : []
  await noteLookups(as, [{ record, fields: [...asked, ...numbersTyped(as.world, record, query.q ?? '').map(([name]) => name)] }])
}

/** One search over several records is one lookup, remembered with each. */
export async function noteLookups(
  { world, tx, subject }: As,
  all: readonly { readonly record: AnyRecord; readonly fields: readonly string[] }[],
): Promise<void> {
  const places = all.flatMap(({ record, fields }) => (fields.length > 0 ? [{ record: record.name, fields }] : []))
  if (places.length > 0 && subject.kind === 'person') await world.onLookup?.(tx, { subject, places, at: world.clock.now() })
}

/** The protected fields, and the value to look for in each, where what was typed is a whole number of their kind. */
export function numbersTyped(world: World, record: AnyRecord, words: string): [name: string, value: string][] {
  if (words.length > 40 || words.replace(/\W/g, '').length < 7) return []
  const context = kindContext(world)
  return Object.entries(record.fields).flatMap(([name, field]): [string, string][] => {
    if (!field.search || !hasBlindIndex(field) || field.protect === 'secret') return []
    const found = kindOf(field.kind).normalise(words.replace(/\s/g, ''), field, context)
    return found.ok ? [[name, String(found.value)]] : []
  })
}

/** The fields whose protected number is asked for; `alone`: nothing but further conditions stands beside it. */
function numbersIn(record: AnyRecord, condition: Condition, alone: boolean): string[] {
  if (condition.op === 'all') return condition.of.flatMap(one => numbersIn(record, one, alone))
  if (condition.op === 'any') return condition.of.flatMap(one => numbersIn(record, one, false))
  if (condition.op === 'not') return numbersIn(record, condition.of, false)
  if (!('field' in condition) || condition.op === 'empty' || condition.op === 'present') return []
  const field = Object.hasOwn(record.fields, condition.field) ? record.fields[condition.field]! : undefined
  if (!field || !isSealed(field)) return []
  const whole = condition.op === 'is' && typeof condition.value === 'string'
  if (!alone || !whole || !hasBlindIndex(field) || field.protect === 'secret')
    throw new Problem('invalid', `“${field.label}”受保护，只能单独按一个完整的号码查找，不能用“或者”“不是”，也不能一次给出多个`)
  return [condition.field]
}
