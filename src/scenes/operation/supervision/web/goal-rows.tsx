// The numeric goals of a task, corrected in place: indicator, requirement, value, unit, term.
import { AimOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { number } from '../../../../kit/format.ts'
import type { Corrections, Goal, Task } from './plan-data.ts'
import { type Save, useSave } from './use-save.ts'

export const comparatorWords: Readonly<Record<string, string>> = {
  '>=': '不低于',
  '>': '超过',
  '=': '达到',
  '<=': '不高于',
  '<': '低于',
  '~': '约',
}
const options = Object.entries(comparatorWords).map(([value, label]) => ({ value, label }))

/** “30亿条”: large figures as they are written in plans. */
export const figureWords = (value: number | null, unit: string): string => {
  if (value === null) return '—'
  const [scaled, word] = Math.abs(value) >= 1e8 ? [value / 1e8, '亿'] : Math.abs(value) >= 1e4 ? [value / 1e4, '万'] : [value, '']
  return `${number(Number(scaled.toPrecision(8)))}${word}${unit}`
}
export const goalWords = (goal: Pick<Goal, 'comparator' | 'value' | 'unit'>): string =>
  `${comparatorWords[goal.comparator] ?? ''} ${figureWords(goal.value, goal.unit)}`

type GoalRowsProps = { task: Task; goals: readonly Goal[]; corrections: Corrections; focus: string | null; onShow: (goal: Goal) => void }

export function GoalRows({ task, goals, corrections, focus, onShow }: GoalRowsProps) {
  const save = useSave()
  const add = () =>
    void save.run('add', () =>
      corrections.addGoal({ task: task.id, indicator: '新目标', comparator: '>=', value: 0, ...(task.dueOn && { term: task.dueOn }) }),
    )
  return (
    <fieldset className="goals">
      <legend>
        量化目标<span className="muted num"> {goals.length}</span>
      </legend>
      {goals.map(goal => (
        <GoalRow key={goal.id} goal={goal} corrections={corrections} save={save} focused={focus === goal.id} onShow={() => onShow(goal)} />
      ))}
      {save.faults['add'] ? (
        <p className="fault" role="alert">
          {save.faults['add']}
        </p>
      ) : null}
      <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={add}>
        添加目标
      </Button>
    </fieldset>
  )
}

function GoalRow({
  goal,
  corrections,
  save,
  focused,
  onShow,
}: {
  goal: Goal
  corrections: Corrections
  save: Save
  focused: boolean
  onShow: () => void
}) {
  const [indicator, setIndicator] = useState(goal.indicator)
  const [value, setValue] = useState<number | null>(goal.value)
  const [unit, setUnit] = useState(goal.unit)
  const change = (name: string, values: Record<string, unknown>) =>
    void save.run(`${goal.id}.${name}`, () => corrections.changeGoal(goal, values))
  const fault = Object.entries(save.faults).find(([at]) => at.startsWith(goal.id))?.[1]
  return (
    <div className={`goal-row ${focused ? 'focused' : ''}`} data-goal-row={goal.id}>
      <Input
        size="small"
        className="goal-name"
        aria-label="指标"
        value={indicator}
        maxLength={100}
        onChange={event => setIndicator(event.target.value)}
        onBlur={() => indicator !== goal.indicator && change('indicator', { indicator })}
      />
      <Select
        size="small"
        className="goal-cmp"
        aria-label="要求"
        value={goal.comparator}
        options={options}
        onChange={comparator => change('comparator', { comparator })}
      />
      <InputNumber
        size="small"
        className="goal-value"
        aria-label="目标值"
        value={value}
        onChange={next => setValue(next)}
        onBlur={() => value !== goal.value && change('value', { value })}
      />
      <Input
        size="small"
        className="goal-unit"
        aria-label="单位"
        placeholder="单位"
        value={unit}
        maxLength={30}
        onChange={event => setUnit(event.target.value)}
        onBlur={() => unit !== goal.unit && change('unit', { unit: unit || null })}
      />
      <DatePicker
        size="small"
        className="goal-term"
        aria-label="期限"
        placeholder="期限"
        value={goal.term ? dayjs(goal.term) : null}
        onChange={date => change('term', { term: date ? date.format('YYYY-MM-DD') : null })}
      />
      <span className="goal-acts">
        {goal.from !== null ? (
          <Button
            type="text"
            size="small"
            icon={<AimOutlined />}
            aria-label={`在原文中查看：${goal.indicator}`}
            title="在原文中查看"
            onClick={onShow}
          />
        ) : null}
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={`删除目标：${goal.indicator}`}
          title="删除目标"
          onClick={() => void save.run(goal.id, () => corrections.removeGoal(goal))}
        />
      </span>
      {fault ? (
        <p className="fault" role="alert">
          {fault}
        </p>
      ) : null}
    </div>
  )
}
