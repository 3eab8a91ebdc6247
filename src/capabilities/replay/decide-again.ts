// A past case decided once more: each rule, choice and condition on the facts as they stood at that moment, by the parameters of that day and
// by those that are thought of. What people would have done on another way is not invented. Pure.
import { type Condition, versionOn } from '#declare'
import { type EvaluateContext, evaluate, type Truth } from '../../methods/condition/evaluate.ts'
import { apply, type CaseState, type Event } from '../flow/port.ts'
import type { Decision } from './decisions.ts'

type Scalar = string | number | boolean | null
/** The value of a parameter on a civil date; undefined where it had none yet. */
export type ParameterOn = (name: string, date: string) => Scalar | undefined

export type Decided = {
  readonly decision: Decision
  readonly at: string
  /** What it came to, in words: 允许, 不允许, the state a choice led to. */
  readonly was: string
  readonly is: string
  /** The case can not have gone this way by the facts we find: they were changed outside its story. It is not compared. */
  readonly unclear: boolean
}

export type Facts = {
  readonly events: readonly Event[]
  /** The values of the row today. */
  readonly values: { readonly [field: string]: unknown }
  /** For rows without a flow: when they were made. */
  readonly madeAt: string
}

export type DecideAgain = {
  readonly decisions: readonly Decision[]
  readonly was: ParameterOn
  readonly is: ParameterOn
  readonly context: Omit<EvaluateContext, 'parameter' | 'now' | 'involved'>
  dateOf(at: Date): string
}

const allowed = (truth: Truth) => (truth === true ? '允许' : '不允许')

export function decideAgain({ events, values, madeAt }: Facts, of: DecideAgain): Decided[] {
  const found: Decided[] = []
  const facts = factsAfter(events, values)
  const holdsBy = (side: ParameterOn, condition: Condition, row: object, at: string): Truth => {
    const date = of.dateOf(new Date(at))
    try {
      return evaluate(condition, row as Record<string, unknown>, {
        ...of.context,
        now: new Date(at),
        involved: false,
        parameter: name => side(name, date) ?? null,
      })
    } catch {
      // A fact that is not readable (protected, of another kind) decides nothing.
      return null
    }
  }
  const ask = (decision: Extract<Decision, { kind: 'rule' }>, row: object, at: string) => {
    const version = versionOn(decision.rule, of.dateOf(new Date(at)))
    if (!version) return
    const [was, is] = [of.was, of.is].map(side => allowed(holdsBy(side, version.allow, row, at)))
    found.push({ decision, at, was: was!, is: is!, unclear: false })
  }
  const opening = of.decisions.filter(one => one.kind === 'rule' && one.rule.at.length === 0) as Extract<Decision, { kind: 'rule' }>[]
  if (events.length === 0) for (const decision of opening) ask(decision, values, madeAt)

  let state: CaseState | null = null
  const history: Event[] = []
  for (const [index, event] of events.entries()) {
    const row = { ...facts[index]!, ...caseOf(state, event.at) }
    for (const decision of of.decisions) {
      if (decision.kind === 'rule') {
        const isAsked =
          event.type === 'opened' ? decision.rule.at.length === 0 : event.type === 'acted' && decision.rule.at.includes(event.act)
        if (isAsked) ask(decision, row, event.at)
      }
      if (decision.kind === 'act' && event.type === 'acted' && event.act === decision.act) {
        const [was, is] = [of.was, of.is].map(side => holdsBy(side, decision.when, row, event.at))
        found.push({ decision, at: event.at, was: allowed(was!), is: allowed(is!), unclear: was !== true })
      }
      if (decision.kind === 'choice' && 'moves' in event)
        for (const [at, move] of event.moves.entries()) {
          if (move.move !== 'pass' || move.path !== decision.path) continue
          const [was, is] = [of.was, of.is].map(
            side => decision.cases.find(one => holdsBy(side, one.when, row, event.at) === true)?.to ?? decision.otherwise,
          )
          found.push({ decision, at: event.at, was: was!, is: is!, unclear: was !== wentTo(event.moves, at) })
        }
    }
    state = apply(state, event, event.type === 'withdrawn' ? history : [])
    history.push(event)
  }
  return found
}

type Moves = Extract<Event, { moves: unknown }>['moves']
function wentTo(moves: Moves, pass: number): string | undefined {
  const next = moves[pass + 1]
  if (!next) return undefined
  if (next.move === 'pass') return next.path.split('.').at(-1)
  return 'state' in next ? next.state : undefined
}

/** What conditions know of the case beside the row, before an event. */
function caseOf(state: CaseState | null, at: string): Record<string, unknown> {
  if (!state) return { state: null, openedAt: at, endedAt: null, dueAt: null, late: false, ended: false, voided: false }
  const due = state.due?.at ?? null
  return {
    state: state.state,
    openedAt: state.openedAt,
    endedAt: state.ended?.at ?? null,
    dueAt: due,
    late: due !== null && new Date(at) > new Date(due),
    ended: state.ended !== null,
    voided: state.ended?.void ?? false,
    ...state.counts,
  }
}

/** The values of the row after each event: from those of today back through what each event has set. */
export function factsAfter(
  events: readonly Event[],
  today: { readonly [field: string]: unknown },
): { readonly [field: string]: unknown }[] {
  const after: { readonly [field: string]: unknown }[] = []
  let values = { ...today }
  for (let index = events.length - 1; index >= 0; index -= 1) {
    after[index] = values
    const event = events[index]!
    if ('before' in event) values = { ...values, ...event.before }
    else if (event.type === 'withdrawn') {
      const undone = events.find(one => one.seq === event.withdraws)
      if (undone?.type === 'acted') values = { ...values, ...undone.sets }
    }
  }
  return after
}

/** Changes of the row that no event tells of: its version counts each change, its events those they made. */
export function changedOutside(events: readonly Event[], version: number): boolean {
  const told = events.filter(event => 'sets' in event && Object.keys(event.sets).length > 0).length
  return version > 1 + told
}
