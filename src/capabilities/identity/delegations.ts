// Standing in for somebody on leave: who may arrange it, for how long, and what is refused. One arrangement at a time, no chains.

import { sql } from 'kysely'
import { type CivilDate, Problem } from '#declare'
import { uuidV7 } from '../../methods/uuid/uuid-v7.ts'
import type { Tx } from '../store/port.ts'
import type { Subject } from './port.ts'
import type { Sessions } from './sessions.ts'
import type { IdentityNeeds } from './settings.ts'

export type NewDelegation = {
  /** The person on leave: the subject, or somebody of an organ the subject heads. */ from?: string | undefined
  to: string
  startsOn: CivilDate
  endsOn: CivilDate
  reason: string
}
export type DelegationRow = {
  id: string
  from: string
  fromName: string
  to: string
  toName: string
  startsOn: string
  endsOn: string
  reason: string
  revokedAt: string | null
}

export type Delegations = {
  create(subject: Subject, of: NewDelegation): Promise<DelegationRow>
  /** By the person on leave, the stand-in, whoever decided, or the head of the person on leave. */
  revoke(subject: Subject, id: string): Promise<void>
  /** Those the subject has to do with: given, received, decided, or of people whose organ they head. Newest first. */
  list(subject: Subject): Promise<DelegationRow[]>
}

const mostDays = 366

export function createDelegations({ transact, record, clock, dateOf }: IdentityNeeds, sessions: Sessions): Delegations {
  return {
    async create(subject, { from = subject.person, to, startsOn, endsOn, reason }) {
      const today = dateOf(clock.now())
      checkDates({ startsOn, endsOn, today })
      if (from === to) throw new Problem('invalid', '不能委托本人代理', [{ at: 'to', message: '请选择另一位同事' }])
      const firstDay = [startsOn, today].sort()[1]!
      const made = await transact(async tx => {
        await lockPeople(tx, [from, to])
        const organsOf = async (person: string) => new Set(await organsInForce(tx, person, firstDay))
        const [fromOrgans, toOrgans] = [await organsOf(from), await organsOf(to)]
        const heads = headedBy(subject).some(organ => fromOrgans.has(organ))
        if (from !== subject.person && !heads) throw new Problem('denied', '只能为本人或本单位人员设置代理')
        if (toOrgans.size === 0) throw new Problem('invalid', '代理人在此期间没有在任岗位', [{ at: 'to', message: '请选择在任人员' }])
        const together = [...toOrgans].some(organ => fromOrgans.has(organ))
        const decided = heads && from !== subject.person
        if (!together && !decided) throw new Problem('denied', '代理人应为同一单位人员；由外单位人员代理须由单位负责人决定')
        await refuseChains(tx, { from, to, startsOn, endsOn })
        const id = uuidV7()
        await sql`insert into delegation (id, from_person, to_person, starts_on, ends_on, reason, decided_by, created_at)
          values (${id}, ${from}, ${to}, ${startsOn}, ${endsOn}, ${reason}, ${subject.person}, ${clock.now()})`.execute(tx)
        await record(tx, {
          kind: 'grant',
          at: clock.now(),
          actor: subject.person,
          act: 'delegate',
          content: { id, from, to, startsOn, endsOn, reason },
        })
        return (await read(tx, sql`d.id = ${id}`))[0]!
      })
      sessions.forget({ person: to })
      return made
    },
    async revoke(subject, id) {
      const to = await transact(async tx => {
        const { rows } = await sql<{ from: string; to: string; decidedBy: string; revoked: boolean }>`
          select from_person as "from", to_person as "to", decided_by as "decidedBy", revoked_at is not null as revoked from delegation where id = ${id} for update`.execute(
          tx,
        )
        const one = rows[0]
        const today = dateOf(clock.now())
        const heads = one && (await organsInForce(tx, one.from, today)).some(organ => headedBy(subject).includes(organ))
        if (!one || !(heads || [one.from, one.to, one.decidedBy].includes(subject.person))) throw new Problem('not-found', '没有这项代理')
        if (one.revoked) throw new Problem('conflict', '这项代理已经撤销')
        await sql`update delegation set revoked_at = ${clock.now()}, revoked_by = ${subject.person} where id = ${id}`.execute(tx)
        await record(tx, {
          kind: 'grant',
          at: clock.now(),
          actor: subject.person,
          act: 'revoke-delegation',
          content: { id, from: one.from, to: one.to },
        })
        return one.to
      })
      sessions.forget({ person: to })
    },
    list: subject =>
      transact(tx =>
        read(
          tx,
          sql`${subject.person} in (d.from_person, d.to_person, d.decided_by)
            or exists (select 1 from post f where f.person = d.from_person and f.organ = any(${headedBy(subject)}::text[])
              and ${dateOf(clock.now())}::date between f.from_on and coalesce(f.to_on, 'infinity'))`,
        ),
      ),
  }
}

/** The organs that the subject heads themselves; who stands in for a head does not decide who stands in. */
const headedBy = (subject: Subject) =>
  subject.posts.filter(post => post.role === 'head' && post.onBehalfOf === null).map(post => post.organ)

function checkDates({ startsOn, endsOn, today }: { startsOn: CivilDate; endsOn: CivilDate; today: CivilDate }): void {
  if (endsOn < startsOn) throw new Problem('invalid', '结束日期早于开始日期', [{ at: 'endsOn', message: '应不早于开始日期' }])
  if (endsOn < today) throw new Problem('invalid', '结束日期已经过去', [{ at: 'endsOn', message: '应不早于今天' }])
  if ((Date.parse(endsOn) - Date.parse(startsOn)) / 86_400_000 >= mostDays)
    throw new Problem('invalid', '代理期限最长一年', [{ at: 'endsOn', message: '应在一年以内' }])
}

/** Two arrangements about the same people are judged one after the other. */
async function lockPeople(tx: Tx, people: string[]): Promise<void> {
  for (const person of people.sort()) await sql`select pg_advisory_xact_lock(hashtextextended(${`delegation ${person}`}, 0))`.execute(tx)
}

async function organsInForce(tx: Tx, person: string, on: CivilDate): Promise<string[]> {
  const { rows } = await sql<{ organ: string }>`
    select distinct organ from post where person = ${person} and ${on}::date between from_on and coalesce(to_on, 'infinity')`.execute(tx)
  return rows.map(row => row.organ)
}

async function refuseChains(
  tx: Tx,
  { from, to, startsOn, endsOn }: { from: string; to: string; startsOn: CivilDate; endsOn: CivilDate },
): Promise<void> {
  const { rows } = await sql<{ from: string; to: string }>`
    select from_person as "from", to_person as "to" from delegation
    where revoked_at is null and starts_on <= ${endsOn} and ends_on >= ${startsOn} and (from_person in (${from}, ${to}) or to_person = ${from})`.execute(
    tx,
  )
  if (rows.some(row => row.from === from)) throw new Problem('conflict', '此期间已经设置了代理，请先撤销原有代理')
  if (rows.some(row => row.from === to)) throw new Problem('conflict', '代理人在此期间也已离岗，请另选代理人')
  if (rows.some(row => row.to === from)) throw new Problem('conflict', '离岗人在此期间正代理他人，请先由对方另行委托')
}

async function read(tx: Tx, where: ReturnType<typeof sql>): Promise<DelegationRow[]> {
  const { rows } = await sql<Omit<DelegationRow, 'revokedAt'> & { revokedAt: Date | null }>`
    select d.id, d.from_person as "from", f.name as "fromName", d.to_person as "to", t.name as "toName", d.starts_on::text as "startsOn",
      d.ends_on::text as "endsOn", d.reason, d.revoked_at as "revokedAt"
    from delegation d join person f on f.id = d.from_person join person t on t.id = d.to_person where ${where} order by d.id desc limit 500`.execute(
    tx,
  )
  return rows.map(row => ({ ...row, revokedAt: row.revokedAt?.toISOString() ?? null }))
}
