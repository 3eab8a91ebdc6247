// Corrections are kept as soon as a field is left; what the server refuses stands beside the field.
import { App } from 'antd'
import { useRef, useState } from 'react'
import { ApiProblem } from '../../../../kit/api.ts'

export type Save = {
  state: 'idle' | 'saving' | 'saved'
  faults: Readonly<Record<string, string>>
  /** One correction after the other, so that each knows the version the one before it made. */
  run: (field: string, work: () => Promise<unknown>) => Promise<boolean>
}

export function useSave(): Save {
  const { message } = App.useApp()
  const [state, setState] = useState<Save['state']>('idle')
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const run = (field: string, work: () => Promise<unknown>): Promise<boolean> => {
    const mine = queue.current.then(async () => {
      setState('saving')
      try {
        await work()
        setFaults(({ [field]: _, ...rest }) => rest)
        setState('saved')
        return true
      } catch (error) {
        const says = wordsOf(error, field)
        setFaults(before => ({ ...before, [field]: says }))
        setState('idle')
        if (error instanceof ApiProblem && error.status === 409) void message.warning('这一项刚被他人修改，已载入最新内容，请核对后再改')
        return false
      }
    })
    queue.current = mine
    return mine
  }
  return { state, faults, run }
}

export function wordsOf(error: unknown, field?: string): string {
  if (!(error instanceof ApiProblem)) return '没能保存，请重试'
  return error.faults.find(fault => fault.at.split('.').at(-1) === field)?.message ?? error.faults[0]?.message ?? error.message
}
