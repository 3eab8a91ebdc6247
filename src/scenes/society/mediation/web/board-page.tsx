// The grass-roots rate against its goal: by county and, one click on, by town, over the months, by kind; every figure leads to its cases.
import { useQuery } from '@tanstack/react-query'
import { textOf, useAddress } from '../../../../kit/address.ts'
import { get } from '../../../../kit/api.ts'
import { BarChart, LineChart } from '../../../../kit/chart.tsx'
import { Panel } from '../../../../kit/page-frame.tsx'
import { StatCard, StatRow } from '../../../../kit/stat-card.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../../kit/states.tsx'
import type { Figures } from '../../../../wire/city.ts'
import './mediation.css'

const counted = [
  'dispute-grassroots',
  'dispute-taken',
  'dispute-solved',
  'dispute-on-time',
  'dispute-reopened',
  'dispute-confirmed',
  'dispute-satisfaction',
  'dispute-masses',
] as const

function useFigures(name: string, query: { readonly by?: string; readonly region?: string }) {
  const { by = '', region = '' } = query
  return useQuery({
    queryKey: ['figures', 'mediation', name, by, region],
    queryFn: ({ signal }) => get<Figures>(`/indicators/mediation/${name}`, { ...(by && { by }), ...(region && { region }) }, signal),
  })
}

export function BoardPage() {
  const [address, change] = useAddress()
  const region = textOf(address['region'])
  const place = useFigures('dispute-grassroots', { by: 'region', region })
  const above = useFigures('dispute-grassroots', { by: 'region' })
  const named = above.data?.rows.find(row => row.key['region'] === region)?.label
  return (
    <div className="stack">
      {region ? (
        <p className="lead">
          {named ?? '所选地区'}
          {'　'}
          <button type="button" className="chip-link chip" onClick={() => change({ region: '' })}>
            返回全部
          </button>
        </p>
      ) : null}
      <div className="board-figures">
        <StatRow label="主要指标">
          {counted.map(name => (
            <Figure key={name} name={name} region={region} />
          ))}
        </StatRow>
      </div>
      <Panel title={region ? '各镇街、村（社区）基层化解率' : '各县（市、区）基层化解率'}>
        <Split of={place} onPick={key => key.length > region.length && change({ region: key })} />
      </Panel>
      <div className="board-pair">
        <Panel title="按月基层化解率">
          <Months region={region} />
        </Panel>
        <Panel title="按纠纷类型受理件数">
          <Split of={useFigures('dispute-taken', { by: 'kind', region })} />
        </Panel>
      </div>
    </div>
  )
}

function Figure({ name, region }: { name: string; region: string }) {
  const { data } = useFigures(name, { region })
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
      href={`/scenes/mediation/figures/${name}`}
    />
  )
}

function Split({ of, onPick }: { of: ReturnType<typeof useFigures>; onPick?: (key: string) => void }) {
  if (of.error) return <ErrorState error={of.error} onRetry={() => void of.refetch()} />
  if (!of.data) return <Skeleton rows={6} />
  const rows = of.data.rows.filter(row => row.value !== null).toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))
  if (rows.length === 0) return <EmptyState title="还没有数据" />
  const goal = of.data.goal
  return (
    <BarChart
      label={of.data.label}
      unit={of.data.unit}
      points={rows.slice(0, 30).map(row => ({ name: row.label, value: row.value, key: Object.values(row.key)[0] ?? '' }))}
      {...(onPick && { onPick })}
      {...(goal && { goal: goal.value })}
    />
  )
}

function Months({ region }: { region: string }) {
  const of = useFigures('dispute-grassroots', { by: 'period', region })
  if (of.error) return <ErrorState error={of.error} onRetry={() => void of.refetch()} />
  if (!of.data) return <Skeleton rows={6} />
  if (of.data.rows.length === 0) return <EmptyState title="还没有数据" />
  const goal = of.data.goal
  return (
    <LineChart
      label="基层化解率"
      unit="%"
      names={of.data.rows.map(row => row.label)}
      series={[
        { name: '基层化解率', values: of.data.rows.map(row => row.value) },
        ...(goal ? [{ name: '目标', values: of.data.rows.map(() => goal.value) }] : []),
      ]}
    />
  )
}
