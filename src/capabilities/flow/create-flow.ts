// Puts the engine together: a person's act is locked, decided and written in one transaction. Decides nothing itself.
import { type Flow, getFlow, getRecord, Problem } from '#declare'
import type { Subject } from '../identity/port.ts'
import type { PlacedRow, Tx } from '../store/port.ts'
import { makeActContext } from './act-context.ts'
import { actsByItself } from './by-itself.ts'
import type { Context, Request } from './decide.ts'
import { closesParts } from './declared.ts'
import { decide } from './engine.ts'
import type { FlowEngine, FlowOptions } from './flow-options.ts'
import { makeLocking } from './locking.ts'
import type { Acted, ActRequest } from './port.ts'
import { keyed, repeat } from './same-request.ts'
import { actAsPlatform, foldOf, readEvents } from './store.ts'
import { makeWriter } from './write-act.ts'

export function createFlow(options: FlowOptions): FlowEngine {
  const { model, store } = options
  const context = makeActContext(options)
  const { contextOf, openParts } = context
  const { lockAndHold, lockFor } = makeLocking(options)
  const writer = makeWriter(options, context)
  const { write, startRow } = writer

  /** The state a request is decided on, with what only some acts need to know. */
  const contextFor = async (tx: Tx, flow: Flow, row: PlacedRow, subject: Subject, act: string): Promise<Context> => {
    const context = contextOf(flow.record, subject, row)
    if (options.isCluster && (act === 'withdraw' || closesParts(flow, act))) await actAsPlatform(tx)
    if (act === 'withdraw') return { ...context, history: (await readEvents(tx, row)).map(({ data }) => data) }
    return closesParts(flow, act) ? { ...context, openParts: await openParts(tx, flow.record, row) } : context
  }

  const act = (subject: Subject, given: ActRequest): Promise<Acted> => {
    const request = keyed(subject, given)
    const record = getRecord(model, request.record)
    const flow = getFlow(model, request.record)
    return store.as(subject, async tx => {
      const { row, held } = await lockAndHold(tx, subject, record, request)
      if (held.repeated) return repeat(row, held.repeated, request)
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

  return {
    act,
    contextOf,
    openParts,
    async start(tx, subject, record, id) {
      return startRow(tx, subject, record, await lockFor(tx, subject, record, id))
    },
    ...actsByItself(options, context, writer),
  }
}

function wish(request: ActRequest): Request {
  const { record: _record, id: _id, key: _key, ...rest } = request
  return rest
}
