// What a dark board of live figures is made of: tiles that lead to the rows they count, and boxes that say when they could not be read.
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { Indicator } from '#declare'
import type { Figures } from '../wire/city.ts'
import { number } from './format.ts'
import { StatCard } from './stat-card.tsx'
import { ErrorState, Skeleton } from './states.tsx'
import './cockpit-board.css'

type Tone = 'plain' | 'red' | 'yellow' | 'green' | 'gold'
type FigureTileProps = {
  readonly indicator: Indicator
  readonly query: { readonly data: Figures | undefined; readonly error: unknown }
  readonly tone: Tone
  readonly href: string
}

/** Counts are whole, everything else has one decimal; how it is worked out and its goal are told on pointing. */
export function FigureTile({ indicator, query: { data, error }, tone, href }: FigureTileProps) {
  const row = data?.rows[0]
  const value = row?.value ?? null
  const shown = value === null || indicator.of.kind === 'count' ? value : number(Number(value.toFixed(1)))
  const parts = row?.denominator ? `${row.numerator ?? 0} / ${row.denominator}` : ' '
  const goal = data?.goal
  return (
    <Tooltip
      title={
        <>
          计算方法：{indicator.formula}
          {goal ? (
            <>
              <br />
              目标 {goal.value}
              {indicator.unit}（{goal.basis}）
            </>
          ) : null}
        </>
      }
    >
      <div className="figure-tile">
        <StatCard
          label={indicator.label}
          value={shown}
          unit={indicator.unit}
          note={<span className="num">{error ? '没能读取' : row && value === null ? '尚无数据' : parts}</span>}
          tone={tone}
          href={href}
        />
      </div>
    </Tooltip>
  )
}

type BoxProps = {
  readonly title: string
  readonly note?: ReactNode
  readonly query: { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => unknown }
  /** Without a margin inside: a list that reaches the edges. */
  readonly flush?: boolean
  readonly className?: string
  readonly children: ReactNode
}

export function BoardBox({ title, note, query, flush = false, className = '', children }: BoxProps) {
  return (
    <section className={`panel board-box ${className}`} aria-label={title}>
      <header>
        <h3>{title}</h3>
        {note ? <span className="end muted num">{note}</span> : null}
      </header>
      <div className={flush ? '' : 'panel-body'}>
        {query.error ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.isPending ? (
          <Skeleton rows={5} />
        ) : (
          children
        )}
      </div>
    </section>
  )
}
