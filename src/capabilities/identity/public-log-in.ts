// The public logs in by a mobile number that they prove to be theirs: a code of six digits, once, for five minutes. The answers are the same
// whether anybody knows the number or not, and how often one may ask is limited by number and by address.
import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { Problem } from '#declare'
import { type Accounts, isMobile } from './accounts.ts'
import { tracer } from './log-in.ts'
import { networkOf } from './network.ts'
import type { Subject } from './port.ts'
import { hashToken, type Sessions, type Visitor } from './sessions.ts'
import type { IdentityNeeds } from './settings.ts'
import { isLocked, takeAttempt } from './store.ts'

export const codeMinutes = 5
export const codeTries = 5
/** Seconds before another code may be asked for; a day's most for a number, and for it on one network; an hour's most for an address. */
export const codeLimits = { againSeconds: 60, perDay: 15, perDayAndAddress: 6, perAddress: 30, failuresPerAddress: 60 } as const

const minute = 60_000
const wrongCode = () => new Problem('unauthenticated', '验证码不正确或已过期，请核对后重新输入')
const tooMany = (message: string) => new Problem('too-many', message)

export type PublicLogIn = {
  /** Gives the token that ties the code to the browser that asked for it: in another one the code is worth nothing. */
  sendCode(of: { phone: string; visitor: Visitor }): Promise<string>
  /** `tie`: the token of the browser. */
  byCode(of: { phone: string; code: string; tie: string | undefined; visitor: Visitor; before?: string | undefined }): Promise<string>
  out(of: { token: string; account: string; visitor: Visitor }): Promise<void>
  /** Ends every session of the account: a lost telephone. */
  outEverywhere(of: { account: string; visitor: Visitor }): Promise<number>
}

type Needs = {
  readonly needs: IdentityNeeds
  readonly accounts: Accounts
  readonly sessions: Sessions
  subjectOf(account: string): Subject
}

export function createPublicLogIn({ needs, accounts, sessions, subjectOf }: Needs): PublicLogIn {
  const { transact, sessionClock, clock, sms, vault } = needs
  const trace = tracer(needs)
  const keyOf = (phone: string) => vault.blind('phone_code.phone', phone).toString('hex')
  /** Where the code lies that this browser asked for. */
  const placeOf = (phone: string, salt: string) => vault.blind('phone_code.phone', `${phone}:${salt}`).toString('hex')
  /** Under a key of the platform: six digits alone would be guessed from any digest. */
  const digest = (key: string, code: string, salt: string) => vault.blind('phone_code.code', `${key}:${salt}:${code}`)

  return {
    async sendCode({ phone, visitor }) {
      demandMobile(phone)
      const key = keyOf(phone)
      const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
      const tie = randomBytes(32).toString('base64url')
      const salt = saltOf(tie)
      // A refused request is counted too: the transaction ends well and the refusal follows.
      const refusal = await transact(async tx => {
        const now = sessionClock.now()
        const take = (subject: string, most: number, lockMs: number) => takeAttempt(tx, { subject, now, most, lockMs })
        if ((await take(`code-address:${networkOf(visitor.address)}`, codeLimits.perAddress, 60 * minute)) === 'locked')
          return tooMany('这个网络获取验证码太频繁，请一小时后再试')
        if ((await take(`code-again:${key}`, 1, codeLimits.againSeconds * 1000)) === 'locked')
          return tooMany(`验证码已发送，请${codeLimits.againSeconds}秒后再获取`)
        // A stranger can use up what their own network may ask for a number, not the number's day.
        if ((await take(`code-there:${key}:${networkOf(visitor.address)}`, codeLimits.perDayAndAddress, 24 * 60 * minute)) === 'locked')
          return tooMany('这个号码今天在这个网络获取验证码的次数已用完，请换用手机流量，或者明天再试')
        if ((await take(`code-day:${key}`, codeLimits.perDay, 24 * 60 * minute)) === 'locked')
          return tooMany('这个号码今天获取验证码的次数已用完，请明天再试')
        await sql`insert into phone_code (phone, code, salt, tries, made_at) values (${placeOf(phone, salt)}, ${digest(key, code, salt)}, ${salt}, 0, ${now})`.execute(
          tx,
        )
        await trace(tx, { act: 'code', actor: accounts.idOf(phone), visitor })
        return undefined
      })
      if (refusal) throw refusal
      await sms.send({
        to: phone,
        text: `验证码${code}，${codeMinutes}分钟内有效。工作人员不会向您索要验证码，请勿告诉他人。`,
        key: `code:${salt}`,
      })
      return tie
    },
    async byCode({ phone, code, tie, visitor, before }) {
      demandMobile(phone)
      const key = keyOf(phone)
      const address = `code-failures:${networkOf(visitor.address)}`
      const account = accounts.idOf(phone)
      const salt = saltOf(tie ?? '')
      const place = placeOf(phone, salt)
      const right = await transact(async tx => {
        const now = sessionClock.now()
        if (await isLocked(tx, address, now)) return 'locked'
        // A try is taken before the code is looked at, so that a hundred guesses at once are not all judged. Only the browser that asked
        // for a code uses up its tries, and a code asked for elsewhere does not replace it.
        const { rows } = await sql<{ code: Buffer }>`
          update phone_code set tries = tries + 1 where phone = ${place} and tries < ${codeTries} and made_at > ${new Date(now.getTime() - codeMinutes * minute)} returning code`.execute(
          tx,
        )
        const [kept] = rows
        const offered = digest(key, code, salt)
        const isRight = kept !== undefined && timingSafeEqual(kept.code, offered)
        if (isRight) await sql`delete from phone_code where phone = ${place}`.execute(tx)
        else {
          await takeAttempt(tx, { subject: address, now, most: codeLimits.failuresPerAddress, lockMs: 60 * minute })
          await trace(tx, { act: 'refused', actor: account, visitor })
        }
        return isRight
      })
      if (right === 'locked') throw tooMany('输入错误的次数过多，请一小时后再试')
      if (!right) throw wrongCode()
      const token = await transact(async tx => {
        await accounts.hold(tx, phone)
        await accounts.claim(tx, account, clock.now())
        const opened = await sessions.open(tx, subjectOf(account), 'code', visitor)
        if (before) await sessions.close(tx, before)
        await trace(tx, { act: 'log-in', actor: account, visitor, more: { how: 'code' } })
        return opened
      })
      if (before) sessions.forget({ token: before })
      return token
    },
    async out({ token, account, visitor }) {
      await transact(async tx => {
        await sessions.close(tx, token)
        await trace(tx, { act: 'log-out', actor: account, visitor })
      })
      sessions.forget({ token })
    },
    async outEverywhere({ account, visitor }) {
      const ended = await transact(async tx => {
        await trace(tx, { act: 'end-sessions', actor: account, visitor })
        return sessions.closeAllOf(tx, account)
      })
      sessions.forget({ person: account })
      return ended
    },
  }
}

/** The row never holds what the browser does. */
const saltOf = (tie: string) => hashToken(tie).toString('hex')

function demandMobile(phone: string): void {
  if (!isMobile(phone)) throw new Problem('invalid', '请填写11位手机号码', [{ at: 'phone', message: '请填写11位手机号码' }])
}
