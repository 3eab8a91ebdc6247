// What happened to a case, and what it amounts to. Events carry facts (dates worked out, organs named), so that history
// reads the same after the calendar or the declaration has changed.

export type Mark = 'remind' | 'yellow' | 'red' | 'overdue'

/** Why a place is due when it is: its own term, a date in the row, the parallel state or case around it, or a decision. */
export type DueBy = 'within' | 'until' | 'inherited'
export type Due = { readonly at: string; readonly by: DueBy /** The field, when the date stands in the row. */; readonly field?: string }

/** The place of the case outside any branch. A branch's place is `<branch>/<organ>`. */
export const mainPlace = 'main'
export const branchPlace = (branch: string, organ: string) => `${branch}/${organ}`

export type Move =
  /** The case stands in another state; branches that were open are cancelled. */
  | { readonly move: 'enter'; readonly state: string; readonly kind: 'step' | 'parallel' | 'wait'; readonly due: Due | null }
  | {
      readonly move: 'branch'
      readonly branch: string
      readonly organ: string
      readonly state: string
      readonly kind: 'step' | 'wait'
      readonly due: Due | null
    }
  | { readonly move: 'branch-end'; readonly branch: string; readonly organ: string; readonly state: string; readonly void: boolean }
  | { readonly move: 'branch-drop'; readonly branch: string; readonly organ: string }
  /** A choice that was passed at once. */
  | { readonly move: 'pass'; readonly path: string }
  | { readonly move: 'end'; readonly state: string; readonly void: boolean }
  | { readonly move: 'case-due'; readonly due: Due | null }
  /** The total stands still from here on; `run` says what is left of it. */
  | { readonly move: 'stand' }
  | { readonly move: 'run'; readonly due: Due | null }

export type Values = { readonly [field: string]: unknown }
export type NewDue = { readonly place: string; readonly due: Due }
export type Reply = {
  readonly id: string
  readonly place: string
  readonly organ: string | null
  readonly desks: readonly string[]
  readonly due: string
  readonly at: string
}
export type Ask = {
  readonly id: string
  readonly place: string
  readonly organ: string | null
  readonly person: string
  readonly date: string
  readonly reason: string
  readonly at: string
}

type Body =
  | { readonly type: 'opened'; readonly moves: readonly Move[] }
  | {
      readonly type: 'acted'
      readonly act: string
      readonly place: string
      readonly from: string
      readonly to: string | null
      readonly back: boolean
      readonly values: Values
      readonly sets: Values
      readonly before: Values
      readonly final: boolean
      readonly reason: string | null
      readonly moves: readonly Move[]
    }
  | { readonly type: 'lapsed' | 'waited'; readonly place: string; readonly from: string; readonly moves: readonly Move[] }
  | { readonly type: 'reminded'; readonly place: string; readonly mark: Mark }
  | { readonly type: 'urged'; readonly places: readonly string[]; readonly reason: string }
  | { readonly type: 'supervised'; readonly replies: readonly Reply[]; readonly reason: string }
  | { readonly type: 'replied'; readonly reply: string; readonly values: Values; readonly reason: string }
  | { readonly type: 'extension-asked'; readonly ask: Ask; readonly reason: string }
  | { readonly type: 'extension-refused'; readonly ask: string; readonly reason: string }
  | {
      readonly type: 'extended'
      readonly ask: string | null
      readonly place: string
      readonly until: string
      readonly from: string | null
      readonly dues: readonly NewDue[]
      readonly caseDue: Due | null
      readonly sets: Values
      readonly before: Values
      readonly reason: string
    }
  | { readonly type: 'suspended'; readonly reason: string }
  | {
      readonly type: 'resumed'
      readonly workdays: number
      readonly dues: readonly NewDue[]
      readonly replies: Readonly<Record<string, string>>
      readonly caseDue: Due | null
      readonly reason: string | null
    }
  /** The arrangement of holidays has changed: running terms in working days were counted anew. */
  | {
      readonly type: 'reckoned'
      readonly dues: readonly NewDue[]
      readonly replies: Readonly<Record<string, string>>
      readonly caseDue: Due | null
      /** The civil date on which the whole case is due now, if it has moved. */
      readonly until: string | null
      readonly reason: string
    }
  | {
      readonly type: 'transferred'
      readonly place: string
      readonly fromOrgan: string
      readonly toOrgan: string
      readonly sets: Values
      readonly before: Values
      readonly moves: readonly Move[]
      readonly reason: string
    }
  | {
      readonly type: 'assigned' | 'claimed'
      readonly place: string
      readonly desk: string
      readonly person: string
      readonly reason: string | null
    }
  | { readonly type: 'copied'; readonly people: readonly string[]; readonly reason: string | null }
  | { readonly type: 'read' }
  /** The platform notes what it found: values of the row, and with them the terms that hang on them. */
  | {
      readonly type: 'noted'
      readonly reason: string
      readonly sets: Values
      readonly dues: readonly NewDue[]
      readonly caseDue: Due | null
    }
  | { readonly type: 'commented'; readonly values: Values; readonly reason: string }
  | { readonly type: 'withdrawn'; readonly withdraws: number; readonly sets: Values; readonly reason: string | null }
  | { readonly type: 'voided'; readonly reason: string }
  | { readonly type: 'reopened'; readonly moves: readonly Move[]; readonly reason: string }

/** `seq` counts from 1 without gaps within a case; `organ` is the one the actor acted for. */
type Head = {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly onBehalfOf: string | null
  readonly organ: string | null
}
export type EventBody = Body
export type Event = Head & Body
export type EventType = Event['type']

export type Place = {
  readonly key: string
  readonly state: string
  readonly kind: 'step' | 'parallel' | 'wait'
  readonly branch: string | null
  readonly organ: string | null
  readonly since: string
  /** The event that brought the case here: a task of another visit has another number. */
  readonly entered: number
  /** The last event that changed what may be done here; an act that saw less is out of date. */
  readonly changed: number
  readonly due: Due | null
  readonly urged: number
  readonly told: readonly Mark[]
  /** Desk → the person at it who was assigned. */
  readonly assigned: Readonly<Record<string, string>>
}

export type BranchEnd = { readonly branch: string; readonly organ: string; readonly state: string; readonly void: boolean }

export type CaseState = {
  readonly seq: number
  /** The last event that changed the case as a whole. */
  readonly changed: number
  readonly state: string
  readonly openedAt: string
  readonly due: Due | null
  /** While the total stands still: since when, and what it was. Absent in cases folded before there was such a thing. */
  readonly stood?: { readonly since: string; readonly due: Due | null } | null
  /** Where the case stands; nowhere, when it has ended. */
  readonly main: Place | null
  readonly branches: Readonly<Record<string, Place>>
  /** Branches of the present parallel state that have ended, by place. */
  readonly done: Readonly<Record<string, BranchEnd>>
  /** Branches that ended void: their organs are not asked again when the case is sent back. */
  readonly released: readonly string[]
  /** How often the case was given more time, by place. */
  readonly extensions: Readonly<Record<string, number>>
  /** A date that replaces the one in the row, for one branch only. */
  readonly until: Readonly<Record<string, string>>
  readonly ended: { readonly state: string; readonly at: string; readonly void: boolean; readonly after: string } | null
  readonly suspended: { readonly since: string; readonly reason: string } | null
  readonly counts: { readonly urged: number; readonly supervised: number; readonly returned: number; readonly extended: number }
  readonly replies: Readonly<Record<string, Reply>>
  readonly asks: Readonly<Record<string, Ask>>
  /** Person → when the copy was sent. */
  readonly copies: Readonly<Record<string, { readonly at: string; readonly seq: number }>>
  readonly supervisedSince: string | null
  /** Paths of states that were entered: `handling`, `handling.lead.signing`. */
  readonly visited: readonly string[]
  /** The act that may still be taken back. */
  readonly last: { readonly seq: number; readonly actor: string; readonly previous: number } | null
}

export type TaskKind = 'step' | 'reply' | 'extension' | 'copy' | 'oversight' | 'started'

/** Something that lies on a desk. `key` is unique within the case and the same every time it is worked out. */
export type Task = {
  readonly key: string
  readonly kind: TaskKind
  readonly place: string
  readonly branch: string | null
  readonly state: string
  readonly desk: string
  readonly organ: string | null
  readonly person: string | null
  readonly openedAt: string
  readonly remindAt: string | null
  readonly yellowAt: string | null
  readonly redAt: string | null
  readonly dueAt: string | null
  readonly paused: boolean
  readonly urged: number
  readonly supervised: boolean
}

/** Something the system does by itself at a moment, unless the case has moved on by then. */
export type Timer = { readonly key: string; readonly kind: Mark | 'lapse' | 'wait'; readonly place: string; readonly at: string }
