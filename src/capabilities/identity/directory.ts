// The city's organs, people and regions as officials look them up. Telephone numbers leave masked.

import { sql } from 'kysely'
import { type CivilDate, type Level, Problem, type RoleId, roles } from '#declare'
import type { OrganBody, PersonBody, RegionBody } from '../../wire/city.ts'
import type { DemoPerson, HeldPost as WirePost } from '../../wire/session.ts'
import type { Tx } from '../store/port.ts'
import type { HeldPost } from './port.ts'

export type Page<T> = { items: T[]; next: string | null }
type PageOf = { cursor?: string | undefined; limit: number }

const organColumns = sql`o.id, o.name, o.full_name as "fullName", o.level, o.region, o.line, o.parent, o.aliases`

/** In the city's own order. `q` finds names, full names and aliases. */
export async function listOrgans(
  tx: Tx,
  { q, level, region, cursor, limit }: PageOf & { q?: string | undefined; level?: string | undefined; region?: string | undefined },
): Promise<Page<OrganBody>> {
  const { rows } = await sql<OrganBody & { ordinal: number }>`
    select ${organColumns}, o.ordinal from organ o
    where o.ordinal > ${after(cursor)}
      and (${q ?? null}::text is null or o.name ilike ${like(q)} or o.full_name ilike ${like(q)} or array_to_string(o.aliases, ' ') ilike ${like(q)})
      and (${level ?? null}::text is null or o.level = ${level ?? null}) and (${region ?? null}::text is null or o.region = ${region ?? null})
    order by o.ordinal limit ${limit + 1}`.execute(tx)
  return page(rows, limit)
}

export async function getOrgan(tx: Tx, id: string, today: CivilDate): Promise<OrganBody & { people: PersonBody[] }> {
  const { rows } = await sql<OrganBody>`select ${organColumns} from organ o where o.id = ${id}`.execute(tx)
  if (!rows[0]) throw new Problem('not-found', '没有这个机构')
  const { items } = await listPeople(tx, { organ: id, today, limit: 500 })
  return { ...rows[0], people: items }
}

type PersonRow = {
  id: string
  name: string
  title: string
  phone: string
  ordinal: number
  posts: (Omit<PersonBody['posts'][number], 'roleLabel' | 'role'> & { role: RoleId })[]
}

const personColumns = (today: CivilDate | null) => sql`p.id, p.name, p.title, p.phone, p.ordinal,
  (select coalesce(json_agg(json_build_object('role', f.role, 'organ', f.organ, 'organName', o.name, 'from', f.from_on::text, 'to', f.to_on::text) order by f.ordinal), '[]')
   from post f join organ o on o.id = f.organ
   where f.person = p.id and (${today}::date is null or ${today}::date between f.from_on and coalesce(f.to_on, 'infinity'))) as posts`

const inOffice = (today: CivilDate, organ: string | null = null) => sql`exists (select 1 from post f where f.person = p.id
  and ${today}::date between f.from_on and coalesce(f.to_on, 'infinity') and (${organ}::text is null or f.organ = ${organ}))`

/** People in office today, by name or title, of one organ or of all. */
export async function listPeople(
  tx: Tx,
  { organ, q, today, cursor, limit }: PageOf & { organ?: string | undefined; q?: string | undefined; today: CivilDate },
): Promise<Page<PersonBody>> {
  const { rows } = await sql<PersonRow>`
    select ${personColumns(today)} from person p
    where p.ordinal > ${after(cursor)} and ${inOffice(today, organ ?? null)} and (${q ?? null}::text is null or p.name ilike ${like(q)} or p.title ilike ${like(q)})
    order by p.ordinal limit ${limit + 1}`.execute(tx)
  const { items, next } = page(rows, limit)
  return { items: items.map(personBody), next }
}

/** With the posts they held before. */
export async function getPerson(tx: Tx, id: string): Promise<PersonBody> {
  const { rows } = await sql<PersonRow>`select ${personColumns(null)} from person p where p.id = ${id}`.execute(tx)
  if (!rows[0]) throw new Problem('not-found', '没有这个人员')
  return personBody(rows[0])
}

export async function listRegions(tx: Tx, parent: string | undefined): Promise<RegionBody[]> {
  const { rows } = await sql<RegionBody>`
    select r.code, r.name, r.level, r.parent, (select count(*)::int from region c where c.parent = r.code) as children
    from region r where r.parent is not distinct from ${parent ?? null} order by r.code`.execute(tx)
  return rows
}

/**
 * Whom one may become in a demo city, each with the first post in force. `q` finds name, account, title and organ.
 * `offset 0` gives the order of joining: a plan kept for all parameters (the sixth time a connection runs it) once began with the organs
 * and asked for the posts of every person in each, which took hours.
 */
export async function listDemoPeople(
  tx: Tx,
  {
    q,
    level,
    organ,
    role,
    today,
    cursor,
    limit,
  }: PageOf & {
    q?: string | undefined
    level?: string | undefined
    organ?: string | undefined
    role?: string | undefined
    today: CivilDate
  },
): Promise<Page<DemoPerson>> {
  const { rows } = await sql<DemoPerson & { ordinal: number }>`
    select p.id as person, p.account, p.name, p.title, f.organ, o.name as "organName", o.level, o.region, r.name as "regionName", f.roles, p.ordinal
    from (select * from person where ordinal > ${after(cursor)} order by ordinal offset 0) p
    join lateral (select (array_agg(f.organ order by f.ordinal))[1] as organ, array_agg(f.role order by f.ordinal) as roles from post f
      where f.person = p.id and ${today}::date between f.from_on and coalesce(f.to_on, 'infinity')) f on f.organ is not null
    join lateral (select name, level, region from organ where id = f.organ offset 0) o on true
    join lateral (select name from region where code = o.region offset 0) r on true
    where (${q ?? null}::text is null or p.name ilike ${like(q)} or p.account ilike ${like(q)} or p.title ilike ${like(q)} or o.name ilike ${like(q)})
      and (${level ?? null}::text is null or o.level = ${level ?? null}) and (${organ ?? null}::text is null or f.organ = ${organ ?? null})
      and (${role ?? null}::text is null or ${role ?? null} = any(f.roles))
    order by p.ordinal limit ${limit + 1}`.execute(tx)
  return page(rows, limit)
}

/** Posts with the names that a person reads. */
export async function describePosts(tx: Tx, posts: readonly HeldPost[]): Promise<WirePost[]> {
  const { rows } = await sql<{ id: string; name: string; regionName: string }>`
    select o.id, o.name, r.name as "regionName" from organ o join region r on r.code = o.region where o.id = any(${[...new Set(posts.map(post => post.organ))]}::text[])`.execute(
    tx,
  )
  const known = new Map(rows.map(row => [row.id, row]))
  return posts.map(post => ({
    ...post,
    roleLabel: roles[post.role].label,
    organName: known.get(post.organ)?.name ?? post.organ,
    regionName: known.get(post.organ)?.regionName ?? post.region,
    level: post.level satisfies Level,
  }))
}

export async function getCard(tx: Tx, person: string): Promise<{ name: string; title: string; account: string }> {
  const { rows } = await sql<{
    name: string
    title: string
    account: string
  }>`select name, title, account from person where id = ${person}`.execute(tx)
  if (!rows[0]) throw new Problem('not-found', '没有这个人员')
  return rows[0]
}

export const maskPhone = (phone: string): string => phone.replace(/^(.{3}).*(.{4})$/, '$1****$2')

const personBody = ({ id, name, title, posts, phone }: Omit<PersonRow, 'ordinal'>): PersonBody => ({
  id,
  name,
  title,
  phone: maskPhone(phone),
  posts: posts.map(post => ({ ...post, roleLabel: roles[post.role].label })),
})

/** A cursor is the ordinal of the last one shown. */
const after = (cursor: string | undefined) => (cursor === undefined ? -1 : Number.parseInt(cursor, 10) || 0)

function page<T extends { ordinal: number }>(rows: T[], limit: number): Page<Omit<T, 'ordinal'>> {
  const shown = rows.slice(0, limit)
  return { items: shown.map(({ ordinal: _, ...rest }) => rest), next: rows.length > limit ? String(shown.at(-1)!.ordinal) : null }
}

export const like = (q: string | undefined) => `%${(q ?? '').replace(/[\\%_]/g, '\\$&')}%`
