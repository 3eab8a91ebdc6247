// A region of the city, found by name or code.
import type { InputProps } from '../../kit/field-props.ts'
import { RegionPicker } from '../../kit/region-picker.tsx'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled, names }: InputProps<string>) {
  return (
    <RegionPicker
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
