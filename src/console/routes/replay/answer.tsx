// The answer, side by side: what it rests on, figures, charts, tables, and every case that would have been another.
import { AppLink } from '../../../kit/app-link.tsx'
import { GroupedBarChart, LineChart } from '../../../kit/chart.tsx'
import { type Column, DataTable } from '../../../kit/data-table.tsx'
import { figure, number } from '../../../kit/format.ts'
import { Panel } from '../../../kit/page-frame.tsx'
import { StatCard, StatRow } from '../../../kit/stat-card.tsx'
import { EmptyState } from '../../../kit/states.tsx'
import type { ReplayBody } from '../../../wire/replay.ts'

type Table = ReplayBody['tables'][number]
type Cell = Table['rows'][number][string]
type Figure = ReplayBody['figures'][number]
type ChangedRow = ReplayBody['changed']['rows'][number]
type Better = 'up' | 'down' | null

/** Figures that only the replay knows stand above; those that exist today as well are compared below. */
const above = { terms: 2, rules: 3, declared: 4, staffing: 4 } as const
const isOwn = { terms: true, rules: true, declared: false, staffing: false } as const

const shown = (value: number | null | undefined, unit = '') =>
  value === null || value === undefined ? '—' : `${figure(value)}${unit === '%' ? '%' : unit && ` ${unit}`}`

export function Answer({ of }: { of: ReplayBody }) {
  if (of.cases === 0)
    return (
      <div className="panel">
        <EmptyState title="这段时间没有办件" hint="换一段时间，或不限时间再推演。" />
      </div>
    )
  const top = of.figures.slice(0, above[of.kind])
  const compared = isOwn[of.kind] ? of.figures.slice(above[of.kind]) : of.figures
  const sides = of.kind === 'staffing' ? (['模拟现行', '模拟拟改'] as const) : (['现行', '拟改'] as const)
  // What a scene's own replay holds equal already stands above its parameters.
  const says = of.kind === 'declared' ? of.says.slice(1) : of.says
  return (
    <div className="replay-answer" aria-live="polite">
      <StatRow label="推演结果">
        <StatCard label="重新计算" value={of.cases} unit="件" />
        {top.map(one => (
          <StatCard
            key={one.name}
            label={one.label}
            value={one.is}
            unit={one.unit}
            note={isOwn[of.kind] ? undefined : `${sides[0]} ${shown(one.was, one.unit)}`}
            tone={toneOf(one)}
          />
        ))}
      </StatRow>
      <ul className="replay-says" hidden={says.length === 0}>
        {says.map(one => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {of.tables.filter(isFirst).map(table => (
        <TablePanel key={table.name} of={table} />
      ))}
      {compared.length > 0 ? (
        <Panel title="指标对照" pad={false}>
          <DataTable
            label="指标对照"
            rows={compared}
            rowKey={row => row.name}
            keyboard={false}
            columns={of.kind === 'rules' && of.changed.total > 0 ? partialColumns(of) : figureColumns(sides)}
          />
        </Panel>
      ) : null}
      <div className="replay-charts">
        {of.charts
          .filter(one => one.names.length > 0)
          .map(chart => (
            <div key={chart.name} className={chart.kind === 'lines' || chart.names.length > 6 ? 'wide' : ''}>
              <Panel title={`${chart.label}${chart.unit ? `（${chart.unit}）` : ''}`}>
                {chart.kind === 'lines' ? (
                  <LineChart label={chart.label} names={chart.names} series={chart.series} unit={chart.unit} />
                ) : (
                  <GroupedBarChart label={chart.label} names={chart.names} series={chart.series} unit={chart.unit} />
                )}
              </Panel>
            </div>
          ))}
      </div>
      {of.tables
        // A chart of the same name shows the same.
        .filter(table => !isFirst(table) && (of.kind !== 'declared' || !of.charts.some(chart => chart.name === table.name)))
        .map(table => (
          <TablePanel key={table.name} of={table} />
        ))}
      <Changed of={of} />
    </div>
  )
}

/** How far the simulation can be trusted is read before what it says. */
const isFirst = (table: Table) => table.name === 'calibration'

function TablePanel({ of: { label, rows, columns } }: { of: Table }) {
  return (
    <Panel title={label} pad={false}>
      <DataTable
        label={label}
        rows={rows}
        rowKey={row => JSON.stringify(row)}
        keyboard={false}
        empty={<EmptyState title="没有可以对照的内容" />}
        columns={columns.map(
          (column, index): Column<Table['rows'][number]> => ({
            key: column.key,
            title: column.unit && column.unit !== '%' ? `${column.label}（${column.unit}）` : column.label,
            primary: index === 0,
            align: index === 0 || rows.every(row => typeof row[column.key] === 'string') ? 'start' : 'end',
            render: row => <CellView cell={row[column.key]} better={column.better} unit={column.unit === '%' ? '%' : ''} />,
          }),
        )}
      />
    </Panel>
  )
}

/** Where cases went another way the figures of the others are no judgement of the change: only the span speaks for the whole. */
const partialColumns = ({ cases, changed }: ReplayBody): Column<Figure>[] => [
  { key: 'label', title: '指标', primary: true, render: row => row.label },
  { key: 'was', title: `现行全部${number(cases)}件`, align: 'end', render: row => shown(row.was, row.unit) },
  { key: 'is', title: `去向不变的${number(cases - changed.total)}件`, align: 'end', render: row => shown(row.is, row.unit) },
  {
    key: 'span',
    title: '拟改后整体在',
    align: 'end',
    render: row => (row.least === undefined ? <span className="muted">推不出</span> : `${shown(row.least)}～${shown(row.most, row.unit)}`),
  },
]

const figureColumns = ([before, after]: readonly [string, string]): Column<Figure>[] => [
  { key: 'label', title: '指标', primary: true, render: row => row.label },
  { key: 'was', title: before, align: 'end', render: row => shown(row.was, row.unit) },
  {
    key: 'is',
    title: after,
    align: 'end',
    render: row => shown(row.is, row.unit),
  },
  { key: 'change', title: '变化', align: 'end', render: row => <Difference {...row} /> },
]

function Changed({ of: { changed, kind } }: { of: ReplayBody }) {
  if (changed.total === 0) return null
  return (
    <Panel
      title={`结果不同的${number(changed.total)}${kind === 'declared' ? '项' : '件'}`}
      extra={
        changed.total > changed.rows.length ? <span className="muted">列出前{changed.rows.length}件，其余在导出的 Excel 里</span> : null
      }
      pad={false}
    >
      <DataTable
        label="结果不同的办件"
        rows={changed.rows}
        rowKey={row => `${row.record} ${row.id}`}
        columns={[
          {
            key: 'title',
            title: '名称',
            primary: true,
            render: row => <AppLink href={`/records/${row.record}/${row.id}`}>{row.title}</AppLink>,
          },
          ...(changed.rows.some(row => row.number)
            ? [{ key: 'number', title: '编号', render: (row: ChangedRow) => <span className="num">{row.number ?? ''}</span> }]
            : []),
          { key: 'was', title: '现行', render: row => row.was },
          { key: 'is', title: '拟改', render: row => <b>{row.is}</b> },
        ]}
      />
    </Panel>
  )
}

function CellView({ cell, better, unit }: { cell: Cell | undefined; better: Better; unit: string }) {
  if (cell === null || cell === undefined) return <>—</>
  if (typeof cell === 'string') return <>{cell}</>
  if (typeof cell === 'number') return <span className="num">{shown(cell, unit)}</span>
  const { was, is, real } = cell
  return (
    <span className="num replay-cell">
      {was === is || was === null || is === null ? (
        shown(is, unit)
      ) : (
        <span>
          <span className="muted">{shown(was, unit)} →</span> <b className={tone(was, is, better)}>{shown(is, unit)}</b>
        </span>
      )}
      {real !== undefined ? <small className="muted">实际 {shown(real, unit)}</small> : null}
    </span>
  )
}

const tone = (was: number, is: number, better: Better) =>
  better === null || was === is ? '' : is > was === (better === 'up') ? 'replay-better' : 'replay-worse'

function toneOf({ name, was, is, better }: Figure): 'plain' | 'red' | 'green' {
  if (was === null || is === null || was === is || better === null) return 'plain'
  if (name === 'punctual') return 'green'
  return is > was === (better === 'up') ? 'green' : 'red'
}

function Difference({ was, is, better, unit }: Figure) {
  if (was === null || is === null || was === is) return <span className="muted">不变</span>
  const sign = is > was ? '+' : '−'
  const words = better === null ? '' : is > was === (better === 'up') ? ' 变好' : ' 变差'
  return (
    <b className={tone(was, is, better)}>
      {sign}
      {figure(Math.abs(is - was))}
      {unit === '%' ? '个百分点' : unit}
      {words}
    </b>
  )
}
