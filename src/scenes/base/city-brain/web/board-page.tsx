// 预警看板: what is open, how urgent, whose it is, and how often each watch was right. Every number leads to the rows behind it.
import { FullscreenOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { LineChart } from '../../../../kit/chart.tsx'
import { fullInstant, number } from '../../../../kit/format.ts'
import { StatCard } from '../../../../kit/stat-card.tsx'
import { ErrorState, Skeleton } from '../../../../kit/states.tsx'
import { Cockpit } from '../../../../kit/theme-provider.tsx'
import type { Figures } from '../../../../wire/city.ts'
import { Bars } from './board-bars.tsx'
import { behind, declared, is, isOpen, mostListed, useFigures, useOpenWarnings, useSplit, warningsHref } from './board-data.ts'
import { Levels } from './board-levels.tsx'
import { WarningList } from './board-list.tsx'
import { HitRates } from './hit-rates.tsx'
import './board.css'

const shown = ['open', 'unverified', 'overdue', 'closing-in-time', 'hit-rate', 'verify-hours'] as const
const tones: Partial<Record<(typeof shown)[number], 'red' | 'yellow' | 'gold'>> = {
  overdue: 'red',
  unverified: 'yellow',
  'hit-rate': 'gold',
}

export function BoardPage() {
  const figures = useFigures(shown)
  const levels = useSplit('open', 'level')
  const open = useOpenWarnings()
  const regions = useSplit('open', 'region')
  const organs = useSplit('open', 'organ')
  const raised = useSplit('warnings', 'period')
  const closed = useSplit('closed', 'period')
  const asOf = figures.find(one => one.data)?.data?.asOf
  const full = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : document.querySelector('.cb-board')?.requestFullscreen())
  const months = [...new Set([...(raised.data?.rows ?? []), ...(closed.data?.rows ?? [])].map(row => row.key['period'] ?? ''))]
    .filter(Boolean)
    .sort()
    .slice(-12)
  const series = (of: Figures | undefined) => months.map(month => of?.rows.find(row => row.key['period'] === month)?.value ?? 0)
  return (
    <Cockpit>
      <div className="cb-board">
        <header className="cb-head">
          <p className="muted num">{asOf ? `数据截至 ${fullInstant(asOf).slice(0, 16)}，自动更新` : ' '}</p>
          <Button className="desk-only" icon={<FullscreenOutlined />} aria-label="全屏显示" title="全屏显示" onClick={full} />
        </header>
        <section className="cb-figures" aria-label="总体情况">
          {shown.map((name, at) => (
            <Figure key={name} name={name} of={figures[at]?.data} failed={Boolean(figures[at]?.error)} />
          ))}
        </section>
        <div className="cb-grid">
          <div className="cb-side">
            <Box title="在办预警" note={open.data ? listNote(open.data.total, open.data.rows.length) : ''} query={open} flush>
              {open.data ? <WarningList rows={open.data.rows} /> : null}
            </Box>
            <Box title="预警规则命中率" note="属实 ÷（属实＋误报）" query={raised}>
              <HitRates />
            </Box>
          </div>
          <div className="cb-side">
            <Box title="按级别" note="在办" query={levels}>
              <Levels figures={levels.data} />
            </Box>
            <Box title="按责任单位" note="在办" query={organs}>
              <Bars figures={organs.data} by="organ" href={(key, label) => warningsHref(`${label} · 在办预警`, isOpen, is('organ', key))} />
            </Box>
            <Box title="按区域" note="在办" query={regions}>
              <Bars
                figures={regions.data}
                by="region"
                href={(key, label) => warningsHref(`${label} · 在办预警`, isOpen, { op: 'within', field: 'region', value: key })}
              />
            </Box>
            <Box title="每月预警" note="按发出月份" query={raised}>
              {months.length > 1 ? (
                <LineChart
                  label="每月发出的预警和其中已办结的"
                  height={210}
                  unit="件"
                  names={months.map(month => `${Number(month.slice(5))}月`)}
                  series={[
                    { name: '发出', values: series(raised.data) },
                    { name: '已办结', values: series(closed.data) },
                  ]}
                />
              ) : (
                <p className="muted cb-none">满两个月后显示走势</p>
              )}
            </Box>
          </div>
        </div>
      </div>
    </Cockpit>
  )
}

const listNote = (total: number | null, listed: number) =>
  total !== null && total <= mostListed ? `${total} 件，按紧急程度排列` : `列出 ${listed} 件，共 ${total ?? '1万以上'} 件`

function Figure({ name, of, failed }: { name: (typeof shown)[number]; of: Figures | undefined; failed: boolean }) {
  const indicator = declared.get(name)
  const row = of?.rows[0]
  if (!indicator) return null
  const value =
    row?.value === undefined || row.value === null ? null : indicator.unit === '件' ? row.value : number(Number(row.value.toFixed(1)))
  const note = failed
    ? '没能读取'
    : row?.denominator
      ? `${row.numerator ?? 0} / ${row.denominator}`
      : row && value === null
        ? '尚无数据'
        : ' '
  return (
    <Tooltip title={`计算方法：${indicator.formula}`}>
      <div className="cb-figure">
        <StatCard
          label={indicator.label}
          value={value}
          unit={indicator.unit}
          note={<span className="num">{note}</span>}
          tone={row?.value ? (tones[name] ?? 'plain') : 'plain'}
          href={warningsHref(indicator.label, ...behind(indicator))}
        />
      </div>
    </Tooltip>
  )
}

type Read = { isPending: boolean; error: unknown; refetch: () => unknown }
function Box({
  title,
  note,
  flush = false,
  query,
  children,
}: {
  title: string
  note: ReactNode
  flush?: boolean
  query: Read
  children: ReactNode
}) {
  return (
    <section className="panel cb-box" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <span className="end muted num">{note}</span>
      </header>
      <div className={flush ? '' : 'panel-body'}>
        {query.error ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.isPending ? (
          <Skeleton rows={4} />
        ) : (
          children
        )}
      </div>
    </section>
  )
}
