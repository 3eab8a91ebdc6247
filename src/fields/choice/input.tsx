// One of a few: buttons up to five, a list beyond.
import { Radio, Select } from 'antd'
import { aria, type InputProps, status } from '../../kit/field-props.ts'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled }: InputProps<string>) {
  const options = Object.entries(field.of ?? {}).map(([key, label]) => ({ value: key, label }))
  if (options.length <= 5 && field.required) {
    return (
      <Radio.Group
        id={id}
        value={value ?? null}
        options={options}
        disabled={disabled}
        aria-label={field.label}
        onChange={event => onChange(event.target.value as string)}
      />
    )
  }
  return (
    <Select
      id={id}
      value={value ?? null}
      options={options}
      allowClear
      disabled={disabled}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="请选择"
      style={{ width: '100%' }}
      {...status(invalid)}
      {...aria({ invalid, describedBy, field })}
      onChange={next => onChange(next ?? undefined)}
    />
  )
}
