// The default way of a short message: into a table. Nothing leaves the machine; a demo shows what would have been sent.
import { sql } from 'kysely'
import type { Clock } from '#declare'
import type { Store, Vault } from '../store/port.ts'
import type { SmsSandbox } from './port.ts'

type Needs = { readonly transact: Store['asSystemPastAccessRules']; readonly vault: Vault; readonly clock: Clock }

const keptDays = 30

export const createSmsSandbox = ({ transact, vault, clock }: Needs): SmsSandbox => ({
  send: ({ to, text, key }) =>
    transact(async tx => {
      await sql`insert into sms_message (key, recipient, text, at) values (${key}, ${vault.blind('sms.to', to)}, ${vault.seal(`sms_message.text:${key}`, text)}, ${clock.now()}) on conflict do nothing`.execute(
        tx,
      )
    }),
  listTo: phone =>
    transact(async tx => {
      const since = new Date(clock.now().getTime() - keptDays * 86_400_000)
      const { rows } = await sql<{ key: string; text: Buffer; at: Date }>`
        select key, text, at from sms_message where recipient = ${vault.blind('sms.to', phone)} and at > ${since} order by at, key`.execute(
        tx,
      )
      return rows.map(row => ({ text: vault.open(`sms_message.text:${row.key}`, row.text), at: row.at }))
    }),
})
