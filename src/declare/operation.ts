// The escape hatch: named functions for what no declaration can say, and the one narrow door through which they touch the city.
import type { Condition } from './condition.ts'
import type { Fields, FileRef } from './field.ts'
import type { Handover } from './handover.ts'
import type { Owner } from './owner.ts'
import type { Paper } from './paper.ts'
import type { Publication } from './publication.ts'
import type { Quota } from './quota.ts'
import type { AnyRecord } from './record.ts'
import type { RoleId } from './roles.ts'
import type { CivilDate, Term } from './time.ts'

export type RowValues = Readonly<{ [field: string]: unknown }>
export type StoredRow = RowValues & {
  readonly id: string
  readonly version: number
  readonly region: string
  readonly organ: string | null
  readonly author: string
  readonly createdAt: string
}

/** What an organ's name as written in a document was matched to. */
export type OrganMatch =
  | { readonly kind: 'organ'; readonly organ: string; readonly how: string; readonly confidence: number }
  | { readonly kind: 'collective' }
  | { readonly kind: 'unknown'; readonly candidates: readonly { organ: string; confidence: number }[] }

/** A paper as it was issued. `date` is the civil date. */
export type IssuedPaper = {
  readonly id: string
  readonly number: string
  readonly label: string
  readonly organ: string
  readonly date: CivilDate
}

/** A head of the ledger as it was signed (C2SP checkpoint): `root` hex, `signature` base64, `publicKey` SPKI DER in base64. */
export type SignedHead = {
  readonly origin: string
  readonly size: number
  readonly root: string
  readonly at: string
  readonly signature: string
  readonly publicKey: string
}

/** Two rows with one protected value between them; the value itself is not told. */
export type SharedValue = {
  readonly record: string
  readonly field: string
  readonly row: string
  readonly whole: string
  readonly mine: { readonly record: string; readonly field: string; readonly row: string }
}

/** A row that takes a slot of a quota. */
export type TakenSlot = { readonly id: string; readonly parent: string | null; readonly subject: readonly string[] }

/** A row as a publication shows it to everybody: its id and the published fields. */
export type PublishedRow = RowValues & { readonly id: string }

/** Everything below acts as the person who asked (or as the system, in an effect), within one transaction. */
export type CityPort = {
  /** Today in the city's zone. */
  readonly today: CivilDate
  /** This moment, ISO 8601. */
  readonly now: string
  /**
   * The last day of a term of days, working days or months that begins today, or on another date: by the city's calendar, where a term that ends
   * on a day off runs on to the next working day.
   */
  lastDay(term: Term, from?: CivilDate): CivilDate
  /** The newest signed head of the ledger, or the first with at least so many entries; null while there is none. */
  head(atLeast?: number): Promise<SignedHead | null>
  /** 32 bytes in hex that only the platform can work out: the same each time for this name, and kept nowhere. For commitments. */
  secret(name: string): string
  /**
   * Stands for a personal value in a column where equal ones must be found: 32 hex digits under a key of the platform, the same for the same
   * text and use, and nothing of the text in them. Say which `use`, so that two columns cannot be joined by it.
   */
  blind(use: string, text: string): string
  /** The region whose government the person acts for. */
  readonly region: string
  readonly organ: string | null
  /** Who acts. */
  readonly person: string
  notify(to: Owner, message: string): Promise<void>
  create(of: { readonly name: string }, values: RowValues & { region?: string; organ?: string; parent?: string }): Promise<string>
  update(of: { readonly name: string }, id: string, values: RowValues): Promise<void>
  /** Begins the flow of a part; what is no part begins by itself when it is made. */
  start(of: { readonly name: string }, id: string): Promise<void>
  /** Brings a case to the desks that its row names now, after a function has changed a field in which an owner stands. */
  reassign(of: { readonly name: string }, id: string): Promise<void>
  /** Acts on another case, as the platform: what hangs on a case moves when that one does. Refused where the case does not offer the act now. */
  act(of: { readonly name: string }, id: string, act: string, with_?: { values?: RowValues; reason?: string }): Promise<void>
  /** Hides a row and its parts; refused while a case of theirs is open. */
  remove(of: { readonly name: string }, id: string): Promise<void>
  find(of: { readonly name: string }, when: Condition, most?: number): Promise<StoredRow[]>
  /** The same, with protected values in the clear; refused to whoever may not see them so. That they were read is remembered. For few rows. */
  findInClear(of: { readonly name: string }, when: Condition, most?: number): Promise<StoredRow[]>
  /**
   * Rows that hold, in a protected field, the same value as this row or a part of it does: who is the same. Compared without being opened, told
   * without the value, among what the person may see. `whole` is the row that `row` is a part of, or itself.
   */
  shared(
    of: { readonly name: string },
    id: string,
    places: readonly { readonly of: { readonly name: string }; readonly field: string }[],
  ): Promise<SharedValue[]>
  /**
   * Tells the scene that handed something over what has become of it. `origin` is what the contract's field of that name held; values are those of
   * its `answers`. Nothing happens when that row is gone or keeps no answers.
   */
  answer(over: Handover, origin: string, values: Readonly<Record<string, string>>): Promise<void>
  /**
   * Every slot of a quota that is taken in a year, by rows of whichever organ: their ids, the rows they are parts of, and the subject, by the
   * values of `per`. Nothing else of them is told.
   */
  taken(quota: Quota, year: string): Promise<readonly TakenSlot[]>
  /** What everybody may read, read by an official too, whatever else of these rows they may see. */
  published(of: Publication, when: Condition, most?: number): Promise<readonly PublishedRow[]>
  /** The bytes of an attachment. */
  read(file: FileRef): Promise<Uint8Array>
  /** Attaches bytes made here (a report, a letter). */
  attach(name: string, type: string, bytes: Uint8Array): Promise<FileRef>
  /** Files of the row that the act is about go on into another row, though somebody else uploaded them. */
  passOn(files: readonly FileRef[]): Promise<void>
  /** Issues a paper of a row: its number is taken, its words are frozen, the ledger remembers its digest. */
  issue(paper: Paper, id: string): Promise<IssuedPaper>
  matchOrgan(written: string): OrganMatch
  /** Names of the regions directly below the acting region: the counties of a city. */
  readonly counties: readonly { code: string; name: string }[]
  /** From here on nobody else passes with this key until this transaction has ended: what is found afterwards cannot change meanwhile. */
  alone(key: string): Promise<void>
  /** The short name of an organ, the name of a person or a region. */
  name(id: string): string
}

/** Runs in the worker after the act, at least once, under the event's key: it must be harmless when repeated. */
export type Effect = (city: CityPort, row: StoredRow) => Promise<void>

/** What an act does besides moving the case; `made` is the part-row that the act added, `given` what the actor filled in. It may not do anything that cannot be rolled back. */
export type Also = (city: CityPort, row: StoredRow, made: StoredRow | null, given: RowValues) => Promise<void>

/** What follows when other organs answer for a case; `organs` are those that answer now. Done again after every change of the row: harmless when repeated. */
export type Reassigned = (city: CityPort, row: StoredRow, organs: readonly string[]) => Promise<void>

/** Something a person starts by a button: it takes a form and gives an answer. */
export type Operation = {
  readonly name: string
  readonly label: string
  readonly record: AnyRecord
  readonly roles: readonly RoleId[]
  readonly input: Fields
  readonly run: (city: CityPort, input: RowValues) => Promise<RowValues>
}

export const operation = (of: { readonly name: string }, is: Omit<Operation, 'record'>): Operation => ({ ...is, record: of as AnyRecord })
