// The automatic numbers of Word (ECMA-376 §17.9), written out as the reader of the page sees them: 一、 （一） 1. ①.

export type Numbering = { next: (paragraph: { numId: string | undefined; level: string | undefined; style: string | undefined }) => string }
type Level = { start: number; format: string; text: string }

/** Counts through a document's lists. Paragraphs without a list get ''. */
export function createNumbering(numbering: string | undefined, styles: string | undefined): Numbering {
  const lists = new Map<string, Map<number, Level>>()
  const numbers = new Map<string, string>()
  for (const found of (numbering ?? '').matchAll(/<w:abstractNum\s[^>]*?w:abstractNumId="(\d+)"[\s\S]*?<\/w:abstractNum>/g))
    lists.set(found[1]!, readLevels(found[0]))
  for (const found of (numbering ?? '').matchAll(/<w:num\s[^>]*?w:numId="(\d+)"[^>]*>[\s\S]*?<w:abstractNumId\s+w:val="(\d+)"/g))
    numbers.set(found[1]!, found[2]!)
  const styled = readStyles(styles ?? '')
  const counts = new Map<string, number[]>()
  return {
    next({ numId, level, style }) {
      const known = style ? styled.get(style) : undefined
      const id = numId ?? known?.numId
      if (id === undefined || id === '0') return ''
      const list = numbers.get(id)
      const levels = list === undefined ? undefined : lists.get(list)
      const depth = Number(level ?? known?.level ?? 0)
      const own = levels?.get(depth)
      if (!levels || !own || list === undefined) return ''
      if (own.format === 'bullet') return '• '
      if (own.format === 'none') return ''
      const count = counts.get(list) ?? []
      count[depth] = (count[depth] ?? own.start - 1) + 1
      count.length = depth + 1
      counts.set(list, count)
      const legal = own.text.replaceAll(/%(\d)/g, (_, digit: string) => {
        const at = Number(digit) - 1
        const shown = levels.get(at)
        return shown ? writeNumber(count[at] ?? shown.start, shown.format) : ''
      })
      return /[、.．)）]$/.test(legal) ? legal : `${legal} `
    },
  }
}

function readLevels(xml: string): Map<number, Level> {
  const levels = new Map<number, Level>()
  for (const found of xml.matchAll(/<w:lvl\s[^>]*?w:ilvl="(\d)"[\s\S]*?<\/w:lvl>/g)) {
    const value = (name: string) => new RegExp(`<w:${name}\\s[^>]*?w:val="([^"]*)"`).exec(found[0])?.[1]
    levels.set(Number(found[1]), { start: Number(value('start') ?? 1), format: value('numFmt') ?? 'decimal', text: value('lvlText') ?? '' })
  }
  return levels
}

function readStyles(xml: string): Map<string, { numId: string; level: string | undefined }> {
  const styled = new Map<string, { numId: string; level: string | undefined }>()
  for (const found of xml.matchAll(/<w:style\s[^>]*?w:styleId="([^"]+)"[\s\S]*?<\/w:style>/g)) {
    const numId = /<w:numId\s+w:val="(\d+)"/.exec(found[0])?.[1]
    if (numId !== undefined) styled.set(found[1]!, { numId, level: /<w:ilvl\s+w:val="(\d)"/.exec(found[0])?.[1] })
  }
  return styled
}

function writeNumber(value: number, format: string): string {
  if (/chinese|japanese|ideograph|taiwanese/i.test(format) && !/enclosed|zodiac|traditional/i.test(format)) return writeChinese(value)
  if (/EnclosedCircle/.test(format) && value >= 1 && value <= 20) return String.fromCodePoint(0x245f + value)
  if (format === 'lowerLetter' || format === 'upperLetter')
    return String.fromCodePoint((format === 'lowerLetter' ? 96 : 64) + (((value - 1) % 26) + 1))
  if (format === 'decimalFullWidth') return String(value).replaceAll(/\d/g, digit => String.fromCodePoint(0xff10 + Number(digit)))
  return String(value)
}

const signs = '零一二三四五六七八九'

function writeChinese(value: number): string {
  if (value < 10) return signs[value]!
  if (value < 20) return `十${value % 10 === 0 ? '' : signs[value % 10]}`
  if (value < 100) return `${signs[Math.floor(value / 10)]}十${value % 10 === 0 ? '' : signs[value % 10]}`
  return String(value)
}
