// A replay while it runs: how far it is, and whether the person still wants to know. It lends the server back to others again and again.
import { setImmediate } from 'node:timers/promises'
import { Problem } from '#declare'

export type Progress = { readonly done: number; readonly total: number; readonly says: string }
export type Run = {
  /** Throws when it was stopped. */
  step(done: number, total: number, says: string): Promise<void>
}

export function makeRun(of: { readonly signal?: AbortSignal; readonly tell?: (progress: Progress) => void } = {}): Run {
  return {
    async step(done, total, says) {
      of.tell?.({ done, total, says })
      await setImmediate()
      if (of.signal?.aborted) throw new Problem('conflict', '推演已停止')
    },
  }
}
