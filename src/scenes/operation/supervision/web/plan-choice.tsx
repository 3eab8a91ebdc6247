// Which plan a page speaks of: from the address, or the newest one that fits.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { textOf, useAddress } from '../../../../kit/address.ts'
import type { RowBody } from '../../../../wire/rows.ts'
import { plansQuery } from './plan-data.ts'

export function usePlanChoice(prefer: (row: RowBody) => boolean) {
  const [address, change] = useAddress()
  const plans = useQuery(plansQuery)
  const rows = plans.data?.rows ?? []
  const named = textOf(address['plan'])
  const id = named || (rows.find(prefer) ?? rows[0])?.id || ''
  return {
    id,
    rows,
    error: plans.error,
    pending: named === '' && plans.isPending,
    waiting: plans.isPending,
    choose: (plan: string) => change({ plan, task: undefined }, { push: true }),
  }
}

export function PlanSelect({ id, rows, onChoose }: { id: string; rows: readonly RowBody[]; onChoose: (id: string) => void }) {
  return (
    <Select
      className="plan-select"
      aria-label="文件"
      value={id}
      onChange={onChoose}
      popupMatchSelectWidth={false}
      options={rows.map(row => ({ value: row.id, label: `${row.title}（${row.case?.stateLabel ?? '未开始'}）` }))}
    />
  )
}
