// What enters the ledger beside the acts of a case: rows changed by hand or taken out, and personal data that officials read in the clear.
// Entries are written in the transaction of what they tell of; the ledger speaks `pg`, inside a transaction of the store through it.
import { CompiledQuery } from 'kysely'
import type { ClientBase } from 'pg'
import { type Clock, type Model, Problem } from '#declare'
import { takeAttempt } from '../capabilities/identity/store.ts'
import { type EntryInput, recordEntries } from '../capabilities/ledger/port.ts'
import { pastWalls } from '../capabilities/store/past-walls.ts'
import type { Tx } from '../capabilities/store/port.ts'
import type { RowChange } from '../capabilities/store/routes.ts'
import type { World } from '../capabilities/store/world.ts'

/** Ids of the entries, in order. */
export const remember = async (tx: Tx, entries: readonly EntryInput[]): Promise<readonly string[]> =>
  (await recordEntries(clientOf(tx), entries)).map(entry => entry.id)

/** One entry for each person whose data a row holds; what a resident reads of their own is no reading by the state. */
export const rememberPersonalRead =
  (model: Model): World['onPersonalRead'] =>
  async (tx, read) => {
    if (read.subject.kind === 'public') return
    const record = model.records.get(read.record)
    await remember(
      tx,
      read.rows.flatMap(row => {
        const concerned = read.accounts[row] ?? []
        return (concerned.length > 0 ? concerned : [undefined]).map(subject => ({
          kind: 'read',
          at: read.at,
          actor: read.subject.person,
          ...(subject !== undefined && { subject }),
          scene: model.sceneOf.get(read.record)?.id ?? '',
          record: read.record,
          row,
          content: { fields: read.fields, organ: read.subject.organ, purpose: `办理“${record?.label ?? read.record}”` },
        }))
      }),
    )
  }

/** How many protected numbers one may look for in an hour: enough for a busy window, too few to try out what a mask hides. */
const mostLookups = 120

/** Whoever looks for a protected number is counted, and it is remembered where they looked; not for what. */
export const rememberLookup =
  (model: Model): NonNullable<World['onLookup']> =>
  async (tx, { subject, places, at }) => {
    const counted = { subject: `lookup:${subject.person}`, now: at, most: mostLookups + 1, lockMs: 3_600_000 }
    const attempt = await pastWalls({ tx, subject }, () => takeAttempt(tx, counted))
    if (attempt !== 'allowed') throw new Problem('too-many', `一小时内按受保护的号码最多查找${mostLookups}次，请稍后再试`)
    await remember(
      tx,
      places.map(({ record, fields }) => ({
        kind: 'read',
        at,
        actor: subject.person,
        scene: model.sceneOf.get(record)?.id ?? '',
        record,
        content: { lookedUp: fields, organ: subject.organ, purpose: '按完整号码查找' },
      })),
    )
  }

/** A row made, changed or removed by hand, or rows taken out of the house. */
export async function rememberRowChange({ model, clock }: { model: Model; clock: Clock }, tx: Tx, change: RowChange): Promise<void> {
  const { kind, subject, record, row, content } = change
  await remember(tx, [
    {
      kind: kind === 'export' ? 'export' : 'row',
      at: clock.now(),
      actor: subject.person,
      scene: model.sceneOf.get(record.name)!.id,
      record: record.name,
      ...(row && { row }),
      act: kind,
      content,
    },
  ])
}

const clientOf = (tx: Tx): ClientBase =>
  ({
    query: async (query: string | { text: string; values?: readonly unknown[] }, values?: readonly unknown[]) => {
      const text = typeof query === 'string' ? query : query.text
      const { rows, numAffectedRows } = await tx.executeQuery(
        CompiledQuery.raw(text, [...(values ?? (typeof query === 'string' ? [] : (query.values ?? [])))]),
      )
      return { rows, rowCount: numAffectedRows === undefined ? rows.length : Number(numAffectedRows) }
    },
  }) as unknown as ClientBase
