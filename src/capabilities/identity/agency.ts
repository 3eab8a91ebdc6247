// One agency (企业代办授权): somebody asks to act for a firm, is admitted or refused, and may be revoked. What is done to it is done the same way
// by whoever may: kept in its row, remembered in the ledger, told to whoever asked.
import { sql } from 'kysely'
import type { FileRef } from '#declare'
import type { Tx } from '../store/port.ts'
import type { IdentityNeeds } from './settings.ts'

export type AgencyRow = {
  readonly id: string
  readonly account: string
  readonly firm: string
  readonly credit_code: string
  readonly firm_name: string
  readonly letter: FileRef
  readonly made_at: Date
  readonly confirmed_at: Date | null
  /** Ended: refused where it was never confirmed, else revoked; by an account of the public or by an official. */
  readonly revoked_at: Date | null
  readonly revoked_by: string | null
  readonly revoked_because: string | null
}
type By = { readonly actor: string; readonly because?: string }

export type AgencyDeeds = {
  trace(tx: Tx, act: string, by: { actor: string; subject: string }, content: object): Promise<unknown>
  admit(tx: Tx, row: AgencyRow, by: By): Promise<void>
  end(tx: Tx, row: AgencyRow, by: By): Promise<void>
}

export function agencyDeeds({ record, clock, tell }: Pick<IdentityNeeds, 'record' | 'clock' | 'tell'>): AgencyDeeds {
  const trace: AgencyDeeds['trace'] = (tx, act, { actor, subject }, content) =>
    record(tx, { kind: 'agent', at: clock.now(), actor, subject, act, content })
  /** Nobody is told what they did themselves. */
  const settled = async (tx: Tx, row: AgencyRow, act: keyof typeof told, { actor, because }: By) => {
    await trace(
      tx,
      act,
      { actor, subject: row.account },
      { agency: row.id, firm: row.firm, agent: row.account, ...(because && { because }) },
    )
    if (actor !== row.account) await tell(tx, { about: row.id, key: act, account: row.account, ...told[act](row.firm_name) })
  }
  return {
    trace,
    async admit(tx, row, by) {
      await sql`update account_agent set confirmed_at = ${clock.now()} where id = ${row.id}`.execute(tx)
      await settled(tx, row, 'confirm', by)
    },
    async end(tx, row, by) {
      await sql`update account_agent set revoked_at = ${clock.now()}, revoked_by = ${by.actor}, revoked_because = ${by.because ?? null} where id = ${row.id}`.execute(
        tx,
      )
      await settled(tx, row, row.confirmed_at || by.actor === row.account ? 'revoke' : 'refuse', by)
    },
  }
}

const told = {
  confirm: (firm: string) => ({ label: '代办申请已通过', text: `您代办“${firm}”事项的申请已通过，请登录办理。` }),
  refuse: (firm: string) => ({ label: '代办申请未通过', text: `您代办“${firm}”事项的申请未通过，请登录“代办企业事项”查看原因。` }),
  revoke: (firm: string) => ({ label: '代办授权已撤销', text: `您代办“${firm}”事项的授权已撤销，请登录“代办企业事项”查看原因。` }),
}

export const maskedNumber = (of: string | undefined): string => (of ? `${of.slice(0, 3)}****${of.slice(-4)}` : '')
