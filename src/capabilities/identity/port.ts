// Who asks, what they hold, and what they may do. Other capabilities see only this.
import type { AnyRecord, Condition, Level, Power, RoleId } from '#declare'

export { type Accounts, accountDesk, isAccount } from './accounts.ts'

/** A post in force today; `onBehalfOf` is the person on leave whose post it is. */
export type HeldPost = { role: RoleId; organ: string; line: string; level: Level; region: string; onBehalfOf: string | null }

/** A firm somebody may act for. */
export type Firm = { readonly account: string; readonly creditCode: string; readonly name: string }

/** Somebody who asks. `desks` are the inboxes they see: see `desksOf`. The system itself has every power and leaves a trace like anybody. */
export type Subject = {
  /** `public`: a resident, or a firm through its agent; `person` is then the account. */
  readonly kind: 'person' | 'system' | 'public'
  readonly person: string
  readonly name: string
  readonly posts: readonly HeldPost[]
  readonly desks: readonly string[]
  /** The post they act from by default: the first one of their own. */
  readonly organ: string | null
  readonly region: string
  /** public: the firms the resident may act for. */
  readonly firms?: readonly Firm[]
  /** public, acting for a firm: the firm, and the account of whoever acts. */
  readonly firm?: Firm
  readonly agent?: string
}

/** Who is answerable for what is done: the one who acted, not the firm they acted for. */
export const actorOf = (subject: Subject): string => subject.agent ?? subject.person

export const systemSubject = (region: string): Subject => ({
  kind: 'system',
  person: 'system',
  name: '系统',
  posts: [],
  desks: [],
  organ: null,
  region,
})

/** A desk is a place where tasks lie: a person, a role at an organ, or a role (of a line) in a region. */
export const personDesk = (person: string) => `p:${person}`
export const organDesk = (organ: string, role: string) => `o:${organ}:${role}`
export const regionDesk = (region: string, role: string, line?: string) => (line ? `r:${region}:${role}:${line}` : `r:${region}:${role}`)

export const desksOf = (person: string, posts: readonly HeldPost[]): string[] => {
  const desks = new Set([personDesk(person)])
  for (const post of posts) {
    desks.add(organDesk(post.organ, post.role))
    desks.add(regionDesk(post.region, post.role))
    desks.add(regionDesk(post.region, post.role, post.line))
    if (post.onBehalfOf) desks.add(personDesk(post.onBehalfOf))
  }
  return [...desks]
}

/** Access answers no, yes, or a filter that is joined into every query. */
export type Access = { readonly answer: 'no' } | { readonly answer: 'yes' } | { readonly answer: 'filter'; readonly when: Condition }

export type Decide = (subject: Subject, record: AnyRecord, power: Power) => Access

export { findHolders, type Holder } from './holders.ts'
