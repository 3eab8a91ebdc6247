// A telephone number.
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
      maxLength={20}
      inputMode="tel"
      placeholder="手机或座机号码"
      {...status(invalid)}
      {...aria({ invalid, describedBy, field })}
      onChange={event => onChange(event.target.value.trim() || undefined)}
    />
  )
}
