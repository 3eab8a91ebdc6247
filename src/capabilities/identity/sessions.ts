// Sessions: an opaque random id in the browser, its SHA-256 in the database, and what it stands for kept a few seconds in this process.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { Problem } from '#declare'
import type { Tx } from '../store/port.ts'
import type { Subject } from './port.ts'
import type { IdentityNeeds } from './settings.ts'
import {
  deleteSession,
  deleteSessionsOf,
  type FoundSession,
  type HowIn,
  insertSession,
  listSessionsOf,
  type SessionTable,
  touchSession,
} from './store.ts'

export type Visitor = { readonly address: string; readonly agent: string }
export type Session = { readonly subject: Subject; readonly how: HowIn; readonly createdAt: Date }
export type OpenSession = { readonly current: boolean; readonly how: HowIn; readonly createdAt: Date; readonly seenAt: Date } & Visitor

export type Sessions = {
  /** A new session; the token goes to the browser and nowhere else. Throws `denied` for somebody without a post today. */
  open(tx: Tx, person: Subject, how: HowIn, visitor: Visitor): Promise<string>
  /** Undefined when there is none, it has run out, or its person holds no post any more. */
  find(token: string): Promise<Session | undefined>
  /** Call `forget` once the transaction has ended: before, another request could still read the old state and keep it. */
  close(tx: Tx, token: string): Promise<void>
  /** `but`: the token of the one session that stays. */
  closeAllOf(tx: Tx, person: string, but?: string): Promise<number>
  listOf(person: string, current: string): Promise<OpenSession[]>
  /** Sessions have been closed, or posts or delegations have changed: ask the database again. */
  forget(of?: { token: string } | { person: string }): void
}

type Cached = { session: Session; readAt: number; today: string; idleAt: number; endsAt: number }

const most = 20_000
const touchEveryMs = 60_000

/** Of whom the sessions are, and where they lie: officials and the public never share a table or a cookie. */
export type SessionKeep = {
  readonly table: SessionTable
  readonly idleMinutes: number
  readonly absoluteHours: number
  /** A session that has not run out, with who it stands for on that day; without `subject` they may not come in any more. */
  find(tx: Tx, idHash: Buffer, at: { now: Date; idleSince: Date; today: string }): Promise<FoundSession | undefined>
  mayEnter(subject: Subject): boolean
  readonly refusal: string
}

export function createSessions({ transact, clock, dateOf, sessionClock, settings }: IdentityNeeds, keep: SessionKeep): Sessions {
  const { table } = keep
  const idleMs = keep.idleMinutes * 60_000
  const keepMs = settings.cacheSeconds * 1000
  const cache = new Map<string, Cached>()
  /** Rises with every revocation: an answer read before must not be kept after. */
  let generation = 0

  const fresh = (kept: Cached, now: number, today: string) =>
    now >= kept.readAt && now - kept.readAt < keepMs && kept.today === today && now < kept.endsAt && now < kept.idleAt

  const read = async (token: string, now: Date, today: string): Promise<Cached | undefined> => {
    const idHash = hashToken(token)
    const idleSince = new Date(now.getTime() - idleMs)
    const found = await transact(async tx => {
      const one = await keep.find(tx, idHash, { now, idleSince, today })
      if (one && now.getTime() - one.seenAt.getTime() >= touchEveryMs) {
        await touchSession(tx, table, idHash, { now, idleSince })
        return { ...one, seenAt: now }
      }
      return one
    })
    return found?.subject && toCached({ ...found, subject: found.subject }, now, today)
  }

  const toCached = ({ subject, how, createdAt, seenAt, endsAt }: FoundSession & { subject: Subject }, now: Date, today: string): Cached => {
    return {
      session: { subject, how, createdAt },
      readAt: now.getTime(),
      today,
      idleAt: seenAt.getTime() + idleMs,
      endsAt: endsAt.getTime(),
    }
  }

  return {
    async open(tx, subject, how, visitor) {
      if (!keep.mayEnter(subject)) throw new Problem('denied', keep.refusal)
      const token = randomBytes(32).toString('base64url')
      const now = sessionClock.now()
      const endsAt = new Date(now.getTime() + keep.absoluteHours * 3_600_000)
      await insertSession(tx, table, {
        idHash: hashToken(token),
        person: subject.person,
        how,
        createdAt: now,
        seenAt: now,
        endsAt,
        address: visitor.address,
        agent: visitor.agent.slice(0, 300),
      })
      return token
    },
    async find(token) {
      if (!tokenShape.test(token)) return undefined
      const now = sessionClock.now()
      const today = dateOf(clock.now())
      const kept = cache.get(token)
      if (kept && fresh(kept, now.getTime(), today)) return kept.session
      cache.delete(token)
      const before = generation
      const one = await read(token, now, today)
      if (!one) return undefined
      if (before === generation) {
        if (cache.size >= most) cache.delete(cache.keys().next().value!)
        cache.set(token, one)
      }
      return one.session
    },
    close: (tx, token) => deleteSession(tx, table, hashToken(token)),
    closeAllOf: (tx, person, but) => deleteSessionsOf(tx, table, person, but === undefined ? undefined : hashToken(but)),
    async listOf(person, current) {
      const now = sessionClock.now()
      const rows = await transact(tx => listSessionsOf(tx, table, person, { now, idleSince: new Date(now.getTime() - idleMs) }))
      const hash = hashToken(current)
      return rows.map(({ idHash, how, createdAt, seenAt, address, agent }) => ({
        current: idHash.equals(hash),
        how,
        createdAt,
        seenAt,
        address,
        agent,
      }))
    },
    forget(of) {
      generation++
      if (!of) cache.clear()
      else if ('token' in of) cache.delete(of.token)
      else for (const [token, kept] of cache) if (kept.session.subject.person === of.person) cache.delete(token)
    },
  }
}

/** 256 bits. */
const tokenShape = /^[\w-]{43}$/
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Bound to the session and useless without it; nothing to keep. */
export const csrfOf = (token: string): string => createHmac('sha256', token).update('csrf').digest('base64url')

export function isCsrf(token: string, given: string | undefined): boolean {
  const right = Buffer.from(csrfOf(token))
  const offered = Buffer.from(given ?? '')
  return offered.length === right.length && timingSafeEqual(offered, right)
}
