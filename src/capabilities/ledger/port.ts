// What others may ask of the ledger: to remember something in their own transaction.
export type LedgerEntryInput = {
  /** `act`, `read`, `login`, `grant`, `setting` … */
  kind: string
  at: Date
  actor: string
  scene?: string
  record?: string
  row?: string
  act?: string
  /** Only its salted hash enters the tree, so that the content can be destroyed by law without breaking the proof. */
  payload: unknown
}
