// The office beside the agents of a firm: it reads the letters, admits or refuses whoever waits, and takes an agency away again.
import { sql } from 'kysely'
import { type FileRef, Problem } from '#declare'
import type { OfficeAgencies } from '../../wire/agencies.ts'
import { keepsAgencies } from '../../wire/keeps-agencies.ts'
import type { Tx } from '../store/port.ts'
import type { Accounts } from './accounts.ts'
import { type AgencyRow, agencyDeeds, maskedNumber } from './agency.ts'
import { like } from './directory.ts'
import type { Subject } from './port.ts'
import type { Sessions } from './sessions.ts'
import type { IdentityNeeds } from './settings.ts'

export type AgencyOffice = {
  /** Who waits, the longest first; or who acts, the newest first. `q`: a credit code, or part of a name. */
  list(subject: Subject, of: { state: 'waiting' | 'active'; q?: string | undefined }): Promise<OfficeAgencies>
  /** The letter of authorisation; that it was read is remembered for whoever asked. */
  letter(subject: Subject, id: string): Promise<FileRef>
  /** Done already, it changes nothing. */
  confirm(subject: Subject, id: string): Promise<void>
  /** Of whoever waits. Done already by the same official, it changes nothing. */
  refuse(subject: Subject, id: string, because: string): Promise<void>
  /** Of whoever acts. */
  revoke(subject: Subject, id: string, because: string): Promise<void>
}

const most = 100

export function createAgencyOffice(needs: IdentityNeeds, accounts: Accounts, sessions: Sessions): AgencyOffice {
  const { transact, record, clock } = needs
  const { admit, end } = agencyDeeds(needs)
  const demandOffice = (subject: Subject) => {
    if (!keepsAgencies(subject.posts)) throw new Problem('denied', '企业代办授权由市政务服务办的承办人和负责人办理')
  }
  /** Under lock. Nobody decides about themselves. */
  const lock = async (tx: Tx, subject: Subject, id: string): Promise<AgencyRow> => {
    const { rows } = await sql<AgencyRow>`select * from account_agent where id = ${id} for update`.execute(tx)
    const [row] = rows
    if (!row) throw new Problem('not-found', '没有找到这项企业授权，请刷新后查看')
    const own = await sql<{ phone: string }>`select phone from person where id = ${subject.person}`.execute(tx)
    if (own.rows.some(({ phone }) => accounts.idOf(phone) === row.account))
      throw new Problem('denied', '这是您本人的申请，请由其他工作人员办理')
    return row
  }
  const settle = async (subject: Subject, id: string, work: (tx: Tx, row: AgencyRow) => Promise<void>) => {
    demandOffice(subject)
    const row = await transact(async tx => {
      const found = await lock(tx, subject, id)
      await work(tx, found)
      return found
    })
    sessions.forget({ person: row.account })
  }
  const changed = (says: string) => new Problem('conflict', `${says}，请刷新后查看`)
  const ending = (subject: Subject, id: string, because: string, from: 'waiting' | 'active') =>
    settle(subject, id, async (tx, row) => {
      if ((row.confirmed_at ? 'active' : 'waiting') !== from)
        throw changed(from === 'waiting' ? '这项申请已经通过' : '这项申请还没有通过，不能撤销')
      if (row.revoked_by === subject.person) return
      if (row.revoked_at) throw changed(from === 'waiting' ? '这项申请已经结束' : '这项授权已经撤销')
      await end(tx, row, { actor: subject.person, because })
    })

  return {
    async list(subject, { state, q }) {
      demandOffice(subject)
      return transact(async tx => {
        const { rows } = await sql<AgencyRow & { others: number }>`
          select x.*, (select count(*)::int from account_agent y
            where y.firm = x.firm and y.id <> x.id and y.confirmed_at is not null and y.revoked_at is null) others
          from account_agent x where revoked_at is null and (confirmed_at is not null) = ${state === 'active'}
            and (${q ?? null}::text is null or credit_code = upper(${q ?? null}) or firm_name ilike ${like(q)})
          order by case when confirmed_at is null then made_at end, confirmed_at desc, id limit ${most + 1}`.execute(tx)
        const items = await Promise.all(
          rows.slice(0, most).map(async row => ({
            id: row.id,
            creditCode: row.credit_code,
            name: row.firm_name,
            who: maskedNumber((await accounts.find(tx, row.account))?.of),
            state,
            since: (row.confirmed_at ?? row.made_at).toISOString(),
            letter: { name: row.letter.name, type: row.letter.type, size: row.letter.size },
            others: row.others,
          })),
        )
        return { items, more: rows.length > most }
      })
    },
    async letter(subject, id) {
      demandOffice(subject)
      return transact(async tx => {
        const { letter, account, firm_name } = await lock(tx, subject, id)
        await record(tx, {
          kind: 'read',
          at: clock.now(),
          actor: subject.person,
          subject: account,
          content: { agency: id, fields: ['授权委托书'], organ: subject.organ, purpose: `核对代办“${firm_name}”的授权` },
        })
        return letter
      })
    },
    confirm: (subject, id) =>
      settle(subject, id, async (tx, row) => {
        if (row.revoked_at) throw changed('这项申请已经结束')
        if (!row.confirmed_at) await admit(tx, row, { actor: subject.person })
      }),
    refuse: (subject, id, because) => ending(subject, id, because, 'waiting'),
    revoke: (subject, id, because) => ending(subject, id, because, 'active'),
  }
}
