// What happens when somebody acts: pure. `decide` turns a wish into events or a refusal; `fold` turns events into the state.
import { type Act, type Flow, Problem } from '#declare'
import { actorOf } from '../identity/port.ts'
import { formOf, isOversightAct, isPlatformAct, stateLabel } from './acts.ts'
import {
  type Asked,
  type Context,
  conflict,
  demandFresh,
  demandReason,
  demandRunning,
  denied,
  deskKeys,
  findPlace,
  invalid,
  makeEvent,
  placeLabel,
  placesMeant,
  type Request,
  standsAt,
  startWay,
} from './decide.ts'
import { decideOversight } from './decide-oversight.ts'
import { decidePlatform } from './decide-platform.ts'
import { type CaseRow, deskNames, desksOfOwner, type Standing, standingAt } from './desks.ts'
import type { CaseState, Event, Place, Timer, Values } from './event.ts'
import { openPlaces, wantedTimers, warnings } from './tasks.ts'
import { enter, enterBranch, getBranch, openWay, stateOf } from './way.ts'

/** The first event of a case. Throws Problem only when the flow itself is broken. */
export function open(flow: Flow, context: Context): Event[] {
  const moves = openWay(flow, { row: context.row, now: context.now, calendar: context.calendar, holds: context.holds })
  return [
    {
      seq: 1,
      at: context.now.toISOString(),
      actor: actorOf(context.subject),
      onBehalfOf: context.subject.agent === undefined ? null : context.subject.person,
      organ: context.subject.organ,
      type: 'opened',
      moves,
    },
  ]
}

/** The events of an act, or why it is refused and what would be right. */
export function decide(flow: Flow, state: CaseState, request: Request, context: Context): Event[] | Problem {
  const asked: Asked = { flow, state, request, context }
  try {
    if (isOversightAct(request.act)) return decideOversight(asked, request.act)
    if (isPlatformAct(request.act)) return decidePlatform(asked, request.act)
    return decideStep(asked)
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

/** The events of a timer, none if the case has moved on meanwhile. */
export function decideTimer(flow: Flow, state: CaseState, timer: Pick<Timer, 'key'>, context: Context): Event[] {
  const due = wantedTimers(flow, state, context).find(one => one.key === timer.key)
  const place = due && findPlace(state, due.place)
  if (!due || !place || new Date(due.at) > context.now) return []
  const asked: Asked = { flow, state, request: { act: 'timer' }, context }
  const step = stateOf(flow, state, place)
  if (due.kind !== 'lapse' && due.kind !== 'wait') {
    const passed = warnings(flow, state, place, context.calendar).filter(one => new Date(one.at) <= context.now)
    const mark = passed.filter(one => !(one.mark === 'overdue' && step.kind === 'step' && step.lapses)).at(-1)?.mark ?? due.kind
    return [makeEvent(asked, { type: 'reminded', place: place.key, mark })]
  }
  const to = step.kind === 'wait' ? step.then : step.kind === 'step' ? step.lapses?.to : undefined
  if (to === undefined) return []
  const moves = goTo(asked, place, to, context.row)
  return [makeEvent(asked, { type: due.kind === 'wait' ? 'waited' : 'lapsed', place: place.key, from: place.state, moves })]
}

function decideStep(asked: Asked): Event[] {
  const { flow, state, request, context } = asked
  demandRunning(asked)
  const { place, act, standing } = findStepAct(asked)
  demandFresh(asked, place.changed)
  const reason = act.reason ? demandReason(asked, `${act.label}的理由`) : (request.reason?.trim() ?? '') || null
  const { values, sets } = checkValues(asked, act)
  const row = { ...context.row, ...sets } as CaseRow
  const refusal = whyNot(asked, place, act, row)
  if (refusal) throw refusal
  const before = Object.fromEntries(Object.keys(sets).map(name => [name, context.row[name] ?? null]))
  const isProtected = Object.keys(sets).some(name => flow.record.fields[name]?.protect)
  const final = Boolean(act.adds || act.starts || act.drops || act.also || act.issues) || isProtected
  const moves = act.to === undefined ? [] : goTo(asked, place, act.to, row)
  return [
    makeEvent(
      asked,
      {
        type: 'acted',
        act: request.act,
        place: place.key,
        from: placeLabel(flow, state, place),
        to: act.to === undefined ? null : labelOf(asked, place, act.to),
        back: act.back ?? false,
        values: shown(asked, act, values),
        sets,
        before: isProtected ? {} : before,
        final,
        reason,
        moves,
      },
      standing,
    ),
  ]
}

/** Whether the row and the sub-cases allow an act; its form and reason are another matter. */
export function whyNot({ flow, context }: Pick<Asked, 'flow' | 'context'>, place: Place, act: Act, row: CaseRow): Problem | undefined {
  if (act.closesParts) {
    const open = context.openParts.filter(part => place.organ === null || part.organ === place.organ)
    const [first] = open
    if (first) return conflict(`还有${open.map(part => `${part.count}项“${part.label}”`).join('、')}未办结，全部办结后才能${act.label}`)
  }
  if (act.when && !context.holds(act.when, row))
    return new Problem('invalid', act.says ?? `当前条件不允许“${act.label}”，请先补全${flow.record.label}的相关内容`)
  return undefined
}

type Found = { readonly place: Place; readonly act: Act; readonly standing: Standing }

function findStepAct(asked: Asked): Found {
  const { flow, state, request, context } = asked
  const meant = placesMeant(asked)
  const offering = meant.flatMap(place => {
    const step = stateOf(flow, state, place)
    const act = step.kind === 'step' ? step.on[request.act] : undefined
    return act ? [{ place, act }] : []
  })
  if (offering.length === 0) throw conflict(`${standsAt(asked)}，${possible(asked, meant.length > 0 ? meant : openPlaces(state))}`)
  const mine = offering.flatMap(one => {
    const standing = standingAt(context.subject, desksFor(asked, one.place, one.act))
    return standing ? [{ ...one, standing }] : []
  })
  const [first, ...others] = mine
  const elsewhere = meant.filter(place => standingAt(context.subject, deskKeys(asked, place)))
  // Theirs is another place: what they wanted has been done already, perhaps a moment ago.
  if (!first && elsewhere.length > 0) throw conflict(`${standsAt(asked)}，${possible(asked, elsewhere)}`)
  if (!first)
    throw denied(
      `您不能办理“${offering[0]!.act.label}”，该环节由${deskNames(desksFor(asked, offering[0]!.place, offering[0]!.act), context.directory)}办理`,
    )
  if (others.length > 0)
    throw invalid(
      `您有${mine.length}项待办可以“${first.act.label}”，请指明办理哪一项（${mine.map(one => context.directory.organ(one.place.organ ?? '')?.name ?? placeLabel(flow, state, one.place)).join('、')}）`,
      'task',
    )
  return first
}

export const desksFor = (asked: Asked, place: Place, act: Act): string[] =>
  act.by ? desksOfOwner(act.by, asked.context.row, place.organ, asked.context.directory).map(({ desk }) => desk) : deskKeys(asked, place)

function possible({ flow, state }: Asked, places: readonly Place[]): string {
  const labels = new Set(
    places.flatMap(place => {
      const step = stateOf(flow, state, place)
      return step.kind === 'step' ? Object.values(step.on).map(act => act.label) : []
    }),
  )
  return labels.size > 0 ? `此时可以：${[...labels].join('、')}` : '此时没有可以办理的操作'
}

function checkValues({ flow, request, context }: Asked, act: Act): { values: Values; sets: Values } {
  const form = formOf(flow.record, act)
  const part = act.adds?.().fields ?? {}
  const given = request.values ?? {}
  const own = Object.fromEntries(Object.entries(given).filter(([name]) => name in form))
  const stray = Object.keys(given).filter(name => !(name in form) && !(name in part))
  const { values, faults } = context.check(form, own)
  const all = [...faults, ...stray.map(at => ({ at, message: `“${act.label}”没有“${at}”这一项` }))]
  if (all.length > 0) throw new Problem('invalid', `“${act.label}”填写有误：${all.map(fault => fault.message).join('；')}`, all)
  return { values, sets: Object.fromEntries(Object.entries(values).filter(([name]) => act.sets?.includes(name))) }
}

/** What the timeline keeps: what was filled in here and in the part-row; personal values leave only the fact. */
function shown({ flow, request }: Asked, act: Act, values: Values): Values {
  const part = act.adds?.().fields ?? {}
  const form = formOf(flow.record, act)
  const added = Object.fromEntries(Object.entries(request.values ?? {}).filter(([name]) => name in part && !(name in form)))
  return Object.fromEntries(
    Object.entries({ ...added, ...values }).map(([name, value]) => [name, (form[name] ?? part[name])?.protect ? '＊' : value]),
  )
}

function goTo(asked: Asked, place: Place, to: string, row: CaseRow) {
  const way = startWay(asked, row)
  if (place.branch === null || place.organ === null) enter(way, to)
  else
    enterBranch(way, {
      branch: place.branch,
      organ: place.organ,
      states: getBranch(asked.flow, asked.state, place.branch).states,
      name: to,
    })
  return way.moves
}

const labelOf = ({ flow, state }: Asked, place: Place, to: string): string =>
  place.branch === null ? stateLabel(flow, to) : stateLabel(flow, state.state, place.branch, to)
