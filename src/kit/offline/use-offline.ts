// What waits on this device and whether the server can be reached; sends what waits as soon as it can.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { getNow, isReached, whenReachChanges } from '../api.ts'
import { useSession } from '../model.tsx'
import type { FilledAct } from './filled-act.ts'
import { listFilled, whenFilledChanges } from './filled-acts.ts'
import { sendAll } from './send-filled.ts'

const everySeconds = 15

export type Offline = {
  readonly online: boolean
  readonly filled: readonly FilledAct[]
  readonly sending: boolean
  /** Gives how many arrived. */
  readonly send: () => Promise<number>
}

export function useOffline(onArrived: (count: number) => void): Offline {
  const { person } = useSession()
  const queries = useQueryClient()
  const online = useSyncExternalStore(whenReachChanges, isReached)
  const [filled, setFilled] = useState<readonly FilledAct[]>([])
  const [sending, setSending] = useState(false)
  const busy = useRef(false)
  const told = useRef(onArrived)
  told.current = onArrived

  useEffect(() => {
    const read = () => void listFilled(person).then(setFilled, () => setFilled([]))
    read()
    return whenFilledChanges(read)
  }, [person])

  const send = useCallback(async () => {
    if (busy.current) return 0
    busy.current = true
    setSending(true)
    try {
      const arrived = await sendAll()
      if (arrived > 0) {
        told.current(arrived)
        await queries.invalidateQueries()
      }
      return arrived
    } catch {
      return 0
    } finally {
      busy.current = false
      setSending(false)
    }
  }, [queries])

  const waiting = filled.some(one => one.state === 'waiting')
  useEffect(() => {
    const look = () => void (waiting ? send() : isReached() ? Promise.resolve() : getNow('/session').catch(() => undefined))
    if (waiting) look()
    const timer = setInterval(() => (waiting || !isReached()) && look(), everySeconds * 1000)
    const back = () => void getNow('/session').then(send, () => undefined)
    // The device knows at once that it has no network; a request that says so follows.
    const away = () => void getNow('/session').catch(() => undefined)
    addEventListener('online', back)
    addEventListener('offline', away)
    return () => {
      clearInterval(timer)
      removeEventListener('online', back)
      removeEventListener('offline', away)
    }
  }, [waiting, send])

  useEffect(() => {
    if (online) void queries.invalidateQueries({ type: 'active', predicate: query => query.state.status === 'error' })
  }, [online, queries])
  return { online, filled, sending, send }
}
