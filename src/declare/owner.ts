// Whose inbox a step, a warning or a notice lies in.
// That somebody sits there in every region of the city is proved before anything runs (prove-owner.ts).
import type { Level, RoleAt, RoleId } from './roles.ts'

/** Whose inbox a step lies in. */
export type Owner =
  /** Holders of a role at organs of a level above (or at) the case's region; with `line` only of organs with that duty. */
  | { readonly kind: 'at'; readonly level: Level; readonly role: RoleId; readonly line?: string }
  /** Holders of a role at organs of the case's own region: the office that oversees what its own government ordered. */
  | { readonly kind: 'here'; readonly role: RoleId; readonly line?: string }
  /** Holders of a role at the organ (or each of the organs) that a field names. */
  | { readonly kind: 'organ-in'; readonly field: string; readonly role: RoleId }
  /** The person (or persons) that a field names. */
  | { readonly kind: 'person-in'; readonly field: string }
  /** The desks that a text field names, by their keys: worked out by the platform when it made the row. */
  | { readonly kind: 'desk-in'; readonly field: string }
  /** Whoever made the case. */
  | { readonly kind: 'author' }
  /** Holders of a role at the organ that a branch of a parallel state belongs to. */
  | { readonly kind: 'branch'; readonly role: RoleId }

/** `at('town', 'mediator')`: the role must exist at that level, or it does not compile. */
export const at = <const L extends Level>(level: L, role: RoleAt<L>, line?: string): Owner => ({
  kind: 'at',
  level,
  role,
  ...(line === undefined ? {} : { line }),
})
export const here = (role: RoleId, line?: string): Owner => ({ kind: 'here', role, ...(line === undefined ? {} : { line }) })
export const author = (): Owner => ({ kind: 'author' })
/** `deskIn(d.desks)`: the desks whose keys stand in this text, separated by spaces. */
export const deskIn = (of: { readonly field: string }): Owner => ({ kind: 'desk-in', field: of.field })
/** Inside a branch: holders of a role at the branch's organ. */
export const branchOrgan = (role: RoleId): Owner => ({ kind: 'branch', role })
