// A place as longitude and latitude; a pair pasted as “120.58, 30.01” is understood.

import { InputNumber } from 'antd'
import type { ClipboardEvent } from 'react'
import type { Point } from '#declare'
import { type InputProps, status } from '../../kit/field-props.ts'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled }: InputProps<Point>) {
  const change = (part: Partial<Record<'lng' | 'lat', number | null>>) => {
    const { lng, lat } = { lng: value?.lng ?? null, lat: value?.lat ?? null, ...part }
    onChange(lng === null && lat === null ? undefined : { lng: lng ?? Number.NaN, lat: lat ?? Number.NaN })
  }
  const paste = (event: ClipboardEvent) => {
    const pair = /(-?\d+\.?\d*)\s*[,，\s]\s*(-?\d+\.?\d*)/.exec(event.clipboardData.getData('text'))
    if (!pair) return
    event.preventDefault()
    onChange({ lng: Number(pair[1]), lat: Number(pair[2]) })
  }
  const shown = (part: number | undefined) => (part === undefined || Number.isNaN(part) ? null : part)
  return (
    <div className="input-pair" onPaste={paste}>
      <InputNumber<number>
        id={id}
        prefix="东经"
        suffix="°"
        min={-180}
        max={180}
        precision={6}
        value={shown(value?.lng)}
        disabled={disabled}
        style={{ width: '100%' }}
        {...status(invalid)}
        {...(describedBy && { 'aria-describedby': describedBy })}
        onChange={lng => change({ lng })}
      />
      <InputNumber<number>
        aria-label={`${field.label}：纬度`}
        prefix="北纬"
        suffix="°"
        min={-90}
        max={90}
        precision={6}
        value={shown(value?.lat)}
        disabled={disabled}
        style={{ width: '100%' }}
        {...status(invalid)}
        onChange={lat => change({ lat })}
      />
    </div>
  )
}
