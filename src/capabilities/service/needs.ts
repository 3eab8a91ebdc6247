// What the public's door needs of the house; handed in once by whoever wires the server.
import type { AnyRecord, Calendar, Clock, Model, RowValues } from '#declare'
import type { EvaluateContext } from '../../methods/condition/evaluate.ts'
import type { CaseDetail } from '../../wire/cases.ts'
import type { Acted, ActRequest, PlainEvent } from '../flow/port.ts'
import type { Accounts, Subject } from '../identity/port.ts'
import type { EntryInput } from '../ledger/port.ts'
import type { PapersPort } from '../papers/port.ts'
import type { SmsPort } from '../sms/port.ts'
import type { PlacedRow, Store, Tx, Vault } from '../store/port.ts'

export type Draft = { readonly values: Record<string, unknown>; readonly savedAt: string }
export type Checked = { readonly values: RowValues; readonly faults: readonly { at: string; message: string }[] }

export type ServiceNeeds = {
  readonly model: Model
  readonly store: Store
  readonly clock: Clock
  calendar(): Calendar
  readonly vault: Vault
  readonly sms: SmsPort
  readonly accounts: Accounts
  /** Starts the flow of a row, in the caller's transaction. */
  start(tx: Tx, subject: Subject, record: AnyRecord, id: string): Promise<unknown>
  act(subject: Subject, request: ActRequest): Promise<Acted>
  detail(subject: Subject, record: string, id: string): Promise<CaseDetail>
  plain(subject: Subject, record: string, id: string): Promise<PlainEvent[]>
  /** The same key and request is done once; its first answer comes again. */
  once(
    tx: Tx,
    subject: Subject,
    of: { readonly key: string; readonly request: unknown; readonly work: () => Promise<unknown> },
  ): Promise<unknown>
  readonly drafts: {
    find(subject: Subject, record: string, key: string): Promise<Draft | null>
    save(subject: Subject, record: string, key: string, values: Record<string, unknown>): Promise<Draft>
    remove(subject: Subject, record: string, key: string): Promise<void>
  }
  /** Values as their kinds keep them, nothing being required. */
  read(record: AnyRecord, values: RowValues): Checked
  contextOf(subject: Subject, record: AnyRecord): EvaluateContext
  /** A row made or changed by the platform for somebody, into the ledger. */
  changed(
    tx: Tx,
    of: { kind: 'create' | 'update'; subject: Subject; record: AnyRecord; row: string; fields: readonly string[] },
  ): Promise<void>
  remember(tx: Tx, entries: readonly EntryInput[]): Promise<unknown>
  readonly papers: PapersPort
  /** The short name of an organ, the name of a region. */
  name(id: string): string | undefined
  /** The organ with this duty in a region, or in the next one above. */
  officeOf(line: string, region: string): string | undefined
  /** The organ where people of this desk work. */
  organOfDesk(desk: string): string | undefined
  /** Attempts under a key: false when there have been too many. */
  allow(key: string, most: number, minutes: number): Promise<boolean>
}

export type PublicRow = { readonly record: AnyRecord; readonly row: PlacedRow }
