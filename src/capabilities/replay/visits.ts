// The steps of a past case as work on desks: when each came, what had to be over before it, who did it and when. Pure.
import { apply, type CaseState, type Due, type Event, openPlaces, type Place } from '../flow/port.ts'

export type PastVisit = {
  /** Place and the event that led there: with it its tasks are found. */
  readonly key: string
  readonly path: string
  readonly openedAt: number
  /** Null: still open. */
  readonly closedAt: number | null
  /** `work`: somebody did it. `passed`: a term or a wait ended it. `dropped`: others ended it. `open`: nobody has yet. */
  readonly kind: 'work' | 'passed' | 'dropped' | 'open'
  /** Who did it. */
  readonly by: string | null
  /** When that person took it over, if they said so. */
  readonly claimedAt: number | null
  /** Indexes of the visits that had to be over; none: it came from outside. */
  readonly after: readonly number[]
  /** How long after them it came (milliseconds): a wait, a reopening. */
  readonly gap: number
  /** As it stood when it was over, or stands now. */
  readonly due: Due | null
  readonly pauses: readonly (readonly [from: number, to: number | null])[]
}

type Writing = { -readonly [K in keyof PastVisit]: PastVisit[K] } & {
  place: string
  main: boolean
  claims: Record<string, number>
  pauses: [number, number | null][]
}

export function visitsOf(events: readonly Event[]): PastVisit[] {
  const visits: Writing[] = []
  const open = new Map<string, number>()
  const history: Event[] = []
  let state: CaseState | null = null
  for (const event of events) {
    const before = state
    const after: CaseState = apply(before, event, event.type === 'withdrawn' ? history : [])
    history.push(event)
    state = after
    const at = Date.parse(event.at)
    const now = new Map(openPlaces(after).map(place => [keyOf(place), place]))
    const closed: number[] = []
    for (const [key, index] of open) {
      const visit = visits[index]!
      const place = now.get(key)
      if (place) {
        visit.due = place.due
        continue
      }
      open.delete(key)
      visit.closedAt = at
      visit.kind = wayOver(event, visit.place)
      visit.by = visit.kind === 'work' ? event.actor : null
      visit.claimedAt = visit.by === null ? null : (visit.claims[visit.by] ?? null)
      closed.push(index)
    }
    const movedMain = before !== null && before.main?.entered !== after.main?.entered
    for (const [key, place] of now) {
      if (open.has(key) || place.kind === 'parallel') continue
      const needed = event.type === 'opened' ? [] : neededFor(visits, closed, place, movedMain)
      const over = needed.reduce((latest, index) => Math.max(latest, visits[index]!.closedAt!), Number.NEGATIVE_INFINITY)
      open.set(key, visits.length)
      visits.push({
        key,
        place: place.key,
        main: place.branch === null,
        path: place.branch === null ? place.state : `${after.state}.${place.branch}.${place.state}`,
        openedAt: at,
        closedAt: null,
        kind: 'open',
        by: null,
        claimedAt: null,
        claims: {},
        after: needed,
        gap: needed.length > 0 ? Math.max(0, at - over) : 0,
        due: place.due,
        pauses: after.suspended ? [[at, null]] : [],
      })
    }
    if (event.type === 'claimed') {
      const index = [...open.values()].find(one => visits[one]!.place === event.place)
      if (index !== undefined) visits[index]!.claims[event.person] ??= at
    }
    if (event.type === 'suspended') for (const index of open.values()) visits[index]!.pauses.push([at, null])
    if (before?.suspended && !after.suspended)
      for (const visit of visits) for (const pause of visit.pauses) if (pause[1] === null) pause[1] = at
  }
  return visits.map(({ place: _, main: __, claims: ___, ...visit }) => visit)
}

const keyOf = (place: Place) => `${place.key}#${place.entered}`

function wayOver(event: Event, place: string): PastVisit['kind'] {
  if (!('place' in event) || event.place !== place) return 'dropped'
  if (event.type === 'acted') return 'work'
  return event.type === 'lapsed' || event.type === 'waited' ? 'passed' : 'dropped'
}

/** What entered a new main state waited for everything before; what follows within a branch, for the step before it there. */
function neededFor(visits: readonly Writing[], closed: readonly number[], place: Place, movedMain: boolean): number[] {
  const over = visits.flatMap((visit, index) => (visit.closedAt !== null && visit.kind !== 'dropped' ? [index] : []))
  if (movedMain || place.branch === null) return over
  const here = closed.filter(index => visits[index]!.kind !== 'dropped' && visits[index]!.place === place.key)
  return here.length > 0 ? here : over
}
