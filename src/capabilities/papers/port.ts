// What others may ask of papers: issue one inside an act's transaction, list those of a row, draw one.
import type { IssuedPaper, Paper, PaperBody } from '#declare'
import type { Subject } from '../identity/port.ts'
import type { PlacedRow, Tx } from '../store/port.ts'

export type PaperFormat = 'pdf' | 'docx'

/** A paper in a list; `entry` is its place in the ledger. */
export type ListedPaper = IssuedPaper & {
  readonly name: string
  readonly issuer: string
  readonly at: string
  readonly open: Paper['open']
  readonly sealed: boolean
  readonly digest: string
  readonly entry: string
}

export type DrawnPaper = { readonly name: string; readonly type: string; readonly bytes: Uint8Array }

export type PapersPort = {
  /** In the caller's transaction: takes the number, freezes the words, remembers the digest in the ledger. */
  issue(tx: Tx, subject: Subject, paper: Paper, row: PlacedRow): Promise<IssuedPaper>
  /** What a paper would say if it were issued now, for whoever is asked to sign it; nothing is kept, no number is taken. `row` in the clear. */
  draft(
    tx: Tx,
    subject: Subject,
    of: { readonly paper: Paper; readonly row: PlacedRow; readonly organ: string | null },
  ): Promise<{ readonly body: PaperBody; draw(format: PaperFormat): Promise<DrawnPaper> }>
  /** Of a row that the caller has read through the access rules; oldest first. */
  list(tx: Tx, row: PlacedRow, open?: Paper['open']): Promise<ListedPaper[]>
  /** `checkAt`: the address, without the id, where anybody can check that it was issued. Throws not-found when it is not of this row. */
  draw(
    tx: Tx,
    row: PlacedRow,
    of: { readonly id: string; readonly format: PaperFormat; readonly checkAt: string; readonly open?: Paper['open'] },
  ): Promise<DrawnPaper>
  /** A code that opens this paper to whoever holds it, for seven days; that it was given is in the ledger. Only of papers open to the party. */
  handOver(tx: Tx, subject: Subject, row: PlacedRow, id: string): Promise<{ readonly code: string; readonly until: string }>
  /** The PDF for a code that was handed over; throws when the code is not ours or has run out. `tx`: past the access rules, the code is the right. */
  drawCopy(tx: Tx, of: { readonly id: string; readonly code: string; readonly checkAt: string }): Promise<DrawnPaper>
}
