// What an act writes, in its one transaction: { row · event · tasks · timers · notices · effects · ledger }, then what follows from it: parts that begin
// or end, the scene's own work, hand-over, papers.
import { type Also, type AnyRecord, type FieldFault, type Flow, getFlow, Problem } from '#declare'
import type { Subject } from '../identity/port.ts'
import type { PlacedRow, Tx } from '../store/port.ts'
import { type ActContext, asPlatform } from './act-context.ts'
import { stateLabel } from './acts.ts'
import { answering } from './answering.ts'
import { runTogether } from './batch.ts'
import { caseRow, changesOf, columnsOf } from './changes.ts'
import type { Context } from './decide.ts'
import { declaredAct } from './declared.ts'
import { decide, open } from './engine.ts'
import type { CaseState, Event, Values } from './event.ts'
import type { FlowOptions } from './flow-options.ts'
import { apply } from './fold.ts'
import { setsOf } from './notices.ts'
import { changeOf } from './plain.ts'
import type { Acted, ActRequest } from './port.ts'
import { entriesOf, rememberInLedger } from './remember.ts'
import { actAsPlatform, actAsPlatformSql, foldOf, type Held, readHeld } from './store.ts'
import type { Surroundings } from './tasks.ts'

export type Writing = {
  readonly flow: Flow
  readonly row: PlacedRow
  readonly state: CaseState | null
  readonly events: readonly Event[]
  readonly context: Context
  readonly held: Held
  readonly request: ActRequest | null
}

export type Writer = {
  write(tx: Tx, of: Writing): Promise<Acted>
  /** A row begins its flow; refused while something required is missing. */
  startRow(tx: Tx, subject: Subject, record: AnyRecord, row: PlacedRow): Promise<Acted>
}

export function makeWriter(options: FlowOptions, { contextOf }: ActContext): Writer {
  const { model, store, directory, remember = rememberInLedger } = options

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
    const { statements, desks, involved } = changesOf({
      flow,
      row,
      scene,
      before: state,
      after,
      events,
      subject: context.subject,
      now: context.now,
      held,
      involved: involvedIn(of),
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
    store.writeCase(tx, record, { root: row.root, id: row.id }, { ...columnsOf(after), involved })
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

  return { write, startRow }
}

/** Who was involved so far; the row was read under lock by those who ask for it. */
function involvedIn({ row, state }: Writing): readonly string[] {
  const involved = row.case?.involved
  if (state !== null && involved === undefined) throw new Error('The row was read without those involved in its case')
  return involved ?? []
}

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
