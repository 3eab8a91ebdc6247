// The way of a case through its states: what is entered, by itself and one after the other, when a person or the clock moves it on.
import { type Calendar, type Condition, type Flow, Problem, type State, type States } from '#declare'
import { dueAfterStanding, dueOf } from './clocks.ts'
import { type CaseRow, namesIn } from './desks.ts'
import { branchPlace, type CaseState, type Due, type Move, type Place } from './event.ts'
import { applyMoves, unopened } from './fold.ts'

export type WayContext = {
  readonly row: CaseRow
  readonly now: Date
  readonly calendar: Calendar
  holds(condition: Condition, row: CaseRow): boolean
}

/** Moves made so far and the state they lead to; each step is folded at once, so the next one sees what is remembered. */
export type Way = { readonly flow: Flow; readonly context: WayContext; readonly seq: number; state: CaseState; readonly moves: Move[] }

export const beginWay = (flow: Flow, state: CaseState, context: WayContext): Way => ({
  flow,
  context,
  seq: state.seq + 1,
  state,
  moves: [],
})

function push(way: Way, move: Move): void {
  way.moves.push(move)
  way.state = applyMoves(way.state, [move], { seq: way.seq, at: way.context.now.toISOString() })
}

export const getBranch = (flow: Flow, state: CaseState, branch: string) => {
  const main = state.main && flow.states[state.main.state]
  const found = main?.kind === 'parallel' ? main.branches[branch] : undefined
  if (!found) throw new Problem('broken', `流程“${flow.label}”里找不到分支“${branch}”，请联系系统管理员`)
  return found
}

export function getState(flow: Flow, states: States, name: string): State {
  const state = states[name]
  if (!state) throw new Problem('broken', `流程“${flow.label}”里找不到环节“${name}”，请联系系统管理员`)
  return state
}

/** The declared state of a place. */
export const stateOf = (flow: Flow, state: CaseState, place: Place): State =>
  getState(flow, place.branch === null ? flow.states : getBranch(flow, state, place.branch).states, place.state)

/** `again`: the case was sent back or reopened, so branches begin where their declaration says. */
export function enter(way: Way, name: string, again = way.state.visited.includes(name)): void {
  const target = pass(way, way.flow.states, name, '')
  const state = getState(way.flow, way.flow.states, target)
  const { context, flow } = way
  if (state.kind === 'choice') return
  standOrRun(way, state.kind === 'step' && state.stands === true)
  if (state.kind === 'end') {
    push(way, { move: 'end', state: target, void: state.void ?? false })
    return
  }
  const around = flow.total ? way.state.due : null
  const due =
    state.kind === 'wait'
      ? { at: context.calendar.due(context.now, state.for).toISOString(), by: 'within' as const }
      : dueOf(state, context.row, context.now, context.calendar, around)
  push(way, { move: 'enter', state: target, kind: state.kind, due })
  setCaseDue(way, due)
  if (state.kind !== 'parallel') return
  for (const [branch, { each, start, again: restart, states }] of Object.entries(state.branches)) {
    const organs = [...new Set(namesIn(context.row[each]))]
    const left = organs.filter(organ => !way.state.released.includes(branchPlace(branch, organ)))
    // Somebody must lead: a released lead that nobody replaced is asked again.
    const mustHave = typeof state.join === 'object' && state.join.lead === branch
    for (const organ of left.length > 0 || !mustHave ? left : organs)
      enterBranch(way, { branch, organ, states, name: again ? (restart ?? start) : start, join: false })
  }
  joinIfReady(way)
}

export function enterBranch(
  way: Way,
  { branch, organ, states, name, join = true }: { branch: string; organ: string; states: States; name: string; join?: boolean },
): void {
  const { flow, context } = way
  const target = pass(way, states, name, `${way.state.state}.${branch}.`)
  const state = getState(flow, states, target)
  if (state.kind === 'end') {
    push(way, { move: 'branch-end', branch, organ, state: target, void: state.void ?? false })
    if (join) joinIfReady(way)
    return
  }
  if (state.kind !== 'step' && state.kind !== 'wait')
    throw new Problem('broken', `流程“${flow.label}”的分支里不能有“${state.label}”这种环节`)
  const until = way.state.until[branchPlace(branch, organ)]
  const row = until !== undefined && state.kind === 'step' && state.until ? { ...context.row, [state.until]: until } : context.row
  const due =
    state.kind === 'wait'
      ? { at: context.calendar.due(context.now, state.for).toISOString(), by: 'within' as const }
      : dueOf(state, row, context.now, context.calendar, way.state.main?.due ?? null)
  push(way, { move: 'branch', branch, organ, state: target, kind: state.kind, due })
}

export const dropBranch = (way: Way, branch: string, organ: string): void => push(way, { move: 'branch-drop', branch, organ })

/** Goes on from a parallel state when enough branches have ended. Where nobody is left to work, it goes on as well. */
export function joinIfReady(way: Way): void {
  const { state, flow } = way
  const main = state.main && flow.states[state.main.state]
  if (main?.kind !== 'parallel') return
  const open = Object.values(state.branches)
  const done = Object.values(state.done)
  const join = main.join
  const lead = typeof join === 'object' ? join.lead : null
  const leads = [...open, ...done].some(one => one.branch === lead)
  const ready =
    open.length === 0 ||
    (join === 'any' && done.some(one => !one.void)) ||
    (lead !== null && leads && !open.some(place => place.branch === lead))
  if (ready) enter(way, main.then)
}

/** Through the choices to a state where something happens. */
function pass(way: Way, states: States, name: string, prefix: string): string {
  let at = name
  for (let hops = 0; hops < 100; hops += 1) {
    const state = getState(way.flow, states, at)
    if (state.kind !== 'choice') return at
    push(way, { move: 'pass', path: `${prefix}${at}` })
    at = state.cases.find(one => way.context.holds(one.when, way.context.row))?.to ?? state.otherwise
  }
  throw new Problem('broken', `流程“${way.flow.label}”的判断环节没有尽头，请联系系统管理员`)
}

/**
 * The term of the case as a whole: the total, if the flow has one; else that of the state it is in. A term that was missed stays, so that
 * a late case does not become punctual by moving on.
 */
function setCaseDue(way: Way, due: Due | null): void {
  const { state, flow, context } = way
  if (flow.total || (state.due && new Date(state.due.at) < context.now)) return
  if (state.due?.at !== due?.at) push(way, { move: 'case-due', due })
}

/** Where the total stands still the case has no term of its own; afterwards it has as many working days left as before. */
function standOrRun(way: Way, stands: boolean): void {
  const { stood } = way.state
  if (stands === Boolean(stood)) return
  if (!stood) {
    push(way, { move: 'stand' })
    return
  }
  const { calendar, now } = way.context
  push(way, { move: 'run', due: stood.due && { ...stood.due, at: dueAfterStanding(stood.due.at, stood.since, now, calendar) } })
}

/** The first event of a case. */
export function openWay(flow: Flow, context: WayContext): readonly Move[] {
  const way = beginWay(flow, unopened, context)
  if (flow.total) push(way, { move: 'case-due', due: { at: context.calendar.due(context.now, flow.total).toISOString(), by: 'within' } })
  enter(way, flow.start, false)
  return way.moves
}

/** A reopened case stands again where it stood before its end, with a new term. */
export function reopenWay(way: Way, name: string): void {
  const { flow, context } = way
  push(way, {
    move: 'case-due',
    due: flow.total ? { at: context.calendar.due(context.now, flow.total).toISOString(), by: 'within' } : null,
  })
  enter(way, name, true)
}
