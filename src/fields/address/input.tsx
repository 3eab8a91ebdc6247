// An address: the region, then the street and number.

import { Input as Line } from 'antd'
import type { Address } from '#declare'
import { aria, type InputProps, status } from '../../kit/field-props.ts'
import { RegionPicker } from '../../kit/region-picker.tsx'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled, names }: InputProps<Address>) {
  const change = (next: Partial<Address>) => {
    const merged = { region: value?.region ?? '', detail: value?.detail ?? '', ...next }
    onChange(merged.region || merged.detail ? merged : undefined)
  }
  return (
    <div className="input-pair">
      <RegionPicker
        id={id}
        value={value?.region || undefined}
        onChange={region => change({ region: region ?? '' })}
        names={names}
        disabled={disabled}
        invalid={invalid}
        describedBy={describedBy}
      />
      <Line
        aria-label={`${field.label}：街道门牌`}
        value={value?.detail ?? ''}
        disabled={disabled}
        placeholder="街道、小区、门牌号"
        {...status(invalid)}
        {...aria({ invalid, describedBy: undefined, field })}
        onChange={event => change({ detail: event.target.value })}
      />
    </div>
  )
}
