// At the right of the workbench: what falls due in the next two weeks, and what was said to me.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post } from '../../../kit/api.ts'
import { AppLink } from '../../../kit/app-link.tsx'
import { addDays, civilDate, shortDate, weekday } from '../../../kit/format.ts'
import { useDayKind, useToday } from '../../../kit/model.tsx'
import { Panel } from '../../../kit/page-frame.tsx'
import type { Inbox, InboxItem } from '../../../wire/cases.ts'
import { noticesQuery } from '../../notices.ts'
import { NoticeList } from '../../shell/notice-bell.tsx'

export function SideColumn({ todo }: { todo: readonly InboxItem[] | undefined }) {
  const queries = useQueryClient()
  const own = useQuery({
    queryKey: ['inbox', 'strip'],
    queryFn: ({ signal }) => get<Inbox>('/inbox', { tab: 'todo', limit: 100 }, signal),
    enabled: todo === undefined,
  })
  const notices = useQuery(noticesQuery)
  const read = useMutation({
    mutationFn: (id: string) => post('/notices/read', { ids: [id] }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  })
  return (
    <aside className="workbench-side" aria-label="提醒">
      <Panel title="近期到期" extra={<AppLink href="/calendar">工作日历</AppLink>}>
        <DueStrip items={todo ?? own.data?.items ?? []} />
      </Panel>
      <Panel title="最新通知" pad={false}>
        <NoticeList
          notices={notices.data?.items ?? []}
          most={6}
          onOpen={notice => {
            if (notice.unread) read.mutate(notice.id)
          }}
        />
      </Panel>
    </aside>
  )
}

function DueStrip({ items }: { items: readonly InboxItem[] }) {
  const today = useToday()
  const kindOf = useDayKind()
  const monday = addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7))
  const days = Array.from({ length: 14 }, (_, at) => addDays(monday, at))
  const due = (date: string) => items.filter(item => item.dueAt && !item.closedAt && civilDate(item.dueAt) === date)
  const soon = days
    .filter(date => date >= today)
    .flatMap(due)
    .slice(0, 4)
  return (
    <>
      <div className="due-strip" role="img" aria-label={`两周内到期${days.map(date => due(date).length).reduce((a, b) => a + b, 0)}件`}>
        {['一', '二', '三', '四', '五', '六', '日'].map(name => (
          <span key={name} className="due-head">
            {name}
          </span>
        ))}
        {days.map(date => {
          const kind = kindOf(date).kind
          const count = due(date).length
          return (
            <span
              key={date}
              className={`due-day ${kind} ${date === today ? 'today' : ''} ${date < today ? 'past' : ''}`}
              title={`${shortDate(date)} ${weekday(date)}${count ? `，${count}件到期` : ''}`}
            >
              <b className="num">{Number(date.slice(8))}</b>
              {kind === 'holiday' ? <i>休</i> : kind === 'make-up' ? <i>班</i> : null}
              {count > 0 ? <em className="num">{count}</em> : null}
            </span>
          )
        })}
      </div>
      {soon.length > 0 ? (
        <ul className="due-list">
          {soon.map(item => (
            <li key={item.task}>
              <span className="num">{shortDate(civilDate(item.dueAt ?? ''))}</span>
              <AppLink href={`/records/${item.record}/${item.case}`} className="clip" title={item.title}>
                {item.title}
              </AppLink>
            </li>
          ))}
        </ul>
      ) : (
        <p className="muted">两周内没有到期的待办。</p>
      )}
    </>
  )
}
