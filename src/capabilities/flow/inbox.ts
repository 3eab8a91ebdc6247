// What lies on my desks, what I did, began, watch and was sent: read from the very rows that acts write, so it is never behind.
import { type RawBuilder, sql } from 'kysely'
import { type Flow, getFlow, getRecord, Problem } from '#declare'
import type { Inbox, InboxCounts, InboxItem, InboxTab, Light, NoticeList } from '../../wire/cases.ts'
import { isAccount, personDesk, type Subject } from '../identity/port.ts'
import type { Tx } from '../store/port.ts'
import { isQuick, platformActs, stateLabel } from './acts.ts'
import { type Detail, readDetail } from './case-detail.ts'
import { lightOf, workdaysLeft } from './clocks.ts'
import { standingAt } from './desks.ts'
import type { FlowEngine, FlowOptions } from './flow-options.ts'
import { type PlainEvent, plainEvents } from './plain.ts'
import { actAsPlatform, openCase, readEvents, type TaskRow } from './store.ts'

export type InboxQuery = {
  readonly tab: InboxTab
  readonly scene?: string
  readonly record?: string
  readonly light?: Light
  readonly q?: string
  readonly cursor?: string
  readonly limit?: number
}

export type InboxPort = {
  list(subject: Subject, query: InboxQuery): Promise<Inbox>
  counts(subject: Subject): Promise<InboxCounts>
  detail(subject: Subject, record: string, id: string): Promise<Detail>
  /** What happened to a case that the subject may see, without what offices say among themselves. */
  plain(subject: Subject, record: string, id: string): Promise<PlainEvent[]>
  /** The record of a case that lies, or lay, on a desk of theirs. */
  recordOf(subject: Subject, id: string): Promise<string | undefined>
  notices(subject: Subject, query?: { cursor?: string; limit?: number }): Promise<NoticeList>
  /** All that are unread, if `ids` is left out; returns how many became read. */
  readNotices(subject: Subject, ids?: readonly string[]): Promise<number>
}

type Row = Omit<TaskRow, `${string}_at`> & { readonly [K in Extract<keyof TaskRow, `${string}_at`>]: Date | Extract<TaskRow[K], null> }
type Sql = RawBuilder<unknown>

export function createInbox(options: FlowOptions, flow: FlowEngine): InboxPort {
  const { store, clock, model } = options

  const list = (subject: Subject, query: InboxQuery): Promise<Inbox> =>
    store.as(subject, async tx => {
      const now = clock.now()
      const limit = Math.min(Math.max(query.limit ?? 30, 1), 200)
      const tab = tabs[query.tab]
      // Both leave together.
      const [rows, counts] = await Promise.all([select(tx, subject, query, now, limit), countsIn(tx, subject, now)])
      const more = rows.length > limit
      const shown = more ? rows.slice(0, limit) : rows
      const last = shown.at(-1)
      return {
        items: shown.map(row => itemOf(options, subject, row, now)),
        counts,
        next:
          more && last
            ? writeCursor([moment(last, tab.by)?.toISOString() ?? null, last.opened_at.toISOString(), last.case_id, last.key])
            : null,
      }
    })

  return {
    list,
    counts: subject => store.as(subject, tx => countsIn(tx, subject, clock.now())),
    detail: (subject, record, id) => store.as(subject, tx => readDetail({ options, flow, tx, subject }, record, id)),
    plain: (subject, recordName, id) =>
      store.as(subject, async tx => {
        const row = await store.get(tx, subject, getRecord(model, recordName), id)
        await openCase(tx, row)
        const events = (await readEvents(tx, row)).map(({ data }) => data)
        return plainEvents(getFlow(model, recordName), events, isAccount)
      }),
    recordOf: (subject, id) =>
      store.as(
        subject,
        async tx =>
          (
            await sql<{
              record: string
            }>`select record from flow_task where case_id = ${id} and (${seats(subject)} or desk = any (${[...subject.desks]}::text[])) limit 1`.execute(
              tx,
            )
          ).rows[0]?.record,
      ),
    notices: (subject, { cursor, limit = 30 } = {}) =>
      store.as(subject, async tx => {
        const [at = null, id = null] = cursor === undefined ? [] : readCursor(cursor)
        const { rows } = await sql<{ id: string; kind: string; text: string; at: Date; record: string; case_id: string; unread: boolean }>`
          select id, kind, text, at, record, case_id, not (${subject.person} = any (read_by)) unread from notice
          where desk = any (${[...subject.desks]}::text[]) and (${at}::timestamptz is null or (at, id) < (${at}::timestamptz, ${id}::uuid)) order by at desc, id desc limit ${limit + 1}`.execute(
          tx,
        )
        const {
          rows: [unread],
        } = await sql<{
          n: number
        }>`select count(*)::int n from (select 1 from notice where desk = any (${[...subject.desks]}::text[]) and not (${subject.person} = any (read_by)) limit 1000) few`.execute(
          tx,
        )
        const shown = rows.slice(0, limit)
        const last = rows.length > limit ? shown.at(-1) : undefined
        return {
          items: shown
            .map(({ case_id, at: when, ...row }) => ({ ...row, at: when.toISOString(), case: case_id }))
            .filter(item => model.records.has(item.record)),
          unread: unread?.n ?? 0,
          next: last ? writeCursor([last.at.toISOString(), last.id]) : null,
        }
      }),
    readNotices: (subject, ids) =>
      store.as(subject, async tx => {
        await actAsPlatform(tx)
        const chosen = ids === undefined ? sql`true` : sql`id = any (${[...ids]}::uuid[])`
        const done =
          await sql`update notice set read_by = read_by || ${subject.person}::text where desk = any (${[...subject.desks]}::text[]) and not (${subject.person} = any (read_by)) and ${chosen}`.execute(
            tx,
          )
        return Number(done.numAffectedRows ?? 0n)
      }),
  }
}

type Tab = {
  readonly by: 'due_at' | 'closed_at' | 'opened_at'
  readonly late: boolean
  where(subject: Subject): Sql
  readonly desks?: true
}
const seats = (subject: Subject) => sql`seat = any (${[...subject.desks]}::text[])`
/** Of each desk the next few in order, by the index; `desk` is one of the person's. */
const seated = sql`seat = desk.seat`
const answered = sql`kind in ('step', 'reply', 'extension')`

const tabs: Readonly<Record<InboxTab, Tab>> = {
  todo: { by: 'due_at', late: false, desks: true, where: () => sql`closed_at is null and ${seated} and ${answered}` },
  done: { by: 'closed_at', late: true, where: subject => sql`closed_at is not null and closed_by = ${subject.person} and ${answered}` },
  started: { by: 'opened_at', late: true, where: subject => sql`kind = 'started' and seat = ${personDesk(subject.person)}` },
  supervised: { by: 'due_at', late: false, desks: true, where: () => sql`closed_at is null and ${seated} and kind = 'oversight'` },
  copied: { by: 'opened_at', late: true, where: subject => sql`kind = 'copy' and seat = ${personDesk(subject.person)}` },
}

const moment = (row: Row, by: Tab['by']): Date | null => row[by]

/** `late`: the newest first; otherwise what is due first, and what has no term last. */
async function select(tx: Tx, subject: Subject, query: InboxQuery, now: Date, limit: number): Promise<Row[]> {
  const { by, late, where, desks } = tabs[query.tab]
  const column = sql.ref(by)
  const order = late ? sql`${column} desc, opened_at desc, case_id desc, key desc` : sql`${column} asc nulls last, opened_at, case_id, key`
  const conditions: Sql[] = [where(subject)]
  if (query.scene !== undefined) conditions.push(sql`scene = ${query.scene}`)
  if (query.record !== undefined) conditions.push(sql`record = ${query.record}`)
  if (query.light !== undefined) conditions.push(lightSql(query.light, now))
  const words = query.q?.trim()
  if (words)
    conditions.push(
      sql`(title ilike ${`%${words.replace(/[\\%_]/g, '\\$&')}%`} or number ilike ${`%${words.replace(/[\\%_]/g, '\\$&')}%`})`,
    )
  if (query.cursor !== undefined) {
    const [at, opened, id, key] = readCursor(query.cursor)
    const here = sql`(coalesce(${column}, 'infinity'), opened_at, case_id, key)`
    const there = sql`(coalesce(${at ?? null}::timestamptz, 'infinity'), ${opened ?? null}::timestamptz, ${id ?? null}::uuid, ${key ?? ''}::text)`
    conditions.push(late ? sql`${here} < ${there}` : sql`${here} > ${there}`)
  }
  const next = sql<Row>`select flow_task.* from flow_task where ${sql.join(conditions, sql` and `)} order by ${order} limit ${limit + 1}`
  const found = desks
    ? sql<Row>`select task.* from unnest(${[...new Set(subject.desks)]}::text[]) desk (seat) cross join lateral (${next}) task order by ${order} limit ${limit + 1}`
    : next
  return (await found.execute(tx)).rows
}

/** The same lights as `lightOf`, asked of the database. `ofOpen`: the query goes by open tasks alone and must read the index alone. */
function lightSql(light: Light, now: Date, ofOpen = false): Sql {
  const open = ofOpen ? sql`not paused` : sql`closed_at is null and not paused`
  const at = (column: string) => sql`coalesce(${sql.ref(column)} <= ${now}, false)`
  const running = sql`${open} and due_at >= ${now}`
  switch (light) {
    case 'overdue':
      return sql`${open} and due_at < ${now}`
    case 'red':
      return sql`${running} and ${at('red_at')}`
    case 'yellow':
      return sql`${running} and ${at('yellow_at')} and not ${at('red_at')}`
    case 'remind':
      return sql`${running} and ${at('remind_at')} and not ${at('yellow_at')} and not ${at('red_at')}`
    case 'green':
      return sql`${running} and not ${at('remind_at')} and not ${at('yellow_at')} and not ${at('red_at')}`
    case 'paused':
      return sql`closed_at is null and paused`
    case 'none':
      return sql`${open} and due_at is null`
    case 'ended':
      return sql`closed_at is not null`
    case 'void':
      return sql`false`
  }
}

/** One index-only scan over the open tasks of my desks; what is done is counted up to a thousand. */
async function countsIn(tx: Tx, subject: Subject, now: Date): Promise<InboxCounts> {
  const due = (light: Light) => sql`count(*) filter (where ${answered} and ${lightSql(light, now, true)})::int`
  const { rows } = await sql<InboxCounts & { done: number }>`
    select count(*) filter (where ${answered})::int todo, ${due('overdue')} overdue, ${due('red')} red, ${due('yellow')} yellow, count(*) filter (where kind = 'oversight')::int supervised,
      count(*) filter (where kind = 'copy')::int copied, count(*) filter (where kind = 'started')::int started,
      (select count(*)::int from (select 1 from flow_task where closed_by = ${subject.person} and closed_at is not null and ${answered} limit 1001) few) done
    from flow_task where closed_at is null and ${seats(subject)}`.execute(tx)
  const [counts] = rows
  if (!counts) throw new Problem('broken', '待办计数没有结果，请联系系统管理员')
  return { ...counts, done: counts.done > 1000 ? null : counts.done }
}

function itemOf(options: FlowOptions, subject: Subject, row: Row, now: Date): InboxItem {
  const { directory } = options
  const flow = options.model.flows.get(row.record)
  const text = (at: Date | null) => at?.toISOString() ?? null
  const clocked = {
    remindAt: text(row.remind_at),
    yellowAt: text(row.yellow_at),
    redAt: text(row.red_at),
    dueAt: text(row.due_at),
    paused: row.paused,
  }
  const closed = row.closed_at !== null
  return {
    task: row.key,
    kind: row.kind as InboxItem['kind'],
    case: row.case_id,
    record: row.record,
    recordLabel: options.model.records.get(row.record)?.label ?? row.record,
    scene: row.scene,
    title: row.title,
    number: row.number,
    state: row.state,
    stateLabel: flow ? labelOf(flow, row) : row.state,
    branch: row.branch,
    organ: row.organ,
    organName: row.organ && (directory.organ(row.organ)?.name ?? row.organ),
    person: row.person,
    personName: row.person && directory.personName(row.person),
    openedAt: row.opened_at.toISOString(),
    dueAt: clocked.dueAt,
    light: closed ? 'ended' : lightOf(clocked, now),
    workdaysLeft: closed ? null : workdaysLeft(clocked.dueAt, now, options.calendar()),
    closedAt: text(row.closed_at),
    outcome: row.outcome,
    urged: row.urged,
    supervised: row.supervised,
    onBehalfOf: closed ? null : (standingAt(subject, [row.seat])?.onBehalfOf ?? null),
    unread: row.read_at === null && !closed,
    version: row.version,
    quick: flow && !closed ? quickActs(flow, row) : [],
  }
}

const labelOf = (flow: Flow, row: Row) => stateLabel(flow, row.main_state, row.branch, row.branch === null ? null : row.state)

function quickActs(flow: Flow, row: Row): InboxItem['quick'] {
  if (row.kind === 'copy') return [{ act: 'read', label: platformActs.read }]
  if (row.kind === 'extension') return [{ act: 'grant-extension', label: platformActs['grant-extension'] }]
  if (row.kind !== 'step' || row.paused) return []
  const main = flow.states[row.main_state]
  const step = row.branch === null ? main : main?.kind === 'parallel' ? main.branches[row.branch]?.states[row.state] : undefined
  if (step?.kind !== 'step') return []
  return Object.entries(step.on)
    .filter(([, act]) => isQuick(act))
    .map(([act, { label }]) => ({ act, label }))
}

const writeCursor = (parts: readonly (string | null)[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url')
function readCursor(cursor: string): (string | null)[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parts) && parts.every(part => part === null || typeof part === 'string')) return parts
  } catch {}
  throw new Problem('invalid', '翻页位置无效，请从第一页重新查看', [{ at: 'cursor', message: '翻页位置无效' }])
}
