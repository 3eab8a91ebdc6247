// Makes a case ready to be opened without a network: what its page asked the server for is kept, and the pages themselves by the service worker.
import { useEffect } from 'react'
import type { CaseDetail } from '../../wire/cases.ts'
import type { RowDetail } from '../../wire/rows.ts'
import { getNow } from '../api.ts'
import { useSession } from '../model.tsx'
import { keepAnswers } from './kept-answers.ts'

/** Once for each visit of a page; nothing is asked again but the session and the model, which the page holds in another form. */
export function useKeepCase(row: RowDetail | undefined, at: CaseDetail | undefined) {
  const { person } = useSession()
  const mayFill = at?.acts.some(act => act.offline && act.allowed) ?? false
  useEffect(() => {
    if (!mayFill || !row || !at || !navigator.onLine) return
    void keep(person, row, at).catch(() => undefined)
  }, [mayFill, person, row, at])
}

async function keep(person: string, row: RowDetail, at: CaseDetail): Promise<void> {
  void registerWorker()
  const [session, manifest] = await Promise.all([getNow<unknown>('/session'), getNow<unknown>('/manifest')])
  const path = `${at.record}/${at.id}`
  await keepAnswers(person, { '/session': session, '/manifest': manifest, [`/records/${path}`]: row, [`/cases/${path}`]: at })
}

let registered: Promise<unknown> | undefined
/** Only whoever may fill something in without a network gets the service worker. Absent on plain http: then a reload needs the network. */
function registerWorker(): Promise<unknown> {
  registered ??= navigator.serviceWorker ? navigator.serviceWorker.register('/worker.js').catch(() => undefined) : Promise.resolve()
  return registered
}
