// Why a figure is what it is: its formula, its goal, how it splits, and the rows it counts.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { textOf, useAddress } from '../../kit/address.ts'
import { get } from '../../kit/api.ts'
import { BarChart, LineChart } from '../../kit/chart.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { figuresQuery } from '../../kit/figures.ts'
import { figure, number, shortInstant } from '../../kit/format.ts'
import { useModel } from '../../kit/model.tsx'
import { PageFrame, Panel } from '../../kit/page-frame.tsx'
import { StatCard, StatRow } from '../../kit/stat-card.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/states.tsx'
import type { IndicatorView, SceneView } from '../../wire/manifest.ts'
import type { RowList } from '../../wire/rows.ts'
import { NotFoundPage } from './not-found.tsx'
import { columnsOf } from './record-columns.tsx'

const dimensionLabels: Readonly<Record<string, string>> = { period: '时间', region: '区域', organ: '单位', state: '状态' }

export function FigurePage() {
  const { scene: id = '', name = '' } = useParams({ strict: false }) as { scene?: string; name?: string }
  const scene = useModel().scene(id)
  const indicator = scene?.indicators.find(one => one.name === name)
  return scene && indicator ? <Figure key={name} scene={scene} indicator={indicator} /> : <NotFoundPage />
}

function Figure({ scene, indicator }: { scene: SceneView; indicator: IndicatorView }) {
  const { record: recordOf, flow: flowOf } = useModel()
  const [address, change] = useAddress()
  const record = recordOf(indicator.record)
  const dimensions = [...indicator.by, 'period']
  const by = dimensions.includes(textOf(address['by'])) ? textOf(address['by']) : (dimensions[0] ?? '')
  const key = textOf(address['key'])
  const path = `/indicators/${scene.id}/${indicator.name}`
  const of = { scene: scene.id, name: indicator.name }
  const whole = useQuery(figuresQuery(of))
  const split = useQuery({ ...figuresQuery(of, { by }), enabled: by !== '' })
  const picked = split.data?.rows.find(row => row.key[by] === key)
  const rows = useInfiniteQuery({
    queryKey: ['figures', scene.id, indicator.name, 'rows', by, key],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      get<RowList>(`${path}/rows`, { ...(key && { key: JSON.stringify({ [by]: key }) }), cursor: pageParam, limit: 50 }, signal),
    getNextPageParam: last => last.next,
  })
  const list = rows.data?.pages.flatMap(page => page.rows)
  const names = Object.assign({}, ...(rows.data?.pages.map(page => page.names) ?? [])) as Record<string, string>
  const labelOf = (dimension: string) =>
    record?.fields.find(field => field.name === dimension)?.label ?? dimensionLabels[dimension] ?? dimension
  const total = whole.data?.rows[0]
  const goal = whole.data?.goal
  const sorted = [...(split.data?.rows ?? [])].sort((a, b) => (b.value ?? -1) - (a.value ?? -1)).slice(0, 24)
  return (
    <PageFrame
      title={indicator.label}
      crumbs={[
        { label: '场景总览', href: '/scenes' },
        { label: scene.title, href: `/scenes/${scene.id}` },
      ]}
      lead={indicator.formula}
    >
      {whole.error ? (
        <div className="panel">
          <ErrorState error={whole.error} onRetry={() => void whole.refetch()} />
        </div>
      ) : (
        <StatRow label={indicator.label}>
          <StatCard
            label="当前值"
            value={total?.value}
            unit={indicator.unit}
            note={whole.data ? `截至${shortInstant(whole.data.asOf)}` : null}
            tone={goal?.attained === false ? 'yellow' : goal?.attained ? 'green' : 'plain'}
          />
          {total && total.denominator !== null ? (
            <>
              <StatCard label="分子" value={total.numerator} />
              <StatCard label="分母" value={total.denominator} />
            </>
          ) : null}
          {goal ? <StatCard label={`目标（${goal.by}）`} value={goal.value} unit={indicator.unit} note={goal.basis} tone="gold" /> : null}
        </StatRow>
      )}
      {by ? (
        <Panel
          title="构成"
          extra={
            <span className="row">
              按
              <select
                aria-label="分组方式"
                className="plain-select"
                value={by}
                onChange={event => change({ by: event.target.value, key: '' })}
              >
                {dimensions.map(one => (
                  <option key={one} value={one}>
                    {labelOf(one)}
                  </option>
                ))}
              </select>
            </span>
          }
        >
          {split.isPending ? (
            <Skeleton rows={5} />
          ) : sorted.length === 0 ? (
            <EmptyState title="还没有数据" />
          ) : by === 'period' ? (
            <LineChart
              label={indicator.label}
              unit={indicator.unit}
              names={(split.data?.rows ?? []).map(row => row.label)}
              series={[{ name: indicator.label, values: (split.data?.rows ?? []).map(row => row.value) }]}
            />
          ) : (
            <BarChart
              label={indicator.label}
              unit={indicator.unit}
              points={sorted.map(row => ({ name: row.label, value: row.value, key: row.key[by] ?? '' }))}
              onPick={next => change({ key: next })}
              {...(goal && { goal: goal.value })}
            />
          )}
        </Panel>
      ) : null}
      <Panel
        title={picked ? `计入“${picked.label}”的数据` : '计入的数据'}
        pad={false}
        extra={
          key ? (
            <button type="button" className="chip-link chip" onClick={() => change({ key: '' })}>
              查看全部
            </button>
          ) : null
        }
      >
        {record ? (
          <DataTable
            label={record.label}
            rows={list}
            rowKey={row => row.id}
            columns={columnsOf(record, names, Boolean(flowOf(record.name)))}
            href={row => `/records/${record.name}/${row.id}`}
            error={rows.error}
            onRetry={() => void rows.refetch()}
            total={rows.data?.pages[0]?.total ?? null}
            more={{ has: rows.hasNextPage, loading: rows.isFetchingNextPage, load: () => void rows.fetchNextPage() }}
            remember={`figure-${record.name}`}
          />
        ) : null}
      </Panel>
      {split.data && by !== 'period' ? (
        <Panel title="数值" pad={false}>
          <DataTable
            label="分组数值"
            keyboard={false}
            rows={split.data.rows}
            rowKey={row => JSON.stringify(row.key)}
            columns={[
              { key: 'label', title: labelOf(by), primary: true, render: row => row.label },
              {
                key: 'value',
                title: '数值',
                align: 'end',
                render: row => (row.value === null ? '—' : `${figure(row.value)}${indicator.unit}`),
              },
              { key: 'numerator', title: '分子', align: 'end', render: row => (row.numerator === null ? '—' : number(row.numerator)) },
              {
                key: 'denominator',
                title: '分母',
                align: 'end',
                render: row => (row.denominator === null ? '—' : number(row.denominator)),
              },
            ]}
          />
        </Panel>
      ) : null}
    </PageFrame>
  )
}
