// The public's side of identity: who a resident is today, and the firms they may act for.

import type { MiddlewareHandler } from 'hono'
import { sql } from 'kysely'
import { Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import type { Tx } from '../store/port.ts'
import { type Accounts, accountDesk, createAccounts } from './accounts.ts'
import { type AgencyOffice, createAgencyOffice } from './agency-office.ts'
import { type Agents, createAgents } from './agents.ts'
import { createGuard, type Guard } from './guard.ts'
import type { Firm, Subject } from './port.ts'
import { createPublicLogIn, type PublicLogIn } from './public-log-in.ts'
import { createSessions, type Sessions } from './sessions.ts'
import type { IdentityNeeds } from './settings.ts'
import { type SessionTimes, takeAttempt } from './store.ts'

export type PublicIdentity = {
  readonly accounts: Accounts
  readonly agents: Agents
  /** The officials' side of acting for firms. */
  readonly office: AgencyOffice
  readonly sessions: Sessions
  readonly logIn: PublicLogIn
  readonly guard: Guard
  /** Who asks, as themselves or (header `x-acting-for`) for a firm of theirs. */
  readonly withResident: MiddlewareHandler<AppEnv>
  /** False when there have been too many attempts under this key; real time. */
  allow(key: string, most: number, minutes: number): Promise<boolean>
  /** A resident as they are today, without a session: for stories and tests. */
  findSubject(account: string): Promise<Subject>
}

export function createPublicIdentity(needs: IdentityNeeds): PublicIdentity {
  const { transact, settings, city, vault } = needs
  const accounts = createAccounts(vault)
  const subjectOf = (account: string, name = '', firms: readonly Firm[] = []): Subject => ({
    kind: 'public',
    person: account,
    name,
    posts: [],
    desks: [accountDesk(account)],
    organ: null,
    region: city.code,
    firms,
  })
  const read = async (tx: Tx, account: string) => {
    const card = await accounts.find(tx, account)
    return card?.claimed ? subjectOf(account, card.name ?? '', await accounts.firmsOf(tx, account)) : undefined
  }
  const sessions = createSessions(needs, {
    table: 'account_session',
    idleMinutes: settings.publicIdleHours * 60,
    absoluteHours: settings.publicDays * 24,
    async find(tx, idHash, { now, idleSince }) {
      const { rows } = await sql<{ account: string } & SessionTimes>`
        select person account, how, created_at "createdAt", seen_at "seenAt", ends_at "endsAt" from account_session
        where id_hash = ${idHash} and ends_at > ${now} and seen_at > ${idleSince}`.execute(tx)
      const [row] = rows
      if (!row) return undefined
      const { account, ...times } = row
      return { ...times, subject: await read(tx, account) }
    },
    mayEnter: subject => subject.kind === 'public',
    refusal: '请用手机号登录',
  })
  const guard = createGuard(
    sessions,
    { ...settings, ...(settings.portalOrigin !== undefined && { origin: settings.portalOrigin }) },
    'shuzhi-portal',
  )
  return {
    accounts,
    sessions,
    agents: createAgents(needs, accounts, sessions),
    office: createAgencyOffice(needs, accounts, sessions),
    logIn: createPublicLogIn({ needs, accounts, sessions, subjectOf }),
    guard,
    withResident: (c, next) =>
      guard.withSubject(c, async () => {
        const firm = c.req.header('x-acting-for')
        if (firm !== undefined) c.set('subject', actingFor(c.get('subject'), firm))
        await next()
      }),
    allow: (key, most, minutes) =>
      transact(async tx => {
        const attempt = await takeAttempt(tx, { subject: key, now: needs.sessionClock.now(), most: most + 1, lockMs: minutes * 60_000 })
        return attempt === 'allowed'
      }),
    async findSubject(account) {
      const subject = await transact(tx => read(tx, account))
      if (!subject) throw new Problem('not-found', '没有这个账号')
      return subject
    },
  }
}

/** The firm's own subject, with whoever acts for it: it sees the firm's rows and none of the agent's. */
export function actingFor(subject: Subject, firm: string): Subject {
  const found = subject.firms?.find(one => one.account === firm)
  if (!found) throw new Problem('denied', '您没有代办这家企业事项的授权，请重新选择身份')
  return {
    ...subject,
    person: found.account,
    name: found.name,
    desks: [accountDesk(found.account)],
    firms: [],
    firm: found,
    agent: subject.person,
  }
}
