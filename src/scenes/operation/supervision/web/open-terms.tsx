// Tasks whose text names no term (“长期坚持”): they get one before they are handed over, one by one or all at once.
import { Button, DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import type { Corrections, Task } from './plan-data.ts'
import { wordsOf } from './use-save.ts'

type OpenTermsProps = { tasks: readonly Task[]; today: string; corrections: Corrections; onPick: (task: string) => void }

export function OpenTerms({ tasks, today, corrections, onPick }: OpenTermsProps) {
  const [date, setDate] = useState<Dayjs | null>(() => dayjs(`${today.slice(0, 4)}-12-31`))
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  if (tasks.length === 0) return null
  const fill = async () => {
    if (!date) return setFault('请选择日期')
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
        <strong>{tasks.length} 项任务没有完成时限</strong>
      </summary>
      <ul>
        {tasks.map(task => (
          <li key={task.id}>
            <button type="button" className="link-like" onClick={() => onPick(task.id)}>
              {task.ordinal} {task.title || '（未命名）'}
            </button>
          </li>
        ))}
        <li>
          <span className="soft">统一设为</span>
          <DatePicker size="small" aria-label="统一的完成时限" value={date} onChange={setDate} minDate={dayjs(today)} />
          <Button size="small" loading={busy} onClick={() => void fill()}>
            补齐时限
          </Button>
          {fault ? (
            <p className="fault" role="alert">
              {fault}
            </p>
          ) : null}
        </li>
      </ul>
    </details>
  )
}
