// What the peers share: many calls at once and their times, counted as the bench counts its own.
/** Runs the jobs with so many workers; `{ perSecond, p50, p95 }` in milliseconds. */
export async function timed(workers, jobs) {
  const times = []
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
  const seconds = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  const at = share => Math.round(times[Math.floor((times.length - 1) * share)] * 10) / 10
  return { perSecond: Math.round(times.length / seconds), p50: at(0.5), p95: at(0.95) }
}

/** The median of each figure over three rounds, after one that does not count. */
export async function rounds(workers, jobs) {
  await timed(workers, jobs.slice(0, 100))
  const all = []
  for (let n = 0; n < 3; n += 1) all.push(await timed(workers, jobs))
  const middle = name => all.map(one => one[name]).sort((a, b) => a - b)[1]
  return { perSecond: middle('perSecond'), p50: middle('p50'), p95: middle('p95') }
}
