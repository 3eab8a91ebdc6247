// Whether a field is shown, by its condition, in the browser. The same evaluation as the server's; what cannot be known here shows the field.
import type { Condition, Field } from '#declare'
import { evaluate } from '../methods/condition/evaluate.ts'
import type { FieldView } from '../wire/manifest.ts'
import { cityZone } from './format.ts'

export type Facts = { readonly fields: readonly FieldView[]; readonly values: Readonly<Record<string, unknown>> }

export function isShown(field: FieldView, { fields, values }: Facts): boolean {
  if (field.hidden) return false
  if (field.when === undefined) return true
  // A field view is the field without its functions; a condition asks only for its kind.
  const known = new Map(fields.map(one => [one.name, one as unknown as Field]))
  try {
    return (
      evaluate(field.when as Condition, values, { fields: known, now: new Date(), zone: cityZone(), me: null, organs: [], regions: [] }) !==
      false
    )
  } catch {
    return true
  }
}

export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
