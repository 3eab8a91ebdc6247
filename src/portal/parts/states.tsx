// What a page says while it waits, when there is nothing, and when something went wrong: plainly, with what to do next.
import type { ReactNode } from 'react'
import { ApiProblem } from '../api.ts'
import { Go } from './link.tsx'

export const Waiting = () => (
  <div className="waiting" role="status">
    正在加载…
  </div>
)

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  )
}

export function Fault({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const words = error instanceof ApiProblem ? error.message : '页面没有打开，请刷新后再试'
  return (
    <div className="empty" role="alert">
      <h1 className="empty-title">{words}</h1>
      {onRetry ? (
        <button type="button" className="button" onClick={onRetry}>
          再试一次
        </button>
      ) : null}
      <p>
        <Go href="/">回到首页</Go>
      </p>
    </div>
  )
}
export const FaultPage = ({ error }: { error: unknown }) => <Fault error={error} onRetry={() => location.reload()} />

export function Note({ tone = 'plain', children }: { tone?: 'plain' | 'wrong' | 'good'; children: ReactNode }) {
  return (
    <div className={`note is-${tone}`} role={tone === 'wrong' ? 'alert' : undefined}>
      {children}
    </div>
  )
}

/** Title of a page, and of the window. */
export function Title({ children, over }: { children: string; over?: string }) {
  document.title = `${children} · 办事服务`
  return (
    <header className="page-title">
      {over ? <p className="over">{over}</p> : null}
      <h1>{children}</h1>
    </header>
  )
}
