// What a page shows when there is nothing, not yet, or something went wrong: always with the next step.
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { ApiProblem } from './api.ts'
import './states.css'

type Drawing = 'empty' | 'search' | 'done' | 'lock' | 'broken'

export function EmptyState({
  title,
  hint,
  action,
  drawing = 'empty',
}: {
  title: string
  hint?: ReactNode
  action?: ReactNode
  drawing?: Drawing
}) {
  return (
    <div className="state">
      <Picture of={drawing} />
      <p className="state-title">{title}</p>
      {hint ? <p className="state-hint">{hint}</p> : null}
      {action ? <div className="state-action">{action}</div> : null}
    </div>
  )
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const problem = error instanceof ApiProblem ? error : undefined
  const denied = problem?.status === 403
  return (
    <div role="alert">
      <EmptyState
        drawing={denied ? 'lock' : 'broken'}
        title={problem?.message ?? '页面出了一点问题'}
        hint={
          denied
            ? '如工作需要，请联系本单位系统管理员开通权限。'
            : problem?.requestId
              ? `如反复出现，请把编号 ${problem.requestId} 告诉系统管理员。`
              : '可以重试；如反复出现，请联系系统管理员。'
        }
        action={onRetry && !denied ? <Button onClick={onRetry}>重试</Button> : null}
      />
    </div>
  )
}

export function Skeleton({ rows = 4, kind = 'lines' }: { rows?: number; kind?: 'lines' | 'cards' | 'table' }) {
  return (
    <div className={`skeleton skeleton-${kind}`} role="status" aria-label="正在加载">
      {Array.from({ length: rows }, (_, at) => (
        <i key={at} style={kind === 'lines' ? { width: `${[92, 78, 86, 64, 72][at % 5]}%` } : undefined} />
      ))}
    </div>
  )
}

function Picture({ of }: { of: Drawing }) {
  const inside: Record<Drawing, ReactNode> = {
    empty: <path d="M34 40h52M34 50h36" />,
    search: (
      <>
        <circle cx="58" cy="42" r="13" />
        <path d="M68 52l11 11" />
      </>
    ),
    done: <path d="M44 44l11 11 22-23" />,
    lock: (
      <>
        <rect x="46" y="40" width="28" height="20" rx="3" />
        <path d="M52 40v-6a8 8 0 0116 0v6" />
      </>
    ),
    broken: <path d="M60 28v18M60 56v1" />,
  }
  return (
    <svg
      className="state-picture"
      viewBox="0 0 120 84"
      width="120"
      height="84"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.500"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <rect x="20" y="12" width="80" height="58" rx="7" className="state-sheet" />
      {inside[of]}
      <path d="M12 78c8-4 16-4 24 0s16 4 24 0 16-4 24 0 16 4 24 0" className="state-wave" />
    </svg>
  )
}
