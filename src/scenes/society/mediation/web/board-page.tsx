// 基层化解看板: where disputes arise, how many are settled in village and town against the goal of ninety per cent, of which kinds, month by month.
// Light on the workbench, dark on a wall (16:9); every number leads to its rows.
import { DesktopOutlined, FullscreenOutlined } from '@ant-design/icons'
import { Button, Segmented, Select } from 'antd'
import { useEffect } from 'react'
import { textOf, useAddress, writeSearch } from '../../../../kit/address.ts'
import { fullInstant } from '../../../../kit/format.ts'
import { RegionMap, useCityMap } from '../../../../kit/region-map.tsx'
import { StatRow } from '../../../../kit/stat-card.tsx'
import { ErrorState } from '../../../../kit/states.tsx'
import { Cockpit } from '../../../../kit/theme-provider.tsx'
import { kinds } from '../records.ts'
import { type Asking, type Name, rateBounds, rowsHref, spans, useAsking, useFigures, useRegionValues } from './board-data.ts'
import { Box, Figure, Kinds, Months, Ranks } from './board-parts.tsx'
import './board.css'
import './mediation.css'

const counted: readonly Name[] = ['grassroots', 'taken', 'solved', 'onTime', 'reopened', 'confirmed', 'satisfaction', 'masses']

export function BoardPage() {
  const { asking, dark } = useAsking()
  return dark ? <Wall asking={asking} /> : <Bench asking={asking} />
}

const regionWords = (asking: Asking, name: string | undefined) => (asking.region ? (name ?? '所选地区') : '全市')

function Bench({ asking }: { asking: Asking }) {
  const { change } = useAsking()
  return (
    <div className="stack md-board">
      <Tools asking={asking}>
        <Button icon={<DesktopOutlined />} onClick={() => change({ view: 'cockpit' }, { push: true })}>
          大屏
        </Button>
      </Tools>
      <div className="md-figures">
        <StatRow label="主要指标">
          {counted.map(name => (
            <Figure key={name} name={name} asking={asking} />
          ))}
        </StatRow>
      </div>
      <div className="md-main">
        <MapBox asking={asking} />
        <div className="stack">
          <Box title={asking.region ? '各乡镇（街道）基层化解率' : '各县（市、区）基层化解率'} note="竖线为90%目标">
            <Ranks asking={asking} />
          </Box>
          <Box title="纠纷类型" note="受理件数">
            <Kinds asking={asking} most={10} />
          </Box>
        </div>
      </div>
      <Box title="按月基层化解率" note="%，按化解月份；角上有标记的低于90%">
        <Months asking={asking} />
      </Box>
    </div>
  )
}

/** A wall of 16:9: everything at once, nothing to scroll; on a phone it is a column. */
function Wall({ asking }: { asking: Asking }) {
  const { change } = useAsking()
  const { data } = useFigures('taken', '', asking)
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.fullscreenElement) change({ view: '' })
    }
    addEventListener('keydown', leave)
    return () => removeEventListener('keydown', leave)
  }, [change])
  const full = () => void (document.fullscreenElement ? document.exitFullscreen() : document.querySelector('.md-wall')?.requestFullscreen())
  return (
    <Cockpit>
      <div className="md-wall">
        <header className="md-wall-head">
          <p className="md-wall-title">矛盾纠纷调处化解</p>
          <Tools asking={asking}>
            <span className="muted num md-as-of">{data ? `数据截至 ${fullInstant(data.asOf).slice(0, 16)}` : ''}</span>
            <Button className="desk-only" icon={<FullscreenOutlined />} aria-label="全屏显示" title="全屏显示" onClick={full} />
            <Button onClick={() => change({ view: '' })}>退出大屏</Button>
          </Tools>
        </header>
        <section className="md-wall-figures" aria-label="主要指标">
          {counted.map(name => (
            <Figure key={name} name={name} asking={asking} />
          ))}
        </section>
        <div className="md-wall-main">
          <MapBox asking={asking} />
          <div className="md-wall-side">
            <Box title={asking.region ? '各乡镇（街道）基层化解率' : '各县（市、区）基层化解率'} note="竖线为90%目标">
              <Ranks asking={asking} most={8} />
            </Box>
            <Box title="纠纷类型" note="受理件数">
              <Kinds asking={asking} most={8} />
            </Box>
            <Box title="按月基层化解率" note="%">
              <Months asking={asking} most={8} />
            </Box>
          </div>
        </div>
      </div>
    </Cockpit>
  )
}

function Tools({ asking, children }: { asking: Asking; children: React.ReactNode }) {
  const { change, span } = useAsking()
  const map = useCityMap()
  const name = map.data?.regions.find(one => one.code === asking.region)?.name
  return (
    <div className="md-tools">
      <span className="md-where">
        <strong>{regionWords(asking, name)}</strong>
        {asking.region ? (
          <Button size="small" onClick={() => change({ region: '' })}>
            返回全市
          </Button>
        ) : null}
      </span>
      <Segmented
        aria-label="时间"
        options={Object.entries(spans).map(([value, label]) => ({ value, label }))}
        value={span in spans ? span : ''}
        onChange={value => change({ span: value })}
      />
      <Select
        aria-label="纠纷类型"
        className="md-kind"
        value={asking.kind}
        onChange={(value: string) => change({ kind: value })}
        options={[{ value: '', label: '全部类型' }, ...Object.entries(kinds).map(([value, label]) => ({ value, label }))]}
      />
      {children}
    </div>
  )
}

const measures = { taken: '受理件数', grassroots: '基层化解率' } as const
type MeasureName = keyof typeof measures

function MapBox({ asking }: { asking: Asking }) {
  const [address, change] = useAddress()
  const measure: MeasureName = textOf(address['map']) === 'grassroots' ? 'grassroots' : 'taken'
  const { values, error, retry } = useRegionValues(measure, asking)
  const map = useCityMap()
  const nameOf = (code: string) => map.data?.regions.find(one => one.code === code)?.name ?? ''
  const label = measures[measure]
  return (
    <section className="panel md-box md-map" aria-label="矛盾纠纷分布">
      <header>
        <h2>矛盾纠纷分布</h2>
        <div className="end">
          <Segmented
            size="small"
            aria-label="地图内容"
            options={Object.entries(measures).map(([value, text]) => ({ value, label: text }))}
            value={measure}
            onChange={value => change({ map: value === 'taken' ? '' : value })}
          />
        </div>
      </header>
      <div className="panel-body">
        {error ? (
          <ErrorState error={error} onRetry={retry} />
        ) : (
          <RegionMap
            label={label}
            unit={measure === 'taken' ? '件' : '%'}
            values={values}
            {...(measure === 'grassroots' && { bounds: rateBounds, goal: 90 })}
            {...(asking.region && { county: asking.region })}
            href={(code, level) =>
              level === 'county' && code !== asking.region
                ? `/scenes/mediation/board${writeSearch({ ...address, region: code })}`
                : rowsHref(measure, `${nameOf(code)} · ${measure === 'taken' ? '受理' : '已化解'}`, { ...asking, region: code })
            }
          />
        )}
      </div>
    </section>
  )
}
