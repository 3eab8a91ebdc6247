// The board of penalties: how many organs work here against all that have the power, the law's terms, departures, hearings, reversals, money.
// Every bar leads to the figure, and from there to its rows.
import { textOf, useAddress } from '../../../../kit/address.ts'
import { AppLink } from '../../../../kit/app-link.tsx'
import { LineChart } from '../../../../kit/chart.tsx'
import { FigureBars, FigureCards, figureHref, Pair, useFigures } from '../../../../kit/figure-board.tsx'
import { Panel } from '../../../../kit/page-frame.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../../kit/states.tsx'
import { Tabs } from '../../../../kit/tabs.tsx'
import { cumulated } from '../cumulated.ts'
import './board.css'

const heads = ['use-rate', 'in-time', 'served-in-time', 'published', 'departures', 'hearings', 'reversals', 'settled'] as const
/** The terms of the law side by side. */
const terms = { 'in-time': '办结', 'served-in-time': '送达', published: '公示', 'recorded-in-time': '备案' } as const
/** Rates that are compared among organs. */
const compared = { departures: '偏离基准', hearings: '听证', reversals: '纠错', appeals: '复议诉讼' } as const

const scene = 'penalty'
const Bars = (of: { name: string; by: string }) => <FigureBars scene={scene} {...of} />

export function BoardPage() {
  return (
    <div className="stack">
      <FigureCards scene={scene} names={heads} />
      <Pair>
        <Panel title="各县（市、区）应用率">
          <Bars name="use-rate" by="region" />
        </Panel>
        <Panel title="应用率逐月">
          <UseOverMonths />
        </Panel>
      </Pair>
      <Panel title="尚未在本系统办案的单位">
        <NotYet />
      </Panel>
      <Pair>
        <Switching title="法定期限" param="term" of={terms} by="organ" />
        <Switching title="裁量、听证、救济" param="rate" of={compared} by="organ" />
      </Pair>
      <Pair>
        <Panel title="各领域立案">
          <Bars name="filed" by="field" />
        </Panel>
        <Panel title="罚款决定和罚没款缴纳（按决定月份）">
          <Money />
        </Panel>
      </Pair>
    </div>
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
  const started = useFigures(scene, 'used-since', 'period')
  const whole = useFigures(scene, 'use-rate').data?.rows[0]
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
  const of = useFigures(scene, 'use-rate', 'body')
  if (of.error) return <ErrorState error={of.error} onRetry={() => void of.refetch()} />
  if (!of.data) return <Skeleton rows={2} />
  const missing = of.data.rows.filter(row => row.value === 0)
  if (missing.length === 0) return <p className="soft">有行政处罚权的单位都已在本系统办案。</p>
  return (
    <ul className="penalty-missing">
      {missing.map(row => (
        <li key={row.label}>
          <AppLink href={figureHref({ scene, name: 'use-rate' }, 'body', row.key['body'] ?? '')} className="chip">
            {row.label}
          </AppLink>
        </li>
      ))}
    </ul>
  )
}

function Money() {
  const decided = useFigures(scene, 'fines', 'period')
  const paid = useFigures(scene, 'collected', 'period')
  if (decided.error) return <ErrorState error={decided.error} onRetry={() => void decided.refetch()} />
  if (!decided.data || !paid.data) return <Skeleton rows={6} />
  const { rows } = decided.data
  if (rows.length === 0) return <EmptyState title="还没有处罚决定" />
  const thousands = (value: number | null | undefined) => (value === null || value === undefined ? null : Math.round(value / 100) / 100)
  const paidIn = new Map(paid.data.rows.map(row => [row.label, row.value]))
  return (
    <LineChart
      label="罚款决定和罚没款缴纳"
      unit="万元"
      names={rows.map(row => row.label)}
      series={[
        { name: '罚款决定（万元）', values: rows.map(row => thousands(row.value)) },
        { name: '已缴，含没收款和加处罚款（万元）', values: rows.map(row => thousands(paidIn.get(row.label))) },
      ]}
    />
  )
}
