// What may be made of selected words: a goal, a task, a term, a unit, a name. It stands beside the selection.
import { Button } from 'antd'
import { useState } from 'react'
import { get, listIn } from '../../../../kit/api.ts'
import type { OrganBody } from '../../../../wire/city.ts'
import type { Chosen } from './document-view.tsx'
import { chapterAt, readDate, readGoal } from './passages.ts'
import { type Corrections, type Plan, type Task, type Unit, unitsAfter } from './plan-data.ts'
import { wordsOf } from './use-save.ts'

type SelectionMenuProps = {
  chosen: Chosen
  plan: Plan
  tasks: readonly Task[]
  active: string | null
  corrections: Corrections
  onDone: (says: string, open: { task: string; goal?: string }) => void
}
type Made = { says: string; task: string; goal?: string }

export function SelectionMenu({ chosen, plan, tasks, active, corrections, onDone }: SelectionMenuProps) {
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const task =
    tasks.find(one => one.from !== null && one.to !== null && one.from <= chosen.from && chosen.to <= one.to) ??
    tasks.find(one => one.id === active)
  const act = (name: string, work: () => Promise<Made | string>) => async () => {
    setBusy(name)
    setFault(null)
    try {
      const made = await work()
      if (typeof made === 'string') setFault(made)
      else {
        window.getSelection()?.removeAllRanges()
        onDone(made.says, made)
      }
    } catch (error) {
      setFault(wordsOf(error))
    }
    setBusy(null)
  }
  const words = chosen.text.replace(/\s+/g, '')
  const place = { from: chosen.from, to: chosen.to }
  const items: readonly { name: string; label: string; needsTask: boolean; run: () => Promise<Made | string> }[] = [
    { name: 'goal', label: '目标', needsTask: false, run: () => addGoal(words, place, task, corrections) },
    { name: 'due', label: '时限', needsTask: true, run: () => setDue(words, plan, task as Task, corrections) },
    { name: 'lead', label: '牵头单位', needsTask: true, run: () => addUnit('lead', words, place, task as Task, corrections) },
    { name: 'joint', label: '配合单位', needsTask: true, run: () => addUnit('joint', words, place, task as Task, corrections) },
    { name: 'title', label: '任务名称', needsTask: true, run: () => setTitle(words, task as Task, corrections) },
    { name: 'task', label: '新任务', needsTask: false, run: () => addTask(chosen, plan, corrections) },
  ]
  const above = chosen.box.top > 150
  const top = Math.max(72, Math.min(above ? chosen.box.top - 84 : chosen.box.bottom + 8, window.innerHeight - 96))
  const left = Math.max(8, Math.min(chosen.box.left, window.innerWidth - 430))
  return (
    <div className="sel-menu" role="toolbar" aria-label="选中的文字" style={{ left, top }}>
      <div className="sel-to clip">
        {task ? (
          <>
            归入{' '}
            <b>
              {task.ordinal} {task.title}
            </b>
          </>
        ) : (
          '选中的文字不在任何任务内'
        )}
      </div>
      <div className="row wrap sel-acts">
        <span className="sel-word">设为</span>
        {items
          .filter(one => task || !one.needsTask)
          .map(one => (
            <Button
              key={one.name}
              size="small"
              type="text"
              loading={busy === one.name}
              onMouseDown={event => event.preventDefault()}
              onClick={act(one.name, one.run)}
            >
              {one.label}
            </Button>
          ))}
      </div>
      {fault ? (
        <p className="sel-fault" role="alert">
          {fault}
        </p>
      ) : null}
    </div>
  )
}

type Place = { from: number; to: number }

async function addGoal(words: string, place: Place, task: Task | undefined, corrections: Corrections): Promise<Made | string> {
  const read = readGoal(words)
  if (!read) return '选中的文字里没有数字，请连同数值一起选中'
  const goal = await corrections.addGoal({
    ...read,
    unit: read.unit || null,
    ...place,
    ...(task && { task: task.id, ...(task.dueOn && { term: task.dueOn }) }),
  })
  return { says: `已添加目标“${read.indicator}”，请核对`, task: task?.id ?? '', goal }
}

async function setDue(words: string, plan: Plan, task: Task, corrections: Corrections): Promise<Made | string> {
  const dueOn = readDate(words, /20\d{2}/.exec(`${plan.documentNumber ?? ''}${plan.title}`)?.[0] ?? String(new Date().getFullYear()))
  if (!dueOn) return '没有认出日期，请选中如“2026年9月底前”的文字'
  await corrections.changeTask(task, { dueOn })
  return { says: `完成时限已设为 ${dueOn}`, task: task.id }
}

async function setTitle(words: string, task: Task, corrections: Corrections): Promise<Made | string> {
  if (words.length > 200) return '任务名称最多200字'
  await corrections.changeTask(task, { title: words.replace(/[。；;，,：:]$/, '') })
  return { says: '任务名称已更改', task: task.id }
}

async function addUnit(role: 'lead' | 'joint', words: string, place: Place, task: Task, corrections: Corrections): Promise<Made | string> {
  if (words.length > 40) return '请只选中一个单位的名称'
  const found = listIn<OrganBody>(await get('/organs', { q: words, limit: 5 }))
  const organ =
    found.find(one => one.name === words || one.fullName === words || one.aliases.includes(words)) ??
    (found.length === 1 ? found[0] : undefined)
  if (!organ) {
    const unit: Unit = { written: words, role, ...place }
    await corrections.changeTask(task, { units: [...task.units, unit] })
    return { says: `“${words}”不在单位库中，已列入待确认单位`, task: task.id }
  }
  const lead = role === 'lead' ? organ.id : task.lead === organ.id ? null : task.lead
  const joint = role === 'lead' ? task.joint.filter(one => one !== organ.id) : [...new Set([...task.joint, organ.id])]
  const units = unitsAfter(task, lead, joint, id => (id === organ.id ? words : id)).map(unit =>
    unit.organ === organ.id ? { ...unit, ...place } : unit,
  )
  await corrections.changeTask(task, { lead, joint, units })
  return { says: `${organ.name}已设为${role === 'lead' ? '牵头' : '配合'}单位`, task: task.id }
}

async function addTask(chosen: Chosen, plan: Plan, corrections: Corrections): Promise<Made> {
  const text = chosen.text.trim()
  const ordinal = /^(（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．、])/.exec(text)?.[0] ?? ''
  const bare = text.slice(ordinal.length).trim()
  const title = (/^[^。；;：:\n]{2,60}/.exec(bare)?.[0] ?? bare).slice(0, 200)
  const values = {
    title,
    body:
      bare
        .slice(title.length)
        .replace(/^[。；;：:\s]+/, '')
        .slice(0, 20_000) || bare.slice(0, 20_000),
    chapter: chapterAt(plan, chosen.from),
    ordinal: ordinal.replace(/[.．、]$/, ''),
    joint: [],
    units: [],
    from: chosen.from,
    to: chosen.to,
    progress: 0,
  }
  return { says: '已添加任务，请补充牵头单位', task: await corrections.addTask(values) }
}
