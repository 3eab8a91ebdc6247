// An act's entries in the ledger: the ledger's own statements, kept to go out in one round trip with those of the act.
import type { AnyRecord } from '#declare'
import { type EntryInput, recordEntries } from '../ledger/port.ts'
import type { Statement } from './batch.ts'
import { nameOf } from './declared.ts'
import type { Event } from './event.ts'

export type Remembered = { readonly ids: readonly string[]; readonly statements: readonly Statement[] }

export const entriesOf = (record: AnyRecord, scene: string, id: string, events: readonly Event[]): EntryInput[] =>
  events.map(event => ({
    kind: 'act',
    at: new Date(event.at),
    actor: event.actor,
    scene,
    record: record.name,
    row: id,
    case: id,
    act: nameOf(event),
    content: event,
  }))

/** The ledger writes through whatever stands for a connection; here its statements are kept, to go out with the act's own. */
export async function rememberInLedger(entries: readonly EntryInput[]): Promise<Remembered> {
  const statements: Statement[] = []
  const keep = { query: async (statement: Statement) => void statements.push(statement) }
  const written = await recordEntries(keep as unknown as Parameters<typeof recordEntries>[0], entries)
  return { ids: written.map(entry => entry.id), statements }
}
