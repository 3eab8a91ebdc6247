// Several of a few.
import { Select } from 'antd'
import { aria, type InputProps, status } from '../../kit/field-props.ts'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled }: InputProps<string[]>) {
  return (
    <Select
      mode="multiple"
      id={id}
      value={value ?? []}
      options={Object.entries(field.of ?? {}).map(([key, label]) => ({ value: key, label }))}
      allowClear
      disabled={disabled}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="可多选"
      style={{ width: '100%' }}
      {...status(invalid)}
      {...aria({ invalid, describedBy, field })}
      onChange={next => onChange(next.length > 0 ? next : undefined)}
    />
  )
}
