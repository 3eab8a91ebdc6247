// What is late, the longest first; and what comes due next.
import { AppLink } from '../../../../kit/app-link.tsx'
import { shortDate } from '../../../../kit/format.ts'
import { LightTag } from '../../../../kit/light-tag.tsx'
import type { NameMap } from '../../../../kit/show-value.tsx'
import { EmptyState } from '../../../../kit/states.tsx'
import type { RowBody } from '../../../../wire/rows.ts'
import { standingOf } from './board-data.ts'

export function LateList({ rows, names }: { rows: readonly RowBody[]; names: NameMap }) {
  const near = rows
    .filter(row => ['late', 'risk'].includes(standingOf(row)))
    .sort((a, b) => (a.case?.workdaysLeft ?? 0) - (b.case?.workdaysLeft ?? 0))
  if (near.length === 0) return <EmptyState drawing="done" title="没有逾期或临期的任务" />
  return (
    <ul className="late">
      {near.map(row => {
        const progress = typeof row.values['progress'] === 'number' ? row.values['progress'] : 0
        const lead = typeof row.values['lead'] === 'string' ? row.values['lead'] : ''
        return (
          <li key={row.id}>
            <AppLink href={`/records/supervision-task/${row.id}`} className="late-title">
              {row.title}
            </AppLink>
            <LightTag light={row.case?.light ?? 'none'} workdaysLeft={row.case?.workdaysLeft ?? null} />
            <span className="late-facts muted num">
              {names[lead] ?? lead} · {typeof row.values['dueOn'] === 'string' ? `${shortDate(row.values['dueOn'])}到期` : '无时限'}
            </span>
            <span className="late-progress num">
              <span aria-hidden="true">
                <i style={{ width: `${progress}%` }} />
              </span>
              {progress}%
            </span>
          </li>
        )
      })}
    </ul>
  )
}
