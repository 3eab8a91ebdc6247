// The rows of a part-record inside the row they belong to.
import { PlusOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo } from 'react'
import { get } from '../../../kit/api.ts'
import { useGo } from '../../../kit/app-link.tsx'
import { DataTable } from '../../../kit/data-table.tsx'
import { useModel } from '../../../kit/model.tsx'
import { EmptyState } from '../../../kit/states.tsx'
import type { RowDetail, RowList } from '../../../wire/rows.ts'
import { columnsOf } from '../record-columns.tsx'

export function PartTab({ part, parent }: { part: RowDetail['parts'][number]; parent: string }) {
  const { record: recordOf, flow: flowOf } = useModel()
  const go = useGo()
  const record = recordOf(part.record)
  const rows = useInfiniteQuery({
    queryKey: ['rows', part.record, 'of', parent],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => get<RowList>(`/records/${part.record}`, { parent, limit: 50, cursor: pageParam }, signal),
    getNextPageParam: last => last.next,
  })
  const list = rows.data?.pages.flatMap(page => page.rows)
  const names = useMemo(() => Object.assign({}, ...(rows.data?.pages.map(page => page.names) ?? [])) as Record<string, string>, [rows.data])
  if (!record) return null
  const add = part.canCreate ? (
    <Button size="small" type="primary" icon={<PlusOutlined />} onClick={() => go(`/records/${part.record}/new?parent=${parent}`)}>
      添加{part.label}
    </Button>
  ) : null
  return (
    <DataTable
      label={part.label}
      rows={list}
      rowKey={row => row.id}
      columns={columnsOf(record, names, Boolean(flowOf(part.record)))}
      href={row => `/records/${part.record}/${row.id}`}
      error={rows.error}
      onRetry={() => void rows.refetch()}
      total={rows.data?.pages[0]?.total ?? null}
      more={{ has: rows.hasNextPage, loading: rows.isFetchingNextPage, load: () => void rows.fetchNextPage() }}
      remember={part.record}
      tools={list && list.length > 0 ? add : null}
      empty={<EmptyState title={`还没有${part.label}`} action={add} />}
    />
  )
}
