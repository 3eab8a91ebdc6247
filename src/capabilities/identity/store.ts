// The SQL of logging in: facts about a person, sessions, passwords, limits, links to an OpenID provider.

import { sql } from 'kysely'
import type { CivilDate } from '#declare'
import type { Tx } from '../store/port.ts'
import type { Subject } from './port.ts'
import type { DelegationFact, PersonFacts, PostFact } from './subject.ts'

export type SessionRow = {
  idHash: Buffer
  person: string
  how: HowIn
  createdAt: Date
  seenAt: Date
  endsAt: Date
  address: string
  agent: string
}
export type HowIn = 'password' | 'oidc' | 'demo' | 'code'
/** The sessions of officials and those of the public. */
export type SessionTable = 'login_session' | 'account_session'
export type Account = { person: string; name: string; account: string; phone: string; password: string | null }

/** Posts and delegations as one JSON value, so that a request without a cached session costs one query. An array, not `or`: by the index. */
const factsOf = (person: ReturnType<typeof sql>, today: CivilDate) => sql`
  json_build_object(
    'posts', (select coalesce(json_agg(json_build_object('person', f.person, 'role', f.role, 'organ', f.organ, 'line', o.line, 'level', o.level,
        'region', o.region, 'from', f.from_on::text, 'to', f.to_on::text) order by f.person = ${person} desc, f.person, f.ordinal), '[]')
      from post f cross join lateral (select line, level, region from organ where id = f.organ offset 0) o
      where f.person = any (array(select ${person} union all select d.from_person from delegation d
        where d.to_person = ${person} and d.revoked_at is null and ${today}::date between d.starts_on and d.ends_on))),
    'delegations', (select coalesce(json_agg(json_build_object('from', d.from_person, 'to', d.to_person, 'startsOn', d.starts_on::text,
        'endsOn', d.ends_on::text, 'revoked', d.revoked_at is not null)), '[]')
      from delegation d where d.to_person = ${person} and d.revoked_at is null and ${today}::date between d.starts_on and d.ends_on))`

type Facts = { posts: PostFact[]; delegations: DelegationFact[] }

export async function findFacts(tx: Tx, person: string, today: CivilDate): Promise<PersonFacts | undefined> {
  const { rows } = await sql<{
    name: string
    facts: Facts
  }>`select p.name, ${factsOf(sql`p.id`, today)} as facts from person p where p.id = ${person}`.execute(tx)
  return rows[0] && { person, name: rows[0].name, ...rows[0].facts }
}

export type FoundSession = { subject: Subject | undefined } & SessionTimes
export type SessionTimes = { how: HowIn; createdAt: Date; seenAt: Date; endsAt: Date }

/** A session that has not run out, with what its person holds on `today`. */
export async function findOfficialSession(
  tx: Tx,
  idHash: Buffer,
  at: { now: Date; idleSince: Date; today: CivilDate },
): Promise<({ facts: PersonFacts } & SessionTimes) | undefined> {
  const { rows } = await sql<{ person: string; name: string; how: HowIn; created_at: Date; seen_at: Date; ends_at: Date; facts: Facts }>`
    select s.person, p.name, s.how, s.created_at, s.seen_at, s.ends_at, ${factsOf(sql`p.id`, at.today)} as facts
    from login_session s join person p on p.id = s.person
    where s.id_hash = ${idHash} and s.ends_at > ${at.now} and s.seen_at > ${at.idleSince}`.execute(tx)
  const row = rows[0]
  return (
    row && {
      facts: { person: row.person, name: row.name, ...row.facts },
      how: row.how,
      createdAt: row.created_at,
      seenAt: row.seen_at,
      endsAt: row.ends_at,
    }
  )
}

export async function insertSession(tx: Tx, table: SessionTable, row: SessionRow): Promise<void> {
  await sql`insert into ${sql.table(table)} (id_hash, person, how, created_at, seen_at, ends_at, address, agent)
    values (${row.idHash}, ${row.person}, ${row.how}, ${row.createdAt}, ${row.seenAt}, ${row.endsAt}, ${row.address}, ${row.agent})`.execute(
    tx,
  )
}

/** Never revives a session that has run out meanwhile. */
export async function touchSession(
  tx: Tx,
  table: SessionTable,
  idHash: Buffer,
  { now, idleSince }: { now: Date; idleSince: Date },
): Promise<void> {
  await sql`update ${sql.table(table)} set seen_at = ${now} where id_hash = ${idHash} and seen_at < ${now} and seen_at > ${idleSince}`.execute(
    tx,
  )
}

export async function deleteSession(tx: Tx, table: SessionTable, idHash: Buffer): Promise<void> {
  await sql`delete from ${sql.table(table)} where id_hash = ${idHash}`.execute(tx)
}

/** `but`: the one session that stays. */
export async function deleteSessionsOf(tx: Tx, table: SessionTable, person: string, but?: Buffer): Promise<number> {
  const { numAffectedRows } =
    await sql`delete from ${sql.table(table)} where person = ${person} and id_hash is distinct from ${but ?? null}::bytea`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export async function listSessionsOf(
  tx: Tx,
  table: SessionTable,
  person: string,
  at: { now: Date; idleSince: Date },
): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select id_hash as "idHash", person, how, created_at as "createdAt", seen_at as "seenAt", ends_at as "endsAt", address, agent
    from ${sql.table(table)} where person = ${person} and ends_at > ${at.now} and seen_at > ${at.idleSince} order by seen_at desc`.execute(
    tx,
  )
  return rows
}

/** What has run out: sessions, limits, half-finished OpenID log-ins. */
export async function sweep(tx: Tx, at: { now: Date; idleSince: Date; publicIdleSince: Date }): Promise<void> {
  await sql`delete from account_session where ends_at <= ${at.now} or seen_at <= ${at.publicIdleSince}`.execute(tx)
  await sql`delete from phone_code where made_at < ${at.now}::timestamptz - interval '1 hour'`.execute(tx)
  await sql`delete from login_session where ends_at <= ${at.now} or seen_at <= ${at.idleSince}`.execute(tx)
  await sql`delete from login_limit where since < ${at.now}::timestamptz - interval '1 day' and (locked_until is null or locked_until <= ${at.now})`.execute(
    tx,
  )
  await sql`delete from oidc_request where created_at < ${at.now}::timestamptz - interval '1 hour'`.execute(tx)
}

export async function findAccount(tx: Tx, by: { account: string } | { person: string }): Promise<Account | undefined> {
  const where = 'account' in by ? sql`p.account = ${by.account}` : sql`p.id = ${by.person}`
  const { rows } = await sql<Account>`
    select p.id as person, p.name, p.account, p.phone, l.password from person p left join person_login l on l.person = p.id where ${where}`.execute(
    tx,
  )
  return rows[0]
}

/** `replacing`: only while the hash is still this one, so that an upgrade never undoes a change of password. */
export async function writePassword(tx: Tx, person: string, hash: string, at: Date, replacing?: string): Promise<void> {
  if (replacing !== undefined) {
    await sql`update person_login set password = ${hash} where person = ${person} and password = ${replacing}`.execute(tx)
    return
  }
  await sql`insert into person_login (person, password, changed_at) values (${person}, ${hash}, ${at})
    on conflict (person) do update set password = excluded.password, changed_at = excluded.changed_at`.execute(tx)
}

export type Limit = { subject: string; now: Date; most: number; lockMs: number }

/** Counts an attempt before it is judged, so that a hundred guesses at once are not all judged. `last`: it is locked from now on. */
export async function takeAttempt(tx: Tx, { subject, now, most, lockMs }: Limit): Promise<'allowed' | 'last' | 'locked'> {
  const since = new Date(now.getTime() - lockMs)
  const until = new Date(now.getTime() + lockMs)
  // A lock that is over, or a window that has passed, starts the count again.
  const { rows } = await sql<{ locks: boolean }>`
    insert into login_limit as l (subject, failures, since, locked_until) values (${subject}, 1, ${now}, ${most <= 1 ? until : null})
    on conflict (subject) do update set
      failures = case when l.locked_until is not null or l.since <= ${since} then 1 else l.failures + 1 end,
      since = case when l.locked_until is not null or l.since <= ${since} then ${now} else l.since end,
      locked_until = case when (case when l.locked_until is not null or l.since <= ${since} then 1 else l.failures + 1 end) >= ${most} then ${until}::timestamptz end
    where l.locked_until is null or l.locked_until <= ${now}
    returning locked_until is not null as locks`.execute(tx)
  return !rows[0] ? 'locked' : rows[0].locks ? 'last' : 'allowed'
}

export async function isLocked(tx: Tx, subject: string, now: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from login_limit where subject = ${subject} and locked_until > ${now}`.execute(tx)
  return rows.length > 0
}

export async function forgetAttempts(tx: Tx, subject: string): Promise<void> {
  await sql`delete from login_limit where subject = ${subject}`.execute(tx)
}

/** Those of an account on every network, too. */
export async function forgetAttemptsEverywhere(tx: Tx, account: string): Promise<void> {
  await sql`delete from login_limit where subject = ${account} or starts_with(subject, ${`${account} `})`.execute(tx)
}

export type OidcRequest = { state: string; nonce: string; verifier: string; backTo: string; createdAt: Date }

export async function insertOidcRequest(tx: Tx, idHash: Buffer, row: OidcRequest): Promise<void> {
  await sql`insert into oidc_request (id_hash, state, nonce, verifier, back_to, created_at)
    values (${idHash}, ${row.state}, ${row.nonce}, ${row.verifier}, ${row.backTo}, ${row.createdAt})`.execute(tx)
}

/** Once only: whoever takes it has removed it. */
export async function takeOidcRequest(tx: Tx, idHash: Buffer): Promise<OidcRequest | undefined> {
  const { rows } = await sql<OidcRequest>`
    delete from oidc_request where id_hash = ${idHash} returning state, nonce, verifier, back_to as "backTo", created_at as "createdAt"`.execute(
    tx,
  )
  return rows[0]
}

export async function findLink(tx: Tx, issuer: string, subject: string): Promise<string | undefined> {
  const { rows } = await sql<{
    person: string
  }>`select person from person_identity where issuer = ${issuer} and subject = ${subject}`.execute(tx)
  return rows[0]?.person
}

export async function insertLink(tx: Tx, link: { issuer: string; subject: string; person: string; at: Date }): Promise<void> {
  await sql`insert into person_identity (issuer, subject, person, linked_at) values (${link.issuer}, ${link.subject}, ${link.person}, ${link.at})
    on conflict do nothing`.execute(tx)
}

/** Nobody, when two people share the number. */
export async function findPersonByPhone(tx: Tx, phone: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from person where phone = ${phone} limit 2`.execute(tx)
  return rows.length === 1 ? rows[0]!.id : undefined
}
