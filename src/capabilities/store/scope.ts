// The first wall: what `decide` answers, joined into every query. A part may be read when its whole may be read.
import { sql } from 'kysely'
import type { AnyRecord, Power } from '#declare'
import type { Subject } from '../identity/port.ts'
import { parentOf, tableName } from './names.ts'
import { type Asking, allOf, anyOf, column, no, type Sql, whereSql, yes } from './where.ts'
import type { World } from './world.ts'

export function scopeSql(asking: Asking, power: Power): Sql {
  const { world, subject, record } = asking
  if (subject.kind === 'system') return yes
  const access = world.decide(subject, record, power)
  if (access.answer === 'yes') return yes
  const own = access.answer === 'filter' ? whereSql(asking, access.when) : no
  // What belongs to a case is the office's own; a resident sees the rows that name them.
  return power === 'read' && subject.kind !== 'public' ? anyOf([own, throughWhole(asking)]) : own
}

/** Nothing at all may be read: there is no need to ask the database. */
export function mayReadNothing(world: World, subject: Subject, record: AnyRecord): boolean {
  return scopeSql({ world, subject, record, alias: 'r' }, 'read') === no
}

/**
 * A few wholes are fetched at once and lead to their parts by the index; where they are many, the whole of each row that comes up is asked
 * for by its key: an array of thousands would be gone through for every row.
 */
function throughWhole({ world, subject, record, alias, few }: Asking): Sql {
  const whole = parentOf(record)
  if (!whole) return no
  const above = `${alias}_above`
  const scope = scopeSql({ world, subject, record: whole, alias: above, ...(few && { few }) }, 'read')
  if (scope === no) return no
  if (scope === yes) return yes
  const table = sql`${sql.table(tableName(whole))} ${sql.ref(above)}`
  return few?.has(whole.name)
    ? sql<boolean>`${column(alias, 'parent')} = any (array(select ${column(above, 'id')} from ${table} where ${scope}))`
    : sql<boolean>`exists (select 1 from ${table} where ${allOf([
        sql<boolean>`${column(above, 'id')} = ${column(alias, 'parent')}`,
        sql<boolean>`${column(above, 'root')} = ${column(alias, 'root')}`,
        scope,
      ])} offset 0)`
}
