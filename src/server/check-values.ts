// What a form hands in, by the kinds of its fields: the form of an act and the input of a scene's operation are checked alike.
import type { FieldFault, Fields, RowValues } from '#declare'
import type { KindContext } from '../fields/kind.ts'
import { kindOf } from '../fields/kinds.ts'

/** Values as their kinds keep them, and every fault at once; what no field asks for is left out. */
export function checkValues(fields: Fields, values: RowValues, context: KindContext) {
  const kept: Record<string, unknown> = {}
  const faults: FieldFault[] = []
  for (const [name, field] of Object.entries(fields)) {
    const given = values[name]
    if (given === undefined || given === null || given === '' || (Array.isArray(given) && given.length === 0)) {
      if (field.required) faults.push({ at: name, message: `请填写${field.label}` })
      continue
    }
    const result = kindOf(field.kind).normalise(given, field, context)
    if (result.ok) kept[name] = result.value
    else
      faults.push(
        ...(result.faults?.map(fault => ({ at: `${name}.${fault.at}`, message: fault.message })) ?? [
          { at: name, message: result.message },
        ]),
      )
  }
  return { values: kept, faults }
}
