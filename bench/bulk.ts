// Many cases at once, by SQL: cases made through the platform's own doors are copied under new ids, all their tables with them, and each
// gets the ten events that a case of a year has.
import type { Client } from 'pg'

/** Of each table the columns that hold ids of the case and its whole; they are derived anew for each copy. */
const copied: Readonly<Record<string, readonly string[]>> = {
  supervision_plan: ['root', 'id'],
  supervision_task: ['root', 'id', 'parent'],
  flow_event: ['root', 'case_id'],
  flow_task: ['root', 'case_id'],
  flow_timer: ['root', 'case_id'],
}
/** In a year's archive most cases have ended: all copies but every twentieth. */
const open = 'i % 20 = 0'
const ended: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  supervision_task: { ended_at: 'opened_at', state: "'closed'" },
  flow_task: { closed_at: 'opened_at' },
  flow_timer: { fired_at: 'at' },
}

/** Fills up to `cases` tasks of supervision; returns how many there are then. The copies have no entries in the ledger. */
export async function fillCases(admin: Client, cases: number): Promise<number> {
  const count = async () => Number((await admin.query<{ n: string }>('select count(*) n from supervision_task')).rows[0]!.n)
  const before = await count()
  await admin.query('create temporary table if not exists template as select distinct root from supervision_task')
  const { rows } = await admin.query<{ n: string; last: number }>(
    "select count(*) n, coalesce(nullif(current_setting('bench.last', true), '')::int, 0) as last from supervision_task where root in (select root from template)",
  )
  const last = rows[0]!.last
  const copies = Math.ceil((cases - before) / Number(rows[0]!.n))
  if (copies <= 0) return before
  await admin.query("set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'")
  const indexes = copies > 500 ? await dropIndexes(admin) : []
  for (const [table, ids] of Object.entries(copied)) {
    const { rows: columns } = await admin.query<{ name: string }>(
      'select column_name as name from information_schema.columns where table_name = $1 order by ordinal_position',
      [table],
    )
    const values = columns.map(({ name }) => {
      if (ids.includes(name)) return `overlay(overlay(md5(t."${name}"::text || i) placing '7' from 13) placing '8' from 17)::uuid`
      if (name === 'number' && table.startsWith('supervision')) return "t.number || '-' || i"
      if (name === 'created_at') return "t.created_at - i * interval '1 minute'"
      const end = ended[table]?.[name]
      return end ? `case when ${open} then t."${name}" else ${end} end` : `t."${name}"`
    })
    await admin.query(
      `insert into ${table} (${columns.map(({ name }) => `"${name}"`).join(', ')}) select ${values.join(', ')} from ${table} t cross join generate_series(${last + 1}, ${last + copies}) i where t.root in (select root from template)`,
    )
  }
  await addEvents(admin)
  for (const index of indexes) await admin.query(index)
  await admin.query(`set bench.last = ${last + copies}; set session_replication_role = origin`)
  await admin.query('vacuum analyze')
  return count()
}

/** Rows are copied several times faster without them; returns what makes them again. */
async function dropIndexes(admin: Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = any ($1::text[]::regclass[]) and not exists (select 1 from pg_constraint where conindid = i.indexrelid)`,
    [Object.keys(copied)],
  )
  for (const { name } of rows) await admin.query(`drop index "${name}"`)
  return rows.map(({ definition }) => definition)
}

/** Nine more events for each case that has fewer, far behind the numbers that its next acts will take. */
async function addEvents(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_name = 'flow_event' order by ordinal_position",
  )
  const values = rows.map(({ name }) => (name === 'seq' ? 'e.seq + n * 10000' : name === 'key' ? 'null' : `e."${name}"`))
  await admin.query(
    `insert into flow_event (${rows.map(({ name }) => `"${name}"`).join(', ')}) select ${values.join(', ')} from flow_event e cross join generate_series(1, 9) n
     where e.seq = 1 and not exists (select 1 from flow_event o where o.case_id = e.case_id and o.root = e.root and o.seq = 10001)`,
  )
}
