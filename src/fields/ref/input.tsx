// A row of another record, found by its title.
import type { InputProps } from '../../kit/field-props.ts'
import { RowPicker } from '../../kit/pickers.tsx'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled, names }: InputProps<string>) {
  return (
    <RowPicker
      id={id}
      record={field.to ?? ''}
      value={value}
      onChange={onChange}
      names={names}
      disabled={disabled}
      invalid={invalid}
      describedBy={describedBy}
    />
  )
}
