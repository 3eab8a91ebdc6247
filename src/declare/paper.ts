// A paper (文书): an official document that a case issues — numbered, sealed, frozen as it was issued, and drawn as docx or PDF from one source.
import type { CityPort, StoredRow } from './operation.ts'
import type { AnyRecord } from './record.ts'

/** Ink on a pad: each stroke is a line of points inside a box of `width` × `height`; units do not matter, only their ratio. */
export type Ink = { readonly width: number; readonly height: number; readonly strokes: readonly (readonly (readonly [number, number])[])[] }

export type Signatory = {
  /** What they sign as: 申请人, 调解员. */
  readonly label: string
  readonly name: string
  /** Nothing yet: a line to sign on is drawn. */
  readonly ink?: Ink
  /** Civil date. */
  readonly date?: string
}

export type DocumentBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  /** `flush`: without the indent of a first line, as 主送 and 告知 lines are set. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly bold?: boolean; readonly flush?: boolean }
  /** Labels and what is filled in beside them; nothing filled in is drawn as 无. */
  | { readonly kind: 'facts'; readonly of: readonly (readonly [label: string, value: string | null])[] }
  /** `widths` in percent of the text width; numbers are set right. */
  | {
      readonly kind: 'table'
      readonly caption?: string
      readonly head: readonly string[]
      readonly widths: readonly number[]
      readonly rows: readonly (readonly (string | number | null)[])[]
    }
  | { readonly kind: 'signatures'; readonly of: readonly Signatory[] }

export type PaperBody = {
  readonly title: string
  /** 主送机关 or the party it is addressed to. */
  readonly to?: string
  readonly blocks: readonly DocumentBlock[]
  /** A line under the date. */
  readonly note?: string
}

export type Paper = {
  readonly name: string
  readonly label: string
  readonly record: AnyRecord
  /** The template of its number, counted for each paper and issuing organ: `绍市监罚决〔{yyyy}〕{n:4}号`; `{organ}` is the organ's short name. */
  readonly number: string
  /** Sealed by the issuing organ, or only signed by the people in it. */
  readonly sealed: boolean
  /** May the person the case is about read it in the portal. */
  readonly open: 'party' | 'officials'
  /** The law or rule that asks for this paper. */
  readonly basis: string
  readonly write: (city: CityPort, row: StoredRow) => PaperBody | Promise<PaperBody>
}

/** Declares a paper of a record. Acts issue it with `issues: [paper]`; a scene's own function with `city.issue(paper, row.id)`. */
export const paper = (
  of: { readonly name: string },
  is: Omit<Paper, 'record' | 'sealed' | 'open'> & Partial<Pick<Paper, 'sealed' | 'open'>>,
): Paper => ({
  sealed: true,
  open: 'party',
  ...is,
  record: of as AnyRecord,
})
