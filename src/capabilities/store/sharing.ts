// Who is the same: rows that hold, in a protected field, the same value as a row of ours does. Compared by blind index, so that nothing of theirs is
// opened; ours is opened inside the store and shown to nobody. Only rows that the person may read are found.
import { sql } from 'kysely'
import type { AnyRecord, SharedValue } from '#declare'
import { blindOf, decode, hasBlindIndex } from './codec.ts'
import { blindColumnName, columnName } from './names.ts'
import { type As, alias, from, live, type RawRow } from './rows.ts'
import { scopeSql } from './scope.ts'
import { allOf, column } from './where.ts'

/** A protected field that is looked up whole: an identity card number, a credit code, a telephone number. */
export type ProtectedPlace = { readonly record: AnyRecord; readonly field: string }
type Own = { readonly place: ProtectedPlace; readonly row: string; readonly value: string }

/** `places` of the row's own record or of its parts; values of one kind of field are compared with each other, in whatever place. */
export async function sharedValues(
  as: As,
  of: { readonly record: AnyRecord; readonly id: string },
  places: readonly ProtectedPlace[],
  most = 500,
): Promise<SharedValue[]> {
  const known = places.filter(({ record, field }) => record.fields[field] && hasBlindIndex(record.fields[field]))
  const own = (await Promise.all(known.map(place => ownValues(as, of, place)))).flat()
  const found: SharedValue[] = []
  for (const { record, field } of known) {
    const kind = record.fields[field]!.kind
    const wanted = new Map(
      own.flatMap(one =>
        one.place.record.fields[one.place.field]!.kind === kind
          ? [[blindOf(as.world.keyRing, record, field, one.value).toString('hex'), one] as const]
          : [],
      ),
    )
    if (wanted.size === 0) continue
    const blind = column(alias, blindColumnName(field))
    const isOurs =
      record.name === of.record.name ? sql<boolean>`${column(alias, 'id')} = ${of.id}` : sql<boolean>`${column(alias, 'parent')} = ${of.id}`
    const same = sql<boolean>`${blind} in (${sql.join([...wanted.keys()].map(hex => Buffer.from(hex, 'hex')))}) and not (${isOurs})`
    const where = allOf([live, same, scopeSql({ world: as.world, subject: as.subject, record, alias }, 'read')])
    const { rows } = await sql<{ id: string; parent: string | null; blind: string }>`
      select ${column(alias, 'id')}::text id, ${column(alias, 'parent')}::text parent, encode(${blind}, 'hex') blind
      from ${from(record)} where ${where} order by ${column(alias, 'created_at')} desc limit ${most}`.execute(as.tx)
    for (const row of rows) {
      const mine = wanted.get(row.blind)!
      found.push({
        record: record.name,
        field,
        row: row.id,
        whole: row.parent ?? row.id,
        mine: { record: mine.place.record.name, field: mine.place.field, row: mine.row },
      })
    }
  }
  return found
}

async function ownValues(as: As, of: { record: AnyRecord; id: string }, place: ProtectedPlace): Promise<Own[]> {
  const { record, field } = place
  const at = record.name === of.record.name ? 'id' : 'parent'
  const where = allOf([
    live,
    sql<boolean>`${column(alias, at)} = ${of.id}`,
    scopeSql({ world: as.world, subject: as.subject, record, alias }, 'read'),
  ])
  const { rows } =
    await sql<RawRow>`select ${column(alias, 'id')}, ${column(alias, columnName(field))} from ${from(record)} where ${where} limit 100`.execute(
      as.tx,
    )
  return rows.flatMap((raw): Own[] => {
    const id = String(raw['id'])
    const value = decode(as.world.keyRing, record, field, { id, raw: raw[columnName(field)] })
    return value === undefined ? [] : [{ place, row: id, value: String(value) }]
  })
}
