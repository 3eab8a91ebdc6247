// 交办: says how many units get how many tasks before anything is sent, and where the server refuses.
import { SendOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Modal } from 'antd'
import { useState } from 'react'
import { ApiProblem, newKey, post } from '../../../../kit/api.ts'
import { useGo } from '../../../../kit/app-link.tsx'
import { shortDate } from '../../../../kit/format.ts'
import type { NameMap } from '../../../../kit/show-value.tsx'
import type { ActResult } from '../../../../wire/cases.ts'
import { type Plan, planCaseQuery, type Task } from './plan-data.ts'
import { lacksOf, lackWords } from './task-list.tsx'

type HandOverProps = {
  plan: Plan
  tasks: readonly Task[]
  names: NameMap
  unchecked: number
  onRefused: (refusals: Record<string, string>) => void
  onJump: (task: string) => void
}

export function HandOver({ plan, tasks, names, unchecked, onRefused, onJump }: HandOverProps) {
  const act = useQuery(planCaseQuery(plan.id)).data?.acts.find(one => one.act === 'handOver')
  const [open, setOpen] = useState(false)
  if (!act) return null
  return (
    <>
      <Button
        type="primary"
        icon={<SendOutlined />}
        disabled={tasks.length === 0 || !act.allowed}
        {...(act.says && { title: act.says })}
        onClick={() => setOpen(true)}
      >
        交办
      </Button>
      {open ? (
        <Confirm
          plan={plan}
          tasks={tasks}
          names={names}
          unchecked={unchecked}
          task={act.task}
          onClose={() => setOpen(false)}
          onRefused={onRefused}
          onJump={id => {
            setOpen(false)
            onJump(id)
          }}
        />
      ) : null}
    </>
  )
}

function Confirm({
  plan,
  tasks,
  names,
  unchecked,
  task,
  onClose,
  onRefused,
  onJump,
}: Omit<HandOverProps, 'task'> & { task: string | null; onClose: () => void }) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const go = useGo()
  const [key] = useState(newKey)
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const version = useQuery(planCaseQuery(plan.id)).data?.version
  const organs = countByOrgan(tasks)
  const lacking = tasks.filter(one => lacksOf(one).some(lack => lack !== 'units'))
  const unsettled = tasks.filter(one => lacksOf(one).includes('units')).length
  const due = tasks.flatMap(one => (one.dueOn ? [one.dueOn] : [])).sort()
  const send = async () => {
    setSending(true)
    setProblem(null)
    try {
      await post<ActResult>(
        `/cases/supervision-plan/${plan.id}/acts/handOver`,
        { ...(task && { task }), ...(version !== undefined && { expect: version }), values: {} },
        { key },
      )
      void message.success(`已交办 ${tasks.length} 项任务，相关单位已收到签收通知`)
      await queries.invalidateQueries({ predicate: query => ['row', 'rows', 'case', 'inbox'].includes(String(query.queryKey[0])) })
      go(`/scenes/supervision/board?plan=${plan.id}`)
    } catch (error) {
      const refused = error instanceof ApiProblem ? error : new ApiProblem({ title: '没能交办，请重试', status: 0, code: 'broken' })
      setProblem(refused)
      onRefused(
        Object.fromEntries(
          refused.faults.flatMap(fault =>
            tasks
              .filter(
                one =>
                  fault.at.includes(one.id) ||
                  (one.number !== null && (fault.at.includes(one.number) || fault.message.includes(one.number))) ||
                  (one.title !== '' && fault.message.includes(one.title)),
              )
              .map(one => [one.id, fault.message] as const),
          ),
        ),
      )
      setSending(false)
    }
  }
  return (
    <Modal
      open
      centered
      width={640}
      title="交办任务"
      onCancel={onClose}
      destroyOnHidden
      mask={{ closable: !sending }}
      footer={
        <>
          <Button onClick={onClose} disabled={sending}>
            再核对一下
          </Button>
          <Button type="primary" loading={sending} disabled={lacking.length > 0} onClick={() => void send()}>
            确认交办 {tasks.length} 项任务
          </Button>
        </>
      }
    >
      <div className="stack hand">
        <p>
          “{plan.title}”的 <b className="num">{tasks.length}</b> 项任务将交给 <b className="num">{organs.length}</b> 个单位，其中牵头{' '}
          <b className="num">{organs.filter(one => one.lead > 0).length}</b> 个。各单位联络员会立即收到签收通知
          {due.length > 0 ? `；最早一项${shortDate(due[0] ?? '')}到期` : ''}。
        </p>
        {problem ? (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={problem.message}
            description={
              problem.faults.length > 0 ? (
                <ul className="hand-faults">
                  {problem.faults.map(fault => (
                    <li key={`${fault.at}${fault.message}`}>{fault.message}</li>
                  ))}
                </ul>
              ) : null
            }
          />
        ) : null}
        {lacking.length > 0 ? (
          <Alert
            type="error"
            showIcon
            title={`${lacking.length} 项任务还不完整，补充后才能交办`}
            description={
              <ul className="hand-faults">
                {lacking.map(one => (
                  <li key={one.id}>
                    <Button type="link" size="small" onClick={() => onJump(one.id)}>
                      {one.ordinal} {one.title || '（未命名）'}
                    </Button>
                    {lacksOf(one)
                      .filter(lack => lack !== 'units')
                      .map(lack => lackWords[lack])
                      .join('、')}
                  </li>
                ))}
              </ul>
            }
          />
        ) : null}
        {unsettled > 0 ? <Alert type="warning" showIcon title={`${unsettled} 项任务还有单位待确认，这些单位不会收到任务`} /> : null}
        {unchecked > 0 ? <Alert type="warning" showIcon title={`还有 ${unchecked} 项任务没有逐项核对`} /> : null}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling table must be reachable by key */}
        <section className="hand-table" tabIndex={0} aria-label="各单位的任务数">
          <table>
            <thead>
              <tr>
                <th scope="col">单位</th>
                <th scope="col" className="end">
                  牵头
                </th>
                <th scope="col" className="end">
                  配合
                </th>
              </tr>
            </thead>
            <tbody>
              {organs.map(one => (
                <tr key={one.organ}>
                  <td>{names[one.organ] ?? one.organ}</td>
                  <td className="end num">{one.lead || ''}</td>
                  <td className="end num">{one.joint || ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <p className="muted">交办记入存证，不能撤回；交办后可由督查员转办、延期或作废单项任务。</p>
      </div>
    </Modal>
  )
}

function countByOrgan(tasks: readonly Task[]): { organ: string; lead: number; joint: number }[] {
  const found = new Map<string, { organ: string; lead: number; joint: number }>()
  const of = (organ: string) => {
    const one = found.get(organ) ?? { organ, lead: 0, joint: 0 }
    found.set(organ, one)
    return one
  }
  for (const task of tasks) {
    if (task.lead) of(task.lead).lead += 1
    for (const organ of task.joint) of(organ).joint += 1
  }
  return [...found.values()].sort((a, b) => b.lead - a.lead || b.joint - a.joint)
}
