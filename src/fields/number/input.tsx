// A number with its unit and decimals.
import { InputNumber } from 'antd'
import { aria, type InputProps, status } from '../../kit/field-props.ts'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled }: InputProps<number>) {
  return (
    <InputNumber<number>
      id={id}
      value={value ?? null}
      disabled={disabled}
      style={{ width: '100%' }}
      {...status(invalid)}
      {...aria({ invalid, describedBy, field })}
      inputMode="decimal"
      changeOnWheel={false}
      {...(field.min !== undefined && { min: field.min })}
      {...(field.max !== undefined && { max: field.max })}
      {...(field.decimals !== undefined && { precision: field.decimals })}
      {...(field.unit && { suffix: field.unit })}
      onChange={next => onChange(next ?? undefined)}
    />
  )
}
