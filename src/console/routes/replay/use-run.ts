// One replay at a time: how far it is, its answer, and a way to stop it.
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiProblem, postForLines } from '../../../kit/api.ts'
import type { ReplayBody, ReplayInput, ReplayLine } from '../../../wire/replay.ts'

export type Running =
  | { readonly state: 'idle' }
  | { readonly state: 'stopped' }
  | { readonly state: 'running'; readonly done: number; readonly total: number; readonly says: string }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'done'; readonly answer: ReplayBody }

export function useRun(): { running: Running; start: (input: Partial<ReplayInput>) => void; stop: () => void; clear: () => void } {
  const [running, setRunning] = useState<Running>({ state: 'idle' })
  const current = useRef<AbortController>(null)
  const stop = useCallback(() => {
    current.current?.abort()
    current.current = null
    setRunning(now => (now.state === 'running' ? { state: 'stopped' } : now))
  }, [])
  const clear = useCallback(() => {
    current.current?.abort()
    current.current = null
    setRunning({ state: 'idle' })
  }, [])
  const start = useCallback((input: Partial<ReplayInput>) => {
    current.current?.abort()
    const own = new AbortController()
    current.current = own
    setRunning({ state: 'running', done: 0, total: 0, says: '准备数据' })
    const tell = (next: Running) => {
      if (current.current === own) setRunning(next)
    }
    let ended = false
    postForLines<ReplayLine>(
      '/replays/runs',
      input,
      line => {
        if ('progress' in line) tell({ state: 'running', ...line.progress })
        else {
          ended = true
          tell('answer' in line ? { state: 'done', answer: line.answer } : { state: 'failed', error: new ApiProblem({ ...line.problem }) })
        }
      },
      own.signal,
    ).then(
      () => {
        if (!ended) tell({ state: 'failed', error: new ApiProblem({ title: '推演没有算完，请重试', status: 500, code: 'broken' }) })
      },
      (error: unknown) => {
        if (!own.signal.aborted) tell({ state: 'failed', error })
      },
    )
  }, [])
  useEffect(() => () => current.current?.abort(), [])
  return { running, start, stop, clear }
}
