// The part of a chart that needs ECharts: its own chunk. Colours come from the CSS variables where the chart stands.
import { BarChart, LineChart, PieChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TitleComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { fontFamily, seriesColors, seriesColorsDark } from './theme.ts'

use([
  BarChart,
  LineChart,
  PieChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
  SVGRenderer,
])

export function ChartCanvas({
  option,
  height,
  onPick,
}: {
  option: EChartsCoreOption
  height: number
  onPick?: ((key: string) => void) | undefined
}) {
  const place = useRef<HTMLDivElement>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  useEffect(() => {
    const element = place.current
    if (!element) return
    const chart = init(element, themeOf(element), { renderer: 'svg' })
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    chart.setOption({ animation: !still, animationDuration: 400, ...option })
    chart.on('click', event => {
      const { data, name } = event as { data?: unknown; name?: string }
      const key = data !== null && typeof data === 'object' && 'key' in data ? String(data.key) : name
      if (key !== undefined) pick.current?.(key)
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(element)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [option])
  return <div ref={place} style={{ height, width: '100%' }} aria-hidden="true" />
}

function themeOf(element: HTMLElement) {
  const style = getComputedStyle(element)
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const dark = element.closest('.cockpit') !== null
  const axis = {
    axisLine: { lineStyle: { color: of('line-strong') } },
    axisLabel: { color: of('ink-faint'), fontSize: 12 },
    splitLine: { lineStyle: { color: of('line') } },
  }
  return {
    color: [...(dark ? seriesColorsDark : seriesColors)],
    textStyle: { fontFamily, color: of('ink') },
    title: { textStyle: { color: of('ink'), fontSize: 22, fontWeight: 600 }, subtextStyle: { color: of('ink-faint'), fontSize: 12 } },
    legend: { textStyle: { color: of('ink-soft'), fontSize: 12.5 } },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    bar: { label: { color: of('ink-soft'), fontSize: 12 } },
    pie: { itemStyle: { borderColor: of('paper') } },
    markLine: { lineStyle: { color: of('gold'), type: 'dashed' }, label: { color: of('gold') } },
    tooltip: {
      backgroundColor: of('paper'),
      borderColor: of('line-strong'),
      textStyle: { color: of('ink'), fontSize: 13 },
      padding: [6, 10],
    },
  }
}
