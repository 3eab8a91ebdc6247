// The SQL of the public's door: cases across all records that offer services, how they came in, messages waiting to be sent.
import { sql } from 'kysely'
import type { AnyRecord, Model } from '#declare'
import { columnName, type Tx, tableName } from '../store/port.ts'

/** Each record that offers services once, with its account fields. */
export function serviceRecords(model: Model): { record: AnyRecord; accounts: string[] }[] {
  const records = new Map([...model.services.values()].map(({ record }) => [record.name, record]))
  return [...records.values()].map(record => ({ record, accounts: accountFields(record) }))
}
/** And those in which people are asked who did not apply. */
const shownRecords = (model: Model): { record: AnyRecord; accounts: string[] }[] => [
  ...serviceRecords(model),
  ...[...model.services.values()].flatMap(({ asks }) => asks.map(({ record, of }) => ({ record, accounts: [of] }))),
]
export const accountFields = (record: AnyRecord): string[] =>
  Object.entries(record.fields).flatMap(([name, field]) => (field.kind === 'account' ? [name] : []))

export type CaseRow = {
  readonly record: string
  readonly id: string
  readonly root: string
  readonly number: string | null
  readonly title: string | null
  readonly opened_at: Date
  readonly ended_at: Date | null
}

/** The newest cases that name an account, of all kinds, read under row-level security. */
export async function casesOf(tx: Tx, model: Model, account: string, most: number): Promise<CaseRow[]> {
  const parts = shownRecords(model).map(({ record, accounts }) => {
    const named = accounts.map(field => sql`${sql.ref(columnName(field))} = ${account}`)
    return sql`(select ${record.name}::text record, id, root, number, ${sql.ref(columnName(record.title))}::text title, opened_at, ended_at from ${sql.table(tableName(record))}
      where (${sql.join(named, sql` or `)}) and state is not null and deleted_at is null order by created_at desc limit ${most})`
  })
  if (parts.length === 0) return []
  const { rows } =
    await sql<CaseRow>`select * from (${sql.join(parts, sql` union all `)}) found order by opened_at desc limit ${most}`.execute(tx)
  return rows
}

/** As the platform: the case of a number, or of an id. Several records may use one number. */
export async function findCases(tx: Tx, model: Model, by: { number: string } | { id: string }): Promise<{ record: string; id: string }[]> {
  const parts = serviceRecords(model).map(({ record }) => {
    const is = 'number' in by ? sql`number = ${by.number}` : sql`id = ${by.id}`
    return sql`(select ${record.name}::text record, id from ${sql.table(tableName(record))} where ${is} and state is not null and deleted_at is null limit 5)`
  })
  if (parts.length === 0) return []
  return (await sql<{ record: string; id: string }>`${sql.join(parts, sql` union all `)}`.execute(tx)).rows
}

/** As the platform: ids of all rows, of whatever record, that name one of these accounts. */
export async function rowsNaming(tx: Tx, model: Model, accounts: readonly string[], most: number): Promise<string[]> {
  const parts = [...model.records.values()].flatMap(record =>
    accountFields(record).map(
      field =>
        sql`(select id::text id from ${sql.table(tableName(record))} where ${sql.ref(columnName(field))} = any (${[...accounts]}::text[]) order by created_at desc limit ${most})`,
    ),
  )
  if (parts.length === 0) return []
  return (await sql<{ id: string }>`${sql.join(parts, sql` union `)}`.execute(tx)).rows.map(row => row.id)
}

export type ServiceCaseRow = {
  readonly service: string
  readonly channel: 'online' | 'window'
  readonly rating: string | null
  readonly rated_at: Date | null
}

/** Whoever opens the case says first by which service it came; a repetition changes nothing. */
export async function noteServiceCase(
  tx: Tx,
  of: { root: string; id: string; record: string; service: string; channel: 'online' | 'window'; at: Date },
): Promise<void> {
  await sql`insert into service_case (root, case_id, record, service, channel, opened_at) values (${of.root}, ${of.id}, ${of.record}, ${of.service}, ${of.channel}, ${of.at}) on conflict do nothing`.execute(
    tx,
  )
}

export async function findServiceCase(
  tx: Tx,
  { root, id }: { root: string; id: string },
  lock = false,
): Promise<ServiceCaseRow | undefined> {
  const { rows } =
    await sql<ServiceCaseRow>`select service, channel, rating, rated_at from service_case where root = ${root} and case_id = ${id}${lock ? sql` for update` : sql``}`.execute(
      tx,
    )
  return rows[0]
}

/** How often each service was used since a day. */
export async function usedServices(tx: Tx, since: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{
    service: string
    n: number
  }>`select service, count(*)::int n from service_case where opened_at > ${since} group by service`.execute(tx)
  return new Map(rows.map(row => [row.service, row.n]))
}

/** What waits on this desk in these cases. */
export async function waitingCases(tx: Tx, desk: string): Promise<Set<string>> {
  const { rows } = await sql<{
    case_id: string
  }>`select distinct case_id from flow_task where seat = ${desk} and closed_at is null and kind = 'step'`.execute(tx)
  return new Set(rows.map(row => row.case_id))
}

export type MessageRow = {
  readonly root: string
  readonly case_id: string
  readonly key: string
  readonly account: string
  readonly label: string
  readonly text: Buffer
  readonly at: Date
}
export async function insertMessage(tx: Tx, row: MessageRow): Promise<void> {
  await sql`insert into service_message (root, case_id, key, account, label, text, at, next_at) values (${row.root}, ${row.case_id}, ${row.key}, ${row.account}, ${row.label}, ${row.text}, ${row.at}, ${row.at}) on conflict do nothing`.execute(
    tx,
  )
}
/** Takes what is due; should it not be sent, it comes again later. */
export async function takeMessages(tx: Tx, now: Date, most: number): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow & { attempts: number }>`
    select root, case_id, key, account, label, text, at, attempts from service_message where sent_at is null and next_at <= ${now} order by next_at, key limit ${most} for update skip locked`.execute(
    tx,
  )
  for (const row of rows) {
    const again = new Date(now.getTime() + Math.min(3_600_000, 30_000 * 2 ** row.attempts))
    await sql`update service_message set next_at = ${again}, attempts = attempts + 1 where root = ${row.root} and case_id = ${row.case_id} and key = ${row.key}`.execute(
      tx,
    )
  }
  return rows
}
export async function messageSent(tx: Tx, row: Pick<MessageRow, 'root' | 'case_id' | 'key'>, at: Date): Promise<void> {
  await sql`update service_message set sent_at = ${at} where root = ${row.root} and case_id = ${row.case_id} and key = ${row.key} and sent_at is null`.execute(
    tx,
  )
}
export async function messagesOf(
  tx: Tx,
  { root, id }: { root: string; id: string },
): Promise<{ at: Date; sent_at: Date | null; label: string; account: string }[]> {
  const { rows } = await sql<{ at: Date; sent_at: Date | null; label: string; account: string }>`
    select at, sent_at, label, account from service_message where root = ${root} and case_id = ${id} order by at, key`.execute(tx)
  return rows
}

export type ReadRow = {
  readonly id: string
  readonly at: Date
  readonly actor: string | null
  readonly record: string | null
  readonly content: string | null
  readonly index: string | null
}
/** As the platform: who read rows of these accounts, newest first. */
export async function readsAbout(
  tx: Tx,
  of: { accounts: readonly string[]; rows: readonly string[]; before: string | null; most: number },
): Promise<ReadRow[]> {
  const { rows } = await sql<ReadRow>`
    select e.id, e.at, e.actor, e.record, c.content, l.index from ledger_entry e
      left join ledger_content c on c.entry = e.id left join ledger_leaf l on l.entry = e.id
    where e.kind = 'read' and e.id in (
      (select id from ledger_entry where subject = any (${[...of.accounts]}::text[]) and kind = 'read')
      union (select id from ledger_entry where subject is null and kind = 'read' and row_id = any (${[...of.rows]}::text[])))
      and (${of.before}::uuid is null or e.id < ${of.before}::uuid)
    order by e.id desc limit ${of.most}`.execute(tx)
  return rows
}
