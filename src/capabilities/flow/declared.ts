// Questions to a declaration about what happened: which act it was, what a state does when it is entered, what people call it.
import type { Flow } from '#declare'
import { actLabel, isReserved } from './acts.ts'
import type { CaseState, Event } from './event.ts'
import { stateOf } from './way.ts'

/** The declared act of an event, as the case stood before it. */
export function declaredAct(flow: Flow, state: CaseState, event: Extract<Event, { type: 'acted' }>) {
  const place = state.branches[event.place] ?? state.main
  const step = place && stateOf(flow, state, place)
  return step?.kind === 'step' ? step.on[event.act] : undefined
}

/** Whether an act of this name asks for closed sub-cases anywhere in the flow. */
export function closesParts(flow: Flow, act: string): boolean {
  if (isReserved(act)) return false
  const steps = Object.values(flow.states).flatMap(state =>
    state.kind === 'parallel' ? Object.values(state.branches).flatMap(branch => Object.values(branch.states)) : [state],
  )
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

/** The act's own name, or the kind of event. */
export const nameOf = (event: Event): string => (event.type === 'acted' ? event.act : event.type)

/** What an event is called for people. */
export function labelOf(flow: Flow, event: Event): string {
  return event.type === 'acted' ? actLabel(flow, event.act) : eventLabels[event.type]
}

export const eventLabels: Readonly<Record<Exclude<Event['type'], 'acted'>, string>> = {
  opened: '发起',
  lapsed: '逾期自动流转',
  waited: '等待期满',
  reminded: '系统提醒',
  urged: '催办',
  supervised: '督办',
  replied: '督办回复',
  'extension-asked': '申请延期',
  'extension-refused': '不同意延期',
  extended: '延期',
  suspended: '中止',
  resumed: '恢复',
  reckoned: '期限重算',
  transferred: '转办',
  assigned: '指派',
  claimed: '认领',
  copied: '抄送',
  read: '已阅',
  noted: '系统记录',
  commented: '补充说明',
  withdrawn: '撤回',
  voided: '作废',
  reopened: '重办',
}

/** Whether a task is what an event was the answer to. */
export function answers(event: Event, task: { readonly kind: string; readonly key: string; readonly place: string }): boolean {
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
