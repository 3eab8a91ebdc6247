// How long a case may take at most, by the terms of its steps. Dates in a field (`until`) bound themselves and count nothing; nor do steps where the
// total stands still.
import type { Flow, State, States } from './flow.ts'
import type { Term } from './time.ts'

/** Working days, rounded up so that a proof never errs to the short side: a day counts as a working day, a month as 23. */
export const termDays = ({ unit, count }: Term): number => (unit === 'hour' ? count / 24 : unit === 'month' ? count * 23 : count)

export type Way = { readonly days: number; readonly path: readonly string[] }

/** Ways back are not walked; `loop` when a case can go round without one. */
export const longestWay = (flow: Flow): Way | 'loop' => longestFrom(flow.states, flow.start)

function longestFrom(states: States, start: string): Way | 'loop' {
  const known = new Map<string, Way>()
  const walking = new Set<string>()
  const walk = (name: string): Way | 'loop' => {
    const done = known.get(name)
    if (done) return done
    if (walking.has(name)) return 'loop'
    const state = states[name]
    if (!state) return { days: 0, path: [] }
    walking.add(name)
    const here = daysAt(state)
    let rest: Way = { days: 0, path: [] }
    for (const next of onward(state)) {
      const way = walk(next)
      if (way === 'loop') return 'loop'
      if (way.days > rest.days || rest.path.length === 0) rest = way
    }
    walking.delete(name)
    if (here === 'loop') return 'loop'
    const way = { days: here + rest.days, path: [name, ...rest.path] }
    known.set(name, way)
    return way
  }
  return walk(start)
}

function daysAt(state: State): number | 'loop' {
  if (state.kind === 'wait') return termDays(state.for)
  if (state.kind === 'step') return state.within && !state.stands ? termDays(state.within) : 0
  if (state.kind !== 'parallel') return 0
  let most = state.within ? termDays(state.within) : 0
  for (const branch of Object.values(state.branches)) {
    for (const start of branch.again === undefined ? [branch.start] : [branch.start, branch.again]) {
      const way = longestFrom(branch.states, start)
      if (way === 'loop') return 'loop'
      most = Math.max(most, way.days)
    }
  }
  return most
}

function onward(state: State): string[] {
  switch (state.kind) {
    case 'step':
      return [
        ...Object.values(state.on).flatMap(act => (act.to === undefined || act.back ? [] : [act.to])),
        ...(state.lapses ? [state.lapses.to] : []),
      ]
    case 'parallel':
    case 'wait':
      return [state.then]
    case 'choice':
      return [...state.cases.map(one => one.to), state.otherwise]
    case 'end':
      return []
  }
}
