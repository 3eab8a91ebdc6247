// The board of penalties: how many organs work here against all that have the power, the law's terms, departures, hearings, reversals, money.
// Every bar leads to the figure, and from there to its rows.
import { useQuery } from '@tanstack/react-query'
import { textOf, useAddress } from '../../../../kit/address.ts'
import { get } from '../../../../kit/api.ts'
import { AppLink, useGo } from '../../../../kit/app-link.tsx'
import { BarChart, LineChart } from '../../../../kit/chart.tsx'
import { Panel } from '../../../../kit/page-frame.tsx'
import { StatCard, StatRow } from '../../../../kit/stat-card.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../../kit/states.tsx'
import { Tabs } from '../../../../kit/tabs.tsx'
import type { Figures } from '../../../../wire/city.ts'
import { cumulated } from '../cumulated.ts'
import './board.css'

const heads = ['use-rate', 'in-time', 'served-in-time', 'published', 'departures', 'hearings', 'reversals', 'settled'] as const
/** The terms of the law side by side. */
const terms = { 'in-time': '办结', 'served-in-time': '送达', published: '公示', 'recorded-in-time': '备案' } as const
/** Rates that are compared among organs. */
const compared = { departures: '偏离基准', hearings: '听证', reversals: '纠错', appeals: '复议诉讼' } as const

function useFigures(name: string, by = '') {
  return useQuery({
    queryKey: ['figures', 'penalty', name, by],
    queryFn: ({ signal }) => get<Figures>(`/indicators/penalty/${name}`, by ? { by } : {}, signal),
  })
}
type Asked = ReturnType<typeof useFigures>

export function BoardPage() {
  return (
    <div className="stack">
      <div className="penalty-figures">
        <StatRow label="主要指标">
          {heads.map(name => (
            <Figure key={name} name={name} />
          ))}
        </StatRow>
      </div>
      <div className="penalty-pair">
        <Panel title="各县（市、区）应用率">
          <Bars name="use-rate" by="region" />
        </Panel>
        <Panel title="应用率逐月">
          <UseOverMonths />
        </Panel>
      </div>
      <Panel title="尚未在本系统办案的单位">
        <NotYet />
      </Panel>
      <div className="penalty-pair">
        <Switching title="法定期限" param="term" of={terms} by="organ" />
        <Switching title="裁量、听证、救济" param="rate" of={compared} by="organ" />
      </div>
      <div className="penalty-pair">
        <Panel title="各领域立案">
          <Bars name="filed" by="field" />
        </Panel>
        <Panel title="罚款决定和缴款逐月">
          <Money />
        </Panel>
      </div>
    </div>
  )
}

function Figure({ name }: { name: string }) {
  const { data } = useFigures(name)
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
      href={`/scenes/penalty/figures/${name}`}
    />
  )
}

function useShown(of: Asked): readonly Figures['rows'][number][] | null {
  return of.data ? of.data.rows.filter(row => row.value !== null) : null
}

function Bars({ name, by }: { name: string; by: string }) {
  const go = useGo()
  const of = useFigures(name, by)
  const rows = useShown(of)
  if (of.error) return <ErrorState error={of.error} onRetry={() => void of.refetch()} />
  if (!of.data || !rows) return <Skeleton rows={6} />
  if (rows.length === 0) return <EmptyState title="还没有数据" />
  const { label, unit, goal } = of.data
  const sorted = rows.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, 20)
  return (
    <BarChart
      label={label}
      unit={unit}
      points={sorted.map(row => ({ name: row.label, value: row.value, key: row.key[by] ?? '' }))}
      onPick={key => go(`/scenes/penalty/figures/${name}?by=${by}&key=${encodeURIComponent(key)}`)}
      {...(goal && { goal: goal.value })}
    />
  )
}

/** One panel for several figures of a kind; which one stands in the address. */
function Switching({ title, param, of, by }: { title: string; param: string; of: Readonly<Record<string, string>>; by: string }) {
  const [address, change] = useAddress()
  const names = Object.keys(of)
  const chosen = names.includes(textOf(address[param])) ? textOf(address[param]) : names[0]!
  return (
    <Panel title={title}>
      <Tabs
        label={title}
        tabs={names.map(key => ({ key, label: of[key]! }))}
        value={chosen}
        onChange={key => change({ [param]: key === names[0] ? '' : key })}
      >
        <Bars name={chosen} by={by} />
      </Tabs>
    </Panel>
  )
}

function UseOverMonths() {
  const started = useFigures('used-since', 'period')
  const whole = useFigures('use-rate').data?.rows[0]
  if (started.error) return <ErrorState error={started.error} onRetry={() => void started.refetch()} />
  if (!started.data || !whole) return <Skeleton rows={6} />
  const months = cumulated(started.data.rows, whole.denominator ?? 0)
  if (months.length === 0) return <EmptyState title="还没有单位在本系统办案" />
  return (
    <LineChart
      label="应用率"
      unit="%"
      names={months.map(one => one.month)}
      series={[
        { name: '应用率', values: months.map(one => one.percent) },
        { name: '目标', values: months.map(() => 100) },
      ]}
    />
  )
}

/** Who is missing to a hundred per cent, by name: that is what the overseer calls about. */
function NotYet() {
  const of = useFigures('use-rate', 'body')
  if (of.error) return <ErrorState error={of.error} onRetry={() => void of.refetch()} />
  if (!of.data) return <Skeleton rows={2} />
  const missing = of.data.rows.filter(row => row.value === 0)
  if (missing.length === 0) return <p className="soft">有行政处罚权的单位都已在本系统办案。</p>
  return (
    <ul className="penalty-missing">
      {missing.map(row => (
        <li key={row.label}>
          <AppLink href={`/scenes/penalty/figures/use-rate?by=body&key=${row.key['body'] ?? ''}`} className="chip">
            {row.label}
          </AppLink>
        </li>
      ))}
    </ul>
  )
}

function Money() {
  const decided = useFigures('fines', 'period')
  const paid = useFigures('collected', 'period')
  if (decided.error) return <ErrorState error={decided.error} onRetry={() => void decided.refetch()} />
  if (!decided.data || !paid.data) return <Skeleton rows={6} />
  const { rows } = decided.data
  if (rows.length === 0) return <EmptyState title="还没有处罚决定" />
  const thousands = (value: number | null | undefined) => (value === null || value === undefined ? null : Math.round(value / 100) / 100)
  const paidIn = new Map(paid.data.rows.map(row => [row.label, row.value]))
  return (
    <LineChart
      label="罚款决定和缴款"
      unit="万元"
      names={rows.map(row => row.label)}
      series={[
        { name: '决定（万元）', values: rows.map(row => thousands(row.value)) },
        { name: '当月决定中已缴（万元）', values: rows.map(row => thousands(paidIn.get(row.label))) },
      ]}
    />
  )
}
