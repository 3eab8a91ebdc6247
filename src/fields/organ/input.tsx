// An organ, found by name, alias or former name.
import type { InputProps } from '../../kit/field-props.ts'
import { OrganPicker } from '../../kit/pickers.tsx'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled, names }: InputProps<string>) {
  return (
    <OrganPicker
      id={id}
      value={value}
      onChange={onChange}
      names={names}
      disabled={disabled}
      invalid={invalid}
      describedBy={describedBy}
      level={field.level}
    />
  )
}
