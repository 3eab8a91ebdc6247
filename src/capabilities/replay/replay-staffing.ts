// Other people at the desks: the recorded arrivals and service times run through queues, as many people as there were and as many as one
// thinks of. First the past itself is simulated, and the difference to what really happened is shown beside the answer.
import { sql } from 'kysely'
import { type Calendar, type Clock, getFlow, getRecord, type Model, Problem, type RoleId, roles } from '#declare'
import { createWorkClock, type OfficeHours, type WorkClock } from '../../methods/workday-calendar/work-clock.ts'
import type { ReplayBody, ReplayDesks } from '../../wire/replay.ts'
import { actAsPlatform } from '../flow/port.ts'
import type { Subject } from '../identity/port.ts'
import type { Store, Tx } from '../store/port.ts'
import { termsOf } from './change-flow.ts'
import type { Run } from './run.ts'
import { copyOf, copyRows, demandMay, eachBatch, type Span, titlesOf } from './scope.ts'
import { dueOf, type Held, measure, type PastJob, simulate } from './staffing.ts'
import { tellStaffing } from './tell-staffing.ts'
import { visitsOf } from './visits.ts'

export type StaffingNeeds = {
  readonly model: Model
  readonly store: Store
  readonly clock: Clock
  calendar(): Calendar
  /** What a desk is called. */
  deskName(desk: string): string
}

export type StaffingAsked = Span & {
  readonly record: string
  /** Desk → how many people would be there. */
  readonly desks: Readonly<Record<string, number>>
  /** Role → so many more (or fewer) at each desk of it. */
  readonly roles: Readonly<Record<string, number>>
  readonly seed: number
  readonly listed?: number
}

/** Offices of Zhejiang's governments; the hours are the measure of service times, not of terms. */
export const officeHours: OfficeHours = [
  ['08:30', '12:00'],
  ['14:00', '17:30'],
]

export const roleOf = (desk: string): string | null => (desk.startsWith('p:') ? null : (desk.split(':')[2] ?? null))
const roleLabel = (role: string): string => (role in roles ? roles[role as RoleId].label : role)

/** Desks at which cases of the span were worked on, the busiest first. */
export async function findDesks(needs: StaffingNeeds, subject: Subject, asked: Span & { record: string }): Promise<ReplayDesks> {
  const record = getRecord(needs.model, asked.record)
  getFlow(needs.model, asked.record)
  demandMay(subject, record)
  return needs.store.as(subject, async tx => {
    await copyRows(tx, record, needs.model, asked)
    await actAsPlatform(tx)
    const { rows } = await sql<{ desk: string; people: number; visits: number }>`
      select t.desk, count(distinct t.closed_by)::int people, count(*)::int visits
      from flow_task t join ${copyOf(record)} c on c.root = t.root and c.id = t.case_id
      where t.kind = 'step' and t.closed_by is not null group by t.desk order by visits desc, t.desk`.execute(tx)
    const byRole = Map.groupBy(rows, row => roleOf(row.desk))
    return {
      roles: [...byRole].flatMap(([role, of]) =>
        role === null
          ? []
          : [
              {
                role,
                label: roleLabel(role),
                desks: of.length,
                people: of.reduce((sum, one) => sum + one.people, 0),
                visits: of.reduce((sum, one) => sum + one.visits, 0),
              },
            ],
      ),
      desks: rows.slice(0, 500).map(row => ({ ...row, label: needs.deskName(row.desk), role: roleOf(row.desk) })),
    }
  })
}

export async function replayStaffing(needs: StaffingNeeds, subject: Subject, asked: StaffingAsked, run: Run): Promise<ReplayBody> {
  const { model, store } = needs
  const record = getRecord(model, asked.record)
  const flow = getFlow(model, asked.record)
  demandMay(subject, record)
  for (const desk of Object.keys(asked.desks))
    if (roleOf(desk) === null) throw new Problem('invalid', `“${needs.deskName(desk)}”是指定到人的，不能增减人数`)
  const now = needs.clock.now()
  const calendar = needs.calendar()
  const hasTotal = flow.total !== undefined
  const terms = new Map(termsOf(flow).map(one => [one.path, one.term]))

  const { jobs, held, titles } = await store.as(subject, async tx => {
    const cases = await copyRows(tx, record, model, asked)
    await actAsPlatform(tx)
    const found: PastJob[] = []
    const tasks = new Map<string, Held>()
    await eachBatch(tx, record, { run, cases, says: '读取办理过程' }, async batch => {
      for (const { id, events, columns } of batch) {
        if (events.length === 0) continue
        const due = hasTotal && typeof columns['due_at'] === 'string' ? Date.parse(columns['due_at']) : null
        found.push({ id, visits: visitsOf(events), due })
      }
      await addTasks(
        tx,
        batch.map(one => one.id),
        tasks,
      )
    })
    // What they are called is asked while the copy is there; titles are short.
    const all = await titlesOf(
      tx,
      record,
      found.map(one => one.id),
    )
    return { jobs: found, held: tasks, titles: all }
  })
  const clock = workClock(jobs, { now, calendar })
  const measured = measure(
    jobs,
    (job, visit) => held.get(`${job.id} ${visit.key} ${visit.by ?? ''}`) ?? held.get(`${job.id} ${visit.key} `),
    clock,
  )
  const were = (desk: string) => Math.max(1, measured.people.get(desk) ?? 1)
  const would = (desk: string) => {
    const role = roleOf(desk)
    return Math.max(1, asked.desks[desk] ?? were(desk) + (role === null ? 0 : (asked.roles[role] ?? 0)))
  }
  const strange = Object.keys(asked.desks).filter(desk => !measured.people.has(desk))
  if (strange.length > 0) throw new Problem('invalid', `所选时段没有这些岗位的办理记录：${strange.map(needs.deskName).join('、')}`)
  const common = { clock, seed: asked.seed, run }
  const was = await simulate(measured, { ...common, staff: were, says: '模拟现行人力' })
  const is = await simulate(measured, { ...common, staff: would, says: '模拟拟改人力' })
  return tellStaffing({
    record,
    flow,
    now: now.getTime(),
    clock,
    measured,
    was,
    is,
    were,
    would,
    due: (visit, ready) => dueOf(visit, ready, { term: terms.get(visit.path), clock, calendar }),
    deskName: needs.deskName,
    titles,
    listed: asked.listed ?? 200,
    seed: asked.seed,
    hours: officeHours,
    zone: calendar.zone,
  })
}

function workClock(jobs: readonly PastJob[], { now, calendar }: { now: Date; calendar: Calendar }): WorkClock {
  const first = jobs.reduce((least, job) => Math.min(least, job.visits[0]?.openedAt ?? least), now.getTime())
  // Two more years for what would be done later than it was.
  const last = now.getTime() + 2 * 366 * 86_400_000
  return createWorkClock(calendar, { from: calendar.dateOf(new Date(first)), to: calendar.dateOf(new Date(last)), hours: officeHours })
}

/** The desk at which somebody did it, else the first at which it lies. */
async function addTasks(tx: Tx, cases: readonly string[], into: Map<string, Held>): Promise<void> {
  const { rows } = await sql<{ case_id: string; key: string; desk: string; closed_by: string | null; read_at: Date | null }>`
    select case_id, key, desk, closed_by, read_at from flow_task
    where case_id = any (${cases}::uuid[]) and kind = 'step' order by case_id, key`.execute(tx)
  for (const { case_id, key, desk, closed_by, read_at } of rows) {
    const held: Held = { desk, seenAt: read_at?.getTime() ?? null }
    const visit = `${case_id} ${key.slice(0, key.indexOf('@'))}`
    if (closed_by !== null) into.set(`${visit} ${closed_by}`, held)
    if (!into.has(`${visit} `)) into.set(`${visit} `, held)
  }
}
