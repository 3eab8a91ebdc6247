// Text: one line or several, with a counter when there is a limit.
import { Input as Line } from 'antd'
import { aria, type InputProps, status } from '../../kit/field-props.ts'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled }: InputProps<string>) {
  const shared = {
    id,
    value: value ?? '',
    disabled,
    ...status(invalid),
    ...aria({ invalid, describedBy, field }),
    ...(field.max && { maxLength: field.max }),
  }
  return field.long ? (
    <Line.TextArea
      {...shared}
      autoSize={{ minRows: 3, maxRows: 14 }}
      showCount={field.max !== undefined && field.max <= 20_000}
      onChange={event => onChange(event.target.value || undefined)}
    />
  ) : (
    <Line {...shared} autoComplete="off" onChange={event => onChange(event.target.value || undefined)} />
  )
}
