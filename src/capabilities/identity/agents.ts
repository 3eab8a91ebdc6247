// Acting for a firm (委托代理, 民法典 arts. 161-165): by its credit code and a letter of authorisation. Whoever has proved a number that the
// register holds for the firm is admitted at once. Everybody else waits, also where nobody acts for the firm: until an agent of the firm agrees,
// or the office that reads the letter (`agency-office.ts`). Whoever was revoked has nothing left at once.
import { sql } from 'kysely'
import { type FileRef, Problem } from '#declare'
import { uuidV7 } from '../../methods/uuid/uuid-v7.ts'
import type { Tx } from '../store/port.ts'
import { type Accounts, isAccount } from './accounts.ts'
import { type AgencyRow, agencyDeeds, maskedNumber } from './agency.ts'
import type { Sessions } from './sessions.ts'
import type { IdentityNeeds } from './settings.ts'

export type Agency = {
  readonly id: string
  readonly firm: string
  readonly creditCode: string
  readonly name: string
  /** What ended is shown to whoever had asked, until they ask anew. */
  readonly state: 'waiting' | 'active' | 'refused' | 'revoked'
  readonly since: string
  /** Mine, or that of somebody who asks to act for a firm of mine. */
  readonly mine: boolean
  /** The masked number of whoever asks. */
  readonly who: string
  /** Who refused or revoked it, and the reason the office gave. */
  readonly ended: { readonly by: 'agent' | 'office'; readonly because: string | null } | null
}

export type Agents = {
  claim(of: { account: string; creditCode: string; letter: FileRef }): Promise<Agency>
  list(account: string): Promise<Agency[]>
  /** By an agent of the firm; once admitted, a second time changes nothing. */
  confirm(account: string, id: string): Promise<void>
  /** One's own, or another agent's of a firm one acts for. */
  revoke(account: string, id: string): Promise<void>
}

/** How many claims of one account may wait: whoever asks for firm after firm would bury the office. */
const mostWaiting = 5

export function createAgents(needs: IdentityNeeds, accounts: Accounts, sessions: Sessions): Agents {
  const { transact, register, clock } = needs
  const { trace, admit, end } = agencyDeeds(needs)
  const show = async (tx: Tx, row: AgencyRow, account: string): Promise<Agency> => ({
    id: row.id,
    firm: row.firm,
    creditCode: row.credit_code,
    name: row.firm_name,
    state: row.revoked_at ? (row.confirmed_at ? 'revoked' : 'refused') : row.confirmed_at ? 'active' : 'waiting',
    since: (row.revoked_at ?? row.confirmed_at ?? row.made_at).toISOString(),
    mine: row.account === account,
    who: maskedNumber((await accounts.find(tx, row.account))?.of),
    ended: row.revoked_by === null ? null : { by: isAccount(row.revoked_by) ? 'agent' : 'office', because: row.revoked_because },
  })
  /** A row that concerns this account, under lock; anything else is not there. */
  const lock = async (tx: Tx, account: string, id: string): Promise<AgencyRow> => {
    const { rows } = await sql<AgencyRow>`
      select * from account_agent x where id = ${id} and revoked_at is null and (account = ${account} or exists (select 1 from account_agent y
        where y.firm = x.firm and y.account = ${account} and y.confirmed_at is not null and y.revoked_at is null)) for update`.execute(tx)
    if (!rows[0]) throw new Problem('not-found', '没有找到这项企业授权，请刷新后查看')
    return rows[0]
  }
  const demandFewWaiting = async (tx: Tx, account: string) => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int n from account_agent where account = ${account} and revoked_at is null and confirmed_at is null`.execute(tx)
    if (rows[0]!.n >= mostWaiting) throw new Problem('conflict', `您已有${mostWaiting}项代办申请在等待确认，请等有结果后再申请`)
  }

  return {
    async claim({ account, creditCode, letter }) {
      const firm = await register.find(creditCode)
      if (!firm)
        throw new Problem('invalid', '在企业登记信息中没有找到这个统一社会信用代码，请核对营业执照', [
          { at: 'creditCode', message: '请核对统一社会信用代码' },
        ])
      // A session of the public is opened by a code sent to its number, so the account stands for a number that was proved.
      const registered = firm.phones.some(phone => accounts.idOf(phone) === account)
      return transact(async tx => {
        const of = await accounts.holdFirm(tx, creditCode)
        // One claim at a time of an account: two at once would both be new, and both within the limit.
        await sql`select 1 from account where id = ${account} for update`.execute(tx)
        const { rows } = await sql<AgencyRow>`
          select * from account_agent where account = ${account} and firm = ${of} and revoked_at is null for update`.execute(tx)
        let row = rows[0]
        if (!row) {
          if (!registered) await demandFewWaiting(tx, account)
          const made = await sql<AgencyRow>`
            insert into account_agent (id, account, firm, credit_code, firm_name, letter, made_at)
            values (${uuidV7()}, ${account}, ${of}, ${creditCode}, ${firm.name}, ${JSON.stringify(letter)}, ${clock.now()}) returning *`.execute(
            tx,
          )
          row = made.rows[0]!
          await trace(tx, 'claim', { actor: account, subject: account }, { firm: of, creditCode, letter: letter.hash, registered })
        }
        if (!registered || row.confirmed_at) return show(tx, row, account)
        await admit(tx, row, { actor: account })
        return show(tx, { ...row, confirmed_at: clock.now() }, account)
      }).finally(() => sessions.forget({ person: account }))
    },
    list: account =>
      transact(async tx => {
        const { rows } = await sql<AgencyRow>`
          select * from (
            (select distinct on (firm) * from account_agent where account = ${account} order by firm, id desc)
            union all
            (select * from account_agent where account <> ${account} and revoked_at is null and firm in (select firm from account_agent
              where account = ${account} and confirmed_at is not null and revoked_at is null))
          ) found where revoked_by is distinct from ${account} order by made_at, id`.execute(tx)
        return Promise.all(rows.map(row => show(tx, row, account)))
      }),
    async confirm(account, id) {
      const row = await transact(async tx => {
        const found = await lock(tx, account, id)
        if (found.account === account) throw new Problem('denied', '请由该企业已有的代办人确认')
        if (!found.confirmed_at) await admit(tx, found, { actor: account })
        return found
      })
      sessions.forget({ person: row.account })
    },
    async revoke(account, id) {
      const row = await transact(async tx => {
        const found = await lock(tx, account, id)
        await end(tx, found, { actor: account })
        return found
      })
      sessions.forget({ person: row.account })
    },
  }
}
