// Yes or no; not yet answered is neither.
import { Radio } from 'antd'
import { aria, type InputProps } from '../../kit/field-props.ts'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled }: InputProps<boolean>) {
  return (
    <Radio.Group
      id={id}
      value={value ?? null}
      disabled={disabled}
      aria-label={field.label}
      {...aria({ invalid: false, describedBy, field: { ...field, required: false } })}
      className={invalid ? 'invalid-group' : ''}
      onChange={event => onChange(event.target.value as boolean)}
      options={[
        { value: true, label: '是' },
        { value: false, label: '否' },
      ]}
    />
  )
}
