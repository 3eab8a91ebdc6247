// Times of many calls, some at once.
export type Times = { readonly perSecond: number; readonly p50: number; readonly p95: number; readonly p99: number; readonly count: number }

/** Runs the jobs with so many workers, each taking the next job when it has done one. */
export async function timed(workers: number, jobs: readonly (() => Promise<unknown>)[]): Promise<Times> {
  const times: number[] = []
  let next = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let job = jobs[next++]; job; job = jobs[next++]) {
        const start = performance.now()
        await job()
        times.push(performance.now() - start)
      }
    }),
  )
  return timesOf(times, (performance.now() - began) / 1000)
}

export function timesOf(times: readonly number[], seconds: number): Times {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10
  return { perSecond: Math.round(times.length / seconds), p50: at(0.5), p95: at(0.95), p99: at(0.99), count: times.length }
}

export const median = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0
