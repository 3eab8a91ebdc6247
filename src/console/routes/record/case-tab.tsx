// Where the case stands and what happened.
import type { UseQueryResult } from '@tanstack/react-query'
import { branchName, FlowDiagram } from '../../../kit/flow-diagram.tsx'
import { ErrorState, Skeleton } from '../../../kit/states.tsx'
import { Timeline } from '../../../kit/timeline.tsx'
import type { CaseDetail } from '../../../wire/cases.ts'
import type { FlowView } from '../../../wire/manifest.ts'

export function CaseTab({ flow, query, onProof }: { flow: FlowView; query: UseQueryResult<CaseDetail>; onProof: (entry: string) => void }) {
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton rows={6} />
  const labels = new Map(flow.states.map(state => [state.name, state.label]))
  return (
    <>
      <div className="case-flow">
        <FlowDiagram flow={flow} at={query.data} />
        {flow.basis ? <p className="case-basis">办理依据：{flow.basis}</p> : null}
      </div>
      <div className="panel-body case-history">
        <h2>办理过程</h2>
        <Timeline
          entries={query.data.timeline}
          branchLabel={branch => branchName(flow, branch)}
          stateLabel={state => labels.get(state.split('.').at(-1) ?? state) ?? state}
          onProof={onProof}
        />
      </div>
    </>
  )
}
