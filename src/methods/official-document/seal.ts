// The round seal (公章) of an organ: a red ring, a star, the name along the arc. Measures by 国发〔1999〕25号: 4.2 cm for a city's organs.

/** Everything in units of a square of 100 × 100, the origin at the top left. */
export type SealGlyph = { readonly char: string; readonly x: number; readonly y: number /** Degrees, clockwise. */; readonly turn: number }
export type SealDrawing = {
  readonly ring: { readonly radius: number; readonly width: number }
  readonly star: readonly (readonly [number, number])[]
  readonly glyphs: readonly SealGlyph[]
  readonly size: number
  readonly foot: string | null
}

export const sealMillimetres = 42
export const sealRed = '#c8102e'
const centre = 50
const rim = 37

/** `foot` is written straight under the star: what a specimen must say of itself. */
export function drawSeal(name: string, foot: string | null): SealDrawing {
  const chars = [...name]
  // A short name keeps its letters together, a long one takes up to 270 degrees of the arc.
  const span = Math.min(270, chars.length * 21)
  const step = chars.length > 1 ? span / (chars.length - 1) : 0
  const size = Math.min(13, Math.max(6, 0.92 * 2 * rim * Math.sin((step * Math.PI) / 360) || 13))
  const glyphs = chars.map((char, index): SealGlyph => {
    const turn = -span / 2 + index * step
    const angle = ((turn - 90) * Math.PI) / 180
    return { char, x: round(centre + rim * Math.cos(angle)), y: round(centre + rim * Math.sin(angle)), turn: round(turn) }
  })
  return { ring: { radius: 47.5, width: 2.6 }, star: starPoints(14), glyphs, size: round(size), foot }
}

/** The seal as SVG, for documents that hold pictures. */
export function sealSvg(name: string, foot: string | null): string {
  const { ring, star, glyphs, size } = drawSeal(name, foot)
  const text = glyphs
    .map(
      ({ char, x, y, turn }) =>
        `<text x="${x}" y="${y}" font-size="${size}" text-anchor="middle" dominant-baseline="central" transform="rotate(${turn} ${x} ${y})">${escaped(char)}</text>`,
    )
    .join('')
  const below = foot ? `<text x="50" y="79" font-size="8" text-anchor="middle">${escaped(foot)}</text>` : ''
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="238" height="238"><g fill="${sealRed}" font-family="SimSun, 宋体, serif"><circle cx="50" cy="50" r="${ring.radius}" fill="none" stroke="${sealRed}" stroke-width="${ring.width}"/><polygon points="${star.map(point => point.join(',')).join(' ')}"/>${text}${below}</g></svg>`
}

function starPoints(radius: number): (readonly [number, number])[] {
  return Array.from({ length: 10 }, (_, index) => {
    const long = index % 2 === 0 ? radius : radius * 0.382
    const angle = ((index * 36 - 90) * Math.PI) / 180
    return [round(centre + long * Math.cos(angle)), round(centre + long * Math.sin(angle))] as const
  })
}

const round = (value: number) => Math.round(value * 100) / 100
const escaped = (text: string) => text.replace(/[<>&"]/g, char => `&#${char.charCodeAt(0)};`)
