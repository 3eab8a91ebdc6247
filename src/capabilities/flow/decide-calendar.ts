// A new arrangement of holidays moves the terms that depend on it and still run. What was missed stays missed; a date that
// somebody decided (an extension, a date in a document) stays that date.
import type { Calendar, Flow, Term } from '#declare'
import { reckonAnew } from './clocks.ts'
import { type Context, makeEvent } from './decide.ts'
import type { CaseState, Due, Event, NewDue, Place } from './event.ts'
import { openPlaces } from './tasks.ts'
import { stateOf } from './way.ts'

/** `enteredAt`: places begun after it are counted by the new arrangement already. */
export type CalendarChange = { readonly before: Calendar; readonly after: Calendar; readonly enteredAt: Date; readonly says: string }

/** One event that names every new date; none when no date changes. */
export function decideCalendar(flow: Flow, state: CaseState, change: CalendarChange, context: Context): Event[] {
  if (state.ended) return []
  const moved = new Map<string, string>()
  const anew = (at: string, since: string, term: Term | undefined): string => {
    if (!term || new Date(at) < context.now || new Date(since) > change.enteredAt) return at
    const to = counted(at, since, term, change)
    moved.set(at, to)
    return to
  }
  const follow = (due: Due): Due => ({ ...due, at: moved.get(due.at) ?? due.at })

  const total = flow.total && state.due ? { ...state.due, at: anew(state.due.at, state.openedAt, flow.total) } : null
  const dues = openPlaces(state).flatMap((place): NewDue[] => {
    if (!place.due) return []
    const due =
      place.due.by === 'within' ? { ...place.due, at: anew(place.due.at, place.since, termAt(flow, state, place)) } : follow(place.due)
    return due.at === place.due.at ? [] : [{ place: place.key, due }]
  })
  const caseDue = total ?? (state.due && follow(state.due))
  const replies = Object.fromEntries(
    Object.values(state.replies)
      .map(reply => [reply.id, anew(reply.due, reply.at, flow.oversight.reply.within)] as const)
      .filter(([id, due]) => due !== state.replies[id]!.due),
  )
  if (dues.length === 0 && Object.keys(replies).length === 0 && caseDue?.at === state.due?.at) return []
  const until = caseDue && caseDue.at !== state.due?.at ? change.after.dateOf(new Date(caseDue.at)) : null
  return [makeEvent({ state, context }, { type: 'reckoned', dues, replies, caseDue, until, reason: change.says })]
}

/** Working days are counted off anew; a term in days or months only runs on when its last day has become a day off (民法典 art. 203). */
function counted(at: string, since: string, term: Term, { before, after }: CalendarChange): string {
  if (term.unit === 'workday') return reckonAnew(at, since, before, after)
  if (term.unit === 'hour' || before.due(new Date(since), term).toISOString() !== at) return at
  return after.due(new Date(since), term).toISOString()
}

/** A place's own term. */
function termAt(flow: Flow, state: CaseState, place: Place): Term | undefined {
  const at = stateOf(flow, state, place)
  return at.kind === 'wait' ? at.for : 'within' in at ? at.within : undefined
}
