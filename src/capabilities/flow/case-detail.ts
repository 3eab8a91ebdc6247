// One case as a page shows it: where it is, who is next and by when, what I may do and why not, and what happened so far.
import {
  always,
  type Condition,
  type Field,
  type Fields,
  type Flow,
  getFlow,
  getRecord,
  type OversightAct,
  oversightActs,
  Problem,
} from '#declare'
import type { ActView, CaseDetail, OpenStep } from '../../wire/cases.ts'
import type { FieldView } from '../../wire/manifest.ts'
import type { Subject } from '../identity/port.ts'
import type { Tx } from '../store/port.ts'
import { formOf, needsReason, type PlatformAct, platformActs, platformForm, stateLabel } from './acts.ts'
import { caseLight, lightOf, workdaysLeft } from './clocks.ts'
import { type Context, findPlace, placeLabel } from './decide.ts'
import { deskName, standingAt } from './desks.ts'
import { decide, desksFor, whyNot } from './engine.ts'
import type { CaseState, Task } from './event.ts'
import type { FlowEngine, FlowOptions } from './flow-options.ts'
import { foldOf, markRead, openCase, readEvents } from './store.ts'
import { desksAt, openPlaces, taskKey, wantedTasks } from './tasks.ts'
import { mentionsOf, timelineEntry } from './timeline.ts'
import { stateOf } from './way.ts'

export type Detail = CaseDetail
type Reading = { readonly options: FlowOptions; readonly flow: FlowEngine; readonly tx: Tx; readonly subject: Subject }

export async function readDetail({ options, flow: engine, tx, subject }: Reading, recordName: string, id: string): Promise<Detail> {
  const record = getRecord(options.model, recordName)
  const flow = getFlow(options.model, recordName)
  const row = await options.store.get(tx, subject, record, id)
  const state = foldOf(row.case?.fold)
  if (!state || !row.case) throw new Problem('not-found', `这条“${record.label}”尚未启动“${flow.label}”流程`)
  const now = options.clock.now()
  await openCase(tx, row)
  const events = await readEvents(tx, row)
  const names = await options.store.namesInValues(
    tx,
    subject,
    events.flatMap(event => mentionsOf(flow, event)),
  )
  const context: Context = {
    ...engine.contextOf(record, subject, row, now),
    openParts: await engine.openParts(tx, record, row),
    history: events.map(({ data }) => data),
  }
  const tasks = wantedTasks(flow, state, context)
  await markRead(tx, subject, row, now)
  const { light } = caseLight(context.calendar, flow.marks, row.case, now)
  return {
    id,
    record: recordName,
    flow: flow.name,
    version: state.seq,
    state: state.state,
    stateLabel: stateLabel(flow, state.state),
    light,
    openedAt: state.openedAt,
    dueAt: state.due?.at ?? null,
    endedAt: state.ended?.at ?? null,
    suspended: state.suspended,
    counts: state.counts,
    open: tasks.filter(task => ['step', 'reply', 'extension'].includes(task.kind)).map(task => openStep(flow, state, task, context)),
    acts: actViews(flow, state, tasks, context),
    timeline: events.map(event => timelineEntry(flow, event, { directory: options.directory, names })),
    visited: [...state.visited],
  }
}

function openStep(flow: Flow, state: CaseState, task: Task, { directory, now, calendar }: Context): OpenStep {
  const place = findPlace(state, task.place)
  const label =
    task.kind === 'reply' ? '督办回复' : task.kind === 'extension' ? '延期审批' : place ? placeLabel(flow, state, place) : task.state
  return {
    task: task.key,
    kind: task.kind,
    branch: task.branch,
    state: task.state,
    stateLabel: label,
    organ: task.organ,
    organName: task.organ && (directory.organ(task.organ)?.name ?? task.organ),
    who: task.person === null ? deskName(task.desk, directory) : directory.personName(task.person),
    openedAt: task.openedAt,
    dueAt: task.dueAt,
    light: lightOf(task, now),
    workdaysLeft: workdaysLeft(task.dueAt, now, calendar),
  }
}

/** The acts this person may do here, and those they could do if something were different. Acts that are not theirs are not shown. */
function actViews(flow: Flow, state: CaseState, tasks: readonly Task[], context: Context): ActView[] {
  return [...stepActs(flow, state, context), ...commonActs(flow, state, tasks, context)]
}

function stepActs(flow: Flow, state: CaseState, context: Context): ActView[] {
  const asked = { flow, state, context, request: { act: '' } }
  return openPlaces(state).flatMap(place => {
    const step = stateOf(flow, state, place)
    if (step.kind !== 'step') return []
    return Object.entries(step.on).flatMap(([name, act]): ActView[] => {
      const desks = desksFor(asked, place, act)
      const standing = standingAt(context.subject, desks)
      if (!standing) return []
      const part = act.adds?.().fields ?? {}
      const desk = desksAt(flow, state, place, context).find(one => one.desk === standing.desk) ?? desksAt(flow, state, place, context)[0]
      const says = state.suspended
        ? `本件已中止（${state.suspended.reason}），恢复后才能办理`
        : (whyNot({ flow, context }, place, act.when && mentions(act.when, act.sets ?? []) ? { ...act, when: always } : act, context.row)
            ?.message ?? null)
      return [
        {
          act: name,
          label: act.label,
          task: desk ? taskKey(place, desk.desk) : null,
          branch: place.branch === null ? null : place.key,
          kind: 'step',
          tone: act.tone ?? 'plain',
          form: views(formOf(flow.record, act)).filter(field => !(field.name in part)),
          adds: act.adds?.().name ?? null,
          reason: act.reason ?? false,
          offline: act.offline ?? false,
          reads: act.reads?.label ?? null,
          allowed: says === null,
          says,
          leadsTo:
            act.to === undefined
              ? null
              : place.branch === null
                ? stateLabel(flow, act.to)
                : stateLabel(flow, state.state, place.branch, act.to),
        },
      ]
    })
  })
}

/** A condition over a field that the act itself sets is asked when the form comes in. */
function mentions(condition: Condition, fields: readonly string[]): boolean {
  if (condition.op === 'not') return mentions(condition.of, fields)
  if (condition.op === 'all' || condition.op === 'any') return condition.of.some(one => mentions(one, fields))
  return 'field' in condition && fields.includes(condition.field)
}

const farAway = '2999-12-31'

/** Asks the engine itself: a complaint about the form means that the act is possible, a conflict says why it is not. */
function commonActs(flow: Flow, state: CaseState, tasks: readonly Task[], context: Context): ActView[] {
  const names = [...flow.oversight.acts, ...(Object.keys(platformActs) as PlatformAct[])]
  const places = openPlaces(state).filter(place => stateOf(flow, state, place).kind === 'step')
  return names.flatMap((act): ActView[] => {
    const label = act in oversightActs ? oversightActs[act as OversightAct] : platformActs[act as PlatformAct]
    const targets = targetsOf(act, flow, state, tasks, places, context)
    return targets.flatMap(({ task, branch }): ActView[] => {
      const to = act === 'assign' ? context.subject.person : ''
      const answer = decide(
        flow,
        state,
        { act, reason: '—', date: farAway, to, people: [context.subject.person], ...(task !== null && { task }) },
        context,
      )
      const refusal = answer instanceof Problem && answer.code !== 'invalid' ? answer : null
      if (refusal?.code === 'denied' || (refusal && hidden.includes(act))) return []
      return [
        {
          act,
          label,
          task,
          branch,
          kind: act in oversightActs ? 'oversight' : 'platform',
          tone: act === 'void' ? 'danger' : act === 'reply' || act === 'grant-extension' ? 'primary' : 'plain',
          form: views(platformForm(act)),
          adds: null,
          reason: needsReason(act),
          offline: false,
          reads: null,
          allowed: refusal === null,
          says: refusal?.message ?? null,
          leadsTo: null,
        },
      ]
    })
  })
}

/** Not worth a grey button: they are offered when there is something to do. */
const hidden: readonly string[] = [
  'reply',
  'grant-extension',
  'refuse-extension',
  'withdraw',
  'read',
  'claim',
  'assign',
  'ask-extension',
  'resume',
  'reopen',
  'suspend',
]

type Target = { readonly task: string | null; readonly branch: string | null }
function targetsOf(
  act: string,
  flow: Flow,
  state: CaseState,
  tasks: readonly Task[],
  places: ReturnType<typeof openPlaces>,
  context: Context,
): Target[] {
  const kind = act === 'reply' ? 'reply' : act === 'grant-extension' || act === 'refuse-extension' ? 'extension' : null
  if (kind) return tasks.filter(task => task.kind === kind).map(task => ({ task: task.key, branch: task.branch }))
  if (!['ask-extension', 'assign', 'claim'].includes(act)) return [{ task: null, branch: null }]
  return places.flatMap(place =>
    desksAt(flow, state, place, context).map(({ desk }) => ({
      task: taskKey(place, desk),
      branch: place.branch === null ? null : place.key,
    })),
  )
}

export const fieldView = (name: string, { to, columns, when, ...field }: Field): FieldView => ({
  name,
  ...(field as Omit<FieldView, 'name'>),
  ...(when !== undefined && { when }),
  ...(to && { to: to().name }),
  ...(columns && { columns: views(columns) }),
})
const views = (fields: Fields): FieldView[] => Object.entries(fields).map(([name, field]) => fieldView(name, field))
