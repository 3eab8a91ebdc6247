// The server says what changed; the queries that show it are read again. What I just did is what the list shows.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { caseMark } from '../wire/case-mark.ts'

export function useLive(enabled: boolean) {
  const queries = useQueryClient()
  useEffect(() => {
    if (!enabled) return
    let source: EventSource | undefined
    let retry: ReturnType<typeof setTimeout> | undefined
    let waits = 2_000
    const again = (...key: string[]) => void queries.invalidateQueries({ queryKey: key })
    const open = () => {
      source = new EventSource('/api/events')
      source.onopen = () => {
        waits = 2_000
      }
      source.addEventListener('inbox', () => again('inbox'))
      source.addEventListener('notice', () => again('notices'))
      source.addEventListener('case', event => {
        const { record, mark } = JSON.parse((event as MessageEvent<string>).data) as { record: string; mark: string }
        void queries.invalidateQueries({
          predicate: ({ queryKey: [what, of, id] }) =>
            (what === 'case' || what === 'row') && of === record && typeof id === 'string' && caseMark(id) === mark,
        })
        again('rows', record)
      })
      source.onerror = () => {
        // The browser reconnects by itself unless the server closed for good (an ended session, a restart behind a proxy).
        if (source?.readyState !== EventSource.CLOSED) return
        retry = setTimeout(open, waits)
        waits = Math.min(waits * 2, 60_000)
      }
    }
    open()
    return () => {
      clearTimeout(retry)
      source?.close()
    }
  }, [enabled, queries])
}
