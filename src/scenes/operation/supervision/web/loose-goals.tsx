// Goals of the whole plan, which belong to no single task.
import { AppLink } from '../../../../kit/app-link.tsx'
import type { Goal } from './plan-data.ts'

export function LooseGoals({ goals, onShow }: { goals: readonly Goal[]; onShow: (goal: Goal) => void }) {
  if (goals.length === 0) return null
  return (
    <details className="notice-box">
      <summary>
        <strong>总体目标 {goals.length} 个</strong>
        <span className="muted">，不属于单项任务</span>
      </summary>
      <ul>
        {goals.map(goal => (
          <li key={goal.id}>
            <button type="button" className="link-like grow" onClick={() => onShow(goal)}>
              {goal.indicator}
            </button>
            <AppLink href={`/records/supervision-goal/${goal.id}`}>修改</AppLink>
          </li>
        ))}
      </ul>
    </details>
  )
}
