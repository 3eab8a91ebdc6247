// Where something is, by the device's own position; who will not or cannot give it, leaves it.
import { useState } from 'react'
import type { Point } from '#declare'

export function PointInput({
  id,
  value,
  onChange,
  describedBy,
}: {
  id: string
  value: Point | undefined
  onChange: (point: Point | undefined) => void
  describedBy: string | undefined
}) {
  const [says, setSays] = useState('')
  const locate = () => {
    if (!navigator.geolocation) {
      setSays('这台设备不能定位，请在上面写明地址')
      return
    }
    setSays('正在定位…')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setSays('')
        onChange({ lng: Number(coords.longitude.toFixed(6)), lat: Number(coords.latitude.toFixed(6)) })
      },
      () => setSays('没有取得位置。请在浏览器中允许定位，或写明地址'),
      { enableHighAccuracy: true, timeout: 15_000 },
    )
  }
  return (
    <div className="stack">
      <button id={id} type="button" className="button" onClick={locate} aria-describedby={describedBy}>
        {value ? '重新定位' : '使用我现在的位置'}
      </button>
      {value ? (
        <p>
          已定位：东经 {value.lng.toFixed(4)}°，北纬 {value.lat.toFixed(4)}°{' '}
          <button type="button" className="button is-small" onClick={() => onChange(undefined)}>
            不提供
          </button>
        </p>
      ) : null}
      <p role="status">{says}</p>
    </div>
  )
}
