// Text as people and spreadsheets hand it in, made plain: no control characters, one form of each letter.

/** NFC, trimmed, no control, zero-width or direction characters; line breaks become spaces unless `lines`. Idempotent. */
export function plainText(input: string, lines = false): string {
  const unbroken = input.toWellFormed().replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
  const flat = lines ? unbroken.replace(/\t/g, ' ') : unbroken.replace(/[\n\t]+/g, ' ')
  const clean = flat.replace(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, found => (found === '\n' ? found : ''))
  const trimmed = clean.normalize('NFC').trim()
  // The guard of `textCell` comes off again when an exported sheet is read back.
  return trimmed.replace(/^'+(?=[=+\-@＝＋－＠])/, '')
}

/** A code, a number, a date: full-width characters made half-width, no space at all. Undefined if it is neither text nor number. */
export function plainCode(input: unknown): string | undefined {
  if (typeof input === 'number' || typeof input === 'bigint') return String(input)
  if (typeof input !== 'string') return undefined
  return plainText(input)
    .normalize('NFKC')
    .replace(/[\s\u200c\u200d]/g, '')
    .replace(/[‐‑‒–—―−]/g, '-')
}

/** Text for a spreadsheet cell: what would start a formula, full-width too, gets an apostrophe in front (OWASP, CSV injection). */
export const textCell = (text: string): string => (/^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text)

/** The members of a list that came as one text: 甲、乙，丙;丁. */
export const splitList = (text: string): string[] =>
  text
    .split(/[、，,;；\n]/)
    .map(part => part.trim())
    .filter(part => part !== '')

/** Nothing was entered: null, undefined, blank text, an empty list. The caller then checks `required` and stores null. */
export function isEmptyInput(input: unknown): boolean {
  if (input === null || input === undefined) return true
  if (typeof input === 'string') return plainText(input) === ''
  return Array.isArray(input) && input.length === 0
}
