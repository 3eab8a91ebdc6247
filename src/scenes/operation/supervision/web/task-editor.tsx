// One task, opened for correction: every field is kept when it is left.
import { CheckOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, DatePicker, Input, Popconfirm } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useState } from 'react'
import { OrganPicker, OrgansPicker } from '../../../../kit/pickers.tsx'
import type { NameMap } from '../../../../kit/show-value.tsx'
import { GoalRows } from './goal-rows.tsx'
import { type Corrections, type Goal, type Task, unitsAfter } from './plan-data.ts'
import { useSave } from './use-save.ts'

type TaskEditorProps = {
  task: Task
  goals: readonly Goal[]
  names: NameMap
  corrections: Corrections
  checked: boolean
  focusGoal: string | null
  onCheck: (on: boolean, thenNext: boolean) => void
  onShowGoal: (goal: Goal) => void
  onRemoved: () => void
}

export function TaskEditor({ task, goals, names, corrections, checked, focusGoal, onCheck, onShowGoal, onRemoved }: TaskEditorProps) {
  const save = useSave()
  const [title, setTitle] = useState(task.title)
  const [body, setBody] = useState(task.body)
  const change = (field: string, values: Record<string, unknown>) => void save.run(field, () => corrections.changeTask(task, values))
  const nameOf = (id: string) => names[id] ?? id
  const setLead = (lead: string | undefined) => {
    const joint = task.joint.filter(one => one !== lead)
    change('lead', { lead: lead ?? null, joint, units: unitsAfter(task, lead ?? null, joint, nameOf) })
  }
  const setJoint = (joint: string[] | undefined) => {
    const next = (joint ?? []).filter(one => one !== task.lead)
    change('joint', { joint: next, units: unitsAfter(task, task.lead, next, nameOf) })
  }
  const id = (name: string) => `t-${task.id}-${name}`
  return (
    <div className="editor">
      <Field id={id('title')} label="任务名称" fault={save.faults['title']}>
        <Input
          id={id('title')}
          value={title}
          maxLength={200}
          onChange={event => setTitle(event.target.value)}
          onBlur={() => title.trim() !== '' && title !== task.title && change('title', { title: title.trim() })}
          {...(title.trim() === '' && { status: 'error' as const })}
        />
      </Field>
      <div className="editor-two">
        <Field id={id('lead')} label="牵头单位" fault={save.faults['lead'] ?? (task.lead ? undefined : '交办前须确定牵头单位')} required>
          <OrganPicker id={id('lead')} value={task.lead ?? undefined} onChange={setLead} names={names} invalid={!task.lead} />
        </Field>
        <Field id={id('due')} label="完成时限" required fault={save.faults['dueOn'] ?? (task.dueOn ? undefined : '交办前须确定')}>
          <DatePicker
            id={id('due')}
            style={{ width: '100%' }}
            placeholder="请选择"
            value={task.dueOn ? dayjs(task.dueOn) : null}
            onChange={date => change('dueOn', { dueOn: date ? date.format('YYYY-MM-DD') : null })}
          />
        </Field>
      </div>
      <Field id={id('joint')} label={`配合单位（${task.joint.length}）`} fault={save.faults['joint']}>
        <OrgansPicker id={id('joint')} value={[...task.joint]} onChange={setJoint} names={names} />
      </Field>
      <Field id={id('body')} label="任务内容" fault={save.faults['body']}>
        <Input.TextArea
          id={id('body')}
          value={body}
          maxLength={20_000}
          autoSize={{ minRows: 2, maxRows: 10 }}
          onChange={event => setBody(event.target.value)}
          onBlur={() => body !== task.body && change('body', { body })}
        />
      </Field>
      <GoalRows task={task} goals={goals} corrections={corrections} focus={focusGoal} onShow={onShowGoal} />
      <footer className="editor-foot">
        <Popconfirm
          title="删除这项任务？"
          description="任务和它的量化目标将一并删除，原文不变。"
          okText="删除"
          okButtonProps={{ danger: true }}
          onConfirm={() => void save.run('remove', () => corrections.removeTask(task)).then(done => done && onRemoved())}
        >
          <Button type="text" size="small" danger icon={<DeleteOutlined />}>
            删除任务
          </Button>
        </Popconfirm>
        <span className="muted editor-state" role="status">
          {save.faults['remove'] ?? (save.state === 'saving' ? '正在保存…' : save.state === 'saved' ? '已保存' : '')}
        </span>
        {checked ? (
          <Button size="small" onClick={() => onCheck(false, false)}>
            取消核对
          </Button>
        ) : (
          <Button size="small" type="primary" icon={<CheckOutlined />} onClick={() => onCheck(true, true)}>
            核对无误，下一项
          </Button>
        )}
      </footer>
    </div>
  )
}

function Field({
  id,
  label,
  required = false,
  fault,
  children,
}: {
  id: string
  label: string
  required?: boolean
  fault?: string | undefined
  children: ReactNode
}) {
  return (
    <div className="editor-field">
      <label htmlFor={id}>
        {required ? (
          <span className="required" aria-hidden="true">
            *
          </span>
        ) : null}
        {label}
      </label>
      {children}
      {fault ? (
        <p className="fault" role="alert">
          {fault}
        </p>
      ) : null}
    </div>
  )
}
