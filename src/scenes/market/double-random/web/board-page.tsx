// The leader's board: how far the plan is, what merging saved, what was found and followed up, and whether the draw leans on the risky as it should.
import { useGo } from '../../../../kit/app-link.tsx'
import { GroupedBarChart } from '../../../../kit/chart.tsx'
import { FigureBars, FigureCards, figureHref, Pair, useFigures } from '../../../../kit/figure-board.tsx'
import { Panel } from '../../../../kit/page-frame.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../../kit/states.tsx'
import type { Figures } from '../../../../wire/city.ts'

const scene = 'double-random'
const counted = ['coverage', 'saved', 'joint-share', 'on-time', 'trouble-rate', 'follow-ups', 'visits', 'special'] as const
const Bars = (of: { name: string; by: 'organs' | 'result' | 'creditClass' | 'industry' }) => <FigureBars scene={scene} {...of} />

export const BoardPage = () => (
  <div className="stack">
    <FigureCards scene={scene} names={counted} />
    <Pair>
      <Panel title="各部门计划完成率">
        <Bars name="coverage" by="organs" />
      </Panel>
      <Panel title="信用等级：抽中占比与在册占比">
        <Shares />
      </Panel>
    </Pair>
    <Pair>
      <Panel title="检查结果">
        <Bars name="visits" by="result" />
      </Panel>
      <Panel title="合并减少入企">
        <Bars name="saved" by="industry" />
      </Panel>
    </Pair>
    <Pair>
      <Panel title="各信用等级问题发现率">
        <Bars name="trouble-rate" by="creditClass" />
      </Panel>
      <Panel title="各部门问题后续处理率">
        <Bars name="follow-ups" by="organs" />
      </Panel>
    </Pair>
  </div>
)

/** Shares of each credit class among the drawn and among the registered: the draw should lean on the risky. */
function Shares() {
  const go = useGo()
  const drawn = useFigures(scene, 'drawn-by-class', 'creditClass')
  const registered = useFigures(scene, 'registered', 'creditClass')
  const error = drawn.error ?? registered.error
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([drawn.refetch(), registered.refetch()])} />
  if (!drawn.data || !registered.data) return <Skeleton rows={6} />
  const classes = registered.data.rows
    .flatMap(row => (row.key['creditClass'] ? [{ key: row.key['creditClass'], name: row.label }] : []))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  if (classes.length === 0) return <EmptyState title="还没有数据" />
  const sharesOf = (of: Figures) => {
    const whole = of.rows.reduce((sum, row) => sum + (row.value ?? 0), 0)
    const count = new Map(of.rows.map(row => [row.key['creditClass'], row.value ?? 0]))
    return classes.map(({ key }) => (whole === 0 ? 0 : Math.round(((count.get(key) ?? 0) / whole) * 100)))
  }
  return (
    <GroupedBarChart
      label="信用等级占比"
      unit="%"
      names={classes.map(one => one.name)}
      keys={classes.map(one => one.key)}
      series={[
        { name: '抽中占比', values: sharesOf(drawn.data) },
        { name: '在册占比', values: sharesOf(registered.data) },
      ]}
      onPick={key => go(figureHref({ scene, name: 'drawn-by-class' }, 'creditClass', key))}
    />
  )
}
