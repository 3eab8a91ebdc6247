// A case told once more with other terms or another calendar: the same people do the same things at the same moments; only when each was due
// is worked out anew. Pure.
import type { Calendar, Flow } from '#declare'
import {
  apply,
  type CaseState,
  type Due,
  dueAfterStanding,
  dueOf,
  type Event,
  type Move,
  openPlaces,
  type Place,
  shift,
} from '../flow/port.ts'

export type Told = { readonly flow: Flow; readonly calendar: Calendar }
export type Recounted = {
  readonly state: CaseState
  /** Each visit of a step that had a term: when it was left (null: still open) and when it was due. */
  readonly visits: readonly { readonly path: string; readonly left: string | null; readonly due: string }[]
}

/** `as`: the flow and calendar to count by. `row`: the values that terms may be read from. */
export function recount(events: readonly Event[], as: Told, row: { readonly [field: string]: unknown }): Recounted {
  let state: CaseState | null = null
  const visits: { path: string; left: string | null; due: string }[] = []
  const history: Event[] = []
  for (const event of events) {
    const before = state
    const told = retell(event, before, as, row)
    const after: CaseState = apply(before, told, event.type === 'withdrawn' ? history : [])
    history.push(told)
    for (const place of before ? openPlaces(before) : []) {
      const stays = openPlaces(after).some(one => one.key === place.key && one.entered === place.entered)
      if (!stays && place.due?.by === 'within') visits.push({ path: pathOf(before!, place), left: event.at, due: place.due.at })
    }
    state = after
  }
  if (!state) throw new RangeError('A case without events cannot be told')
  for (const place of openPlaces(state))
    if (place.due?.by === 'within') visits.push({ path: pathOf(state, place), left: null, due: place.due.at })
  return { state, visits }
}

const pathOf = (state: CaseState, place: Place): string =>
  place.branch === null ? place.state : `${state.state}.${place.branch}.${place.state}`

/** The same event with its dates worked out anew. */
function retell(event: Event, state: CaseState | null, as: Told, row: { readonly [field: string]: unknown }): Event {
  switch (event.type) {
    case 'resumed': {
      const from = state?.suspended?.since
      if (!state || from === undefined) return event
      const workdays = as.calendar.workdaysBetween(as.calendar.dateOf(new Date(from)), as.calendar.dateOf(new Date(event.at)))
      const later = (due: Due): Due => ({ ...due, at: shift(due.at, workdays, as.calendar) })
      return {
        ...event,
        workdays,
        caseDue: state.due && later(state.due),
        dues: openPlaces(state).flatMap(place => (place.due ? [{ place: place.key, due: later(place.due) }] : [])),
        replies: Object.fromEntries(Object.values(state.replies).map(reply => [reply.id, shift(reply.due, workdays, as.calendar)])),
      }
    }
    // Holidays that came while it ran are in the calendar it is told by.
    case 'reckoned':
      return { ...event, dues: [], replies: {}, caseDue: state?.due ?? event.caseDue }
    case 'supervised':
      return {
        ...event,
        replies: event.replies.map(reply => ({
          ...reply,
          due: as.calendar.due(new Date(event.at), as.flow.oversight.reply.within).toISOString(),
        })),
      }
    default:
      return 'moves' in event ? { ...event, moves: retime(event, state, as, row) } : event
  }
}

function retime(
  event: Event & { readonly moves: readonly Move[] },
  state: CaseState | null,
  as: Told,
  row: { readonly [field: string]: unknown },
): Move[] {
  const now = new Date(event.at)
  const hasTotal = as.flow.total !== undefined
  let main = state?.main ? { state: state.main.state, due: state.main.due } : null
  let caseDue = state?.due ?? null
  let stood = state?.stood ?? null
  const made: Move[] = []
  for (const move of event.moves) {
    switch (move.move) {
      case 'case-due':
        if (hasTotal) {
          const due =
            move.due && as.flow.total ? ({ at: as.calendar.due(now, as.flow.total).toISOString(), by: 'within' } as const) : move.due
          caseDue = due
          made.push({ move: 'case-due', due })
        }
        break
      case 'stand':
        stood = { since: event.at, due: caseDue }
        caseDue = null
        made.push(move)
        break
      case 'run':
        caseDue = stood?.due ? { ...stood.due, at: dueAfterStanding(stood.due.at, stood.since, now, as.calendar) } : move.due
        stood = null
        made.push({ move: 'run', due: caseDue })
        break
      case 'enter': {
        const declared = as.flow.states[move.state]
        const due = declared ? dueAt(declared, move.due, row, now, as, hasTotal ? caseDue : null) : move.due
        main = { state: move.state, due }
        made.push({ ...move, due })
        // As the engine does: the case takes the term of its state, unless it has a total or has missed one already.
        if (!hasTotal && !(caseDue && new Date(caseDue.at) < now) && caseDue?.at !== due?.at) {
          caseDue = due
          made.push({ move: 'case-due', due })
        }
        break
      }
      case 'branch': {
        const around = main && as.flow.states[main.state]
        const declared = around?.kind === 'parallel' ? around.branches[move.branch]?.states[move.state] : undefined
        made.push({ ...move, due: declared ? dueAt(declared, move.due, row, now, as, main?.due ?? null) : move.due })
        break
      }
      default:
        made.push(move)
    }
  }
  return made
}

/** A date that stood in the row stays as it was read then; a term is counted, a borrowed one follows what is around. */
function dueAt(
  declared: Flow['states'][string],
  had: Due | null,
  row: { readonly [field: string]: unknown },
  now: Date,
  as: Told,
  around: Due | null,
): Due | null {
  if (had?.by === 'until') return had
  if (declared.kind === 'wait') return { at: as.calendar.due(now, declared.for).toISOString(), by: 'within' }
  if (declared.kind !== 'step' && declared.kind !== 'parallel') return had
  return dueOf(declared, row, now, as.calendar, around)
}
