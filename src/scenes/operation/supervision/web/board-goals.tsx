// Goals against what was measured: a bar to the current value, a stroke at the demand.
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { AppLink } from '../../../../kit/app-link.tsx'
import { shortDate } from '../../../../kit/format.ts'
import { EmptyState } from '../../../../kit/states.tsx'
import { isAttained } from '../figures.ts'
import { figureWords, goalWords } from './goal-rows.tsx'
import type { Goal } from './plan-data.ts'

type Which = 'all' | 'met' | 'unmet' | 'none'
const short = 10
const measured = (goal: Goal) => isAttained({ comparator: goal.comparator, value: goal.value ?? 0, current: goal.current })
const whichOf = (goal: Goal): Exclude<Which, 'all'> => {
  const met = measured(goal)
  return met === null ? 'none' : met ? 'met' : 'unmet'
}
const falls = (goal: Goal) => goal.comparator === '<=' || goal.comparator === '<'
/** How far a goal is from its demand: 1 is reached. */
const shareOf = (goal: Goal): number => {
  if (goal.current === null || goal.value === null) return -1
  if (goal.value === 0) return goal.current === 0 ? 1 : 0
  return falls(goal) ? goal.value / Math.max(goal.current, Number.EPSILON) : goal.current / goal.value
}

export function BoardGoals({ goals }: { goals: readonly Goal[] }) {
  const [which, setWhich] = useState<Which>('all')
  const [whole, setWhole] = useState(false)
  const count = (of: Which) => goals.filter(goal => whichOf(goal) === of).length
  const order = { unmet: 0, met: 1, none: 2 } as const
  const found = goals
    .filter(goal => which === 'all' || whichOf(goal) === which)
    .sort((a, b) => order[whichOf(a)] - order[whichOf(b)] || shareOf(a) - shareOf(b))
  const shown = whole ? found : found.slice(0, short)
  if (goals.length === 0) return <EmptyState title="这份文件没有量化目标" />
  return (
    <div className="bgoals">
      <Segmented<Which>
        value={which}
        onChange={setWhich}
        aria-label="筛选目标"
        options={[
          { value: 'all', label: `全部 ${goals.length}` },
          { value: 'unmet', label: `未达到 ${count('unmet')}` },
          { value: 'met', label: `已达到 ${count('met')}` },
          { value: 'none', label: `尚无数据 ${count('none')}` },
        ]}
      />
      <ul>
        {shown.map(goal => (
          <Bullet key={goal.id} goal={goal} />
        ))}
      </ul>
      {found.length > short ? (
        <Button type="link" onClick={() => setWhole(!whole)}>
          {whole ? '收起' : `展开全部 ${found.length} 个`}
        </Button>
      ) : null}
    </div>
  )
}

function Bullet({ goal }: { goal: Goal }) {
  const which = whichOf(goal)
  const top = Math.max(goal.value ?? 0, goal.current ?? 0) * 1.12 || 1
  const at = (value: number) => `${Math.max(0, Math.min(100, (100 * value) / top))}%`
  return (
    <li className={`bullet b-${which}`}>
      <AppLink className="bullet-name clip" href={`/records/supervision-goal/${goal.id}`} title={goal.indicator}>
        {goal.indicator}
      </AppLink>
      <span className="bullet-demand num">{goalWords(goal)}</span>
      <span className="bullet-track" aria-hidden="true">
        {goal.current === null ? null : <i style={{ width: at(goal.current) }} />}
        <b style={{ insetInlineStart: at(goal.value ?? 0) }} />
      </span>
      <span className="bullet-now num">
        {goal.current === null ? (
          <span className="muted">尚无数据</span>
        ) : (
          <>
            {figureWords(goal.current, goal.unit)}
            <em>{which === 'met' ? '达到' : '未达到'}</em>
          </>
        )}
      </span>
      <span className="bullet-when muted num">
        {goal.measuredOn ? `${shortDate(goal.measuredOn)}数据` : ''}
        {goal.term ? (
          <>
            {goal.measuredOn ? ' · ' : ''}
            {shortDate(goal.term)}前
          </>
        ) : null}
      </span>
    </li>
  )
}
