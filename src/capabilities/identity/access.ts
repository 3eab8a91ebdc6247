// Who may see and change what: from the grants of a record and the posts of a person to no, yes, or a filter. Pure; nothing is
// granted by silence.
//
// - `read` of a record that has a flow, or that is part of one that has, always includes the rows in which the person is involved.
// - A row of a part-record may be read when its parent may be read. That needs the parent's row, so the store adds it (a sub-select
//   and the row-level policy); what is decided here are the grants of the part itself. Ask `partOf` for the parent.
// - A stand-in has the powers of the post, but never `unmask`: an office may be covered, the reason to see a person's data may not.
import { type AnyRecord, any as anyOf, type Condition, type Grant, involved, type Model, type Power } from '#declare'
import type { Access, Decide, HeldPost, Subject } from './port.ts'

/** Binds the decision to the flows of a model; only they say in which records somebody can be involved. */
export function createDecide(model: Pick<Model, 'flows'>): Decide {
  return (subject, record, power) => decide(subject, record, power, hasFlow(model, record))
}

/** `inFlow`: the record, or one that it is part of, has a flow. */
export function decide(subject: Subject, record: AnyRecord, power: Power, inFlow: boolean): Access {
  if (subject.kind === 'system') return yes
  if (subject.kind === 'public') return decidePublic(subject, record, power)
  const conditions = new Map<string, Condition>()
  const add = (condition: Condition) => conditions.set(JSON.stringify(condition), condition)
  const organs = new Map<string, Set<string>>()

  for (const grant of record.access) {
    if (!grant.powers.includes(power) || grant.roles === 'public') continue
    const posts = postsUnder(grant, subject, power)
    if (grant.roles !== 'anyone' && posts.length === 0) continue
    const { reach } = grant
    if (reach.kind === 'all') return yes
    if (reach.kind === 'author') add({ op: 'is', field: 'author', value: subject.person })
    if (reach.kind === 'person') add(names(record, reach.field, [subject.person]))
    if (reach.kind === 'region') for (const post of posts) add({ op: 'within', field: 'region', value: post.region })
    if (reach.kind === 'organ' && posts.length > 0) {
      const known = organs.get(reach.field) ?? new Set()
      for (const post of posts) known.add(post.organ)
      organs.set(reach.field, known)
    }
  }
  for (const [field, ids] of organs) add(names(record, field, [...ids]))
  if (power === 'read' && inFlow) add(involved)

  return conditions.size === 0 ? no : { answer: 'filter', when: anyOf(...conditions.values()) }
}

/** Residents have the grants that name them, and no others; having had a task in a case is none. */
function decidePublic(subject: Subject, record: AnyRecord, power: Power): Access {
  const fields = record.access.flatMap(({ reach, powers }) => (reach.kind === 'account' && powers.includes(power) ? [reach.field] : []))
  const conditions = fields.map((field): Condition => ({ op: 'is', field, value: subject.person }))
  return conditions.length === 0 ? no : { answer: 'filter', when: anyOf(...conditions) }
}

/** The record of which this one is a part: its rows bring their parts with them. */
export const partOf = (record: AnyRecord): AnyRecord | undefined => record.part?.()

const no: Access = { answer: 'no' }
const yes: Access = { answer: 'yes' }

function postsUnder(grant: Grant, subject: Subject, power: Power): readonly HeldPost[] {
  const { roles } = grant
  const usable = power === 'unmask' ? subject.posts.filter(post => post.onBehalfOf === null) : subject.posts
  if (roles === 'public') return []
  return roles === 'anyone' ? usable : usable.filter(post => roles.includes(post.role))
}

/** The field, be it one id or a list of ids, names one of these. */
function names(record: AnyRecord, field: string, ids: readonly string[]): Condition {
  const kind = record.fields[field]?.kind
  if (kind === 'organs' || kind === 'persons')
    return ids.length === 1 ? { op: 'contains', field, value: ids[0]! } : { op: 'overlaps', field, value: ids }
  return ids.length === 1 ? { op: 'is', field, value: ids[0]! } : { op: 'in', field, value: ids }
}

function hasFlow(model: Pick<Model, 'flows'>, record: AnyRecord): boolean {
  for (let one: AnyRecord | undefined = record; one; one = partOf(one)) if (model.flows.has(one.name)) return true
  return false
}
