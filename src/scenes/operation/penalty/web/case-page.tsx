// One case at a glance: which term runs by which article, what the benchmark asks for, what proves it and in whose hands that lies.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { textOf, useAddress } from '../../../../kit/address.ts'
import { apiUrl } from '../../../../kit/api.ts'
import { AppLink } from '../../../../kit/app-link.tsx'
import { civilDate } from '../../../../kit/format.ts'
import { LightTag, StateTag } from '../../../../kit/light-tag.tsx'
import { calendarQuery, useToday } from '../../../../kit/model.tsx'
import { Panel } from '../../../../kit/page-frame.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../../kit/states.tsx'
import { createCalendar } from '../../../../methods/workday-calendar/create-calendar.ts'
import { type CaseTerm, termStates, termsOf } from '../terms.ts'
import { Calculator } from './calculator.tsx'
import { useCase } from './case-data.ts'
import { EvidenceWall } from './evidence-wall.tsx'
import './case.css'

export function CasePage() {
  const [address] = useAddress()
  const id = textOf(address['case'])
  const { detail, evidence, custody, execution, publication, papers } = useCase(id)
  const today = useToday()
  const years = useQuery(calendarQuery).data
  const calendar = useMemo(() => createCalendar([...(years ?? [])], 'Asia/Shanghai'), [years])
  if (id === '')
    return (
      <div className="panel">
        <EmptyState
          title="请从案件进入"
          hint="打开一个案件，点“期限、裁量、证据”。"
          action={<AppLink href="/records/penalty-case">行政处罚案件</AppLink>}
        />
      </div>
    )
  if (detail.error) return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
  if (!detail.data || !years) return <Skeleton rows={10} />
  const { row } = detail.data
  const terms = termsOf({
    of: row.values,
    decideBy: row.case?.dueAt ? civilDate(row.case.dueAt) : null,
    execution: execution?.values,
    publication: publication?.values,
    today,
    addWorkdays: calendar.addWorkdays,
  })
  return (
    <div className="penalty-case">
      <header className="panel penalty-head">
        <div>
          <h2>
            <AppLink href={`/records/penalty-case/${row.id}`}>{row.title}</AppLink>
          </h2>
          <p className="soft">
            {row.number}　{textOf(row.values['party'])}
          </p>
        </div>
        {row.case ? (
          <p className="row wrap">
            <StateTag label={row.case.stateLabel} light={row.case.light} />
            <LightTag light={row.case.light} workdaysLeft={row.case.workdaysLeft} />
          </p>
        ) : null}
      </header>
      <div className="stack">
        <Panel title="法定期限">
          <ol className="penalty-terms">
            {terms.map(term => (
              <Term key={term.label} term={term} />
            ))}
          </ol>
        </Panel>
        <Panel title={`证据（${evidence.length}）`}>
          <EvidenceWall evidence={evidence} custody={custody} />
        </Panel>
        <Panel title={`文书（${papers.length}）`}>
          {papers.length === 0 ? <p className="muted">还没有出具文书</p> : null}
          <ul className="penalty-papers">
            {papers.map(paper => (
              <li key={paper.id}>
                <a href={apiUrl(`/records/${paper.of}/papers/${paper.id}`, { format: 'pdf' })} target="_blank" rel="noreferrer">
                  {paper.label}
                </a>
                <span className="soft">{paper.number}</span>
                <span className="num soft">{paper.date}</span>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
      <Panel title="裁量计算">
        <Calculator row={row} />
      </Panel>
    </div>
  )
}

function Term({ term }: { term: CaseTerm }) {
  return (
    <li className={`term-${term.state}`}>
      <span className="term-what">
        <b>{term.label}</b>
        <small className="soft">{term.article}</small>
      </span>
      <span className="num">{term.due}</span>
      <span className="term-state">{termStates[term.state]}</span>
    </li>
  )
}
