// What a scene's board is made of: its figures as cards and bars, each leading to the page of the figure and from there to the rows behind it.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useGo } from './app-link.tsx'
import { BarChart } from './chart.tsx'
import { figuresQuery } from './figures.ts'
import { StatCard, StatRow } from './stat-card.tsx'
import { EmptyState, ErrorState, Skeleton } from './states.tsx'
import './figure-board.css'

type Named = { readonly scene: string; readonly name: string }
const most = 20

/** An indicator as the server counts it for this person: of all, or for each value of a dimension. */
export const useFigures = (scene: string, name: string, by = '') => useQuery(figuresQuery({ scene, name }, { by }))

/** The page of a figure, opened at one bar. */
export const figureHref = ({ scene, name }: Named, by: string, key: string): string =>
  `/scenes/${scene}/figures/${name}?by=${by}&key=${encodeURIComponent(key)}`

export function FigureCard({ scene, name }: Named) {
  const { data } = useFigures(scene, name)
  const whole = data?.rows[0]
  const goal = data?.goal
  const parts = whole && whole.denominator !== null ? `${whole.numerator ?? 0} / ${whole.denominator}` : null
  return (
    <StatCard
      label={data?.label ?? '…'}
      value={whole?.value ?? null}
      unit={data?.unit ?? ''}
      note={goal ? `${parts ?? ''}　目标${goal.value}%` : parts}
      tone={goal?.attained === false ? 'yellow' : goal?.attained ? 'green' : 'plain'}
      href={`/scenes/${scene}/figures/${name}`}
    />
  )
}

export const FigureCards = ({ scene, names }: { readonly scene: string; readonly names: readonly string[] }) => (
  <StatRow label="主要指标">
    {names.map(name => (
      <FigureCard key={name} scene={scene} name={name} />
    ))}
  </StatRow>
)

/** What was counted by one dimension, the largest first; nothing and unknown left out. */
export function FigureBars({ scene, name, by }: Named & { readonly by: string }) {
  const go = useGo()
  const { data, error, refetch } = useFigures(scene, name, by)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton rows={6} />
  const points = data.rows
    .flatMap(row => (row.value !== null && row.key[by] ? [{ name: row.label, value: row.value, key: row.key[by] }] : []))
    .toSorted((a, b) => b.value - a.value)
    .slice(0, most)
  if (points.length === 0) return <EmptyState title="还没有数据" />
  return (
    <BarChart
      label={data.label}
      unit={data.unit}
      points={points}
      onPick={key => go(figureHref({ scene, name }, by, key))}
      {...(data.goal && { goal: data.goal.value })}
    />
  )
}

/** Two panels beside each other, under each other on a phone. */
export const Pair = ({ children }: { readonly children: ReactNode }) => <div className="figure-pair">{children}</div>
