// What an overseer may do with any case: each with a reason, each counted, each in the timeline and the ledger.
import { type OversightAct, oversightActs, termLabel } from '#declare'
import { organDesk } from '../identity/port.ts'
import { endOf, shift } from './clocks.ts'
import {
  type Asked,
  conflict,
  demandFresh,
  demandReason,
  demandStanding,
  denied,
  invalid,
  isStep,
  makeEvent,
  placeLabel,
  placesMeant,
  standsAt,
  startWay,
} from './decide.ts'
import { namesIn, standingAt } from './desks.ts'
import { branchPlace, type CaseState, type Due, type Event, mainPlace, type NewDue, type Place, type Reply } from './event.ts'
import { desksAt, openPlaces, overseers } from './tasks.ts'
import { dropBranch, enter, enterBranch, getBranch, reopenWay, stateOf } from './way.ts'

export function decideOversight(asked: Asked, act: OversightAct): Event[] {
  const { flow, state, context } = asked
  const label = oversightActs[act]
  if (!flow.oversight.acts.includes(act)) throw denied(`“${flow.label}”流程不允许${label}`)
  const standing = demandStanding(
    asked,
    overseers(flow, context).map(({ desk }) => desk),
    label,
  )
  if (act === 'reopen' ? !state.ended : state.ended !== null && act !== 'copy')
    throw conflict(`${standsAt(asked)}，${act === 'reopen' ? '尚未办结，不需要重办' : `不能${label}`}`)
  if (state.suspended && !['resume', 'void', 'copy'].includes(act)) throw conflict(`本件已中止，恢复后才能${label}`)
  if (['void', 'reopen', 'suspend', 'resume'].includes(act)) demandFresh(asked, state.changed)
  const make = (body: Parameters<typeof makeEvent>[1]) => [makeEvent(asked, body, standing)]
  switch (act) {
    case 'urge':
      return make({ type: 'urged', places: addressed(asked).map(place => place.key), reason: demandReason(asked, '催办内容') })
    case 'supervise':
      return make({ type: 'supervised', replies: repliesWanted(asked), reason: demandReason(asked, '督办意见') })
    case 'extend':
      return [extendEvent(asked, { place: extensionPlace(asked), date: demandDate(asked, asked.request.date), ask: null, standing })]
    case 'suspend':
      if (state.suspended) throw conflict('本件已经中止')
      return make({ type: 'suspended', reason: demandReason(asked, '中止理由') })
    case 'resume':
      return make(resume(asked))
    case 'transfer':
      return make(transfer(asked))
    case 'void':
      return make({ type: 'voided', reason: demandReason(asked, '作废理由') })
    case 'reopen': {
      const reason = demandReason(asked, '重办理由')
      const way = startWay(asked)
      reopenWay(way, state.ended!.after)
      return make({ type: 'reopened', moves: way.moves, reason })
    }
    case 'copy': {
      const people = [...new Set(asked.request.people ?? namesIn(asked.request.to))]
      if (people.length === 0) throw invalid('请选择抄送的人', 'people')
      const unknown = people.filter(person => !context.directory.isPerson(person))
      if (unknown.length > 0) throw invalid(`查无此人：${unknown.join('、')}，请从通讯录中选择`, 'people')
      return make({ type: 'copied', people, reason: asked.request.reason?.trim() || null })
    }
  }
}

/** Who is meant by urging or supervising: the task named; else whoever is late; else everybody who still works on it. */
function addressed(asked: Asked): Place[] {
  const { flow, state, request, context } = asked
  const open = placesMeant(asked).filter(place => isStep(flow, state, place))
  if (open.length === 0)
    throw conflict(
      request.task === undefined && request.branch === undefined
        ? `${standsAt(asked)}，没有正在办理的单位`
        : `所选单位已经办完：${standsAt(asked)}`,
    )
  if (request.task !== undefined || request.branch !== undefined) return open
  const late = open.filter(place => place.due && new Date(place.due.at) < context.now)
  return late.length > 0 ? late : open
}

function repliesWanted(asked: Asked): Reply[] {
  const { flow, state, context } = asked
  const { within } = flow.oversight.reply
  const due = context.calendar.due(context.now, within).toISOString()
  return addressed(asked).map((place, index) => {
    if (Object.values(state.replies).some(reply => reply.place === place.key))
      throw conflict(
        `已经向${context.directory.organ(place.organ ?? '')?.name ?? '承办单位'}发出督办，${termLabel(within)}内回复；回复后才能再次督办`,
      )
    return {
      id: `${state.seq + 1}.${index}`,
      place: place.key,
      organ: place.organ,
      desks: answerers(asked, place),
      due,
      at: context.now.toISOString(),
    }
  })
}

/** Who answers for a late place: the role the flow names at its organ, else whoever the step lies with. */
function answerers({ flow, state, context }: Asked, place: Place): string[] {
  if (place.organ !== null) return [organDesk(place.organ, flow.oversight.reply.role)]
  return desksAt(flow, state, place, context).map(({ desk, organ, person }) =>
    organ !== null && person === null ? organDesk(organ, flow.oversight.reply.role) : desk,
  )
}

/** The place a new date is for: the one named, else the case as a whole. */
export function extensionPlace(asked: Asked): Place {
  const { state, request } = asked
  if (request.task === undefined && request.branch === undefined) return state.main!
  const [place, ...others] = placesMeant(asked)
  if (!place) throw conflict(`所选环节已经办完：${standsAt(asked)}`)
  if (others.length > 0) throw invalid('请指明给哪个单位延期', 'task')
  return place
}

export function demandDate({ context }: Asked, date: string | undefined): string {
  if (!date || !/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date)) || new Date(date).toISOString().slice(0, 10) !== date)
    throw invalid('请填写延期到的日期，如2026-12-31', 'date')
  if (date <= context.calendar.dateOf(context.now)) throw invalid('延期日期应当在今天之后', 'date')
  return date
}

/** How often a place may still be given more time. */
export function demandExtensionLeft({ flow, state, context }: Asked, place: Place): void {
  const most = flow.oversight.extensions?.most
  const used = state.extensions[extent(place, flow, state)] ?? 0
  if (most !== undefined && used >= most)
    throw conflict(`${place.organ === null ? '本件' : context.directory.organ(place.organ)?.name}已延期${used}次，按规定最多${most}次`)
}

/** The lead's term is the case's term. */
function extent(place: Place, flow: Asked['flow'], state: CaseState): string {
  const main = state.main && flow.states[state.main.state]
  const leads = main?.kind === 'parallel' && typeof main.join === 'object' && main.join.lead === place.branch
  return leads ? mainPlace : place.key
}

export function extendEvent(
  asked: Asked,
  of: { place: Place; date: string; ask: string | null; standing: Parameters<typeof makeEvent>[2] },
): Event {
  const { flow, state, context } = asked
  const { place, date } = of
  const reason = of.ask === null ? demandReason(asked, '延期理由') : (asked.request.reason?.trim() ?? '')
  if (!place.due) throw conflict(`“${placeLabel(flow, state, place)}”没有办理期限，不需要延期`)
  demandExtensionLeft(asked, place)
  const at = endOf(context.calendar, date).toISOString()
  if (at <= place.due.at) throw invalid(`延期日期应当晚于现在的期限${context.calendar.dateOf(new Date(place.due.at))}`, 'date')
  const target = extent(place, flow, state)
  const field = place.due.field ?? state.main?.due?.field
  const whole = target === mainPlace
  const sameTerm = (one: Place) => one.key === place.key || (whole && one.due !== null && one.due.by !== 'within' && one.due.at < at)
  const due = (one: Place): Due => ({ ...one.due!, at })
  const dues: NewDue[] = openPlaces(state)
    .filter(one => one.due && (sameTerm(one) || one.key === target))
    .map(one => ({ place: one.key, due: due(one) }))
  const sets = whole && field !== undefined ? { [field]: (context.row[field] as string | undefined)?.length === 10 ? date : at } : {}
  return makeEvent(
    asked,
    {
      type: 'extended',
      ask: of.ask,
      place: target,
      until: date,
      from: place.due.at,
      dues,
      sets,
      before: Object.fromEntries(Object.keys(sets).map(name => [name, context.row[name] ?? null])),
      reason,
      caseDue: whole && state.due && state.due.at < at ? { ...state.due, at } : state.due,
    },
    of.standing,
  )
}

/** Time stood still: every open term moves by the working days that passed. */
function resume(asked: Asked) {
  const { state, context, request } = asked
  if (!state.suspended) throw conflict('本件没有中止，不需要恢复')
  const { calendar, now } = context
  const workdays = calendar.workdaysBetween(calendar.dateOf(new Date(state.suspended.since)), calendar.dateOf(now))
  const later = (due: Due): Due => ({ ...due, at: shift(due.at, workdays, calendar) })
  return {
    type: 'resumed' as const,
    workdays,
    reason: request.reason?.trim() || null,
    caseDue: state.due && later(state.due),
    dues: openPlaces(state).flatMap(place => (place.due ? [{ place: place.key, due: later(place.due) }] : [])),
    replies: Object.fromEntries(Object.values(state.replies).map(reply => [reply.id, shift(reply.due, workdays, calendar)])),
  }
}

function transfer(asked: Asked) {
  const { flow, state, request, context } = asked
  const reason = demandReason(asked, '转办理由')
  const to = request.to ?? ''
  if (!context.directory.organ(to)) throw invalid('请选择要转办给的单位', 'to')
  const open = placesMeant(asked).filter(place => isStep(flow, state, place))
  const [place, ...others] = open
  if (!place) throw conflict(`${standsAt(asked)}，没有可以转办的环节`)
  if (others.length > 0) throw invalid('有多个单位正在办理，请选择转办哪一个', 'task')
  demandFresh(asked, place.changed)
  const field = transferField(asked, place)
  const named = namesIn(context.row[field])[0] ?? ''
  // A desk's key names its organ: `o:<organ>:<role>`.
  const fromOrgan = place.organ ?? (named.startsWith('o:') ? (named.split(':')[1] ?? '') : named)
  if (fromOrgan === to) throw invalid(`本件现在就由${context.directory.organ(to)!.name}办理，请选择其他单位`, 'to')
  if (place.branch !== null && (state.branches[branchPlace(place.branch, to)] || state.done[branchPlace(place.branch, to)]))
    throw conflict(`${context.directory.organ(to)!.name}已经在办理本件，请选择其他单位`)
  const value = context.row[field]
  const desk = ownedByDesk(asked, place)
  const sets = { [field]: Array.isArray(value) ? value.map(one => (one === fromOrgan ? to : one)) : desk ? organDesk(to, 'liaison') : to }
  const way = startWay(asked, { ...context.row, ...sets })
  if (place.branch === null) enter(way, place.state)
  else {
    const branch = getBranch(flow, state, place.branch)
    dropBranch(way, place.branch, fromOrgan)
    enterBranch(way, { branch: place.branch, organ: to, states: branch.states, name: branch.start })
  }
  return {
    type: 'transferred' as const,
    place: place.key,
    fromOrgan,
    toOrgan: to,
    sets,
    before: { [field]: value ?? null },
    moves: way.moves,
    reason,
  }
}

function ownedByDesk({ flow, state }: Asked, place: Place): boolean {
  const step = stateOf(flow, state, place)
  return place.branch === null && step.kind === 'step' && step.by.kind === 'desk-in'
}

function transferField({ flow, state }: Asked, place: Place): string {
  if (place.branch !== null) return getBranch(flow, state, place.branch).each
  const step = stateOf(flow, state, place)
  if (step.kind === 'step' && (step.by.kind === 'organ-in' || step.by.kind === 'desk-in')) return step.by.field
  throw conflict(`“${placeLabel(flow, state, place)}”不是由某个单位承办的环节，不能转办`)
}

/** Whether somebody oversees this case. */
export const oversees = (asked: Pick<Asked, 'flow' | 'context'>): boolean =>
  standingAt(
    asked.context.subject,
    overseers(asked.flow, asked.context).map(({ desk }) => desk),
  ) !== undefined
