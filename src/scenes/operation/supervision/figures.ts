// What a progress report carries over: the task's progress (only from its lead) and the current value of each goal it names.
import { type Also, all, Problem, type Reassigned, refs } from '#declare'
import { goal, task } from './records.ts'

type Figure = { goal: string; value: number; measuredOn: string }

export const carryFigures: Also = async (city, row, made) => {
  if (!made) return
  const figures = (made['figures'] ?? []) as Figure[]
  const mine = figures.length ? await city.find(goal, refs(goal).task.is(row.id)) : []
  for (const figure of figures) {
    const known = mine.find(one => one.id === figure.goal)
    if (!known) throw new Problem('invalid', '填报的指标不属于这项任务，请重新选择', [{ at: 'figures', message: '指标不属于本任务' }])
    if (figure.measuredOn > city.today)
      throw new Problem('invalid', `数据日期 ${figure.measuredOn} 晚于今天，请核对`, [{ at: 'figures', message: '数据日期不能晚于今天' }])
    // An older figure that arrives late is kept in the report but does not hide a newer one.
    if (String(known['measuredOn'] ?? '') <= figure.measuredOn)
      await city.update(goal, figure.goal, { current: figure.value, measuredOn: figure.measuredOn })
  }
  if (row['lead'] === city.organ) await city.update(task, row.id, { progress: made['progress'] })
}

/** When a plan is handed over, the units of each task come to see its goals. */
export const shareGoals: Also = async (city, row) => {
  const tasks = new Map((await city.find(task, refs(task).parent.is(row.id), 1000)).map(one => [one.id, one]))
  for (const one of await city.find(goal, refs(goal).parent.is(row.id), 2000)) {
    const of = tasks.get(one['task'] as string)
    if (of) await city.update(goal, one.id, { answeredBy: [...new Set([of['lead'] as string, ...((of['joint'] ?? []) as string[])])] })
  }
}

/** The goals of a task follow it: whoever has it now sees them and reports their figures, whoever was released or replaced does not. */
export const followTask: Reassigned = async (city, row, organs) => {
  for (const one of await city.find(goal, refs(goal).task.is(row.id), 2000)) {
    if (String(one['answeredBy'] ?? '') !== organs.join()) await city.update(goal, one.id, { answeredBy: [...organs] })
  }
}

/** Whether a goal's current value meets it; `null` while nothing was measured. */
export function isAttained(of: { comparator: string; value: number; current?: number | null }): boolean | null {
  const { current, value } = of
  if (current === undefined || current === null) return null
  switch (of.comparator) {
    case '>=':
      return current >= value
    case '>':
      return current > value
    case '<=':
      return current <= value
    case '<':
      return current < value
    case '~':
      return Math.abs(current - value) <= Math.abs(value) * 0.05
    default:
      return current >= value
  }
}

const d = refs(goal)
/** The same, for rows in the database. “达到” is met by more as well. */
export const attained = {
  measured: d.current.isPresent(),
  met: {
    upward: all(d.comparator.in(['>=', '=', '~']), d.current.atLeast(d.value)),
    beyond: all(d.comparator.is('>'), d.current.above(d.value)),
    downward: all(d.comparator.is('<='), d.current.atMost(d.value)),
    under: all(d.comparator.is('<'), d.current.below(d.value)),
  },
}
