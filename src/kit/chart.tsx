// Charts: ECharts is fetched when the first one is drawn. Each has a sentence for readers who do not see it.
import type { EChartsCoreOption } from 'echarts/core'
import { lazy, Suspense } from 'react'
import { figure } from './format.ts'
import { Skeleton } from './states.tsx'

const ChartCanvas = lazy(() => import('./chart-canvas.tsx').then(module => ({ default: module.ChartCanvas })))

export type ChartPoint = { name: string; value: number | null; key?: string }
type ChartProps = { option: EChartsCoreOption; height?: number; says: string; onPick?: ((key: string) => void) | undefined }

export function Chart({ height = 240, ...props }: ChartProps) {
  return (
    <figure className="chart" role="img" aria-label={props.says} style={{ minHeight: height }}>
      <Suspense fallback={<Skeleton rows={4} />}>
        <ChartCanvas height={height} {...props} />
      </Suspense>
    </figure>
  )
}

const tell = (points: readonly ChartPoint[], unit: string) =>
  points
    .slice(0, 12)
    .map(point => `${point.name}${point.value === null ? '无数据' : `${figure(point.value)}${unit}`}`)
    .join('，')

type SimpleProps = {
  label: string
  points: readonly ChartPoint[]
  unit?: string
  height?: number /** Leads from a bar or piece to its rows. */
  onPick?: (key: string) => void
}

/** Shares of a whole; the sum stands in the middle. */
export function RingChart({ label, points, unit = '', height = 220, onPick }: SimpleProps) {
  const sum = points.reduce((total, point) => total + (point.value ?? 0), 0)
  return (
    <Chart
      height={height}
      says={`${label}：${tell(points, unit)}`}
      onPick={onPick}
      option={{
        tooltip: { trigger: 'item', valueFormatter: (value: unknown) => `${figure(Number(value))}${unit}` },
        legend: { orient: 'vertical', right: 0, top: 'middle', icon: 'circle', itemWidth: 8, itemHeight: 8, itemGap: 10 },
        title: { text: figure(sum), subtext: unit || '合计', left: '29.5%', top: 'middle', textAlign: 'center', itemGap: 2 },
        series: [
          {
            type: 'pie',
            radius: ['58%', '82%'],
            center: ['30%', '50%'],
            label: { show: false },
            itemStyle: { borderWidth: 2 },
            data: points.map(point => ({ name: point.name, value: point.value ?? 0, key: point.key ?? point.name })),
          },
        ],
      }}
    />
  )
}

/** Bars to compare; lying ones when names are long. `goal` draws a line. */
export function BarChart({ label, points, unit = '', height = 240, goal, onPick }: SimpleProps & { goal?: number }) {
  const lying = points.length > 6 || points.some(point => point.name.length > 6)
  const names = { type: 'category', data: points.map(point => point.name), axisTick: { show: false }, ...(lying && { inverse: true }) }
  // A share goes to a hundred and no further, unless one does.
  const isShare = unit === '%' && points.every(point => (point.value ?? 0) <= 100) && points.some(point => (point.value ?? 0) > 50)
  const values = { type: 'value', splitNumber: 4, ...(isShare && { max: 100 }) }
  return (
    <Chart
      height={lying ? Math.max(height, points.length * 28 + 40) : height}
      says={`${label}：${tell(points, unit)}`}
      onPick={onPick}
      option={{
        grid: { left: 4, right: lying ? 44 : 8, top: 20, bottom: 4, outerBounds: { left: 0, right: 0 } },
        tooltip: {
          trigger: 'axis',
          axisPointer: { type: 'shadow' },
          valueFormatter: (value: unknown) => (value === null ? '无数据' : `${figure(Number(value))}${unit}`),
        },
        xAxis: lying ? values : names,
        yAxis: lying ? names : values,
        series: [
          {
            type: 'bar',
            barMaxWidth: 22,
            itemStyle: { borderRadius: lying ? [0, 3, 3, 0] : [3, 3, 0, 0] },
            label: {
              show: true,
              position: lying ? 'right' : 'top',
              formatter: ({ value }: { value: unknown }) => `${figure(Number(value))}${unit}`,
            },
            data: points.map(point => ({ value: point.value, key: point.key ?? point.name })),
            ...(goal !== undefined && {
              markLine: {
                symbol: 'none',
                silent: true,
                data: [{ [lying ? 'xAxis' : 'yAxis']: goal }],
                label: { position: lying ? 'start' : 'insideEndTop', formatter: `目标 ${figure(goal)}${unit}` },
              },
            }),
          },
        ],
      }}
    />
  )
}

/** Bars of several sides beside each other, lying when there are many or their names are long. */
export function GroupedBarChart({
  label,
  names,
  series,
  unit = '',
  height = 240,
  keys,
  onPick,
}: {
  label: string
  names: readonly string[]
  series: readonly { name: string; values: readonly (number | null)[] }[]
  unit?: string
  height?: number
  /** What `onPick` is told, by name; without them the name. */
  keys?: readonly string[]
  onPick?: (key: string) => void
}) {
  const lying = names.length > 6 || names.some(name => name.length > 6)
  const axis = { type: 'category', data: names, axisTick: { show: false }, ...(lying && { inverse: true }) }
  const values = { type: 'value', splitNumber: 4 }
  return (
    <Chart
      height={lying ? Math.max(height, names.length * (18 * series.length + 16) + 60) : height}
      says={`${label}：${names
        .slice(0, 12)
        .map((name, at) => `${name}${series.map(one => `${one.name}${one.values[at] ?? '无数据'}${unit}`).join('、')}`)
        .join('，')}`}
      onPick={onPick}
      option={{
        grid: { left: 4, right: lying ? 44 : 8, top: lying ? 34 : 52, bottom: 4, outerBounds: { left: 0, right: 0 } },
        legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8 },
        tooltip: {
          trigger: 'axis',
          axisPointer: { type: 'shadow' },
          valueFormatter: (value: unknown) => (value === null || value === undefined ? '无数据' : `${figure(Number(value))}${unit}`),
        },
        xAxis: lying ? values : axis,
        yAxis: lying ? axis : values,
        series: series.map(one => ({
          type: 'bar',
          name: one.name,
          data: one.values.map((value, at) => ({ value, key: keys?.[at] ?? names[at] })),
          barMaxWidth: 16,
          barGap: '20%',
          itemStyle: { borderRadius: lying ? [0, 3, 3, 0] : [3, 3, 0, 0] },
          label: { show: true, position: lying ? 'right' : 'top', formatter: ({ value }: { value: unknown }) => figure(Number(value)) },
        })),
      }}
    />
  )
}

/** Lines over time. */
export function LineChart({
  label,
  names,
  series,
  unit = '',
  height = 240,
}: {
  label: string
  names: readonly string[]
  series: readonly { name: string; values: readonly (number | null)[] }[]
  unit?: string
  height?: number
}) {
  return (
    <Chart
      height={height}
      says={`${label}：${series.map(one => `${one.name}最新为${one.values.at(-1) ?? '无数据'}${unit}`).join('，')}`}
      option={{
        grid: { left: 4, right: 12, top: series.length > 1 ? 34 : 16, bottom: 4, outerBounds: { left: 0, right: 0 } },
        legend: series.length > 1 ? { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 3 } : undefined,
        tooltip: {
          trigger: 'axis',
          valueFormatter: (value: unknown) => (value === null || value === undefined ? '无数据' : `${figure(Number(value))}${unit}`),
        },
        xAxis: { type: 'category', data: names, boundaryGap: false, axisTick: { show: false } },
        yAxis: { type: 'value', splitNumber: 4, scale: true },
        series: series.map(one => ({
          type: 'line',
          name: one.name,
          data: one.values,
          showSymbol: names.length < 16,
          symbolSize: 6,
          lineStyle: { width: 2 },
        })),
      }}
    />
  )
}
