// What the store works with; handed in once by whoever wires the server, so that nothing here knows where it runs.

import type { Pool } from 'pg'
import type { Calendar, CivilDate, Clock, Flow, Model } from '#declare'
import type { Light } from '../../wire/cases.ts'
import type { Decide, Subject } from '../identity/port.ts'
import type { KeyRing } from './key-ring.ts'
import type { CaseColumns, Tx } from './port.ts'

/** The city's directory, held in memory. Names are accepted beside ids. */
export type Lookups = {
  organ(idOrName: string): { readonly id: string; readonly name: string; readonly level: string } | undefined
  person(idOrName: string): { readonly id: string; readonly name: string } | undefined
  region(codeOrName: string): { readonly code: string; readonly name: string; readonly level: string } | undefined
  findOrgans(words: string, most: number): readonly { readonly id: string; readonly name: string }[]
  findPeople(
    words: string,
    most: number,
  ): readonly { readonly id: string; readonly name: string; readonly title: string; readonly organName: string }[]
}

/** Somebody reads protected values in the clear: it must leave a trace in the same transaction. */
export type PersonalRead = {
  readonly subject: Subject
  readonly record: string
  readonly rows: readonly string[]
  readonly fields: readonly string[]
  readonly at: Date
  /** By row: the accounts it names, whose people may see that it was read. */
  readonly accounts: Readonly<Record<string, readonly string[]>>
}

/** Somebody looks for a protected number in these places. */
export type Lookup = {
  readonly subject: Subject
  readonly places: readonly { readonly record: string; readonly fields: readonly string[] }[]
  readonly at: Date
}

export type CaseLight = (flow: Flow, columns: CaseColumns, now: Date) => { readonly light: Light; readonly workdaysLeft: number | null }

export type World = {
  /** Connections of the serving role, made by `createPool`. */
  readonly pool: Pool
  readonly model: Model
  readonly keyRing: KeyRing
  readonly clock: Clock
  readonly calendar: Calendar
  readonly decide: Decide
  readonly lookups: Lookups
  readonly caseLight: CaseLight
  /** The public account of a telephone number, made if there is none; null for a number that takes no messages. Absent: no accounts. */
  readonly accountOf?: (tx: Tx, phone: string) => Promise<string | null>
  /** Of these file hashes the ones that the person may attach: uploaded by them, or seen by them elsewhere. Absent: any. */
  readonly attachable?: (tx: Tx, subject: Subject, hashes: readonly string[]) => Promise<ReadonlySet<string>>
  readonly onPersonalRead: (tx: Tx, read: PersonalRead) => Promise<void>
  /** Throws Problem `too-many` for whoever looks for too many. Absent: nobody counts. */
  readonly onLookup?: (tx: Tx, lookup: Lookup) => Promise<void>
}

export const todayOf = (world: Pick<World, 'clock' | 'calendar'>): CivilDate => world.calendar.dateOf(world.clock.now())
