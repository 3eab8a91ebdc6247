// The forms on the device: kept at every change, listed, forgotten when they have arrived. Every open tab hears of a change.
import type { FileRef } from '#declare'
import { newKey } from '../api.ts'
import { deviceStore } from './device-store.ts'
import { type FilledAct, localMark } from './filled-act.ts'

const line = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('shuzhi-offline')
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}
line?.addEventListener('message', tell)

export function whenFilledChanges(then: () => void): () => void {
  listeners.add(then)
  return () => listeners.delete(then)
}

export async function saveFilled(of: FilledAct): Promise<void> {
  await (await deviceStore()).put('filled', of, of.id)
  tell()
  line?.postMessage('changed')
}

/** With its photographs; called when the server has it, or its author gives it up. */
export async function forgetFilled(id: string): Promise<void> {
  const store = await deviceStore()
  const known = await store.get('filled', id)
  if (known) for (const file of localFiles(known.values)) await store.delete('files', file.hash)
  await store.delete('filled', id)
  tell()
  line?.postMessage('changed')
}

export const findFilled = async (id: string): Promise<FilledAct | undefined> => (await deviceStore()).get('filled', id)
export const listFilled = async (person: string): Promise<FilledAct[]> =>
  (await (await deviceStore()).getAll('filled')).filter(one => one.person === person)

/** Keeps a file on the device; the reference stands in its form until it is sent. */
export async function keepFile(person: string, file: File): Promise<FileRef> {
  const hash = `${localMark}${newKey()}`
  await (await deviceStore()).put(
    'files',
    { person, file: new Blob([await file.arrayBuffer()], { type: file.type }), name: file.name },
    hash,
  )
  return { hash, name: file.name, type: file.type || 'application/octet-stream', size: file.size }
}

export async function keptFile(hash: string): Promise<File | undefined> {
  const known = await (await deviceStore()).get('files', hash)
  return known && new File([known.file], known.name, { type: known.file.type })
}

/** The files among the values that lie on the device only. */
export const localFiles = (values: Readonly<Record<string, unknown>>): FileRef[] =>
  Object.values(values).flatMap(value =>
    Array.isArray(value)
      ? value.filter(
          (one): one is FileRef =>
            one !== null && typeof one === 'object' && typeof one.hash === 'string' && one.hash.startsWith(localMark),
        )
      : [],
  )
