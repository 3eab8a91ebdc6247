// The plan, its tasks and its goals as the pages need them, and the ways to correct them. One place knows the addresses.
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, newKey, patch, post, remove } from '../../../../kit/api.ts'
import type { NameMap } from '../../../../kit/show-value.tsx'
import type { CaseDetail } from '../../../../wire/cases.ts'
import type { RowBody, RowDetail, RowList } from '../../../../wire/rows.ts'

export type Unit = { written: string; role: 'lead' | 'joint'; organ?: string; collective?: boolean; from?: number; to?: number }
export type Chapter = { number?: string; title: string; depth: number; from: number; to: number }
export type Remark = { message: string; from: number; to: number; settled?: boolean }
export type Plan = {
  id: string
  version: number
  title: string
  number: string | null
  issuer: string
  documentNumber: string | null
  body: string
  chapters: readonly Chapter[]
  remarks: readonly Remark[]
  state: string
  stateLabel: string
  canWrite: boolean
}
export type Task = {
  id: string
  version: number
  number: string | null
  ordinal: string
  title: string
  body: string
  chapter: string
  lead: string | null
  joint: readonly string[]
  units: readonly Unit[]
  dueOn: string | null
  from: number | null
  to: number | null
  case: RowBody['case']
}
export type Goal = {
  id: string
  version: number
  task: string | null
  indicator: string
  comparator: string
  value: number | null
  unit: string
  term: string | null
  current: number | null
  measuredOn: string | null
  from: number | null
  to: number | null
}
export type Rows<T> = { rows: readonly T[]; names: NameMap }

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const orNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const figure = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const list = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as T[]) : [])

export const toPlan = ({ row, can }: Pick<RowDetail, 'row' | 'can'>): Plan => ({
  id: row.id,
  version: row.version,
  title: row.title,
  number: row.number,
  issuer: text(row.values['issuer']),
  documentNumber: orNull(row.values['documentNumber']),
  body: text(row.values['body']),
  chapters: list<Chapter>(row.values['chapters']),
  remarks: list<Remark>(row.values['remarks']),
  state: row.case?.state ?? 'none',
  stateLabel: row.case?.stateLabel ?? '未开始',
  canWrite: can.write,
})
export const toTask = (row: RowBody): Task => ({
  id: row.id,
  version: row.version,
  number: row.number,
  ordinal: text(row.values['ordinal']),
  title: text(row.values['title']),
  body: text(row.values['body']),
  chapter: text(row.values['chapter']),
  lead: orNull(row.values['lead']),
  joint: list<string>(row.values['joint']),
  units: list<Unit>(row.values['units']),
  dueOn: orNull(row.values['dueOn']),
  from: figure(row.values['from']),
  to: figure(row.values['to']),
  case: row.case,
})
export const toGoal = (row: RowBody): Goal => ({
  id: row.id,
  version: row.version,
  task: orNull(row.values['task']),
  indicator: text(row.values['indicator']),
  comparator: text(row.values['comparator']) || '=',
  value: figure(row.values['value']),
  unit: text(row.values['unit']),
  term: orNull(row.values['term']),
  current: figure(row.values['current']),
  measuredOn: orNull(row.values['measuredOn']),
  from: figure(row.values['from']),
  to: figure(row.values['to']),
})

export const planQuery = (id: string) =>
  queryOptions({
    queryKey: ['row', 'supervision-plan', id],
    queryFn: ({ signal }) => get<RowDetail>(`/records/supervision-plan/${id}`, {}, signal),
    enabled: id !== '',
  })
export const planCaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', 'supervision-plan', id],
    queryFn: ({ signal }) => get<CaseDetail>(`/cases/supervision-plan/${id}`, {}, signal),
    enabled: id !== '',
  })
export const plansQuery = queryOptions({
  queryKey: ['rows', 'supervision-plan', 'all'],
  queryFn: ({ signal }) => get<RowList>('/records/supervision-plan', { limit: 200, sort: '-createdAt' }, signal),
})

/** Every row of a list, page after page. */
export async function everyRow(record: string, query: Record<string, string>, signal: AbortSignal): Promise<RowList> {
  const rows: RowBody[] = []
  const names: Record<string, string> = {}
  let next: string | null = ''
  while (next !== null) {
    const page: RowList = await get<RowList>(`/records/${record}`, { ...query, limit: 200, cursor: next }, signal)
    rows.push(...page.rows)
    Object.assign(names, page.names)
    next = page.next
  }
  return { rows, names, next: null, total: rows.length }
}

/** All parts of a plan with all their fields; a server whose lists carry only some fields is asked row by row. */
async function fullParts(record: string, plan: string, fields: readonly string[], signal: AbortSignal): Promise<Rows<RowBody>> {
  const all = await everyRow(record, { parent: plan, sort: 'createdAt', fields: fields.join(',') }, signal)
  const whole = all.rows.length === 0 || all.rows.some(row => fields.slice(0, 2).some(name => name in row.values))
  if (whole) return { rows: all.rows, names: all.names }
  const names: Record<string, string> = { ...all.names }
  const waiting = [...all.rows]
  const found = new Map<string, RowBody>()
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const detail = await get<RowDetail>(`/records/${record}/${next.id}`, {}, signal)
      found.set(next.id, detail.row)
      Object.assign(names, detail.names)
    }
  }
  await Promise.all(Array.from({ length: 8 }, work))
  return { rows: all.rows.map(row => found.get(row.id) ?? row), names }
}

const byPlace = <T extends { from: number | null }>(rows: readonly T[]) =>
  [...rows].sort((a, b) => (a.from ?? Number.MAX_SAFE_INTEGER) - (b.from ?? Number.MAX_SAFE_INTEGER))

const taskFields = ['units', 'from', 'to', 'body', 'chapter', 'ordinal', 'title', 'lead', 'joint', 'dueOn']
const goalFields = ['from', 'task', 'to', 'indicator', 'comparator', 'value', 'unit', 'term', 'current', 'measuredOn']

export const tasksQuery = (plan: string) =>
  queryOptions({
    queryKey: ['rows', 'supervision-task', 'full', plan],
    queryFn: async ({ signal }): Promise<Rows<Task>> => {
      const { rows, names } = await fullParts('supervision-task', plan, taskFields, signal)
      return { rows: byPlace(rows.map(toTask)), names }
    },
    enabled: plan !== '',
  })
export const goalsQuery = (plan: string) =>
  queryOptions({
    queryKey: ['rows', 'supervision-goal', 'full', plan],
    queryFn: async ({ signal }): Promise<Rows<Goal>> => {
      const { rows, names } = await fullParts('supervision-goal', plan, goalFields, signal)
      return { rows: byPlace(rows.map(toGoal)), names }
    },
    enabled: plan !== '',
  })

/** Writes one row into the list that is on the screen, with the names it brings. */
async function show<T extends { id: string; from: number | null }>(
  queries: QueryClient,
  key: readonly unknown[],
  record: string,
  id: string,
  to: (row: RowBody) => T,
): Promise<void> {
  const detail = await get<RowDetail>(`/records/${record}/${id}`)
  queries.setQueryData<Rows<T>>(key, before => {
    if (!before) return before
    const next = to(detail.row)
    const known = before.rows.some(one => one.id === id)
    return {
      rows: byPlace(known ? before.rows.map(one => (one.id === id ? next : one)) : [...before.rows, next]),
      names: { ...before.names, ...detail.names },
    }
  })
}

export type Corrections = ReturnType<typeof useCorrections>
/** The ways to correct what was read. Each throws ApiProblem; a conflict shows the newest row before it is thrown. */
export function useCorrections(plan: string) {
  const queries = useQueryClient()
  const taskKey = tasksQuery(plan).queryKey
  const goalKey = goalsQuery(plan).queryKey
  const showTask = (id: string) => show(queries, taskKey, 'supervision-task', id, toTask)
  const showGoal = (id: string) => show(queries, goalKey, 'supervision-goal', id, toGoal)
  /** The version on the screen by now: two fields may be left one after the other before the first is kept. */
  const versionOf = (key: readonly unknown[], row: { id: string; version: number }) =>
    queries.getQueryData<Rows<{ id: string; version: number }>>(key)?.rows.find(one => one.id === row.id)?.version ?? row.version
  const drop = <T extends { id: string }>(key: readonly unknown[], gone: (one: T) => boolean) =>
    queries.setQueryData<Rows<T>>(key, before => before && { ...before, rows: before.rows.filter(one => !gone(one)) })
  return {
    changeTask: async (task: Pick<Task, 'id' | 'version'>, values: Record<string, unknown>) => {
      await patch(`/records/supervision-task/${task.id}`, { values }, { ifMatch: versionOf(taskKey, task) }).finally(() =>
        showTask(task.id),
      )
    },
    addTask: async (values: Record<string, unknown>): Promise<string> => {
      const made = await post<RowBody>('/records/supervision-task', { values, parent: plan, start: false }, { key: newKey() })
      await showTask(made.id)
      return made.id
    },
    removeTask: async (task: Task) => {
      await remove(`/records/supervision-task/${task.id}`, { ifMatch: task.version })
      const goals = queries.getQueryData<Rows<Goal>>(goalKey)?.rows.filter(one => one.task === task.id) ?? []
      for (const goal of goals) await remove(`/records/supervision-goal/${goal.id}`, { ifMatch: goal.version })
      drop<Task>(taskKey, one => one.id === task.id)
      drop<Goal>(goalKey, one => one.task === task.id)
    },
    changeGoal: async (goal: Pick<Goal, 'id' | 'version'>, values: Record<string, unknown>) => {
      await patch(`/records/supervision-goal/${goal.id}`, { values }, { ifMatch: versionOf(goalKey, goal) }).finally(() =>
        showGoal(goal.id),
      )
    },
    addGoal: async (values: Record<string, unknown>): Promise<string> => {
      const made = await post<RowBody>('/records/supervision-goal', { values, parent: plan }, { key: newKey() })
      await showGoal(made.id)
      return made.id
    },
    removeGoal: async (goal: Goal) => {
      await remove(`/records/supervision-goal/${goal.id}`, { ifMatch: goal.version })
      drop<Goal>(goalKey, one => one.id === goal.id)
    },
    settle: async (written: string, organs: readonly string[]): Promise<number> => {
      const { settled } = await post<{ settled: number }>('/scenes/supervision/operations/settle', { input: { plan, written, organs } })
      await queries.invalidateQueries({ queryKey: taskKey })
      return settled
    },
    fillDue: async (dueOn: string): Promise<void> => {
      await post('/scenes/supervision/operations/fill-due', { input: { plan, dueOn } })
      await queries.invalidateQueries({ queryKey: taskKey })
    },
    settleRemark: async (of: Plan, at: number) => {
      const remarks = of.remarks.map((one, index) => (index === at ? { ...one, settled: !one.settled } : one))
      await patch(`/records/supervision-plan/${plan}`, { values: { remarks } }, { ifMatch: of.version }).finally(() =>
        queries.invalidateQueries({ queryKey: planQuery(plan).queryKey }),
      )
    },
  }
}

export function usePlan(id: string) {
  const plan = useQuery({ ...planQuery(id), select: toPlan })
  const tasks = useQuery(tasksQuery(id))
  const goals = useQuery(goalsQuery(id))
  const error = plan.error ?? tasks.error ?? goals.error
  return {
    plan: plan.data,
    tasks: tasks.data,
    goals: goals.data,
    error,
    retry: () => void Promise.all([plan.refetch(), tasks.refetch(), goals.refetch()]),
  }
}

/** Responsible units after lead and joint organs were corrected by hand, so that a later settling does not undo it. */
export function unitsAfter(
  task: Pick<Task, 'units'>,
  lead: string | null,
  joint: readonly string[],
  nameOf: (id: string) => string,
): Unit[] {
  const kept: Unit[] = task.units
    .filter(unit => !unit.organ || unit.organ === lead || joint.includes(unit.organ))
    .map(unit => (unit.organ ? { ...unit, role: unit.organ === lead ? ('lead' as const) : ('joint' as const) } : unit))
  // A collective name of which no organ is left stands open again: its words are the text's.
  for (const unit of task.units) {
    if (!unit.collective || kept.some(one => one.written === unit.written)) continue
    const { organ: _, ...bare } = unit
    kept.push({ ...bare, role: 'joint' })
  }
  const known = new Set(kept.map(unit => unit.organ))
  const added = [...(lead ? [lead] : []), ...joint].filter(organ => !known.has(organ))
  return [...kept, ...added.map((organ): Unit => ({ written: nameOf(organ), role: organ === lead ? 'lead' : 'joint', organ }))]
}
