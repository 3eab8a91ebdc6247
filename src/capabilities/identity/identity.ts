// The capability in one value: what `server` builds and hands to the others.
import { type CalendarDesk, createCalendarDesk } from './calendar.ts'
import { createDelegations, type Delegations } from './delegations.ts'
import { createGuard, type Guard } from './guard.ts'
import { createLogIn, type LogIn } from './log-in.ts'
import { createOidc, type Oidc } from './oidc.ts'
import type { Subject } from './port.ts'
import { createPublicIdentity, type PublicIdentity } from './public-identity.ts'
import { createSessions, type Sessions } from './sessions.ts'
import type { IdentityNeeds } from './settings.ts'
import { findFacts, findOfficialSession, sweep } from './store.ts'
import { isInOffice, makeSubject } from './subject.ts'

export type Identity = {
  readonly needs: IdentityNeeds
  readonly sessions: Sessions
  readonly logIn: LogIn
  readonly guard: Guard
  readonly oidc: Oidc | undefined
  readonly delegations: Delegations
  readonly calendar: CalendarDesk
  /** Residents and firms: accounts, their log-in by telephone, their sessions. */
  readonly public: PublicIdentity
  /** Somebody as they are today, without a session: for the worker and for tests. */
  findSubject(person: string): Promise<Subject | undefined>
  /** Deletes what has run out; for the worker, some times a day. */
  sweep(): Promise<void>
}

export function createIdentity(needs: IdentityNeeds): Identity {
  const { transact, clock, dateOf, sessionClock, city, settings } = needs
  const sessions = createSessions(needs, {
    table: 'login_session',
    idleMinutes: settings.idleMinutes,
    absoluteHours: settings.absoluteHours,
    async find(tx, idHash, at) {
      const found = await findOfficialSession(tx, idHash, at)
      if (!found) return undefined
      const { facts, ...times } = found
      const subject = makeSubject(facts, at.today, city.code)
      return { ...times, subject: isInOffice(subject) ? subject : undefined }
    },
    mayEnter: isInOffice,
    refusal: '您目前没有在任岗位，无法登录，请联系本单位管理员',
  })
  const logIn = createLogIn(needs, sessions)
  return {
    needs,
    sessions,
    logIn,
    guard: createGuard(sessions, settings),
    oidc: settings.oidc && createOidc(needs, settings.oidc, logIn),
    delegations: createDelegations(needs, sessions),
    calendar: createCalendarDesk(needs),
    public: createPublicIdentity(needs),
    async findSubject(person) {
      const today = dateOf(clock.now())
      const facts = await transact(tx => findFacts(tx, person, today))
      return facts && makeSubject(facts, today, city.code)
    },
    sweep: () => {
      const now = sessionClock.now()
      return transact(tx =>
        sweep(tx, {
          now,
          idleSince: new Date(now.getTime() - settings.idleMinutes * 60_000),
          publicIdleSince: new Date(now.getTime() - settings.publicIdleHours * 3_600_000),
        }),
      )
    },
  }
}
