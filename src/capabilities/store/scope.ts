// The first wall: what `decide` answers, joined into every query. A part may be read when its whole may be read.
import { sql } from 'kysely'
import type { AnyRecord, Power } from '#declare'
import type { Subject } from '../identity/port.ts'
import { parentOf, tableName } from './names.ts'
import { type Asking, anyOf, column, no, type Sql, whereSql, yes } from './where.ts'
import type { World } from './world.ts'

export function scopeSql(asking: Asking, power: Power): Sql {
  const { world, subject, record, alias, few } = asking
  if (subject.kind === 'system') return yes
  const access = world.decide(subject, record, power)
  if (access.answer === 'yes') return yes
  const own = access.answer === 'filter' ? whereSql(asking, access.when) : no
  // What belongs to a case is the office's own; a resident sees the rows that name them.
  return power === 'read' && subject.kind !== 'public'
    ? anyOf([own, throughWhole({ world, subject, record, alias, ...(few !== undefined && { few }) })])
    : own
}

/** Nothing at all may be read: there is no need to ask the database. */
export function mayReadNothing(world: World, subject: Subject, record: AnyRecord): boolean {
  return scopeSql({ world, subject, record, alias: 'r' }, 'read') === no
}

function throughWhole({ world, subject, record, alias }: Asking): Sql {
  const whole = parentOf(record)
  if (!whole) return no
  const above = `${alias}_above`
  const scope = scopeSql({ world, subject, record: whole, alias: above }, 'read')
  if (scope === no) return no
  if (scope === yes) return yes
  return sql<boolean>`exists (select 1 from ${sql.table(tableName(whole))} ${sql.ref(above)} where ${column(above, 'id')} = ${column(alias, 'parent')} and ${column(above, 'root')} = ${column(alias, 'root')} and ${scope} offset 0)`
}
