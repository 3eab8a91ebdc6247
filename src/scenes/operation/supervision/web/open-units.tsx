// What the directory did not know and what the reading was not sure about: settled here, once for the whole plan.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { get, listIn } from '../../../../kit/api.ts'
import { OrganPicker } from '../../../../kit/pickers.tsx'
import type { NameMap } from '../../../../kit/show-value.tsx'
import type { OrganBody } from '../../../../wire/city.ts'
import { CollectiveUnit } from './collective-unit.tsx'
import type { Corrections, Plan, Remark, Task } from './plan-data.ts'
import { wordsOf } from './use-save.ts'

export type OpenUnit = {
  written: string
  collective: boolean
  tasks: readonly Task[]
  at: number | null
  /** The organs that a collective name was settled to. */
  organs: readonly string[]
}

/** Units without an organ, each once, with the tasks that name them; then the collective ones, settled or not. */
export function openUnitsOf(tasks: readonly Task[]): OpenUnit[] {
  const found = new Map<string, { written: string; collective: boolean; tasks: Task[]; at: number | null; organs: string[] }>()
  for (const task of tasks)
    for (const unit of task.units) {
      if (unit.organ && !unit.collective) continue
      const known = found.get(unit.written) ?? {
        written: unit.written,
        collective: unit.collective === true,
        tasks: [],
        at: unit.from ?? task.from,
        organs: [],
      }
      if (!known.tasks.includes(task)) known.tasks.push(task)
      if (unit.organ && !known.organs.includes(unit.organ)) known.organs.push(unit.organ)
      found.set(unit.written, known)
    }
  return [...found.values()].sort((a, b) => Number(a.collective) - Number(b.collective))
}

export function OpenUnits({
  units,
  names,
  corrections,
  onShow,
}: {
  units: readonly OpenUnit[]
  names: NameMap
  corrections: Corrections
  onShow: (unit: OpenUnit) => void
}) {
  const single = units.filter(unit => !unit.collective).length
  if (units.length === 0) return null
  return (
    <details className="notice-box units" open={single > 0}>
      <summary>
        {single > 0 ? <strong>{single} 个单位待确认</strong> : <span>单位均已确认</span>}
        {units.length > single ? <span className="muted">，{units.length - single} 个集合单位</span> : null}
      </summary>
      <ul>
        {units.map(unit =>
          unit.collective ? (
            <CollectiveUnit key={unit.written} unit={unit} names={names} corrections={corrections} onShow={() => onShow(unit)} />
          ) : (
            <OneUnit key={unit.written} unit={unit} corrections={corrections} onShow={() => onShow(unit)} />
          ),
        )}
      </ul>
    </details>
  )
}

function OneUnit({ unit, corrections, onShow }: { unit: OpenUnit; corrections: Corrections; onShow: () => void }) {
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const near = useQuery({
    queryKey: ['picker', 'near', unit.written],
    queryFn: ({ signal }) => findNear(unit.written, signal),
    staleTime: 60_000,
  })
  const settle = async (organ: string | undefined) => {
    if (!organ) return
    setBusy(true)
    setFault(null)
    try {
      await corrections.settle(unit.written, [organ])
    } catch (error) {
      setFault(wordsOf(error))
      setBusy(false)
    }
  }
  return (
    <li>
      <button type="button" className="link-like" onClick={onShow} title="在原文中查看">
        {unit.written}
      </button>
      <span className="muted num">{unit.tasks.length} 项任务</span>
      <span className="unit-choice">
        {(near.data ?? []).map(one => (
          <Button key={one.id} size="small" loading={busy} onClick={() => void settle(one.id)}>
            {one.name}
          </Button>
        ))}
        <span className="unit-picker">
          <OrganPicker
            value={undefined}
            onChange={organ => void settle(organ)}
            disabled={busy}
            label={`“${unit.written}”对应的单位`}
            placeholder="查找对应单位"
          />
        </span>
      </span>
      {fault ? (
        <p className="fault" role="alert">
          {fault}
        </p>
      ) : null}
    </li>
  )
}

/** Organs whose names share the words: without the level in front, then by its first characters. */
async function findNear(written: string, signal: AbortSignal): Promise<OrganBody[]> {
  const bare = written.replace(/^(绍兴市|市|区|县)/, '')
  for (const q of [written, bare, bare.slice(0, 3), bare.slice(0, 2)]) {
    if (q.length < 2) continue
    const found = listIn<OrganBody>(await get('/organs', { q, limit: 3 }, signal))
    if (found.length > 0) return found.slice(0, 3)
  }
  return []
}

export function Remarks({
  plan,
  remarks,
  corrections,
  readOnly,
  onShow,
}: {
  plan: Plan
  remarks: readonly Remark[]
  corrections: Corrections
  readOnly: boolean
  onShow: (remark: Remark) => void
}) {
  const [fault, setFault] = useState<string | null>(null)
  const open = remarks.filter(one => !one.settled).length
  if (remarks.length === 0) return null
  return (
    <details className="notice-box remarks">
      <summary>
        <strong>{open} 条识别提示</strong>
        {open < remarks.length ? <span className="muted">，已处理 {remarks.length - open} 条</span> : null}
      </summary>
      <ul>
        {remarks.map((remark, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a remark has no name but its place
          <li key={at} className={remark.settled ? 'settled' : ''}>
            <button type="button" className="link-like grow" onClick={() => onShow(remark)}>
              {remark.message}
            </button>
            {readOnly ? null : (
              <Button
                size="small"
                type="text"
                onClick={() =>
                  void corrections.settleRemark(plan, at).then(
                    () => setFault(null),
                    error => setFault(wordsOf(error)),
                  )
                }
              >
                {remark.settled ? '恢复' : '已处理'}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {fault ? (
        <p className="fault" role="alert">
          {fault}
        </p>
      ) : null}
    </details>
  )
}
