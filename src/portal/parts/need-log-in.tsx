// Pages that are one's own: whoever has not logged in is shown the way, and comes back here.
import { useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSession } from '../session.ts'
import { Go } from './link.tsx'
import { Empty, Fault, Title, Waiting } from './states.tsx'

export function NeedLogIn({ title, children }: { title: string; children: ReactNode }) {
  const session = useSession()
  const here = useRouterState({ select: state => state.location.href })
  if (session.data) return children
  if (session.error) return <Fault error={session.error} onRetry={() => void session.refetch()} />
  if (session.data === undefined) return <Waiting />
  return (
    <>
      <Title>{title}</Title>
      <Empty title="请先用手机号登录">
        <p>没有账号也可以直接登录，一条验证码即可。</p>
        <Go href={`/login?back=${encodeURIComponent(here.replace(/^\/portal/, ''))}`} className="button is-primary">
          用手机号登录
        </Go>
      </Empty>
    </>
  )
}
