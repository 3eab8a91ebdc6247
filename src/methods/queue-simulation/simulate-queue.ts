// Discrete-event simulation of jobs that go from desk to desk: first come, first served, by as many people as a desk has. Pure and without
// chance: arrivals and service times are given, so the same input gives the same answer on every machine.

export type SimulatedVisit = {
  /** Whose queue it waits in; null: nobody's, it is over when it is ready. */
  readonly station: string | null
  /** Working time that a person needs for it. */
  readonly service: number
  /** Visits of the same job, by index, that must be over first; smaller than its own index. */
  readonly after: readonly number[]
  /** When it is ready, given when the last of `after` was over (−Infinity where there is none). Never before that. */
  readonly readyAt: (over: number) => number
}
export type SimulatedJob = { readonly visits: readonly SimulatedVisit[] }
export type VisitTimes = { readonly ready: number; readonly start: number; readonly done: number }

/** People at each station, at least one. */
export type Staff = (station: string) => number

type Event = { readonly at: number; readonly kind: 0 | 1; readonly order: number; readonly job: number; readonly visit: number }

const chunk = 5000

/**
 * Runs the jobs and gives, for each, the times of its visits. Yields how many visits are over from time to time, so that a caller may tell
 * the progress and stop it. At one instant people become free before work arrives; what arrives at the same instant queues in the order of
 * jobs and visits.
 */
export function* simulateQueue(jobs: readonly SimulatedJob[], staff: Staff): Generator<number, VisitTimes[][]> {
  const offsets: number[] = []
  let total = 0
  for (const { visits } of jobs) {
    offsets.push(total)
    total += visits.length
  }
  const ready = new Float64Array(total).fill(Number.NaN)
  const start = new Float64Array(total).fill(Number.NaN)
  const done = new Float64Array(total).fill(Number.NaN)
  const stations = new Map<string, { free: number; readonly queue: Event[]; head: number }>()
  const events = makeHeap()
  const release = (job: number, visit: number) => {
    const of = jobs[job]!.visits[visit]!
    let over = Number.NEGATIVE_INFINITY
    for (const before of of.after) {
      const at = done[offsets[job]! + before]!
      if (Number.isNaN(at)) return
      if (at > over) over = at
    }
    const order = offsets[job]! + visit
    events.push({ at: Math.max(over, of.readyAt(over)), kind: 1, order, job, visit })
  }
  const begin = (event: Event, at: number) => {
    start[event.order] = at
    events.push({ ...event, at: at + Math.max(0, jobs[event.job]!.visits[event.visit]!.service), kind: 0 })
  }
  for (const [job, { visits }] of jobs.entries())
    for (const [visit, { after }] of visits.entries()) if (after.length === 0) release(job, visit)

  let over = 0
  for (let event = events.pop(); event; event = events.pop()) {
    const { visits } = jobs[event.job]!
    const { station } = visits[event.visit]!
    if (event.kind === 1) {
      ready[event.order] = event.at
      if (station === null) {
        start[event.order] = event.at
        events.push({ ...event, kind: 0 })
        continue
      }
      const desk = stations.get(station) ?? { free: Math.max(1, Math.floor(staff(station))), queue: [], head: 0 }
      stations.set(station, desk)
      if (desk.free === 0) desk.queue.push(event)
      else {
        desk.free -= 1
        begin(event, event.at)
      }
      continue
    }
    done[event.order] = event.at
    over += 1
    for (const [next, { after }] of visits.entries()) if (after.includes(event.visit)) release(event.job, next)
    const desk = station === null ? undefined : stations.get(station)
    if (desk) {
      const waiting = desk.queue[desk.head]
      if (waiting) {
        desk.head += 1
        begin(waiting, event.at)
      } else desk.free += 1
    }
    if (over % chunk === 0) yield over
  }
  return jobs.map(({ visits }, job) =>
    visits.map((_, visit) => {
      const at = offsets[job]! + visit
      return { ready: ready[at]!, start: start[at]!, done: done[at]! }
    }),
  )
}

/** A binary heap: by time, then people becoming free, then the order of jobs and visits. */
function makeHeap() {
  const items: Event[] = []
  const isBefore = (a: Event, b: Event) => a.at < b.at || (a.at === b.at && (a.kind < b.kind || (a.kind === b.kind && a.order < b.order)))
  return {
    push(event: Event) {
      let at = items.push(event) - 1
      while (at > 0) {
        const above = (at - 1) >> 1
        if (!isBefore(event, items[above]!)) break
        items[at] = items[above]!
        at = above
      }
      items[at] = event
    },
    pop(): Event | undefined {
      const [first] = items
      const last = items.pop()
      if (!first || !last || items.length === 0) return first
      let at = 0
      for (;;) {
        let below = at * 2 + 1
        if (below >= items.length) break
        if (below + 1 < items.length && isBefore(items[below + 1]!, items[below]!)) below += 1
        if (!isBefore(items[below]!, last)) break
        items[at] = items[below]!
        at = below
      }
      items[at] = last
      return first
    },
  }
}
