// A signature as it was written, or the name that was typed; a mask says only that there is one.
import type { Signature } from '#declare'

export function SignatureView({ value, label }: { value: unknown; label: string }) {
  if (value === null || typeof value !== 'object') return <>{String(value)}</>
  const signature = value as Signature
  if ('typed' in signature) return <>{signature.typed}（输入姓名确认）</>
  const { width, height, strokes } = signature
  return (
    <svg className="signature-view" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${label}：手写签名`}>
      {strokes.map((stroke, at) => (
        <polyline key={at} points={stroke.map(([x, y]) => `${x},${y}`).join(' ')} />
      ))}
    </svg>
  )
}
