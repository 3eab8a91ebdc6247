// How tasks stand by unit or by chapter: every piece of a bar leads to its rows.
import type { Condition } from '#declare'
import { AppLink } from '../../../../kit/app-link.tsx'
import { rowsHref } from '../../../../kit/figures.ts'
import { type Group, ofPlan, type Standing, standings } from './board-data.ts'

type StacksProps = { groups: readonly Group[]; plan: string; dimension: (key: string) => Condition; most: number }

export function Stacks({ groups, plan, dimension, most }: StacksProps) {
  const widest = Math.max(1, ...groups.map(group => group.rows.length))
  const shown = groups.slice(0, most)
  const rest = groups.length - shown.length
  return (
    <div className="stacks">
      <StandingLegend />
      <ul>
        {shown.map(group => (
          <li key={group.key}>
            <AppLink
              className="stack-name clip"
              href={rowsHref('supervision-task', group.label, ofPlan(plan), dimension(group.key))}
              title={group.label}
            >
              {group.label}
            </AppLink>
            <span className="stack-bar" style={{ width: `${(100 * group.rows.length) / widest}%` }}>
              {standings.map(([standing, label]) => {
                const count = group.by[standing].length
                if (count === 0) return null
                return (
                  <AppLink
                    key={standing}
                    className={`piece s-${standing} num`}
                    style={{ flexGrow: count }}
                    href={rowsHref(
                      'supervision-task',
                      `${group.label} · ${label}`,
                      ...pieceOf(plan, dimension(group.key), standing, group),
                    )}
                    title={`${group.label} ${label} ${count} 项`}
                    aria-label={`${group.label} ${label} ${count} 项`}
                  >
                    {count}
                  </AppLink>
                )
              })}
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className="muted">另有 {rest} 个，见评价排名</p> : null}
    </div>
  )
}

/** Closed and late are facts of a row; near and on time come from lights, so those rows are named. */
function pieceOf(plan: string, dimension: Condition, standing: Standing, group: Group): Condition[] {
  if (standing === 'closed') return [ofPlan(plan), dimension, { op: 'is', field: 'ended', value: true }]
  if (standing === 'late')
    return [ofPlan(plan), dimension, { op: 'is', field: 'ended', value: false }, { op: 'is', field: 'late', value: true }]
  return [{ op: 'in', field: 'id', value: group.by[standing].map(row => row.id) }]
}

export function StandingLegend() {
  return (
    <ul className="stack-legend" aria-hidden="true">
      {standings.map(([standing, label]) => (
        <li key={standing}>
          <i className={`s-${standing}`} />
          {label}
        </li>
      ))}
    </ul>
  )
}
