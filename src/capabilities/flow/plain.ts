// A case in plain words, for the public: the main states it passed and will pass, without the names of officials and without what offices
// say among themselves.
import type { Flow, State } from '#declare'
import { personDesk } from '../identity/port.ts'
import { labelOf } from './declared.ts'
import type { CaseState, Event } from './event.ts'
import { desksAt, openPlaces, type Surroundings, wantedTasks } from './tasks.ts'

export type PlainEvent = {
  readonly at: string
  readonly label: string
  /** The organ that acted; null where it was a party or the system. */
  readonly organ: string | null
  readonly byAccount: string | null
  readonly note: string | null
  /** The main state that was entered, if one was. */
  readonly state: string | null
}

export const plainLabel = (flow: Flow, name: string): string => {
  const state = flow.states[name]
  return (state && 'says' in state && state.says) || state?.label || name
}

const entered = (event: Event): string | null => {
  const names = 'moves' in event ? event.moves.flatMap(move => (move.move === 'enter' || move.move === 'end' ? [move.state] : [])) : []
  return names.at(-1) ?? null
}

/** `isParty`: whether an id is an account of the public. */
export function plainEvents(flow: Flow, events: readonly Event[], isParty: (id: string) => boolean): PlainEvent[] {
  return events.flatMap((event): PlainEvent[] => {
    const state = entered(event)
    const byAccount = isParty(event.actor) ? (event.onBehalfOf ?? event.actor) : null
    const tell = (label: string, note: string | null = null): PlainEvent[] => [
      { at: event.at, label, organ: byAccount ? null : event.organ, byAccount, note, state },
    ]
    const reason = 'reason' in event ? event.reason || null : null
    switch (event.type) {
      case 'opened':
        return tell(byAccount ? '提交申请' : '登记受理')
      case 'acted': {
        if (state === null) return byAccount ? tell(labelOf(flow, event), reason) : []
        const asksParty = namesParty(flow.states[state])
        return tell(plainLabel(flow, state), byAccount || event.back || asksParty || flow.states[state]?.kind === 'end' ? reason : null)
      }
      case 'lapsed':
      case 'waited':
        return state === null ? [] : tell(plainLabel(flow, state))
      case 'suspended':
        return tell('暂停计时', reason)
      case 'resumed':
        return tell('继续办理')
      case 'extended':
        return tell(`办理期限延至${event.until}`, reason)
      case 'voided':
        return tell('终止办理', reason)
      case 'reopened':
        return tell('重新办理', reason)
      case 'withdrawn':
        return tell('撤回上一步')
      case 'commented':
        return byAccount ? tell('补充说明', reason) : []
      default:
        return []
    }
  })
}

const namesParty = (state: State | undefined): boolean => state?.kind === 'step' && state.by.kind === 'person-in'

/** The usual way to an end, from where the case stands, as far as it can be foreseen: of each step its main act, else its first. */
export function wayAhead(flow: Flow, from: string): string[] {
  const way: string[] = []
  const seen = new Set([from])
  for (let at = nextOf(flow, from); at !== undefined && !seen.has(at); at = nextOf(flow, at)) {
    seen.add(at)
    if (flow.states[at]?.kind !== 'choice') way.push(at)
  }
  return way
}

function nextOf(flow: Flow, name: string): string | undefined {
  const state = flow.states[name]
  switch (state?.kind) {
    case 'step': {
      const onward = Object.values(state.on).filter(act => act.to !== undefined && !act.back && !act.by && !isVoid(flow.states[act.to]))
      return (onward.find(act => act.tone === 'primary') ?? onward[0])?.to
    }
    case 'parallel':
    case 'wait':
      return state.then
    case 'choice':
      return state.otherwise
    default:
      return undefined
  }
}

const isVoid = (state: State | undefined): boolean => state?.kind === 'end' && state.void === true

/** What a change means for those outside. Desks as keys. */
export type Change = {
  readonly seq: number
  readonly opened: boolean
  readonly ended: { readonly state: string; readonly void: boolean } | null
  readonly state: string
  /** Desks that have a step now and had none of it before. */
  readonly fresh: readonly { readonly desk: string; readonly organ: string | null; readonly dueAt: string | null }[]
  readonly handling: readonly string[]
  readonly handledBefore: readonly string[]
}

export function changeOf(flow: Flow, before: CaseState | null, after: CaseState, around: Surroundings, held: ReadonlySet<string>): Change {
  const steps = wantedTasks(flow, after, around).filter(task => task.kind === 'step')
  return {
    seq: after.seq,
    opened: before === null,
    ended: after.ended && !before?.ended ? { state: after.ended.state, void: after.ended.void } : null,
    state: after.state,
    fresh: steps.filter(task => !held.has(task.key)).map(task => ({ desk: task.desk, organ: task.organ, dueAt: task.dueAt })),
    handling: steps.map(task => task.desk),
    handledBefore: before
      ? openPlaces(before).flatMap(place => desksAt(flow, before, place, around).map(({ desk }) => desk))
      : [personDesk(around.row.author)],
  }
}
