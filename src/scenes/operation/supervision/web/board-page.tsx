// 看板: how one plan stands. Every number is counted by the server and leads to the rows behind it.
import type { Condition } from '#declare'
import { AppLink } from '../../../../kit/app-link.tsx'
import { LineChart } from '../../../../kit/chart.tsx'
import { BoardBox, FigureTile } from '../../../../kit/cockpit-board.tsx'
import { rowsBehind, rowsHref } from '../../../../kit/figures.ts'
import { useModel, useToday } from '../../../../kit/model.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../../kit/states.tsx'
import { Cockpit } from '../../../../kit/theme-provider.tsx'
import type { RowBody } from '../../../../wire/rows.ts'
import { closingsOf, declared, groupBy, ofPlan, standingOf, useBoardGoals, useBoardTasks, useFigures, useScores } from './board-data.ts'
import { BoardGoals } from './board-goals.tsx'
import { BoardHead } from './board-head.tsx'
import { LateList } from './board-late.tsx'
import { Ranking } from './board-ranking.tsx'
import { Stacks } from './board-stacks.tsx'
import { usePlanChoice } from './plan-choice.tsx'
import './board.css'

const shown = ['tasks', 'closed', 'closing-rate', 'on-time', 'late', 'progress', 'attainment', 'unmeasured'] as const

export function BoardPage() {
  const choice = usePlanChoice(row => row.case?.state === 'running')
  const plan = choice.rows.find(row => row.id === choice.id)
  const mayRead =
    useModel()
      .scene('supervision')
      ?.operations.find(one => one.name === 'read')?.allowed ?? false
  return (
    <Cockpit>
      <div className="sv-board">
        {choice.error ? (
          <ErrorState error={choice.error} />
        ) : plan ? (
          <Board plan={plan} rows={choice.rows} onChoose={choice.choose} />
        ) : choice.waiting ? (
          <Skeleton rows={8} />
        ) : (
          <EmptyState
            title="没有可以查看的文件"
            hint="督查员导入文件、校核并交办后，看板开始统计。"
            action={
              mayRead ? (
                <AppLink href="/scenes/supervision/import">导入文件</AppLink>
              ) : (
                <AppLink href="/records/supervision-task">查看本单位的任务</AppLink>
              )
            }
          />
        )}
      </div>
    </Cockpit>
  )
}

function Board({ plan, rows, onChoose }: { plan: RowBody; rows: readonly RowBody[]; onChoose: (id: string) => void }) {
  const today = useToday()
  const figures = useFigures(plan.id, shown)
  const tasks = useBoardTasks(plan.id)
  const goals = useBoardGoals(plan.id)
  const scores = useScores()
  const names = tasks.data?.names ?? {}
  const all = tasks.data?.rows ?? []
  const byLead = groupBy(
    all,
    row => String(row.values['lead'] ?? ''),
    key => names[key] ?? '（未定牵头）',
  ).sort((a, b) => b.rows.length - a.rows.length || b.by.late.length - a.by.late.length)
  const byChapter = groupBy(
    all,
    row => String(row.values['chapter'] ?? ''),
    key => key || '（未分章节）',
  )
  const trend = closingsOf(all, today)
  const late = all.filter(row => standingOf(row) === 'late').length
  const risk = all.filter(row => standingOf(row) === 'risk').length
  const asOf = figures.find(one => one.data)?.data?.asOf
  if (plan.case?.state === 'proofreading')
    return (
      <>
        <BoardHead plan={plan} rows={rows} asOf={undefined} onChoose={onChoose} />
        <div className="panel">
          <EmptyState
            title="这份文件还没有交办"
            hint="校核并交办后，看板开始统计。"
            action={<AppLink href={`/scenes/supervision/proofread?plan=${plan.id}`}>去校核</AppLink>}
          />
        </div>
      </>
    )
  return (
    <>
      <BoardHead plan={plan} rows={rows} asOf={asOf} onChoose={onChoose} />
      <section className="bfigures" aria-label="总体情况">
        {figures.map((query, at) => {
          const indicator = declared.get(shown[at] ?? '')
          if (!indicator) return null
          const href = rowsHref(indicator.record.name, indicator.label, ofPlan(plan.id), ...rowsBehind(indicator))
          return <FigureTile key={indicator.name} indicator={indicator} query={query} tone={tones[indicator.name] ?? 'plain'} href={href} />
        })}
      </section>
      <div className="bgrid">
        <BoardBox title="按牵头单位" note={tasks.data ? `${byLead.length} 个单位` : ''} query={tasks}>
          <Stacks groups={byLead} plan={plan.id} most={14} dimension={leadIs} />
        </BoardBox>
        <BoardBox title="逾期与临期" note={tasks.data ? `逾期 ${late} 项，临期 ${risk} 项` : ''} query={tasks} className="scrolls">
          <LateList rows={all} names={names} />
        </BoardBox>
        <BoardBox title="按章节" query={tasks}>
          <Stacks groups={byChapter} plan={plan.id} most={20} dimension={chapterIs} />
        </BoardBox>
        <BoardBox title="办结进度" note="应办结按完成时限累计" query={tasks}>
          <LineChart
            label="累计应办结与已办结"
            height={250}
            unit="项"
            names={trend.months.map(month => `${Number(month.slice(5))}月`)}
            series={[
              { name: '应办结', values: trend.planned },
              { name: '已办结', values: trend.real },
            ]}
          />
        </BoardBox>
        <BoardBox title="量化目标" query={goals}>
          <BoardGoals goals={goals.data ?? []} />
        </BoardBox>
        <BoardBox title="牵头单位评价" note="全部在办文件" query={scores}>
          {scores.data ? <Ranking scores={scores.data} /> : null}
        </BoardBox>
      </div>
    </>
  )
}

const leadIs = (key: string): Condition => (key === '' ? { op: 'empty', field: 'lead' } : { op: 'is', field: 'lead', value: key })
const chapterIs = (key: string): Condition => (key === '' ? { op: 'empty', field: 'chapter' } : { op: 'is', field: 'chapter', value: key })

const tones: Readonly<Record<string, 'red' | 'green' | 'gold'>> = { late: 'red', closed: 'green', attainment: 'gold' }
