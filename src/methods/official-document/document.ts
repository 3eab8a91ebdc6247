// What an official document (公文、文书) is made of, whatever it is drawn as. Measures are those of GB/T 9704-2012.
import type { CivilDate, PaperBody } from '#declare'

export type OfficialDocument = PaperBody & {
  readonly issuer: string
  readonly number?: string
  /** Civil date. */
  readonly date: CivilDate
  /** The name around the seal; without it the document is not sealed. `specimen` is written across the foot of the seal. */
  readonly seal?: { readonly name: string; readonly specimen: boolean }
  /** Where anybody can check that it was issued: drawn as a QR code on the last page. */
  readonly check?: { readonly url: string; readonly says: string }
}

/** Millimetres. */
export const pageSize = { width: 210, height: 297 } as const
export const margins = { top: 37, bottom: 35, left: 28, right: 26, footer: 25 } as const
/** Points: 二号, 三号, 小四; the lines of the body are 28 pt apart. */
export const points = { title: 22, body: 16, table: 12, small: 9, line: 28 } as const

/** `2026-03-05` → 2026年3月5日. */
export function chineseDate(date: CivilDate): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** XML 1.0 cannot hold control characters, and no page shows them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
export const printable = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
