// Acting for a firm (委托代理, 民法典 arts. 161-165): by its credit code and a letter of authorisation. The first agent of a firm is admitted
// when the register knows the firm; every further one waits until an agent of the firm agrees. Whoever was revoked has nothing left at once.
import { sql } from 'kysely'
import { type FileRef, Problem } from '#declare'
import { uuidV7 } from '../../methods/uuid/uuid-v7.ts'
import type { Tx } from '../store/port.ts'
import type { Accounts } from './accounts.ts'
import type { Sessions } from './sessions.ts'
import type { IdentityNeeds } from './settings.ts'

export type Agency = {
  readonly id: string
  readonly firm: string
  readonly creditCode: string
  readonly name: string
  readonly state: 'waiting' | 'active'
  readonly since: string
  /** Mine, or that of somebody who asks to act for a firm of mine. */
  readonly mine: boolean
  /** The masked number of whoever asks. */
  readonly who: string
}

export type Agents = {
  claim(of: { account: string; creditCode: string; letter: FileRef }): Promise<Agency>
  list(account: string): Promise<Agency[]>
  confirm(account: string, id: string): Promise<void>
  /** One's own, or another agent's of a firm one acts for. */
  revoke(account: string, id: string): Promise<void>
}

type Row = { id: string; account: string; firm: string; credit_code: string; firm_name: string; confirmed_at: Date | null; made_at: Date }

export function createAgents(needs: IdentityNeeds, accounts: Accounts, sessions: Sessions): Agents {
  const { transact, register, clock, record } = needs
  const trace = (tx: Tx, act: string, actor: string, content: object) =>
    record(tx, { kind: 'agent', at: clock.now(), actor, subject: actor, act, content })
  const show = async (tx: Tx, row: Row, account: string): Promise<Agency> => {
    const card = await accounts.find(tx, row.account)
    return {
      id: row.id,
      firm: row.firm,
      creditCode: row.credit_code,
      name: row.firm_name,
      state: row.confirmed_at ? 'active' : 'waiting',
      since: (row.confirmed_at ?? row.made_at).toISOString(),
      mine: row.account === account,
      who: card ? `${card.of.slice(0, 3)}****${card.of.slice(-4)}` : '',
    }
  }
  /** A row that concerns this account, under lock; anything else is not there. */
  const lock = async (tx: Tx, account: string, id: string): Promise<Row> => {
    const { rows } = await sql<Row>`
      select * from account_agent x where id = ${id} and revoked_at is null and (account = ${account} or exists (select 1 from account_agent y
        where y.firm = x.firm and y.account = ${account} and y.confirmed_at is not null and y.revoked_at is null)) for update`.execute(tx)
    if (!rows[0]) throw new Problem('not-found', '没有找到这项企业授权，请刷新后查看')
    return rows[0]
  }

  return {
    async claim({ account, creditCode, letter }) {
      const firm = await register.find(creditCode)
      if (!firm)
        throw new Problem('invalid', '在企业登记信息中没有找到这个统一社会信用代码，请核对营业执照', [
          { at: 'creditCode', message: '请核对统一社会信用代码' },
        ])
      return transact(async tx => {
        const of = await accounts.holdFirm(tx, creditCode)
        // One claim of a firm at a time: two first agents at once would both be the first.
        await sql`select 1 from account where id = ${of} for update`.execute(tx)
        const mine = await sql<Row>`select * from account_agent where account = ${account} and firm = ${of} and revoked_at is null`.execute(
          tx,
        )
        if (mine.rows[0]) return show(tx, mine.rows[0], account)
        const first = (await accounts.agentsOf(tx, of)).length === 0
        const now = clock.now()
        const row = {
          id: uuidV7(),
          account,
          firm: of,
          credit_code: creditCode,
          firm_name: firm.name,
          confirmed_at: first ? now : null,
          made_at: now,
        }
        await sql`insert into account_agent (id, account, firm, credit_code, firm_name, letter, made_at, confirmed_at) values (${row.id}, ${account}, ${of}, ${creditCode}, ${firm.name}, ${JSON.stringify(letter)}, ${now}, ${row.confirmed_at})`.execute(
          tx,
        )
        await trace(tx, 'claim', account, { firm: of, creditCode, letter: letter.hash, active: first })
        return show(tx, row, account)
      }).finally(() => sessions.forget({ person: account }))
    },
    list: account =>
      transact(async tx => {
        const { rows } = await sql<Row>`
          select * from account_agent where revoked_at is null and (account = ${account} or firm in (select firm from account_agent where account = ${account}
            and confirmed_at is not null and revoked_at is null)) order by made_at`.execute(tx)
        return Promise.all(rows.map(row => show(tx, row, account)))
      }),
    async confirm(account, id) {
      const row = await transact(async tx => {
        const found = await lock(tx, account, id)
        if (found.account === account) throw new Problem('denied', '请由该企业已有的代办人确认')
        await sql`update account_agent set confirmed_at = coalesce(confirmed_at, ${clock.now()}) where id = ${id}`.execute(tx)
        await trace(tx, 'confirm', account, { firm: found.firm, agent: found.account })
        return found
      })
      sessions.forget({ person: row.account })
    },
    async revoke(account, id) {
      const row = await transact(async tx => {
        const found = await lock(tx, account, id)
        await sql`update account_agent set revoked_at = ${clock.now()}, revoked_by = ${account} where id = ${id}`.execute(tx)
        await trace(tx, 'revoke', account, { firm: found.firm, agent: found.account })
        return found
      })
      sessions.forget({ person: row.account })
    },
  }
}
