// Who is told of what by the platform, in sentences. A new task is not a notice: it lies in the inbox.

import type { Flow } from '#declare'
import { chineseDate } from '../../methods/official-document/document.ts'
import { personDesk } from '../identity/port.ts'
import { stateLabel } from './acts.ts'
import { findPlace, placeLabel } from './decide.ts'
import { desksOfOwner } from './desks.ts'
import { type CaseState, type Event, mainPlace, type Place, type Values } from './event.ts'
import { desksAt, openPlaces, overseers, type Surroundings } from './tasks.ts'
import { stateOf } from './way.ts'

export type Notice = { readonly desk: string; readonly kind: string; readonly text: string }
type Told = {
  readonly flow: Flow
  readonly before: CaseState
  readonly after: CaseState
  readonly event: Event
  readonly around: Surroundings
  readonly title: string
}

const markWords = { remind: '临近办理期限', yellow: '黄灯预警', red: '红灯预警', overdue: '已经超期' } as const

export function noticesOf(told: Told): Notice[] {
  const { flow, before, after, event, around, title } = told
  const { directory, calendar } = around
  const name = directory.personName(event.actor)
  const to = (desks: readonly string[], text: string): Notice[] =>
    [...new Set(desks)]
      .filter(desk => desk !== personDesk(event.actor))
      .map(desk => ({ desk, kind: event.type, text: `《${title}》${text}` }))
  const seats = (state: CaseState, keys: readonly string[]) =>
    keys.flatMap(key => {
      const place = findPlace(state, key)
      return place ? seatsAt(flow, state, place, around) : []
    })
  const author = personDesk(around.row.author)
  switch (event.type) {
    case 'urged':
      return to(seats(after, event.places), `被${name}催办：${event.reason}`)
    case 'supervised':
      return to(
        event.replies.flatMap(reply => reply.desks),
        `被正式督办，请于${event.replies[0] ? calendar.dateOf(new Date(event.replies[0].due)) : ''}前书面回复：${event.reason}`,
      )
    case 'replied':
      return to(
        overseers(flow, around).map(({ desk }) => desk),
        `已有督办回复：${event.reason}`,
      )
    case 'extended':
      // A new date for the whole case concerns everybody who works on it, also those whose step has a term of its own.
      return to(
        seats(after, event.place === mainPlace ? openPlaces(after).map(place => place.key) : event.dues.map(one => one.place)),
        `的期限已改为${chineseDate(event.until)}${event.reason ? `：${event.reason}` : ''}`,
      )
    case 'extension-refused': {
      const ask = before.asks[event.ask]
      return ask ? to([personDesk(ask.person), ...seats(after, [ask.place])], `的延期申请未获同意：${event.reason}`) : []
    }
    case 'reminded': {
      const place = findPlace(after, event.place)
      if (!place) return []
      const step = stateOf(flow, after, place)
      const extra =
        event.mark === 'overdue' && step.kind === 'step' && step.overdue
          ? desksOfOwner(step.overdue, around.row, place.organ, directory).map(({ desk }) => desk)
          : []
      const due = place.due ? `，期限${chineseDate(calendar.dateOf(new Date(place.due.at)))}` : ''
      return to([...seatsAt(flow, after, place, around), ...extra], `“${placeLabel(flow, after, place)}”${markWords[event.mark]}${due}`)
    }
    case 'lapsed':
      return to(
        [...seats(before, [event.place]), author],
        `“${stateLabel(flow, before.state)}”逾期未办，已自动转入“${stateLabel(flow, after.state)}”`,
      )
    case 'transferred':
      return to(seats(before, [event.place]), `已转办给${directory.organ(event.toOrgan)?.name ?? event.toOrgan}：${event.reason}`)
    case 'suspended':
    case 'resumed':
      return to(
        openPlaces(after).flatMap(place => seatsAt(flow, after, place, around)),
        event.type === 'suspended' ? `已中止办理，期限停止计算：${event.reason}` : `已恢复办理，期限顺延${event.workdays}个工作日`,
      )
    case 'reckoned':
      return to(
        seats(
          after,
          event.dues.map(one => one.place),
        ),
        `的期限已重新计算：${event.reason}`,
      )
    case 'voided':
      return to([...openPlaces(before).flatMap(place => seatsAt(flow, before, place, around)), author], `已作废：${event.reason}`)
    case 'reopened':
      return to([author], `已重办：${event.reason}`)
    case 'noted':
      return to(
        openPlaces(after).flatMap(place => seatsAt(flow, after, place, around)),
        event.reason,
      )
    case 'commented':
      return to(
        openPlaces(after).flatMap(place => seatsAt(flow, after, place, around)),
        `有新的补充说明（${name}）：${event.reason.slice(0, 200)}`,
      )
    case 'acted':
      return after.ended ? to([author], `已${stateLabel(flow, after.state).replace(/^已/, '')}`) : []
    default:
      return []
  }
}

/** Where a step lies in fact: with the person assigned, else on the desk. */
function seatsAt(flow: Flow, state: CaseState, place: Place, around: Surroundings): string[] {
  return desksAt(flow, state, place, around).map(({ desk }) =>
    place.assigned[desk] === undefined ? desk : personDesk(place.assigned[desk]),
  )
}

/** The states an event entered that may have an effect, as paths: `closed`, `handling.lead.working`. */
export function enteredPaths(event: Event, before: CaseState | null): string[] {
  const paths: string[] = []
  let main = before?.state ?? ''
  for (const move of 'moves' in event ? event.moves : []) {
    if (move.move === 'enter' || move.move === 'end') {
      main = move.state
      paths.push(main)
    } else if (move.move === 'branch' || move.move === 'branch-end') paths.push(`${main}.${move.branch}.${move.state}@${move.organ}`)
  }
  return paths
}

/** The values of an event that change the row. */
export const setsOf = (event: Event): Values => ('sets' in event ? event.sets : {})
