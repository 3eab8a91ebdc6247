// The SQL of acts: what is read under the lock, and what one act writes. Rows travel as one JSON parameter per table, so the number of
// statements does not depend on how many organs a case has.

import { type RawBuilder, sql } from 'kysely'
import type { Table } from '#declare'
import type { Subject } from '../identity/port.ts'
import type { PlacedRow, Tx } from '../store/port.ts'
import { runTogether, type Statement } from './batch.ts'
import type { CaseState, Event, Timer } from './event.ts'
import { effectTable, eventTable, noticeTable, taskTable, timerTable } from './tables.ts'

export type CaseKey = { readonly root: string; readonly id: string }

export type TaskRow = {
  readonly root: string
  readonly case_id: string
  readonly key: string
  readonly kind: string
  readonly record: string
  readonly scene: string
  readonly title: string
  readonly number: string | null
  readonly region: string
  readonly place: string
  readonly branch: string | null
  readonly state: string
  readonly main_state: string
  readonly desk: string
  readonly seat: string
  readonly organ: string | null
  readonly person: string | null
  readonly opened_at: string
  readonly remind_at: string | null
  readonly yellow_at: string | null
  readonly red_at: string | null
  readonly due_at: string | null
  readonly paused: boolean
  readonly urged: number
  readonly supervised: boolean
  readonly version: number
  readonly read_at: string | null
  readonly closed_at: string | null
  readonly closed_by: string | null
  readonly outcome: string | null
}
export type TimerRow = {
  readonly root: string
  readonly case_id: string
  readonly key: string
  readonly kind: string
  readonly place: string
  readonly record: string
  readonly at: string
  readonly next_at: string
  readonly fired_at: string | null
}
export type Repeated = {
  readonly seq: number
  readonly state: string
  readonly made: string | null
  readonly asked: string | null
}
export type Held = { readonly tasks: readonly TaskRow[]; readonly timers: readonly TimerRow[]; readonly repeated: Repeated | null }

/** From here on the transaction writes for the platform: the person's right to the row has been checked. */
export const actAsPlatformSql = "set local shuzhi.system = 'on'"
export const actAsPlatform = async (tx: Tx): Promise<void> => {
  await sql.raw(actAsPlatformSql).execute(tx)
}

/** From here on the transaction may read this case's history and tasks. Only a row that came from `store.get` is given here. */
export const openCase = async (tx: Tx, { id }: PlacedRow): Promise<void> => {
  if (!isId(id)) throw new Error(`${id} is no row`)
  await sql.raw(`set local shuzhi.case_read = '${id}'`).execute(tx)
}
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** And back: what is asked next is asked by the person. */
export const actAsPerson = async (tx: Tx): Promise<void> => {
  await sql.raw("set local shuzhi.system = 'off'").execute(tx)
}

type HeldRow = { readonly tasks: TaskRow[] | null; readonly timers: TimerRow[] | null; readonly repeated: Repeated | null }

/**
 * What is open, and the answer already given under this key; from here on the transaction writes for the platform. Without the root one
 * server answers by the key all the same, so that it can leave together with the lock of the row; a cluster would have to ask every node.
 */
export const heldSql = (id: string, key: string | undefined, root?: string): RawBuilder<HeldRow> => {
  const ofCase = (alias: string) => {
    const at = sql`${sql.ref(`${alias}.case_id`)} = ${id}`
    return root === undefined ? at : sql`${sql.ref(`${alias}.root`)} = ${root} and ${at}`
  }
  return sql`select set_config('shuzhi.system', 'on', true), (select json_agg(t) from flow_task t where ${ofCase('t')} and t.closed_at is null) tasks,
      (select json_agg(t) from flow_timer t where ${ofCase('t')} and t.fired_at is null) timers,
      (select json_build_object('seq', e.seq, 'state', e.state, 'made', e.made, 'asked', e.asked)
        from flow_event e where ${ofCase('e')} and e.key = ${key ?? null}) repeated`
}
export const heldOf = (rows: readonly HeldRow[]): Held => ({
  tasks: rows[0]?.tasks ?? [],
  timers: rows[0]?.timers ?? [],
  repeated: rows[0]?.repeated ?? null,
})
export const readHeld = async (tx: Tx, { root, id }: CaseKey, key: string | undefined): Promise<Held> =>
  heldOf((await heldSql(id, key, root).execute(tx)).rows)

export type EventRow = { readonly data: Event; readonly made: string | null; readonly ledger_entry: string | null }
export async function readEvents(tx: Tx, { root, id }: CaseKey): Promise<EventRow[]> {
  const { rows } =
    await sql<EventRow>`select data, made, ledger_entry from flow_event where root = ${root} and case_id = ${id} order by seq`.execute(tx)
  return rows
}

/** The tasks of a case that lie with this person are no longer new. The last thing in its transaction: from here on it is the platform's. */
export async function markRead(tx: Tx, { desks }: Subject, { root, id }: CaseKey, now: Date): Promise<void> {
  const unread = sql`root = ${root} and case_id = ${id} and closed_at is null and read_at is null and seat = any (${[...desks]}::text[])`
  const { rows } = await sql`select 1 from flow_task where ${unread} limit 1`.execute(tx)
  if (rows.length === 0) return
  await actAsPlatform(tx)
  await sql`update flow_task set read_at = ${now} where ${unread}`.execute(tx)
}

type Rows = readonly { readonly [column: string]: unknown }[]
export const insertEvents = (rows: Rows) => insert(eventTable, rows)
export const insertNotices = (rows: Rows) => insert(noticeTable, rows)
export const insertEffects = (rows: Rows) => insert(effectTable, rows, 'on conflict do nothing')
export const putTasks = (rows: readonly TaskRow[]) => insert(taskTable, rows, overwrite(taskTable))
export const putTimers = (rows: readonly TimerRow[]) => insert(timerTable, rows, overwrite(timerTable))

/** Notices that no act gave rise to. */
export const writeNotices = (tx: Tx, rows: Rows) => runTogether(tx, insertNotices(rows), { isCluster: false, first: actAsPlatformSql })

const texts = new Map<string, string>()

/** No statement for no rows. */
function insert(table: Table, rows: readonly object[], onConflict = ''): Statement[] {
  if (rows.length === 0) return []
  let text = texts.get(table.name)
  if (text === undefined) {
    const names = Object.keys(table.columns).filter(name => table.columns[name]!.default === undefined)
    const columns = names.map(name => `"${name}"`).join(', ')
    text = `insert into "${table.name}" (${columns}) select ${columns} from jsonb_to_recordset($1::jsonb) as given (${names.map(name => `"${name}" ${table.columns[name]!.type}`).join(', ')}) ${onConflict}`
    texts.set(table.name, text)
  }
  return [{ text, values: [JSON.stringify(rows)] }]
}

function overwrite(table: Table): string {
  const changed = Object.keys(table.columns).filter(name => !table.key.includes(name))
  return `on conflict (${table.key.map(name => `"${name}"`).join(', ')}) do update set ${changed.map(name => `"${name}" = excluded."${name}"`).join(', ')}`
}

/** What must be written so that the open tasks are the wanted ones. Only what somebody answered counts as done by them; the rest just ends. */
export function taskChanges(
  open: readonly TaskRow[],
  wanted: readonly TaskRow[],
  closing: { readonly at: string; readonly by: string; readonly outcome: string; answers(task: TaskRow): boolean },
): TaskRow[] {
  const now = new Map(wanted.map(task => [task.key, task]))
  const was = new Map(open.map(task => [task.key, task]))
  const closed = open
    .filter(task => !now.has(task.key))
    .map(task => ({ ...task, closed_at: closing.at, closed_by: closing.answers(task) ? closing.by : null, outcome: closing.outcome }))
  const written = wanted.flatMap(task => {
    const before = was.get(task.key)
    if (!before) return [task]
    return isSame(before, task) ? [] : [{ ...task, read_at: before.read_at }]
  })
  return [...closed, ...written]
}

const instants = ['opened_at', 'remind_at', 'yellow_at', 'red_at', 'due_at'] as const
const plain = [
  'title',
  'number',
  'region',
  'place',
  'state',
  'main_state',
  'desk',
  'seat',
  'organ',
  'person',
  'paused',
  'urged',
  'supervised',
] as const
const time = (at: string | null) => (at === null ? null : new Date(at).getTime())
const isSame = (a: TaskRow, b: TaskRow): boolean =>
  plain.every(name => a[name] === b[name]) && instants.every(name => time(a[name]) === time(b[name]))

/** Timers that are no longer wanted count as fired: they stay as a trace and never come up again. */
export function timerChanges(
  open: readonly TimerRow[],
  wanted: readonly Timer[],
  of: { readonly root: string; readonly case_id: string; readonly record: string; readonly now: string },
): TimerRow[] {
  const keys = new Set(wanted.map(timer => timer.key))
  const known = new Set(open.map(timer => timer.key))
  return [
    ...open.filter(timer => !keys.has(timer.key)).map(timer => ({ ...timer, fired_at: of.now })),
    ...wanted
      .filter(timer => !known.has(timer.key))
      .map(timer => ({
        root: of.root,
        case_id: of.case_id,
        record: of.record,
        key: timer.key,
        kind: timer.kind,
        place: timer.place,
        at: timer.at,
        next_at: timer.at,
        fired_at: null,
      })),
  ]
}

export const foldOf = (fold: unknown): CaseState | null => (fold === null || fold === undefined ? null : (fold as CaseState))
