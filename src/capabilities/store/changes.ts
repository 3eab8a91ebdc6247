// Which rows have changed, for whoever reacts to it: an outbox, written in the transaction of the change itself, so that none is lost.
// One line for each row and transaction; whoever takes lines deletes them, and reads the rows afterwards.
import { CompiledQuery, sql } from 'kysely'
import type { AnyRecord, Model, Table } from '#declare'
import { warningRecord, watchedRecord } from '#declare'
import { uuidV7 } from '../../methods/uuid/uuid-v7.ts'
import { askingPerson, askingSystem } from './policy.ts'
import type { RowChanged, Tx } from './port.ts'
import { defer } from './transaction.ts'
import type { World } from './world.ts'

export const changeTable: Table = {
  name: 'row_change',
  label: '数据变动待处理',
  key: ['id', 'root'],
  spread: { by: 'root' },
  columns: {
    root: { type: 'uuid', label: '顶层行' },
    id: { type: 'uuid', label: '标识' },
    record: { type: 'text', label: '数据表' },
    row: { type: 'uuid', label: '变动的行' },
  },
  // Whoever may change a row may say so; only the platform reads.
  security: { read: askingSystem, write: `${askingSystem} or ${askingPerson} is not null` },
}

const watched = new WeakMap<Model, ReadonlySet<string>>()
function watchedNames(model: Model): ReadonlySet<string> {
  const known = watched.get(model)
  if (known) return known
  // Without a scene that handles warnings nobody would ever take the lines.
  const all = model.flows.has(warningRecord) ? [...model.watches.values()] : []
  const names = new Set(all.map(watch => watchedRecord(watch).name))
  watched.set(model, names)
  return names
}

const noted = new WeakMap<Tx, Set<string>>()

/** To be called whenever a row of this record is written; costs nothing where nobody watches. */
export function noteChange(world: Pick<World, 'model'>, tx: Tx, record: AnyRecord, row: { root: string; id: string }): void {
  if (!watchedNames(world.model).has(record.name)) return
  const known = noted.get(tx) ?? new Set()
  noted.set(tx, known)
  if (known.has(row.id)) return
  known.add(row.id)
  defer(
    tx,
    CompiledQuery.raw('insert into row_change (root, id, record, "row") values ($1, $2, $3, $4)', [
      row.root,
      uuidV7(),
      record.name,
      row.id,
    ]),
  )
}

/** The oldest changes, locked and deleted with this transaction; what another worker holds is passed over. */
export async function takeChanges(tx: Tx, most: number): Promise<RowChanged[]> {
  const { rows } = await sql<RowChanged>`
    delete from row_change where (id, root) in (select id, root from row_change order by id limit ${most} for update skip locked)
    returning record, "row" as id`.execute(tx)
  return rows
}
