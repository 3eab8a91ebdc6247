// The capability in one value: what `server` builds and hands to the others.
import { type CalendarDesk, createCalendarDesk } from './calendar.ts'
import { createDelegations, type Delegations } from './delegations.ts'
import { createGuard, type Guard } from './guard.ts'
import { createLogIn, type LogIn } from './log-in.ts'
import { createOidc, type Oidc } from './oidc.ts'
import type { Subject } from './port.ts'
import { createSessions, type Sessions } from './sessions.ts'
import type { IdentityNeeds } from './settings.ts'
import { findFacts, sweep } from './store.ts'
import { makeSubject } from './subject.ts'

export type Identity = {
  readonly needs: IdentityNeeds
  readonly sessions: Sessions
  readonly logIn: LogIn
  readonly guard: Guard
  readonly oidc: Oidc | undefined
  readonly delegations: Delegations
  readonly calendar: CalendarDesk
  /** Somebody as they are today, without a session: for the worker and for tests. */
  findSubject(person: string): Promise<Subject | undefined>
  /** Deletes what has run out; for the worker, some times a day. */
  sweep(): Promise<void>
}

export function createIdentity(needs: IdentityNeeds): Identity {
  const { transact, clock, dateOf, sessionClock, city, settings } = needs
  const sessions = createSessions(needs)
  const logIn = createLogIn(needs, sessions)
  return {
    needs,
    sessions,
    logIn,
    guard: createGuard(sessions, settings),
    oidc: settings.oidc && createOidc(needs, settings.oidc, logIn),
    delegations: createDelegations(needs, sessions),
    calendar: createCalendarDesk(needs),
    async findSubject(person) {
      const today = dateOf(clock.now())
      const facts = await transact(tx => findFacts(tx, person, today))
      return facts && makeSubject(facts, today, city.code)
    },
    sweep: () => {
      const now = sessionClock.now()
      return transact(tx => sweep(tx, { now, idleSince: new Date(now.getTime() - settings.idleMinutes * 60_000) }))
    },
  }
}
