// The leader's board: how far the plan is, what merging saved, what was found and followed up, and whether the draw leans on the risky as it should.
import { useQuery } from '@tanstack/react-query'
import { get } from '../../../../kit/api.ts'
import { useGo } from '../../../../kit/app-link.tsx'
import { BarChart, Chart } from '../../../../kit/chart.tsx'
import { figure } from '../../../../kit/format.ts'
import { Panel } from '../../../../kit/page-frame.tsx'
import { StatCard, StatRow } from '../../../../kit/stat-card.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../../kit/states.tsx'
import type { Figures } from '../../../../wire/city.ts'
import './board.css'

const counted = ['coverage', 'saved', 'joint-share', 'on-time', 'trouble-rate', 'follow-ups', 'visits', 'special'] as const
type Dimension = 'organs' | 'result' | 'creditClass' | 'industry'

const useFigures = (name: string, by = '') =>
  useQuery({
    queryKey: ['figures', 'double-random', name, by],
    queryFn: ({ signal }) => get<Figures>(`/indicators/double-random/${name}`, { ...(by && { by }) }, signal),
  })
const figurePage = (name: string, by: Dimension, key: string) =>
  `/scenes/double-random/figures/${name}?by=${by}&key=${encodeURIComponent(key)}`

export function BoardPage() {
  return (
    <div className="stack">
      <div className="inspection-figures">
        <StatRow label="主要指标">
          {counted.map(name => (
            <Figure key={name} name={name} />
          ))}
        </StatRow>
      </div>
      <div className="inspection-pair">
        <Panel title="各部门计划完成率">
          <Bars name="coverage" by="organs" />
        </Panel>
        <Panel title="信用等级：抽中占比与在册占比">
          <Shares />
        </Panel>
      </div>
      <div className="inspection-pair">
        <Panel title="检查结果">
          <Bars name="visits" by="result" />
        </Panel>
        <Panel title="合并减少入企">
          <Bars name="saved" by="industry" />
        </Panel>
      </div>
      <div className="inspection-pair">
        <Panel title="各信用等级问题发现率">
          <Bars name="trouble-rate" by="creditClass" />
        </Panel>
        <Panel title="各部门问题后续处理率">
          <Bars name="follow-ups" by="organs" />
        </Panel>
      </div>
    </div>
  )
}

function Figure({ name }: { name: string }) {
  const { data } = useFigures(name)
  const whole = data?.rows[0]
  return (
    <StatCard
      label={data?.label ?? '…'}
      value={whole?.value ?? null}
      unit={data?.unit ?? ''}
      note={whole && whole.denominator !== null ? `${whole.numerator ?? 0} / ${whole.denominator}` : null}
      href={`/scenes/double-random/figures/${name}`}
    />
  )
}

/** What was counted by one dimension, the largest first; nothing and unknown left out. */
function usePoints(name: string, by: Dimension) {
  const of = useFigures(name, by)
  const points = of.data?.rows
    .filter(row => row.value !== null && row.key[by])
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))
    .slice(0, 20)
    .map(row => ({ name: row.label, value: row.value, key: row.key[by] ?? '' }))
  return { of, points }
}

function Bars({ name, by }: { name: string; by: Dimension }) {
  const go = useGo()
  const { of, points } = usePoints(name, by)
  if (of.error) return <ErrorState error={of.error} onRetry={() => void of.refetch()} />
  if (!points || !of.data) return <Skeleton rows={6} />
  if (points.length === 0) return <EmptyState title="还没有数据" />
  return <BarChart label={of.data.label} unit={of.data.unit} points={points} onPick={key => go(figurePage(name, by, key))} />
}

/** Shares of each credit class among the drawn and among the registered: the draw should lean on the risky. */
function Shares() {
  const go = useGo()
  const drawn = useFigures('drawn-by-class', 'creditClass')
  const registered = useFigures('registered', 'creditClass')
  const error = drawn.error ?? registered.error
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([drawn.refetch(), registered.refetch()])} />
  if (!drawn.data || !registered.data) return <Skeleton rows={6} />
  const shares = (of: Figures) => {
    const whole = of.rows.reduce((sum, row) => sum + (row.value ?? 0), 0)
    return new Map(of.rows.map(row => [row.key['creditClass'] ?? '', whole === 0 ? 0 : ((row.value ?? 0) / whole) * 100]))
  }
  const [here, there] = [shares(drawn.data), shares(registered.data)]
  const classes = registered.data.rows
    .flatMap(row => (row.key['creditClass'] ? [{ key: row.key['creditClass'], name: row.label }] : []))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  if (classes.length === 0) return <EmptyState title="还没有数据" />
  const series = [
    { name: '抽中占比', of: here },
    { name: '在册占比', of: there },
  ]
  const round = (value: number | undefined) => Math.round(value ?? 0)
  return (
    <Chart
      height={260}
      says={`信用等级占比：${classes.map(one => `${one.name}抽中${round(here.get(one.key))}%、在册${round(there.get(one.key))}%`).join('，')}`}
      onPick={key => go(figurePage('drawn-by-class', 'creditClass', key))}
      option={{
        grid: { left: 4, right: 8, top: 36, bottom: 4, outerBounds: { left: 0, right: 0 } },
        legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8 },
        tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (value: unknown) => `${figure(Number(value))}%` },
        xAxis: { type: 'category', data: classes.map(one => one.name), axisTick: { show: false } },
        yAxis: { type: 'value', splitNumber: 4 },
        series: series.map(({ name, of }) => ({
          type: 'bar',
          name,
          barMaxWidth: 20,
          barGap: '60%',
          itemStyle: { borderRadius: [3, 3, 0, 0] },
          label: { show: true, position: 'top', formatter: ({ value }: { value: unknown }) => `${figure(Number(value))}%` },
          data: classes.map(one => ({ value: round(of.get(one.key)), key: one.key })),
        })),
      }}
    />
  )
}
