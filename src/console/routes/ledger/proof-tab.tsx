// The entries of one case in the ledger, each to be checked by oneself.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem } from '../../../kit/api.ts'
import { shortInstant } from '../../../kit/format.ts'
import { EmptyState, ErrorState, Skeleton } from '../../../kit/states.tsx'
import { getEntries, kindLabels } from './ledger-data.ts'
import { VerifySteps } from './verify-steps.tsx'
import './ledger.css'

export function ProofTab({ caseId, entry }: { caseId: string; entry: string | null }) {
  const [picked, setPicked] = useState<string | null>(entry)
  const entries = useQuery({ queryKey: ['ledger', 'case', caseId], queryFn: ({ signal }) => getEntries({ case: caseId }, signal) })
  if (entries.error instanceof ApiProblem && entries.error.status === 403)
    return (
      <EmptyState
        drawing="lock"
        title="您没有查看存证条目的权限"
        hint="存证条目对能查看本件的人员和审计人员开放；账本总指纹对所有人公开，见“存证账本”。"
      />
    )
  if (entries.error) return <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />
  if (!entries.data) return <Skeleton rows={5} />
  if (entries.data.length === 0) return <EmptyState title="还没有存证条目" hint="办理一开始就会写入存证，稍后刷新即可看到。" />
  const chosen = entries.data.find(one => one.entry.id === picked) ?? entries.data.at(-1)
  return (
    <div className="proof">
      <ul className="proof-list" aria-label="存证条目">
        {entries.data.map(one => (
          <li key={one.entry.id}>
            <button type="button" aria-pressed={one === chosen} onClick={() => setPicked(one.entry.id)}>
              <span className="chip">{kindLabels[one.entry.kind] ?? one.entry.kind}</span>
              <span className="grow num">{shortInstant(one.entry.at)}</span>
              <span className="muted num">{typeof one.index === 'number' ? `第${one.index}条` : '排队中'}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="panel-body">{chosen ? <VerifySteps placed={chosen} /> : null}</div>
    </div>
  )
}
