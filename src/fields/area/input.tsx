// An area as corner points, one “longitude,latitude” a line; the ring is closed by itself.

import { Input as Line } from 'antd'
import { useState } from 'react'
import type { Area } from '#declare'
import { aria, type InputProps, status } from '../../kit/field-props.ts'

export function Input({ field, value, onChange, id, invalid, describedBy, disabled }: InputProps<Area>) {
  const [text, setText] = useState(() => write(value))
  const change = (next: string) => {
    setText(next)
    const ring = read(next)
    onChange(ring ? { type: 'Polygon', coordinates: [ring] } : undefined)
  }
  return (
    <Line.TextArea
      id={id}
      value={text}
      disabled={disabled}
      autoSize={{ minRows: 4, maxRows: 10 }}
      placeholder={'每行一个拐点：经度,纬度\n120.580100,30.010200'}
      {...status(invalid)}
      {...aria({ invalid, describedBy, field })}
      onChange={event => change(event.target.value)}
    />
  )
}

function write(area: Area | undefined): string {
  const ring = area?.type === 'Polygon' ? (area.coordinates as number[][][])[0] : undefined
  return (ring ?? [])
    .slice(0, -1)
    .map(corner => corner.join(','))
    .join('\n')
}

function read(text: string): number[][] | undefined {
  const corners = text
    .split('\n')
    .map(line =>
      line
        .trim()
        .split(/[,，\s]+/)
        .map(Number),
    )
    .filter(corner => corner.length === 2 && corner.every(Number.isFinite))
  const first = corners[0]
  return corners.length >= 3 && first ? [...corners, first] : undefined
}
