export type LedgerFault = { index: number | null; message: string }
export type LedgerVerification = {
  ok: boolean
  size: number
  heads: number
  root: string
  /** Whether the export holds the entries' content. */
  content: boolean
  /** Entries whose content was destroyed, with a record of it. */
  destroyed: number
  /** Whether a key was given from outside. */
  trusted: boolean
  faults: LedgerFault[]
}
export function canonical(value: unknown): string
export function verifyLedger(
  lines: AsyncIterable<string> | Iterable<string>,
  trust?: { keys?: Buffer[]; heads?: { size: number; root: string }[] },
): Promise<LedgerVerification>
