// What the board counts and where each number leads: the same conditions that the server counts by, taken from the scene's declaration.
import { useQueries, useQuery } from '@tanstack/react-query'
import type { Condition, Indicator } from '#declare'
import { get } from '../../../../kit/api.ts'
import { figuresQuery } from '../../../../kit/figures.ts'
import type { ScoreBody } from '../../../../wire/city.ts'
import type { RowBody, RowList } from '../../../../wire/rows.ts'
import * as indicators from '../indicators.ts'
import { everyRow, type Goal, toGoal } from './plan-data.ts'

const { ranking: _, ...counted } = indicators
/** The declared indicators by their own names. */
export const declared: ReadonlyMap<string, Indicator> = new Map(Object.values(counted).map(one => [one.name, one]))

export const ofPlan = (plan: string): Condition => ({ op: 'is', field: 'parent', value: plan })

export const useFigures = (plan: string, names: readonly string[]) =>
  useQueries({
    queries: names.map(name => {
      const record = declared.get(name)?.record.name ?? name
      return { ...figuresQuery({ scene: 'supervision', name, record }, { filter: ofPlan(plan) }), enabled: plan !== '' }
    }),
  })

export const useScores = () =>
  useQuery({
    queryKey: ['rows', 'supervision-task', 'scores'],
    queryFn: ({ signal }) => get<ScoreBody>('/scorecards/supervision/ranking', {}, signal),
  })

/** All handed-over tasks of a plan. */
export const useBoardTasks = (plan: string) =>
  useQuery({
    queryKey: ['rows', 'supervision-task', 'board', plan],
    queryFn: async ({ signal }): Promise<RowList> => {
      const list = await everyRow('supervision-task', { parent: plan, sort: 'createdAt', fields: 'from' }, signal)
      const place = (row: RowBody) => (typeof row.values['from'] === 'number' ? row.values['from'] : Number.MAX_SAFE_INTEGER)
      return { ...list, rows: list.rows.filter(row => row.case && row.case.light !== 'void').sort((a, b) => place(a) - place(b)) }
    },
    enabled: plan !== '',
  })

export const useBoardGoals = (plan: string) =>
  useQuery({
    queryKey: ['rows', 'supervision-goal', 'board', plan],
    queryFn: async ({ signal }): Promise<Goal[]> =>
      (await everyRow('supervision-goal', { parent: plan, sort: 'createdAt' }, signal)).rows.map(toGoal),
    enabled: plan !== '',
  })

export type Standing = 'closed' | 'steady' | 'risk' | 'late'
export const standings: readonly (readonly [Standing, string])[] = [
  ['closed', '已办结'],
  ['steady', '按期'],
  ['risk', '临期'],
  ['late', '逾期'],
]
/** Where a task stands by its light: a reminder or a yellow or red light is a term that comes near. */
export const standingOf = (row: RowBody): Standing => {
  const light = row.case?.light ?? 'none'
  if (row.case?.endedAt || light === 'ended') return 'closed'
  if (light === 'overdue') return 'late'
  return light === 'remind' || light === 'yellow' || light === 'red' ? 'risk' : 'steady'
}

export type Group = { key: string; label: string; rows: readonly RowBody[]; by: Readonly<Record<Standing, readonly RowBody[]>> }
export function groupBy(rows: readonly RowBody[], keyOf: (row: RowBody) => string, labelOf: (key: string) => string): Group[] {
  return [...Map.groupBy(rows, keyOf)].map(([key, inside]) => ({
    key,
    label: labelOf(key),
    rows: inside,
    by: {
      closed: inside.filter(row => standingOf(row) === 'closed'),
      steady: inside.filter(row => standingOf(row) === 'steady'),
      risk: inside.filter(row => standingOf(row) === 'risk'),
      late: inside.filter(row => standingOf(row) === 'late'),
    },
  }))
}

/** Planned and real closings, month by month: what should be closed by then, and what is. */
export function closingsOf(rows: readonly RowBody[], today: string): { months: string[]; planned: number[]; real: (number | null)[] } {
  const due = rows.flatMap(row => (typeof row.values['dueOn'] === 'string' ? [row.values['dueOn'].slice(0, 7)] : []))
  const ended = rows.flatMap(row => (row.case?.endedAt ? [row.case.endedAt.slice(0, 7)] : []))
  const opened = rows.flatMap(row => (row.case?.openedAt ? [row.case.openedAt.slice(0, 7)] : [])).sort()
  const now = today.slice(0, 7)
  const first = opened[0] ?? now
  const last = [...due, now].sort().at(-1) ?? now
  const months: string[] = []
  for (let at = first; at <= last && months.length < 60; at = nextMonth(at)) months.push(at)
  return {
    months,
    planned: months.map(month => due.filter(one => one <= month).length),
    real: months.map(month => (month > now ? null : ended.filter(one => one <= month).length)),
  }
}
const nextMonth = (month: string): string => {
  const [year = 2000, of = 1] = month.split('-').map(Number)
  return of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, '0')}`
}
