// What every `src/fields/<kind>/input.tsx` receives; each exports one component named `Input`.
import type { ComponentType } from 'react'
import type { FieldView } from '../wire/manifest.ts'

export type InputProps<T> = {
  field: FieldView
  value: T | undefined
  /** `undefined` empties the field. */
  onChange: (value: T | undefined) => void
  /** The id the label points at. */
  id: string
  describedBy: string | undefined
  invalid: boolean
  disabled: boolean
  /** id or code → name, of what occurs in the values already. */
  names: Readonly<Record<string, string>>
  /** Draws another field inside this one (a cell of a table). */
  Nested: ComponentType<InputProps<unknown>>
}
export type FieldInputProps = InputProps<unknown>

/** The attributes of accessibility that every control takes. */
export const aria = ({ invalid, describedBy, field }: Pick<FieldInputProps, 'invalid' | 'describedBy' | 'field'>) => ({
  'aria-invalid': invalid || undefined,
  'aria-required': field.required || undefined,
  ...(describedBy && { 'aria-describedby': describedBy }),
})
/** antd's `status`, which may not be given as undefined. */
export const status = (invalid: boolean): { status?: 'error' } => (invalid ? { status: 'error' } : {})
