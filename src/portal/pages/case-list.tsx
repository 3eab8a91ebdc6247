// Cases as a list: what waits for me stands out.
import { civilDate, longDate } from '../../kit/format.ts'
import type { CaseCard } from '../../wire/portal.ts'
import { Go } from '../parts/link.tsx'

export function CaseList({ items }: { items: readonly CaseCard[] }) {
  return (
    <ul className="list">
      {items.map(one => (
        <li key={one.id}>
          <Go href={`/cases/${one.record}/${one.id}`} className={`list-item${one.asked ? ' is-asked' : ''}`}>
            <span className="list-title">{one.title}</span>
            <span className="list-text">
              {one.asked ? <strong className="mark">需要您办理</strong> : null}
              {one.rateable ? <strong className="mark is-calm">待评价</strong> : null}
              {one.stateLabel}
            </span>
            <span className="list-facts">
              {one.number} ·{' '}
              {one.endedAt
                ? `${longDate(civilDate(one.endedAt))}办结`
                : one.promisedBy
                  ? `${longDate(civilDate(one.promisedBy))}前办结`
                  : ''}
            </span>
          </Go>
        </li>
      ))}
    </ul>
  )
}
