// A task that was handed over: read only, with the way to its case.
import { AppLink } from '../../../../kit/app-link.tsx'
import { longDate } from '../../../../kit/format.ts'
import { Facts } from '../../../../kit/record-detail.tsx'
import type { NameMap } from '../../../../kit/show-value.tsx'
import { figureWords, goalWords } from './goal-rows.tsx'
import type { Goal, Task } from './plan-data.ts'

export function TaskReading({ task, goals, names }: { task: Task; goals: readonly Goal[]; names: NameMap }) {
  return (
    <div className="editor">
      <p className="prose">{task.body}</p>
      <Facts
        of={[
          ['牵头单位', task.lead ? (names[task.lead] ?? task.lead) : '—'],
          ['完成时限', task.dueOn ? longDate(task.dueOn) : '无具体时限'],
          ['配合单位', task.joint.map(one => names[one] ?? one).join('、') || '—'],
        ]}
      />
      {goals.length > 0 ? (
        <ul className="reading-goals">
          {goals.map(goal => (
            <li key={goal.id}>
              <span className="grow">{goal.indicator}</span>
              <span className="num">{goalWords(goal)}</span>
              <span className="muted num">{goal.current === null ? '尚无数据' : `当前 ${figureWords(goal.current, goal.unit)}`}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <footer className="editor-foot">
        <span className="muted num grow">{task.number}</span>
        <AppLink href={`/records/supervision-task/${task.id}`}>查看办理情况</AppLink>
      </footer>
    </div>
  )
}
