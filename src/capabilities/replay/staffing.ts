// From visits to a simulation and back: how long a person really needed, how many worked at each desk, and what waiting comes of it. Pure.
import type { Calendar, Term } from '#declare'
import { type SimulatedJob, simulateQueue, type VisitTimes } from '../../methods/queue-simulation/simulate-queue.ts'
import type { WorkClock } from '../../methods/workday-calendar/work-clock.ts'
import type { Run } from './run.ts'
import type { PastVisit } from './visits.ts'

export type PastJob = {
  readonly id: string
  readonly visits: readonly PastVisit[]
  /** When the case as a whole was due, where that does not depend on its steps. */
  readonly due: number | null
}
/** What the tasks of a visit say: at which desk it was done, when it was first looked at there. */
export type Held = { readonly desk: string; readonly seenAt: number | null }

export type Measured = {
  readonly jobs: readonly PastJob[]
  /** By job and visit, in milliseconds of working time; `service` is null where nobody has done it yet. */
  readonly times: readonly (readonly {
    readonly desk: string | null
    readonly ready: number
    readonly start: number
    readonly service: number | null
  }[])[]
  /** People who finished something at a desk. */
  readonly people: ReadonlyMap<string, number>
}

/**
 * The time a person needed for a visit is the working time from its beginning until it was done. It begins with the latest of: it came; the
 * person took it over or, failing that, it was first opened at the desk; the same person finished the thing before. Where nobody opened or
 * took over anything that is an upper bound: the person may have begun later.
 */
export function measure(jobs: readonly PastJob[], held: (job: PastJob, visit: PastVisit) => Held | undefined, clock: WorkClock): Measured {
  const times = jobs.map(job =>
    job.visits.map(visit => {
      const of = visit.kind === 'work' || visit.kind === 'open' ? held(job, visit) : undefined
      const seen = visit.claimedAt ?? of?.seenAt ?? null
      const ready = clock.workedAt(visit.openedAt) + pausedIn(visit, clock)
      return {
        desk: of?.desk ?? null,
        ready,
        start: Math.max(ready, seen === null ? 0 : clock.workedAt(seen)),
        service: null as number | null,
      }
    }),
  )
  const done = jobs
    .flatMap(({ visits }, job) => visits.map((visit, index) => ({ job, index, visit })))
    .filter(({ visit }) => visit.kind === 'work')
    .toSorted((a, b) => a.visit.closedAt! - b.visit.closedAt! || a.visit.openedAt - b.visit.openedAt || a.job - b.job || a.index - b.index)
  const last = new Map<string, number>()
  const people = new Map<string, Set<string>>()
  for (const { job, index, visit } of done) {
    const time = times[job]![index]!
    const over = clock.workedAt(visit.closedAt!)
    time.start = Math.min(over, Math.max(time.start, last.get(visit.by!) ?? 0))
    time.service = over - time.start
    last.set(visit.by!, over)
    if (time.desk !== null) people.set(time.desk, (people.get(time.desk) ?? new Set()).add(visit.by!))
  }
  return { jobs, times, people: new Map([...people].map(([desk, who]) => [desk, who.size])) }
}

function pausedIn({ pauses, closedAt }: PastVisit, clock: WorkClock): number {
  return pauses.reduce((sum, [from, to]) => {
    const end = Math.min(to ?? closedAt ?? from, closedAt ?? Number.POSITIVE_INFINITY)
    return sum + Math.max(0, clock.workedAt(end) - clock.workedAt(from))
  }, 0)
}

export type Simulated = readonly (readonly VisitTimes[])[]

/** The same arrivals and the same service times, with so many people. What is still open is given a service time seen at the same step. */
export async function simulate(
  { jobs, times }: Measured,
  of: {
    readonly staff: (desk: string) => number
    readonly clock: WorkClock
    readonly seed: number
    readonly run: Run
    readonly says: string
  },
): Promise<Simulated> {
  const { clock } = of
  const seen = new Map<string, number[]>()
  for (const [job, { visits }] of jobs.entries())
    for (const [index, visit] of visits.entries()) {
      const { service } = times[job]![index]!
      if (service === null) continue
      const like = seen.get(visit.path) ?? []
      like.push(service)
      seen.set(visit.path, like)
    }
  const chance = chances(of.seed)
  const made = jobs.map(({ visits }, job): SimulatedJob => {
    // Who was dropped by others' work asks nobody's time: the others go on without it.
    const kept = visits.flatMap((visit, index) => (visit.kind === 'dropped' ? [] : [index]))
    const place = new Map(kept.map((index, at) => [index, at]))
    return {
      visits: kept.map(index => {
        const visit = visits[index]!
        const time = times[job]![index]!
        const like = seen.get(visit.path)
        const sampled = time.service === null && visit.kind === 'open' && like ? like[Math.floor(chance() * like.length)]! : 0
        const paused = pausedIn(visit, clock)
        const after = visit.after.flatMap(one => place.get(one) ?? [])
        const arrives = clock.workedAt(visit.openedAt)
        const lasts = visit.kind === 'passed' ? visit.closedAt! - visit.openedAt : 0
        const isWorked = time.desk !== null && (visit.kind === 'work' || like !== undefined)
        return {
          station: isWorked ? time.desk : null,
          service: time.service ?? sampled,
          after,
          readyAt: over => {
            const pause = visit.gap + lasts
            const base =
              after.length === 0
                ? lasts > 0
                  ? clock.workedAt(visit.openedAt + lasts)
                  : arrives
                : pause === 0
                  ? over
                  : clock.workedAt(clock.instantAt(over) + pause)
            return base + paused
          },
        }
      }),
    }
  })
  const total = made.reduce((sum, job) => sum + job.visits.length, 0)
  const running = simulateQueue(made, of.staff)
  for (;;) {
    const { done, value } = running.next()
    if (!done) {
      await of.run.step(value, total, of.says)
      continue
    }
    return jobs.map(({ visits }, job) => {
      let at = 0
      return visits.map(visit => {
        if (visit.kind === 'dropped') return { ready: Number.NaN, start: Number.NaN, done: Number.NaN }
        const times = value[job]![at++]!
        // Nobody has ever done this step: it stays open on every side.
        return visit.kind === 'open' && !seen.has(visit.path) ? { ...times, start: Infinity, done: Infinity } : times
      })
    })
  }
}

/** A generator that every machine repeats (mulberry32). */
function chances(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * When a visit would have been due, had it come at `ready`: a term is counted again from there, with whatever extension it was given; a date
 * stays.
 */
export function dueOf(
  visit: PastVisit,
  ready: number,
  of: { term: Term | undefined; clock: WorkClock; calendar: Calendar },
): number | null {
  const { due } = visit
  if (!due) return null
  if (due.by !== 'within' || !of.term) return Date.parse(due.at)
  const counted = of.calendar.due(new Date(visit.openedAt), of.term).getTime()
  // The same moment as then: the term itself, not a day more because the office had closed.
  const came = Math.abs(of.clock.workedAt(visit.openedAt) - ready) < 1 ? visit.openedAt : of.clock.instantAt(ready)
  return of.calendar.due(new Date(came), of.term).getTime() + (Date.parse(due.at) - counted)
}
