// What a person hands in, checked by the kinds of its fields, every fault at once; fields hidden by a condition are dropped.
import { type AnyRecord, type FieldFault, Problem, type RowValues } from '#declare'
import type { KindContext } from '../../fields/kind.ts'
import { kindOf } from '../../fields/kinds.ts'
import { normaliseValues } from '../../fields/normalise-values.ts'
import { holds } from '../../methods/condition/evaluate.ts'
import type { Subject } from '../identity/port.ts'
import { conditionContext } from './where.ts'
import { todayOf, type World } from './world.ts'

/** `facts`: what is known of the row beside its values (region, organ, author …), for conditions that name it. */
export type Check = {
  readonly world: World
  readonly subject: Subject
  readonly record: AnyRecord
  readonly values: RowValues
  readonly facts: RowValues
  readonly draft: boolean
}

/** All fields of a new row; null for what is empty or hidden. */
export function checkNew({ world, subject, record, values, facts, draft }: Check): Record<string, unknown> {
  const context = kindContext(world)
  const loose = normaliseValues({ fields: record.fields, values, context, kindOf, draft: true })
  const asked = askedFields(world, subject, record, { ...facts, ...loose.values })
  const found = normaliseValues({ fields: record.fields, values, context, kindOf, draft, asked: name => asked.has(name) })
  refuse(record, found.faults)
  return found.values
}

/** Only the fields that change. `before`: the row as it stands, in the clear. */
export function checkChange({ world, subject, record, values, facts, draft }: Check, before: RowValues): Record<string, unknown> {
  const context = kindContext(world)
  const found = normaliseValues({ fields: record.fields, values, context, kindOf, draft, partial: true })
  const after = { ...facts, ...before, ...found.values }
  const asked = askedFields(world, subject, record, after)
  const faults: FieldFault[] = found.faults.filter(fault => !('missing' in fault) || asked.has(fault.at))
  const changed: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(record.fields)) {
    const given = Object.hasOwn(found.values, name)
    if (!asked.has(name)) {
      if (!isEmpty(before[name])) changed[name] = null
      continue
    }
    if (given && !same(found.values[name], before[name])) {
      if (field.fixed && !isEmpty(before[name])) faults.push({ at: name, message: `${field.label}填写后不能更改` })
      else changed[name] = found.values[name]
    }
    if (!given && field.required && field.when && !draft && isEmpty(before[name]))
      faults.push({ at: name, message: `请填写${field.label}` })
  }
  refuse(record, faults)
  return changed
}

/** Required fields that are asked for and still empty. */
export function missingFields(world: World, subject: Subject, record: AnyRecord, row: RowValues): FieldFault[] {
  const asked = askedFields(world, subject, record, row)
  return Object.entries(record.fields)
    .filter(([name, field]) => field.required && asked.has(name) && isEmpty(row[name]))
    .map(([name, field]) => ({ at: name, message: `请填写${field.label}` }))
}

/** Hiding one field may hide those that hang on it, and so on. */
function askedFields(world: World, subject: Subject, record: AnyRecord, values: RowValues): Set<string> {
  const context = { ...conditionContext(world, subject, record), involved: false }
  let known: Record<string, unknown> = { ...values }
  let asked = new Set(Object.keys(record.fields))
  for (;;) {
    const next = new Set([...asked].filter(name => !record.fields[name]!.when || holds(record.fields[name]!.when, known, context)))
    if (next.size === asked.size) return asked
    known = { ...known, ...Object.fromEntries([...asked].filter(name => !next.has(name)).map(name => [name, null])) }
    asked = next
  }
}

export function kindContext({ lookups, calendar, clock }: World): KindContext {
  return { today: todayOf({ calendar, clock }), zone: calendar.zone, organ: lookups.organ, person: lookups.person, region: lookups.region }
}

function refuse(record: AnyRecord, faults: readonly FieldFault[]): void {
  if (faults.length > 0)
    throw new Problem(
      'invalid',
      `“${record.label}”有${faults.length}处需要修改`,
      faults.map(({ at, message }) => ({ at, message })),
    )
}

const isEmpty = (value: unknown) => value === null || value === undefined
const same = (a: unknown, b: unknown) => (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b)
