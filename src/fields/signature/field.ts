// A signature written by hand (电子签名法 art. 2: data by which the signer is identified and shows that they approve): the strokes with their
// timing, not a picture, so that it can be examined; or, for whoever cannot draw, the typed name with an express consent (art. 13).
import type { Signature } from '#declare'
import { columnOf, type Kind, type Normalised, right, wrong } from '../kind.ts'
import { plainText } from '../plain-text.ts'

const most = { strokes: 200, points: 4000, bytes: 64 * 1024, side: 4000 }
/** Less ink than this is a slip of the finger, no name: so many points, and a line this long against the width of the box. */
const least = { points: 12, ink: 0.3 }

export const signatureKind: Kind<Signature> = {
  kind: 'signature',
  column: (field, name) => columnOf(field, 'jsonb', `jsonb_typeof("${name}") = 'object' and octet_length("${name}"::text) <= 131072`),
  normalise(input) {
    const given = parse(input)
    if (typeof given !== 'object' || given === null) return wrong('请手写签名，或输入姓名并确认')
    return 'typed' in given ? typedName(given as { typed: unknown; consent?: unknown }) : drawn(given as Record<string, unknown>)
  },
  toSql: value => JSON.stringify(value),
  fromSql: raw => (typeof raw === 'string' ? JSON.parse(raw) : raw) as Signature,
  show: value => ('typed' in value ? `已签名（${value.typed}，输入姓名确认）` : '已手写签名'),
  cell: value => ('typed' in value ? '已签名（输入姓名确认）' : '已手写签名'),
  filters: [],
  mask: () => '已签名',
}

function typedName({ typed, consent }: { typed: unknown; consent?: unknown }): Normalised<Signature> {
  const name = typeof typed === 'string' ? plainText(typed) : undefined
  if (name === undefined || name.length < 2 || name.length > 40) return wrong('请输入您的完整姓名')
  if (consent !== true) return wrong('请勾选“我确认以输入姓名的方式签名”')
  return right({ typed: name, consent: true })
}

function drawn({ width, height, strokes }: Record<string, unknown>): Normalised<Signature> {
  if (!isSide(width) || !isSide(height) || !Array.isArray(strokes)) return wrong('签名的内容不完整，请重新签名')
  if (strokes.length > most.strokes) return wrong('签名的笔画太多，请清除后重新签名')
  let points = 0
  let ink = 0
  const kept: [number, number, number][][] = []
  for (const stroke of strokes as unknown[]) {
    if (!Array.isArray(stroke) || points + stroke.length > most.points) return wrong('签名的笔画太多，请清除后重新签名')
    points += stroke.length
    const line: [number, number, number][] = []
    for (const point of stroke as unknown[]) {
      if (!Array.isArray(point) || point.length !== 3 || !point.every(one => Number.isFinite(one)))
        return wrong('签名的内容不完整，请重新签名')
      const [x, y, t] = (point as number[]).map(one => Math.round(one)) as [number, number, number]
      const last = line.at(-1)
      if (x < 0 || y < 0 || x > width || y > height || t < 0 || t > 3_600_000 || (last && t < last[2]))
        return wrong('签名超出了签名框，请清除后重新签名')
      if (last) ink += Math.hypot(x - last[0], y - last[1])
      line.push([x, y, t])
    }
    if (line.length > 0) kept.push(line)
  }
  if (kept.length === 0) return wrong('请在签名框内签名')
  if (points < least.points || ink < least.ink * width) return wrong('签名太短，请写下完整的姓名')
  const value = { width, height, strokes: kept }
  return JSON.stringify(value).length > most.bytes ? wrong('签名的笔画太多，请清除后重新签名') : right(value)
}

const isSide = (of: unknown): of is number => Number.isInteger(of) && (of as number) >= 50 && (of as number) <= most.side

function parse(input: unknown): unknown {
  if (typeof input !== 'string') return Array.isArray(input) ? undefined : input
  try {
    const read: unknown = JSON.parse(input)
    return Array.isArray(read) ? undefined : read
  } catch {
    return undefined
  }
}
