// A handwritten signature as lines: the same strokes for a page, a docx and a PDF.
import type { Ink, Signature } from '#declare'

export const inkColour = '#16213a'

/** `M x y L x y …`, one part for each stroke; a dot is a line of no length, which a round cap shows. */
export const inkPath = ({ strokes }: Ink): string =>
  strokes
    .filter(stroke => stroke.length > 0)
    .map(([first, ...rest]) => `M${first!.join(' ')} ${(rest.length > 0 ? rest : [first!]).map(point => `L${point.join(' ')}`).join(' ')}`)
    .join(' ')

export const inkSvg = (ink: Ink): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${ink.width} ${ink.height}" width="${ink.width}" height="${ink.height}"><path d="${inkPath(ink)}" fill="none" stroke="${inkColour}" stroke-width="${Math.max(2, ink.height / 45)}" stroke-linecap="round" stroke-linejoin="round"/></svg>`

/** How a signature of a form stands on a paper: its strokes, or the name that was typed with an express consent. */
export const signedAs = (signature: Signature): { readonly ink?: Ink; readonly typed?: string } =>
  'typed' in signature
    ? { typed: signature.typed }
    : {
        ink: { width: signature.width, height: signature.height, strokes: signature.strokes.map(stroke => stroke.map(([x, y]) => [x, y])) },
      }
