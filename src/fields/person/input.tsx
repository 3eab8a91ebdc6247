// A person, found by name.
import type { InputProps } from '../../kit/field-props.ts'
import { PersonPicker } from '../../kit/pickers.tsx'

export function Input({ value, onChange, id, invalid, describedBy, disabled, names }: InputProps<string>) {
  return (
    <PersonPicker id={id} value={value} onChange={onChange} names={names} disabled={disabled} invalid={invalid} describedBy={describedBy} />
  )
}
