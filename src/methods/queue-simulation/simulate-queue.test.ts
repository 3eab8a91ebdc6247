// A story worked out by hand, and the theory: M/M/c by Erlang's published formula.
import { expect, it } from 'vitest'
import { erlangC, meanWait } from './erlang-c.ts'
import { type SimulatedJob, type Staff, simulateQueue, type VisitTimes } from './simulate-queue.ts'

function run(jobs: readonly SimulatedJob[], staff: Staff): VisitTimes[][] {
  const running = simulateQueue(jobs, staff)
  for (;;) {
    const { done, value } = running.next()
    if (done) return value
  }
}

/** Goes from desk to desk, arriving at the first at `at`. */
const chain = (at: number, ...visits: (readonly [station: string | null, service: number])[]): SimulatedJob => ({
  visits: visits.map(([station, service], index) => ({
    station,
    service,
    after: index === 0 ? [] : [index - 1],
    readyAt: over => (index === 0 ? at : over),
  })),
})

it('tells a story as it is worked out by hand', () => {
  // Window (one person) then head (one person). A comes at 0 and needs 4 + 2, B at 1 needs 3 + 5, C at 2 needs 1 + 1.
  const jobs = [chain(0, ['window', 4], ['head', 2]), chain(1, ['window', 3], ['head', 5]), chain(2, ['window', 1], ['head', 1])]
  expect(run(jobs, () => 1)).toEqual([
    [
      { ready: 0, start: 0, done: 4 },
      { ready: 4, start: 4, done: 6 },
    ],
    [
      { ready: 1, start: 4, done: 7 },
      { ready: 7, start: 7, done: 12 },
    ],
    [
      { ready: 2, start: 7, done: 8 },
      { ready: 8, start: 12, done: 13 },
    ],
  ])
  // With a second person at the window B begins at once, C when A is served; the head gets C and A at 4 + … in the order they come.
  expect(run(jobs, station => (station === 'window' ? 2 : 1)).map(one => one.map(({ start, done }) => [start, done]))).toEqual([
    [
      [0, 4],
      [4, 6],
    ],
    [
      [1, 4],
      [6, 11],
    ],
    [
      [4, 5],
      [11, 12],
    ],
  ])
})

it('waits for every branch, and for what nobody works at', () => {
  const job: SimulatedJob = {
    visits: [
      { station: 'a', service: 3, after: [], readyAt: () => 0 },
      { station: 'b', service: 5, after: [], readyAt: () => 0 },
      // Thirty units pass by themselves after the later branch, then somebody signs.
      { station: null, service: 0, after: [0, 1], readyAt: over => over + 30 },
      { station: 'a', service: 1, after: [2], readyAt: over => over },
    ],
  }
  expect(run([job], () => 1)[0]!.map(one => one.done)).toEqual([3, 5, 35, 36])
})

it('knows published values of Erlang’s formula', () => {
  // One person: the load itself. Two at a load of 1: 1/3; three at a load of 2: 4/9. Exact.
  expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 12)
  expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12)
  expect(erlangC(3, 2)).toBeCloseTo(4 / 9, 12)
  // The worked example of call centres: 360 calls in half an hour, 240 s each, 55 agents: 23.9 % wait.
  expect(erlangC(55, 48)).toBeCloseTo(0.239, 3)
  expect(() => erlangC(2, 2)).toThrow(RangeError)
})

/** A generator that every machine repeats (mulberry32). */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

it.each([
  [1, 0.6],
  [2, 1],
  [3, 2],
  [5, 4],
])('waits as long as M/M/%i with a load of %d waits by the formula', (servers, load) => {
  const chance = chances(20260302 + servers)
  const exponential = (mean: number) => -Math.log(1 - chance()) * mean
  let at = 0
  const jobs = Array.from({ length: 200_000 }, () => {
    at += exponential(1 / load)
    return chain(at, ['desk', exponential(1)])
  })
  const told = run(jobs, () => servers).slice(10_000)
  const waits = told.map(([one]) => one!.start - one!.ready)
  const share = waits.filter(wait => wait > 0).length / waits.length
  expect(Math.abs(share / erlangC(servers, load) - 1)).toBeLessThan(0.03)
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length
  expect(Math.abs(mean / meanWait(servers, load, 1) - 1)).toBeLessThan(0.06)
})
