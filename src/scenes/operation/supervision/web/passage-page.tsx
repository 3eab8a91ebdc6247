// 原文: the document at the passage a task was read from.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { textOf, useAddress } from '../../../../kit/address.ts'
import { ApiProblem, get } from '../../../../kit/api.ts'
import { AppLink } from '../../../../kit/app-link.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../../kit/states.tsx'
import type { RowDetail } from '../../../../wire/rows.ts'
import { DocumentView, Legend, type Reveal } from './document-view.tsx'
import { planQuery, type Task, toPlan, toTask } from './plan-data.ts'
import './proofread.css'

export function PassagePage() {
  const [address] = useAddress()
  const id = textOf(address['task'])
  const detail = useQuery({
    queryKey: ['row', 'supervision-task', id],
    queryFn: ({ signal }) => get<RowDetail>(`/records/supervision-task/${id}`, {}, signal),
    enabled: id !== '',
  })
  const task = detail.data ? toTask(detail.data.row) : null
  const plan = useQuery({ ...planQuery(detail.data?.row.parent ?? ''), select: toPlan })
  const [reveal, setReveal] = useState<Reveal | null>(null)
  const from = task?.from ?? null
  const ready = plan.data !== undefined
  useEffect(() => {
    if (ready && from !== null) setReveal({ from, to: from, turn: 1 })
  }, [ready, from])
  // Units see their tasks, but not always the whole document: then the task's own words stand for it.
  const closed = plan.error instanceof ApiProblem && (plan.error.status === 404 || plan.error.status === 403)
  const error = detail.error ?? (closed ? null : plan.error)
  if (id === '')
    return (
      <div className="panel">
        <EmptyState
          title="请从任务进入"
          hint="打开一项任务，点“查看原文”。"
          action={<AppLink href="/records/supervision-task">重点任务</AppLink>}
        />
      </div>
    )
  if (error)
    return (
      <div className="panel">
        <ErrorState error={error} onRetry={() => void Promise.all([detail.refetch(), plan.refetch()])} />
      </div>
    )
  if (task && closed) return <Excerpt task={task} />
  if (!task || !plan.data)
    return (
      <div className="panel">
        <Skeleton rows={10} />
      </div>
    )
  return (
    <section className="panel passage" aria-label="文件原文">
      <header>
        <h2 className="clip">
          <AppLink href={`/records/supervision-task/${task.id}`}>
            {task.ordinal} {task.title}
          </AppLink>
        </h2>
        <div className="end">
          <Legend />
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by key */}
      <section className="doc-scroll" tabIndex={0} aria-label="原文内容">
        <DocumentView plan={plan.data} tasks={[task]} goals={[]} active={task.id} reveal={reveal} />
      </section>
    </section>
  )
}

function Excerpt({ task }: { task: Task }) {
  return (
    <section className="panel passage" aria-label="任务原文">
      <header>
        <h2 className="clip">
          <AppLink href={`/records/supervision-task/${task.id}`}>
            {task.ordinal} {task.title}
          </AppLink>
        </h2>
        <span className="end muted">仅显示本任务的内容，整份文件由督查机构保管</span>
      </header>
      <div className="doc-scroll">
        <div className="doc">
          <p className="doc-heading">{task.chapter}</p>
          <p className="doc-text doc-active">
            <b>{task.title}</b>。{task.body}
          </p>
          {task.units.length > 0 ? <p className="doc-text">责任单位：{task.units.map(unit => unit.written).join('、')}</p> : null}
        </div>
      </div>
    </section>
  )
}
