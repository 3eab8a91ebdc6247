// How a scene's function or a warning tells somebody something: a notice on each desk of the owner it names, pointing at the row it is about.
// Who sits there is worked out from the row as it is now, read by the platform; what they may see of it is asked when they open it.
import type { City, Clock, Model, Owner } from '#declare'
import { desksOfOwner } from '../capabilities/flow/desks.ts'
import { createDirectory as flowDirectory } from '../capabilities/flow/directory.ts'
import { writeNotices } from '../capabilities/flow/store.ts'
import type { Subject } from '../capabilities/identity/port.ts'
import type { Store, Tx } from '../capabilities/store/port.ts'
import { uuidV7 } from '../methods/uuid/uuid-v7.ts'
import type { CityDoor } from './city-port.ts'

type House = { readonly city: City; readonly model: Model; readonly store: Store; readonly clock: Clock }

/** Without a row to point at nobody is told. */
export function notifier({ city, model, store, clock }: House): CityDoor['notify'] {
  return async (tx: Tx, subject: Subject, to: Owner, message: string, about) => {
    if (!about) return
    const row = await store.get(tx, { ...subject, kind: 'system' }, model.records.get(about.record)!, about.id)
    const desks = desksOfOwner(to, { ...row }, row.organ, flowDirectory(city))
    const at = clock.now().toISOString()
    await writeNotices(
      tx,
      desks.map(({ desk }) => ({
        root: row.root,
        case_id: row.id,
        id: uuidV7(),
        record: about.record,
        at,
        desk,
        kind: 'effect',
        text: message,
      })),
    )
  }
}
