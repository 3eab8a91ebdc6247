// Who acts holds the row: under lock, with what is open in its case, in as few ways to the database as the wall allows.
import { type AnyRecord, Problem } from '#declare'
import type { Subject } from '../identity/port.ts'
import type { PlacedRow, Tx } from '../store/port.ts'
import { asPlatform } from './act-context.ts'
import type { FlowOptions } from './flow-options.ts'
import type { ActRequest } from './port.ts'
import { actAsPerson, actAsPlatform, type Held, heldOf, heldSql, readHeld } from './store.ts'

export type Locking = {
  /** The row under lock and what is open in its case. From here on the transaction writes for the platform. */
  lockAndHold(tx: Tx, subject: Subject, record: AnyRecord, request: Pick<ActRequest, 'id' | 'key'>): Promise<{ row: PlacedRow; held: Held }>
  /** The row under lock, of whoever may read it. */
  lockFor(tx: Tx, subject: Subject, record: AnyRecord, id: string): Promise<PlacedRow>
}

export function makeLocking(options: FlowOptions): Locking {
  const { store } = options

  /** The row under lock and what is open in its case. From here on the transaction writes for the platform. */
  const lockAndHold = async (
    tx: Tx,
    subject: Subject,
    record: AnyRecord,
    { id, key }: Pick<ActRequest, 'id' | 'key'>,
  ): Promise<{ row: PlacedRow; held: Held }> => {
    if (!options.isCluster) {
      try {
        const { row, read } = await store.lock(tx, subject, record, id, heldSql(id, key))
        return { row, held: heldOf(read) }
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'not-found') throw error
      }
      // What was read there speaks for the platform; whether the person may see the row is still to be asked.
      await actAsPerson(tx)
    }
    const row = await lockFor(tx, subject, record, id)
    // On a cluster a setting made by a function stays on the first node.
    if (options.isCluster) await actAsPlatform(tx)
    return { row, held: await readHeld(tx, row, key) }
  }

  /** The row under lock. Row-level security lets only those lock who may write; whoever may read may still comment on a case. */
  const lockFor = async (tx: Tx, subject: Subject, record: AnyRecord, id: string): Promise<PlacedRow> => {
    try {
      return await store.get(tx, subject, record, id, { lock: true })
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'not-found') throw error
    }
    await store.get(tx, subject, record, id)
    await actAsPlatform(tx)
    return store.get(tx, asPlatform(subject), record, id, { lock: true })
  }

  return { lockAndHold, lockFor }
}
