// An identity card number: 18 characters, the last may be X.
import { Input as Line } from 'antd'
import { aria, type InputProps, status } from '../../kit/field-props.ts'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled }: InputProps<string>) {
  return (
    <Line
      id={id}
      className="num"
      value={value ?? ''}
      disabled={disabled}
      autoComplete="off"
      spellCheck={false}
      maxLength={18}
      inputMode="text"
      placeholder="18 位公民身份号码"
      {...status(invalid)}
      {...aria({ invalid, describedBy, field })}
      onChange={event => onChange(event.target.value.replace(/[^0-9xX]/g, '').toUpperCase() || undefined)}
    />
  )
}
