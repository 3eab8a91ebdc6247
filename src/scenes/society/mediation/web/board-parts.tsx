// The parts of the board: figures, ranks against the goal, kinds, and the months of each place. All of them are links to the rows they count.
import type { ReactNode } from 'react'
import { AppLink } from '../../../../kit/app-link.tsx'
import { figure } from '../../../../kit/format.ts'
import { StatCard } from '../../../../kit/stat-card.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../../kit/states.tsx'
import { classOf } from '../../../../methods/tile-map/colour-classes.ts'
import type { Figures } from '../../../../wire/city.ts'
import { type Asking, declared, monthLabel, type Name, rateBounds, rowsHref, useFigures } from './board-data.ts'

const round = (value: number) => Math.round(value * 10) / 10

export function Figure({ name, asking }: { name: Name; asking: Asking }) {
  const { data, error } = useFigures(name, '', asking)
  const { label, unit = '%' } = declared(name)
  const whole = data?.rows[0]
  const parts = whole && whole.denominator !== null ? `${whole.numerator ?? 0} / ${whole.denominator}` : ''
  const goal = data?.goal
  return (
    <StatCard
      label={label}
      value={whole?.value === undefined || whole.value === null ? null : unit === '%' ? round(whole.value).toFixed(1) : whole.value}
      unit={unit}
      note={<span className="num">{error ? '没能读取' : goal ? `${parts}　目标${goal.value}%` : parts || ' '}</span>}
      tone={goal?.attained === false ? 'yellow' : goal?.attained ? 'green' : 'plain'}
      href={rowsHref(name, label, asking)}
    />
  )
}

type Query = ReturnType<typeof useFigures>
/** What was read, or why it was not, or that there is nothing. */
export function Read({ of, children }: { of: Query; children: (figures: Figures) => ReactNode }) {
  if (of.error) return <ErrorState error={of.error} onRetry={() => void of.refetch()} />
  if (!of.data) return <Skeleton rows={5} />
  if (!of.data.rows.some(row => row.value !== null)) return <EmptyState title="还没有数据" />
  return <>{children(of.data)}</>
}

export function Box({
  title,
  note,
  children,
  className = '',
}: {
  title: string
  note?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <section className={`panel md-box ${className}`} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {note ? <span className="end muted num">{note}</span> : null}
      </header>
      <div className="panel-body">{children}</div>
    </section>
  )
}

/** Places by their rate, the line of the goal across. */
export function Ranks({ asking, most = 30 }: { asking: Asking; most?: number }) {
  const query = useFigures('grassroots', 'region', asking)
  return (
    <Read of={query}>
      {({ rows, goal }) => (
        <ol className="md-bars">
          {rows
            .filter(row => row.value !== null)
            .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))
            .slice(0, most)
            .map(row => (
              <li key={row.key['region']}>
                <AppLink href={rowsHref('grassroots', `${row.label} · 已化解`, { ...asking, region: row.key['region'] ?? '' })}>
                  <span className="clip">{row.label}</span>
                  <span className="md-bar" aria-hidden="true">
                    <i style={{ inlineSize: `${row.value ?? 0}%` }} className={goal && (row.value ?? 0) < goal.value ? 'is-short' : ''} />
                    {goal ? <em style={{ insetInlineStart: `${goal.value}%` }} /> : null}
                  </span>
                  <b className="num">{round(row.value ?? 0).toFixed(1)}%</b>
                  <small className="num muted">
                    {row.numerator ?? 0}/{row.denominator ?? 0}
                  </small>
                </AppLink>
              </li>
            ))}
        </ol>
      )}
    </Read>
  )
}

export function Kinds({ asking, most = 15 }: { asking: Asking; most?: number }) {
  const query = useFigures('taken', 'kind', { ...asking, kind: '' })
  return (
    <Read of={query}>
      {({ rows }) => {
        const sorted = rows.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, most)
        const highest = sorted[0]?.value ?? 1
        return (
          <ol className="md-bars is-plain">
            {sorted.map(row => (
              <li key={row.key['kind']} className={asking.kind === row.key['kind'] ? 'is-here' : ''}>
                <AppLink href={rowsHref('taken', `${row.label} · 受理`, { ...asking, kind: row.key['kind'] ?? '' })}>
                  <span className="clip">{row.label}</span>
                  <span className="md-bar" aria-hidden="true">
                    <i style={{ inlineSize: `${((row.value ?? 0) / highest) * 100}%` }} />
                  </span>
                  <b className="num">{figure(row.value ?? 0)}</b>
                </AppLink>
              </li>
            ))}
          </ol>
        )
      }}
    </Read>
  )
}

/** The rate of each place in each month; what falls short of the goal has a marked corner. */
export function Months({ asking, most = 12 }: { asking: Asking; most?: number }) {
  const query = useFigures('grassroots', 'region,period', asking)
  return (
    <Read of={query}>
      {({ rows, goal }) => {
        const months = [...new Set(rows.flatMap(row => row.key['period'] ?? []))].sort().slice(-most)
        const places = [...new Map(rows.map(row => [row.key['region'] ?? '', row.label.split(' · ')[0] ?? ''])).entries()]
        const at = new Map(rows.map(row => [`${row.key['region']} ${row.key['period']}`, row]))
        return (
          <div className="md-scroll">
            <table className="md-months">
              <thead>
                <tr>
                  <th scope="col">地区</th>
                  {months.map((month, index) => (
                    <th key={month} scope="col" className="num">
                      {monthLabel(month, index === 0)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {places.map(([code, name]) => (
                  <tr key={code}>
                    <th scope="row">{name}</th>
                    {months.map(month => {
                      const row = at.get(`${code} ${month}`)
                      const value = row?.value ?? null
                      if (!row || value === null)
                        return (
                          <td key={month}>
                            <span className="rm-none">—</span>
                          </td>
                        )
                      const shade = classOf(value, rateBounds)
                      const short = goal !== null && value < goal.value
                      const says = `${name}${month}：${round(value)}%，${row.numerator ?? 0}/${row.denominator ?? 0}${short ? '，低于目标' : ''}`
                      return (
                        <td key={month} className="num">
                          <AppLink
                            className={`rm-${shade < 0 ? 'zero' : shade}${short ? ' rm-short' : ''}`}
                            href={rowsHref('grassroots', `${name} · ${month} · 已化解`, { ...asking, from: '', region: code, month })}
                            aria-label={says}
                            title={says}
                          >
                            {Math.round(value)}
                          </AppLink>
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }}
    </Read>
  )
}
