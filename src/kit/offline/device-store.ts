// What this device keeps for work without a network (IndexedDB): answers of the server that a page needs, forms on their way, their photographs.
// It belongs to one person, is not encrypted beyond what the device itself does, and is cleared at log-out.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { FilledAct } from './filled-act.ts'

type Shape = DBSchema & {
  answers: { key: string; value: { readonly person: string; readonly path: string; readonly answer: unknown; readonly keptAt: string } }
  filled: { key: string; value: FilledAct }
  files: { key: string; value: { readonly person: string; readonly file: Blob; readonly name: string } }
  words: { key: string; value: string }
}

let opened: Promise<IDBPDatabase<Shape>> | undefined
/** Rejects where the browser keeps nothing (a private window, an old browser): then there is no work without a network. */
export const deviceStore = (): Promise<IDBPDatabase<Shape>> => {
  opened ??= openDB<Shape>('shuzhi-offline', 1, {
    upgrade(of) {
      for (const name of ['answers', 'filled', 'files', 'words'] as const) of.createObjectStore(name)
    },
  })
  return opened
}

/** Whose things are kept here now; undefined when nobody's. */
export const keeper = async (): Promise<string | undefined> => (await deviceStore()).get('words', 'person')

/** Everything of a person goes: their answers, forms and photographs. */
export async function clearDevice(person: string): Promise<void> {
  const store = await deviceStore()
  for (const name of ['answers', 'filled', 'files'] as const) {
    const change = store.transaction(name, 'readwrite')
    for await (const cursor of change.store) if (cursor.value.person === person) await cursor.delete()
    await change.done
  }
  if ((await keeper()) === person) await store.delete('words', 'person')
}
