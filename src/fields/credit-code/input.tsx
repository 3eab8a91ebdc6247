// A unified social credit code: 18 characters.
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
      placeholder="18 位统一社会信用代码"
      {...status(invalid)}
      {...aria({ invalid, describedBy, field })}
      onChange={event => onChange(event.target.value.trim().toUpperCase() || undefined)}
    />
  )
}
