// Tasks whose text names no term: they get one here, all at once, because nothing is handed over without a term.
import { Button, DatePicker } from 'antd'
import type { Dayjs } from 'dayjs'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { Corrections, Task } from './plan-data.ts'
import { wordsOf } from './use-save.ts'

type OpenTermsProps = { tasks: readonly Task[]; today: string; corrections: Corrections; onShow: (task: Task) => void }

export function OpenTerms({ tasks, today, corrections, onShow }: OpenTermsProps) {
  const open = tasks.filter(task => !task.dueOn)
  const [date, setDate] = useState<Dayjs>(dayjs(`${today.slice(0, 4)}-12-31`))
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  if (open.length === 0) return null
  const fill = async () => {
    setBusy(true)
    setFault(null)
    try {
      await corrections.fillDue(date.format('YYYY-MM-DD'))
    } catch (error) {
      setFault(wordsOf(error))
    }
    setBusy(false)
  }
  return (
    <details className="notice-box units" open>
      <summary>
        <strong>{open.length} 项任务没有完成时限</strong>
        <span className="muted">，逐项填写，或统一补齐</span>
      </summary>
      <ul>
        <li>
          <label className="unit-choice">
            统一设为
            <DatePicker
              size="small"
              allowClear={false}
              aria-label="统一的完成时限"
              value={date}
              minDate={dayjs(today)}
              onChange={next => next && setDate(next)}
            />
          </label>
          <Button size="small" type="primary" loading={busy} onClick={() => void fill()}>
            补齐 {open.length} 项
          </Button>
          {fault ? (
            <span role="alert" className="fault">
              {fault}
            </span>
          ) : null}
        </li>
        <li className="muted">
          {open.slice(0, 6).map(task => (
            <button key={task.id} type="button" className="link-like" onClick={() => onShow(task)}>
              {task.ordinal} {task.title}
            </button>
          ))}
          {open.length > 6 ? <span>等</span> : null}
        </li>
      </ul>
    </details>
  )
}
