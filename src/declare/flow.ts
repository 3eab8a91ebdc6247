// A flow: who must do what with a case, by when, and what may come next. Its states are proved before anything runs (prove-flow.ts).

import type { Act } from './act.ts'
import type { Condition, DateRef } from './condition.ts'
import type { Fields } from './field.ts'
import type { Effect, Reassigned } from './operation.ts'
import type { Owner } from './owner.ts'
import { type AnyRecord, type OrganRef, type OrgansRef, type Record_, type Refs, refs } from './record.ts'
import type { RoleId } from './roles.ts'
import type { Term } from './time.ts'

/** When a step must be done, and how it warns. Without marks of its own a step takes those of its flow. */
export type StepClock = {
  /** Counted from the moment the step begins. */
  readonly within?: Term
  /** Or: the end of the civil date in this field. */
  readonly until?: string
}

/** How long before the end the clock reminds and turns yellow and red; red at the end at the latest. */
export type ClockMarks = { readonly remind?: Term; readonly yellow: Term; readonly red: Term }

export type Step<Names extends string = string> = StepClock & {
  readonly kind: 'step'
  readonly label: string
  /** The state in plain words for the public; its label, if not said. */
  readonly says?: string
  readonly by: Owner
  readonly marks?: ClockMarks
  readonly on: Readonly<{ [act: string]: Act<Names> }>
  /** The state entered by itself when the term has passed (an answer deemed given, an escalation). */
  readonly lapses?: { readonly to: Names; readonly label: string }
  /** Who is told, beside the owner, when it is late. */
  readonly overdue?: Owner
  readonly enter?: Effect
  /** The total of the flow stands still while the case lies here: another authority has it. The step's own term runs. */
  readonly stands?: boolean
}

/** Several organs work at the same time, each in a branch of its own. */
export type Parallel<Names extends string = string> = StepClock & {
  readonly kind: 'parallel'
  readonly label: string
  /** The state in plain words for the public; its label, if not said. */
  readonly says?: string
  readonly branches: Readonly<{ [branch: string]: Branch }>
  /** `all` or `any` branches ended; `lead`: the branches of this name ended. */
  readonly join: 'all' | 'any' | { readonly lead: string }
  readonly then: Names
  readonly enter?: Effect
}

export type Branch = {
  readonly label: string
  /** The field with the organ, or organs: a branch for each. */
  readonly each: string
  readonly start: string
  /** Where the branch begins when the parallel state is entered again (sent back); `start`, if not said. */
  readonly again?: string
  readonly states: States
}

/** Goes on at once, by the first condition that holds. */
export type Choice<Names extends string = string> = {
  readonly kind: 'choice'
  readonly label: string
  readonly cases: readonly { readonly when: Condition; readonly to: Names }[]
  readonly otherwise: Names
}

/** Waits for a term, then goes on. */
export type Wait<Names extends string = string> = {
  readonly kind: 'wait'
  readonly label: string
  /** The state in plain words for the public; its label, if not said. */
  readonly says?: string
  readonly for: Term
  readonly then: Names
}

export type End = {
  readonly kind: 'end'
  readonly label: string
  readonly says?: string
  readonly enter?: Effect /** Neither success nor failure in any ratio. */
  readonly void?: boolean
}

export type State<Names extends string = string> = Step<Names> | Parallel<Names> | Choice<Names> | Wait<Names> | End
export type States = Readonly<{ [name: string]: State }>

type Until<F extends Fields> = { within: Term } | { until: (d: Refs<F>) => DateRef } | object
type OwnerOf<F extends Fields> = Owner | ((d: Refs<F>) => Owner)

/** The words of a flow over one record; bound to it so that `d => …` knows its fields. */
export type Words<F extends Fields> = {
  step<const N extends string>(
    label: string,
    of: Until<F> & {
      by: OwnerOf<F>
      marks?: ClockMarks
      on: { [act: string]: Act<N> }
      lapses?: { to: N; label: string }
      overdue?: OwnerOf<F>
      says?: string
      enter?: Effect
      stands?: boolean
    },
  ): Step<N>
  parallel<const N extends string, const B extends string>(
    label: string,
    of: Until<F> & { branches: { [K in B]: Branch }; join: 'all' | 'any' | { lead: NoInfer<B> }; then: N; says?: string; enter?: Effect },
  ): Parallel<N>
  branch<const S extends { [K in keyof S]: State<keyof S & string> }>(
    label: string,
    of: { each: (d: Refs<F>) => OrganRef | OrgansRef; start: keyof S & string; again?: keyof S & string; states: S },
  ): Branch
  choice<const N extends string>(
    label: string,
    of: { cases: readonly { when: (d: Refs<F>) => Condition; to: N }[]; otherwise: N },
  ): Choice<N>
  wait<const N extends string>(label: string, of: { for: Term; then: N; says?: string }): Wait<N>
  end(label: string, of?: { says?: string; enter?: Effect; void?: boolean }): End
  /** A condition over the record, for the `when` of an act. */
  when(of: (d: Refs<F>) => Condition): Condition
}

/** What an overseer may do with any case of a flow, each with a reason and an entry in the ledger. */
export const oversightActs = {
  urge: '催办',
  supervise: '督办',
  extend: '延期',
  suspend: '中止',
  resume: '恢复',
  transfer: '转办',
  void: '作废',
  reopen: '重办',
  copy: '抄送',
} as const
export type OversightAct = keyof typeof oversightActs

export type Oversight = {
  /** Who oversees: 督查, 效能, the mediation centre's head. */
  readonly by: Owner
  readonly acts: readonly OversightAct[]
  /** A formal supervision asks for a written reply within this term, from holders of this role at the organ that is late. */
  readonly reply: { readonly within: Term; readonly role: RoleId }
  /** An organ asks for an extension; it may be granted so many times. */
  readonly extensions?: { readonly most: number }
}

export type Flow = {
  readonly name: string
  readonly label: string
  readonly record: AnyRecord
  readonly start: string
  readonly states: States
  readonly marks: ClockMarks
  readonly oversight: Oversight
  /** No way through may take longer; proved for the steps that have a term of their own. */
  readonly total?: Term
  /** The law the terms come from. */
  readonly basis: string
  /** The author may take back an act while nobody has acted after it. */
  readonly withdraw: boolean
  /** Other organs answer for the case than before: transferred, released, taken back, named otherwise in the row. In the same transaction. */
  readonly reassigned?: Reassigned
}

type FlowOptions<S> = {
  name: string
  label: string
  start: keyof S & string
  states: S
  marks: ClockMarks
  oversight: Oversight
  total?: Term
  basis: string
  withdraw?: boolean
  reassigned?: Reassigned
}

/**
 * Declares the flow of a record: `flow(dispute, ({ step, end }) => ({ … }))`. States that do not exist, roles that do not exist at a
 * level, fields that a record does not have: none of them compiles.
 */
export function flow<const F extends Fields, const S extends { [K in keyof S]: State<keyof S & string> }>(
  of: Record_<F>,
  make: (words: Words<F>) => FlowOptions<S>,
): Flow {
  const d = refs(of)
  const owner = (by: OwnerOf<F>): Owner => (typeof by === 'function' ? by(d) : by)
  const clock = (term: Until<F>): StepClock => ({
    ...('within' in term ? { within: term.within } : {}),
    ...('until' in term ? { until: term.until(d).field } : {}),
  })
  const words: Words<F> = {
    step: (label, { by, overdue, marks, on, lapses, says, enter, stands, ...term }) => ({
      kind: 'step',
      label,
      by: owner(by),
      on,
      ...clock(term as Until<F>),
      ...(marks && { marks }),
      ...(lapses && { lapses }),
      ...(says && { says }),
      ...(enter && { enter }),
      ...(stands && { stands }),
      ...(overdue && { overdue: owner(overdue) }),
    }),
    parallel: (label, { branches, join, then, says, enter, ...term }) =>
      ({
        kind: 'parallel',
        label,
        branches,
        join,
        then,
        ...clock(term as Until<F>),
        ...(says && { says }),
        ...(enter && { enter }),
      }) as never,
    branch: (label, { each, start, again, states }) => ({
      label,
      each: each(d).field,
      start,
      ...(again && { again }),
      states: states as unknown as States,
    }),
    choice: (label, { cases, otherwise }) => ({
      kind: 'choice',
      label,
      cases: cases.map(one => ({ when: one.when(d), to: one.to })),
      otherwise,
    }),
    wait: (label, { for: term, then, says }) => ({ kind: 'wait', label, for: term, then, ...(says && { says }) }),
    end: (label, of = {}) => ({ kind: 'end', label, ...of }),
    when: of => of(d),
  }
  const { withdraw = true, ...rest } = make(words)
  return { ...rest, withdraw, record: of as unknown as AnyRecord, states: rest.states as unknown as States }
}
