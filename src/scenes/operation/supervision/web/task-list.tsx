// Chapters and their tasks; one is open for correction, the others are read at a glance.
import { CheckCircleFilled, ClockCircleOutlined, WarningFilled } from '@ant-design/icons'
import { memo, type ReactNode, useEffect, useRef } from 'react'
import { shortDate } from '../../../../kit/format.ts'
import { LightTag } from '../../../../kit/light-tag.tsx'
import type { NameMap } from '../../../../kit/show-value.tsx'
import { goalWords } from './goal-rows.tsx'
import type { Goal, Task } from './plan-data.ts'

export type Lack = 'lead' | 'due' | 'units' | 'title'
export const lackWords: Record<Lack, string> = { lead: '缺牵头单位', due: '缺完成时限', units: '有单位待确认', title: '缺任务名称' }
/** What keeps a task from being handed over. */
export const lacksOf = (task: Task): Lack[] => [
  ...(task.title.trim() === '' ? (['title'] as const) : []),
  ...(task.lead ? [] : (['lead'] as const)),
  ...(task.dueOn ? [] : (['due'] as const)),
  ...(task.units.some(unit => !unit.organ && !unit.collective) ? (['units'] as const) : []),
]

type TaskListProps = {
  tasks: readonly Task[]
  goals: readonly Goal[]
  names: NameMap
  active: string | null
  checked: ReadonlySet<string>
  refusals: Readonly<Record<string, string>>
  onPick: (task: string) => void
  onHover: (task: string | null) => void
  editor: (task: Task) => ReactNode
}

export function TaskList({ tasks, goals, names, active, checked, refusals, onPick, onHover, editor }: TaskListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!active) return undefined
    const card = list.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(active)}"]`)
    const scroller = card?.closest<HTMLElement>('.proof-scroll')
    if (!card || !scroller) return undefined
    if (getComputedStyle(scroller).overflowY === 'visible') {
      // On a phone the page itself scrolls; the router puts it to the top when the address changes, so this comes after it.
      const timer = setTimeout(() => card.scrollIntoView({ block: 'start' }), 80)
      return () => clearTimeout(timer)
    }
    const top = card.getBoundingClientRect().top - scroller.getBoundingClientRect().top
    if (top < 34 || top > scroller.clientHeight * 0.55) scroller.scrollBy({ top: top - 44, behavior: 'auto' })
    return undefined
  }, [active])
  const chapters = [...Map.groupBy(tasks, task => task.chapter || '未分章节')]
  return (
    <div ref={list} className="task-list">
      {chapters.map(([chapter, inside]) => (
        <section key={chapter} aria-label={chapter}>
          <h3 className="task-chapter">
            <span className="clip">{chapter}</span>
            <span className="muted num">
              {inside.some(task => task.case) ? inside.length : `${inside.filter(task => checked.has(task.id)).length}/${inside.length}`}
            </span>
          </h3>
          {inside.map(task => (
            <article
              key={task.id}
              data-card={task.id}
              className={`task-card ${active === task.id ? 'open' : ''}`}
              onMouseEnter={() => onHover(task.id)}
              onMouseLeave={() => onHover(null)}
            >
              <Summary
                task={task}
                goals={goals.filter(goal => goal.task === task.id)}
                names={names}
                open={active === task.id}
                checked={checked.has(task.id)}
                onPick={onPick}
              />
              {refusals[task.id] ? (
                <p className="task-refusal" role="alert">
                  {refusals[task.id]}
                </p>
              ) : null}
              {active === task.id ? editor(task) : null}
            </article>
          ))}
        </section>
      ))}
    </div>
  )
}

type SummaryProps = { task: Task; goals: readonly Goal[]; names: NameMap; open: boolean; checked: boolean; onPick: (task: string) => void }
const Summary = memo(function Summary({ task, goals, names, open, checked, onPick }: SummaryProps) {
  const lacks = task.case ? [] : lacksOf(task)
  const joint = task.joint.map(one => names[one] ?? one)
  return (
    <button type="button" className="task-head" aria-expanded={open} onClick={() => onPick(task.id)}>
      <span className="task-ordinal num">{task.ordinal || '新'}</span>
      <span className="task-main">
        <strong>{task.title || '（未命名）'}</strong>
        {open ? null : (
          <span className="task-facts">
            {task.lead ? <span className="unit-lead">{names[task.lead] ?? task.lead}</span> : null}
            {joint.length > 0 ? (
              <span className="soft" title={joint.join('、')}>
                配合 {joint.slice(0, 2).join('、')}
                {joint.length > 2 ? ` 等${joint.length}个` : ''}
              </span>
            ) : null}
            <span className="soft nowrap">
              <ClockCircleOutlined aria-hidden="true" /> {task.dueOn ? shortDate(task.dueOn) : '无时限'}
            </span>
          </span>
        )}
        {!open && goals.length > 0 ? (
          <span className="task-goals">
            {goals.slice(0, 3).map(goal => (
              <span key={goal.id} className="task-goal">
                {goal.indicator} {goalWords(goal)}
              </span>
            ))}
            {goals.length > 3 ? <span className="muted">等{goals.length}个目标</span> : null}
          </span>
        ) : null}
        {lacks.length > 0 ? (
          <span className="task-lacks">
            {lacks.map(lack => (
              <span key={lack} className="task-lack">
                <WarningFilled aria-hidden="true" /> {lackWords[lack]}
              </span>
            ))}
          </span>
        ) : null}
      </span>
      {task.case ? (
        <LightTag light={task.case.light} workdaysLeft={task.case.workdaysLeft} />
      ) : checked ? (
        <span className="task-checked">
          <CheckCircleFilled aria-hidden="true" />
          <span className="visually-hidden">已核对</span>
        </span>
      ) : null}
    </button>
  )
})
