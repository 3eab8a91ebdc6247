// Who sits at a desk today: for telling people, and for saying in words whose turn it is.

import { sql } from 'kysely'
import type { CivilDate } from '#declare'
import type { Tx } from '../store/port.ts'
import { personalRoles } from './personal-roles.ts'

export type Holder = {
  readonly desk: string
  readonly person: string
  readonly name: string
  readonly organName: string | null /** They stand in for this person. */
  readonly onBehalfOf: string | null
}

/** The holders of each desk, those of their own right first; a desk that nobody holds has none. See `desksOf` for what a desk is. */
export async function findHolders(tx: Tx, desks: readonly string[], today: CivilDate): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify([...new Set(desks)].map(parseDesk))}::jsonb) as t(desk text, person text, organ text, region text, role text, line text)
    ), own as (
      select w.desk, p.id as person, p.name, null::text as organ_name, p.ordinal from wanted w join person p on p.id = w.person
      union
      select w.desk, p.id, p.name, o.name, p.ordinal from wanted w
      join organ o on o.id = w.organ or (o.region = w.region and (w.line is null or o.line = w.line))
      join post f on f.organ = o.id and f.role = w.role and ${today}::date between f.from_on and coalesce(f.to_on, 'infinity')
      join person p on p.id = f.person
    ), lent as (
      select h.desk, s.id as person, s.name, h.organ_name, s.ordinal, h.person as on_behalf_of from own h
      join wanted w on w.desk = h.desk and (w.role is null or w.role <> all(${[...personalRoles]}::text[]))
      join delegation d on d.from_person = h.person and d.revoked_at is null and ${today}::date between d.starts_on and d.ends_on
      join person s on s.id = d.to_person
      where exists (select 1 from post f where f.person = h.person and f.role <> all(${[...personalRoles]}::text[])
        and ${today}::date between f.from_on and coalesce(f.to_on, 'infinity'))
    )
    select desk, person, name, organ_name as "organName", on_behalf_of as "onBehalfOf"
    from (select *, null::text as on_behalf_of from own union all select * from lent) all_of_them
    order by desk, on_behalf_of is not null, ordinal`.execute(tx)
  return rows
}

type Desk = { desk: string; person: string | null; organ: string | null; region: string | null; role: string | null; line: string | null }

function parseDesk(desk: string): Desk {
  const [kind, place = '', role = null, line = null] = desk.split(':')
  const none = { desk, person: null, organ: null, region: null, role: null, line: null }
  if (kind === 'p') return { ...none, person: place }
  return kind === 'o' ? { ...none, organ: place, role } : { ...none, region: place, role, line }
}
