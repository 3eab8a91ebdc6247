// Brings a city's facts into the database. May run at every start: what is the same stays, what people have changed is not undone.

import { sql } from 'kysely'
import type { City } from '#declare'
import type { Tx } from '../store/port.ts'
import { inOrder, latestCalendarYears, markCalendarApplied, writeCalendarYear } from './calendar-store.ts'
import { hashPassword, type PasswordCost } from './passwords.ts'

export const demoPassword = 'Shuzhi@2026'

export type SeedOptions = {
  readonly now: Date
  /**
   * Gives every person without a password the demo password. They share one hash and salt, because thousands of hashes would take
   * minutes; only for synthetic people, whose password is printed in the README anyway.
   */
  readonly demoLogins?: boolean
  readonly cost?: PasswordCost
}

/** Idempotent; within the caller's transaction as the system. People, organs and posts that left the city's files are kept. */
export async function seedCity(tx: Tx, city: City, options: SeedOptions): Promise<void> {
  await sql`
    insert into region (code, name, level, parent)
    select code, name, level, parent from jsonb_to_recordset(${JSON.stringify(city.regions)}::jsonb) as t(code text, name text, level text, parent text)
    on conflict (code) do update set name = excluded.name, level = excluded.level, parent = excluded.parent
    where (region.name, region.level, region.parent) is distinct from (excluded.name, excluded.level, excluded.parent)`.execute(tx)

  const organs = city.organs.map((organ, ordinal) => ({ ...organ, former: organ.former ?? [], ordinal }))
  await sql`
    insert into organ (id, name, full_name, line, level, region, parent, aliases, former, ordinal)
    select id, name, "fullName", line, level, region, parent, array(select jsonb_array_elements_text(aliases)), former, ordinal
    from jsonb_to_recordset(${JSON.stringify(organs)}::jsonb)
      as t(id text, name text, "fullName" text, line text, level text, region text, parent text, aliases jsonb, former jsonb, ordinal int)
    on conflict (id) do update set name = excluded.name, full_name = excluded.full_name, line = excluded.line, level = excluded.level,
      region = excluded.region, parent = excluded.parent, aliases = excluded.aliases, former = excluded.former, ordinal = excluded.ordinal
    where (organ.*) is distinct from (excluded.*)`.execute(tx)

  const people = city.people.map(({ id, name, account, phone, title }, ordinal) => ({
    id,
    name,
    account: account.toLowerCase(),
    phone,
    title,
    ordinal,
  }))
  await sql`
    insert into person (id, name, account, phone, title, ordinal)
    select id, name, account, phone, title, ordinal
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as t(id text, name text, account text, phone text, title text, ordinal int)
    on conflict (id) do update set name = excluded.name, account = excluded.account, phone = excluded.phone, title = excluded.title, ordinal = excluded.ordinal
    where (person.*) is distinct from (excluded.*)`.execute(tx)

  const posts = city.people.flatMap(({ id, posts }) =>
    posts.map((post, ordinal) => ({ person: id, role: post.role, organ: post.organ, from: post.from, to: post.to ?? null, ordinal })),
  )
  await sql`
    insert into post (person, role, organ, from_on, to_on, ordinal)
    select person, role, organ, "from", "to", ordinal
    from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as t(person text, role text, organ text, "from" date, "to" date, ordinal int)
    on conflict (person, role, organ, from_on) do update set to_on = excluded.to_on, ordinal = excluded.ordinal
    where (post.*) is distinct from (excluded.*)`.execute(tx)

  if (options.demoLogins) await seedDemoLogins(tx, options)

  const kept = new Map((await latestCalendarYears(tx)).map(year => [year.year, year]))
  for (const year of city.calendar) {
    const known = kept.get(year.year)
    // A year that an official has entered is theirs; our own assumption gives way to a newer file.
    if (known && (known.enteredBy !== 'system' || JSON.stringify(known.content) === JSON.stringify(inOrder(year)))) continue
    await writeCalendarYear(tx, { content: year, version: (known?.version ?? 0) + 1, enteredBy: 'system', enteredAt: options.now })
    // Before the first arrangement of a year is known no term has been counted by another one.
    if (!known) await markCalendarApplied(tx, { year: year.year, version: 1 }, options.now)
  }
}

async function seedDemoLogins(tx: Tx, { now, cost }: SeedOptions): Promise<void> {
  const { rows } = await sql`select 1 from person p where not exists (select 1 from person_login l where l.person = p.id) limit 1`.execute(
    tx,
  )
  if (rows.length === 0) return
  const hash = await hashPassword(demoPassword, cost)
  await sql`insert into person_login (person, password, changed_at) select id, ${hash}, ${now} from person on conflict do nothing`.execute(
    tx,
  )
}
