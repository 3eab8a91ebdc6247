// The working days of the city, year by year: every deadline is counted by them.
import { EditOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { textOf, useAddress } from '../../../kit/address.ts'
import { shortDate } from '../../../kit/format.ts'
import { calendarQuery, useRole, useToday } from '../../../kit/model.tsx'
import { PageFrame, Panel, PrintHeader } from '../../../kit/page-frame.tsx'
import { StatCard, StatRow } from '../../../kit/stat-card.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../kit/states.tsx'
import { Legend, spanOf } from './calendar-words.tsx'
import { countDays, YearView } from './year-view.tsx'
import './calendar.css'

const YearEditor = lazy(() => import('./year-editor.tsx').then(module => ({ default: module.YearEditor })))

export function CalendarPage() {
  const today = useToday()
  const [address, change] = useAddress()
  const administrator = useRole('administrator')
  const [editing, setEditing] = useState(false)
  const years = useQuery(calendarQuery)
  const year = Number(textOf(address['year'])) || Number(today.slice(0, 4))
  const entered = years.data?.find(one => one.year === year)
  const counted = countDays(entered ?? { holidays: [], work: [] }, year)
  const show = (to: number) => {
    setEditing(false)
    change({ year: to })
  }
  return (
    <PageFrame
      title="工作日历"
      lead="办理时限一律按此日历的工作日计算。日历按版本保存并记入存证；录入新的安排后，在办事项的时限随之重新计算。"
      tags={
        <span className="year-switch">
          <Button icon={<LeftOutlined />} size="small" aria-label="上一年" onClick={() => show(year - 1)} />
          <b className="num" role="status">
            {year}年
          </b>
          <Button icon={<RightOutlined />} size="small" aria-label="下一年" onClick={() => show(year + 1)} />
        </span>
      }
      actions={
        administrator && !editing ? (
          <Button type="primary" icon={<EditOutlined />} onClick={() => setEditing(true)}>
            {entered?.status === 'official' ? '更正安排' : `录入${year}年安排`}
          </Button>
        ) : null
      }
    >
      <PrintHeader title={`${year}年工作日历`} />
      {years.error ? (
        <div className="panel">
          <ErrorState error={years.error} onRetry={() => void years.refetch()} />
        </div>
      ) : !years.data ? (
        <div className="panel">
          <Skeleton rows={8} />
        </div>
      ) : editing ? (
        <Suspense
          fallback={
            <div className="panel">
              <Skeleton rows={8} />
            </div>
          }
        >
          <YearEditor year={year} before={entered} onClose={() => setEditing(false)} />
        </Suspense>
      ) : (
        <>
          <StatRow label={`${year}年统计`}>
            <StatCard label="工作日" value={counted.work} unit="天" />
            <StatCard label="放假" value={counted.holiday} unit="天" tone="red" />
            <StatCard label="调休上班" value={counted.makeUp} unit="天" tone="gold" />
            <StatCard
              label="安排状态"
              value={entered?.status === 'official' ? '已发布' : '未发布'}
              tone={entered?.status === 'official' ? 'green' : 'yellow'}
              note={entered?.source ?? '按周末和法定节日推定'}
            />
          </StatRow>
          <div className="calendar-columns">
            <section className="panel panel-body" aria-label={`${year}年日历`}>
              <YearView year={year} entered={entered ?? { holidays: [], work: [] }} today={today} />
              <Legend />
            </section>
            <Panel title="节假日安排" pad={false}>
              {entered && entered.holidays.length > 0 ? (
                <ul className="holiday-list">
                  {entered.holidays.map(holiday => (
                    <li key={holiday.name}>
                      <strong>{holiday.name}</strong>
                      <span className="num">{spanOf(holiday.days)}</span>
                      <span className="muted">
                        放假<span className="num">{holiday.days.length}</span>天
                      </span>
                    </li>
                  ))}
                </ul>
              ) : (
                <EmptyState
                  title={`${year}年安排尚未录入`}
                  hint={administrator ? '国务院办公厅通知发布后，请在此录入。' : '国务院办公厅通知发布后，由系统管理员录入。'}
                />
              )}
              {entered && entered.work.length > 0 ? (
                <p className="holiday-work">
                  <b>调休上班</b>
                  {entered.work.map(day => shortDate(day, `${year}`)).join('、')}
                </p>
              ) : null}
            </Panel>
          </div>
        </>
      )}
    </PageFrame>
  )
}
