// What the simulation says, side by side: the past as it was, the past as simulated, and with other people. Pure.
import type { AnyRecord, Flow } from '#declare'
import type { OfficeHours, WorkClock } from '../../methods/workday-calendar/work-clock.ts'
import type { ReplayBody } from '../../wire/replay.ts'
import { pathLabel } from './change-flow.ts'
import type { Measured, Simulated } from './staffing.ts'
import type { PastVisit } from './visits.ts'

export type StaffingTold = {
  readonly record: AnyRecord
  readonly flow: Flow
  readonly now: number
  readonly clock: WorkClock
  readonly measured: Measured
  readonly was: Simulated
  readonly is: Simulated
  readonly were: (desk: string) => number
  readonly would: (desk: string) => number
  /** When a visit would have been due, had it come at a moment of working time. */
  readonly due: (visit: PastVisit, ready: number) => number | null
  readonly deskName: (desk: string) => string
  readonly titles: ReadonlyMap<string, { readonly title: string; readonly number: string | null }>
  readonly listed: number
  readonly seed: number
  readonly hours: OfficeHours
  readonly zone: string
}

type Side = 'real' | 'was' | 'is'
const sides: readonly Side[] = ['real', 'was', 'is']
type Times = { readonly ready: number; readonly start: number; readonly done: number }
/** A visit that somebody did, on all three sides. */
type Line = { readonly path: string; readonly desk: string; readonly of: Record<Side, Times & { readonly late: boolean }> }

const hour = 3_600_000

export function tellStaffing(told: StaffingTold): ReplayBody {
  const { measured, clock, record, flow } = told
  const lines = linesOf(told)
  const wait = (side: Side, of: readonly Line[]) => meanHours(of.map(one => one.of[side].start - one.of[side].ready))
  const stay = (side: Side, of: readonly Line[]) => meanHours(of.map(one => one.of[side].done - one.of[side].ready))
  const late = (side: Side, of: readonly Line[]) => of.filter(one => one.of[side].late).length
  const three = (by: (side: Side) => number | null) => ({ real: by('real'), was: by('was'), is: by('is') })
  const queues = queuesOf(told)
  const changed = changedCases(told)
  const byPath = [...Map.groupBy(lines, one => one.path)].toSorted((a, b) => b[1].length - a[1].length)
  const byDesk = [...Map.groupBy(lines, one => one.desk)].toSorted((a, b) => b[1].length - a[1].length)
  const onPeople = lines.filter(one => one.desk.startsWith('p:')).length
  const longest = (side: Side) => Math.max(0, ...queues[side])
  const hours = (label: string) => ({ label, unit: '小时', better: 'down' as const })
  return {
    kind: 'staffing',
    cases: measured.jobs.length,
    says: [
      `办理用时的量法：从收到、认领（没有认领的，岗位上首次打开）、同一人办完上一件这三个时刻中最晚的一个，到办完为止的工作时间（${told.hours
        .map(([from, to]) => `${from}–${to}`)
        .join('、')}，节假日不计）。没有认领和打开记录的，量得的是上限：那人可能更晚才动手。`,
      '模拟：按记录的到件时间和办理用时，先到先办；每个岗位的现行人数取这段时间在该岗位办过件的人数，一人兼几个岗位的在各岗位都算一人。等待期满、催告等不由人力决定的间隔照旧。',
      `时段开始前积压的件不在内，开头几天的排队会偏短。尚未办完的环节不知道用时，从同一环节已有的用时里抽取（种子${told.seed}），只计入排队，不计入等待和超期。`,
      ...(onPeople > 0 ? [`${onPeople}次办理是指定到人的，人数不变，增减人力对它们只有间接影响。`] : []),
    ],
    figures: [
      { name: 'wait', ...hours('平均等待'), was: wait('was', lines), is: wait('is', lines) },
      { name: 'stay', ...hours('平均停留（等待加办理）'), was: stay('was', lines), is: stay('is', lines) },
      { name: 'late', label: '超期办理', unit: '次', better: 'down', was: late('was', lines), is: late('is', lines) },
      { name: 'queue', label: '最多积压', unit: '项', better: 'down', was: longest('was'), is: longest('is') },
    ],
    tables: [
      {
        name: 'calibration',
        label: '模拟与真实的过去差多少（先看这里）',
        columns: [column('what', '项目'), column('real', '实际'), column('was', '模拟现行人力'), column('gap', '模拟减实际')],
        rows: (
          [
            ['平均等待（小时）', three(side => wait(side, lines))],
            ['平均停留（小时）', three(side => stay(side, lines))],
            ['超期办理（次）', three(side => late(side, lines))],
            ['最多积压（项）', three(longest)],
          ] as const
        ).map(([what, { real, was }]) => ({ what, real, was, gap: real === null || was === null ? null : round(was - real) })),
      },
      {
        name: 'steps',
        label: '各环节',
        columns: [
          column('label', '环节'),
          column('visits', '办理次数', '次'),
          column('wait', '平均等待', '小时', 'down'),
          column('stay', '平均停留', '小时', 'down'),
          column('late', '超期', '次', 'down'),
        ],
        rows: byPath.map(([path, of]) => ({
          label: pathLabel(flow, path),
          visits: of.length,
          wait: three(side => wait(side, of)),
          stay: three(side => stay(side, of)),
          late: three(side => late(side, of)),
        })),
      },
      {
        name: 'desks',
        label: '各岗位',
        columns: [
          column('label', '岗位'),
          column('people', '人数', '人'),
          column('visits', '办理次数', '次'),
          column('busy', '忙碌程度', '%'),
          column('wait', '平均等待', '小时', 'down'),
        ],
        rows: byDesk.slice(0, 100).map(([desk, of]) => ({
          label: told.deskName(desk),
          people: { was: told.were(desk), is: told.would(desk) },
          visits: of.length,
          busy: { was: busy(of, 'was', told.were(desk)), is: busy(of, 'is', told.would(desk)) },
          wait: three(side => wait(side, of)),
        })),
      },
    ],
    charts: [
      {
        name: 'queue',
        label: '每个工作日下班时积压',
        unit: '项',
        kind: 'lines',
        names: queues.dates,
        series: [
          { name: '实际', values: queues.real },
          { name: '模拟现行人力', values: queues.was },
          { name: '模拟拟改人力', values: queues.is },
        ],
      },
      {
        name: 'wait',
        label: '各环节平均等待',
        unit: '小时',
        kind: 'bars',
        names: byPath.slice(0, 12).map(([path]) => pathLabel(flow, path)),
        series: sides.map(side => ({
          name: { real: '实际', was: '模拟现行人力', is: '模拟拟改人力' }[side],
          values: byPath.slice(0, 12).map(([, of]) => wait(side, of)),
        })),
      },
    ],
    changed: {
      total: changed.length,
      rows: changed.slice(0, told.listed).map(({ job, was, is, wasLate, isLate }) => {
        const { id } = measured.jobs[job]!
        const ends = (at: number, isOver: boolean) => `${dateTime(clock.instantAt(at), told.zone)}完成${isOver ? '，超期' : ''}`
        return {
          record: record.name,
          id,
          title: told.titles.get(id)?.title ?? record.label,
          number: told.titles.get(id)?.number ?? null,
          was: ends(was, wasLate),
          is: `${ends(is, isLate)}（${is < was ? '提前' : '推后'}${round(Math.abs(is - was) / hour)}小时）`,
        }
      }),
    },
  }
}

function linesOf({ measured, was, is, due, clock }: StaffingTold): Line[] {
  return measured.jobs.flatMap(({ visits }, job) =>
    visits.flatMap((visit, index) => {
      const { desk, ready, start } = measured.times[job]![index]!
      if (visit.kind !== 'work' || desk === null) return []
      const real = { ready, start, done: clock.workedAt(visit.closedAt!) }
      const isLate = (times: Times, doneAt: number) => {
        const by = due(visit, times.ready)
        return by !== null && doneAt > by
      }
      const simulated = (times: Times) => ({ ...times, late: isLate(times, clock.instantAt(times.done)) })
      const lateThen = visit.due !== null && visit.closedAt! > Date.parse(visit.due.at)
      return [
        {
          path: visit.path,
          desk,
          of: { real: { ...real, late: lateThen }, was: simulated(was[job]![index]!), is: simulated(is[job]![index]!) },
        },
      ]
    }),
  )
}

/** What lies on desks at the end of each working day until now. */
function queuesOf({ measured, was, is, clock, now }: StaffingTold): Record<Side, number[]> & { dates: string[] } {
  const first = Math.min(...measured.jobs.map(job => job.visits[0]?.openedAt ?? Number.POSITIVE_INFINITY))
  const ends = clock.dayEnds.filter(one => one.at >= first && one.at <= now)
  const moments = ends.map(one => clock.workedAt(one.at))
  const count = (of: (job: number, index: number) => { from: number; to: number } | undefined): number[] => {
    const steps = new Array<number>(moments.length + 1).fill(0)
    for (const [job, { visits }] of measured.jobs.entries())
      for (const [index, visit] of visits.entries()) {
        if (measured.times[job]![index]!.desk === null || visit.kind === 'dropped') continue
        const span = of(job, index)
        if (!span) continue
        steps[firstAtLeast(moments, span.from)]! += 1
        steps[firstAtLeast(moments, span.to)]! -= 1
      }
    let sum = 0
    return steps.slice(0, -1).map(step => (sum += step))
  }
  const simulated = (side: Simulated) =>
    count((job, index) => {
      const { ready, done } = side[job]![index]!
      return { from: ready, to: done }
    })
  return {
    dates: ends.map(one => one.date),
    real: count((job, index) => {
      const { closedAt } = measured.jobs[job]!.visits[index]!
      return { from: measured.times[job]![index]!.ready, to: closedAt === null ? Number.POSITIVE_INFINITY : clock.workedAt(closedAt) }
    }),
    was: simulated(was),
    is: simulated(is),
  }
}

type ChangedCase = { job: number; was: number; is: number; wasLate: boolean; isLate: boolean }

/** Ended cases that would have ended at another minute: those that become late or punctual first, then by how much. */
function changedCases(told: StaffingTold): ChangedCase[] {
  const { measured, clock } = told
  return measured.jobs
    .flatMap((job, index): ChangedCase[] => {
      if (job.visits.length === 0 || job.visits.some(visit => visit.kind === 'open')) return []
      const [was, is] = [told.was, told.is].map(side =>
        Math.max(...side[index]!.map(one => (Number.isNaN(one.done) ? Number.NEGATIVE_INFINITY : one.done))),
      ) as [number, number]
      if (!(Math.abs(is - was) >= 60_000)) return []
      const isLate = (side: Simulated, end: number) =>
        (job.due !== null && clock.instantAt(end) > job.due) ||
        job.visits.some((visit, at) => {
          const times = side[index]![at]!
          const by = visit.kind === 'work' ? told.due(visit, times.ready) : null
          return by !== null && clock.instantAt(times.done) > by
        })
      return [{ job: index, was, is, wasLate: isLate(told.was, was), isLate: isLate(told.is, is) }]
    })
    .toSorted((a, b) => Number(b.wasLate !== b.isLate) - Number(a.wasLate !== a.isLate) || Math.abs(b.is - b.was) - Math.abs(a.is - a.was))
}

/** Share of the working time between first arrival and last completion in which its people work. */
function busy(of: readonly Line[], side: Side, people: number): number | null {
  const first = of.reduce((least, one) => Math.min(least, one.of[side].ready), Number.POSITIVE_INFINITY)
  const last = of.reduce((most, one) => Math.max(most, one.of[side].done), Number.NEGATIVE_INFINITY)
  const worked = of.reduce((sum, one) => sum + one.of[side].done - one.of[side].start, 0)
  return last > first ? round((worked / (last - first) / people) * 100) : null
}

const column = (key: string, label: string, unit = '', better: 'up' | 'down' | null = null) => ({ key, label, unit, better })
const round = (value: number) => Math.round(value * 100) / 100
const meanHours = (spans: readonly number[]): number | null =>
  spans.length === 0 ? null : round(spans.reduce((sum, one) => sum + one, 0) / spans.length / hour)
const dateTime = (at: number, zone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(at)

function firstAtLeast(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
