// Money in yuan, kept as an exact decimal string.
import { InputNumber } from 'antd'
import { aria, type InputProps, status } from '../../kit/field-props.ts'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled }: InputProps<string>) {
  return (
    <InputNumber<string>
      id={id}
      stringMode
      value={value ?? null}
      disabled={disabled}
      precision={2}
      style={{ width: '100%' }}
      suffix="元"
      inputMode="decimal"
      changeOnWheel={false}
      {...status(invalid)}
      {...aria({ invalid, describedBy, field })}
      {...(field.min !== undefined && { min: String(field.min) })}
      {...(field.max !== undefined && { max: String(field.max) })}
      formatter={text => String(text ?? '').replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')}
      parser={text => (text ?? '').replace(/,/g, '')}
      onChange={next => onChange(next ?? undefined)}
    />
  )
}
