// Answers of the server that a case needs to be opened without a network. Only what a page keeps on purpose; the rest of the city stays where it is.
import { deviceStore, keeper } from './device-store.ts'

/** Kept no longer than this: what was left on a device does not stay there for good. */
const days = 7

/** Keeps answers for one person; what somebody else left here goes first, except their forms that are still to be sent. */
export async function keepAnswers(person: string, answers: Readonly<Record<string, unknown>>): Promise<void> {
  const store = await deviceStore()
  const oldest = new Date(Date.now() - days * 86_400_000).toISOString()
  const change = store.transaction('answers', 'readwrite')
  for await (const cursor of change.store) if (cursor.value.person !== person || cursor.value.keptAt < oldest) await cursor.delete()
  for (const [path, answer] of Object.entries(answers))
    await change.store.put({ person, path, answer, keptAt: new Date().toISOString() }, path)
  await change.done
  await store.put('words', person, 'person')
}

/** What the server last answered to this path; undefined when it is not kept. */
export async function keptAnswer(path: string): Promise<{ readonly answer: unknown } | undefined> {
  const store = await deviceStore()
  const [kept, person] = [await store.get('answers', path), await keeper()]
  return kept && kept.person === person ? { answer: kept.answer } : undefined
}

/** The cases that can be opened here without a network. */
export async function keptCases(): Promise<{ readonly record: string; readonly id: string; readonly title: string }[]> {
  const person = await keeper()
  const all = await (await deviceStore()).getAll('answers')
  return all.flatMap(({ path, answer, person: of }) => {
    const [, record, id] = /^\/records\/([^/]+)\/([^/]+)$/.exec(path) ?? []
    const title = (answer as { row?: { title?: string } }).row?.title
    return of === person && record && id ? [{ record, id, title: title ?? id }] : []
  })
}
