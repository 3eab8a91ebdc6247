// A moment, to the minute.
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { aria, type InputProps, status } from '../../kit/field-props.ts'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled }: InputProps<string>) {
  return (
    <DatePicker
      id={id}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={value ? dayjs(value) : null}
      disabled={disabled}
      style={{ width: '100%' }}
      {...status(invalid)}
      {...aria({ invalid, describedBy, field })}
      onChange={next => onChange(next ? next.toISOString() : undefined)}
    />
  )
}
