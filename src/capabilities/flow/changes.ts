// What one act changes in the tables of the engine, worked out before anything is written.
import type { Flow } from '#declare'
import { uuidV7 } from '../../methods/uuid/uuid-v7.ts'
import { personDesk, type Subject } from '../identity/port.ts'
import type { CaseColumns, PlacedRow } from '../store/port.ts'
import type { Statement } from './batch.ts'
import { answers, effectAt, labelOf } from './declared.ts'
import type { CaseRow } from './desks.ts'
import type { CaseState, Event, Task } from './event.ts'
import { enteredPaths, noticesOf } from './notices.ts'
import type { ActRequest } from './port.ts'
import { digestOf } from './same-request.ts'
import {
  type Held,
  insertEffects,
  insertEvents,
  insertNotices,
  putTasks,
  putTimers,
  type TaskRow,
  taskChanges,
  timerChanges,
} from './store.ts'
import { type Surroundings, wantedTasks, wantedTimers } from './tasks.ts'

export type Change = {
  readonly flow: Flow
  readonly row: PlacedRow
  readonly scene: string
  /** Null when the case is being opened. */
  readonly before: CaseState | null
  readonly after: CaseState
  readonly events: readonly Event[]
  readonly subject: Subject
  readonly now: Date
  readonly held: Held
  /** Every desk that was involved before. */
  readonly involved: readonly string[]
  readonly around: Surroundings
  readonly made: string | null
  readonly request: ActRequest | null
  /** The ledger entry of each event. */
  readonly ledger: readonly string[]
}

export type Changes = {
  readonly statements: Statement[]
  /** On these something has changed. */
  readonly desks: string[]
  /** Every desk that was ever involved, in the order in which they came. */
  readonly involved: string[]
}

export function changesOf(change: Change): Changes {
  const { flow, row, before, after, events, subject, held, around } = change
  const key = { root: row.root, case_id: row.id }
  const now = change.now.toISOString()
  const record = flow.record.name
  const last = events.at(-1)
  const title = titleOf(change)
  const isMine = (task: TaskRow) => subject.desks.includes(task.seat) || subject.desks.includes(task.desk)
  const tasks = taskChanges(
    held.tasks,
    wantedTasks(flow, after, around).map(task => taskRow(change, title, task)),
    {
      at: now,
      by: subject.person,
      outcome: last ? labelOf(flow, last) : '',
      answers: task => last !== undefined && answers(last, task) && isMine(task),
    },
  )
  const timers = timerChanges(held.timers, wantedTimers(flow, after, around), { ...key, record, now })
  const involved = new Set([
    ...change.involved,
    ...(subject.person === 'system' ? [] : [personDesk(subject.person)]),
    ...tasks.flatMap(task => (task.closed_at === null ? [task.desk, task.seat] : [])),
  ])
  const notices = before ? events.flatMap(event => noticesOf({ flow, before, after, event, around, title })) : []
  return {
    statements: [
      ...insertEvents(events.map((event, index) => eventRow(change, event, index))),
      ...putTasks(tasks),
      ...putTimers(timers),
      ...insertNotices(notices.map(notice => ({ ...key, id: uuidV7(), record, at: now, ...notice }))),
      ...insertEffects(events.flatMap(event => effectRows(change, event))),
    ],
    desks: [...new Set([personDesk(subject.person), ...tasks.map(task => task.seat), ...notices.map(notice => notice.desk)])],
    involved: [...involved],
  }
}

const titleOf = ({ flow, row }: Change): string => String(row[flow.record.title] ?? '') || flow.record.label

const eventRow = ({ row, after, made, request, ledger }: Change, event: Event, index: number) => ({
  root: row.root,
  case_id: row.id,
  seq: event.seq,
  type: event.type,
  act: request?.act ?? null,
  at: event.at,
  actor: event.actor,
  on_behalf_of: event.onBehalfOf,
  organ: event.organ,
  state: after.state,
  data: event,
  key: index === 0 ? (request?.key ?? null) : null,
  asked: index === 0 && request?.key !== undefined ? digestOf(request) : null,
  made,
  ledger_entry: ledger[index] ?? null,
})

const taskRow = ({ flow, row, scene, after }: Change, title: string, task: Task): TaskRow => ({
  root: row.root,
  case_id: row.id,
  key: task.key,
  kind: task.kind,
  record: flow.record.name,
  scene,
  title,
  number: row.number,
  region: row.region,
  place: task.place,
  branch: task.branch,
  state: task.state,
  main_state: after.state,
  desk: task.desk,
  seat: task.person === null ? task.desk : personDesk(task.person),
  organ: task.organ,
  person: task.person,
  opened_at: task.openedAt,
  remind_at: task.remindAt,
  yellow_at: task.yellowAt,
  red_at: task.redAt,
  due_at: task.dueAt,
  paused: task.paused,
  urged: task.urged,
  supervised: task.supervised,
  version: after.seq,
  read_at: null,
  closed_at: null,
  closed_by: null,
  outcome: null,
})

const effectRows = ({ flow, row, before, now }: Change, event: Event) =>
  enteredPaths(event, before)
    .filter(path => effectAt(flow, path))
    .map((path, index) => ({
      root: row.root,
      case_id: row.id,
      key: `${event.seq}.${index}`,
      record: flow.record.name,
      path,
      at: now,
      done_at: null,
      attempts: 0,
      next_at: now,
      error: null,
    }))

/** The row as conditions see it: its values and what is known of its case. */
export function caseRow(row: PlacedRow, now: Date): CaseRow {
  const { case: at } = row
  const late = at?.dueAt != null && new Date(at.endedAt ?? now) > new Date(at.dueAt)
  return {
    ...row,
    ...(at && {
      state: at.state,
      openedAt: at.openedAt,
      endedAt: at.endedAt,
      dueAt: at.dueAt,
      late,
      ended: at.endedAt !== null,
      voided: at.voided,
      urged: at.urged,
      supervised: at.supervised,
      returned: at.returned,
      extended: at.extended,
    }),
  }
}

/** The case as its row keeps it. */
export function columnsOf(state: CaseState): CaseColumns {
  return {
    state: state.state,
    openedAt: new Date(state.openedAt),
    endedAt: state.ended ? new Date(state.ended.at) : null,
    dueAt: state.due ? new Date(state.due.at) : null,
    voided: state.ended?.void ?? false,
    suspendedAt: state.suspended ? new Date(state.suspended.since) : null,
    ...state.counts,
    fold: state,
    caseVersion: state.seq,
  }
}
