// From events to the state of a case: pure, total, and independent of the declaration, so that old cases stay readable.
import { branchPlace, type CaseState, type Event, type Move, mainPlace, type NewDue, type Place } from './event.ts'

/** Throws RangeError when the first event does not open the case: that is a broken history. */
export function fold(events: readonly Event[]): CaseState {
  let state: CaseState | null = null
  for (const [index, event] of events.entries()) state = apply(state, event, event.type === 'withdrawn' ? events.slice(0, index) : [])
  if (!state) throw new RangeError('A case without events has no state')
  return state
}

/** The state after one more event. `history` is only read by a withdrawal: the events before this one. */
export function apply(state: CaseState | null, event: Event, history: readonly Event[] = []): CaseState {
  if (!state) {
    if (event.type !== 'opened') throw new RangeError(`A case begins by being opened, not ${event.type}`)
    return applyMoves({ ...unopened, openedAt: event.at, seq: event.seq, changed: event.seq }, event.moves, event)
  }
  return { ...change(state, event, history), seq: event.seq }
}

/** Before its first event. */
export const unopened: CaseState = {
  seq: 0,
  changed: 0,
  state: '',
  openedAt: '',
  due: null,
  main: null,
  branches: {},
  done: {},
  released: [],
  extensions: {},
  until: {},
  ended: null,
  suspended: null,
  counts: { urged: 0, supervised: 0, returned: 0, extended: 0 },
  replies: {},
  asks: {},
  copies: {},
  supervisedSince: null,
  visited: [],
  last: null,
}

function change(state: CaseState, event: Event, history: readonly Event[]): CaseState {
  const { counts, seq } = state
  switch (event.type) {
    case 'opened':
      return state
    case 'acted': {
      const moved = applyMoves({ ...state, counts: event.back ? { ...counts, returned: counts.returned + 1 } : counts }, event.moves, event)
      return { ...touch(moved, [event.place], event.seq), last: event.final ? null : { seq: event.seq, actor: event.actor, previous: seq } }
    }
    case 'lapsed':
    case 'waited':
      return { ...applyMoves(state, event.moves, event), last: null }
    case 'reminded':
      return changePlaces(state, [event.place], place => ({ ...place, told: [...place.told, event.mark] }))
    case 'urged':
      return {
        ...changePlaces(state, event.places, place => ({ ...place, urged: place.urged + 1 })),
        counts: { ...counts, urged: counts.urged + 1 },
        last: null,
      }
    case 'supervised':
      return {
        ...state,
        counts: { ...counts, supervised: counts.supervised + 1 },
        last: null,
        supervisedSince: state.supervisedSince ?? event.at,
        replies: { ...state.replies, ...Object.fromEntries(event.replies.map(reply => [reply.id, reply])) },
      }
    case 'replied':
      return { ...state, replies: without(state.replies, [event.reply]), last: null }
    case 'extension-asked':
      return { ...state, asks: { ...state.asks, [event.ask.id]: event.ask }, last: null }
    case 'extension-refused':
      return { ...state, asks: without(state.asks, [event.ask]), last: null }
    case 'extended': {
      const single = event.dues.length === 1 && event.place !== mainPlace && Object.keys(event.sets).length === 0
      return {
        ...reschedule(state, event.dues, event.seq),
        due: event.caseDue,
        counts: { ...counts, extended: counts.extended + 1 },
        last: null,
        extensions: { ...state.extensions, [event.place]: (state.extensions[event.place] ?? 0) + 1 },
        until: single ? { ...state.until, [event.place]: event.until } : state.until,
        asks: without(state.asks, event.ask ? [event.ask] : []),
      }
    }
    case 'suspended':
      return { ...state, suspended: { since: event.at, reason: event.reason }, changed: event.seq, last: null }
    case 'resumed':
      return {
        ...reschedule(state, event.dues, event.seq),
        due: event.caseDue,
        suspended: null,
        changed: event.seq,
        last: null,
        replies: Object.fromEntries(
          Object.values(state.replies).map(reply => [reply.id, { ...reply, due: event.replies[reply.id] ?? reply.due }]),
        ),
      }
    case 'reckoned':
      return {
        ...reschedule(state, event.dues, event.seq),
        due: event.caseDue,
        replies: Object.fromEntries(
          Object.values(state.replies).map(reply => [reply.id, { ...reply, due: event.replies[reply.id] ?? reply.due }]),
        ),
      }
    case 'transferred':
      return { ...applyMoves(state, event.moves, event), last: null }
    case 'assigned':
    case 'claimed':
      return {
        ...changePlaces(state, [event.place], place => ({ ...place, assigned: { ...place.assigned, [event.desk]: event.person } })),
        last: null,
      }
    case 'copied':
      return {
        ...state,
        copies: { ...state.copies, ...Object.fromEntries(event.people.map(person => [person, { at: event.at, seq: event.seq }])) },
      }
    case 'read':
      return { ...state, copies: without(state.copies, [event.actor]) }
    case 'noted':
      return { ...reschedule(state, event.dues, event.seq), due: event.caseDue }
    case 'commented':
      return state
    case 'withdrawn': {
      const earlier = fold(history.filter(one => one.seq < event.withdraws))
      return { ...restamp(earlier, event.seq), copies: state.copies }
    }
    case 'voided':
      return {
        ...close(state),
        state: state.state,
        ended: { state: state.state, at: event.at, void: true, after: state.state },
        suspended: null,
        changed: event.seq,
        last: null,
      }
    case 'reopened':
      return { ...applyMoves({ ...state, ended: null }, event.moves, event), last: null }
  }
}

/** Also used while an event is being made, so that what is decided and what is remembered cannot differ. */
export function applyMoves(state: CaseState, moves: readonly Move[], event: { readonly seq: number; readonly at: string }): CaseState {
  return moves.reduce((now, move) => applyMove(now, move, event), state)
}

function applyMove(state: CaseState, move: Move, { seq, at }: { readonly seq: number; readonly at: string }): CaseState {
  const fresh = { since: at, entered: seq, changed: seq, urged: 0, told: [], assigned: {} }
  switch (move.move) {
    case 'enter':
      return {
        ...close(state),
        main: { key: mainPlace, state: move.state, kind: move.kind, branch: null, organ: null, due: move.due, ...fresh },
        state: move.state,
        changed: seq,
        done: {},
        visited: visit(state, move.state),
      }
    case 'branch': {
      const key = branchPlace(move.branch, move.organ)
      const place: Place = { key, state: move.state, kind: move.kind, branch: move.branch, organ: move.organ, due: move.due, ...fresh }
      return {
        ...state,
        branches: { ...state.branches, [key]: place },
        done: without(state.done, [key]),
        asks: asksOutside(state, key),
        visited: visit(state, `${state.state}.${move.branch}.${move.state}`),
      }
    }
    case 'branch-end': {
      const key = branchPlace(move.branch, move.organ)
      return {
        ...state,
        branches: without(state.branches, [key]),
        done: { ...state.done, [key]: { branch: move.branch, organ: move.organ, state: move.state, void: move.void } },
        released: move.void ? [...state.released.filter(one => one !== key), key] : state.released,
        asks: asksOutside(state, key),
        replies: repliesOutside(state, key),
        visited: visit(state, `${state.state}.${move.branch}.${move.state}`),
      }
    }
    case 'branch-drop': {
      const key = branchPlace(move.branch, move.organ)
      return {
        ...state,
        branches: without(state.branches, [key]),
        done: without(state.done, [key]),
        asks: asksOutside(state, key),
        replies: repliesOutside(state, key),
      }
    }
    case 'pass':
      return { ...state, visited: visit(state, move.path) }
    case 'end':
      return {
        ...close(state),
        state: move.state,
        ended: { state: move.state, at, void: move.void, after: state.main?.state ?? state.state },
        suspended: null,
        changed: seq,
        visited: visit(state, move.state),
      }
    case 'case-due':
      return { ...state, due: move.due }
    case 'stand':
      return { ...state, stood: { since: at, due: state.due }, due: null }
    case 'run':
      return { ...state, stood: null, due: move.due }
  }
}

/** Nothing is open any more: what was asked of organs about this state falls away with it. */
const close = (state: CaseState): CaseState => ({ ...state, main: null, branches: {}, replies: {}, asks: {} })

const visit = (state: CaseState, path: string) => (state.visited.includes(path) ? state.visited : [...state.visited, path])
const asksOutside = (state: CaseState, place: string) =>
  Object.fromEntries(Object.entries(state.asks).filter(([, ask]) => ask.place !== place))
const repliesOutside = (state: CaseState, place: string) =>
  Object.fromEntries(Object.entries(state.replies).filter(([, reply]) => reply.place !== place))

function without<T>(from: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key)))
}

export function changePlaces(state: CaseState, keys: readonly string[], make: (place: Place) => Place): CaseState {
  const branches = Object.fromEntries(Object.entries(state.branches).map(([key, place]) => [key, keys.includes(key) ? make(place) : place]))
  return { ...state, main: state.main && keys.includes(mainPlace) ? make(state.main) : state.main, branches }
}

const touch = (state: CaseState, keys: readonly string[], seq: number) => changePlaces(state, keys, place => ({ ...place, changed: seq }))

/** A place that was overdue and has time again may warn again. */
const reschedule = (state: CaseState, dues: readonly NewDue[], seq: number): CaseState =>
  dues.reduce((now, { place: key, due }) => changePlaces(now, [key], place => ({ ...place, due, told: [], changed: seq })), state)

/** After a withdrawal, whoever saw the case in between must look again. */
const restamp = (state: CaseState, seq: number): CaseState => ({
  ...changePlaces(state, [mainPlace, ...Object.keys(state.branches)], place => ({ ...place, changed: seq })),
  changed: seq,
})
