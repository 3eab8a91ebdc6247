// Quotas: a row that takes a slot first locks the counter of its subject and year, so that of any number of acts on any number of servers
// each sees what the ones before it took. What is taken is always counted from the rows themselves: nothing can drift.
import { sql } from 'kysely'
import { type AnyRecord, mostOf, Problem, type Quota, type RowValues, type TakenSlot } from '#declare'
import { holds } from '../../methods/condition/evaluate.ts'
import { systemSubject } from '../identity/port.ts'
import { pastWalls } from './past-walls.ts'
import { type As, alias, from, live } from './rows.ts'
import { allOf, column, conditionContext, fieldSql, whereSql } from './where.ts'

export type Slotted = RowValues & { readonly region?: unknown; readonly organ?: unknown }

/** Throws Problem `conflict`, in words that say who uses the slots and when. `before`: the row as it was; its own slot is not counted against it. */
export async function takeSlots(
  as: As,
  record: AnyRecord,
  row: { readonly id: string; readonly values: Slotted; readonly before?: Slotted },
): Promise<void> {
  for (const quota of as.world.model.quotasOf.get(record.name) ?? []) {
    const key = keyOf(as, quota, row.values)
    if (key !== null && (!row.before || keyOf(as, quota, row.before) !== key)) await takeSlot(as, quota, row.id, row.values, key)
  }
}

/** Subject, year and bound: null when the row takes no slot. A change of the bound (another credit class) asks anew. */
function keyOf({ world, subject }: As, quota: Quota, row: Slotted): string | null {
  const subjects = quota.per.map(name => row[name])
  const day = row[quota.on]
  if (typeof day !== 'string' || subjects.some(value => value === undefined || value === null || value === '')) return null
  if (!holds(quota.counts, row, conditionContext(world, subject, quota.record))) return null
  const most = mostOf(quota, row)
  return most === undefined ? null : JSON.stringify([...subjects, day.slice(0, 4), most])
}

type Taken = { organ: string | null; day: string }

async function takeSlot(as: As, quota: Quota, id: string, row: Slotted, key: string): Promise<void> {
  const { tx, world } = as
  const most = mostOf(quota, row)!
  const year = String(row[quota.on]).slice(0, 4)
  const counter = JSON.stringify([...(JSON.parse(key) as unknown[]).slice(0, -1)])
  await sql`insert into quota_counter (quota, key, asked) values (${quota.name}, ${counter}, 1)
    on conflict (quota, key) do update set asked = quota_counter.asked + 1`.execute(tx)
  const asking = askingOf(as, quota)
  const day = fieldSql(asking, quota.on)
  const where = allOf([
    takes(as, quota, year),
    sql<boolean>`${column(alias, 'id')} <> ${id}`,
    ...quota.per.map(name => sql<boolean>`(${fieldSql(asking, name)}::text = ${String(row[name])})`),
  ])
  // Other organs' rows count too, whether or not the one who acts may see them: only their organ and day are told.
  const { rows } = await pastWalls(as, () =>
    sql<Taken>`select ${column(alias, 'organ')} as organ, ${day}::text as day from ${from(quota.record)} where ${where} order by ${day}, ${column(alias, 'id')}`.execute(
      tx,
    ),
  )
  if (rows.length < most) return
  const used = rows.map(one => `${one.organ === null ? '' : (world.lookups.organ(one.organ)?.name ?? '')}${one.day}`)
  throw new Problem(
    'conflict',
    `${year}年“${quota.label}”上限为${most}次，已有${rows.length}次：${used.join('、')}。${quota.says}（依据：${quota.basis}）`,
    [{ at: quota.on, message: `${year}年的次数已用完` }],
  )
}

/** Every slot of a year that is taken, by whichever organ: who asks is told of other organs' rows only that they are. */
export async function takenSlots(as: As, quota: Quota, year: string): Promise<TakenSlot[]> {
  const asking = askingOf(as, quota)
  const subject = quota.per.map(name => sql`${fieldSql(asking, name)}::text`)
  const { rows } = await pastWalls(as, () =>
    sql<TakenSlot>`select ${column(alias, 'id')} as id, ${column(alias, 'parent')} as parent, array[${sql.join(subject)}] as subject
      from ${from(quota.record)} where ${takes(as, quota, year)} order by ${column(alias, 'id')}`.execute(as.tx),
  )
  return rows
}

const askingOf = ({ world }: As, { record }: Quota) => ({ world, subject: systemSubject(world.model.city.code), record, alias })

/** Holds of the rows that take a slot of the year. */
function takes(as: As, quota: Quota, year: string) {
  const asking = askingOf(as, quota)
  return allOf([
    live,
    sql<boolean>`(${fieldSql(asking, quota.on)} between ${`${year}-01-01`} and ${`${year}-12-31`})`,
    whereSql(asking, quota.counts),
    ...(as.world.model.flows.has(quota.record.name) ? [sql<boolean>`not ${column(alias, 'voided')}`] : []),
  ])
}
