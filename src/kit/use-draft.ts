// What is being typed is kept on the server, so that a closed laptop or another desk loses nothing.
import { useCallback, useEffect, useRef, useState } from 'react'
import { get, put, remove } from './api.ts'
import type { FormValues } from './use-form.ts'

type Draft = { values: Record<string, unknown>; savedAt: string }
export type DraftState = {
  found: Draft | null
  saved: 'no' | 'saving' | 'saved' | 'failed'
  savedAt: string | null
  dismiss: () => void
  clear: () => Promise<void>
}

export function useDraft(at: { record: string; key: string } | undefined, values: FormValues, changed: boolean): DraftState {
  const [found, setFound] = useState<Draft | null>(null)
  const [saved, setSaved] = useState<DraftState['saved']>('no')
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const done = useRef(false)
  const path = at ? `/drafts/${at.record}/${encodeURIComponent(at.key)}` : null

  useEffect(() => {
    if (!path) return
    const stop = new AbortController()
    get<Draft | null>(path, {}, stop.signal).then(
      draft => {
        if (draft && Object.keys(draft.values ?? {}).length > 0) setFound(draft)
      },
      () => undefined,
    )
    return () => stop.abort()
  }, [path])

  useEffect(() => {
    if (!path || !changed || done.current) return
    const timer = setTimeout(() => {
      setSaved('saving')
      put(path, { values }).then(
        () => {
          setSaved('saved')
          setSavedAt(new Date().toISOString())
        },
        () => setSaved('failed'),
      )
    }, 1_200)
    return () => clearTimeout(timer)
  }, [path, values, changed])

  const clear = useCallback(async () => {
    done.current = true
    setFound(null)
    if (path) await remove(path).catch(() => undefined)
  }, [path])
  return { found, saved, savedAt, dismiss: () => setFound(null), clear }
}
