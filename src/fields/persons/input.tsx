// Several people.
import type { InputProps } from '../../kit/field-props.ts'
import { PersonsPicker } from '../../kit/pickers.tsx'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled, names }: InputProps<string[]>) {
  return (
    <PersonsPicker
      id={id}
      value={value}
      onChange={onChange}
      names={names}
      disabled={disabled}
      invalid={invalid}
      describedBy={describedBy}
      max={field.max}
    />
  )
}
