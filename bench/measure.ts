// Times of many calls: some at once (as fast as they go), or so many a second (as people come).
export type Times = { readonly perSecond: number; readonly p50: number; readonly p95: number; readonly p99: number; readonly count: number }
export type Job = () => Promise<unknown>

/** Runs the jobs with so many workers, each taking the next job when it has done one. */
export async function timed(workers: number, jobs: readonly Job[]): Promise<Times> {
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

/**
 * Starts the jobs so many a second, whether or not earlier ones are done: what an official waits while others work too. A closed loop
 * cannot say it: with 50 callers who never pause, 600 a second means 83 ms for each, however good the server.
 */
export async function paced(perSecond: number, jobs: readonly Job[]): Promise<Times> {
  const times: number[] = []
  const began = performance.now()
  const running = jobs.map(async (job, n) => {
    const due = (n * 1000) / perSecond
    await new Promise(resolve => setTimeout(resolve, Math.max(0, due - (performance.now() - began))))
    await job()
    // From when it was due, so that a server that stands still is not forgiven those who had to wait.
    times.push(performance.now() - began - due)
  })
  await Promise.all(running)
  return timesOf(times, (performance.now() - began) / 1000)
}

export function timesOf(times: readonly number[], seconds: number): Times {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10
  return { perSecond: Math.round(times.length / seconds), p50: at(0.5), p95: at(0.95), p99: at(0.99), count: times.length }
}

export const median = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0

/** The median of each figure over several rounds. */
export async function rounds(count: number, round: () => Promise<Times>): Promise<Times> {
  const all: Times[] = []
  for (let n = 0; n < count; n += 1) all.push(await round())
  const of = (name: keyof Times) => median(all.map(one => one[name]))
  return { perSecond: of('perSecond'), p50: of('p50'), p95: of('p95'), p99: of('p99'), count: all.reduce((sum, one) => sum + one.count, 0) }
}
