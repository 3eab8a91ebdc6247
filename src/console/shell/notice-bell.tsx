// The bell: what was said to me since I looked last.
import { BellOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popover } from 'antd'
import { useState } from 'react'
import { post } from '../../kit/api.ts'
import { AppLink } from '../../kit/app-link.tsx'
import { ago } from '../../kit/format.ts'
import { useSession } from '../../kit/model.tsx'
import { type Notice, noticeHref, noticesQuery } from '../notices.ts'

export function NoticeBell() {
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const notices = useQuery(noticesQuery)
  const read = useMutation({
    mutationFn: (ids: readonly string[] | null) => post('/notices/read', ids ? { ids } : {}),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  })
  const list = notices.data?.items ?? []
  const fresh = notices.data?.unread ?? 0
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      styles={{ container: { padding: 0 } }}
      content={
        <div className="notices">
          <div className="popup-head">
            <strong>通知</strong>
            {fresh > 0 ? (
              <Button type="link" size="small" loading={read.isPending} onClick={() => read.mutate(null)}>
                全部标为已读
              </Button>
            ) : null}
          </div>
          <NoticeList
            notices={list}
            onOpen={notice => {
              setOpen(false)
              if (notice.unread) read.mutate([notice.id])
            }}
          />
        </div>
      }
    >
      <button type="button" className="icon-button bell" aria-label={fresh > 0 ? `通知，${fresh}条未读` : '通知'}>
        <BellOutlined />
        {fresh > 0 ? (
          <b className="num" aria-hidden="true">
            {fresh > 99 ? '99+' : fresh}
          </b>
        ) : null}
      </button>
    </Popover>
  )
}

export function NoticeList({
  notices,
  most = 20,
  onOpen,
}: {
  notices: readonly Notice[]
  most?: number
  onOpen: (notice: Notice) => void
}) {
  const now = useSession().simulatedNow
  if (notices.length === 0) return <p className="muted notice-none">暂无通知</p>
  return (
    <ul className="notice-list">
      {notices.slice(0, most).map(notice => {
        const href = noticeHref(notice)
        const text = (
          <>
            <span className="notice-text">{notice.text}</span>
            <time dateTime={notice.at} className="muted num">
              {ago(notice.at, now ? Date.parse(now) : Date.now())}
            </time>
          </>
        )
        return (
          <li key={notice.id} className={notice.unread ? 'fresh' : ''}>
            {href ? (
              <AppLink href={href} onClick={() => onOpen(notice)}>
                {text}
              </AppLink>
            ) : (
              <div>{text}</div>
            )}
          </li>
        )
      })}
    </ul>
  )
}
