// How a figure grows with the work, as a small SVG: sizes from left to right by powers of ten, milliseconds upwards, the promise as a line,
// a peer's figures beside ours.
export type Point = { readonly size: number; readonly ms: number }
export type Growth = {
  readonly title: string
  readonly aim?: number
  readonly points: readonly Point[]
  readonly peer?: { readonly name: string; readonly points: readonly Point[] }
}

const [width, height, left, right, top, bottom] = [520, 270, 56, 20, 54, 40]
const inset = 36
const ink = '#1f2937'
const [own, other] = ['#1d4ed8', '#6b7280']

export function growthChart({ title, aim, points, peer }: Growth): string {
  const others = peer?.points ?? []
  const most = niceAbove(Math.max(aim ?? 0, ...[...points, ...others].map(point => point.ms)))
  const logs = points.map(point => Math.log10(point.size))
  const [first, last] = [Math.min(...logs), Math.max(...logs)]
  // Set in from the edges, so that the first and last labels have room.
  const x = (size: number) =>
    left + inset + (last === first ? 0.5 : (Math.log10(size) - first) / (last - first)) * (width - left - right - 2 * inset)
  const y = (ms: number) => height - bottom - (ms / most) * (height - top - bottom)
  const text = (at: { x: number; y: number }, words: string, more = '') =>
    `<text x="${round(at.x)}" y="${round(at.y)}" font-size="12" fill="${ink}" ${more}>${words}</text>`
  const grid = [0, 0.25, 0.5, 0.75, 1].map(share => {
    const ms = most * share
    return `<line x1="${left}" x2="${width - right}" y1="${round(y(ms))}" y2="${round(y(ms))}" stroke="#e5e7eb"/>${text({ x: left - 8, y: y(ms) + 4 }, String(round(ms)), 'text-anchor="end"')}`
  })
  const promise =
    aim === undefined
      ? ''
      : `<line x1="${left}" x2="${width - right}" y1="${round(y(aim))}" y2="${round(y(aim))}" stroke="#b45309" stroke-dasharray="6 4"/>${text({ x: width - right, y: y(aim) - 6 }, `承诺 ${aim} ms`, 'text-anchor="end"')}`
  const path = (of: readonly Point[], colour: string) =>
    `<polyline points="${of.map(point => `${round(x(point.size))},${round(y(point.ms))}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`
  // The higher of the two says its figure above itself, the lower below.
  const dot = ({ size, ms }: Point, beside: readonly Point[], colour: string) => {
    const under = beside.some(one => one.size === size && (one.ms > ms || (one.ms === ms && colour === other)))
    return `<circle cx="${round(x(size))}" cy="${round(y(ms))}" r="4" fill="${colour}"/>${text({ x: x(size), y: y(ms) + (under ? 18 : -10) }, `${ms}`, `text-anchor="middle" font-weight="600" style="fill:${colour}"`)}`
  }
  const sizes = points.map(({ size }) => text({ x: x(size), y: height - bottom + 20 }, sizeLabel(size), 'text-anchor="middle"'))
  const legend = peer
    ? [
        text({ x: width - right, y: 24 }, `● ${peer.name}`, `text-anchor="end" style="fill:${other}"`),
        text({ x: width - right, y: 40 }, '● 数智', `text-anchor="end" style="fill:${own}"`),
      ]
    : []
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif" role="img" aria-label="${title}">
<rect width="${width}" height="${height}" fill="#ffffff"/>
${text({ x: left, y: 24 }, title, 'font-weight="600"')}
${grid.join('\n')}
${promise}
${legend.join('\n')}
${others.length > 0 ? path(others, other) : ''}
${path(points, own)}
${others.map(point => dot(point, points, other)).join('\n')}
${points.map(point => dot(point, others, own)).join('\n')}
${sizes.join('\n')}
</svg>
`
}

const round = (value: number) => Math.round(value * 10) / 10
/** 12345 → 1.2 万. */
export const sizeLabel = (size: number): string => (size >= 10_000 ? `${round(size / 10_000)} 万件` : `${size} 件`)

function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)))
  return [1, 2, 4, 5, 8, 10].map(step => step * power).find(step => step >= value * 1.1) ?? 20 * power
}
