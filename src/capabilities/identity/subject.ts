// Who somebody is today: the posts in force, and those of the people they stand in for. Pure; rows come from store.ts.
import type { CivilDate, Level, RoleId } from '#declare'
import { regionPrefix } from '../../methods/condition/operand.ts'
import { personalRoles } from './personal-roles.ts'
import { desksOf, type HeldPost, type Subject } from './port.ts'

/** A post as it is kept, with its place; in force from the first to the last day inclusive. */
export type PostFact = {
  person: string
  role: RoleId
  organ: string
  line: string
  level: Level
  region: string
  from: CivilDate
  to: CivilDate | null
}
/** Somebody stands in for `from`; in force from the first to the last day inclusive, unless revoked. */
export type DelegationFact = { from: string; to: string; startsOn: CivilDate; endsOn: CivilDate; revoked: boolean }
export type PersonFacts = { person: string; name: string; posts: readonly PostFact[]; delegations: readonly DelegationFact[] }

export const isInForce = (day: CivilDate, from: CivilDate, to: CivilDate | null): boolean => from <= day && (to === null || day <= to)

/**
 * `posts` are those of the person and of everybody who delegated to them, in the order in which they matter; only what is in force
 * on `today` counts. There are no chains: what the absent person stands in for is not passed on.
 */
export function makeSubject({ person, name, posts, delegations }: PersonFacts, today: CivilDate, cityRegion: string): Subject {
  const current = posts.filter(post => isInForce(today, post.from, post.to))
  const absent = new Set(
    delegations
      .filter(one => one.to === person && one.from !== person && !one.revoked && isInForce(today, one.startsOn, one.endsOn))
      .map(one => one.from),
  )
  const held = new Map<string, HeldPost>()
  const hold = (post: PostFact, onBehalfOf: string | null) => {
    const { role, organ, line, level, region } = post
    held.set(`${role} ${organ} ${onBehalfOf ?? ''}`, { role, organ, line, level, region, onBehalfOf })
  }
  for (const post of current) if (post.person === person) hold(post, null)
  for (const post of current) if (absent.has(post.person) && !personalRoles.includes(post.role)) hold(post, post.person)
  const all = [...held.values()]
  const own = all.find(post => post.onBehalfOf === null)
  return Object.freeze({
    kind: 'person',
    person,
    name,
    posts: all,
    desks: desksOf(person, all),
    organ: own?.organ ?? null,
    region: own?.region ?? cityRegion,
  })
}

/** Only those who hold a post of their own today may come in; a stand-in has one by nature. */
export const isInOffice = (subject: Subject): boolean => subject.kind === 'system' || subject.posts.some(post => post.onBehalfOf === null)

/** Administrator, in their own right, of a region in which all of these lie. */
export const administers = (subject: Subject, regions: readonly string[]): boolean =>
  subject.posts.some(post => {
    const prefix = regionPrefix(post.region) ?? post.region
    return post.role === 'administrator' && post.onBehalfOf === null && regions.every(region => region.startsWith(prefix))
  })
