// All values of a form, an API call or a line of a spreadsheet at once: every fault, not only the first.
import type { Field, FieldFault, FieldKind, Fields } from '#declare'
import type { Kind, KindContext } from './kind.ts'
import { isEmptyInput } from './plain-text.ts'

export type NormaliseOptions = {
  readonly fields: Fields
  readonly values: { readonly [field: string]: unknown }
  readonly context: KindContext
  readonly kindOf: (kind: FieldKind) => Kind
  /** Do not ask for required fields: a draft. */
  readonly draft?: boolean
  /** Only the fields that `values` names: a change of some fields. */
  readonly partial?: boolean
  /** Whether a field with `when` is asked for now; one that is not is stored as null. Default: every field is. */
  readonly asked?: (name: string, field: Field) => boolean
}

/** `missing` marks a required field that was left empty. */
export type ValueFault = FieldFault & { readonly missing?: true }

/** Values of fields that are not declared are faults; what is empty becomes null. `at` of a table is `rows.2.amount`. */
export function normaliseValues(options: NormaliseOptions): { values: Record<string, unknown>; faults: ValueFault[] } {
  const { fields, values, context, kindOf } = options
  const stored: Record<string, unknown> = {}
  const faults: ValueFault[] = Object.keys(values)
    .filter(name => !Object.hasOwn(fields, name) && !isEmptyInput(values[name]))
    .map(name => ({ at: name, message: `没有名为“${name}”的字段` }))
  for (const [name, field] of Object.entries(fields)) {
    const given = Object.hasOwn(values, name)
    if (options.partial && !given) continue
    if (options.asked && !options.asked(name, field)) {
      stored[name] = null
      continue
    }
    const input = given ? values[name] : undefined
    if (isEmptyInput(input)) {
      stored[name] = null
      if (field.required && !options.draft) faults.push({ at: name, message: `请填写${field.label}`, missing: true })
      continue
    }
    const found = kindOf(field.kind).normalise(input, field, context)
    if (found.ok) stored[name] = found.value
    else if (found.faults) faults.push(...found.faults.map(fault => ({ at: `${name}.${fault.at}`, message: fault.message })))
    else faults.push({ at: name, message: found.message })
  }
  return { values: stored, faults }
}
