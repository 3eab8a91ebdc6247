// Several organs.
import type { InputProps } from '../../kit/field-props.ts'
import { OrgansPicker } from '../../kit/pickers.tsx'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled, names }: InputProps<string[]>) {
  return (
    <OrgansPicker
      id={id}
      value={value}
      onChange={onChange}
      names={names}
      disabled={disabled}
      invalid={invalid}
      describedBy={describedBy}
      level={field.level}
      max={field.max}
    />
  )
}
