// 预警看板: what is open, how urgent, whose it is, and how often each watch was right. Every number leads to the rows behind it.
import { FullscreenOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { LineChart } from '../../../../kit/chart.tsx'
import { BoardBox, FigureTile } from '../../../../kit/cockpit-board.tsx'
import { rowsBehind } from '../../../../kit/figures.ts'
import { fullInstant } from '../../../../kit/format.ts'
import { Cockpit } from '../../../../kit/theme-provider.tsx'
import type { Figures } from '../../../../wire/city.ts'
import { Bars } from './board-bars.tsx'
import { declared, is, isOpen, mostListed, useFigures, useOpenWarnings, useSplit, warningsHref } from './board-data.ts'
import { Levels } from './board-levels.tsx'
import { WarningList } from './board-list.tsx'
import { HitRates } from './hit-rates.tsx'
import './board.css'

const shown = ['open', 'unverified', 'overdue', 'closing-in-time', 'hit-rate', 'verify-hours'] as const
const tones: Readonly<Record<string, 'red' | 'yellow' | 'gold'>> = {
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
          {figures.map((query, at) => {
            const indicator = declared.get(shown[at] ?? '')
            if (!indicator) return null
            const tone = query.data?.rows[0]?.value ? (tones[indicator.name] ?? 'plain') : 'plain'
            const href = warningsHref(indicator.label, ...rowsBehind(indicator))
            return <FigureTile key={indicator.name} indicator={indicator} query={query} tone={tone} href={href} />
          })}
        </section>
        <div className="cb-grid">
          <div className="cb-side">
            <BoardBox title="在办预警" note={open.data ? listNote(open.data.total, open.data.rows.length) : ''} query={open} flush>
              {open.data ? <WarningList rows={open.data.rows} /> : null}
            </BoardBox>
            <BoardBox title="预警规则命中率" note="属实 ÷（属实＋误报）" query={raised}>
              <HitRates />
            </BoardBox>
          </div>
          <div className="cb-side">
            <BoardBox title="按级别" note="在办" query={levels}>
              <Levels figures={levels.data} />
            </BoardBox>
            <BoardBox title="按责任单位" note="在办" query={organs}>
              <Bars figures={organs.data} by="organ" href={(key, label) => warningsHref(`${label} · 在办预警`, isOpen, is('organ', key))} />
            </BoardBox>
            <BoardBox title="按区域" note="在办" query={regions}>
              <Bars
                figures={regions.data}
                by="region"
                href={(key, label) => warningsHref(`${label} · 在办预警`, isOpen, { op: 'within', field: 'region', value: key })}
              />
            </BoardBox>
            <BoardBox title="每月预警" note="按发出月份" query={raised}>
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
            </BoardBox>
          </div>
        </div>
      </div>
    </Cockpit>
  )
}

const listNote = (total: number | null, listed: number) =>
  total !== null && total <= mostListed ? `${total} 件，按紧急程度排列` : `列出 ${listed} 件，共 ${total ?? '1万以上'} 件`
