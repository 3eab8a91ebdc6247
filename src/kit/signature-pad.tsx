// Where a name is written with a finger, a pen or the mouse: strokes with their timing. Whoever cannot draw types the name and confirms.
import { type PointerEvent, useRef, useState } from 'react'
import type { Signature } from '#declare'
import './signature.css'

type Stroke = [number, number, number][]
const box = { width: 600, height: 240 } as const
const mostPoints = 4000

export function SignaturePad({
  value,
  onChange,
  id,
  label,
  invalid,
  describedBy,
}: {
  value: unknown
  onChange: (value: Signature | undefined) => void
  id: string
  label: string
  invalid: boolean
  describedBy: string | undefined
}) {
  const given = value !== null && typeof value === 'object' ? (value as Signature) : undefined
  const [typing, setTyping] = useState(given !== undefined && 'typed' in given)
  const [typed, setTyped] = useState(given && 'typed' in given ? given.typed : '')
  const [consent, setConsent] = useState(given !== undefined && 'typed' in given)
  const [strokes, setStrokes] = useState<Stroke[]>(
    given && 'strokes' in given ? given.strokes.map(one => one.map(([x, y, t]) => [x, y, t])) : [],
  )
  const drawing = useRef<Stroke | null>(null)
  const began = useRef(0)

  const keep = (next: Stroke[]) => {
    setStrokes(next)
    onChange(next.length === 0 ? undefined : { ...box, strokes: next })
  }
  const pointOf = (event: PointerEvent<SVGSVGElement>): [number, number, number] => {
    const frame = event.currentTarget.getBoundingClientRect()
    const clamp = (of: number, most: number) => Math.max(0, Math.min(most, Math.round(of)))
    if (began.current === 0) began.current = event.timeStamp
    return [
      clamp(((event.clientX - frame.left) / frame.width) * box.width, box.width),
      clamp(((event.clientY - frame.top) / frame.height) * box.height, box.height),
      Math.max(0, Math.round(event.timeStamp - began.current)),
    ]
  }
  const start = (event: PointerEvent<SVGSVGElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    drawing.current = [pointOf(event)]
    setStrokes([...strokes, drawing.current])
  }
  const move = (event: PointerEvent<SVGSVGElement>) => {
    if (!drawing.current || strokes.reduce((sum, one) => sum + one.length, 0) > mostPoints) return
    const point = pointOf(event)
    const last = drawing.current.at(-1)
    if (last && Math.hypot(point[0] - last[0], point[1] - last[1]) < 2) return
    drawing.current = [...drawing.current, point]
    setStrokes([...strokes.slice(0, -1), drawing.current])
  }
  const stop = () => {
    if (!drawing.current) return
    drawing.current = null
    keep(strokes)
  }
  const confirm = (name: string, sure: boolean) => {
    setTyped(name)
    setConsent(sure)
    onChange(sure && name.trim() ? { typed: name.trim(), consent: true } : undefined)
  }

  if (typing)
    return (
      <div className="signature-typed">
        <input
          id={id}
          className="input"
          value={typed}
          autoComplete="name"
          placeholder="请输入您的完整姓名"
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
          onChange={event => confirm(event.target.value, consent)}
        />
        <label className="tick">
          <input type="checkbox" checked={consent} onChange={event => confirm(typed, event.target.checked)} />
          我确认以输入姓名的方式签名，与手写签名同样有效
        </label>
        <div className="signature-acts">
          <button
            type="button"
            className="button is-small"
            onClick={() => {
              setTyping(false)
              onChange(undefined)
            }}
          >
            改为手写
          </button>
        </div>
      </div>
    )
  return (
    <div>
      <svg
        id={id}
        className={`signature-pad${invalid ? ' is-wrong' : ''}`}
        viewBox={`0 0 ${box.width} ${box.height}`}
        role="img"
        aria-label={`${label}，手写区域。不便手写可改为输入姓名`}
        tabIndex={-1}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={stop}
        onPointerCancel={stop}
      >
        {strokes.length === 0 ? (
          <text className="signature-hint" x={box.width / 2} y={box.height / 2}>
            请在框内手写姓名
          </text>
        ) : null}
        {strokes.map((stroke, at) => (
          <polyline key={at} points={stroke.map(([x, y]) => `${x},${y}`).join(' ')} />
        ))}
      </svg>
      <div className="signature-acts">
        <button type="button" className="button is-small" disabled={strokes.length === 0} onClick={() => keep(strokes.slice(0, -1))}>
          撤销一笔
        </button>
        <button type="button" className="button is-small" disabled={strokes.length === 0} onClick={() => keep([])}>
          清除重写
        </button>
        <button
          type="button"
          className="button is-small"
          onClick={() => {
            setTyping(true)
            onChange(undefined)
          }}
        >
          不便手写，输入姓名
        </button>
      </div>
    </div>
  )
}
