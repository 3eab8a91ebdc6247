// 校核: the plan's text on the left, what was read out of it on the right. Either side shows where the other one is.

import { App, Segmented } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { textOf, useAddress } from '../../../../kit/address.ts'
import { AppLink } from '../../../../kit/app-link.tsx'
import { useToday } from '../../../../kit/model.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../../kit/states.tsx'
import { useHotkeys } from '../../../../kit/use-hotkeys.ts'
import { type Chosen, DocumentView, Legend, type Reveal } from './document-view.tsx'
import { HandOver } from './hand-over.tsx'
import { LooseGoals } from './loose-goals.tsx'
import { OpenTerms } from './open-terms.tsx'
import { type OpenUnit, OpenUnits, openUnitsOf, Remarks } from './open-units.tsx'
import { PlanSelect, usePlanChoice } from './plan-choice.tsx'
import { type Goal, type Plan, type Rows, type Task, useCorrections, usePlan } from './plan-data.ts'
import { SelectionMenu } from './selection-menu.tsx'
import { TaskEditor } from './task-editor.tsx'
import { lacksOf, TaskList } from './task-list.tsx'
import { TaskReading } from './task-reading.tsx'
import { useChecked } from './use-checked.ts'
import './proofread.css'

export function ProofreadPage() {
  const choice = usePlanChoice(row => row.case?.state === 'proofreading')
  const { plan, tasks, goals, error, retry } = usePlan(choice.id)
  if (choice.error ?? error)
    return (
      <div className="panel">
        <ErrorState error={choice.error ?? error} onRetry={retry} />
      </div>
    )
  if (!choice.pending && choice.id === '')
    return (
      <div className="panel">
        <EmptyState
          title="还没有导入文件"
          hint="导入一份工作文件，识别出的任务会列在这里供校核。"
          action={<AppLink href="/scenes/supervision/import">导入文件</AppLink>}
        />
      </div>
    )
  if (!plan || !tasks || !goals)
    return (
      <div className="panel">
        <Skeleton rows={10} />
      </div>
    )
  return (
    <Proofread
      key={plan.id}
      plan={plan}
      tasks={tasks}
      goals={goals}
      head={<PlanSelect id={plan.id} rows={choice.rows} onChoose={choice.choose} />}
    />
  )
}

type Shown = 'all' | 'todo' | 'lack'

function Proofread({
  plan,
  tasks: { rows: tasks, names },
  goals: { rows: goals },
  head,
}: {
  plan: Plan
  tasks: Rows<Task>
  goals: Rows<Goal>
  head: ReactNode
}) {
  const { message } = App.useApp()
  const today = useToday()
  const [address, change] = useAddress()
  const corrections = useCorrections(plan.id)
  const [checked, check] = useChecked(plan.id)
  const [reveal, setReveal] = useState<Reveal | null>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [focusGoal, setFocusGoal] = useState<string | null>(null)
  const [shown, setShown] = useState<Shown>('all')
  const [side, setSide] = useState<'text' | 'tasks'>('tasks')
  const [refusals, setRefusals] = useState<Record<string, string>>({})
  const sheet = useRef<HTMLDivElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const active = textOf(address['task']) || null
  const readOnly = plan.state !== 'proofreading' || !plan.canWrite
  const units = openUnitsOf(tasks)
  const done = tasks.filter(task => checked.has(task.id)).length
  const lacking = tasks.filter(task => lacksOf(task).length > 0)
  const listed = tasks.filter(
    task => task.id === active || shown === 'all' || (shown === 'todo' ? !checked.has(task.id) : lacksOf(task).length > 0),
  )

  const show = (from: number, to: number) => setReveal(before => ({ from, to, turn: (before?.turn ?? 0) + 1 }))
  const pick = (id: string | null, options: { scroll?: boolean; goal?: string | null } = {}) => {
    change({ task: id ?? undefined })
    setFocusGoal(options.goal ?? null)
    const task = tasks.find(one => one.id === id)
    if (options.scroll !== false && task?.from !== null && task?.from !== undefined) show(task.from, task.from)
  }
  const step = (by: 1 | -1) => (event: KeyboardEvent) => {
    const at = listed.findIndex(task => task.id === active)
    const next = listed[at < 0 ? 0 : Math.max(0, Math.min(listed.length - 1, at + by))]
    if (!next) return
    event.preventDefault()
    pick(next.id)
  }
  const leave = () => pick(null)
  useHotkeys({ ArrowDown: step(1), ArrowUp: step(-1), j: step(1), k: step(-1), Escape: leave })
  const hover = (id: string | null) => {
    for (const one of root.current?.querySelectorAll('.doc-hover, .card-hover') ?? []) one.classList.remove('doc-hover', 'card-hover')
    if (!id) return
    for (const one of root.current?.querySelectorAll(`[data-task="${CSS.escape(id)}"]`) ?? []) one.classList.add('doc-hover')
    root.current?.querySelector(`[data-card="${CSS.escape(id)}"]`)?.classList.add('card-hover')
  }
  const checkOff = (task: Task) => (on: boolean, thenNext: boolean) => {
    check(task.id, on)
    if (!thenNext) return
    const after =
      tasks.slice(tasks.indexOf(task) + 1).find(one => !checked.has(one.id)) ??
      tasks.find(one => one.id !== task.id && !checked.has(one.id))
    if (after) pick(after.id)
    else {
      pick(null)
      void message.success('全部任务已核对，可以交办')
    }
  }
  const showUnit = (unit: OpenUnit) => {
    setSide('text')
    if (unit.at !== null) show(unit.at, unit.at + unit.written.length)
  }
  const editor = (task: Task) => {
    const mine = goals.filter(goal => goal.task === task.id)
    const showGoal = (goal: Goal) => {
      setSide('text')
      if (goal.from !== null) show(goal.from, goal.to ?? goal.from)
    }
    if (readOnly) return <TaskReading task={task} goals={mine} names={names} />
    return (
      <TaskEditor
        key={task.id}
        task={task}
        goals={mine}
        names={names}
        corrections={corrections}
        checked={checked.has(task.id)}
        focusGoal={focusGoal}
        onCheck={checkOff(task)}
        onShowGoal={showGoal}
        onRemoved={() => pick(null)}
      />
    )
  }
  return (
    <div className={`proof side-${side}`} ref={root}>
      <div className="proof-bar panel">
        {head}
        {readOnly ? (
          <span className="chip primary">{plan.stateLabel}，仅供查看</span>
        ) : (
          <div className="proof-progress">
            <progress max={tasks.length || 1} value={done} aria-label="核对进度" />
            <span className="num">
              已核对 {done}/{tasks.length}
            </span>
          </div>
        )}
        <span className="grow" />
        <Segmented<'text' | 'tasks'>
          className="proof-side"
          value={side}
          onChange={setSide}
          options={[
            { value: 'tasks', label: `任务 ${tasks.length}` },
            { value: 'text', label: '原文' },
          ]}
          aria-label="显示"
        />
        {readOnly ? null : (
          <HandOver
            plan={plan}
            tasks={tasks}
            names={names}
            unchecked={tasks.length - done}
            onRefused={setRefusals}
            onJump={id => pick(id)}
          />
        )}
      </div>
      <div className="proof-panes">
        <section className="panel proof-text" aria-label="文件原文">
          <header>
            <h2>原文</h2>
            <div className="end">
              <Legend />
            </div>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by key */}
          <section className="doc-scroll" tabIndex={0} aria-label="原文内容">
            <DocumentView
              plan={plan}
              tasks={tasks}
              goals={goals}
              active={active}
              page={sheet}
              reveal={reveal}
              onHover={hover}
              onPick={(id, goal) => pick(id, { scroll: false, goal })}
              {...(!readOnly && { onChoose: setChosen })}
            />
          </section>
          {chosen && !readOnly ? (
            <SelectionMenu
              key={`${chosen.from}-${chosen.to}`}
              chosen={chosen}
              plan={plan}
              tasks={tasks}
              active={active}
              corrections={corrections}
              onDone={(says, made) => {
                setChosen(null)
                void message.success(says)
                if (made.task) pick(made.task, { scroll: false, goal: made.goal ?? null })
              }}
            />
          ) : null}
        </section>
        <section className="panel proof-tasks" aria-label="识别出的任务">
          <header>
            <h2>
              任务 <span className="muted num">{tasks.length}</span>
            </h2>
            <div className="end">
              {readOnly ? null : (
                <Segmented<Shown>
                  size="small"
                  value={shown}
                  onChange={setShown}
                  aria-label="筛选任务"
                  options={[
                    { value: 'all', label: '全部' },
                    { value: 'todo', label: `未核对 ${tasks.length - done}` },
                    { value: 'lack', label: `有问题 ${lacking.length}` },
                  ]}
                />
              )}
            </div>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by key */}
          <section className="proof-scroll" tabIndex={0} aria-label="任务清单">
            {readOnly ? null : <OpenUnits units={units} names={names} corrections={corrections} onShow={showUnit} />}
            {readOnly ? null : (
              <OpenTerms tasks={tasks.filter(task => !task.dueOn)} today={today} corrections={corrections} onPick={id => pick(id)} />
            )}
            <Remarks
              plan={plan}
              remarks={plan.remarks}
              corrections={corrections}
              readOnly={readOnly}
              onShow={remark => {
                setSide('text')
                show(remark.from, remark.to)
              }}
            />
            {listed.length === 0 ? (
              <EmptyState drawing="done" title={shown === 'todo' ? '全部任务都已核对' : '没有问题'} />
            ) : (
              <TaskList
                tasks={listed}
                goals={goals}
                names={names}
                active={active}
                checked={checked}
                refusals={refusals}
                onPick={id => pick(id === active ? null : id)}
                onHover={hover}
                editor={editor}
              />
            )}
            <LooseGoals
              goals={goals.filter(goal => !goal.task)}
              onShow={goal => {
                setSide('text')
                if (goal.from !== null) show(goal.from, goal.to ?? goal.from)
              }}
            />
          </section>
          <footer className="proof-keys desk-only">
            <kbd>↑</kbd>
            <kbd>↓</kbd> 上一项、下一项　<span className="muted">{readOnly ? '' : '在原文中选中文字，可设为目标、时限、单位或新任务'}</span>
          </footer>
        </section>
      </div>
    </div>
  )
}
