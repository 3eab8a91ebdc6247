// What lies on whose desk, and what the clock will do by itself: both worked out from the folded state, never kept up by hand.
import type { Calendar, ClockMarks, Flow } from '#declare'
import { personDesk } from '../identity/port.ts'
import { instantsOf } from './clocks.ts'
import { type CaseRow, type DeskOf, desksOfOwner } from './desks.ts'
import type { Directory } from './directory.ts'
import { type CaseState, type Mark, mainPlace, type Place, type Task, type Timer } from './event.ts'
import { stateOf } from './way.ts'

export type Surroundings = { readonly row: CaseRow; readonly directory: Directory; readonly calendar: Calendar }

/** The places where something may happen: the main one, or the branches of a parallel state. */
export const openPlaces = (state: CaseState): Place[] => [...(state.main ? [state.main] : []), ...Object.values(state.branches)]

export const overseers = (flow: Flow, { row, directory }: Pick<Surroundings, 'row' | 'directory'>): DeskOf[] =>
  desksOfOwner(flow.oversight.by, row, null, directory)

/** The desks where a step lies. A field that names nobody must not lose the case: then it lies with the overseer. */
export function desksAt(flow: Flow, state: CaseState, place: Place, around: Pick<Surroundings, 'row' | 'directory'>): DeskOf[] {
  const step = stateOf(flow, state, place)
  if (step.kind !== 'step') return []
  const desks = desksOfOwner(step.by, around.row, place.organ, around.directory)
  return desks.length > 0 ? desks : overseers(flow, around)
}

export const taskKey = (place: Place, desk: string) => `${place.key}#${place.entered}@${desk}`

const none: ClockMarks = { yellow: { unit: 'workday', count: 0 }, red: { unit: 'workday', count: 0 } }

/** Every task that should be open now. */
export function wantedTasks(flow: Flow, state: CaseState, around: Surroundings): Task[] {
  const { row, calendar } = around
  const started: Task = {
    ...blank,
    key: 'started',
    kind: 'started',
    place: mainPlace,
    state: state.state,
    desk: personDesk(row.author),
    person: row.author,
    organ: row.organ,
    openedAt: state.openedAt,
    ...instantsOf(state.due, state.openedAt, { ...flow.marks }, calendar),
    paused: state.suspended !== null,
  }
  const copies = Object.entries(state.copies).map(
    ([person, { at, seq }]): Task => ({
      ...blank,
      key: `copy#${seq}@${personDesk(person)}`,
      kind: 'copy',
      place: mainPlace,
      state: state.state,
      desk: personDesk(person),
      person,
      openedAt: at,
    }),
  )
  if (state.ended) return copies
  return [
    started,
    ...copies,
    ...openPlaces(state).flatMap(place => stepTasks(flow, state, place, around)),
    ...oversightTasks(flow, state, around),
  ]
}

const blank = {
  branch: null,
  organ: null,
  person: null,
  remindAt: null,
  yellowAt: null,
  redAt: null,
  dueAt: null,
  paused: false,
  urged: 0,
  supervised: false,
}

function stepTasks(flow: Flow, state: CaseState, place: Place, around: Surroundings): Task[] {
  const instants = instantsOf(place.due, place.since, marksAt(flow, state, place), around.calendar)
  const supervised = Object.values(state.replies).some(reply => reply.place === place.key)
  return desksAt(flow, state, place, around).map(({ desk, organ, person }) => ({
    key: taskKey(place, desk),
    kind: 'step',
    place: place.key,
    branch: place.branch,
    state: place.state,
    desk,
    organ: place.organ ?? organ,
    person: place.assigned[desk] ?? person,
    openedAt: place.since,
    ...instants,
    paused: state.suspended !== null,
    urged: place.urged,
    supervised,
  }))
}

function oversightTasks(flow: Flow, state: CaseState, around: Surroundings): Task[] {
  const { calendar } = around
  const paused = state.suspended !== null
  const common = { ...blank, state: state.state, paused }
  const replies = Object.values(state.replies).flatMap(reply =>
    reply.desks.map(
      (desk): Task => ({
        ...common,
        key: `reply:${reply.id}@${desk}`,
        kind: 'reply',
        place: reply.place,
        desk,
        organ: reply.organ,
        openedAt: reply.at,
        ...instantsOf({ at: reply.due, by: 'within' }, reply.at, { ...none, red: { unit: 'workday', count: 1 } }, calendar),
        supervised: true,
      }),
    ),
  )
  const desks = overseers(flow, around)
  const asks = Object.values(state.asks).flatMap(ask =>
    desks.map(
      ({ desk, organ, person }): Task => ({
        ...common,
        key: `extension:${ask.id}@${desk}`,
        kind: 'extension',
        place: ask.place,
        desk,
        organ,
        person,
        openedAt: ask.at,
      }),
    ),
  )
  const since = state.supervisedSince
  const watched =
    since === null
      ? []
      : desks.map(
          ({ desk, organ, person }): Task => ({
            ...common,
            key: `oversight@${desk}`,
            kind: 'oversight',
            place: mainPlace,
            desk,
            organ,
            person,
            openedAt: since,
            supervised: true,
            ...instantsOf(state.due, state.openedAt, flow.marks, calendar),
          }),
        )
  return [...replies, ...asks, ...watched]
}

function marksAt(flow: Flow, state: CaseState, place: Place): ClockMarks {
  const step = stateOf(flow, state, place)
  return (step.kind === 'step' && step.marks) || flow.marks
}

/**
 * What the system will do by itself: for each place the next thing only. A key names visit and due date, so that a moved date is
 * another timer; a place that was told of one mark wants the next.
 */
export function wantedTimers(flow: Flow, state: CaseState, around: Surroundings): Timer[] {
  if (state.ended || state.suspended) return []
  return openPlaces(state).flatMap(place => {
    const step = stateOf(flow, state, place)
    if (!place.due) return []
    const timer = (kind: Timer['kind'], at: string): Timer => ({
      key: `${kind}:${place.key}#${place.entered}:${place.due!.at}`,
      kind,
      place: place.key,
      at,
    })
    if (step.kind === 'wait') return [timer('wait', place.due.at)]
    if (step.kind !== 'step') return []
    const [next] = warnings(flow, state, place, around.calendar)
    if (next && !(next.mark === 'overdue' && step.lapses)) return [timer(next.mark, next.at)]
    return step.lapses ? [timer('lapse', place.due.at)] : []
  })
}

/** The marks a place has not been told of, in order of time; one that lies after the due date is none. */
export function warnings(flow: Flow, state: CaseState, place: Place, calendar: Calendar): { mark: Mark; at: string }[] {
  const { remindAt, yellowAt, redAt, dueAt } = instantsOf(place.due, place.since, marksAt(flow, state, place), calendar)
  const told = Math.max(-1, ...place.told.map(mark => marks.indexOf(mark)))
  return [remindAt, yellowAt, redAt, dueAt].flatMap((at, index) => (at !== null && index > told ? [{ mark: marks[index]!, at }] : []))
}
const marks: readonly Mark[] = ['remind', 'yellow', 'red', 'overdue']
