// What decisions share: who asks, in what surroundings, and how a refusal is worded.
import { type AnyRecord, type Calendar, type Condition, type FieldFault, type Fields, type Flow, Problem } from '#declare'
import { actorOf, type Subject } from '../identity/port.ts'
import { stateLabel } from './acts.ts'
import { type CaseRow, deskNames, type Standing, standingAt } from './desks.ts'
import type { Directory } from './directory.ts'
import type { CaseState, Event, EventBody, Place, Values } from './event.ts'
import { mainPlace } from './event.ts'
import { desksAt, openPlaces, taskKey } from './tasks.ts'
import { beginWay, stateOf, type Way } from './way.ts'

export type Request = {
  readonly act: string
  /** Key of the open task that is answered; or name the branch: `lead`, `lead/<organ>`, or the organ alone. */
  readonly task?: string
  readonly branch?: string
  readonly values?: Values
  readonly reason?: string
  readonly to?: string
  readonly people?: readonly string[]
  readonly date?: string
  readonly expect?: number
}

/** Open sub-cases of a case, counted by part-record and organ. */
export type OpenPart = { readonly label: string; readonly organ: string | null; readonly count: number }

export type Context = {
  readonly subject: Subject
  readonly row: CaseRow
  readonly now: Date
  readonly calendar: Calendar
  readonly directory: Directory
  holds(condition: Condition, row: CaseRow): boolean
  /** Values as their kinds keep them, and what is wrong with them. */
  check(fields: Fields, values: Values): { readonly values: Values; readonly faults: readonly FieldFault[] }
  readonly openParts: readonly OpenPart[]
  /** All events of the case; read by a withdrawal only. */
  readonly history?: readonly Event[]
}

export type Asked = { readonly flow: Flow; readonly state: CaseState; readonly request: Request; readonly context: Context }

export const conflict = (message: string): Problem => new Problem('conflict', message)
export const denied = (message: string): Problem => new Problem('denied', message)
export const invalid = (message: string, at?: string): Problem => new Problem('invalid', message, at === undefined ? [] : [{ at, message }])

export function makeEvent({ state, context }: Pick<Asked, 'state' | 'context'>, body: EventBody, standing?: Standing): Event {
  const { subject, now } = context
  return {
    seq: state.seq + 1,
    at: now.toISOString(),
    actor: actorOf(subject),
    onBehalfOf: subject.agent === undefined ? (standing?.onBehalfOf ?? null) : subject.person,
    organ: standing?.organ ?? subject.organ,
    ...body,
  }
}

export const startWay = ({ flow, state, context }: Asked, row: CaseRow = context.row): Way =>
  beginWay(flow, state, { row, now: context.now, calendar: context.calendar, holds: context.holds })

/** A person and, if it says so, for whom; or a refusal that says who could. */
export function demandStanding(asked: Asked, desks: readonly string[], what: string): Standing {
  const standing = standingAt(asked.context.subject, desks)
  if (!standing) throw denied(`您不能${what}，该事项由${deskNames(desks, asked.context.directory) || '督查部门'}办理`)
  return standing
}

export function demandReason({ request }: Asked, what: string): string {
  const reason = request.reason?.trim() ?? ''
  if (reason === '') throw invalid(`请填写${what}`, 'reason')
  if (reason.length > 2000) throw invalid(`${what}不能超过2000字，现有${reason.length}字`, 'reason')
  return reason
}

/** Where the case stands, in a sentence that ends a refusal. */
export function standsAt({ flow, state, context }: Pick<Asked, 'flow' | 'state' | 'context'>): string {
  if (state.ended)
    return `本件已于${context.calendar.dateOf(new Date(state.ended.at))}${state.ended.void ? '作废或终止' : '办结'}（${stateLabel(flow, state.state)}）`
  const inner = Object.values(state.branches).map(
    place => `${context.directory.organ(place.organ ?? '')?.name ?? ''}${stateLabel(flow, state.state, place.branch, place.state)}`,
  )
  const shown = inner.length > 4 ? [...inner.slice(0, 4), `等${inner.length}个单位`] : inner
  return `本件现处于“${stateLabel(flow, state.state)}”${shown.length > 0 ? `（${shown.join('、')}）` : ''}`
}

export const placeLabel = (flow: Flow, state: CaseState, place: Place): string =>
  stateLabel(flow, state.state, place.branch, place.branch === null ? null : place.state)

/** Refuses when somebody changed the thing after the person looked at it. */
export function demandFresh(asked: Asked, changed: number): void {
  const { expect } = asked.request
  if (expect !== undefined && changed > expect) throw conflict(`您打开之后本件已被他人办理：${standsAt(asked)}。请刷新后再办`)
}

export function demandRunning(asked: Asked): void {
  const { state } = asked
  if (state.ended) throw conflict(`${standsAt(asked)}，不能再办理`)
  if (state.suspended) throw conflict(`本件已中止（${state.suspended.reason}），恢复后才能办理`)
}

/** The places a request may mean, by task or branch; all open ones if it names none. */
export function placesMeant({ flow, state, request, context }: Asked): Place[] {
  const places = openPlaces(state)
  if (request.task !== undefined)
    return places.filter(place => desksAt(flow, state, place, context).some(({ desk }) => taskKey(place, desk) === request.task))
  const { branch } = request
  return branch === undefined ? places : places.filter(place => [place.key, place.branch, place.organ].includes(branch))
}

export const isStep = (flow: Flow, state: CaseState, place: Place): boolean => stateOf(flow, state, place).kind === 'step'
export const findPlace = (state: CaseState, key: string): Place | undefined =>
  key === mainPlace ? (state.main ?? undefined) : state.branches[key]

/** The desks of a place and the people assigned at them. */
export const deskKeys = ({ flow, state, context }: Asked, place: Place): string[] => [
  ...desksAt(flow, state, place, context).map(({ desk }) => desk),
  ...Object.values(place.assigned).map(person => `p:${person}`),
]

export type Named = { readonly record: AnyRecord }
