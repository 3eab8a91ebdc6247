// A name that stands for many units (市政府有关部门): settled to several organs in one step, shown with what it was settled to, taken back.
// To leave it as it is written is allowed as well.
import { Button } from 'antd'
import { useState } from 'react'
import { OrgansPicker } from '../../../../kit/pickers.tsx'
import type { NameMap } from '../../../../kit/show-value.tsx'
import type { OpenUnit } from './open-units.tsx'
import type { Corrections } from './plan-data.ts'
import { wordsOf } from './use-save.ts'

type CollectiveUnitProps = { unit: OpenUnit; names: NameMap; corrections: Corrections; onShow: () => void }

export function CollectiveUnit({ unit, names, corrections, onShow }: CollectiveUnitProps) {
  const [chosen, setChosen] = useState<string[] | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const settle = async (organs: readonly string[]) => {
    setBusy(true)
    setFault(null)
    try {
      await corrections.settle(unit.written, organs)
      setChosen(null)
    } catch (error) {
      setFault(wordsOf(error))
    }
    setBusy(false)
  }
  return (
    <li>
      <button type="button" className="link-like" onClick={onShow} title="在原文中查看">
        {unit.written}
      </button>
      <span className="muted num">{unit.tasks.length} 项任务</span>
      <span className="chip">{unit.organs.length > 0 ? `已展开为 ${unit.organs.length} 个单位` : '集合单位，可不展开'}</span>
      {chosen === null ? (
        <span className="unit-acts">
          <Button size="small" type="link" onClick={() => setChosen([...unit.organs])}>
            {unit.organs.length > 0 ? '调整' : '展开为多个单位'}
          </Button>
          {unit.organs.length > 0 ? (
            <Button size="small" type="link" loading={busy} onClick={() => void settle([])}>
              收回
            </Button>
          ) : null}
        </span>
      ) : null}
      {chosen === null && unit.organs.length > 0 ? (
        <p className="unit-organs">{unit.organs.map(organ => names[organ] ?? organ).join('、')}</p>
      ) : null}
      {chosen === null ? null : (
        <div className="unit-expand">
          <OrgansPicker
            value={chosen}
            onChange={organs => setChosen(organs ?? [])}
            names={names}
            disabled={busy}
            label={`“${unit.written}”包括的单位`}
            placeholder="查找并选择各单位，可多选"
          />
          <div className="unit-expand-acts">
            <Button size="small" onClick={() => setChosen(null)} disabled={busy}>
              取消
            </Button>
            <Button
              size="small"
              type="primary"
              loading={busy}
              disabled={chosen.length === 0 && unit.organs.length === 0}
              onClick={() => void settle(chosen)}
            >
              {chosen.length > 0 ? `确定，列为 ${unit.tasks.length} 项任务的配合单位` : '确定，不展开'}
            </Button>
          </div>
        </div>
      )}
      {fault ? (
        <p className="fault" role="alert">
          {fault}
        </p>
      ) : null}
    </li>
  )
}
