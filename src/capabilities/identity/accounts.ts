// Accounts of the public. An account belongs to a mobile number (or to a firm, by its credit code) and exists as soon as the number is
// announced anywhere; whoever proves the number to be theirs finds what concerns them. Its id follows from the number under a key, so that
// it can be named in any transaction without anybody being able to look numbers up.
import { sql } from 'kysely'
import { accountShape } from '../../fields/account/field.ts'
import type { Tx, Vault } from '../store/port.ts'
import type { Firm } from './port.ts'

export const isAccount = (id: string): boolean => accountShape.test(id)
export const accountDesk = (account: string): string => `p:${account}`
export const isMobile = (phone: string): boolean => /^1[3-9]\d{9}$/.test(phone)

export type AccountCard = {
  readonly account: string
  readonly kind: 'person' | 'firm'
  /** The number, or the credit code. */
  readonly of: string
  /** As they gave it; null for whoever never did. */
  readonly name: string | null
  readonly claimed: boolean
}

export type Accounts = {
  idOf(phone: string): string
  firmIdOf(creditCode: string): string
  /** The account of a mobile number, made if there is none; may be called in anybody's transaction. Null for numbers that take no messages. */
  hold(tx: Tx, phone: string): Promise<string | null>
  holdFirm(tx: Tx, creditCode: string): Promise<string>
  /** Everything below reads what only the platform may read. */
  find(tx: Tx, account: string): Promise<AccountCard | undefined>
  claim(tx: Tx, account: string, at: Date): Promise<void>
  setName(tx: Tx, account: string, name: string): Promise<void>
  /** The firms somebody acts for today. */
  firmsOf(tx: Tx, account: string): Promise<Firm[]>
  /** The people who act for a firm. */
  agentsOf(tx: Tx, firm: string): Promise<string[]>
}

export function createAccounts(vault: Vault): Accounts {
  const idFrom = (column: string, of: string) => {
    const hex = vault.blind(column, of).toString('hex')
    return `a-${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
  const idOf = (phone: string) => idFrom('account.phone', phone)
  const firmIdOf = (creditCode: string) => idFrom('account.firm', creditCode)
  const make = async (tx: Tx, account: string, kind: AccountCard['kind'], of: string) => {
    // Without a conflict target: naming one would need the right to read.
    await sql`insert into account (id, kind, "of", made_at) values (${account}, ${kind}, ${vault.seal(`account.of:${account}`, of)}, now()) on conflict do nothing`.execute(
      tx,
    )
    return account
  }
  const nameIn = (account: string, name: Buffer | null) => name && vault.open(`account_claim.name:${account}`, name)
  return {
    idOf,
    firmIdOf,
    hold: async (tx, phone) => (isMobile(phone) ? make(tx, idOf(phone), 'person', phone) : null),
    holdFirm: (tx, creditCode) => make(tx, firmIdOf(creditCode), 'firm', creditCode),
    async find(tx, account) {
      const { rows } = await sql<{ kind: AccountCard['kind']; of: Buffer; name: Buffer | null; claimed: boolean }>`
        select a.kind, a.of, c.name, c.account is not null claimed from account a left join account_claim c on c.account = a.id where a.id = ${account}`.execute(
        tx,
      )
      const [row] = rows
      if (!row) return undefined
      return {
        account,
        kind: row.kind,
        of: vault.open(`account.of:${account}`, row.of),
        name: nameIn(account, row.name),
        claimed: row.claimed,
      }
    },
    async claim(tx, account, at) {
      await sql`insert into account_claim (account, claimed_at) values (${account}, ${at}) on conflict do nothing`.execute(tx)
    },
    async setName(tx, account, name) {
      await sql`update account_claim set name = ${vault.seal(`account_claim.name:${account}`, name)} where account = ${account}`.execute(tx)
    },
    async firmsOf(tx, account) {
      const { rows } = await sql<{ firm: string; credit_code: string; firm_name: string }>`
        select firm, credit_code, firm_name from account_agent where account = ${account} and confirmed_at is not null and revoked_at is null order by confirmed_at`.execute(
        tx,
      )
      return rows.map(row => ({ account: row.firm, creditCode: row.credit_code, name: row.firm_name }))
    },
    async agentsOf(tx, firm) {
      const { rows } = await sql<{
        account: string
      }>`select account from account_agent where firm = ${firm} and confirmed_at is not null and revoked_at is null order by confirmed_at`.execute(
        tx,
      )
      return rows.map(row => row.account)
    },
  }
}
