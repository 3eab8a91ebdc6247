// A row of another record, found by its title.
import type { InputProps } from '../../kit/field-props.ts'
import { RowPicker } from '../../kit/pickers.tsx'
import { useSubject } from '../../kit/subject.ts'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled, names }: InputProps<string>) {
  const subject = useSubject()
  return (
    <RowPicker
      id={id}
      record={field.to ?? ''}
      filter={field.same && subject ? { op: 'is', field: field.same, value: subject } : undefined}
      value={value}
      onChange={onChange}
      names={names}
      disabled={disabled}
      invalid={invalid}
      describedBy={describedBy}
    />
  )
}
