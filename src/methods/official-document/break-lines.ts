// Where lines of Chinese end: anywhere between characters, but no line begins with a closing mark or ends with an opening one (GB/T 15834),
// and words of letters and digits stay whole.

const neverFirst = new Set('，。、；：？！…”’）》〉】〕｝」』％%,.;:?!)]}·—～')
const neverLast = new Set('“‘（《〈【〔｛「『([{')

/** `width` of a piece of text and the room `first` for the first line, `rest` for the others, in the same unit. */
export function breakLines(
  text: string,
  room: { readonly first: number; readonly rest: number },
  width: (text: string) => number,
): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  const limit = () => (lines.length === 0 ? room.first : room.rest)
  const end = (carry: string) => {
    lines.push(line)
    line = carry
    used = width(carry)
  }
  for (const unit of unitsOf(text)) {
    const wide = width(unit)
    if (used + wide <= limit() + 0.01) {
      line += unit
      used += wide
      continue
    }
    if (neverFirst.has(unit) && line !== '') {
      // A closing mark hangs over by less than a character rather than begin a line, once; else it takes its neighbour along.
      if (used + wide / 2 <= limit() + 0.01 && !neverFirst.has([...line].at(-1) ?? '')) {
        line += unit
        used += wide
        continue
      }
      const carried = takeBack(line)
      line = line.slice(0, line.length - carried.length)
      end(carried)
    } else if (line !== '') {
      const opening = /[“‘（《〈【〔｛「『([{]+$/.exec(line)?.[0] ?? ''
      if (opening !== '' && opening.length < line.length) {
        line = line.slice(0, line.length - opening.length)
        end(opening)
      } else end('')
    }
    for (const piece of wide > limit() ? [...unit] : [unit]) {
      const more = width(piece)
      if (used + more > limit() && line !== '') end('')
      line += piece
      used += more
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line)
  return lines.map(one => one.trimEnd())
}

/** The end of a line that must go over together: one character and all marks around it. */
function takeBack(line: string): string {
  const chars = [...line]
  let from = chars.length - 1
  while (from > 1 && (neverFirst.has(chars[from]!) || neverLast.has(chars[from - 1]!))) from--
  return from > 0 ? chars.slice(from).join('') : ''
}

const unitsOf = (text: string): string[] => text.match(/[A-Za-z0-9][A-Za-z0-9.\-/_@]*[A-Za-z0-9]|\s+|[\s\S]/gu) ?? []
