// The one transaction of an act: { row · event · tasks · timers · notices · effects · ledger }. Decides nothing itself.
import { type Also, type AnyRecord, type Calendar, type Clock, type Condition, type FieldFault, type Fields, type Flow, getFlow, getRecord, type Model, Problem } from '#declare'
import { uuidV7 } from '../../methods/uuid/uuid-v7.ts'
import { personDesk, type Subject, systemSubject } from '../identity/port.ts'
import { type EntryInput, recordEntries } from '../ledger/port.ts'
import type { CaseColumns, PlacedRow, Store, Tx } from '../store/port.ts'
import { actLabel, isReserved, stateLabel } from './acts.ts'
import type { Context, OpenPart, Request } from './decide.ts'
import type { CaseRow } from './desks.ts'
import type { Directory } from './directory.ts'
import { decide, decideTimer, open } from './engine.ts'
import type { CaseState, Event, Values } from './event.ts'
import { apply } from './fold.ts'
import { enteredPaths, noticesOf, setsOf } from './notices.ts'
import type { Acted, ActRequest, FlowPort } from './port.ts'
import { runTogether, type Statement } from './batch.ts'
import { actAsPlatform, actAsPlatformSql, foldOf, type Held, insertEffects, insertEvents, insertNotices, insertParties, putTasks, putTimers, readEvents, readHeld, type TaskRow, taskChanges, timerChanges } from './store.ts'
import { type Surroundings, wantedTasks, wantedTimers } from './tasks.ts'
import { stateOf } from './way.ts'

export type FlowOptions = {
  readonly model: Model
  readonly store: Store
  readonly clock: Clock
  /** Asked anew for each act: the official arrangement of a year may be entered while the server runs. */
  calendar(): Calendar
  readonly directory: Directory
  holds(condition: Condition, row: CaseRow, subject: Subject, record: AnyRecord): boolean
  /** What an act does besides, in its transaction, with the powers of the platform in the name of the actor. */
  also?(tx: Tx, subject: Subject, work: Also, of: { readonly record: AnyRecord; readonly row: PlacedRow; readonly made: PlacedRow | null }): Promise<void>
  check(fields: Fields, values: Values): { readonly values: Values; readonly faults: readonly FieldFault[] }
  /** Desks and case that an act has changed, in its transaction; pages are told after the commit. */
  changed?(tx: Tx, change: { readonly desks: readonly string[]; readonly case: { readonly record: string; readonly id: string } }): void
  /** The ledger's statements, written with the act's own; by default `recordEntries` of the ledger. */
  remember?(entries: readonly EntryInput[]): Promise<Remembered>
  /** The tables are spread over several nodes (Citus). */
  readonly isCluster?: boolean
}

export type Remembered = { readonly ids: readonly string[]; readonly statements: readonly Statement[] }

export type FlowEngine = FlowPort & {
  /** A timer that has come due, as an act of the system; null when the case has moved on. */
  fire(timer: { record: string; root: string; case_id: string; key: string; kind: string; at: Date }, now: Date): Promise<Acted | null>
  /** What the engine is asked in, for one row: also for showing what may be done. */
  contextOf(record: AnyRecord, subject: Subject, row: PlacedRow, now?: Date): Context
  openParts(tx: Tx, record: AnyRecord, row: PlacedRow): Promise<OpenPart[]>
}

/** Whether a task is what an event was the answer to. */
function answers(event: Event, task: { readonly kind: string; readonly key: string; readonly place: string }): boolean {
  switch (event.type) {
    case 'acted':
      return task.kind === 'step' && task.place === event.place
    case 'replied':
      return task.key.startsWith(`reply:${event.reply}@`)
    case 'extended':
    case 'extension-refused':
      return event.ask !== null && task.key.startsWith(`extension:${event.ask}@`)
    default:
      return event.type === 'read' && task.kind === 'copy'
  }
}

/** The row as conditions see it: its values and what is known of its case. */
export function caseRow(row: PlacedRow, now: Date): CaseRow {
  const { case: at } = row
  const late = at?.dueAt != null && new Date(at.endedAt ?? now) > new Date(at.dueAt)
  return { ...row, ...(at && { state: at.state, openedAt: at.openedAt, endedAt: at.endedAt, dueAt: at.dueAt, late, ended: at.endedAt !== null, voided: at.voided, urged: at.urged, supervised: at.supervised, returned: at.returned, extended: at.extended }) }
}

export function createFlow(options: FlowOptions): FlowEngine {
  const { model, store, clock, directory, remember = rememberInLedger } = options

  const contextOf = (record: AnyRecord, subject: Subject, row: PlacedRow, now = clock.now()): Context => ({
    subject, now, directory, row: caseRow(row, now), calendar: options.calendar(), check: options.check, openParts: [], holds: (condition, values) => options.holds(condition, values, subject, record),
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
    if (options.isCluster && closesParts(flow, act)) await actAsPlatform(tx)
    if (act === 'withdraw') return { ...context, history: (await readEvents(tx, row)).map(({ data }) => data) }
    return closesParts(flow, act) ? { ...context, openParts: await openParts(tx, flow.record, row) } : context
  }

  const act = (subject: Subject, request: ActRequest): Promise<Acted> => {
    const record = getRecord(model, request.record)
    const flow = getFlow(model, request.record)
    return store.as(subject, async tx => {
      const row = await lockFor(tx, subject, record, request.id)
      const held = await readHeld(tx, row, request.key)
      if (held.repeated) return repeat(row, held.repeated, request, subject)
      const state = foldOf(row.case?.fold)
      if (!state) throw new Problem('conflict', `${record.label}尚未启动“${flow.label}”流程，请先提交`)
      const context = await contextFor(tx, flow, row, subject, request.act)
      const events = decide(flow, state, wish(request), context)
      if (events instanceof Problem) throw events
      return write(tx, { flow, row, state, events, context, held, request })
    })
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
    return write(tx, { flow, row, state: null, events: open(flow, context), context, held: { tasks: [], timers: [], repeated: null }, request: null })
  }

  const write = async (tx: Tx, of: Writing): Promise<Acted> => {
    const { flow, state, events, context, held, request } = of
    const { record } = flow
    const platform = asPlatform(context.subject)
    const sets = Object.assign({}, ...events.map(setsOf)) as Values
    // On a cluster the setting of `readHeld` stays on the first node.
    if (options.isCluster && (Object.keys(sets).length > 0 || actedOf(of)?.adds)) await actAsPlatform(tx)
    const madeRow = await makePart(tx, of)
    const made = madeRow?.id ?? null
    const row = Object.keys(sets).length > 0 ? await store.update(tx, platform, record, of.row.id, sets) : of.row
    const after = events.reduce<CaseState | null>((now, event) => apply(now, event, context.history), state)!
    const around: Surroundings = { row: caseRow(row, context.now), directory, calendar: context.calendar }
    const title = String(row[record.title] ?? '') || record.label
    const key = { root: row.root, case_id: row.id }
    const scene = model.sceneOf.get(record.name)?.id ?? ''
    const ledger = await remember(events.map(event => ({ kind: 'act', at: new Date(event.at), actor: event.actor, scene, record: record.name, row: row.id, case: row.id, act: nameOf(event), content: event })))
    const happened = events.map((event, index) => ({
      ...key, seq: event.seq, type: event.type, act: request?.act ?? null, at: event.at, actor: event.actor, on_behalf_of: event.onBehalfOf, organ: event.organ, state: after.state,
      data: event, key: index === 0 ? (request?.key ?? null) : null, made, ledger_entry: ledger.ids[index] ?? null,
    }))
    const wanted = wantedTasks(flow, after, around).map((task): TaskRow => ({
      ...key, key: task.key, kind: task.kind, record: record.name, scene, title, number: row.number, region: row.region, place: task.place, branch: task.branch, state: task.state, main_state: after.state,
      desk: task.desk, seat: task.person === null ? task.desk : personDesk(task.person), organ: task.organ, person: task.person, opened_at: task.openedAt, remind_at: task.remindAt, yellow_at: task.yellowAt,
      red_at: task.redAt, due_at: task.dueAt, paused: task.paused, urged: task.urged, supervised: task.supervised, version: after.seq, read_at: null, closed_at: null, closed_by: null, outcome: null,
    }))
    const now = context.now.toISOString()
    const last = events.at(-1)
    const tasks = taskChanges(held.tasks, wanted, { at: now, by: context.subject.person, outcome: last ? labelOf(flow, last) : '', answers: task => last !== undefined && answers(last, task) && (context.subject.desks.includes(task.seat) || context.subject.desks.includes(task.desk)) })
    const timers = timerChanges(held.timers, wantedTimers(flow, after, around), { ...key, record: record.name, now })
    const parties = new Set([...(context.subject.person === 'system' ? [] : [personDesk(context.subject.person)]), ...tasks.flatMap(task => (task.closed_at === null ? [task.desk, task.seat] : []))])
    const notices = state ? events.flatMap(event => noticesOf({ flow, before: state, after, event, around, title })) : []
    const effects = events.flatMap(event => enteredPaths(event, state).filter(path => effectAt(flow, path)).map((path, index) => ({ ...key, key: `${event.seq}.${index}`, record: record.name, path, at: now, done_at: null, attempts: 0, next_at: now, error: null })))
    const written = runTogether(tx, [
      ...ledger.statements, ...insertEvents(happened), ...putTasks(tasks), ...putTimers(timers), ...insertParties([...parties].map(desk => ({ ...key, desk, since: now }))),
      ...insertNotices(notices.map(notice => ({ ...key, id: uuidV7(), record: record.name, at: now, ...notice }))), ...insertEffects(effects),
    ], { isCluster: options.isCluster ?? false, first: actAsPlatformSql })
    // Sent together: neither reads what the other writes.
    await Promise.all([written, store.writeCase(tx, record, { root: row.root, id: row.id }, columnsOf(after))])
    await startParts(tx, of, row)
    options.changed?.(tx, { desks: [...new Set([personDesk(context.subject.person), ...tasks.map(task => task.seat), ...notices.map(notice => notice.desk)])], case: { record: record.name, id: row.id } })
    const also = actedOf(of)?.also
    if (also) await options.also?.(tx, asPlatform({ ...context.subject, organ: events[0]!.organ ?? context.subject.organ }), also, { record, row, made: madeRow })
    return { id: row.id, version: after.seq, state: after.state, seq: after.seq, made, repeated: false }
  }

  /** The part-row that an act adds: made by the actor, for the branch's organ. */
  const makePart = async (tx: Tx, { flow, row, events, context, request, state }: Writing): Promise<PlacedRow | null> => {
    const event = events[0]
    const part = event?.type === 'acted' && state ? declaredAct(flow, state, event)?.adds?.() : undefined
    if (!request || !state || !part || event?.type !== 'acted') return null
    const values = Object.fromEntries(Object.entries(request.values ?? {}).filter(([name]) => name in part.fields))
    const organ = state.branches[event.place]?.organ ?? event.organ
    const made = await store.create(tx, asPlatform(context.subject), part, { values, region: row.region, organ, parent: row.id, author: context.subject.person })
    if (model.flows.has(part.name)) await startRow(tx, asPlatform(context.subject), part, made)
    return made
  }

  const startParts = async (tx: Tx, { flow, events, context, state }: Writing, row: PlacedRow): Promise<void> => {
    const event = events[0]
    if (!state || event?.type !== 'acted') return
    const part = declaredAct(flow, state, event)?.starts?.()
    if (!part) return
    for (const one of await store.parts(tx, asPlatform(context.subject), part, row.id)) if (!one.case?.state) await startRow(tx, asPlatform(context.subject), part, one)
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
      await write(tx, { flow, row, state, events: [], context: contextOf(record, system, row), held: await readHeld(tx, row, undefined), request: null })
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
        const at = timer.kind !== 'lapse' && timer.kind !== 'wait' ? now : new Date(Math.min(now.getTime(), Math.max(timer.at.getTime(), lastMoment(held))))
        const context = contextOf(record, system, row, at)
        const events = decideTimer(flow, state, timer, context)
        if (events.length === 0) return null
        return write(tx, { flow, row, state, events, context, held, request: { record: record.name, id: row.id, act: 'timer', key: `timer ${timer.key}` } })
      }),
  }
}

type Writing = { readonly flow: Flow; readonly row: PlacedRow; readonly state: CaseState | null; readonly events: readonly Event[]; readonly context: Context; readonly held: Held; readonly request: ActRequest | null }

/** The platform on behalf of a person: their name stays on what is written, the access rules have been asked before. */
const asPlatform = (subject: Subject): Subject => ({ ...subject, kind: 'system' })

/** The declared act that was done, if it was one of the flow's own. */
function actedOf({ flow, state, events }: Writing) {
  const event = events[0]
  return state && event?.type === 'acted' ? declaredAct(flow, state, event) : undefined
}

const lastMoment = (held: Held): number => Math.max(0, ...held.tasks.map(task => new Date(task.opened_at).getTime()))

function wish(request: ActRequest): Request {
  const { record: _record, id: _id, key: _key, ...rest } = request
  return rest
}

function repeat(row: PlacedRow, first: NonNullable<Held['repeated']>, request: ActRequest, subject: Subject): Acted {
  if (first.act !== request.act || first.actor !== subject.person) throw new Problem('invalid', '这个幂等键已用于另一次操作，请换一个新的键')
  return { id: row.id, version: first.seq, state: first.state, seq: first.seq, made: first.made, repeated: true }
}

/** The ledger writes through whatever stands for a connection; here its statements are kept, to go out with the act's own. */
export async function rememberInLedger(entries: readonly EntryInput[]): Promise<Remembered> {
  const statements: Statement[] = []
  const keep = { query: async (statement: Statement) => void statements.push(statement) }
  const written = await recordEntries(keep as unknown as Parameters<typeof recordEntries>[0], entries)
  return { ids: written.map(entry => entry.id), statements }
}

function declaredAct(flow: Flow, state: CaseState, event: Extract<Event, { type: 'acted' }>) {
  const place = state.branches[event.place] ?? state.main
  const step = place && stateOf(flow, state, place)
  return step?.kind === 'step' ? step.on[event.act] : undefined
}

function closesParts(flow: Flow, act: string): boolean {
  if (isReserved(act)) return false
  const steps = Object.values(flow.states).flatMap(state => (state.kind === 'parallel' ? Object.values(state.branches).flatMap(branch => Object.values(branch.states)) : [state]))
  return steps.some(step => step.kind === 'step' && step.on[act]?.closesParts)
}

/** The declared effect of a path as `enteredPaths` gives it. */
export function effectAt(flow: Flow, path: string) {
  const [main = '', branch, inner] = path.split('@')[0]!.split('.')
  const state = flow.states[main]
  if (branch === undefined || inner === undefined) return state && 'enter' in state ? state.enter : undefined
  const found = state?.kind === 'parallel' ? state.branches[branch]?.states[inner] : undefined
  return found && 'enter' in found ? found.enter : undefined
}

const nameOf = (event: Event): string => (event.type === 'acted' ? event.act : event.type)

/** What an event is called for people. */
export function labelOf(flow: Flow, event: Event): string {
  return event.type === 'acted' ? actLabel(flow, event.act) : eventLabels[event.type]
}

export const eventLabels: Readonly<Record<Exclude<Event['type'], 'acted'>, string>> = {
  opened: '发起', lapsed: '逾期自动流转', waited: '等待期满', reminded: '系统提醒', urged: '催办', supervised: '督办', replied: '督办回复', 'extension-asked': '申请延期', 'extension-refused': '不同意延期',
  extended: '延期', suspended: '中止', resumed: '恢复', transferred: '转办', assigned: '指派', claimed: '认领', copied: '抄送', read: '已阅', commented: '补充说明', withdrawn: '撤回', voided: '作废', reopened: '重办',
}

function columnsOf(state: CaseState): CaseColumns {
  return {
    state: state.state, openedAt: new Date(state.openedAt), endedAt: state.ended ? new Date(state.ended.at) : null, dueAt: state.due ? new Date(state.due.at) : null, voided: state.ended?.void ?? false,
    suspendedAt: state.suspended ? new Date(state.suspended.since) : null, ...state.counts, fold: state, caseVersion: state.seq,
  }
}
