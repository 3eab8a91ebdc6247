// Logging in and out, and changing a password. Every way in, every refusal and every way out is remembered in the ledger.
import { createHash } from 'node:crypto'
import { Problem } from '#declare'
import type { Tx } from '../store/port.ts'
import { isBreached } from './breached-passwords.ts'
import { networkOf } from './network.ts'
import { createGate, findPasswordFault, hashPassword, verifyPassword } from './passwords.ts'
import type { Sessions, Visitor } from './sessions.ts'
import type { IdentityNeeds } from './settings.ts'
import {
  type Account,
  findAccount,
  findFacts,
  forgetAttempts,
  forgetAttemptsEverywhere,
  type HowIn,
  isLocked,
  takeAttempt,
  writePassword,
} from './store.ts'
import { makeSubject } from './subject.ts'

export type LogIn = {
  /** The token of a new session. Wrong account and wrong password get the same answer after the same work. */
  byPassword(of: { account: string; password: string; visitor: Visitor; before?: string | undefined }): Promise<string>
  /** For somebody whose identity has been proved otherwise; `before` is the session that ends with it. */
  asPerson(of: { person: string; how: HowIn; visitor: Visitor; before?: string | undefined }): Promise<string>
  out(of: { token: string; person: string; visitor: Visitor }): Promise<void>
  /** Ends all sessions of the person and opens a new one. */
  changePassword(of: { person: string; current: string; next: string; visitor: Visitor }): Promise<string>
  /** Ends the other sessions of the person; only from a session opened in the last ten minutes, which proves them anew. */
  endOthers(of: { token: string; visitor: Visitor }): Promise<number>
  /** By an administrator: ends every session of somebody. */
  endAllOf(of: { person: string; by: string; visitor: Visitor }): Promise<number>
  /** By an operator: a first password, or a new one. Ends all sessions of the person. */
  setPassword(of: { person: string; password: string; by: string }): Promise<void>
}

export type Trace = {
  act: 'code' | 'log-in' | 'refused' | 'locked' | 'log-out' | 'password' | 'end-sessions'
  actor: string
  visitor?: Visitor
  more?: Record<string, unknown>
}

/** Writes what happens at the doors into the ledger. */
export const tracer =
  ({ record, clock }: Pick<IdentityNeeds, 'record' | 'clock'>) =>
  (tx: Tx, { act, actor, visitor, more }: Trace) =>
    record(tx, {
      kind: 'login',
      at: clock.now(),
      actor,
      act,
      content: { ...more, ...(visitor && { address: visitor.address, agent: visitor.agent.slice(0, 300) }) },
    })

export function createLogIn(needs: IdentityNeeds, sessions: Sessions): LogIn {
  const { transact, clock, dateOf, sessionClock, city, settings } = needs
  const gate = createGate()
  const lockMs = settings.lockMinutes * 60_000

  const trace = tracer(needs)
  const faultOf = async (password: string, { account, name, phone }: Account) =>
    findPasswordFault(password, [account, name, phone, city.id]) ??
    ((await isBreached(password)) ? '新口令在已泄露的口令之列，请换一个' : undefined)

  const enter = async (
    tx: Tx,
    { person, how, visitor, before }: { person: string; how: HowIn; visitor: Visitor; before?: string | undefined },
  ) => {
    const facts = await findFacts(tx, person, dateOf(clock.now()))
    if (!facts) throw new Problem('not-found', '没有这个人员')
    const token = await sessions.open(tx, makeSubject(facts, dateOf(clock.now()), city.code), how, visitor)
    if (before) await sessions.close(tx, before)
    await trace(tx, { act: 'log-in', actor: person, visitor, more: { how } })
    return token
  }

  /**
   * One attempt is taken before the password is looked at: from the account's few on this network, and from its many everywhere. So a stranger
   * locks their own way in; only from very many places at once, everybody's.
   */
  const judge = async (
    key: string,
    password: string,
    visitor: Visitor,
    find: (tx: Tx) => Promise<Account | undefined>,
  ): Promise<Account> => {
    const network = networkOf(visitor.address)
    const address = `address:${network}`
    const here = `${key} ${network}`
    const taken = await transact(async tx => {
      const now = sessionClock.now()
      if (await isLocked(tx, address, now)) return undefined
      const everywhere = await takeAttempt(tx, { subject: key, now, most: settings.failures * placesTogether, lockMs })
      const attempt = everywhere === 'locked' ? 'locked' : await takeAttempt(tx, { subject: here, now, most: settings.failures, lockMs })
      if (attempt !== 'locked') return { account: await find(tx), last: attempt === 'last' || everywhere === 'last' }
      // Whoever knocks at a locked door tires out their own network.
      await takeAttempt(tx, { subject: address, now, most: settings.addressFailures, lockMs })
      return undefined
    })
    // Not remembered one by one: who knocks at a locked door could fill the ledger.
    if (!taken) throw new Problem('too-many', `登录失败次数过多，请${settings.lockMinutes}分钟后再试`)
    const { account, last } = taken
    const { right, outdated } = await gate(() => verifyPassword(password, account?.password ?? undefined, settings.cost))
    if (!right || !account) {
      await transact(async tx => {
        const actor = account?.person ?? 'unknown'
        await trace(tx, { act: 'refused', actor, visitor, more: { key } })
        if (last) await trace(tx, { act: 'locked', actor, visitor, more: { key } })
        const fromThere = await takeAttempt(tx, { subject: address, now: sessionClock.now(), most: settings.addressFailures, lockMs })
        if (fromThere === 'last') await trace(tx, { act: 'locked', actor: 'unknown', visitor, more: { key: address } })
      })
      throw new Problem('unauthenticated', '账号或口令不正确')
    }
    const stronger = outdated ? await gate(() => hashPassword(password, settings.cost)) : undefined
    await transact(async tx => {
      await forgetAttempts(tx, key)
      await forgetAttempts(tx, here)
      if (stronger) await writePassword(tx, account.person, stronger, sessionClock.now(), account.password!)
    })
    return account
  }

  return {
    async byPassword({ account, password, visitor, before }) {
      const name = account.trim().toLowerCase()
      const found = await judge(keyOf(name), password, visitor, tx => findAccount(tx, { account: name }))
      const token = await transact(tx => enter(tx, { person: found.person, how: 'password', visitor, before }))
      if (before) sessions.forget({ token: before })
      return token
    },
    async asPerson(of) {
      const token = await transact(tx => enter(tx, of))
      if (of.before) sessions.forget({ token: of.before })
      return token
    },
    async out({ token, person, visitor }) {
      await transact(async tx => {
        await sessions.close(tx, token)
        await trace(tx, { act: 'log-out', actor: person, visitor })
      })
      sessions.forget({ token })
    },
    async changePassword({ person, current, next, visitor }) {
      const known = await transact(tx => findAccount(tx, { person }))
      if (!known?.password) throw new Problem('conflict', '您通过统一身份登录，没有本平台口令')
      const account = await judge(keyOf(known.account), current, visitor, tx => findAccount(tx, { person }))
      const fault = next === current ? '新口令与原口令相同' : await faultOf(next, account)
      if (fault) throw new Problem('invalid', fault, [{ at: 'next', message: fault }])
      const hash = await gate(() => hashPassword(next, settings.cost))
      const token = await transact(async tx => {
        await writePassword(tx, person, hash, sessionClock.now())
        await sessions.closeAllOf(tx, person)
        await trace(tx, { act: 'password', actor: person, visitor })
        return enter(tx, { person, how: 'password', visitor })
      })
      sessions.forget({ person })
      return token
    },
    async endOthers({ token, visitor }) {
      const found = await sessions.find(token)
      if (!found) throw new Problem('unauthenticated', '请先登录')
      const { person } = found.subject
      if (sessionClock.now().getTime() - found.createdAt.getTime() > provedMs)
        throw new Problem('denied', '为确认是您本人，请重新登录后再操作')
      const ended = await transact(async tx => {
        await trace(tx, { act: 'end-sessions', actor: person, visitor })
        return sessions.closeAllOf(tx, person, token)
      })
      sessions.forget({ person })
      return ended
    },
    async endAllOf({ person, by, visitor }) {
      const ended = await transact(async tx => {
        await trace(tx, { act: 'end-sessions', actor: by, visitor, more: { person } })
        return sessions.closeAllOf(tx, person)
      })
      sessions.forget({ person })
      return ended
    },
    async setPassword({ person, password, by }) {
      const account = await transact(tx => findAccount(tx, { person }))
      if (!account) throw new Problem('not-found', '没有这个人员')
      const fault = await faultOf(password, account)
      if (fault) throw new Problem('invalid', fault, [{ at: 'password', message: fault }])
      const hash = await hashPassword(password, settings.cost)
      await transact(async tx => {
        await writePassword(tx, person, hash, sessionClock.now())
        await sessions.closeAllOf(tx, person)
        await forgetAttemptsEverywhere(tx, keyOf(account.account))
        await trace(tx, { act: 'password', actor: by, more: { person } })
      })
      sessions.forget({ person })
    },
  }
}

const provedMs = 10 * 60_000
/** An account is locked everywhere after so many times the failures that lock it on one network. */
const placesTogether = 6

/** A digest: people type their password into the wrong box, and neither the limits nor the ledger should keep it. */
const keyOf = (account: string) => `account:${createHash('sha256').update(account).digest('hex')}`
