// How a figure grows with the work, as a small SVG: sizes from left to right by powers of ten, milliseconds upwards, the promise as a line.
export type Growth = {
  readonly title: string
  readonly aim?: number
  readonly points: readonly { readonly size: number; readonly ms: number }[]
}

const [width, height, left, right, top, bottom] = [520, 260, 56, 20, 44, 40]
const inset = 36
const ink = '#1f2937'

export function growthChart({ title, aim, points }: Growth): string {
  const most = niceAbove(Math.max(aim ?? 0, ...points.map(point => point.ms)))
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
  const line = points.map(point => `${round(x(point.size))},${round(y(point.ms))}`).join(' ')
  const dots = points.map(
    point =>
      `<circle cx="${round(x(point.size))}" cy="${round(y(point.ms))}" r="4" fill="#1d4ed8"/>${text({ x: x(point.size), y: y(point.ms) - 10 }, `${point.ms}`, 'text-anchor="middle" font-weight="600"')}${text({ x: x(point.size), y: height - bottom + 20 }, sizeLabel(point.size), 'text-anchor="middle"')}`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif" role="img" aria-label="${title}">
<rect width="${width}" height="${height}" fill="#ffffff"/>
${text({ x: left, y: 24 }, title, 'font-weight="600"')}
${grid.join('\n')}
${promise}
<polyline points="${line}" fill="none" stroke="#1d4ed8" stroke-width="2"/>
${dots.join('\n')}
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
