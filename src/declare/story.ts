// A story: people of the city act one after another while time passes. Scenes' tests tell stories, and so does their demo data.
import type { Condition } from './condition.ts'
import type { FileRef } from './field.ts'
import type { Operation, RowValues, StoredRow } from './operation.ts'
import type { Level, RoleId } from './roles.ts'
import type { CivilDate, Term } from './time.ts'

type Named = { readonly name: string }

/** Something that lies on a desk of the actor. */
export type Waiting = {
  readonly task: string
  readonly kind: string
  readonly record: string
  readonly id: string
  readonly title: string
  readonly state: string
  readonly branch: string | null
  readonly organ: string | null
  readonly dueAt: string | null
  readonly light: string
}

export type Actor = {
  readonly person: string
  readonly organ: string | null
  /** Starts a scene's operation, as its button would. */
  run(operation: Operation, input: RowValues): Promise<RowValues>
  create(of: Named, values: RowValues, place?: { parent?: string; region?: string; organ?: string }): Promise<string>
  update(of: Named, id: string, values: RowValues): Promise<void>
  /** Acts on a case; `task` where several open steps offer the act. Answers with the id of the row the act made, if it made one. */
  do(
    of: Named,
    id: string,
    act: string,
    with_?: { task?: string; values?: RowValues; reason?: string; to?: string; people?: readonly string[]; date?: CivilDate },
  ): Promise<string | null>
  find(of: Named, when: Condition, most?: number): Promise<StoredRow[]>
  get(
    of: Named,
    id: string,
  ): Promise<StoredRow & { readonly state: string | null; readonly dueAt: string | null; readonly endedAt: string | null }>
  /** What lies on the actor's desks, most urgent first. */
  inbox(): Promise<Waiting[]>
  attach(name: string, text: string): Promise<FileRef>
}

/** What a resident sees of a case of theirs: where it is in plain words, and what is asked of them. */
export type ResidentCase = {
  readonly record: string
  readonly id: string
  readonly number: string | null
  readonly service: string
  readonly state: string
  readonly stateLabel: string
  readonly ended: boolean
  readonly who: string | null
  readonly dueAt: string | null
  readonly values: RowValues
  readonly asked: readonly { readonly act: string; readonly label: string; readonly task: string | null }[]
}
export type Applied =
  | { readonly allowed: true; readonly id: string; readonly number: string; readonly code: string }
  | { readonly allowed: false; readonly because: string; readonly basis: string }

/** Somebody of the public, known by a telephone number they have proved to be theirs. */
export type Resident = {
  /** The account's id, as it stands in account fields. */
  readonly account: string
  /** By the service's name or its declaration. `place`: a region's code, where the form does not say where. */
  apply(of: Named, values: RowValues, place?: string): Promise<Applied>
  cases(): Promise<ResidentCase[]>
  case(of: Named, id: string): Promise<ResidentCase>
  do(of: Named, id: string, act: string, with_?: { task?: string; values?: RowValues; reason?: string }): Promise<void>
  /** 1 (非常不满意) to 5 (很满意). */
  rate(of: Named, id: string, rating: { stars: number; reasons?: readonly string[]; words?: string }): Promise<void>
  attach(name: string, text: string): Promise<FileRef>
  /** The messages sent to this number so far, oldest first. */
  told(): Promise<string[]>
  /** Claims a firm by its credit code with a letter of authorisation; the resident, whose number the register holds for it, then acts for it. */
  forFirm(creditCode: string): Promise<Resident>
}

export type Story = {
  now(): Date
  today(): CivilDate
  /** The day up to which the story is told: for the demo city the real today. */
  readonly ends: CivilDate
  /** Lets time pass; timers fire on the way. */
  pass(term: Term): Promise<void>
  /** What the worker does after acts: effects of states are carried out, watches looked at, warnings raised. It also happens whenever time passes. */
  react(): Promise<void>
  /** Lets time pass until the morning of a civil date. */
  until(date: CivilDate): Promise<void>
  /** The person who acts: holder of a role at an organ, or (by line) at the organ with that duty in a region. */
  as(role: RoleId, at: { organ: string } | { line: string; region?: string }): Actor
  asPerson(person: string): Actor
  /** The city's regions of a level, in the order of their codes: where things of a demo may happen. */
  places(level: Level): readonly { readonly code: string; readonly name: string; readonly parent: string | null }[]
  /** A resident with this mobile number, who has logged in by it. */
  resident(phone: string, name?: string): Promise<Resident>
  /** A number in [0, 1) from a fixed seed, so that a story is told the same way each time. */
  chance(): number
  /** The same story with chances of its own: strands told side by side on one day come out the same each time. */
  strand(): Story
}
