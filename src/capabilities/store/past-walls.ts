// What an official is told of rows they may not see: that a slot is taken, and what everybody may read.
import { sql } from 'kysely'
import type { Condition, Publication, PublishedRow } from '#declare'
import { systemSubject } from '../identity/port.ts'
import { type As, findRows } from './rows.ts'

/** Reads as the platform, then is again who it was. On a cluster only `set local` reaches the nodes. */
export async function pastWalls<T>({ tx, subject }: Pick<As, 'tx' | 'subject'>, read: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ was: string | null }>`select current_setting('shuzhi.system', true) as was`.execute(tx)
  if (subject.kind === 'system' || rows[0]?.was === 'on') return read()
  await sql.raw("set local shuzhi.system = 'on'").execute(tx)
  // Not in `finally`: after a failed statement the transaction is over anyway.
  const result = await read()
  await sql.raw("set local shuzhi.system = ''").execute(tx)
  return result
}

/** Rows as a publication shows them to everybody: those that are published now, of each only the fields it names. */
export async function publishedRows(as: As, of: Publication, when: Condition, most: number): Promise<PublishedRow[]> {
  const asked: Condition = { op: 'all', of: [of.when, when] }
  const system = systemSubject(as.world.model.city.code)
  const rows = await pastWalls(as, () => findRows({ ...as, subject: system }, of.record, asked, most))
  return rows.map(row => ({ ...Object.fromEntries(of.fields.map(field => [field, row[field]])), id: row.id }))
}
