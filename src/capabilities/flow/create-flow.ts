// The one transaction of an act: { row · event · tasks · timers · notices · effects · ledger }. Decides nothing itself.
import {
  type Also,
  type AnyRecord,
  type Calendar,
  type Clock,
  type Condition,
  type FieldFault,
  type Fields,
  type Flow,
  type Give,
  getFlow,
  getRecord,
  type Model,
  type Paper,
  Problem,
} from '#declare'
import { actorOf, type Subject, systemSubject } from '../identity/port.ts'
import type { EntryInput } from '../ledger/port.ts'
import type { PlacedRow, Store, Tx } from '../store/port.ts'
import { stateLabel } from './acts.ts'
import { answering } from './answering.ts'
import { runTogether } from './batch.ts'
import { caseRow, changesOf, columnsOf } from './changes.ts'
import { type Context, makeEvent, type OpenPart, type Request } from './decide.ts'
import { type CalendarChange, decideCalendar } from './decide-calendar.ts'
import { closesParts, declaredAct } from './declared.ts'
import type { CaseRow } from './desks.ts'
import type { Directory } from './directory.ts'
import { decide, decideTimer, open } from './engine.ts'
import type { CaseState, Due, Event, NewDue, Values } from './event.ts'
import { apply } from './fold.ts'
import { setsOf } from './notices.ts'
import { type Change, changeOf } from './plain.ts'
import type { Acted, ActRequest, FlowPort } from './port.ts'
import { entriesOf, type Remembered, rememberInLedger } from './remember.ts'
import { actAsPerson, actAsPlatform, actAsPlatformSql, foldOf, type Held, heldOf, heldSql, readEvents, readHeld } from './store.ts'
import { openPlaces, type Surroundings } from './tasks.ts'

export type FlowOptions = {
  readonly model: Model
  readonly store: Store
  readonly clock: Clock
  /** Asked anew for each act: the official arrangement of a year may be entered while the server runs. */
  calendar(): Calendar
  readonly directory: Directory
  holds(condition: Condition, row: CaseRow, subject: Subject, record: AnyRecord): boolean
  /** What an act does besides, in its transaction, with the powers of the platform in the name of the actor. */
  also?(
    tx: Tx,
    subject: Subject,
    work: Also,
    of: { readonly record: AnyRecord; readonly row: PlacedRow; readonly made: PlacedRow | null; readonly given: Values },
  ): Promise<void>
  /** Issues the papers of an act, after everything else it does. */
  issue?(tx: Tx, subject: Subject, papers: readonly Paper[], of: { readonly record: AnyRecord; readonly id: string }): Promise<void>
  /** Gives what an act hands over to the scene that takes it. */
  handOver?(tx: Tx, subject: Subject, give: Give, of: { readonly record: AnyRecord; readonly row: PlacedRow }): Promise<void>
  /** Refuses files in what an act says that the actor did not upload; what the row names already may be named again. */
  ownFiles?(tx: Tx, subject: Subject, values: readonly Values[], row: PlacedRow): Promise<void>
  check(fields: Fields, values: Values): { readonly values: Values; readonly faults: readonly FieldFault[] }
  /** What a change means for the public, in its transaction, which by then writes for the platform. */
  told?(tx: Tx, of: { readonly record: AnyRecord; readonly row: PlacedRow; readonly change: Change }): Promise<void>
  /** Desks and case that an act has changed, in its transaction; pages are told after the commit. */
  changed?(tx: Tx, change: { readonly desks: readonly string[]; readonly case: { readonly record: string; readonly id: string } }): void
  /** The ledger's statements, written with the act's own; by default `recordEntries` of the ledger. */
  remember?(entries: readonly EntryInput[]): Promise<Remembered>
  /** The tables are spread over several nodes (Citus). */
  readonly isCluster?: boolean
}

export type FlowEngine = FlowPort & {
  /** A timer that has come due, as an act of the system; null when the case has moved on. */
  fire(timer: { record: string; root: string; case_id: string; key: string; kind: string; at: Date }, now: Date): Promise<Acted | null>
  /** The terms of an open case counted anew by another arrangement of holidays; its marks follow in any case. `key`: once. */
  reckon(record: string, id: string, change: CalendarChange, key: string): Promise<Acted | null>
  /** What the engine is asked in, for one row: also for showing what may be done. */
  contextOf(record: AnyRecord, subject: Subject, row: PlacedRow, now?: Date): Context
  openParts(tx: Tx, record: AnyRecord, row: PlacedRow): Promise<OpenPart[]>
}

export function createFlow(options: FlowOptions): FlowEngine {
  const { model, store, clock, directory, remember = rememberInLedger } = options

  const contextOf = (record: AnyRecord, subject: Subject, row: PlacedRow, now = clock.now()): Context => ({
    subject,
    now,
    directory,
    row: caseRow(row, now),
    calendar: options.calendar(),
    check: options.check,
    openParts: [],
    holds: (condition, values) => options.holds(condition, values, subject, record),
  })

  const openParts = async (tx: Tx, record: AnyRecord, row: PlacedRow): Promise<OpenPart[]> => {
    const counts = new Map<string, OpenPart>()
    for (const part of model.partsOf.get(record.name) ?? []) {
      if (!model.flows.has(part.name)) continue
      for (const { case: at, organ } of await store.parts(tx, asPlatform(systemSubject(row.region)), part, row.id)) {
        if (!at?.state || at.endedAt) continue
        const key = `${part.name} ${organ}`
        counts.set(key, { label: part.label, organ, count: (counts.get(key)?.count ?? 0) + 1 })
      }
    }
    return [...counts.values()]
  }

  /** The state a request is decided on, with what only some acts need to know. */
  const contextFor = async (tx: Tx, flow: Flow, row: PlacedRow, subject: Subject, act: string): Promise<Context> => {
    const context = contextOf(flow.record, subject, row)
    if (options.isCluster && (act === 'withdraw' || closesParts(flow, act))) await actAsPlatform(tx)
    if (act === 'withdraw') return { ...context, history: (await readEvents(tx, row)).map(({ data }) => data) }
    return closesParts(flow, act) ? { ...context, openParts: await openParts(tx, flow.record, row) } : context
  }

  const act = (subject: Subject, request: ActRequest): Promise<Acted> => {
    const record = getRecord(model, request.record)
    const flow = getFlow(model, request.record)
    return store.as(subject, async tx => {
      const { row, held } = await lockAndHold(tx, subject, record, request)
      if (held.repeated) return repeat(row, held.repeated, request, subject)
      const state = foldOf(row.case?.fold)
      if (!state) throw new Problem('conflict', `${record.label}尚未启动“${flow.label}”流程，请先提交`)
      const context = await contextFor(tx, flow, row, subject, request.act)
      const events = decide(flow, state, wish(request), context)
      if (events instanceof Problem) throw events
      await options.ownFiles?.(
        tx,
        subject,
        events.flatMap(event => ('values' in event ? [event.values] : [])),
        row,
      )
      return write(tx, { flow, row, state, events, context, held, request })
    })
  }

  /** The row under lock and what is open in its case. From here on the transaction writes for the platform. */
  const lockAndHold = async (
    tx: Tx,
    subject: Subject,
    record: AnyRecord,
    { id, key }: ActRequest,
  ): Promise<{ row: PlacedRow; held: Held }> => {
    if (!options.isCluster) {
      try {
        const { row, read } = await store.lock(tx, subject, record, id, heldSql(id, key))
        return { row, held: heldOf(read) }
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'not-found') throw error
      }
      // What was read there speaks for the platform; whether the person may see the row is still to be asked.
      await actAsPerson(tx)
    }
    const row = await lockFor(tx, subject, record, id)
    // On a cluster a setting made by a function stays on the first node.
    if (options.isCluster) await actAsPlatform(tx)
    return { row, held: await readHeld(tx, row, key) }
  }

  /** The row under lock. Row-level security lets only those lock who may write; whoever may read may still comment on a case. */
  const lockFor = async (tx: Tx, subject: Subject, record: AnyRecord, id: string): Promise<PlacedRow> => {
    try {
      return await store.get(tx, subject, record, id, { lock: true })
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'not-found') throw error
    }
    await store.get(tx, subject, record, id)
    await actAsPlatform(tx)
    return store.get(tx, asPlatform(subject), record, id, { lock: true })
  }

  const startRow = async (tx: Tx, subject: Subject, record: AnyRecord, row: PlacedRow): Promise<Acted> => {
    const flow = getFlow(model, record.name)
    if (row.case?.state) throw new Problem('conflict', `“${flow.label}”流程已经启动，现处于“${stateLabel(flow, row.case.state)}”`)
    store.requireComplete(record, row)
    await actAsPlatform(tx)
    const context = contextOf(record, subject, row)
    return write(tx, {
      flow,
      row,
      state: null,
      events: open(flow, context),
      context,
      held: { tasks: [], timers: [], repeated: null },
      request: null,
    })
  }

  const write = async (tx: Tx, of: Writing): Promise<Acted> => {
    const { flow, state, context, held, request } = of
    const { record } = flow
    const platform = asPlatform(context.subject)
    const sets = Object.assign({}, ...of.events.map(setsOf)) as Values
    // What is protected lies in the row, sealed; the history keeps only that it was filled in.
    const events = of.events.map(event => withoutProtected(record, event))
    // On a cluster the setting of `readHeld` stays on the first node.
    if (options.isCluster && (Object.keys(sets).length > 0 || actedOf(of)?.adds)) await actAsPlatform(tx)
    const madeRow = await makePart(tx, of)
    const made = madeRow?.id ?? null
    const row = Object.keys(sets).length > 0 ? await store.update(tx, platform, record, of.row.id, sets) : of.row
    const after = events.reduce<CaseState | null>((now, event) => apply(now, event, context.history), state)!
    if (state?.ended?.void && !after.ended?.void) await store.takeSlotsAgain(tx, platform, record, row)
    const around: Surroundings = { row: caseRow(row, context.now), directory, calendar: context.calendar }
    const scene = model.sceneOf.get(record.name)?.id ?? ''
    const ledger = await remember(entriesOf(record, scene, row.id, events))
    const { statements, desks } = changesOf({
      flow,
      row,
      scene,
      before: state,
      after,
      events,
      subject: context.subject,
      now: context.now,
      held,
      around,
      made,
      request,
      ledger: ledger.ids,
    })
    await runTogether(tx, [...ledger.statements, ...statements], {
      isCluster: options.isCluster ?? false,
      first: actAsPlatformSql,
      defer: store.defer,
    })
    store.writeCase(tx, record, { root: row.root, id: row.id }, columnsOf(after))
    await dropParts(tx, of, row)
    await startParts(tx, of, row)
    if (events.length > 0)
      await options.told?.(tx, { record, row, change: changeOf(flow, state, after, around, new Set(held.tasks.map(task => task.key))) })
    options.changed?.(tx, {
      desks,
      case: { record: record.name, id: row.id },
    })
    const acted = actedOf(of)
    const actor = asPlatform({ ...context.subject, organ: events[0]?.organ ?? context.subject.organ })
    if (acted?.also) await options.also?.(tx, actor, acted.also, { record, row, made: madeRow, given: givenIn(of) })
    // Those that `also` has made begin too.
    if (acted?.also && acted.starts) await startParts(tx, of, row)
    if (acted?.hands) await options.handOver?.(tx, actor, acted.hands, { record, row })
    if (acted?.issues) await options.issue?.(tx, actor, acted.issues, { record, id: row.id })
    await tellReassigned(tx, of, row, after)
    return { id: row.id, version: after.seq, state: after.state, seq: after.seq, made, repeated: false }
  }

  /** Other organs than before answer for the case, or the row was edited and may name others. */
  const tellReassigned = async (tx: Tx, of: Writing, row: PlacedRow, after: CaseState): Promise<void> => {
    const { flow, state, events, context } = of
    const { reassigned } = flow
    if (!reassigned || !state) return
    const organs = answering(flow, caseRow(row, context.now), after)
    if (events.length > 0 && organs.join() === answering(flow, caseRow(of.row, context.now), state).join()) return
    const work: Also = (city, stored) => reassigned(city, stored, organs)
    const organ = events[0]?.organ ?? context.subject.organ
    await options.also?.(tx, asPlatform({ ...context.subject, organ }), work, { record: flow.record, row, made: null, given: {} })
  }

  /** The part-row that an act adds: made by the actor, for the branch's organ. */
  const makePart = async (tx: Tx, { flow, row, events, context, request, state }: Writing): Promise<PlacedRow | null> => {
    const event = events[0]
    const part = event?.type === 'acted' && state ? declaredAct(flow, state, event)?.adds?.() : undefined
    if (!request || !state || !part || event?.type !== 'acted') return null
    const values = Object.fromEntries(Object.entries(request.values ?? {}).filter(([name]) => name in part.fields))
    const organ = state.branches[event.place]?.organ ?? event.organ
    const made = await store.create(tx, asPlatform(context.subject), part, {
      values,
      region: row.region,
      organ,
      parent: row.id,
      author: context.subject.person,
    })
    if (model.flows.has(part.name)) await startRow(tx, asPlatform(context.subject), part, made)
    return made
  }

  const startParts = async (tx: Tx, { flow, events, context, state }: Writing, row: PlacedRow): Promise<void> => {
    const event = events[0]
    if (!state || event?.type !== 'acted') return
    const part = declaredAct(flow, state, event)?.starts?.()
    if (!part) return
    const waiting = (await store.parts(tx, asPlatform(context.subject), part, row.id)).filter(one => !one.case?.state)
    demandComplete(part, waiting)
    for (const one of waiting) await startRow(tx, asPlatform(context.subject), part, one)
  }

  /** What was asked in open parts is asked no more: each ends void, for the act's own label. */
  const dropParts = async (tx: Tx, of: Writing, row: PlacedRow): Promise<void> => {
    const acted = actedOf(of)
    const part = acted?.drops?.()
    if (!acted || !part) return
    const actor = asPlatform(of.context.subject)
    const flow = getFlow(model, part.name)
    for (const { id, case: at } of await store.parts(tx, actor, part, row.id)) {
      if (!at?.state || at.endedAt) continue
      const one = await store.get(tx, actor, part, id, { lock: true })
      const state = foldOf(one.case?.fold)
      if (!state || state.ended) continue
      const context = contextOf(part, actor, one)
      const events = decide(flow, state, { act: 'void', reason: acted.label }, context)
      if (events instanceof Problem) throw events
      await write(tx, { flow, row: one, state, events, context, held: await readHeld(tx, one, undefined), request: null })
    }
  }

  /** All parts that cannot start are named at once: a fault for each, under the part's id. */
  const demandComplete = (part: AnyRecord, rows: readonly PlacedRow[]): void => {
    const faults = rows.flatMap((one): FieldFault[] => {
      try {
        store.requireComplete(part, one)
        return []
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        return [
          {
            at: one.id,
            message: `“${String(one[part.title] ?? '') || part.label}”：${error.faults.map(fault => fault.message).join('、') || error.message}`,
          },
        ]
      }
    })
    if (faults.length > 0) throw new Problem('invalid', `有${faults.length}项${part.label}的必填内容还没有填写，补全后才能继续`, faults)
  }

  return {
    act,
    contextOf,
    openParts,
    async start(tx, subject, record, id) {
      return startRow(tx, subject, record, await lockFor(tx, subject, record, id))
    },
    async refresh(tx, record, id) {
      const flow = getFlow(model, record.name)
      const system = systemSubject(model.city.code)
      await actAsPlatform(tx)
      const row = await store.get(tx, system, record, id, { lock: true })
      const state = foldOf(row.case?.fold)
      if (!state) return
      await write(tx, {
        flow,
        row,
        state,
        events: [],
        context: contextOf(record, system, row),
        held: await readHeld(tx, row, undefined),
        request: null,
      })
    },
    reckon: (name, id, change, key) =>
      store.asSystemPastAccessRules(async tx => {
        const record = getRecord(model, name)
        const flow = getFlow(model, name)
        const system = systemSubject(model.city.code)
        const row = await store.get(tx, system, record, id, { lock: true })
        const state = foldOf(row.case?.fold)
        const held = await readHeld(tx, row, key)
        if (!state || state.ended || held.repeated) return null
        const context = { ...contextOf(record, system, row), calendar: change.after }
        const events = decideCalendar(flow, state, change, context)
        const request = events.length > 0 ? { record: name, id, act: 'calendar', key } : null
        const acted = await write(tx, { flow, row, state, events, context, held, request })
        return events.length > 0 ? acted : null
      }),
    async note(tx, record, id, { text, sets }) {
      const flow = getFlow(model, record.name)
      const system = systemSubject(model.city.code)
      await actAsPlatform(tx)
      const row = await store.get(tx, system, record, id, { lock: true })
      const state = foldOf(row.case?.fold)
      if (!state || state.ended) return false
      const context = contextOf(record, system, row)
      const event = makeEvent({ state, context }, { type: 'noted', reason: text, sets, ...movedTerms(state, sets) })
      await write(tx, { flow, row, state, events: [event], context, held: await readHeld(tx, row, undefined), request: null })
      return true
    },
    fire: (timer, now) =>
      store.asSystemPastAccessRules(async tx => {
        const record = getRecord(model, timer.record)
        const flow = getFlow(model, timer.record)
        const system = systemSubject(model.city.code)
        const row = await store.get(tx, system, record, timer.case_id, { lock: true })
        const state = foldOf(row.case?.fold)
        const held = await readHeld(tx, row, `timer ${timer.key}`)
        if (held.repeated || !state) return null
        // For what follows from a term the law's moment counts, not the worker's; but history never runs backwards.
        const at =
          timer.kind !== 'lapse' && timer.kind !== 'wait'
            ? now
            : new Date(Math.min(now.getTime(), Math.max(timer.at.getTime(), lastMoment(held))))
        const context = contextOf(record, system, row, at)
        const events = decideTimer(flow, state, timer, context)
        if (events.length === 0) return null
        return write(tx, {
          flow,
          row,
          state,
          events,
          context,
          held,
          request: { record: record.name, id: row.id, act: 'timer', key: `timer ${timer.key}` },
        })
      }),
  }
}

type Writing = {
  readonly flow: Flow
  readonly row: PlacedRow
  readonly state: CaseState | null
  readonly events: readonly Event[]
  readonly context: Context
  readonly held: Held
  readonly request: ActRequest | null
}

/** Open places and the case, where they are due at a moment that stands in a field of these. */
function movedTerms(state: CaseState, sets: Values): { dues: NewDue[]; caseDue: Due | null } {
  const moved = (due: Due | null): Due | null => {
    const at = due?.field === undefined ? undefined : sets[due.field]
    return due && typeof at === 'string' && at.length > 10 ? { ...due, at: new Date(at).toISOString() } : due
  }
  const dues = openPlaces(state).flatMap((place): NewDue[] => {
    const due = moved(place.due)
    return due && due !== place.due ? [{ place: place.key, due }] : []
  })
  return { dues, caseDue: moved(state.due) }
}

/** The platform on behalf of a person: their name stays on what is written, the access rules have been asked before. */
const asPlatform = (subject: Subject): Subject => ({ ...subject, kind: 'system' })

/** The declared act that was done, if it was one of the flow's own. */
function actedOf({ flow, state, events }: Writing) {
  const event = events[0]
  return state && event?.type === 'acted' ? declaredAct(flow, state, event) : undefined
}

/** What the actor filled in: into the form and into the row. */
function givenIn({ events: [event] }: Writing): Values {
  return event?.type === 'acted' ? { ...event.values, ...event.sets } : {}
}

function withoutProtected(record: AnyRecord, event: Event): Event {
  if (!('sets' in event) || !Object.keys(event.sets).some(name => record.fields[name]?.protect)) return event
  const sets = Object.fromEntries(
    Object.entries(event.sets).map(([name, value]) => [name, record.fields[name]?.protect && value !== null ? '＊' : value]),
  )
  return { ...event, sets }
}

const lastMoment = (held: Held): number => Math.max(0, ...held.tasks.map(task => new Date(task.opened_at).getTime()))

function wish(request: ActRequest): Request {
  const { record: _record, id: _id, key: _key, ...rest } = request
  return rest
}

function repeat(row: PlacedRow, first: NonNullable<Held['repeated']>, request: ActRequest, subject: Subject): Acted {
  if (first.act !== request.act || first.actor !== actorOf(subject))
    throw new Problem('invalid', '这个幂等键已用于另一次操作，请换一个新的键')
  return { id: row.id, version: first.seq, state: first.state, seq: first.seq, made: first.made, repeated: true }
}
