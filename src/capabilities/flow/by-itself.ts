// What the platform does to a case by itself: its desks follow an edited row, terms are counted anew, something is noted, a timer fires.
import { getFlow, getRecord, Problem } from '#declare'
import { systemSubject } from '../identity/port.ts'
import { type ActContext, asPlatform } from './act-context.ts'
import { makeEvent } from './decide.ts'
import { decideCalendar } from './decide-calendar.ts'
import { decide, decideTimer } from './engine.ts'
import type { CaseState, Due, NewDue, Values } from './event.ts'
import type { FlowEngine, FlowOptions } from './flow-options.ts'
import { actAsPlatform, foldOf, type Held, readHeld } from './store.ts'
import { openPlaces } from './tasks.ts'
import type { Writer } from './write-act.ts'

export function actsByItself(
  { model, store }: FlowOptions,
  { contextOf }: ActContext,
  { write }: Writer,
): Pick<FlowEngine, 'follow' | 'refresh' | 'reckon' | 'note' | 'fire'> {
  return {
    async follow(tx, subject, { record: name, id, ...request }) {
      const record = getRecord(model, name)
      const flow = getFlow(model, name)
      const platform = asPlatform(subject)
      await actAsPlatform(tx)
      const row = await store.get(tx, platform, record, id, { lock: true })
      const state = foldOf(row.case?.fold)
      if (!state) throw new Problem('conflict', `${record.label}尚未启动“${flow.label}”流程，请先提交`)
      const context = contextOf(record, platform, row)
      const events = decide(flow, state, request, context)
      if (events instanceof Problem) throw events
      return write(tx, { flow, row, state, events, context, held: await readHeld(tx, row, undefined), request: null })
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

const lastMoment = (held: Held): number => Math.max(0, ...held.tasks.map(task => new Date(task.opened_at).getTime()))
